"""A city for every test of dispatch."""

from collections.abc import AsyncIterator

import pytest

from tests.dispatch.city import City, running_city


@pytest.fixture
async def city() -> AsyncIterator[City]:
    async with running_city() as city:
        yield city

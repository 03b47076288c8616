"""A recording behind its doors."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from media.worker_keys import hash_of
from tests.media.recording.house import House
from tests.media.recording.server import KEY, OTHER_KEY, Server, serving


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    """A recording that has run for 36 s."""
    house = House(tmp_path)
    house.worker_keys = {"w1": hash_of(KEY), "w2": hash_of(OTHER_KEY)}
    async with house, serving(house) as server:
        await house.run()
        house.town.now_ms += 36_000
        yield server

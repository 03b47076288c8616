"""The contract suite's stores: memory, SQLite and PostgreSQL, each new for each test."""

from collections.abc import AsyncIterator

import pytest

from people.assembly import assemble as people
from signaling import tables
from signaling.store.interface import Store
from tests.fixtures.stores import EVERY_STORE, EmptyStore


@pytest.fixture(params=EVERY_STORE)
async def any_store(request: pytest.FixtureRequest, empty_store: EmptyStore) -> AsyncIterator[Store]:
    store = empty_store(request.param, tables.join([people()]).aggregates.values())
    await store.open()
    yield store
    await store.close()

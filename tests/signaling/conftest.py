"""The contract suite's stores: memory, SQLite and PostgreSQL, each new for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from people.assembly import assemble as people
from signaling import tables
from signaling.store.interface import Store
from signaling.store.memory import MemoryStore
from signaling.store.migrations import migrate
from signaling.store.sql import SqlStore, sqlite_url


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
async def any_store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    aggregates = tables.join([people()]).aggregates.values()
    if request.param == "memory":
        yield MemoryStore(aggregates)
        return
    url = sqlite_url(tmp_path / "tez.db") if request.param == "sqlite" else request.getfixturevalue("postgresql")
    store = SqlStore(url, aggregates)
    await migrate(store)
    await store.open()
    yield store
    await store.close()

"""What is due, read in an order: the same on every store."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from signaling.reading import StateReader
from signaling.slice import Aggregate
from signaling.store import tables
from signaling.store.interface import Put, Store
from signaling.store.memory import MemoryStore
from signaling.store.sql import SqlStore, sqlite_url


class Parcel(msgspec.Struct, frozen=True):
    id: str
    road: str
    turn: int
    due_ms: int | None


PARCELS = Aggregate(
    kind="parcel_of_tests",
    state=Parcel,
    evolve={},
    views=lambda parcel: {},
    columns={
        "road": (str, lambda parcel: parcel.road),
        "turn": (int, lambda parcel: parcel.turn),
        "due_ms": (int, lambda parcel: parcel.due_ms),
    },
    ordered=(("road", "turn", "due_ms"),),
)
KIND = PARCELS.kind


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    if request.param == "memory":
        yield MemoryStore([PARCELS])
        return
    url = sqlite_url(tmp_path / "t.db") if request.param == "sqlite" else request.getfixturevalue("postgresql")
    declared = sa.MetaData()
    tables.state_table(PARCELS, declared)
    durable = SqlStore(url, [PARCELS])
    async with durable.writer.begin() as connection:
        await connection.run_sync(declared.create_all)
    yield durable
    await durable.close()


async def keep(store: Store, *parcels: Parcel) -> None:
    async with store.transaction() as work:
        for parcel in parcels:
            columns = {name: of(parcel) for name, (_, of) in PARCELS.columns.items()}
            state = msgspec.json.encode(parcel)
            await work.put(KIND, [Put(id=parcel.id, version=1, live=False, state=state, columns=columns)])


async def due(store: Store, now_ms: int, **more: Any) -> list[str]:
    async with store.reading() as look:
        found = await StateReader(look).due(KIND, Parcel, "due_ms", now_ms, **more)
    return [parcel.id for parcel in found]


async def test_the_lowest_turn_comes_first_then_the_longest_due_then_the_lowest_id(store: Store) -> None:
    await keep(
        store,
        Parcel("d", "rail", 2, 10),
        Parcel("c", "rail", 0, 30),
        Parcel("b", "rail", 0, 20),
        Parcel("a", "rail", 0, 30),
        Parcel("e", "rail", 0, 41),
        Parcel("f", "rail", 0, None),
        Parcel("g", "sea", 0, 5),
    )
    assert await due(store, 40, order=("turn",), road="rail") == ["b", "a", "c", "d"]
    assert await due(store, 40, order=("turn",), road="rail", limit=2) == ["b", "a"]
    assert await due(store, 41, order=("turn",), road=["rail", "sea"]) == ["g", "b", "a", "c", "e", "d"]
    assert await due(store, 40) == ["g", "d", "b", "a", "c"]
    assert await due(store, 4, order=("turn",)) == []


async def test_a_database_reads_them_from_an_index_made_for_it(store: Store) -> None:
    if not isinstance(store, SqlStore) or store.name != "sqlite":
        return  # PostgreSQL's planner reads a table of a few rows whole, whatever index there is
    query, values = store.statements.due(KIND, "due_ms", 40, 5, ("turn",), {"road": "rail"})
    async with store.readers.connect() as connection:
        asked = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query.text}", query.arguments(values))
        plan = " ".join(str(row) for row in asked)
    assert "parcel_of_tests_by_road_turn_due_ms" in plan

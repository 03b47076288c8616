"""Where the seconds are kept: one contract on memory, SQLite and PostgreSQL."""

from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy.ext.asyncio import create_async_engine

from media.quality.domain.seconds import Chunk
from media.quality.store import MemoryQuality, QualityStore, SqlQuality, packed, quality_chunk
from signaling.protocol.quality import QualityRun, RungChange

NOON = 1_790_000_000_000


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[QualityStore]:
    if request.param == "memory":
        yield MemoryQuality()
        return
    postgresql = request.param == "postgresql"
    url = request.getfixturevalue("postgresql") if postgresql else f"sqlite+aiosqlite:///{tmp_path / 'quality.db'}"
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(quality_chunk.create)
    yield SqlQuality(engine)
    await engine.dispose()


def chunk(
    from_ms: int = NOON, key: str = "brigade:b1", conversation: str = "c1", scores: tuple[int, ...] = (80, 9)
) -> Chunk:
    filled: list[int | None] = [*scores, None]
    return Chunk(
        conversation_id=conversation,
        key=key,
        run=QualityRun(
            from_ms=from_ms, score=filled, lost_permille=filled, concealed_permille=filled, round_trip_ms=filled
        ),
        rungs=[RungChange(at_ms=from_ms, rung="low_video", reason="bandwidth", choice="save_data")],
    )


async def test_what_is_written_is_read_back_whole_and_in_order(store: QualityStore) -> None:
    """[Q2]."""
    chunks = [chunk(NOON + 60_000), chunk(), chunk(key="person:p1"), chunk(conversation="c2")]
    await store.write(chunks)
    assert await store.of_conversation("c1", 100) == [chunks[1], chunks[2], chunks[0]]
    assert await store.of_conversation("c1", 1) == [chunks[0]]
    assert await store.of_conversation("c3", 100) == []


async def test_the_same_chunk_is_kept_once_the_longer_one(store: QualityStore) -> None:
    """[Q5]."""
    longer = chunk(scores=(80, 9, 7))
    await store.write([chunk()])
    await store.write([longer])
    await store.write([chunk()])
    assert await store.of_conversation("c1", 100) == [longer]


async def test_old_chunks_are_forgotten(store: QualityStore) -> None:
    """[Q5]."""
    await store.write([chunk(), chunk(NOON + 60_000)])
    await store.forget_before(NOON + 1)
    assert [one.from_ms for one in await store.of_conversation("c1", 100)] == [NOON + 60_000]


def test_a_minute_of_a_side_is_small() -> None:
    """docs/SCALE.md counts on it."""
    minute = chunk(scores=tuple(range(59)))
    assert len(packed(minute)) < 700
    assert len(msgspec.json.encode(minute)) < 1_500

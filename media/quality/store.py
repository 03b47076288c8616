"""Where the seconds of conversations are kept: a row a side and minute.

They are not in the journal (nothing follows from a figure), so they have a table of their own, as positions have. All
stores obey the same contract; writing the same chunk twice is nothing.
"""

from collections.abc import Sequence
from typing import Any, Protocol

import msgspec
from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from media.quality.domain.seconds import Chunk
from signaling.breaths import in_breaths
from signaling.protocol.quality import QualityRun, RungChange
from signaling.store.tables import metadata

CHUNKS_A_WRITE = 100
"""In one transaction: commands wait for the same writer."""


class QualityStore(Protocol):
    """The truth of what links were like."""

    async def write(self, chunks: Sequence[Chunk]) -> None:
        """A chunk of the same side and beginning is kept once, the longer one."""
        ...

    async def of_conversation(self, conversation_id: str, limit: int) -> list[Chunk]:
        """The newest, in the order of their beginning."""
        ...

    async def forget_before(self, at_ms: int) -> None:
        """Ends the retention of older chunks."""
        ...


class MemoryQuality:
    """For tests and for the command line, which keeps nothing."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, int], Chunk] = {}

    async def write(self, chunks: Sequence[Chunk]) -> None:
        for chunk in chunks:
            place = chunk.conversation_id, chunk.key, chunk.from_ms
            kept = self._kept.get(place)
            if kept is None or chunk.seconds > kept.seconds:
                self._kept[place] = chunk

    async def of_conversation(self, conversation_id: str, limit: int) -> list[Chunk]:
        found = [chunk for chunk in self._kept.values() if chunk.conversation_id == conversation_id]
        return sorted(found, key=lambda chunk: (chunk.from_ms, chunk.key))[-limit:]

    async def forget_before(self, at_ms: int) -> None:
        self._kept = {place: chunk for place, chunk in self._kept.items() if chunk.from_ms >= at_ms}


quality_chunk = Table(
    "quality_chunk",
    metadata,
    Column("service_id", String, primary_key=True),
    Column("conversation_id", String, primary_key=True),
    Column("side", String, primary_key=True),
    Column("from_ms", BigInteger, primary_key=True, autoincrement=False),
    Column("seconds", Integer, nullable=False),
    Column("figures", LargeBinary, nullable=False),
    Index("quality_chunk_by_age", "service_id", "from_ms"),
)


class _Packed(msgspec.Struct, frozen=True, array_like=True):
    """In MessagePack, without names of fields."""

    score: list[int | None]
    lost_permille: list[int | None]
    concealed_permille: list[int | None]
    round_trip_ms: list[int | None]
    rungs: list[tuple[int, str, str, str]]


class SqlQuality:
    """On SQLite and PostgreSQL. ``writer`` and ``readers`` may be the same engine."""

    def __init__(self, writer: AsyncEngine, readers: AsyncEngine | None = None, service_id: str = "103") -> None:
        self._writer = writer
        self._readers = readers or writer
        self._service_id = service_id
        self._insert: Any = postgresql.insert if writer.dialect.name == "postgresql" else sqlite.insert

    async def write(self, chunks: Sequence[Chunk]) -> None:
        """In one transaction, in the order of the key, so that two nodes never wait for each other."""
        if not chunks:
            return
        insert = self._insert(quality_chunk)
        insert = insert.on_conflict_do_update(
            index_elements=["service_id", "conversation_id", "side", "from_ms"],
            set_={"seconds": insert.excluded.seconds, "figures": insert.excluded.figures},
            where=insert.excluded.seconds > quality_chunk.c.seconds,
        )
        in_order = sorted(chunks, key=lambda chunk: (chunk.conversation_id, chunk.key, chunk.from_ms))
        async with self._writer.begin() as connection:
            await connection.execute(insert, [self._row(chunk) for chunk in in_order])

    async def of_conversation(self, conversation_id: str, limit: int) -> list[Chunk]:
        columns = quality_chunk.c
        mine = (columns.service_id == self._service_id) & (columns.conversation_id == conversation_id)
        query = select(quality_chunk).where(mine).order_by(columns.from_ms.desc(), columns.side.desc()).limit(limit)
        async with self._readers.connect() as connection:
            rows = (await connection.execute(query)).mappings().all()
        return (await in_breaths(_chunk, rows))[::-1]

    async def forget_before(self, at_ms: int) -> None:
        columns = quality_chunk.c
        old = (columns.service_id == self._service_id) & (columns.from_ms < at_ms)
        async with self._writer.begin() as connection:
            await connection.execute(delete(quality_chunk).where(old))

    def _row(self, chunk: Chunk) -> dict[str, Any]:
        return {
            "service_id": self._service_id,
            "conversation_id": chunk.conversation_id,
            "side": chunk.key,
            "from_ms": chunk.from_ms,
            "seconds": chunk.seconds,
            "figures": packed(chunk),
        }


def packed(chunk: Chunk) -> bytes:
    """A chunk's figures as they lie in the database."""
    run = chunk.run
    rungs: list[tuple[int, str, str, str]] = [(one.at_ms, one.rung, one.reason, one.choice) for one in chunk.rungs]
    return msgspec.msgpack.encode(
        _Packed(run.score, run.lost_permille, run.concealed_permille, run.round_trip_ms, rungs)
    )


def _chunk(row: Any) -> Chunk:
    packed = msgspec.msgpack.decode(row["figures"], type=_Packed)
    rungs = [
        {"at_ms": at_ms, "rung": rung, "reason": why, "choice": choice} for at_ms, rung, why, choice in packed.rungs
    ]
    run = QualityRun(
        from_ms=row["from_ms"],
        score=packed.score,
        lost_permille=packed.lost_permille,
        concealed_permille=packed.concealed_permille,
        round_trip_ms=packed.round_trip_ms,
    )
    return Chunk(
        conversation_id=row["conversation_id"], key=row["side"], run=run, rungs=msgspec.convert(rungs, list[RungChange])
    )

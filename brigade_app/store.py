"""Where positions are kept: the newest of each brigade, and the track of the last weeks.

They are not in the journal (a fix is a signal, not a fact that anything follows from), so they have tables of their
own. Both stores obey the same contract; writing the same position twice is nothing.
"""

from collections.abc import Sequence
from typing import Any, Protocol

from sqlalchemy import BigInteger, Column, Float, Index, String, Table, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from signaling.breaths import in_breaths
from signaling.protocol.base import Point
from signaling.protocol.brigade_app import Position
from signaling.store.tables import metadata

TRAIL_LIMIT = 20_000  # 24 hours at one position in 5 s, and some


class PositionStore(Protocol):
    """The truth of positions."""

    async def write(self, positions: Sequence[Position]) -> None:
        """All go to the track; the latest of each brigade becomes its newest unless a later one is kept."""
        ...

    async def newest(self, brigade_ids: Sequence[str] | None) -> list[Position]:
        """The newest of these brigades (None: of all), in the order of brigade ids."""
        ...

    async def trail(self, brigade_id: str, since_ms: int) -> list[Position]:
        """From then on, in the order of ``at_ms``."""
        ...

    async def forget_before(self, at_ms: int) -> None:
        """Ends the retention of older tracks. The newest position stays, however old it is."""
        ...


def _latest(positions: Sequence[Position]) -> dict[str, Position]:
    latest: dict[str, Position] = {}
    for position in positions:
        kept = latest.get(position.brigade_id)
        if kept is None or position.at_ms > kept.at_ms:
            latest[position.brigade_id] = position
    return latest


class MemoryPositions:
    """For tests and for a server that keeps nothing."""

    def __init__(self) -> None:
        self._newest: dict[str, Position] = {}
        self._track: dict[tuple[str, int], Position] = {}

    async def write(self, positions: Sequence[Position]) -> None:
        for position in positions:
            self._track.setdefault((position.brigade_id, position.at_ms), position)
        for brigade_id, position in _latest(positions).items():
            kept = self._newest.get(brigade_id)
            if kept is None or position.at_ms > kept.at_ms:
                self._newest[brigade_id] = position

    async def newest(self, brigade_ids: Sequence[str] | None) -> list[Position]:
        wanted = self._newest if brigade_ids is None else set(brigade_ids)
        return [self._newest[key] for key in sorted(self._newest) if key in wanted]

    async def trail(self, brigade_id: str, since_ms: int) -> list[Position]:
        found = [row for (brigade, at_ms), row in self._track.items() if brigade == brigade_id and at_ms >= since_ms]
        return sorted(found, key=lambda row: row.at_ms)[-TRAIL_LIMIT:]

    async def forget_before(self, at_ms: int) -> None:
        self._track = {key: row for key, row in self._track.items() if key[1] >= at_ms}


def _columns(*, by_time: bool) -> list[Column[Any]]:
    return [
        Column("service_id", String, primary_key=True),
        Column("brigade_id", String, primary_key=True),
        Column("at_ms", BigInteger, primary_key=by_time, nullable=False, autoincrement=False),
        Column("received_at_ms", BigInteger, nullable=False),
        Column("lon", Float, nullable=False),
        Column("lat", Float, nullable=False),
        Column("speed_kmh", Float),
        Column("heading_degrees", Float),
        Column("accuracy_m", Float),
    ]


newest_position = Table("newest_position", metadata, *_columns(by_time=False))
track = Table("track", metadata, *_columns(by_time=True), Index("track_by_age", "service_id", "at_ms"))


class SqlPositions:
    """On SQLite and PostgreSQL. ``writer`` and ``readers`` may be the same engine."""

    def __init__(self, writer: AsyncEngine, readers: AsyncEngine | None = None, service_id: str = "103") -> None:
        self._writer = writer
        self._readers = readers or writer
        self._service_id = service_id
        self._insert: Any = postgresql.insert if writer.dialect.name == "postgresql" else sqlite.insert

    async def write(self, positions: Sequence[Position]) -> None:
        """In one transaction; brigades in the order of their ids, so that two nodes never wait for each other."""
        if not positions:
            return
        latest = _latest(positions)
        newest = self._insert(newest_position)
        values = {column.name: newest.excluded[column.name] for column in newest_position.c if not column.primary_key}
        newest = newest.on_conflict_do_update(
            index_elements=["service_id", "brigade_id"],
            set_=values,
            where=newest.excluded.at_ms > newest_position.c.at_ms,
        )
        further = self._insert(track).on_conflict_do_nothing(index_elements=["service_id", "brigade_id", "at_ms"])
        in_order = sorted(positions, key=lambda position: (position.brigade_id, position.at_ms))
        async with self._writer.begin() as connection:
            await connection.execute(newest, [self._row(latest[key]) for key in sorted(latest)])
            await connection.execute(further, [self._row(position) for position in in_order])

    async def newest(self, brigade_ids: Sequence[str] | None) -> list[Position]:
        columns = newest_position.c
        query = select(newest_position).where(columns.service_id == self._service_id).order_by(columns.brigade_id)
        if brigade_ids is not None:
            query = query.where(columns.brigade_id.in_(list(brigade_ids)))
        async with self._readers.connect() as connection:
            rows = (await connection.execute(query)).mappings().all()
        return await in_breaths(_position, rows)

    async def trail(self, brigade_id: str, since_ms: int) -> list[Position]:
        columns = track.c
        mine = (columns.service_id == self._service_id) & (columns.brigade_id == brigade_id)
        query = select(track).where(mine, columns.at_ms >= since_ms).order_by(columns.at_ms.desc()).limit(TRAIL_LIMIT)
        async with self._readers.connect() as connection:
            found = [_position(row) for row in (await connection.execute(query)).mappings()]
        return found[::-1]

    async def forget_before(self, at_ms: int) -> None:
        old = (track.c.service_id == self._service_id) & (track.c.at_ms < at_ms)
        async with self._writer.begin() as connection:
            await connection.execute(delete(track).where(old))

    def _row(self, position: Position) -> dict[str, Any]:
        return {
            "service_id": self._service_id,
            "brigade_id": position.brigade_id,
            "at_ms": position.at_ms,
            "received_at_ms": position.received_at_ms,
            "lon": position.point.lon,
            "lat": position.point.lat,
            "speed_kmh": position.speed_kmh,
            "heading_degrees": position.heading_degrees,
            "accuracy_m": position.accuracy_m,
        }


def _position(row: Any) -> Position:
    return Position(
        brigade_id=row["brigade_id"],
        point=Point(lon=row["lon"], lat=row["lat"]),
        at_ms=row["at_ms"],
        received_at_ms=row["received_at_ms"],
        speed_kmh=row["speed_kmh"],
        heading_degrees=row["heading_degrees"],
        accuracy_m=row["accuracy_m"],
    )

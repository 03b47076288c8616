"""The SQL store: SQLite (WAL, synchronous=FULL, one writer and four readers) and PostgreSQL."""

import re
import sys
from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pysqlite3
import pysqlite3.dbapi2

# The system's SQLite may have the WAL-reset bug (3.7.0 to 3.51.2 with two connections); the wheel's has not.
# aiosqlite takes whatever is called sqlite3 when it is first imported.
sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

import msgspec  # noqa: E402
import sqlalchemy as sa  # noqa: E402
from sqlalchemy.exc import DBAPIError, IntegrityError  # noqa: E402
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine  # noqa: E402
from sqlalchemy.pool import AsyncAdaptedQueuePool  # noqa: E402

from signaling.journal import Row  # noqa: E402
from signaling.slice import Aggregate, Unique  # noqa: E402
from signaling.store import one_trip, statements, tables  # noqa: E402
from signaling.store.interface import (  # noqa: E402
    NOTHING_ELSE,
    Lease,
    Put,
    Remembered,
    StaleState,
    Stored,
    TicketRow,
    UniqueBroken,
)
from signaling.store.prepared import Asking, Prepared  # noqa: E402

_SERIALIZATION = ("40001", "40P01")
REFUSED = (IntegrityError, pysqlite3.IntegrityError)


class StoreProblem(Exception):
    """The database cannot be used; the sentence says why and what to do."""


def _engine(url: str, **pool: Any) -> AsyncEngine:
    # The values of a statement that fails are people's names and addresses; its text alone goes to the log.
    return create_async_engine(url, hide_parameters=True, **pool)


def sqlite_url(file: Path) -> str:
    """The address of an embedded database in a file."""
    return f"sqlite+aiosqlite:///{file}"


class SqlStore:
    """One stream in a SQL database."""

    def __init__(self, url: str, aggregates: Iterable[Aggregate], stream: str = "103") -> None:
        self.url = url
        self.stream = stream
        dialect: statements.Dialect = "sqlite" if url.startswith("sqlite") else "postgresql"
        self.name: str = dialect
        declared = list(aggregates)
        self.statements = statements.Statements(dialect, stream, tables.state_tables(declared))
        self._rules = {rule.name: rule for aggregate in declared for rule in aggregate.unique}
        self.writer, self.readers = self._engines()

    def _engines(self) -> tuple[AsyncEngine, AsyncEngine]:
        if self.name == "postgresql":
            writer = _engine(self.url, pool_size=4, max_overflow=4)
            return writer, _engine(self.url, pool_size=4, max_overflow=8, isolation_level="REPEATABLE READ")
        file = Path(sa.make_url(self.url).database or "")
        pool: dict[str, Any] = {"poolclass": AsyncAdaptedQueuePool, "async_creator": lambda: one_trip.connect(file)}
        writer = _engine(self.url, pool_size=1, max_overflow=0, **pool)
        readers = _engine(self.url, pool_size=4, max_overflow=8, **pool)
        sa.event.listen(writer.sync_engine, "connect", _prepare_writer)
        sa.event.listen(readers.sync_engine, "connect", _prepare_reader)
        sa.event.listen(writer.sync_engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
        sa.event.listen(readers.sync_engine, "begin", lambda c: c.exec_driver_sql("BEGIN"))
        return writer, readers

    async def open(self) -> None:
        """Makes sure that the stream has its row."""
        async with self.writer.begin() as connection:
            await connection.execute(self.statements.begin_stream())

    async def close(self) -> None:
        await self.readers.dispose()
        await self.writer.dispose()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator["SqlLook"]:
        async with self.readers.connect() as connection, connection.begin():
            yield SqlLook(self, connection, await Asking.on(connection))

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator["SqlTransaction"]:
        try:
            async with self.writer.begin() as connection:
                yield SqlTransaction(self, connection, await Asking.on(connection))
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) in _SERIALIZATION:
                raise StaleState from error
            raise

    def broken(self, error: Exception) -> Exception:
        """The rule behind a refused row, or StaleState when it was the primary key."""
        text = str(getattr(error, "orig", error))
        for name, rule in self._rules.items():
            if name in text or self._names_columns(rule, text):
                return UniqueBroken(name, rule.code)
        return StaleState()

    def _names_columns(self, rule: Unique, text: str) -> bool:
        # SQLite names the columns, not the index: "UNIQUE constraint failed: state_x.service_id, state_x.brigade_id"
        match = re.search(r"UNIQUE constraint failed: (.+)", text)
        if not match:
            return False
        return [part.split(".")[-1] for part in match[1].split(", ")] == ["service_id", *rule.columns]

    # -- small facts ---------------------------------------------------------------------------------------------

    async def cursor(self, name: str) -> int:
        async with self.readers.connect() as connection:
            found = await connection.scalar(self.statements.cursor(name))
        return found or 0

    async def move_cursor(self, name: str, seq: int) -> None:
        async with self.writer.begin() as connection:
            await connection.execute(self.statements.move_cursor(name, seq))

    async def take_lease(self, name: str, holder: str, now_ms: int, until_ms: int) -> Lease | None:
        async with self.writer.begin() as connection:
            fence = await connection.scalar(self.statements.take_lease(name, holder, now_ms, until_ms))
        return Lease(name, holder, fence, until_ms) if fence is not None else None

    async def keep_tickets(self, tickets: Sequence[TicketRow]) -> None:
        values = [{"service_id": self.stream, **msgspec.structs.asdict(ticket)} for ticket in tickets]
        async with self.writer.begin() as connection:
            await connection.execute(sa.insert(tables.ticket), values)

    async def ticket(self, hash: str) -> TicketRow | None:
        async with self.readers.connect() as connection:
            found = await connection.execute(sa.select(*statements.TICKET).where(tables.ticket.c.hash == hash))
            row = found.first()
        return TicketRow(**row._mapping) if row else None

    async def use_ticket(self, hash: str, now_ms: int) -> TicketRow | None:
        async with self.writer.begin() as connection:
            found = await connection.execute(self.statements.use_ticket(hash, now_ms))
            row = found.first()
        return TicketRow(**row._mapping) if row else None

    async def revoke_tickets(self, about: str) -> int:
        async with self.writer.begin() as connection:
            done = await connection.execute(
                sa.update(tables.ticket).where(tables.ticket.c.about == about).values(uses_left=0)
            )
        return int(done.rowcount)

    async def forget_answers(self, before_ms: int, limit: int) -> int:
        return await self._forget(self.statements.forget_answers(before_ms, limit))

    async def forget_tickets(self, now_ms: int, limit: int) -> int:
        return await self._forget(self.statements.forget_tickets(now_ms, limit))

    async def _forget(self, old: sa.Delete) -> int:
        async with self.writer.begin() as connection:
            done = await connection.execute(old)
        return int(done.rowcount)


class SqlLook:
    """Reads on one connection, in one transaction."""

    def __init__(self, store: SqlStore, connection: AsyncConnection, asking: Asking) -> None:
        self.store = store
        self.connection = connection
        self.asking = asking

    async def _all(self, prepared: Prepared, values: Mapping[str, object]) -> list[Stored]:
        found = await self.asking.rows(prepared, values)
        return [Stored(id, version, bool(live), bytes(state)) for id, version, live, state in found]

    async def get(self, kind: str, id: str) -> Stored | None:
        rows = await self._all(self.store.statements.of[kind].get, {"wanted": id})
        return rows[0] if rows else None

    async def get_all(self, kind: str, ids: Collection[str]) -> list[Stored]:
        if not ids:
            return []
        wanted = self.store.statements.any_of.parameter(ids)
        return await self._all(self.store.statements.of[kind].get_all, {"wanted": wanted})

    async def find(self, kind: str, columns: Mapping[str, object], limit: int) -> list[Stored]:
        return await self._all(*self.store.statements.find(kind, columns, limit))

    async def due(
        self,
        kind: str,
        column: str,
        now_ms: int,
        limit: int,
        *,
        order: Sequence[str] = (),
        columns: Mapping[str, object] = NOTHING_ELSE,
    ) -> list[Stored]:
        return await self._all(*self.store.statements.due(kind, column, now_ms, limit, order, columns))

    async def overdue(self, columns: Sequence[tuple[str, str]], now_ms: int) -> list[bool]:
        if not columns:
            return []
        found = await self.connection.execute(self.store.statements.overdue(tuple(columns)), {"now_ms": now_ms})
        return [bool(each) for each in found.one()]

    async def live(self, kind: str) -> list[Stored]:
        return await self._all(self.store.statements.of[kind].all_live, {})

    async def head(self) -> tuple[int, str]:
        c = tables.stream.c
        found = await self.connection.execute(sa.select(c.head, c.hash).where(c.stream == self.store.stream))
        row = found.one()
        return row.head, row.hash

    async def rows(self, after: int, limit: int, types: Sequence[str] | None = None) -> list[Row]:
        found = await self.connection.execute(self.store.statements.rows(after, limit, types))
        return [_row(each) for each in found]

    async def thread(self, about: str, limit: int) -> list[Row]:
        found = await self.connection.execute(self.store.statements.thread(about, limit))
        return [_row(each) for each in found]

    async def remembered(self, id: str) -> Remembered | None:
        rows = await self.asking.rows(statements.REMEMBERED_BY_ID, {"wanted": id})
        return Remembered(**dict(zip(Remembered.__struct_fields__, rows[0], strict=True))) if rows else None


class SqlTransaction(SqlLook):
    """Writes on one connection, in one transaction."""

    async def hold_stream(self) -> tuple[int, str]:
        [(head, last_hash)] = await self.asking.rows(statements.HOLD_STREAM, {"of": self.store.stream})
        return head, last_hash

    async def append(self, rows: Sequence[Row]) -> None:
        values = [
            {name: getattr(row, name) for name in Row.__struct_fields__} | {"about": " ".join(row.about)}
            for row in rows
        ]
        await self.asking.write(statements.INSERT_ROWS, values)
        abouts = [{"stream": row.stream, "about": about, "seq": row.seq} for row in rows for about in row.about]
        if abouts:
            await self.asking.write(statements.INSERT_ABOUTS, abouts)
        last = rows[-1]
        head = {"of": self.store.stream, "last_seq": last.seq, "last_hash": last.hash}
        await self.asking.write(statements.KEEP_HEAD, [head])

    async def put(self, kind: str, puts: Sequence[Put]) -> None:
        of_kind = self.store.statements.of[kind]
        changed = [
            {"wanted": put.id, "saved_version": put.version - 1, **_saved(put)} for put in puts if put.version > 1
        ]
        new = [{"id": put.id, **_saved(put)} for put in puts if put.version == 1]
        try:
            if changed and await self.asking.write(of_kind.update, changed) != len(changed):
                raise StaleState
            if new:
                await self.asking.write(of_kind.insert, new)
        except REFUSED as error:
            raise self.store.broken(error) from error

    async def remember(self, remembered: Remembered) -> None:
        values = {name: getattr(remembered, name) for name in Remembered.__struct_fields__}
        try:
            await self.asking.write(statements.INSERT_COMMAND, [{"service_id": self.store.stream, **values}])
        except REFUSED as error:
            raise StaleState from error

    async def number(self, name: str) -> int:
        value = await self.connection.scalar(self.store.statements.number(name))
        return int(value)

    async def erase(self, subject: str) -> int:
        done = await self.connection.execute(self.store.statements.erase(subject))
        return int(done.rowcount)


def _saved(put: Put) -> dict[str, object]:
    return {"version": put.version, "live": put.live, "state": put.state, **put.columns}


def _row(found: sa.Row[Any]) -> Row:
    values = dict(found._mapping)
    values["about"] = tuple(values["about"].split())
    return Row(**values)


def _prepare_writer(connection: Any, record: object) -> None:
    _prepare_sqlite(connection)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")


def _prepare_reader(connection: Any, record: object) -> None:
    _prepare_sqlite(connection)
    connection.execute("PRAGMA query_only=ON")


def _prepare_sqlite(connection: Any) -> None:
    # None: SQLAlchemy's "begin" event says BEGIN; the driver's own late BEGIN would take no write lock.
    connection.isolation_level = None
    connection.execute("PRAGMA busy_timeout=5000")
    connection.execute("PRAGMA foreign_keys=ON")

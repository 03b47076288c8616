"""The SQL store: SQLite (WAL, synchronous=FULL, one writer and four readers) and PostgreSQL."""

import re
import sys
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pysqlite3
import pysqlite3.dbapi2

# The system's SQLite may have the WAL-reset bug (3.7.0 to 3.51.2 with two connections); the wheel's has not.
# aiosqlite takes whatever is called sqlite3 when it is first imported.
sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

import sqlalchemy as sa  # noqa: E402
from sqlalchemy.dialects import postgresql, sqlite  # noqa: E402
from sqlalchemy.exc import DBAPIError, IntegrityError  # noqa: E402
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine  # noqa: E402
from sqlalchemy.pool import AsyncAdaptedQueuePool  # noqa: E402

from signaling.journal import Row  # noqa: E402
from signaling.slice import Aggregate, Unique  # noqa: E402
from signaling.store import tables  # noqa: E402
from signaling.store.interface import (  # noqa: E402
    Lease,
    Remembered,
    StaleState,
    Stored,
    TicketRow,
    UniqueBroken,
)

_SERIALIZATION = ("40001", "40P01")


class _Statements:
    """A state table's statements, built once: building one costs as much as running it."""

    def __init__(self, table: sa.Table, stream: str) -> None:
        self.stored = sa.select(table.c.id, table.c.version, table.c.live, table.c.state).where(
            table.c.service_id == stream
        )
        self.get = self.stored.where(table.c.id == sa.bindparam("wanted"))
        columns: dict[str, Any] = {
            column.name: sa.bindparam(column.name) for column in table.c if column.name != "service_id"
        }
        self.insert = sa.insert(table).values(service_id=stream, **columns)
        changed = {name: value for name, value in columns.items() if name != "id"}
        self.update = (
            sa.update(table)
            .where(table.c.id == sa.bindparam("wanted"), table.c.version == sa.bindparam("saved_version"))
            .values(**changed)
        )


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
        self.name = "sqlite" if url.startswith("sqlite") else "postgresql"
        declared = list(aggregates)
        self.tables = tables.state_tables(declared)
        self.statements = {kind: _Statements(table, stream) for kind, table in self.tables.items()}
        self._overdue: dict[tuple[tuple[str, str], ...], sa.Executable] = {}
        self._rules = {rule.name: rule for aggregate in declared for rule in aggregate.unique}
        self.writer, self.readers = self._engines()

    def _engines(self) -> tuple[AsyncEngine, AsyncEngine]:
        if self.name == "postgresql":
            writer = _engine(self.url, pool_size=4, max_overflow=4)
            return writer, _engine(self.url, pool_size=4, max_overflow=8, isolation_level="REPEATABLE READ")
        writer = _engine(self.url, poolclass=AsyncAdaptedQueuePool, pool_size=1, max_overflow=0)
        readers = _engine(self.url, poolclass=AsyncAdaptedQueuePool, pool_size=4, max_overflow=8)
        sa.event.listen(writer.sync_engine, "connect", _prepare_writer)
        sa.event.listen(readers.sync_engine, "connect", _prepare_reader)
        sa.event.listen(writer.sync_engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
        sa.event.listen(readers.sync_engine, "begin", lambda c: c.exec_driver_sql("BEGIN"))
        return writer, readers

    async def open(self) -> None:
        """Makes sure that the stream has its row."""
        async with self.writer.begin() as connection:
            await connection.execute(
                self.insert_into(tables.stream)
                .values(stream=self.stream, head=0, hash="")
                .on_conflict_do_nothing(index_elements=["stream"])
            )

    async def close(self) -> None:
        await self.readers.dispose()
        await self.writer.dispose()

    def overdue(self, columns: tuple[tuple[str, str], ...]) -> sa.Executable:
        """One statement that tells of each kind and column whether something is due; it is asked twice a second."""
        if columns not in self._overdue:
            found = []
            for place, (kind, column) in enumerate(columns):
                c = self.tables[kind].c
                due = sa.exists().where(c.service_id == self.stream, c[column] <= sa.bindparam("now_ms"))
                found.append(due.label(f"due_{place}"))
            self._overdue[columns] = sa.select(*found)
        return self._overdue[columns]

    def insert_into(self, table: sa.Table) -> Any:
        """The dialect's insert, which knows ``on conflict``."""
        return sqlite.insert(table) if self.name == "sqlite" else postgresql.insert(table)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator["SqlLook"]:
        async with self.readers.connect() as connection, connection.begin():
            yield SqlLook(self, connection)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator["SqlTransaction"]:
        try:
            async with self.writer.begin() as connection:
                yield SqlTransaction(self, connection)
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) in _SERIALIZATION:
                raise StaleState from error
            raise

    def broken(self, error: IntegrityError) -> Exception:
        """The rule behind a refused row, or StaleState when it was the primary key."""
        text = str(error.orig)
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
        c = tables.cursor.c
        async with self.readers.connect() as connection:
            found = await connection.scalar(sa.select(c.seq).where(c.service_id == self.stream, c.name == name))
        return found or 0

    async def move_cursor(self, name: str, seq: int) -> None:
        insert = self.insert_into(tables.cursor).values(service_id=self.stream, name=name, seq=seq)
        async with self.writer.begin() as connection:
            await connection.execute(
                insert.on_conflict_do_update(
                    index_elements=["service_id", "name"],
                    set_={"seq": insert.excluded.seq},
                    where=tables.cursor.c.seq < insert.excluded.seq,
                )
            )

    async def take_lease(self, name: str, holder: str, now_ms: int, until_ms: int) -> Lease | None:
        table = tables.lease
        insert = self.insert_into(table).values(
            service_id=self.stream, name=name, holder=holder, fence=1, until_ms=until_ms
        )
        mine = table.c.holder == holder
        upsert = insert.on_conflict_do_update(
            index_elements=["service_id", "name"],
            set_={
                "holder": holder,
                "until_ms": until_ms,
                "fence": sa.case((mine & (table.c.until_ms > now_ms), table.c.fence), else_=table.c.fence + 1),
            },
            where=mine | (table.c.until_ms <= now_ms),
        ).returning(table.c.fence)
        async with self.writer.begin() as connection:
            fence = await connection.scalar(upsert)
        return Lease(name, holder, fence, until_ms) if fence is not None else None

    async def keep_ticket(self, ticket: TicketRow) -> None:
        values = {name: getattr(ticket, name) for name in ticket.__struct_fields__}
        async with self.writer.begin() as connection:
            await connection.execute(sa.insert(tables.ticket).values(service_id=self.stream, **values))

    async def ticket(self, hash: str) -> TicketRow | None:
        async with self.readers.connect() as connection:
            found = await connection.execute(sa.select(*_TICKET).where(tables.ticket.c.hash == hash))
            row = found.first()
        return TicketRow(**row._mapping) if row else None

    async def use_ticket(self, hash: str, now_ms: int) -> TicketRow | None:
        c = tables.ticket.c
        async with self.writer.begin() as connection:
            found = await connection.execute(
                sa.update(tables.ticket)
                .where(c.hash == hash, c.uses_left > 0, c.expires_ms > now_ms)
                .values(uses_left=c.uses_left - 1)
                .returning(*_TICKET)
            )
            row = found.first()
        return TicketRow(**row._mapping) if row else None

    async def revoke_tickets(self, about: str) -> int:
        async with self.writer.begin() as connection:
            done = await connection.execute(
                sa.update(tables.ticket).where(tables.ticket.c.about == about).values(uses_left=0)
            )
        return int(done.rowcount)

    async def forget_answers(self, before_ms: int, limit: int) -> int:
        c = tables.command.c
        return await self._forget(tables.command, c.id, c.at_ms < before_ms, limit)

    async def forget_tickets(self, now_ms: int, limit: int) -> int:
        c = tables.ticket.c
        return await self._forget(tables.ticket, c.hash, (c.uses_left < 1) | (c.expires_ms <= now_ms), limit)

    async def _forget(self, table: sa.Table, key: sa.Column[Any], old: sa.ColumnElement[bool], limit: int) -> int:
        some = sa.select(key).where(table.c.service_id == self.stream, old).limit(limit)
        async with self.writer.begin() as connection:
            done = await connection.execute(sa.delete(table).where(key.in_(some)))
        return int(done.rowcount)


_TICKET = [tables.ticket.c[name] for name in TicketRow.__struct_fields__]
_ROW = [tables.journal.c[name] for name in Row.__struct_fields__]
_COMMAND = [tables.command.c[name] for name in Remembered.__struct_fields__]


_REMEMBERED_BY_ID = sa.select(*_COMMAND).where(tables.command.c.id == sa.bindparam("wanted"))
_stream = tables.stream.c
_TAKE_NUMBERS = (
    sa.update(tables.stream)
    .where(_stream.stream == sa.bindparam("of"))
    .values(head=_stream.head + sa.bindparam("count"))
    .returning(_stream.head, _stream.hash)
)
_KEEP_HASH = sa.update(tables.stream).where(_stream.stream == sa.bindparam("of")).values(hash=sa.bindparam("last_hash"))
_INSERT_ROWS, _INSERT_ABOUTS = sa.insert(tables.journal), sa.insert(tables.journal_about)
_INSERT_COMMAND = sa.insert(tables.command)


class SqlLook:
    """Reads on one connection, in one transaction."""

    def __init__(self, store: SqlStore, connection: AsyncConnection) -> None:
        self.store = store
        self.connection = connection

    async def _all(self, query: sa.Select[Any], **values: object) -> list[Stored]:
        found = await self.connection.execute(query, values)
        return [Stored(id, version, live, bytes(state)) for id, version, live, state in found]

    async def get(self, kind: str, id: str) -> Stored | None:
        rows = await self._all(self.store.statements[kind].get, wanted=id)
        return rows[0] if rows else None

    async def find(self, kind: str, columns: Mapping[str, object], limit: int) -> list[Stored]:
        table = self.store.tables[kind]
        query = self.store.statements[kind].stored.order_by(table.c.id).limit(limit)
        for name, value in columns.items():
            wanted = value if isinstance(value, list | tuple | set | frozenset) else [value]
            query = query.where(table.c[name].in_(list(wanted)))
        return await self._all(query)

    async def due(self, kind: str, column: str, now_ms: int, limit: int) -> list[Stored]:
        table = self.store.tables[kind]
        when = table.c[column]
        return await self._all(self.store.statements[kind].stored.where(when <= now_ms).order_by(when).limit(limit))

    async def overdue(self, columns: Sequence[tuple[str, str]], now_ms: int) -> list[bool]:
        if not columns:
            return []
        found = await self.connection.execute(self.store.overdue(tuple(columns)), {"now_ms": now_ms})
        return [bool(each) for each in found.one()]

    async def live(self, kind: str) -> list[Stored]:
        table = self.store.tables[kind]
        return await self._all(self.store.statements[kind].stored.where(table.c.live.is_(True)))

    async def head(self) -> tuple[int, str]:
        c = tables.stream.c
        found = await self.connection.execute(sa.select(c.head, c.hash).where(c.stream == self.store.stream))
        row = found.one()
        return row.head, row.hash

    async def rows(self, after: int, limit: int, types: Sequence[str] | None = None) -> list[Row]:
        c = tables.journal.c
        query = sa.select(*_ROW).where(c.stream == self.store.stream, c.seq > after).order_by(c.seq).limit(limit)
        if types is not None:
            query = query.where(c.type.in_(types))
        return [_row(found) for found in await self.connection.execute(query)]

    async def thread(self, about: str, limit: int) -> list[Row]:
        j, a = tables.journal.c, tables.journal_about.c
        query = (
            sa.select(*_ROW)
            .join(tables.journal_about, (a.stream == j.stream) & (a.seq == j.seq))
            .where(a.stream == self.store.stream, a.about == about)
            .order_by(j.seq)
            .limit(limit)
        )
        return [_row(found) for found in await self.connection.execute(query)]

    async def remembered(self, id: str) -> Remembered | None:
        found = await self.connection.execute(_REMEMBERED_BY_ID, {"wanted": id})
        row = found.first()
        return Remembered(**row._mapping) if row else None


class SqlTransaction(SqlLook):
    """Writes on one connection, in one transaction."""

    async def take_numbers(self, count: int) -> tuple[int, str]:
        found = await self.connection.execute(_TAKE_NUMBERS, {"of": self.store.stream, "count": count})
        row = found.one()
        return row.head - count + 1, row.hash

    async def append(self, rows: Sequence[Row]) -> None:
        values = [
            {name: getattr(row, name) for name in Row.__struct_fields__} | {"about": " ".join(row.about)}
            for row in rows
        ]
        await self.connection.execute(_INSERT_ROWS, values)
        abouts = [{"stream": row.stream, "about": about, "seq": row.seq} for row in rows for about in row.about]
        if abouts:
            await self.connection.execute(_INSERT_ABOUTS, abouts)
        await self.connection.execute(_KEEP_HASH, {"of": self.store.stream, "last_hash": rows[-1].hash})

    async def put(
        self, kind: str, id: str, *, version: int, live: bool, state: bytes, columns: Mapping[str, object]
    ) -> None:
        statements = self.store.statements[kind]
        values = {"version": version, "live": live, "state": state, **columns}
        try:
            if version == 1:
                await self.connection.execute(statements.insert, {"id": id, **values})
                return
            done = await self.connection.execute(
                statements.update, {"wanted": id, "saved_version": version - 1, **values}
            )
        except IntegrityError as error:
            raise self.store.broken(error) from error
        if done.rowcount != 1:
            raise StaleState

    async def remember(self, remembered: Remembered) -> None:
        values = {name: getattr(remembered, name) for name in Remembered.__struct_fields__}
        try:
            await self.connection.execute(_INSERT_COMMAND, {"service_id": self.store.stream, **values})
        except IntegrityError as error:
            raise StaleState from error

    async def number(self, name: str) -> int:
        insert = self.store.insert_into(tables.counter).values(service_id=self.store.stream, name=name, value=1)
        value = await self.connection.scalar(
            insert.on_conflict_do_update(
                index_elements=["service_id", "name"], set_={"value": tables.counter.c.value + 1}
            ).returning(tables.counter.c.value)
        )
        return int(value)

    async def erase(self, subject: str) -> int:
        c = tables.journal.c
        done = await self.connection.execute(
            sa.update(tables.journal)
            .where(c.stream == self.store.stream, c.subject == subject, c.personal.is_not(None))
            .values(personal=None)
        )
        return int(done.rowcount)


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

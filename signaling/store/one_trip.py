"""A SQLite connection whose statements each make one trip to its thread instead of four.

aiosqlite goes there for a cursor, for the execution, for the rows, and to close the cursor; a command has a dozen
statements, and the trips were most of what it cost. Here the one trip does all four. Rows are never left in the
database: what a statement gives is read whole, as SQLAlchemy does anyway.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Self

import aiosqlite
import pysqlite3


class OneTripCursor:
    """What SQLAlchemy's adapter asks of an asynchronous cursor."""

    arraysize = 1

    def __init__(self, connection: "OneTripConnection") -> None:
        self._connection = connection
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self._rows: list[Any] = []

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, operation: str, parameters: Iterable[Any] = ()) -> Self:
        await self._trip(lambda cursor: cursor.execute(operation, parameters))
        return self

    async def executemany(self, operation: str, parameters: Iterable[Iterable[Any]]) -> Self:
        await self._trip(lambda cursor: cursor.executemany(operation, parameters))
        return self

    async def _trip(self, work: Callable[[Any], object]) -> None:
        done = await self._connection.run(lambda: self._whole(work))
        self.description, self.rowcount, self.lastrowid, self._rows = done

    def _whole(self, work: Callable[[Any], object]) -> tuple[Any, int, int | None, list[Any]]:
        """In the connection's thread."""
        cursor = self._connection.raw.cursor()
        try:
            work(cursor)
            rows = cursor.fetchall() if cursor.description else []
            return cursor.description, cursor.rowcount, cursor.lastrowid, rows
        finally:
            cursor.close()

    async def fetchall(self) -> list[Any]:
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """It is closed already."""


class OneTripConnection(aiosqlite.Connection):
    """aiosqlite's connection with cursors of one trip."""

    @property
    def raw(self) -> Any:
        """The driver's own connection, for its thread alone."""
        return self._conn

    async def run(self, work: Callable[[], Any]) -> Any:
        """Does the work in the connection's thread."""
        # aiosqlite has no type for the one way into its thread that gives the result back.
        return await self._execute(work)  # type: ignore[no-untyped-call]

    async def ask(self, text: str, arguments: Sequence[object]) -> list[Any]:
        """All rows of a statement, by one trip."""
        rows: list[Any] = await self.run(lambda: self.raw.execute(text, arguments).fetchall())
        return rows

    async def write(self, text: str, many: Sequence[Sequence[object]]) -> int:
        """How many rows the statement wrote with all of these arguments, by one trip."""
        return int(await self.run(lambda: self.raw.executemany(text, many).rowcount))

    def cursor(self) -> OneTripCursor:  # type: ignore[override]  # aiosqlite's is waited for, SQLAlchemy takes it at once
        return OneTripCursor(self)


async def connect(file: Path) -> OneTripConnection:
    """A connection to the file, made if it is not there."""

    def open_file() -> Any:
        return pysqlite3.connect(file, check_same_thread=False)

    connection = OneTripConnection(open_file, iter_chunk_size=64)
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does: an interpreter that ends waits for nobody
    try:
        await connection
    except BaseException:
        # aiosqlite tells its thread to end and does not wait for it: the thread could tell a loop that is gone.
        await asyncio.to_thread(connection._thread.join)  # noqa: SLF001
        raise
    return connection

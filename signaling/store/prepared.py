"""Statements that are asked thousands of times: written by SQLAlchemy once, and on SQLite given to the driver itself.

SQLAlchemy's way from a statement to its rows takes longer than SQLite's own work; it was half of what a server did in a
storm of alerts. With PostgreSQL the longer way is the one to the database, and SQLAlchemy goes it.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from signaling.store.one_trip import OneTripConnection

_DIALECT = sqlite.dialect()


class Prepared:
    """One statement. It must not have parameters that expand."""

    def __init__(self, statement: Any) -> None:
        self.statement: sa.Executable = statement

    @cached_property
    def text(self) -> str:
        """For SQLite's driver. Written when it is asked for the first time: a server has hundreds of statements, and
        most of them wait for somebody who needs one."""
        return str(self._compiled)

    @cached_property
    def _compiled(self) -> Any:
        statement: Any = self.statement
        return statement.compile(dialect=_DIALECT)

    @cached_property
    def _names(self) -> Sequence[str]:
        return self._compiled.positiontup or ()

    @cached_property
    def _fixed(self) -> Mapping[str, object]:
        fixed: Mapping[str, object] = self._compiled.params
        return fixed

    def arguments(self, values: Mapping[str, object]) -> tuple[object, ...]:
        """In the order of the text's question marks."""
        return tuple(values[name] if name in values else self._fixed[name] for name in self._names)


class Asking:
    """A connection, inside its transaction. ``driver`` is None where SQLAlchemy itself executes."""

    def __init__(self, connection: AsyncConnection, driver: OneTripConnection | None) -> None:
        self._connection = connection
        self._driver = driver

    @classmethod
    async def on(cls, connection: AsyncConnection) -> "Asking":
        """The connection's own driver is used when it is the one that is known to give whole answers."""
        if connection.dialect.name != "sqlite":
            return cls(connection, None)
        driver = (await connection.get_raw_connection()).driver_connection
        return cls(connection, driver if isinstance(driver, OneTripConnection) else None)

    async def rows(self, prepared: Prepared, values: Mapping[str, object]) -> list[Any]:
        """What it finds, row by row, as tuples."""
        if self._driver is not None:
            return await self._driver.ask(prepared.text, prepared.arguments(values))
        return list(await self._connection.execute(prepared.statement, values))

    async def write(self, prepared: Prepared, many: Sequence[Mapping[str, object]]) -> int:
        """How many rows were written, by all of them together."""
        if self._driver is not None:
            return await self._driver.write(prepared.text, [prepared.arguments(values) for values in many])
        if self._connection.dialect.supports_sane_multi_rowcount or len(many) == 1:
            done = await self._connection.execute(prepared.statement, many if len(many) > 1 else many[0])
            return int(done.rowcount)
        # A driver that cannot count the rows of many has to be asked for each.
        return sum([(await self._connection.execute(prepared.statement, each)).rowcount for each in many])

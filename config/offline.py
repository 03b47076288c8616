"""The bus without a server: what the command line changes, a running server finds in the journal within a second."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from config import wiring
from config.settings import Settings
from signaling import clock, ids
from signaling.bus import Bus
from signaling.consequences import read_answer
from signaling.protocol.base import Command
from signaling.slice import Actor, system
from signaling.store.migrations import migrate
from signaling.store.sql import SqlStore
from signaling.tables import Tables
from signaling.workplace import Committed

COMMAND_LINE = system("command line")


@dataclass
class Offline:
    """An open store with a bus in front of it."""

    tables: Tables
    store: SqlStore
    bus: Bus

    async def do(self, command: Command, actor: Actor = COMMAND_LINE) -> Any:
        """The command's result; raises Refused."""
        return read_answer(await self.bus.submit(command, actor))

    def new_id(self) -> str:
        return ids.new_id(clock.now_ms())

    def envelope(self) -> dict[str, Any]:
        """A new command's id and time."""
        return {"id": self.new_id(), "made_at_ms": clock.now_ms()}


@asynccontextmanager
async def as_it_is(settings: Settings) -> AsyncIterator[tuple[Tables, SqlStore]]:
    """The tables of this program, and the store to look at: nothing is made or migrated."""
    joined = wiring.declared(settings)
    store = SqlStore(wiring.database_url(settings), joined.aggregates.values(), settings.service_id)
    try:
        yield joined, store
    finally:
        await store.close()


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Offline]:
    """The store, migrated and open."""
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    joined = wiring.declared(settings)
    store = SqlStore(wiring.database_url(settings), joined.aggregates.values(), settings.service_id)
    await migrate(store)
    await store.open()

    async def publish(committed: Committed) -> None:
        """No screen is connected here."""

    bus = Bus(joined, store, wiring.Rights(), stream=settings.service_id, now_ms=clock.now_ms, publish=publish)
    try:
        yield Offline(joined, store, bus)
    finally:
        await store.close()

"""A small town for tests: slices joined on any store, with a clock that stands until it is told to move."""

from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any, Self

from signaling import ids, tables
from signaling.bus import Bus, Rights
from signaling.consequences import Consequences, read_answer
from signaling.hub import Hub
from signaling.journal import tag_of, to_happened
from signaling.protocol.base import Command, Event, Question
from signaling.slice import Actor, Happened, Role, Slice, consequence_id, system
from signaling.store.interface import Store
from signaling.store.memory import MemoryStore
from signaling.tickets import Tickets

NOON_MS = 1_790_000_000_000


class EverythingAllowed:
    """Rights for tests that are not about rights."""

    def may_submit(self, actor: Actor, command: str) -> bool:
        return True

    def may_ask(self, actor: Actor, question: str) -> bool:
        return True


class Town:
    """``async with Town([slice, …]) as town: await town.do(Command…, actor)``. Time is ``town.now_ms``."""

    def __init__(
        self, slices: Iterable[Slice], *, store: Store | None = None, rights: Rights | None = None,
        sees: Callable[[str, str], bool] = lambda kind, relation: True, stream: str = "103",
    ) -> None:  # fmt: skip
        self.tables = tables.join(slices)
        self.store: Store = store or MemoryStore(self.tables.aggregates.values(), stream)
        self.now_ms = NOON_MS
        self.hub = Hub(self.tables, self.store, stream, sees)
        self.bus = Bus(
            self.tables, self.store, rights or EverythingAllowed(), stream=stream, now_ms=self.clock,
            publish=self.hub.publish,
        )  # fmt: skip
        self.tickets = Tickets(self.store, self.clock)
        self._consequences = Consequences(self.bus, self.hub, "test", self.clock)
        self._cursors = dict.fromkeys((reaction.name for reaction in self.tables.reactions), 0)

    def clock(self) -> int:
        return self.now_ms

    async def __aenter__(self) -> Self:
        await self.store.open()
        await self.hub.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.store.close()

    def new_id(self) -> str:
        return ids.new_id(self.now_ms)

    def wish(self, command: type[Command], **fields: Any) -> Command:
        """A command made now, with a new id."""
        return command(**{"id": self.new_id(), "made_at_ms": self.now_ms, **fields})

    async def do(self, command: Command, actor: Actor | None = None) -> Any:
        """Its result; raises Refused."""
        return read_answer(await self.bus.submit(command, actor or system("test")))

    async def ask(self, question: Question, actor: Actor | None = None) -> Any:
        return await self.bus.ask(question, actor or system("test"))

    async def react(self) -> None:
        """Runs every reaction until the journal holds nothing new for any of them. As on a server, what concerns
        none of a reaction's events costs it no look at the journal."""
        before, stirred = -1, self._consequences.stirred
        while before != self.hub.upto:
            before = self.hub.upto
            for reaction in self.tables.reactions:
                name = reaction.name
                if name in stirred:
                    stirred.discard(name)
                    self._cursors[name] = await self._consequences.catch_up(reaction, self._cursors[name])
                else:
                    self._cursors[name] = self.hub.upto

    async def pass_time(self, milliseconds: int) -> None:
        """Moves the clock on and fires every timer that has come due, earliest first."""
        self.now_ms += milliseconds
        for timer in self.tables.timers:
            await self._consequences.fire_due(timer)
        await self.react()

    async def events(self, *types: type[Event]) -> list[Happened]:
        """What the journal holds, of the given types or all."""
        wanted = [tag_of(kind) for kind in types] or None
        async with self.store.reading() as look:
            rows = await look.rows(0, 1_000_000, wanted)
        return [to_happened(row, self.tables.events) for row in rows]


def person(role: Role, name: str = "Nodira A.", **more: Any) -> Actor:
    """An actor with an id made from role and name."""
    id = consequence_id("00000000-0000-7000-8000-000000000000", f"{role} {name}")
    return Actor(**{"id": id, "role": role, "name": name, "sign_in_id": id, **more})

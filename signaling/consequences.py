"""What follows without a person: reactions to the journal, timers, and workers. Each runs on one node at a time."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import msgspec
import structlog

from signaling import journal
from signaling.bus import Bus, StateReader
from signaling.hub import Hub
from signaling.journal import Row, tag_of
from signaling.protocol.base import Command, Event, Question
from signaling.protocol.frames import RefusedAnswer
from signaling.protocol.refusals import Refused
from signaling.slice import Actor, Reaction, Timer, Worker, consequence_id, system, timer_id

log = structlog.get_logger("consequences")

LEASE_MS = 6_000
RENEW_S = 2.0
TICK_S = 0.5
READ_AT_ONCE = 200


class Consequences:
    """Runs reactions, timers and workers of this node while it holds their lease."""

    def __init__(self, bus: Bus, hub: Hub, node: str, now_ms: Callable[[], int]) -> None:
        self.bus = bus
        self.hub = hub
        self.node = node
        self.now_ms = now_ms
        self._grown = asyncio.Event()
        hub.listen(self._heard)

    def _heard(self, row: Row, event: Event) -> None:
        self._grown.set()

    async def run(self) -> None:
        """Until cancelled: takes the lease, works while it is held, waits otherwise."""
        while True:
            try:
                if await self.take_lease():
                    await self._work_under_lease()
            except asyncio.CancelledError:
                raise
            except Exception:
                log.exception("consequences stopped and start again")
            await asyncio.sleep(RENEW_S)

    async def take_lease(self) -> bool:
        now = self.now_ms()
        lease = await self.bus.store.take_lease("consequences", self.node, now, now + LEASE_MS)
        return lease is not None

    async def _work_under_lease(self) -> None:
        work = [self._reactions(), self._timers(), *(self._worker(worker) for worker in self.bus.tables.workers)]
        tasks = [asyncio.ensure_future(job) for job in work]
        try:
            while all(not task.done() for task in tasks):
                await asyncio.sleep(RENEW_S)
                if not await self.take_lease():
                    return
            for task in tasks:
                if task.done():
                    task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    # -- reactions -----------------------------------------------------------------------------------------------

    async def _reactions(self) -> None:
        cursors = {r.name: await self.bus.store.cursor(f"reaction:{r.name}") for r in self.bus.tables.reactions}
        while True:
            self._grown.clear()
            for reaction in self.bus.tables.reactions:
                cursors[reaction.name] = await self.catch_up(reaction, cursors[reaction.name])
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(5):
                    await self._grown.wait()

    async def catch_up(self, reaction: Reaction, after: int) -> int:
        types = [tag_of(event) for event in reaction.events]
        while after < self.hub.upto:
            upto = self.hub.upto
            async with self.bus.store.reading() as look:
                rows = await look.rows(after, READ_AT_ONCE, types)
            for row in rows:
                await self._react(reaction, row)
                after = row.seq
            if len(rows) < READ_AT_ONCE:
                after = max(after, upto)
            if rows:
                await self.bus.store.move_cursor(f"reaction:{reaction.name}", after)
        return after

    async def _react(self, reaction: Reaction, row: Row) -> None:
        actor = system(reaction.name)
        try:
            happened = journal.to_happened(row, self.bus.tables.events)
            commands = await reaction.react(happened, self.bus.asker(actor))
        except Refused as refused:
            log.warning("reaction was refused an answer", rule=reaction.name, code=refused.code)
            return
        for number, command in enumerate(commands):
            id = consequence_id(row.id, f"{reaction.name} {number}")
            await self._submit(command, id, actor)

    async def _submit(self, command: Command, id: str, actor: Actor) -> None:
        # made_at_ms must not differ between two runs of one consequence, else the second is another command.
        named = msgspec.structs.replace(command, id=id)
        answer = await self.bus.submit(named, actor)
        if b'"type":"refused"' in answer[:40]:
            refusal = msgspec.json.decode(answer, type=RefusedAnswer)
            log.info("consequence refused", command=tag_of(type(command)), code=refusal.code)

    # -- timers --------------------------------------------------------------------------------------------------

    async def _timers(self) -> None:
        while True:
            for timer in self.bus.tables.timers:
                await self.fire_due(timer)
            await asyncio.sleep(TICK_S)

    async def fire_due(self, timer: Timer) -> None:
        now = self.now_ms()
        aggregate = self.bus.tables.aggregates[timer.kind]
        due_of = aggregate.columns[timer.due][1]
        async with self.bus.store.reading() as look:
            due = await look.due(timer.kind, timer.due, now, READ_AT_ONCE)
        for stored in due:
            state = msgspec.json.decode(stored.state, type=aggregate.state)
            id = timer_id(f"{timer.name} {timer.kind} {stored.id} {due_of(state)}")
            command = msgspec.structs.replace(timer.fire(state), made_at_ms=due_of(state))
            await self._submit(command, id, system(timer.name))

    # -- workers -------------------------------------------------------------------------------------------------

    async def _worker(self, worker: Worker) -> None:
        while True:
            try:
                await worker.run(Backstage(self.bus, self.hub, self.now_ms))
            except asyncio.CancelledError:
                raise
            except Exception:
                log.exception("worker stopped and starts again", worker=worker.name)
            await asyncio.sleep(1)


class Backstage:
    """The Back of workers, and of pages: commands and questions in the server's own process."""

    def __init__(self, bus: Bus, hub: Hub, now_ms: Callable[[], int]) -> None:
        self._bus = bus
        self._hub = hub
        self._now_ms = now_ms

    def now_ms(self) -> int:
        return self._now_ms()

    async def submit(self, command: Command, actor: Actor) -> Any:
        return read_answer(await self._bus.submit(command, actor))

    async def ask(self, question: Question, actor: Actor | None = None) -> Any:
        return await self._bus.ask(question, actor or system("worker"))

    async def changed(self, kind: str, timeout_s: float) -> None:
        event = self._hub.changed(kind)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                await event.wait()
        event.clear()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[StateReader]:
        async with self._bus.reading() as reading:
            yield reading


def read_answer(answer: bytes) -> Any:
    """The result in an encoded answer; raises Refused for a "no"."""
    fields = msgspec.json.decode(answer)
    if fields["type"] == "refused":
        refusal = msgspec.json.decode(answer, type=RefusedAnswer)
        raise Refused(refusal.code, **refusal.details)
    return fields["result"]

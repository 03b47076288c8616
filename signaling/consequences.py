"""What follows without a person: reactions to the journal, timers, workers, and the forgetting of what has had its
time. Each runs on one node at a time."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import msgspec
import structlog

from signaling import journal
from signaling.bus import REFUSED, Bus
from signaling.hub import Hub
from signaling.journal import Row, tag_of
from signaling.protocol.base import Command, Event, Question
from signaling.protocol.frames import RefusedAnswer
from signaling.protocol.refusals import Refused
from signaling.reading import StateReader
from signaling.slice import Actor, Reaction, Timer, Worker, consequence_id, system, timer_id

log = structlog.get_logger("consequences")

LEASE_MS = 6_000
RENEW_S = 2.0
TICK_S = 0.5
READ_AT_ONCE = 200
AGAIN_AFTER_MS = 5_000
CURSOR_KEPT_EVERY = 2_000
ANSWERS_KEPT_MS = 30 * 86_400_000
FORGET_EVERY_S = 3_600.0
FORGET_AT_ONCE = 1_000


class Consequences:
    """Runs reactions, timers and workers of this node while it holds their lease."""

    def __init__(self, bus: Bus, hub: Hub, node: str, now_ms: Callable[[], int]) -> None:
        self.bus = bus
        self.hub = hub
        self.node = node
        self.now_ms = now_ms
        self._left = False
        self._grown = asyncio.Event()
        # What each event concerns: a commit that no reaction wants costs no look at the journal.
        self._wanted: dict[type[Event], set[str]] = {}
        for reaction in bus.tables.reactions:
            for wanted in reaction.events:
                self._wanted.setdefault(wanted, set()).add(reaction.name)
        self.stirred: set[str] = {reaction.name for reaction in bus.tables.reactions}
        """Reactions that something may concern which they have not been through."""
        # Timer → command id → when it may be tried again; None: it was answered, and the thing is due all the same.
        self._tried: dict[str, dict[str, int | None]] = {}
        hub.listen(self._heard)

    def _heard(self, row: Row, event: Event) -> None:
        names = self._wanted.get(type(event))
        if names:
            self.stirred |= names
            self._grown.set()

    async def run(self) -> None:
        """Until cancelled, or until this node leaves them: takes the lease, works while it is held, waits otherwise."""
        while not self._left:
            try:
                if await self.take_lease():
                    await self._work_under_lease()
            except asyncio.CancelledError:
                raise
            except Exception:
                log.exception("consequences stopped and start again")
            await asyncio.sleep(RENEW_S)

    def leave(self) -> None:
        """They are another node's from now on; what is under way ends within ``RENEW_S``."""
        self._left = True

    async def take_lease(self) -> bool:
        now = self.now_ms()
        lease = await self.bus.store.take_lease("consequences", self.node, now, now + LEASE_MS)
        return lease is not None

    async def _work_under_lease(self) -> None:
        workers = (self._worker(worker) for worker in self.bus.tables.workers)
        work = [self._reactions(), self._timers(), self._forgetting(), *workers]
        tasks = [asyncio.ensure_future(job) for job in work]
        try:
            while all(not task.done() for task in tasks):
                await asyncio.sleep(RENEW_S)
                if self._left or not await self.take_lease():
                    return
            for task in tasks:
                if task.done():
                    task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            with contextlib.suppress(Exception):  # else it lapses
                await self._give_back()

    async def _give_back(self) -> None:
        """The lease, so that another node goes on at once and not when it has lapsed."""
        if await self.take_lease():
            now = self.now_ms()
            await self.bus.store.take_lease("consequences", self.node, now, now)

    # -- reactions -----------------------------------------------------------------------------------------------

    async def _reactions(self) -> None:
        cursors = {r.name: await self.bus.store.cursor(f"reaction:{r.name}") for r in self.bus.tables.reactions}
        kept, rests_until = dict(cursors), dict.fromkeys(cursors, 0)
        self.stirred = set(cursors)
        while True:
            self._grown.clear()
            stirred, self.stirred = self.stirred, set()
            upto = self.hub.upto
            for reaction in self.bus.tables.reactions:
                name = reaction.name
                if name not in stirred:
                    # Whatever concerned it up to here has stirred it before, and it has been through it.
                    cursors[name] = max(cursors[name], upto)
                elif self.now_ms() < rests_until[name]:
                    self.stirred.add(name)
                    continue
                # One that fails keeps its place and is tried again; the others go on.
                try:
                    if name in stirred:
                        cursors[name] = await self.catch_up(reaction, cursors[name])
                    if cursors[name] - kept[name] >= CURSOR_KEPT_EVERY:
                        # What concerns it is rare: a restart must not read the whole journal to find that out.
                        await self._move_cursor(reaction, cursors[name])
                        kept[name] = cursors[name]
                except Exception:
                    rests_until[name] = self.now_ms() + AGAIN_AFTER_MS
                    self.stirred.add(name)
                    log.exception("a reaction failed and is tried again", rule=name)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(5):
                    await self._grown.wait()

    async def catch_up(self, reaction: Reaction, after: int) -> int:
        types = [tag_of(event) for event in reaction.events]
        while after < self.hub.upto:
            upto = self.hub.upto
            async with self.bus.store.reading() as look:
                rows = await look.rows(after, READ_AT_ONCE, types)
            # What stands after a row that nobody here can read is a newer program's to follow (rule W12).
            rows = [row for row in rows if row.seq <= upto]
            for row in rows:
                await self._react(reaction, row)
                after = row.seq
            if len(rows) < READ_AT_ONCE:
                after = max(after, upto)
            if rows:
                await self._move_cursor(reaction, after)
        return after

    async def _move_cursor(self, reaction: Reaction, seq: int) -> None:
        async with self.bus.system_turn():
            await self.bus.store.move_cursor(f"reaction:{reaction.name}", seq)

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
        if answer.startswith(REFUSED):
            refusal = msgspec.json.decode(answer, type=RefusedAnswer)
            log.info("consequence refused", command=tag_of(type(command)), code=refusal.code)

    # -- timers --------------------------------------------------------------------------------------------------

    async def _timers(self) -> None:
        while True:
            await self.fire_overdue()
            await asyncio.sleep(TICK_S)

    async def fire_overdue(self) -> None:
        """Fires of every timer whatever has come due."""
        for timer in await self._overdue():
            try:
                await self.fire_due(timer)
            except Exception:
                log.exception("a timer's things could not be read", timer=timer.name)

    async def _overdue(self) -> list[Timer]:
        """The timers that have something to fire. Mostly none has, and one look at the database for all of them finds
        that out; a look for each was most of what an idle server did. If it fails, each is looked for by itself."""
        timers = list(self.bus.tables.timers)
        try:
            async with self.bus.store.reading() as look:
                found = await look.overdue([(timer.kind, timer.due) for timer in timers], self.now_ms())
        except Exception:
            log.exception("it could not be found out what is due")
            return timers
        due = [timer for timer, is_due in zip(timers, found, strict=True) if is_due]
        # What is not due any more may come due anew.
        self._tried = {timer.name: self._tried[timer.name] for timer in due if timer.name in self._tried}
        return due

    async def fire_due(self, timer: Timer) -> None:
        """Fires whatever has come due. What was answered and is due all the same (its command was refused) is left
        alone from then on, and keeps nobody else from being found; what failed is tried again a little later."""
        now = self.now_ms()
        aggregate = self.bus.tables.aggregates[timer.kind]
        due_of = aggregate.columns[timer.due][1]
        before, still = self._tried.get(timer.name, {}), dict[str, int | None]()
        async with self.bus.store.reading() as look:
            due = await look.due(timer.kind, timer.due, now, READ_AT_ONCE + len(before))
        for stored in due:
            state = msgspec.json.decode(stored.state, type=aggregate.state)
            id = timer_id(f"{timer.name} {timer.kind} {stored.id} {due_of(state)}")
            again_ms = before.get(id, 0)
            if again_ms is not None and again_ms <= now:
                again_ms = await self._fire(timer, state, due_of(state), id)
            still[id] = again_ms
        self._tried[timer.name] = still

    async def _fire(self, timer: Timer, state: Any, due_ms: int, id: str) -> int | None:
        try:
            command = msgspec.structs.replace(timer.fire(state), made_at_ms=due_ms)
            await self._submit(command, id, system(timer.name))
        except Exception:
            log.exception("a timer failed and is tried again", timer=timer.name)
            return self.now_ms() + AGAIN_AFTER_MS
        return None

    # -- forgetting ----------------------------------------------------------------------------------------------

    async def _forgetting(self) -> None:
        while True:
            try:
                await self.forget()
            except Exception:
                log.exception("what has had its time could not be forgotten")
            await asyncio.sleep(FORGET_EVERY_S)

    async def forget(self) -> None:
        """Answers after thirty days, tickets once nobody can use them. In small steps: each holds the writer."""
        store, now = self.bus.store, self.now_ms()
        while await self._forgotten(store.forget_answers, now - ANSWERS_KEPT_MS) == FORGET_AT_ONCE:
            pass
        while await self._forgotten(store.forget_tickets, now) == FORGET_AT_ONCE:
            pass

    async def _forgotten(self, forget: Callable[[int, int], Awaitable[int]], before_ms: int) -> int:
        async with self.bus.system_turn():
            return await forget(before_ms, FORGET_AT_ONCE)

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

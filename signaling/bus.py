"""The bus: one command's journey from an envelope to an answer (docs/TOUR.md walks it).

seen this id? the same answer, "no" included · gather before BEGIN · transaction · decide · save · journal · commit ·
publish · answer.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Any, Protocol

import msgspec

from signaling import clock, metrics
from signaling.journal import tag_of
from signaling.protocol.base import Command, Question
from signaling.protocol.frames import Done, RefusedAnswer
from signaling.protocol.refusals import Code, Refused, Unavailable
from signaling.reading import LazyReader, StateReader
from signaling.slice import Actor, Ask, Enquiry, Handler, Moment, Role, system
from signaling.store.interface import Remembered, StaleState, Store, UniqueBroken
from signaling.tables import Tables
from signaling.turns import Turns
from signaling.workplace import Committed, Workplace

DECIDE_AGAIN_AT_MOST = 12
QUESTION_DEADLINE_S = 5.0
REFUSED = b'{"type":"refused"'

_encode = msgspec.json.Encoder(order="deterministic").encode


class Rights(Protocol):
    """Who may do what; ``people.domain.rights`` is the one table behind it."""

    def may_submit(self, actor: Actor, command: str) -> bool: ...

    def may_ask(self, actor: Actor, question: str) -> bool: ...


Answered = Done | RefusedAnswer
Publish = Callable[[Committed], Awaitable[None]]


class Bus:
    """Commands go in, answers come out; every committed change is published in order."""

    def __init__(
        self, tables: Tables, store: Store, rights: Rights, *, stream: str, now_ms: Callable[[], int], publish: Publish
    ) -> None:  # fmt: skip
        self.tables = tables
        self.store = store
        self.rights = rights
        self.now_ms = now_ms
        self._stream = stream
        self._publish = publish
        # One writer a node: publishing in commit order needs it, and SQLite has only one anyway.
        self._writing = Turns()

    async def submit(self, command: Command, actor: Actor, *, waits: bool = False) -> bytes:
        """The encoded answer: ``done`` or ``refused``. Raises Unavailable, and what is our own mistake.

        ``waits``: a person waits for what the system does in their name, so that it goes first as theirs would.
        """
        began_ms, fate = clock.monotonic_ms(), "broken"
        try:
            answer = await self._submit(command, actor, first=waits or actor.role is not Role.SYSTEM)
            fate = "refused" if answer.startswith(REFUSED) else "done"
            return answer
        except Unavailable:
            fate = "unavailable"
            raise
        finally:
            metrics.command_answered(tag_of(type(command)), fate, began_ms)

    async def _submit(self, command: Command, actor: Actor, *, first: bool) -> bytes:
        handler = self.tables.handlers[tag_of(type(command))]
        body_hash = self.body_hash(command)
        if handler.gather:
            # What is gathered may refuse what was done long ago; without it the transaction looks first anyway.
            async with self.store.reading() as look:
                remembered = await look.remembered(command.id)
            if remembered:
                return self._repeat(remembered, command, actor, body_hash)
        moment = Moment(now_ms=self.now_ms(), actor=actor, command_id=command.id, made_at_ms=command.made_at_ms)
        try:
            self._check(command, actor)
            facts = await handler.gather(command, moment, self.asker(actor)) if handler.gather else None
        except Refused as refused:
            return await self._remember_refusal(command, actor, body_hash, refused)
        async with self._writing.take(first=first):
            return await self._transact(handler, command, facts, moment, body_hash)

    def system_turn(self) -> AbstractAsyncContextManager[None]:
        """For what the system writes beside its commands: after people's, and resting like it."""
        return self._writing.take(first=False)

    def body_hash(self, command: Command) -> str:
        """What tells a repeat from another command under the same id."""
        return hashlib.sha256(_encode(command)).hexdigest()

    def _check(self, command: Command, actor: Actor) -> None:
        if actor.role is not Role.SYSTEM and not self.rights.may_submit(actor, tag_of(type(command))):
            raise Refused(Code.NOT_ALLOWED, command=tag_of(type(command)), role=actor.role.value)

    def _repeat(self, remembered: Remembered, command: Command, actor: Actor, body_hash: str) -> bytes:
        if remembered.body_hash != body_hash or remembered.actor != actor.id:
            refusal = RefusedAnswer(to=command.id, code=Code.SAME_ID_OTHER_BODY)
            return msgspec.json.encode(refusal)
        return remembered.answer

    async def _transact(self, handler: Handler, command: Command, facts: Any, moment: Moment, body_hash: str) -> bytes:
        for _ in range(DECIDE_AGAIN_AT_MOST):
            try:
                return await self._try_once(handler, command, facts, moment, body_hash)
            except StaleState:
                async with self.store.reading() as look:
                    remembered = await look.remembered(command.id)
                if remembered:
                    return self._repeat(remembered, command, moment.actor, body_hash)
            except UniqueBroken as broken:
                refused = Refused(Code(broken.code), rule=broken.rule)
                return await self._remember_refusal(command, moment.actor, body_hash, refused)
            except Refused as refused:
                return await self._remember_refusal(command, moment.actor, body_hash, refused)
        raise Unavailable("store", retry_after_ms=500)

    async def _try_once(self, handler: Handler, command: Command, facts: Any, moment: Moment, body_hash: str) -> bytes:
        async with self.store.transaction() as transaction:
            remembered = await transaction.remembered(command.id)
            if remembered:
                return self._repeat(remembered, command, moment.actor, body_hash)
            desk = Workplace(self.tables, transaction, moment, self._stream)
            result = await handler.handle(command, facts, desk)
            await desk.finish()
            upto = desk.committed.rows[-1].seq if desk.committed.rows else (await transaction.head())[0]
            answer = msgspec.json.encode(Done(to=command.id, upto=upto, result=result))
            await transaction.remember(self._remembered(command, moment.actor, body_hash, answer))
        if desk.committed.rows:
            await self._publish(desk.committed)
        return answer

    async def _remember_refusal(self, command: Command, actor: Actor, body_hash: str, refused: Refused) -> bytes:
        answer = msgspec.json.encode(RefusedAnswer(to=command.id, code=refused.code, details=refused.details))
        if await self.remember(self._remembered(command, actor, body_hash, answer)):
            return answer
        # The same command was answered meanwhile, through another connection or node, and perhaps with "yes".
        async with self.store.reading() as look:
            standing = await look.remembered(command.id)
        return self._repeat(standing, command, actor, body_hash) if standing else answer

    async def remember(self, remembered: Remembered) -> bool:
        """Keeps an answer that changed nothing else; False when there is another one already: that one stands."""
        try:
            async with self.store.transaction() as transaction:
                await transaction.remember(remembered)
        except StaleState:
            return False
        return True

    def _remembered(self, command: Command, actor: Actor, body_hash: str, answer: bytes) -> Remembered:
        return Remembered(
            id=command.id, actor=actor.id, type=tag_of(type(command)), body_hash=body_hash, answer=answer,
            at_ms=self.now_ms(),
        )  # fmt: skip

    # -- questions -----------------------------------------------------------------------------------------------

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[StateReader]:
        """A consistent look at the state tables on a reader's connection."""
        async with self.store.reading() as look:
            yield StateReader(look)

    async def ask(self, question: Question, actor: Actor) -> Any:
        """What the owning slice answers. Raises Refused, Unavailable."""
        answers = self.tables.answers[tag_of(type(question))]
        try:
            async with asyncio.timeout(QUESTION_DEADLINE_S), AsyncExitStack() as stack:
                reading = LazyReader(self.store, stack)
                enquiry = Enquiry(reading=reading, actor=actor, now_ms=self.now_ms(), ask=self.asker(actor))
                return await answers.answer(question, enquiry)
        except TimeoutError:
            raise Unavailable(tag_of(type(question))) from None

    async def ask_from_screen(self, question: Question, actor: Actor) -> Any:
        """The same for a question that came over the wire: only those meant for screens, only for whom they are."""
        tag = tag_of(type(question))
        if not self.tables.answers[tag].from_screens or not self.rights.may_ask(actor, tag):
            raise Refused(Code.NOT_ALLOWED, question=tag, role=actor.role.value)
        return await self.ask(question, actor)

    def asker(self, actor: Actor) -> Ask:
        """The Ask that a slice is handed: the server asks in its own name."""
        asking = actor if actor.role is Role.SYSTEM else system(f"for {actor.id}")

        async def ask(question: Question) -> Any:
            return await self.ask(question, asking)

        return ask

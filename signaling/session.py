"""One connected client: its queue outwards in three classes, and what becomes of each word it says."""

import asyncio
import hashlib
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Protocol

import msgspec
import structlog
from aiohttp import WSMsgType, web

from signaling import ids
from signaling.bus import Bus
from signaling.decode import BadFrame, Decoder, Unreadable
from signaling.hub import Hub
from signaling.journal import tag_of
from signaling.protocol.base import Command, Question, Signal
from signaling.protocol.frames import (
    AnswerFrame,
    Broken,
    Bye,
    Ping,
    Pong,
    RefusedAnswer,
    RejectedAnswer,
    Resume,
    ScreenAudible,
    UnavailableAnswer,
    Verdict,
)
from signaling.protocol.refusals import Code, Refused, Unavailable
from signaling.screens import NodeScreens
from signaling.slice import Actor, Role
from signaling.store.interface import Remembered

log = structlog.get_logger("session")

HEARTBEAT_S = 5.0
FRAMES_QUEUED_AT_MOST = 64
ANSWERS_QUEUED_AT_MOST = 1_000
REJECTED_A_MINUTE = 20
MESSAGES_A_SECOND = 100
OF_A_WORKER = 20
"""A worker's process speaks for that many times as many people as a page."""

QUESTIONS_AT_ONCE = 32

_encode = msgspec.json.Encoder().encode


class Actors(Protocol):
    """Who is behind a session's token now (``people`` answers)."""

    async def actor_for(self, token: str) -> Actor | None: ...

    async def made_by(self, actor: Actor, by: str, made_at_ms: int) -> bool:
        """Whether ``by`` was a sign-in of this person or tablet on this device when the command was made."""
        ...


class Session:
    """A connected screen. Control messages are never dropped, frames are caught up, positions are latest-wins."""

    def __init__(
        self, socket: web.WebSocketResponse, token: str, actor: Actor, audiences: tuple[str, ...], *,
        id: str, bus: Bus, hub: Hub, screens: NodeScreens, decoder: Decoder, actors: Actors,
    ) -> None:  # fmt: skip
        self.id = id
        self.actor = actor
        self.audiences = audiences
        self.upto = 0
        self.behind = False
        self.token = token
        self._socket = socket
        self._bus, self._hub, self._screens = bus, hub, screens
        self._decoder, self._actors = decoder, actors
        self._queue: deque[bytes] = deque()
        self._latest: dict[str, bytes] = {}
        self._said_at_ms = bus.now_ms()
        self._wake = asyncio.Event()
        self._rejected: deque[int] = deque(maxlen=REJECTED_A_MINUTE)
        self._times = OF_A_WORKER if actor.role is Role.WORKER else 1
        self._budget = float(MESSAGES_A_SECOND * self._times * 2)
        self._budget_at = bus.now_ms()
        self._asking: set[asyncio.Task[None]] = set()
        self.closing = False

    # -- outwards ------------------------------------------------------------------------------------------------

    def send(self, message: bytes, *, latest_of: str | None = None) -> bool:
        if self.closing:
            return False
        if latest_of is not None:
            self._latest[latest_of] = message
        elif len(self._queue) >= FRAMES_QUEUED_AT_MOST * self._times:
            return False
        else:
            self._queue.append(message)
            self._said_at_ms = self._bus.now_ms()
        self._wake.set()
        return True

    def answer(self, message: bytes) -> None:
        """Control: never dropped; a client that reads none of its answers is told to come back."""
        self._queue.append(message)
        self._wake.set()
        if len(self._queue) > ANSWERS_QUEUED_AT_MOST:
            self.close("resume", "too slow")

    def close(self, verdict: Verdict, reason: str) -> None:
        """Says goodbye and closes once that has been written."""
        if not self.closing:
            self._queue.append(_encode(Bye(verdict=verdict, reason=reason)))
            self.closing = True
            self._wake.set()

    async def write(self) -> None:
        """Writes until closed. A task that waits for one event: with hundreds of screens, every timer here counts."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._queue:
                await self._socket.send_frame(self._queue.popleft(), WSMsgType.TEXT)
            for name in list(self._latest):
                await self._socket.send_frame(self._latest.pop(name), WSMsgType.TEXT)
            if self.closing and not self._queue:
                await self._socket.close()
                return
            if self.behind:
                self._hub.bring_up(self)

    def keep_alive(self, now_ms: int) -> None:
        """An empty frame after five seconds in which nothing was said (rule S5)."""
        if now_ms - self._said_at_ms >= HEARTBEAT_S * 1000 and not self.closing:
            self._hub.heartbeat(self)

    # -- inwards -------------------------------------------------------------------------------------------------

    async def read(self) -> None:
        """Hears until the client goes."""
        try:
            async for message in self._socket:
                if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY) or self.closing:
                    break
                data = message.data.encode() if isinstance(message.data, str) else message.data
                if not self._within_budget():
                    self.close("resume", "too many messages")
                    break
                await self._hear(data)
        finally:
            for task in self._asking:
                task.cancel()

    def _within_budget(self) -> bool:
        now = self._bus.now_ms()
        a_second = MESSAGES_A_SECOND * self._times
        gained = (now - self._budget_at) * a_second / 1000
        self._budget = min(a_second * 2.0, self._budget + max(0.0, gained)) - 1
        self._budget_at = now
        return self._budget >= 0

    async def _hear(self, data: bytes) -> None:
        try:
            word = self._decoder.decode(data)
        except BadFrame as bad:
            self.close("stop", str(bad))
            return
        except Unreadable as unreadable:
            await self._reject(unreadable, data)
            return
        actor = await self._actors.actor_for(self.token)
        if actor is None:
            self.close("stop", Code.SIGNED_OUT)
            return
        self.actor = actor
        self._screens.spoke(self.id, self._bus.now_ms(), pinged=isinstance(word, Ping))
        endpoint = getattr(word, "endpoint", None)
        if isinstance(endpoint, str):
            self._screens.carries(self.id, endpoint)
        if isinstance(word, Command):
            await self._answered(word.id, lambda: self._command(word, actor))
        elif isinstance(word, Question):
            self._ask(word, actor)
        elif isinstance(word, Ping):
            self.answer(_encode(Pong(clock_ms=word.clock_ms, now_ms=self._bus.now_ms())))
        elif isinstance(word, Resume):
            self.upto = -1 if word.after is None else word.after
            self._hub.bring_up(self)
        elif isinstance(word, ScreenAudible):
            self._screens.heard(self.id, actor, word.audible)
        elif isinstance(word, Signal):
            await self._signal(word, actor)

    async def _signal(self, word: Signal, actor: Actor) -> None:
        try:
            await self._bus.tables.signals[tag_of(type(word))].hear(word, actor, self.id, self._bus.now_ms())
        except (Refused, Unavailable):
            pass  # nobody waits for an answer to a signal
        except Exception:
            log.exception("a signal failed", word=tag_of(type(word)))

    async def _command(self, command: Command, actor: Actor) -> bytes:
        if command.by and not await self._actors.made_by(actor, command.by, command.made_at_ms):
            raise Refused(Code.SIGNED_OUT)
        return await self._bus.submit(command, actor)

    def _ask(self, question: Question, actor: Actor) -> None:
        async def answer() -> bytes:
            result = await self._bus.ask_from_screen(question, actor)
            return _encode(AnswerFrame(to=question.id, result=result))

        if len(self._asking) >= QUESTIONS_AT_ONCE:
            self.answer(_encode(UnavailableAnswer(to=question.id, service="questions", retry_after_ms=500)))
            return
        task = asyncio.create_task(self._answered(question.id, answer))
        self._asking.add(task)
        task.add_done_callback(self._asking.discard)

    async def _answered(self, id: str, work: Callable[[], Awaitable[bytes]]) -> None:
        """The one place that turns an exception's type into its fate."""
        try:
            self.answer(await work())
        except Refused as refused:
            self.answer(_encode(RefusedAnswer(to=id, code=refused.code, details=refused.details)))
        except Unavailable as away:
            self.answer(_encode(UnavailableAnswer(to=id, service=away.service, retry_after_ms=away.retry_after_ms)))
        except Exception:
            incident = ids.new_id(self._bus.now_ms())
            log.exception("our own mistake", incident=incident)
            self.answer(_encode(Broken(to=id, incident=incident)))

    async def _reject(self, unreadable: Unreadable, data: bytes) -> None:
        now = self._bus.now_ms()
        answer = _encode(RejectedAnswer(to=unreadable.id, rule=unreadable.rule, path=unreadable.path))
        self.answer(answer)
        if unreadable.id:
            remembered = Remembered(
                id=unreadable.id[:64], actor=self.actor.id, type="rejected", at_ms=now, answer=answer,
                body_hash=hashlib.sha256(data).hexdigest(),
            )  # fmt: skip
            await self._bus.remember(remembered)
        self._rejected.append(now)
        if len(self._rejected) == REJECTED_A_MINUTE and now - self._rejected[0] < 60_000:
            self.close("stop", "twenty unreadable messages in a minute")

"""A national operator's SMSC by SMPP 3.4, over one connection that is bound both ways.

``submit_sm`` has no idempotency key and the protocol no list, so an attempt whose answer was lost has no name to be
asked about. What ``find`` can prove: an answer that came after we had stopped waiting names the message. Receipts
are believed for what this process has sent; after a restart a receipt of an earlier message leaves it as it stands.
"""

import asyncio
import contextlib
from collections import OrderedDict
from dataclasses import dataclass
from typing import TypeVar

import structlog

from signaling.protocol.deliveries import GatewayStatus
from sms.adapters.smpp_texts import BroughtTexts
from sms.domain.gateway import Later, Message, Never, Outcome, Report, Sought, Taken, TextBack, Unclear
from sms.domain.smpp import (
    ALIVE,
    ANSWER,
    BIND,
    DELIVER,
    FAILURES,
    HEADER,
    LATER,
    NACK,
    NOT_OURS,
    SUBMIT,
    UNBIND,
    BadPdu,
    Pdu,
    Receipt,
    bind,
    delivered,
    header,
    receipt,
    sid_of,
    submit,
)

Key = TypeVar("Key")
Value = TypeVar("Value")

log = structlog.get_logger("sms.smpp")

REMEMBERED = 10_000
"""Messages and early receipts that are kept in mind; the oldest leave."""

ALIVE_EVERY_S = 30.0

KIND_BITS = 0x3C
"""Of ``esm_class``: set for a receipt and whatever else a network says by itself, clear for what somebody wrote."""


class _Refused(Exception):
    def __init__(self, status: int) -> None:
        super().__init__(hex(status))
        self.status = status


@dataclass
class _Link:
    """One bound connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    tasks: tuple[asyncio.Task[None], ...] = ()


class SmppGateway:
    """``sender`` is a number or a name."""

    def __init__(
        self,
        *,
        host: str,
        port: int,
        system_id: str,
        password: str,
        sender: str,
        per_second: float = 10,
        timeout_s: float = 10,
        alive_every_s: float = ALIVE_EVERY_S,
    ) -> None:
        self.per_second = per_second
        self._reports: asyncio.Queue[Report] = asyncio.Queue()
        self._at = (host, port)
        self._known = (system_id, password)
        self._sender = sender
        self._timeout_s = timeout_s
        self._alive_every_s = alive_every_s
        self._link: _Link | None = None
        self._binding = asyncio.Lock()
        self._sequence = 0
        self._waiting: dict[int, asyncio.Future[Pdu]] = {}
        self._submitted: OrderedDict[int, tuple[str, int]] = OrderedDict()
        self._named: OrderedDict[str, tuple[str, int]] = OrderedDict()
        self._early: OrderedDict[str, list[Receipt]] = OrderedDict()
        self._texts = BroughtTexts()

    async def send(self, message: Message) -> Outcome:
        try:
            link = await self._bound()
        except _Refused as refused:
            return _outcome_of(refused.status)
        except (OSError, TimeoutError, BadPdu, asyncio.IncompleteReadError):
            return Later("not_bound")
        sequence = self._next()
        _keep(self._submitted, sequence, (message.delivery_id, message.attempt))
        body = submit(self._sender, message.to, message.body, message.valid_s)
        try:
            answer = await self._asked(link, Pdu(SUBMIT, 0, sequence, body))
        except (TimeoutError, OSError):
            return Unclear("no_answer")
        if answer.status or answer.command == NACK:
            return _outcome_of(answer.status or 0x03)
        return Taken(sid) if (sid := sid_of(answer.body)) else Unclear("no_sid")

    async def find(self, sought: Sought) -> str | None:
        """The name in an answer that came too late; None when none has come."""
        wanted = (sought.delivery_id, sought.attempt)
        return next((sid for sid, about in self._named.items() if about == wanted), None)

    async def next_report(self) -> Report:
        """What became of a message, for whoever writes it down."""
        return await self._reports.get()

    async def close(self) -> None:
        link = self._link
        if link is not None:
            with contextlib.suppress(OSError, TimeoutError):
                await asyncio.wait_for(self._asked(link, Pdu(UNBIND, 0, self._next())), 1)
            self._lost(link)

    # -- the connection ------------------------------------------------------------------------------------------

    async def _bound(self) -> _Link:
        async with self._binding:
            if self._link is None:
                self._link = await asyncio.wait_for(self._connect(), self._timeout_s)
            return self._link

    async def _connect(self) -> _Link:
        reader, writer = await asyncio.open_connection(*self._at)
        try:
            writer.write(Pdu(BIND, 0, self._next(), bind(*self._known)).packed())
            answer = await _read(reader)
            if answer.command != BIND | ANSWER or answer.status:
                raise _Refused(answer.status or 0x0D)
        except BaseException:
            writer.close()
            raise
        link = _Link(reader, writer)
        link.tasks = (asyncio.create_task(self._listen(link)), asyncio.create_task(self._stay_alive(link)))
        log.info("smpp_bound")
        return link

    async def _asked(self, link: _Link, request: Pdu) -> Pdu:
        """The answer. Raises TimeoutError; ConnectionError when the connection ends first."""
        answer: asyncio.Future[Pdu] = asyncio.get_running_loop().create_future()
        self._waiting[request.sequence] = answer
        try:
            link.writer.write(request.packed())
            return await asyncio.wait_for(answer, self._timeout_s)
        finally:
            self._waiting.pop(request.sequence, None)

    async def _listen(self, link: _Link) -> None:
        try:
            while True:
                self._heard(link, await _read(link.reader))
        except (OSError, BadPdu, asyncio.IncompleteReadError) as problem:
            log.warning("smpp_lost", problem=type(problem).__name__)
        finally:
            self._lost(link)

    async def _stay_alive(self, link: _Link) -> None:
        while True:
            await asyncio.sleep(self._alive_every_s)
            try:
                await self._asked(link, Pdu(ALIVE, 0, self._next()))
            except (TimeoutError, OSError):
                log.warning("smpp_silent")
                link.writer.transport.abort()
                return

    def _lost(self, link: _Link) -> None:
        if self._link is not link:
            return
        self._link = None
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(ConnectionResetError())
        link.writer.close()
        for task in link.tasks:
            if task is not asyncio.current_task():
                task.cancel()

    def _heard(self, link: _Link, pdu: Pdu) -> None:
        if pdu.command == SUBMIT | ANSWER and not pdu.status:
            self._name(pdu)
        if pdu.command & ANSWER:
            answer = self._waiting.get(pdu.sequence)
            if answer is not None and not answer.done():
                answer.set_result(pdu)
            return
        if pdu.command == DELIVER:
            self._received(link, pdu)
            return
        known = pdu.command in (ALIVE, UNBIND)
        reply = Pdu(pdu.command | ANSWER, 0, pdu.sequence) if known else Pdu(NACK, 0x03, pdu.sequence)
        link.writer.write(reply.packed())
        if pdu.command == UNBIND:
            raise ConnectionResetError

    # -- what became of messages ---------------------------------------------------------------------------------

    def _name(self, pdu: Pdu) -> None:
        about, sid = self._submitted.pop(pdu.sequence, None), sid_of(pdu.body)
        if about is None or not sid:
            return
        _keep(self._named, sid, about)
        for early in self._early.pop(sid, []):
            self._tell(about, early)

    def _received(self, link: _Link, pdu: Pdu) -> None:
        """A receipt is answered at once, a text when it is kept: until then the network may bring it again."""
        try:
            came = delivered(pdu.body)
        except BadPdu:
            log.warning("smpp_unreadable")
            link.writer.write(Pdu(DELIVER | ANSWER, NOT_OURS, pdu.sequence, b"\0").packed())
            return
        if not came.esm_class & KIND_BITS:
            self._texts.take(came, asyncio.get_running_loop().time(), lambda: self._answer(link, pdu.sequence))
            return
        if (said := receipt(came)) is not None:
            self._receipt(said)
        self._answer(link, pdu.sequence)

    async def next_text(self) -> TextBack:
        """The next one. Binds by itself: whoever writes to us does not wait until we have something to send."""
        while True:
            with contextlib.suppress(_Refused, OSError, TimeoutError, BadPdu, asyncio.IncompleteReadError):
                await self._bound()
            with contextlib.suppress(TimeoutError):
                return await asyncio.wait_for(self._texts.next(), self._alive_every_s)

    def kept(self, text: TextBack) -> None:
        self._texts.kept(text.sid)

    def _answer(self, link: _Link, sequence: int) -> None:
        """Where the connection ended meanwhile, the network brings it again."""
        if link is self._link:
            link.writer.write(Pdu(DELIVER | ANSWER, 0, sequence, b"\0").packed())

    def _receipt(self, said: Receipt) -> None:
        about = self._named.get(said.sid)
        if about is None:
            _keep(self._early, said.sid, [*self._early.get(said.sid, []), said])
        else:
            self._tell(about, said)

    def _tell(self, about: tuple[str, int], said: Receipt) -> None:
        status: GatewayStatus = said.status
        self._reports.put_nowait(Report(about[0], about[1], said.sid, status, said.code))

    def _next(self) -> int:
        self._sequence = self._sequence % 0x7FFFFFFF + 1
        return self._sequence


async def _read(reader: asyncio.StreamReader) -> Pdu:
    length, command, status, sequence = header(await reader.readexactly(HEADER.size))
    return Pdu(command, status, sequence, await reader.readexactly(length))


def _outcome_of(status: int) -> Outcome:
    """A status that says that it was not taken: later, or never. Its own error leaves it unclear."""
    code = f"smpp_{status:x}"
    if status in LATER:
        return Later(code)
    return Never(code, FAILURES[status]) if status in FAILURES else Unclear(code)


def _keep(kept: "OrderedDict[Key, Value]", key: Key, value: Value) -> None:
    kept[key] = value
    while len(kept) > REMEMBERED:
        kept.popitem(last=False)

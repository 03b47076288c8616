"""Texts that a network has brought by SMPP, from their coming until they are answered."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from uuid import uuid4

from sms.domain.gateway import TextBack
from sms.domain.smpp import Delivered, written

SAME_WITHIN_S = 300.0
"""A network that was not answered brings a text again within seconds or minutes."""

REMEMBERED = 10_000


class BroughtTexts:
    """The network names no text, and brings again what was not answered: the same text of the same telephone within a
    while is the same one."""

    def __init__(self) -> None:
        self._waiting: asyncio.Queue[TextBack] = asyncio.Queue()
        self._names: OrderedDict[str, tuple[str, float]] = OrderedDict()
        self._answers: dict[str, list[Callable[[], None]]] = {}

    def take(self, came: Delivered, now_s: float, answer: Callable[[], None]) -> None:
        """``answer`` tells the network that it need not bring it again."""
        sid = self._name(came, now_s)
        self._answers.setdefault(sid, []).append(answer)
        self._waiting.put_nowait(TextBack(sid, came.source, came.destination, written(came)))

    async def next(self) -> TextBack:
        return await self._waiting.get()

    def kept(self, sid: str) -> None:
        for answer in self._answers.pop(sid, []):
            answer()

    def _name(self, came: Delivered, now_s: float) -> str:
        marks = sha256(repr((came.source, came.destination, came.coding, came.octets)).encode()).hexdigest()
        sid, at_s = self._names.pop(marks, ("", 0.0))
        if not sid or now_s - at_s > SAME_WITHIN_S:
            sid = f"smpp.{uuid4().hex}"
        self._names[marks] = (sid, now_s)
        while len(self._names) > REMEMBERED:
            self._names.popitem(last=False)
        return sid

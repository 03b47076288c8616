"""A gateway that keeps messages instead of sending them, for the demo's page. They survive a restart in one file."""

import asyncio
import re
from collections.abc import Callable
from pathlib import Path

import msgspec

from signaling.protocol.deliveries import PageMessage
from sms.domain.gateway import Message, Outcome, Sought, Taken
from sms.domain.segments import segments

KEPT = 200
"""Messages that are kept; older ones leave."""


class PageGateway:
    """``now_ms`` is the clock by which messages are stamped; ``path`` is the file they are kept in."""

    per_second = 100.0

    def __init__(self, path: Path, now_ms: Callable[[], int]) -> None:
        self._path = path
        self._now_ms = now_ms
        self._messages: list[PageMessage] = _read(path)
        self._writing = asyncio.Lock()

    async def send(self, message: Message) -> Outcome:
        """Kept is delivered: whoever looks at the page holds every telephone. Nobody takes up a call, though."""
        sid = f"page-{message.delivery_id}-{message.attempt}"
        kept = PageMessage(
            sid=sid,
            to=message.to,
            body=message.body,
            segments=segments(message.body),
            at_ms=self._now_ms(),
            channel=message.channel,
        )
        self._messages = [*self._messages, kept][-KEPT:]
        async with self._writing:
            await asyncio.to_thread(_write, self._path, list(self._messages))
        return Taken(sid, delivered=message.channel != "voice")

    async def find(self, sought: Sought) -> str | None:
        for message in reversed(self._messages):
            if message.to == sought.to and re.search(rf"\b{re.escape(sought.code)}\b", message.body):
                return message.sid
        return None

    async def close(self) -> None:
        """Nothing is held open."""

    def messages(self) -> list[PageMessage]:
        """What was kept, newest first."""
        return self._messages[::-1]


def _read(path: Path) -> list[PageMessage]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=list[PageMessage])
    except (FileNotFoundError, msgspec.DecodeError):
        return []  # a file cut short by a full disk costs the demo its old messages, not its start


def _write(path: Path, messages: list[PageMessage]) -> None:
    fresh = path.with_suffix(".new")
    fresh.write_bytes(msgspec.json.encode(messages))
    fresh.replace(path)

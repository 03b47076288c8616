"""Who stands behind a media worker's key: the frame asks it for the connections of workers."""

import hashlib
import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from media.domain.workers import PROCESSES_AT_MOST, Worker, process_of
from signaling.protocol.base import Event
from signaling.protocol.forwarding import WorkerAdded, WorkerRevoked
from signaling.slice import Actor, Reading, Role

KEPT_MS = 30_000
SECRET = re.compile(r"^([A-Za-z0-9_-]{16,64})(?:\.(\d{1,2}))?$")
"""A key, and after a point the number of the process that shows it."""


def hash_of(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


class WorkerKeys:
    """Looks up keys and remembers what it found until an event changes it. ``hear`` every committed event."""

    def __init__(self, reading: Callable[[], AbstractAsyncContextManager[Reading]], now_ms: Callable[[], int]) -> None:
        self._reading = reading
        self._now_ms = now_ms
        self._kept: dict[str, tuple[str, int]] = {}  # hash → the worker, and until when it is believed

    async def actor_for(self, token: str | None) -> Actor | None:
        """The process that shows this key; None when the key is nobody's, or revoked. It has no name."""
        match = SECRET.match(token or "")
        slot = int(match[2] or 0) if match else PROCESSES_AT_MOST
        if match is None or slot >= PROCESSES_AT_MOST:
            return None
        worker_id = await self._worker(hash_of(match[1]))
        if worker_id is None:
            return None
        return Actor(id=process_of(worker_id, slot), role=Role.WORKER, sign_in_id=worker_id)

    async def _worker(self, key_hash: str) -> str | None:
        known, until_ms = self._kept.get(key_hash, ("", 0))
        if until_ms > self._now_ms():
            return known
        async with self._reading() as reading:
            found = await reading.find("worker", Worker, key_hash=key_hash, is_good=True, limit=1)
        if not found:
            return None
        self._kept[key_hash] = (found[0].worker_id, self._now_ms() + KEPT_MS)
        return found[0].worker_id

    async def made_by(self, actor: Actor, by: str, made_at_ms: int) -> bool:
        """A worker's commands are made under its key alone."""
        return by == actor.sign_in_id

    def hear(self, event: Event) -> None:
        """Forgets what it knew of workers."""
        if isinstance(event, WorkerAdded | WorkerRevoked):
            self._kept.clear()

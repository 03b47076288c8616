"""Turns at the one writer: people's commands before the system's, each kind in its order; and while people work, the
system rests after each of its own.

A burst of alerts, timers and deliveries may wait; a dispatcher who sends a brigade may not. Going first is not enough
for that: whoever comes while a command of the system is being done waits for its end, and what it costs is more than
its turn. So the system takes only a share of the time while somebody is there.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from signaling import clock

REST_TIMES = 4.0
"""After a command of the system, the next waits this many times as long as it took."""

LONGEST_REST_MS = 120.0
"""Nothing starves, however long one took."""

PEOPLE_WITHIN_MS = 1_000.0
"""Somebody who gave a command this lately is there."""


def rest_ms(took_ms: float, since_people_ms: float) -> float:
    """How long the system rests after a command of its own that took so long; not at all when nobody has given a
    command lately."""
    if since_people_ms > PEOPLE_WITHIN_MS:
        return 0.0
    return min(took_ms * REST_TIMES, LONGEST_REST_MS)


class Turns:
    """A lock with two queues. ``async with turns.take(first=True)`` goes before everybody who waits without, and does
    not wait for the system's rest."""

    def __init__(self, now_ms: Callable[[], float] = clock.monotonic_ms) -> None:
        self._now_ms = now_ms
        self._taken = False
        self._people: deque[asyncio.Future[None]] = deque()
        self._system: deque[asyncio.Future[None]] = deque()
        self._people_at_ms = float("-inf")
        self._rests_until_ms = float("-inf")
        self._waking: asyncio.TimerHandle | None = None

    @asynccontextmanager
    async def take(self, *, first: bool) -> AsyncIterator[None]:
        """Waits for the turn, and gives it on at the end."""
        await self._wait(first=first)
        began_ms = self._now_ms()
        try:
            yield
        finally:
            if not first:
                now_ms = self._now_ms()
                self._rests_until_ms = now_ms + rest_ms(now_ms - began_ms, now_ms - self._people_at_ms)
            self._give_on()

    async def _wait(self, *, first: bool) -> None:
        if first:
            self._people_at_ms = self._now_ms()
        may = first or (not self._system and self._now_ms() >= self._rests_until_ms)
        if not self._taken and may:
            self._taken = True
            return
        queue = self._people if first else self._system
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        queue.append(turn)
        if not self._taken:
            self._wake_later()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._give_on()  # it came in the moment in which the waiting was given up
            elif turn in queue:  # whoever gave the turn on in this moment has passed it over already
                queue.remove(turn)
            raise

    def _give_on(self) -> None:
        self._taken = self._give(self._people)
        if self._taken or not self._system:
            return
        if self._now_ms() >= self._rests_until_ms:
            self._taken = self._give(self._system)
        else:
            self._wake_later()

    def _give(self, queue: deque[asyncio.Future[None]]) -> bool:
        while queue:
            turn = queue.popleft()
            if not turn.done():
                turn.set_result(None)
                return True
        return False

    def _wake_later(self) -> None:
        if self._waking is None:
            left_s = max(0.0, self._rests_until_ms - self._now_ms()) / 1000
            self._waking = asyncio.get_running_loop().call_later(left_s, self._wake)

    def _wake(self) -> None:
        self._waking = None
        if not self._taken:
            self._give_on()

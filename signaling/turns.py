"""Turns at the one writer: people's commands before the system's, each kind in its order.

A burst of alerts, timers and deliveries may wait; a dispatcher who sends a brigade may not.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turns:
    """A lock with two queues. ``async with turns.take(first=True)`` goes before everybody who waits without."""

    def __init__(self) -> None:
        self._taken = False
        self._people: deque[asyncio.Future[None]] = deque()
        self._system: deque[asyncio.Future[None]] = deque()

    @asynccontextmanager
    async def take(self, *, first: bool) -> AsyncIterator[None]:
        """Waits for the turn, and gives it on at the end."""
        await self._wait(self._people if first else self._system)
        try:
            yield
        finally:
            self._give_on()

    async def _wait(self, queue: deque[asyncio.Future[None]]) -> None:
        if not self._taken:
            self._taken = True
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        queue.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._give_on()  # it came in the moment in which the waiting was given up
            else:
                queue.remove(turn)
            raise

    def _give_on(self) -> None:
        for queue in (self._people, self._system):
            while queue:
                turn = queue.popleft()
                if not turn.done():
                    turn.set_result(None)
                    return
        self._taken = False

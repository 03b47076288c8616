"""Small writes gathered into one: what comes while one is under way goes together in the next.

Alone, each waits for nobody; in a burst a transaction carries dozens, and costs little more than with one.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


class Gathering(Generic[Given, Made]):
    """``do`` makes one answer for each thing given, in their order, at most ``at_most`` at once. Its exception is for
    all of them. Whoever waits is answered after ``do`` has ended, never before.

    ``rest_s``: after each time it rests so long, unless as many as it can do wait already. Whoever comes first waits
    for nothing; what comes in a stream goes together.
    """

    def __init__(
        self, do: Callable[[Sequence[Given]], Awaitable[Sequence[Made]]], *, at_most: int, rest_s: float = 0.0
    ) -> None:
        self._do = do
        self._at_most = at_most
        self._rest_s = rest_s
        self._waiting: list[tuple[Given, asyncio.Future[Made]]] = []
        self._working: asyncio.Task[None] | None = None

    async def add(self, given: Given) -> Made:
        """What ``do`` made of it. Who is cancelled meanwhile has given it all the same."""
        answer: asyncio.Future[Made] = asyncio.get_running_loop().create_future()
        self._waiting.append((given, answer))
        if self._working is None:
            self._working = asyncio.create_task(self._work())
        return await answer

    async def _work(self) -> None:
        try:
            while self._waiting:
                together, self._waiting = self._waiting[: self._at_most], self._waiting[self._at_most :]
                await self._once(together)
                if self._rest_s and len(self._waiting) < self._at_most:
                    await asyncio.sleep(self._rest_s)
        finally:
            self._working = None
            for _, answer in self._waiting:
                answer.cancel()
            self._waiting = []

    async def _once(self, together: Sequence[tuple[Given, asyncio.Future[Made]]]) -> None:
        answers = [answer for _, answer in together]
        try:
            made = await self._do([given for given, _ in together])
        except asyncio.CancelledError:
            for answer in answers:
                answer.cancel()
            raise
        except Exception as error:  # noqa: BLE001 - it is raised again where each of them waits
            for answer in answers:
                if not answer.done():
                    answer.set_exception(error)
            return
        for answer, each in zip(answers, made, strict=True):
            if not answer.done():
                answer.set_result(each)

"""How fast the simulated town lives: everybody's waits go through here."""

import asyncio
import random

from signaling import clock


class Pace:
    """``faster`` 1 is real time; 20 lets twenty minutes pass in one, drives included."""

    def __init__(self, faster: float, seed: int) -> None:
        self.faster = faster
        self.chance = random.Random(seed)

    async def wait(self, least_s: float, most_s: float | None = None) -> None:
        """Between the two, in the town's seconds."""
        seconds = self.chance.uniform(least_s, most_s) if most_s is not None else least_s
        await asyncio.sleep(seconds / self.faster)

    def now_s(self) -> float:
        """The town's own clock; only differences mean something."""
        return clock.monotonic_ms() / 1000 * self.faster

"""How fast we send, and how long we wait before trying again."""

from dataclasses import dataclass

FIRST_WAIT_MS = 1_000
LONGEST_WAIT_MS = 30_000


def backoff_ms(attempt: int, chance: float, retry_after_ms: int | None = None) -> int:
    """How long to wait after the ``attempt``-th attempt was put off. ``chance`` is in [0, 1): half of the wait is
    left to it, so that many messages put off together do not come back together."""
    wait = min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** min(attempt - 1, 10))
    return max(retry_after_ms or 0, int(wait * (0.5 + chance / 2)))


@dataclass
class Bucket:
    """A token bucket: ``per_second`` messages in the long run, ``burst`` at once."""

    per_second: float
    burst: float
    level: float | None = None
    at_ms: int = 0

    def take(self, now_ms: int) -> int:
        """Takes a token and says 0; or takes none, and says in how many milliseconds there will be one."""
        grown = max(0, now_ms - self.at_ms) / 1000 * self.per_second
        self.level = self.burst if self.level is None else min(self.burst, self.level + grown)
        self.at_ms = max(now_ms, self.at_ms)
        if self.level < 1:
            return int((1 - self.level) / self.per_second * 1000) + 1
        self.level -= 1
        return 0

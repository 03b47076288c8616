"""The one place that reads a clock; everybody else is told the time."""

import time


def now_ms() -> int:
    """The wall clock, integer milliseconds UTC."""
    return time.time_ns() // 1_000_000


def monotonic_ms() -> float:
    """A clock that never goes back, in milliseconds; only differences mean something."""
    return time.monotonic_ns() / 1_000_000

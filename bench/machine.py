"""How late an event loop wakes on this machine when nothing runs on it: what a server's own lag is to be held against.

A process of its own beside the measured ones. ``python -m bench.machine`` measures until its input says a line, then
prints the 99th percentile in milliseconds.
"""

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvloop

from bench.measures import percentile

SAMPLE_S = 0.02


class Machine:
    """``lag_p99_ms`` is there when the measuring has ended."""

    lag_p99_ms: float | None = None


@contextmanager
def watched() -> Iterator[Machine]:
    """Measures the machine as long as the body runs."""
    process = subprocess.Popen([sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    machine = Machine()
    try:
        yield machine
        said, _ = process.communicate(b"stop\n", timeout=10)
        machine.lag_p99_ms = float(said)
    finally:
        process.kill()
        process.wait()


async def _measure() -> None:
    stopped = asyncio.ensure_future(asyncio.to_thread(sys.stdin.readline))
    lags: list[float] = []
    while not stopped.done():
        before = time.monotonic()
        await asyncio.sleep(SAMPLE_S)
        lags.append((time.monotonic() - before - SAMPLE_S) * 1000)
    print(round(max(0.0, percentile(lags, 0.99)), 2), flush=True)


if __name__ == "__main__":
    uvloop.run(_measure())

"""What the server counts of itself, for ``/metrics``: no personal data, no ids of people or of what they do."""

import asyncio
from collections import deque

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Gauge, Histogram, generate_latest

from signaling import clock

SESSIONS = Gauge("tez_sessions", "Connected screens and tablets of this node")
COMMANDS = Counter("tez_commands_total", "Commands answered", ["type", "fate"])
COMMAND_SECONDS = Histogram(
    "tez_command_seconds",
    "From a command's arrival to its answer",
    buckets=[0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
)
LOOP_LAG_SECONDS = Histogram(
    "tez_loop_lag_seconds", "How late the event loop wakes", buckets=[0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1]
)
LOOP_LAG_P99_MS = Gauge("tez_loop_lag_p99_ms", "99th percentile of the event loop's lag over the last minute")

_SAMPLE_S = 0.02
_SAMPLES = deque[float](maxlen=int(60 / _SAMPLE_S))


def command_answered(command: str, fate: str, began_ms: float) -> None:
    """One command's fate (done, refused, unavailable, broken) and how long it took since ``began_ms`` (monotonic)."""
    COMMANDS.labels(command, fate).inc()
    COMMAND_SECONDS.observe((clock.monotonic_ms() - began_ms) / 1000)


async def watch_loop() -> None:
    """Measures the event loop's lag until cancelled."""
    count = 0
    while True:
        before = clock.monotonic_ms()
        await asyncio.sleep(_SAMPLE_S)
        lag_ms = max(0.0, clock.monotonic_ms() - before - _SAMPLE_S * 1000)
        _SAMPLES.append(lag_ms)
        LOOP_LAG_SECONDS.observe(lag_ms / 1000)
        count += 1
        if count % 50 == 0:
            LOOP_LAG_P99_MS.set(loop_lag_p99_ms())


def loop_lag_p99_ms() -> float:
    """Over the last minute."""
    ordered = sorted(_SAMPLES)
    return ordered[int(len(ordered) * 0.99)] if ordered else 0.0


async def page(request: web.Request) -> web.Response:
    """Prometheus' text format."""
    return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})

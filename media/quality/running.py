"""The clock of the figures: runs on every node for as long as the server does, beside the commands, never in them."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager

import structlog

from media.quality.domain.course import DAY_MS
from media.quality.live import LiveQuality
from signaling.slice import Ask, Reading

TICK_S = 1.0
TICKS_A_LOOK = 5
TICKS_A_WRITE = 5
TICKS_A_CLEARING = 3_600

log = structlog.get_logger("media.quality")


async def run_quality(
    live: LiveQuality,
    reading: Callable[[], AbstractAsyncContextManager[Reading]],
    ask: Ask,
    now_ms: Callable[[], int],
    *,
    keep_days: int,
    tick_s: float = TICK_S,
) -> None:
    """Ticks, looks, writes and the end of retention, until cancelled; then everything is written."""
    ticks = 0
    try:
        while True:
            await asyncio.sleep(tick_s)
            live.tick(now_ms())
            if ticks % TICKS_A_LOOK == 0:
                await _survive("look", lambda: live.look(reading, ask))
            if ticks % TICKS_A_WRITE == 0:
                await _survive("write", live.write)
            if ticks % TICKS_A_CLEARING == 0:
                await _survive("forget", lambda: live.store.forget_before(now_ms() - keep_days * DAY_MS))
            ticks += 1
    finally:
        await live.stop()


async def _survive(what: str, work: Callable[[], Awaitable[None]]) -> None:
    """A database that is away for a minute must not end the figures for the rest of the day."""
    try:
        await work()
    except Exception:
        log.exception("figures of conversations: a step failed and will be tried again", step=what)

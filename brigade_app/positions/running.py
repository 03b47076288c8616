"""The clock of the positions: runs on every node for as long as the server does."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from brigade_app.positions.aim import targets
from brigade_app.positions.live import LivePositions
from signaling.slice import Ask

TICK_S = 1.0
TICKS_A_BATCH = 5  # written at least every five seconds
TICKS_A_CLEARING = 3600
RETAIN_DAYS = 30
DAY_MS = 86_400_000

log = logging.getLogger(__name__)


async def run_positions(
    live: LivePositions,
    ask: Ask,
    now_ms: Callable[[], int],
    *,
    retain_days: int = RETAIN_DAYS,
    tick_s: float = TICK_S,
) -> None:
    """Ticks, batches, aims of the geofence and the end of retention, until cancelled; then a last batch."""
    ticks = 0
    try:
        while True:
            await asyncio.sleep(tick_s)
            ticks += 1
            await _survive("positions.tick", live.tick)
            if ticks % TICKS_A_BATCH == 0:
                await _survive("positions.write", live.flush)
                await _survive("positions.aim", lambda: _aim(live, ask))
            if ticks % TICKS_A_CLEARING == 1:
                await _survive("positions.forget", lambda: live.forget_before(now_ms() - retain_days * DAY_MS))
    finally:
        await live.tick()
        await live.flush()


async def _aim(live: LivePositions, ask: Ask) -> None:
    live.aim(await targets(live.heard_brigades(), ask))


async def _survive(what: str, work: Callable[[], Awaitable[None]]) -> None:
    """A database that is away for a minute must not end the map for the rest of the day."""
    try:
        await work()
    except Exception:
        log.exception("%s failed and will be tried again", what)

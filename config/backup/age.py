"""How old the newest backup is: for screens, for ``/metrics``, and for ``tez doctor``."""

import asyncio
import math
from collections.abc import Callable
from pathlib import Path

from prometheus_client import Gauge

from config.backup import repository
from config.backup.sealing import BackupProblem
from signaling.protocol.backups import BackupNewest, BackupNewestView
from signaling.slice import Answers, Enquiry, Slice

OLD_HOURS, TOO_OLD_HOURS = 26, 50
"""A night's backup that is two hours late, and one that did not come twice."""

AGE_SECONDS = Gauge("tez_backup_age_seconds", "How old the newest whole backup is; NaN where there is none")
_HOUR_MS = 3_600_000


def newest(folder: Path | None, now_ms: int) -> BackupNewestView:
    """Looks into the folder; None where nothing says which."""
    if folder is None:
        return BackupNewestView(state="unplanned")
    try:
        found = repository.backups(folder)
    except (BackupProblem, OSError):
        return BackupNewestView(state="unreadable")
    if not found:
        return BackupNewestView(state="missing")
    made_at_ms = found[-1].manifest.made_at_ms
    old = now_ms - made_at_ms >= OLD_HOURS * _HOUR_MS
    return BackupNewestView(state="old" if old else "good", made_at_ms=made_at_ms)


def seconds(folder: Path | None, now_ms: int) -> float:
    """The newest one's age; NaN where there is none."""
    made_at_ms = newest(folder, now_ms).made_at_ms
    return math.nan if made_at_ms is None else max(0, now_ms - made_at_ms) / 1000


def assemble(folder: Path | None, now_ms: Callable[[], int]) -> Slice:
    """The answer to ``backup.newest``; the gauge is this process' own."""
    AGE_SECONDS.set_function(lambda: seconds(folder, now_ms()))

    async def answer(question: BackupNewest, enquiry: Enquiry) -> BackupNewestView:
        return await asyncio.to_thread(newest, folder, enquiry.now_ms)

    return Slice(name="backup", answers=(Answers(BackupNewest, answer, from_screens=True),))

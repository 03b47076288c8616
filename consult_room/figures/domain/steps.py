"""The consults of a period by the day, or by the week, on which they were asked."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta

from consult_room.figures.domain.counts import Told
from signaling.hours import Calendar
from signaling.protocol.consult_figures import FiguresOfStep, FiguresStep

MOST_DAYS = 31
"""A longer period goes by weeks. Thirty days from any hour on touch 31 dates."""


def steps_of(
    told: Iterable[Told], from_ms: int, until_ms: int, heard_until_ms: int, calendar: Calendar
) -> tuple[FiguresStep, list[FiguresOfStep]]:
    """Days, or weeks from Monday, of the service's zone. The first and the last may be cut by the period."""
    first, last = calendar.date_at(from_ms), calendar.date_at(until_ms - 1)
    step: FiguresStep = "day" if (last - first).days < MOST_DAYS else "week"
    days = _beginnings(first, last, 1 if step == "day" else 7)
    begins = [calendar.instant(day, 0) for day in days]
    counts = [[0, 0, 0] for _ in days]
    for one in told:
        asked, in_time, late = range(3)
        of = counts[bisect_right(begins, one.asked_ms, lo=1) - 1]
        of[asked] += 1
        timely = one.in_time(heard_until_ms)
        if timely is not None:
            of[in_time if timely else late] += 1
    return step, [
        FiguresOfStep(
            date=max(day, first).isoformat(), from_ms=max(at_ms, from_ms), asked=asked, in_time=in_time, late=late
        )
        for day, at_ms, (asked, in_time, late) in zip(days, begins, counts, strict=True)
    ]


def _beginnings(first: date, last: date, days: int) -> list[date]:
    day = first if days == 1 else first - timedelta(days=first.weekday())
    return [day + timedelta(days=number) for number in range(0, (last - day).days + 1, days)]

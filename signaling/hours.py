"""Weekly hours on a real calendar: from hours on the wall clock of a zone to stretches of real time.

A wall time means the first instant at which the clock shows it or something later. So hours that meet on the wall meet
in real time too: where the clock jumps forward, a time that is left out is the instant of the jump; where it is put
back, a time that comes twice is its first coming.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NamedTuple

from signaling.protocol.duty import WeeklyHours


class Span(NamedTuple):
    """A stretch of time, ms UTC: from (inclusive) until (exclusive)."""

    from_ms: int
    until_ms: int

    def within(self, other: "Span") -> "Span":
        """What both have in common; empty when ``until_ms <= from_ms``."""
        return Span(max(self.from_ms, other.from_ms), min(self.until_ms, other.until_ms))

    @property
    def empty(self) -> bool:
        return self.until_ms <= self.from_ms


@dataclass(frozen=True, slots=True)
class Calendar:
    """The zone, and the dates that are read as another weekday (None: no hours begin on them)."""

    zone: tzinfo
    holidays: Mapping[date, int | None] = field(default_factory=dict)

    def weekday(self, day: date, *, holds_on_holidays: bool) -> int | None:
        """Whose weekday's hours begin on that date; None: nobody's."""
        if holds_on_holidays or day not in self.holidays:
            return day.weekday()
        return self.holidays[day]

    def date_at(self, at_ms: int) -> date:
        return datetime.fromtimestamp(at_ms / 1000, tz=self.zone).date()

    def instant(self, day: date, minute: int) -> int:
        """Ms UTC of the minute after that date's midnight on the wall; the minute may lie days further on."""
        wall = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)  # noqa: DTZ001 - a wall time
        guess = wall.replace(tzinfo=self.zone)
        real = guess.astimezone(UTC)
        if real.astimezone(self.zone).replace(tzinfo=None) != wall:
            real = self._jump(guess.replace(fold=1).astimezone(UTC), real)
        return int(real.timestamp()) * 1000

    def _jump(self, before: datetime, after: datetime) -> datetime:
        """The second between the two at which the clock jumps."""
        early = before.astimezone(self.zone).utcoffset()
        low, high = 0, int((after - before).total_seconds())
        while high - low > 1:
            middle = (low + high) // 2
            if (before + timedelta(seconds=middle)).astimezone(self.zone).utcoffset() == early:
                low = middle
            else:
                high = middle
        return before + timedelta(seconds=high)


def weekly_spans(
    weekly: Iterable[WeeklyHours], window: Span, calendar: Calendar, *, holds_on_holidays: bool
) -> list[Span]:
    """The hours as stretches within the window, in order, without overlaps."""
    hours = list(weekly)
    # Hours end two midnights after their date at the latest; one day more on either side costs nothing.
    day = calendar.date_at(window.from_ms) - timedelta(days=2)
    last = calendar.date_at(window.until_ms) + timedelta(days=1)
    found: list[Span] = []
    while day <= last:
        weekday = calendar.weekday(day, holds_on_holidays=holds_on_holidays)
        begun = [each for each in hours if each.weekday == weekday]
        found += [
            Span(calendar.instant(day, one.from_minute), calendar.instant(day, one.until_minute)) for one in begun
        ]
        day += timedelta(days=1)
    return joined(span.within(window) for span in found)


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same time in as few stretches as possible, in order."""
    found: list[Span] = []
    for span in sorted(spans):
        if span.empty:
            continue
        if found and span.from_ms <= found[-1].until_ms:
            found[-1] = Span(found[-1].from_ms, max(found[-1].until_ms, span.until_ms))
        else:
            found.append(span)
    return found


def without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """What is left of the first when the second are taken away."""
    left = joined(spans)
    for hole in joined(taken):
        left = [
            part
            for span in left
            for part in (
                Span(span.from_ms, min(span.until_ms, hole.from_ms)),
                Span(max(span.from_ms, hole.until_ms), span.until_ms),
            )
            if not part.empty
        ]
    return left


def common(spans: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """What both have in common."""
    second = joined(others)
    return joined(span.within(other) for span in joined(spans) for other in second)

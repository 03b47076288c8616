"""Consulting hours and the slots in them, on a real calendar."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import msgspec

from signaling.hours import Calendar, Span, without
from signaling.protocol.base import Event, View
from signaling.protocol.booking import (
    ConsultHoursPublished,
    ConsultHoursRemoved,
    ConsultHoursView,
    ConsultPublishHours,
    ConsultRemoveHours,
    DailyBreak,
    DayHours,
)
from signaling.protocol.duty import WeeklyHours
from signaling.protocol.people import Specialty
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Audience, Stamp

KIND = "consult_hours"
MINUTE_MS = 60_000
HOURS_AT_MOST = 50
"""Entries of one person: more are a mistake of whoever sends them."""
LONGEST_MS = 62 * 86_400_000
"""The longest window that is looked through at once, as for the rota."""


class ConsultHours(msgspec.Struct, frozen=True, kw_only=True):
    """Hours in which somebody consults, as they published them."""

    id: str
    person_id: str
    specialty: Specialty
    slot_minutes: int
    weekly: tuple[WeeklyHours, ...]
    dates: tuple[DayHours, ...]
    breaks: tuple[DailyBreak, ...]
    valid_from: str | None
    valid_until: str | None
    place: str
    holds_on_holidays: bool
    removed: bool = False


def decide_publish(
    wish: ConsultPublishHours, present: ConsultHours | None, others: int, actor: Actor
) -> ConsultHoursPublished:
    """``others``: how many entries the person has besides. Refuses what is no time: ``wrong_state`` with the field."""
    if present is not None and present.person_id != actor.id:
        raise Refused(Code.NOT_YOURS)
    if present is not None and present.removed:
        raise Refused(Code.WRONG_STATE, state="removed")
    if others >= HOURS_AT_MOST:
        raise Refused(Code.TOO_LONG, hours=HOURS_AT_MOST)
    if not wish.weekly and not wish.dates:
        raise Refused(Code.MISSING, field="weekly")
    for field, stretches in (("weekly", wish.weekly), ("dates", wish.dates), ("breaks", wish.breaks)):
        if any(one.until_minute <= one.from_minute for one in stretches):
            raise Refused(Code.WRONG_STATE, field=field)
    _check_dates(wish)
    return ConsultHoursPublished(
        hours_id=wish.hours_id,
        person_id=actor.id,
        specialty=wish.specialty,
        slot_minutes=wish.slot_minutes,
        weekly=wish.weekly,
        dates=wish.dates,
        breaks=wish.breaks,
        valid_from=wish.valid_from,
        valid_until=wish.valid_until,
        place=wish.place.strip(),
        holds_on_holidays=wish.holds_on_holidays,
    )


def _check_dates(wish: ConsultPublishHours) -> None:
    named = [
        ("valid_from", wish.valid_from),
        ("valid_until", wish.valid_until),
        *(("dates", day.date) for day in wish.dates),
    ]
    for field, text in named:
        try:
            day = date.fromisoformat(text) if text is not None else None
        except ValueError:
            raise Refused(Code.WRONG_STATE, field=field) from None
        # The calendar of the machine ends there, and a day more is looked at.
        if day is not None and not 2000 <= day.year <= 9000:
            raise Refused(Code.WRONG_STATE, field=field)
    if wish.valid_from and wish.valid_until and wish.valid_until < wish.valid_from:
        raise Refused(Code.WRONG_STATE, field="valid_until")


def decide_remove(hours: ConsultHours, wish: ConsultRemoveHours, actor: Actor) -> ConsultHoursRemoved:
    if hours.person_id != actor.id:
        raise Refused(Code.NOT_YOURS)
    if hours.removed:
        raise Refused(Code.WRONG_STATE, state="removed")
    return ConsultHoursRemoved(hours_id=hours.id)


def slots_in(hours: ConsultHours, window: Span, calendar: Calendar) -> list[Span]:
    """Those that begin within the window, in order. A slot never straddles a break or the end of its hours, and whether
    it is one does not depend on the window."""
    if hours.removed:
        return []
    length_ms = hours.slot_minutes * MINUTE_MS
    found: set[Span] = set()
    for stretch in _stretches(hours, window, calendar):
        begin_ms = stretch.from_ms
        while begin_ms + length_ms <= stretch.until_ms:
            if window.from_ms <= begin_ms < window.until_ms:
                found.add(Span(begin_ms, begin_ms + length_ms))
            begin_ms += length_ms
    return sorted(found)


def _stretches(hours: ConsultHours, window: Span, calendar: Calendar) -> list[Span]:
    """The hours without their breaks, each from its own beginning: those that may reach into the window."""
    # Hours end two midnights after their date at the latest; one day more on either side costs nothing.
    first = calendar.date_at(window.from_ms) - timedelta(days=2)
    last = calendar.date_at(window.until_ms) + timedelta(days=1)
    found: list[Span] = []
    day = first
    while day <= last:
        minutes = [(one.from_minute, one.until_minute) for one in _weekly_on(hours, day, calendar)]
        minutes += [(one.from_minute, one.until_minute) for one in hours.dates if one.date == day.isoformat()]
        for from_minute, until_minute in minutes:
            span = Span(calendar.instant(day, from_minute), calendar.instant(day, until_minute))
            found += without([span], _breaks(hours.breaks, day, calendar))
        day += timedelta(days=1)
    return found


def _weekly_on(hours: ConsultHours, day: date, calendar: Calendar) -> Iterator[WeeklyHours]:
    text = day.isoformat()
    if (hours.valid_from is not None and text < hours.valid_from) or (
        hours.valid_until is not None and text > hours.valid_until
    ):
        return
    weekday = calendar.weekday(day, holds_on_holidays=hours.holds_on_holidays)
    yield from (one for one in hours.weekly if one.weekday == weekday)


def _breaks(breaks: Iterable[DailyBreak], day: date, calendar: Calendar) -> list[Span]:
    """Of the date and of those beside it: hours may run past midnight, and so may a break."""
    days = [day + timedelta(days=more) for more in (-1, 0, 1, 2)]
    return [
        Span(calendar.instant(each, one.from_minute), calendar.instant(each, one.until_minute))
        for each in days
        for one in breaks
    ]


def overlap(one: Span, others: Iterable[Span]) -> bool:
    return any(not one.within(other).empty for other in others)


def slot_at(
    entries: Sequence[ConsultHours], from_ms: int, calendar: Calendar, away: Sequence[Span]
) -> tuple[ConsultHours, Span] | None:
    """The slot that begins at the instant, and the hours it lies in; None when there is none, or the person is away."""
    for hours in entries:
        for span in slots_in(hours, Span(from_ms, from_ms + 1), calendar):
            if not overlap(span, away):
                return hours, span
    return None


def covered(entries: Sequence[ConsultHours], span: Span, calendar: Calendar, away: Sequence[Span]) -> bool:
    """Whether it lies in the hours, though their slots may be cut otherwise by now."""
    if overlap(span, away):
        return False
    stretches = (one for hours in entries if not hours.removed for one in _stretches(hours, span, calendar))
    return any(one.from_ms <= span.from_ms and span.until_ms <= one.until_ms for one in stretches)


def window_of(from_ms: int, until_ms: int) -> Span:
    """Refuses ``too_long``, and ``wrong_state`` for a window that ends before it begins."""
    if until_ms <= from_ms:
        raise Refused(Code.WRONG_STATE, field="until_ms")
    if until_ms - from_ms > LONGEST_MS:
        raise Refused(Code.TOO_LONG, field="until_ms")
    if not 0 <= from_ms <= 200_000_000_000_000:
        raise Refused(Code.WRONG_STATE, field="from_ms")
    return Span(from_ms, until_ms)


def _published(before: ConsultHours | None, event: ConsultHoursPublished, stamp: Stamp) -> ConsultHours:
    return ConsultHours(
        id=event.hours_id,
        person_id=event.person_id,
        specialty=event.specialty,
        slot_minutes=event.slot_minutes,
        weekly=tuple(event.weekly),
        dates=tuple(event.dates),
        breaks=tuple(event.breaks),
        valid_from=event.valid_from,
        valid_until=event.valid_until,
        place=event.place,
        holds_on_holidays=event.holds_on_holidays,
    )


def _removed(hours: ConsultHours, event: ConsultHoursRemoved, stamp: Stamp) -> ConsultHours:
    return msgspec.structs.replace(hours, removed=True)


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Any]] = {
    ConsultHoursPublished: _published,
    ConsultHoursRemoved: _removed,
}


def views(hours: ConsultHours) -> Mapping[Audience, View]:
    """Whose hours they are; what is free in them, everybody who asks is answered."""
    shown = ConsultHoursView(
        hours_id=hours.id,
        person_id=hours.person_id,
        specialty=hours.specialty,
        slot_minutes=hours.slot_minutes,
        weekly=list(hours.weekly),
        dates=list(hours.dates),
        breaks=list(hours.breaks),
        valid_from=hours.valid_from,
        valid_until=hours.valid_until,
        place=hours.place,
        holds_on_holidays=hours.holds_on_holidays,
    )
    return {Audience("person", hours.person_id): shown}

"""The duty list: who is to be rung for which specialty, and when."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from signaling.hours import Calendar, Span, weekly_spans
from signaling.protocol.base import Event, View
from signaling.protocol.duty import (
    DutyAdd,
    DutyAdded,
    DutyRemove,
    DutyRemoved,
    DutySet,
    DutySpecialty,
    DutyView,
    DutyWasSet,
    WeeklyHours,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import ADMINISTRATION, Audience, Stamp

ANY = "any"


class Duty(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the list. With ``weekly`` hours it holds in these, else all the time between ``from_ms``
    (inclusive) and ``until_ms`` (exclusive)."""

    id: str
    person_id: str
    specialty: DutySpecialty
    from_ms: int | None
    until_ms: int | None
    weekly: tuple[WeeklyHours, ...]
    rank: int
    removed: bool = False
    senior: bool = False
    hospital_id: str | None = None
    region: str | None = None
    holds_on_holidays: bool = False
    calendar_uid: str | None = None


def decide_add(command: DutyAdd, taken: bool) -> DutyAdded:
    """A new entry."""
    if taken:
        raise Refused(Code.ALREADY_EXISTS)
    _check_hours(command.from_ms, command.until_ms, command.weekly)
    _check_any(command.specialty, senior=command.senior)
    return DutyAdded(
        duty_id=command.duty_id,
        person_id=command.person_id,
        specialty=command.specialty,
        from_ms=command.from_ms,
        until_ms=command.until_ms,
        weekly=command.weekly,
        rank=command.rank,
        senior=command.senior,
        hospital_id=command.hospital_id,
        region=command.region,
        holds_on_holidays=command.holds_on_holidays,
        calendar_uid=command.calendar_uid,
    )


def decide_set(duty: Duty, command: DutySet) -> DutyWasSet:
    """Other hours."""
    _check_there(duty)
    _check_hours(command.from_ms, command.until_ms, command.weekly)
    _check_any(duty.specialty, senior=command.senior)
    return DutyWasSet(
        duty_id=duty.id,
        from_ms=command.from_ms,
        until_ms=command.until_ms,
        weekly=command.weekly,
        rank=command.rank,
        senior=command.senior,
        holds_on_holidays=command.holds_on_holidays,
    )


def decide_remove(duty: Duty, command: DutyRemove) -> DutyRemoved:
    """Off the list."""
    _check_there(duty)
    return DutyRemoved(duty_id=duty.id)


def spans(duty: Duty, window: Span, calendar: Calendar) -> list[Span]:
    """The stretches of the window in which the entry is in force."""
    bounds = window.within(
        Span(
            window.from_ms if duty.from_ms is None else duty.from_ms,
            window.until_ms if duty.until_ms is None else duty.until_ms,
        )
    )
    if duty.removed or bounds.empty:
        return []
    if not duty.weekly:
        return [bounds]
    return weekly_spans(duty.weekly, bounds, calendar, holds_on_holidays=duty.holds_on_holidays)


def holds(duty: Duty, at_ms: int, calendar: Calendar) -> bool:
    """Whether the entry is in force at that instant."""
    return bool(spans(duty, Span(at_ms, at_ms + 1), calendar))


def answers(duty: Duty, hospital_id: str | None, region: str | None) -> bool:
    """Whether the entry answers an ask about that place: a bound entry never answers for another place, and an ask
    without a place takes everybody."""
    return all(
        bound is None or asked is None or bound == asked
        for bound, asked in ((duty.hospital_id, hospital_id), (duty.region, region))
    )


def turn(duty: Duty, hospital_id: str | None, region: str | None) -> tuple[bool, bool, int, bool, str]:
    """By which entries are asked: seniors last, those of ``any`` after those of the specialty, the lower rank
    first, and at one rank those who are bound to the place before the others."""
    at_home = any(
        bound is not None and bound == asked
        for bound, asked in ((duty.hospital_id, hospital_id), (duty.region, region))
    )
    return duty.senior, duty.specialty == ANY, duty.rank, not at_home, duty.id


def _check_there(duty: Duty) -> None:
    if duty.removed:
        raise Refused(Code.WRONG_STATE, state="removed")


def _check_any(specialty: DutySpecialty, *, senior: bool) -> None:
    """Nobody who is no senior is on duty for everything: they would be rung first for what they cannot do."""
    if specialty == ANY and not senior:
        raise Refused(Code.NOT_ALLOWED, field="specialty", why="not_senior")


def _check_hours(from_ms: int | None, until_ms: int | None, weekly: list[WeeklyHours]) -> None:
    if from_ms is None and until_ms is None and not weekly:
        raise Refused(Code.MISSING, field="hours")
    if from_ms is not None and until_ms is not None and until_ms <= from_ms:
        raise Refused(Code.WRONG_STATE, field="until_ms")
    check_weekly(weekly)


def check_weekly(weekly: list[WeeklyHours]) -> None:
    """Hours that end before they begin are no hours."""
    if any(hours.until_minute <= hours.from_minute for hours in weekly):
        raise Refused(Code.WRONG_STATE, field="until_minute")


def _added(_: Duty | None, event: DutyAdded, stamp: Stamp) -> Duty:
    return Duty(
        id=event.duty_id,
        person_id=event.person_id,
        specialty=event.specialty,
        from_ms=event.from_ms,
        until_ms=event.until_ms,
        weekly=tuple(event.weekly),
        rank=event.rank,
        senior=event.senior,
        hospital_id=event.hospital_id,
        region=event.region,
        holds_on_holidays=event.holds_on_holidays,
        calendar_uid=event.calendar_uid,
    )


def _was_set(duty: Duty, event: DutyWasSet, stamp: Stamp) -> Duty:
    return msgspec.structs.replace(
        duty,
        from_ms=event.from_ms,
        until_ms=event.until_ms,
        weekly=tuple(event.weekly),
        rank=event.rank,
        senior=event.senior,
        holds_on_holidays=event.holds_on_holidays,
    )


def _removed(duty: Duty, event: DutyRemoved, stamp: Stamp) -> Duty:
    return msgspec.structs.replace(duty, removed=True)


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Any]] = {
    DutyAdded: _added,
    DutyWasSet: _was_set,
    DutyRemoved: _removed,
}


def views(duty: Duty) -> Mapping[Audience, View]:
    """Administrators see the list, everybody their own hours."""
    shown = DutyView(
        duty_id=duty.id,
        person_id=duty.person_id,
        specialty=duty.specialty,
        from_ms=duty.from_ms,
        until_ms=duty.until_ms,
        weekly=list(duty.weekly),
        rank=duty.rank,
        senior=duty.senior,
        hospital_id=duty.hospital_id,
        region=duty.region,
        holds_on_holidays=duty.holds_on_holidays,
        calendar_uid=duty.calendar_uid,
    )
    return {ADMINISTRATION: shown, Audience("person", duty.person_id): shown}

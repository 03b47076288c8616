"""The duty list: who is to be rung for which specialty, and when."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, tzinfo
from typing import Any

import msgspec

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

MINUTES_A_WEEK = 7 * 1440
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
    )


def decide_remove(duty: Duty, command: DutyRemove) -> DutyRemoved:
    """Off the list."""
    _check_there(duty)
    return DutyRemoved(duty_id=duty.id)


def holds(duty: Duty, at_ms: int, zone: tzinfo) -> bool:
    """Whether the entry is in force at that instant; weekly hours are read on the clock of ``zone``."""
    if duty.removed:
        return False
    if duty.from_ms is not None and at_ms < duty.from_ms:
        return False
    if duty.until_ms is not None and at_ms >= duty.until_ms:
        return False
    return not duty.weekly or _within(duty.weekly, at_ms, zone)


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


def in_order(
    duties: Iterable[Duty], at_ms: int, zone: tzinfo, *, hospital_id: str | None = None, region: str | None = None
) -> list[Duty]:
    """The entries by which people are on duty, the first one of each person, in the order of asking."""
    held = [duty for duty in duties if holds(duty, at_ms, zone) and answers(duty, hospital_id, region)]
    first: dict[str, Duty] = {}
    for duty in sorted(held, key=lambda duty: turn(duty, hospital_id, region)):
        first.setdefault(duty.person_id, duty)
    return list(first.values())


def _within(weekly: Iterable[WeeklyHours], at_ms: int, zone: tzinfo) -> bool:
    local = datetime.fromtimestamp(at_ms / 1000, tz=zone)
    minute = local.weekday() * 1440 + local.hour * 60 + local.minute
    for hours in weekly:
        start = hours.weekday * 1440
        # A second look one week on: Sunday's night hours reach into Monday.
        if any(start + hours.from_minute <= m < start + hours.until_minute for m in (minute, minute + MINUTES_A_WEEK)):
            return True
    return False


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
    )


def _was_set(duty: Duty, event: DutyWasSet, stamp: Stamp) -> Duty:
    return msgspec.structs.replace(
        duty,
        from_ms=event.from_ms,
        until_ms=event.until_ms,
        weekly=tuple(event.weekly),
        rank=event.rank,
        senior=event.senior,
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
    )
    return {ADMINISTRATION: shown, Audience("person", duty.person_id): shown}

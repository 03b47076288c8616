"""Holidays: the dates on which weekly hours are read otherwise. They are the administrator's data, for the days of
the lunar calendar are proclaimed from year to year."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, tzinfo
from typing import Any

import msgspec

from signaling.hours import Calendar
from signaling.protocol.base import Event, View
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.rota import HolidayRemove, HolidayRemoved, HolidaySet, HolidayView, HolidayWasSet
from signaling.slice import ADMINISTRATION, Audience, Stamp


class Holiday(msgspec.Struct, frozen=True, kw_only=True):
    """One date. Without ``as_weekday`` no weekly hours begin on it."""

    id: str  # the date, YYYY-MM-DD
    name: str
    as_weekday: int | None
    removed: bool = False


def decide_set(command: HolidaySet) -> HolidayWasSet:
    """A date is a holiday; set again, it is another one. Refuses a date that no calendar has."""
    try:
        date.fromisoformat(command.date)
    except ValueError:
        raise Refused(Code.WRONG_STATE, field="date") from None
    return HolidayWasSet(date=command.date, name=command.name, as_weekday=command.as_weekday)


def decide_remove(holiday: Holiday, command: HolidayRemove) -> HolidayRemoved:
    """An ordinary date again."""
    if holiday.removed:
        raise Refused(Code.WRONG_STATE, state="removed")
    return HolidayRemoved(date=holiday.id)


def calendar_of(holidays: Iterable[Holiday], zone: tzinfo) -> Calendar:
    """The calendar by which weekly hours are read."""
    kept = (holiday for holiday in holidays if not holiday.removed)
    return Calendar(zone, {date.fromisoformat(holiday.id): holiday.as_weekday for holiday in kept})


def _was_set(_: Holiday | None, event: HolidayWasSet, stamp: Stamp) -> Holiday:
    return Holiday(id=event.date, name=event.name, as_weekday=event.as_weekday)


def _removed(holiday: Holiday, event: HolidayRemoved, stamp: Stamp) -> Holiday:
    return msgspec.structs.replace(holiday, removed=True)


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Any]] = {HolidayWasSet: _was_set, HolidayRemoved: _removed}


def views(holiday: Holiday) -> Mapping[Audience, View]:
    """Administrators; everybody else sees what comes of it."""
    return {ADMINISTRATION: HolidayView(date=holiday.id, name=holiday.name, as_weekday=holiday.as_weekday)}

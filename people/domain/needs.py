"""Needs: how many people are to be on duty for what, in which hours."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from people.domain.duty import check_weekly
from signaling.protocol.base import Event, View
from signaling.protocol.duty import DutySpecialty, WeeklyHours
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.rota import NeedRemove, NeedRemoved, NeedSet, NeedView, NeedWasSet
from signaling.slice import ADMINISTRATION, Audience, Stamp


class Need(msgspec.Struct, frozen=True, kw_only=True):
    """At least so many people in these hours."""

    id: str
    specialty: DutySpecialty
    weekly: tuple[WeeklyHours, ...]
    at_least: int
    hospital_id: str | None
    region: str | None
    holds_on_holidays: bool
    removed: bool = False


def decide_set(command: NeedSet) -> NeedWasSet:
    """A need, new or changed."""
    check_weekly(command.weekly)
    return NeedWasSet(
        need_id=command.need_id,
        specialty=command.specialty,
        weekly=command.weekly,
        at_least=command.at_least,
        hospital_id=command.hospital_id,
        region=command.region,
        holds_on_holidays=command.holds_on_holidays,
    )


def decide_remove(need: Need, command: NeedRemove) -> NeedRemoved:
    """No need any more."""
    if need.removed:
        raise Refused(Code.WRONG_STATE, state="removed")
    return NeedRemoved(need_id=need.id)


def _was_set(_: Need | None, event: NeedWasSet, stamp: Stamp) -> Need:
    return Need(
        id=event.need_id,
        specialty=event.specialty,
        weekly=tuple(event.weekly),
        at_least=event.at_least,
        hospital_id=event.hospital_id,
        region=event.region,
        holds_on_holidays=event.holds_on_holidays,
    )


def _removed(need: Need, event: NeedRemoved, stamp: Stamp) -> Need:
    return msgspec.structs.replace(need, removed=True)


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Any]] = {NeedWasSet: _was_set, NeedRemoved: _removed}


def views(need: Need) -> Mapping[Audience, View]:
    """Administrators; everybody else is told of the gaps."""
    shown = NeedView(
        need_id=need.id,
        specialty=need.specialty,
        weekly=list(need.weekly),
        at_least=need.at_least,
        hospital_id=need.hospital_id,
        region=need.region,
        holds_on_holidays=need.holds_on_holidays,
    )
    return {ADMINISTRATION: shown}

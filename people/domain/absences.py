"""Absences: who is away, and who may say so."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from signaling.hours import Span
from signaling.protocol.base import Event, View
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.rota import (
    AbsenceAdd,
    AbsenceAdded,
    AbsenceEnd,
    AbsenceEnded,
    AbsenceKind,
    AbsenceRemove,
    AbsenceRemoved,
    AbsenceView,
)
from signaling.slice import ADMINISTRATION, Actor, Audience, Role, Stamp

LONGEST_MS = 3 * 366 * 86_400_000  # three years: longer than any leave, shorter than a slip of the keyboard


class Absence(msgspec.Struct, frozen=True, kw_only=True):
    """Time in which a person is away. Taken back while it runs, it ends at that instant: what was, was."""

    id: str
    person_id: str
    from_ms: int
    until_ms: int
    kind: AbsenceKind | None
    removed: bool = False
    ended: bool = False

    @property
    def span(self) -> Span:
        return Span(self.from_ms, self.until_ms)


def decide_add(command: AbsenceAdd, taken: bool, actor: Actor, now_ms: int) -> AbsenceAdded:
    """The person themselves, or an administrator."""
    _check_owner(command.person_id, actor)
    if taken:
        raise Refused(Code.ALREADY_EXISTS)
    if command.until_ms <= max(command.from_ms, now_ms):
        raise Refused(Code.WRONG_STATE, field="until_ms")
    if command.until_ms - command.from_ms > LONGEST_MS:
        raise Refused(Code.TOO_LONG, field="until_ms")
    return AbsenceAdded(
        absence_id=command.absence_id,
        person_id=command.person_id,
        from_ms=command.from_ms,
        until_ms=command.until_ms,
        kind=command.kind,
    )


def decide_remove(absence: Absence, command: AbsenceRemove, actor: Actor) -> AbsenceRemoved:
    """Back again, or never away."""
    _check_owner(absence.person_id, actor)
    if absence.removed or absence.ended:
        raise Refused(Code.WRONG_STATE, state="removed" if absence.removed else "ended")
    return AbsenceRemoved(absence_id=absence.id, person_id=absence.person_id)


def decide_end(absence: Absence, command: AbsenceEnd, now_ms: int) -> AbsenceEnded | None:
    """Over; None when it is so already, or not yet."""
    if absence.removed or absence.ended or now_ms < absence.until_ms:
        return None
    return AbsenceEnded(absence_id=absence.id)


def _check_owner(person_id: str, actor: Actor) -> None:
    if actor.role not in (Role.ADMINISTRATOR, Role.SYSTEM) and actor.id != person_id:
        raise Refused(Code.NOT_YOURS)


def _added(_: Absence | None, event: AbsenceAdded, stamp: Stamp) -> Absence:
    return Absence(
        id=event.absence_id,
        person_id=event.person_id,
        from_ms=event.from_ms,
        until_ms=event.until_ms,
        kind=event.kind,
    )


def _removed(absence: Absence, event: AbsenceRemoved, stamp: Stamp) -> Absence:
    until_ms = max(absence.from_ms, min(absence.until_ms, stamp.at_ms))
    return msgspec.structs.replace(absence, removed=True, until_ms=until_ms)


def _ended(absence: Absence, event: AbsenceEnded, stamp: Stamp) -> Absence:
    return msgspec.structs.replace(absence, ended=True)


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Any]] = {
    AbsenceAdded: _added,
    AbsenceRemoved: _removed,
    AbsenceEnded: _ended,
}


def views(absence: Absence) -> Mapping[Audience, View]:
    """The person and the administrators."""
    shown = AbsenceView(
        absence_id=absence.id,
        person_id=absence.person_id,
        from_ms=absence.from_ms,
        until_ms=absence.until_ms,
        kind=absence.kind,
    )
    return {ADMINISTRATION: shown, Audience("person", absence.person_id): shown}

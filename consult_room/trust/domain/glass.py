"""Opening a record with a reason: two facts that are known and right, no browsing, a limited time."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from consult_room.domain.operations import Operation, may
from consult_room.domain.states import Consult
from consult_room.trust.domain.access import RecordAccess
from signaling.protocol.base import Event, View
from signaling.protocol.circle import CircleMember
from signaling.protocol.record_access import (
    BrokenGlassView,
    GlassReason,
    RecordBreakGlass,
    RecordEndGlass,
    RecordGlassBroken,
    RecordGlassEnded,
    RecordSought,
)
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.trust_review import RecordGlassLookedAt, RecordLookAtGlass
from signaling.slice import ADMINISTRATION, Audience, Moment, Role, Stamp, stands_as

KIND, SEEKER = "broken_glass", "record_seeker"
HOUR_MS = 3_600_000
TRIES_AT_MOST = 5
"""In vain, in one hour: who knows the patient knows two facts about them."""

SHORTEST_REASON = 10
DOCTORS = (Role.PHYSICIAN, Role.SPECIALIST)


class BrokenGlass(msgspec.Struct, frozen=True, kw_only=True):
    """One opening. Nothing of the record stands here."""

    glass_id: str
    consult_id: str
    number: int
    person_id: str
    by_name: str
    reason: GlassReason
    at_ms: int
    until_ms: int
    ended_at_ms: int | None = None
    before: CircleMember | None = None
    looked_at_ms: int | None = None
    looked_by_name: str | None = None

    @property
    def is_open(self) -> bool:
        return self.ended_at_ms is None

    @property
    def due_ms(self) -> int | None:
        return self.until_ms if self.is_open else None


class RecordSeeker(msgspec.Struct, frozen=True, kw_only=True):
    """When somebody typed what no record is: of the last tries, the newest last."""

    person_id: str
    tries: tuple[int, ...] = ()


def check_wish(command: RecordBreakGlass, seeker: RecordSeeker | None, moment: Moment) -> None:
    """Before anything is looked for. Refuses ``not_allowed``, ``missing``, ``reason_needed``, ``too_many_tries``."""
    if moment.actor.role not in DOCTORS:
        raise Refused(Code.NOT_ALLOWED)
    facts = [command.consult_number, command.incident_number, _who(command)]
    if command.consult_number is None and command.incident_number is None:
        raise Refused(Code.MISSING, field="consult_number")
    if sum(1 for fact in facts if fact is not None) < 2:
        raise Refused(Code.MISSING, field="age_years" if command.age_years is None else "sex")
    if len(command.reason_text.strip()) < SHORTEST_REASON:
        raise Refused(Code.REASON_NEEDED, shortest=SHORTEST_REASON)
    recent = [one for one in (seeker.tries if seeker else ()) if moment.now_ms - one < HOUR_MS]
    if len(recent) >= TRIES_AT_MOST:
        raise Refused(Code.TOO_MANY_TRIES, retry_after_ms=recent[0] + HOUR_MS - moment.now_ms)


def _who(command: RecordBreakGlass) -> tuple[int, str] | None:
    if command.age_years is None or command.sex is None or command.sex == "unknown":
        return None
    return command.age_years, command.sex


def matching(command: RecordBreakGlass, found: Sequence[tuple[RecordAccess, Consult]]) -> RecordAccess | None:
    """The one record that is exactly as typed; None for none, and for several."""
    who = _who(command)
    fitting = [
        access
        for access, consult in found
        if not access.erased
        and command.consult_number in (None, access.number)
        and command.incident_number in (None, access.incident_number)
        and who in (None, (consult.age_years, consult.sex))
    ]
    return fitting[0] if len(fitting) == 1 else None


def break_glass(access: RecordAccess, command: RecordBreakGlass, moment: Moment) -> RecordGlassBroken:
    """Refuses ``already_exists`` for who reads it anyway."""
    if may(access.circle, moment.actor, Operation.READ):
        raise Refused(Code.ALREADY_EXISTS, kind="consult", id=access.consult_id)
    own = stands_as(moment.actor)
    before = next((one for one in access.circle.members if (one.relation, one.id) == (own.relation, own.id)), None)
    return RecordGlassBroken(
        glass_id=command.id,
        consult_id=access.consult_id,
        number=access.number,
        member=CircleMember(relation="person", id=moment.actor.id, part="broke_glass"),
        reason=command.reason,
        until_ms=moment.now_ms + command.hours * HOUR_MS,
        before=before,
        reason_text=command.reason_text.strip(),
        name=moment.actor.name,
        incident_id=access.circle.incident_id,
    )


def sought(moment: Moment) -> RecordSought:
    return RecordSought(person_id=moment.actor.id)


def end_glass(glass: BrokenGlass, command: RecordEndGlass, moment: Moment) -> list[RecordGlassEnded]:
    """Nothing when it has ended. The clock ends it at its time, and whoever opened it at any. Refuses ``not_found`` to
    everybody else."""
    system = moment.actor.role is Role.SYSTEM
    if not system and moment.actor.id != glass.person_id:
        raise Refused(Code.NOT_FOUND, kind=KIND, id=glass.glass_id)
    if not glass.is_open:
        return []
    ended = RecordGlassEnded(
        glass_id=glass.glass_id,
        consult_id=glass.consult_id,
        member=CircleMember(relation="person", id=glass.person_id, part="broke_glass"),
        because="time" if system else "own",
        before=glass.before,
    )
    return [ended]


def look_at(glass: BrokenGlass, access: RecordAccess, command: RecordLookAtGlass) -> RecordGlassLookedAt:
    """Refuses ``wrong_state`` for what somebody has looked at, ``reason_needed``. What is written of a record after
    it was erased would stay for ever: of such a one there is no note."""
    if glass.looked_at_ms is not None:
        raise Refused(Code.WRONG_STATE, state="looked at", wanted="look_at_glass")
    note = None if access.erased else command.note.strip()
    if note == "":
        raise Refused(Code.REASON_NEEDED)
    return RecordGlassLookedAt(glass_id=glass.glass_id, consult_id=glass.consult_id, note=note)


def _broken(_: None, event: RecordGlassBroken, stamp: Stamp) -> BrokenGlass:
    return BrokenGlass(
        glass_id=event.glass_id,
        consult_id=event.consult_id,
        number=event.number,
        person_id=event.member.id,
        by_name=stamp.actor_name,
        reason=event.reason,
        at_ms=stamp.at_ms,
        until_ms=event.until_ms,
        before=event.before,
    )


def _ended(glass: BrokenGlass, event: RecordGlassEnded, stamp: Stamp) -> BrokenGlass:
    return msgspec.structs.replace(glass, ended_at_ms=stamp.at_ms)


def _looked_at(glass: BrokenGlass, event: RecordGlassLookedAt, stamp: Stamp) -> BrokenGlass:
    return msgspec.structs.replace(glass, looked_at_ms=stamp.at_ms, looked_by_name=stamp.actor_name)


def _sought(before: RecordSeeker | None, event: RecordSought, stamp: Stamp) -> RecordSeeker:
    tries = (*(before.tries if before else ()), stamp.at_ms)[-TRIES_AT_MOST:]
    return RecordSeeker(person_id=event.person_id, tries=tries)


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Any]] = {
    RecordGlassBroken: _broken,
    RecordGlassEnded: _ended,
    RecordGlassLookedAt: _looked_at,
}
SEEKER_EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Any]] = {RecordSought: _sought}


def views(glass: BrokenGlass) -> Mapping[Audience, View]:
    """Theirs, and the administration's, while it is open."""
    view = BrokenGlassView(
        glass_id=glass.glass_id,
        consult_id=glass.consult_id,
        number=glass.number,
        person_id=glass.person_id,
        name=glass.by_name,
        reason=glass.reason,
        at_ms=glass.at_ms,
        until_ms=glass.until_ms,
        ended_at_ms=glass.ended_at_ms,
    )
    return {Audience("person", glass.person_id): view, ADMINISTRATION: view}

"""How facts change a consult."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from consult_room.booking.domain import evolve as booking
from consult_room.domain.circle import CHANGES, Circle
from consult_room.domain.states import Called, Consult, Invited, Line, Telephoned
from signaling.protocol.base import Event
from signaling.protocol.consult_room import (
    ConsultAccepted,
    ConsultAcknowledged,
    ConsultAsked,
    ConsultCancelled,
    ConsultConcluded,
    ConsultDeclined,
    ConsultHeard,
    ConsultReleased,
    ConsultRung,
    ConsultSaid,
    ConsultSupplemented,
)
from signaling.protocol.consult_views import CalledState, InvitedState
from signaling.protocol.council import (
    ConsultAskedBack,
    ConsultCalledIn,
    ConsultJoined,
    ConsultLeft,
    ConsultPassedOn,
    ConsultTelephoned,
)
from signaling.protocol.patient_links import PatientSaid
from signaling.protocol.record_access import RecordGlassBroken, RecordGlassEnded
from signaling.protocol.trust import ConsultErased
from signaling.slice import Stamp


def _asked(_: Consult | None, event: ConsultAsked, stamp: Stamp) -> Consult:
    return Consult(
        id=event.consult_id,
        number=event.number,
        state="waiting",
        since_ms=stamp.at_ms,
        specialty=event.specialty,
        urgency=event.urgency,
        asker_id=event.asker_id,
        asker_kind=event.asker_kind,
        asker_name=event.asker_name,
        asker_place=event.asker_place,
        question=event.question,
        age_years=event.age_years,
        sex=event.sex or "unknown",
        summary=event.summary,
        asked_at_ms=stamp.at_ms,
        incident_id=event.incident_id,
        incident_number=event.incident_number,
        incident_reason=event.incident_reason,
        problem=event.problem,
        data=event.data,
        missing=tuple(event.missing),
        asker_telephone=event.asker_telephone,
        circle=Circle(consult_id=event.consult_id),
    )


def _supplemented(consult: Consult, event: ConsultSupplemented, stamp: Stamp) -> Consult:
    # An empty text takes a value away.
    merged = {**(consult.data or {}), **(event.data or {})}
    data = None if event.data is None else {key: value for key, value in merged.items() if value != ""}
    return msgspec.structs.replace(consult, data=data, missing=tuple(event.missing))


def _rung(consult: Consult, event: ConsultRung, stamp: Stamp) -> Consult:
    # Names are gone once they have been erased; who was rung, and when, stays.
    names = {person.person_id: person.name for person in event.people or []}
    new = tuple(
        Invited(person_id=person_id, name=names.get(person_id), state="rung", since_ms=stamp.at_ms)
        for person_id in event.person_ids
    )
    starts = bool(new) and consult.state == "waiting"
    return msgspec.structs.replace(
        consult,
        state="ringing" if starts else consult.state,
        since_ms=stamp.at_ms if starts else consult.since_ms,
        invited=(*(one for one in consult.invited if one.person_id not in event.person_ids), *new),
        looks=consult.looks + 1,
        look_again_ms=event.look_again_ms,
    )


def _accepted(consult: Consult, event: ConsultAccepted, stamp: Stamp) -> Consult:
    others = tuple(
        _now(person, "stood_down", stamp) if person.state == "rung" else person
        for person in consult.invited
        if person.person_id != event.person_id
    )
    taker = Invited(person_id=event.person_id, name=event.person_name, state="accepted", since_ms=stamp.at_ms)
    return msgspec.structs.replace(
        consult,
        state="accepted",
        since_ms=stamp.at_ms,
        invited=(taker, *others),
        look_again_ms=None,
        specialist_id=event.person_id,
        specialist_name=event.person_name,
        accepted_at_ms=stamp.at_ms,
        conversation_id=event.conversation_id if event.mode == "live" else None,
        mode=event.mode,
        specialist_telephone=event.person_telephone,
    )


def _declined(consult: Consult, event: ConsultDeclined, stamp: Stamp) -> Consult:
    if consult.called_rung(event.person_id):
        return _called(consult, event.person_id, "declined", stamp)
    invited = tuple(
        _now(person, "declined", stamp) if person.person_id == event.person_id else person for person in consult.invited
    )
    left = any(person.state == "rung" for person in invited)
    return msgspec.structs.replace(
        consult,
        state="ringing" if left else "waiting",
        since_ms=consult.since_ms if left else stamp.at_ms,
        invited=invited,
        look_again_ms=consult.look_again_ms if event.look_again_ms is None else event.look_again_ms,
    )


def _released(consult: Consult, event: ConsultReleased, stamp: Stamp) -> Consult:
    """Whoever was stood down is rung again; who did not come is not."""
    invited = tuple(
        _now(person, "silent", stamp)
        if person.person_id == event.person_id
        else _now(person, "rung", stamp)
        if person.state == "stood_down"
        else person
        for person in consult.invited
    )
    rung = any(person.state == "rung" for person in invited)
    return msgspec.structs.replace(
        consult,
        state="ringing" if rung else "waiting",
        since_ms=stamp.at_ms,
        invited=invited,
        looks=0,
        look_again_ms=event.look_again_ms,
        **_NOBODY_HAS_IT,
    )


_NOBODY_HAS_IT: Mapping[str, None] = {
    "specialist_id": None,
    "specialist_name": None,
    "specialist_telephone": None,
    "accepted_at_ms": None,
    "conversation_id": None,
}


def _passed_on(consult: Consult, event: ConsultPassedOn, stamp: Stamp) -> Consult:
    """Nobody is rung by this itself: who is, the ringing that follows says."""
    invited = tuple(
        _now(person, "passed_on", stamp) if person.person_id == event.person_id else person
        for person in consult.invited
    )
    return msgspec.structs.replace(
        consult,
        state="waiting",
        since_ms=stamp.at_ms,
        specialty=event.specialty,
        invited=invited,
        looks=0,
        former=(*consult.former, event.person_id),
        **_NOBODY_HAS_IT,
    )


def _now(person: Invited, state: InvitedState, stamp: Stamp) -> Invited:
    return msgspec.structs.replace(person, state=state, since_ms=stamp.at_ms)


def _called_in(consult: Consult, event: ConsultCalledIn, stamp: Stamp) -> Consult:
    names = {person.person_id: person.name for person in event.people or []}
    new = tuple(
        Called(
            person_id=person_id,
            name=names.get(person_id),
            specialty=event.specialty,
            state="rung",
            since_ms=stamp.at_ms,
            why=event.why or None,
        )
        for person_id in event.person_ids
    )
    kept = tuple(one for one in consult.called if one.person_id not in event.person_ids)
    return msgspec.structs.replace(consult, called=(*kept, *new))


def _called(consult: Consult, person_id: str, state: CalledState, stamp: Stamp) -> Consult:
    called = tuple(
        msgspec.structs.replace(one, state=state, since_ms=stamp.at_ms) if one.person_id == person_id else one
        for one in consult.called
    )
    return msgspec.structs.replace(consult, called=called)


def _joined(consult: Consult, event: ConsultJoined, stamp: Stamp) -> Consult:
    if event.member.part == "hospital":
        return msgspec.structs.replace(consult, hospital_name=event.name)
    # Who was rung with them for the same specialty need not come any more.
    came = next((one for one in consult.called if one.person_id == event.member.id), None)
    for one in consult.called:
        if came is not None and one is not came and one.state == "rung" and one.specialty == came.specialty:
            consult = _called(consult, one.person_id, "stood_down", stamp)
    return _called(consult, event.member.id, "inside", stamp)


def _left(consult: Consult, event: ConsultLeft, stamp: Stamp) -> Consult:
    if event.member.part == "hospital":
        return msgspec.structs.replace(consult, hospital_name=None)
    was_inside = any(one.person_id == event.member.id and one.state == "inside" for one in consult.called)
    consult = _called(consult, event.member.id, "gone", stamp)
    return msgspec.structs.replace(consult, former=(*consult.former, event.member.id)) if was_inside else consult


def _said(consult: Consult, event: ConsultSaid, stamp: Stamp) -> Consult:
    return _with_line(consult, stamp, line_id=event.line_id, author_id=event.author_id, text=event.text)


def _asked_back(consult: Consult, event: ConsultAskedBack, stamp: Stamp) -> Consult:
    return _with_line(
        consult, stamp, line_id=event.line_id, author_id=event.person_id, text=event.text, kind="asked_back"
    )


def _telephoned(consult: Consult, event: ConsultTelephoned, stamp: Stamp) -> Consult:
    talk = Telephoned(at_ms=event.telephoned_at_ms, minutes=event.minutes, outcome=event.outcome)
    return _with_line(
        consult,
        stamp,
        line_id=event.line_id,
        author_id=event.author_id,
        text=event.text,
        kind="telephoned",
        telephoned=talk,
    )


def _said_with_patient(consult: Consult, event: PatientSaid, stamp: Stamp) -> Consult:
    return _with_line(
        consult,
        stamp,
        line_id=event.line_id,
        author_id=event.author_id,
        author_name=event.name or "",
        text=event.text,
        kind="with_patient",
    )


def _heard(consult: Consult, event: ConsultHeard, stamp: Stamp) -> Consult:
    return _with_line(
        consult,
        stamp,
        line_id=event.line_id,
        author_id=event.person_id,
        author_name=event.name or "",
        text=event.text,
        by_sms=True,
    )


def _with_line(consult: Consult, stamp: Stamp, *, author_name: str | None = None, **fields: Any) -> Consult:
    line = Line(
        author_name=stamp.actor_name if author_name is None else author_name,
        at_ms=stamp.at_ms,
        made_at_ms=stamp.made_at_ms,
        while_sought=consult.sought,
        **fields,
    )
    return msgspec.structs.replace(consult, lines=(*consult.lines, line))


def _concluded(consult: Consult, event: ConsultConcluded, stamp: Stamp) -> Consult:
    return msgspec.structs.replace(
        consult,
        state="concluded",
        since_ms=stamp.at_ms,
        conclusion=event.conclusion,
        concluded_at_ms=stamp.at_ms,
    )


def _acknowledged(consult: Consult, event: ConsultAcknowledged, stamp: Stamp) -> Consult:
    return msgspec.structs.replace(consult, state="closed", since_ms=stamp.at_ms, closed_at_ms=stamp.at_ms)


def _cancelled(consult: Consult, event: ConsultCancelled, stamp: Stamp) -> Consult:
    return msgspec.structs.replace(
        consult,
        state="cancelled",
        since_ms=stamp.at_ms,
        closed_at_ms=stamp.at_ms,
        reason=event.reason,
        look_again_ms=None,
    )


def _read_from_outside(consult: Consult, event: RecordGlassBroken | RecordGlassEnded, stamp: Stamp) -> Consult:
    """Its circle changes, and nothing else."""
    return consult


def _erased(consult: Consult, event: ConsultErased, stamp: Stamp) -> Consult:
    """What is counted stays: that it was, for which specialty, how urgent, when, and by whom."""
    return Consult(
        id=consult.id,
        number=consult.number,
        state=consult.state if consult.over else "cancelled",
        since_ms=consult.since_ms,
        specialty=consult.specialty,
        urgency=consult.urgency,
        asker_id=consult.asker_id,
        asker_kind=consult.asker_kind,
        asker_name=None,
        asker_place=consult.asker_place,
        question=None,
        age_years=None,
        sex="unknown",
        summary=None,
        asked_at_ms=consult.asked_at_ms,
        incident_id=consult.incident_id,
        incident_number=consult.incident_number,
        specialist_id=consult.specialist_id,
        accepted_at_ms=consult.accepted_at_ms,
        concluded_at_ms=consult.concluded_at_ms,
        closed_at_ms=consult.closed_at_ms,
        mode=consult.mode,
        circle=consult.circle,
    )


_ITS_OWN: Mapping[type[Event], Callable[[Any, Any, Stamp], Any]] = {
    ConsultAsked: _asked,
    ConsultRung: _rung,
    ConsultAccepted: _accepted,
    ConsultDeclined: _declined,
    ConsultReleased: _released,
    ConsultSaid: _said,
    ConsultHeard: _heard,
    ConsultConcluded: _concluded,
    ConsultAcknowledged: _acknowledged,
    ConsultCancelled: _cancelled,
    ConsultSupplemented: _supplemented,
    ConsultCalledIn: _called_in,
    ConsultJoined: _joined,
    ConsultLeft: _left,
    ConsultPassedOn: _passed_on,
    ConsultAskedBack: _asked_back,
    ConsultTelephoned: _telephoned,
    PatientSaid: _said_with_patient,
    RecordGlassBroken: _read_from_outside,
    RecordGlassEnded: _read_from_outside,
    ConsultErased: _erased,
    **booking.EVOLVE,
}


def _evolve(before: Any, event: Any, stamp: Stamp) -> Consult:
    """What the event changes in the consult, and in who treats in it."""
    consult: Consult = _ITS_OWN[type(event)](before, event, stamp)
    if follows := booking.FOLLOWS.get(type(event)):
        consult = follows(consult, event, stamp)
    change = CHANGES.get(type(event))
    return consult if change is None else msgspec.structs.replace(consult, circle=change(consult.circle, event))


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Any]] = dict.fromkeys(_ITS_OWN, _evolve)

"""How facts change a consult."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

import msgspec

from consult_room.domain.states import Consult, Invited, Line
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
)
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
    )


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
        invited=(*consult.invited, *new),
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
        conversation_id=event.conversation_id,
    )


def _declined(consult: Consult, event: ConsultDeclined, stamp: Stamp) -> Consult:
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
        specialist_id=None,
        specialist_name=None,
        accepted_at_ms=None,
        conversation_id=None,
    )


def _now(person: Invited, state: Literal["rung", "declined", "stood_down", "silent"], stamp: Stamp) -> Invited:
    return msgspec.structs.replace(person, state=state, since_ms=stamp.at_ms)


def _said(consult: Consult, event: ConsultSaid, stamp: Stamp) -> Consult:
    line = Line(
        line_id=event.line_id,
        author_id=event.author_id,
        author_name=stamp.actor_name,
        text=event.text,
        at_ms=stamp.at_ms,
        made_at_ms=stamp.made_at_ms,
    )
    return msgspec.structs.replace(consult, lines=(*consult.lines, line))


def _heard(consult: Consult, event: ConsultHeard, stamp: Stamp) -> Consult:
    line = Line(
        line_id=event.line_id,
        author_id=event.person_id,
        author_name=event.name or "",
        text=event.text,
        at_ms=stamp.at_ms,
        made_at_ms=stamp.made_at_ms,
        by_sms=True,
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


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Any]] = {
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
}

"""Who is shown what of a consult."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from consult_room.domain.states import Consult
from signaling.protocol.base import View
from signaling.protocol.consult_room import ConsultView, InvitedView, LineView
from signaling.slice import SERVICE, Actor, Audience

Relation = Literal["asker", "specialist", "invited", "stood_down", "service"]


def views(consult: Consult) -> Mapping[Audience, View]:
    """The desk sees that it exists; who was passed over, who took it; the rung, the question; the two see all."""
    shown: dict[Audience, View] = {SERVICE: _outline(consult, "service")}
    for person in consult.invited:
        audience = Audience("person", person.person_id)
        if person.state == "rung":
            shown[audience] = _question(consult, "invited")
        elif person.state == "stood_down":
            shown[audience] = msgspec.structs.replace(
                _outline(consult, "stood_down"), specialist_name=consult.specialist_name
            )
    if consult.specialist_id is not None:
        shown[Audience("person", consult.specialist_id)] = _record(consult, "specialist")
    shown[Audience(consult.asker_kind, consult.asker_id)] = _record(consult, "asker")
    return shown


def view_for(consult: Consult, actor: Actor) -> ConsultView | None:
    """One of the two, at any time later too, sees the record; everybody else nothing, and the rung what they see on
    their screens."""
    if actor.id == consult.asker_id:
        return _record(consult, "asker")
    if actor.id == consult.specialist_id:
        return _record(consult, "specialist")
    if not consult.over and actor.id in consult.rung:
        return _question(consult, "invited")
    return None


def _outline(
    consult: Consult, relation: Literal["service", "stood_down", "invited", "asker", "specialist"]
) -> ConsultView:
    return ConsultView(
        consult_id=consult.id,
        number=consult.number,
        state=consult.state,
        relation=relation,
        specialty=consult.specialty,
        urgency=consult.urgency,
        asked_at_ms=consult.asked_at_ms,
        since_ms=consult.since_ms,
        incident_id=consult.incident_id if relation == "service" else None,
        look_again_ms=consult.look_again_ms,
        accepted_at_ms=consult.accepted_at_ms,
    )


def _question(consult: Consult, relation: Relation) -> ConsultView:
    return msgspec.structs.replace(
        _outline(consult, relation),
        asker_id=consult.asker_id,
        asker_kind=consult.asker_kind,
        asker_name=consult.asker_name,
        asker_place=consult.asker_place,
        question=consult.question,
        age_years=consult.age_years,
        sex=consult.sex,
        summary=consult.summary,
        incident_number=consult.incident_number,
        incident_reason=consult.incident_reason,
    )


def _record(consult: Consult, relation: Relation) -> ConsultView:
    return msgspec.structs.replace(
        _question(consult, relation),
        invited=[
            InvitedView(person_id=person.person_id, name=person.name, state=person.state, since_ms=person.since_ms)
            for person in consult.invited
        ],
        incident_id=consult.incident_id,
        specialist_id=consult.specialist_id,
        specialist_name=consult.specialist_name,
        conversation_id=consult.conversation_id,
        lines=[
            LineView(
                line_id=line.line_id,
                author_id=line.author_id,
                author_name=line.author_name,
                text=line.text,
                at_ms=line.at_ms,
                made_at_ms=line.made_at_ms,
                by_sms=line.by_sms,
            )
            for line in consult.lines
        ],
        conclusion=consult.conclusion,
        concluded_at_ms=consult.concluded_at_ms,
        closed_at_ms=consult.closed_at_ms,
        reason=consult.reason,
    )

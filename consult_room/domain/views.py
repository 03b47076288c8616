"""Who is shown what of a consult."""

from collections.abc import Mapping

import msgspec

from consult_room.booking.domain.views import slot_view, step_view
from consult_room.domain.circle import part_of
from consult_room.domain.operations import Operation, may, readers
from consult_room.domain.states import Consult, Line
from signaling.protocol.base import View
from signaling.protocol.consult_room import Urgency
from signaling.protocol.consult_views import (
    CalledView,
    ConsultView,
    InvitedView,
    LineView,
    Relation,
    TelephonedView,
)
from signaling.slice import SERVICE, Actor, Audience

ANSWER_WITHIN_MS: Mapping[Urgency, int] = {
    "emergency": 10 * 60_000,
    "urgent": 2 * 3_600_000,
    "planned": 3 * 86_400_000,
}
"""By when somebody has to have taken it: an emergency is for now, urgent is within two hours."""


def views(consult: Consult) -> Mapping[Audience, View]:
    """The desk sees that it exists; who was passed over, who took it; the rung, the question; its circle sees all."""
    shown: dict[Audience, View] = {SERVICE: _outline(consult, "service")}
    if not consult.over:
        for person in consult.invited:
            audience = Audience("person", person.person_id)
            if person.state == "rung":
                shown[audience] = _question(consult, "invited")
            elif person.state == "stood_down":
                shown[audience] = msgspec.structs.replace(
                    _outline(consult, "stood_down"), specialist_name=consult.specialist_name
                )
        for one in consult.called:
            if one.state == "rung":
                shown[Audience("person", one.person_id)] = _question(consult, "called")
    parts = {Audience(one.relation, one.id): one.part for one in consult.circle.members}
    for audience in readers(consult.circle):
        shown[audience] = _record(consult, parts[audience])
    return shown


def view_for(consult: Consult, actor: Actor) -> ConsultView | None:
    """Its circle sees the record while it may; who was of it sees that they were, and the rung what they see on their
    screens; everybody else nothing."""
    part = part_of(consult.circle, actor)
    if part is not None and may(consult.circle, actor, Operation.READ):
        return _record(consult, part)
    if part in ("specialist", "called_in") or actor.id in consult.former:
        return _former(consult, actor)
    if not consult.over and actor.id in consult.rung:
        return _question(consult, "invited")
    if not consult.over and consult.called_rung(actor.id):
        return _question(consult, "called")
    return None


def _former(consult: Consult, actor: Actor) -> ConsultView:
    """What stays with a specialist whose part has ended: that it was, and what they themselves wrote as its end."""
    outline = msgspec.structs.replace(_outline(consult, "former"), closed_at_ms=consult.closed_at_ms)
    if actor.id != consult.specialist_id:
        return outline
    return msgspec.structs.replace(
        outline,
        specialist_name=consult.specialist_name,
        conclusion=consult.conclusion,
        concluded_at_ms=consult.concluded_at_ms,
    )


def _outline(consult: Consult, relation: Relation) -> ConsultView:
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
        answer_by_ms=consult.slot.from_ms if consult.slot else consult.asked_at_ms + ANSWER_WITHIN_MS[consult.urgency],
        mode=consult.mode,
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
        problem=consult.problem,
        data=consult.data,
        missing=list(consult.missing),
        lines=[_line(line) for line in consult.lines if line.while_sought],
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
        lines=[_line(line) for line in consult.lines],
        conclusion=consult.conclusion,
        concluded_at_ms=consult.concluded_at_ms,
        closed_at_ms=consult.closed_at_ms,
        reason=consult.reason,
        called=[
            CalledView(
                person_id=one.person_id,
                name=one.name,
                specialty=one.specialty,
                state=one.state,
                since_ms=one.since_ms,
                why=one.why,
            )
            for one in consult.called
        ],
        members=list(consult.circle.members),
        hospital_name=consult.hospital_name,
        asker_telephone=consult.asker_telephone,
        specialist_telephone=consult.specialist_telephone,
        slot=slot_view(consult.slot),
        slot_steps=[step_view(step) for step in consult.slot_steps],
    )


def _line(line: Line) -> LineView:
    talk = line.telephoned
    return LineView(
        line_id=line.line_id,
        author_id=line.author_id,
        author_name=line.author_name,
        text=line.text,
        at_ms=line.at_ms,
        made_at_ms=line.made_at_ms,
        by_sms=line.by_sms,
        kind=line.kind,
        telephoned=TelephonedView(at_ms=talk.at_ms, minutes=talk.minutes, outcome=talk.outcome) if talk else None,
    )

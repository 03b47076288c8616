"""Who comes into a consult and who leaves it: each function gives the facts, or refuses."""

from collections.abc import Sequence

from consult_room.domain.circle import part_of
from consult_room.domain.decide import check_room_for_a_line, look_again_ms
from consult_room.domain.operations import Operation, check_may, may
from consult_room.domain.states import Consult, Verb, check
from signaling.protocol.base import Event
from signaling.protocol.circle import CircleMember
from signaling.protocol.consult_room import ConsultRung, RungPerson
from signaling.protocol.council import (
    ConsultAdmitHospital,
    ConsultAskBack,
    ConsultAskedBack,
    ConsultCalledIn,
    ConsultCallIn,
    ConsultJoined,
    ConsultLeft,
    ConsultNoteTelephone,
    ConsultPassedOn,
    ConsultPassOn,
    ConsultSendAway,
    ConsultTelephoned,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Role

CALLED_IN_AT_MOST = 10


def call_in(consult: Consult, command: ConsultCallIn, found: Sequence[RungPerson], actor: Actor) -> ConsultCalledIn:
    """``found``: who is on duty for the specialty, or the one who was named."""
    check_may(consult.circle, actor, Operation.CALL_IN)
    check(consult.state, Verb.CALL_IN)
    inside = {one.id for one in consult.circle.members if one.relation == "person"}
    rung = {one.person_id for one in consult.called if one.state == "rung"}
    people = [person for person in found if person.person_id not in inside | rung]
    if not people:
        raise Refused(Code.NOBODY_ON_DUTY, specialty=command.specialty)
    if len(consult.called) + len(people) > CALLED_IN_AT_MOST:
        raise Refused(Code.TOO_LONG, called_in=CALLED_IN_AT_MOST)
    return ConsultCalledIn(
        consult_id=consult.id,
        specialty=command.specialty,
        urgency=consult.urgency,
        person_ids=[person.person_id for person in people],
        caller_id=actor.id,
        people=people,
        why=command.why.strip(),
        asker_place=consult.asker_place,
        incident_id=consult.incident_id,
    )


def send_away(consult: Consult, command: ConsultSendAway, actor: Actor) -> ConsultLeft:
    """By who may call in, by the one who goes, or by the system when the patient agrees no longer. Refuses
    ``not_found`` for who is neither rung nor inside."""
    one = next((one for one in consult.called if one.person_id == command.person_id), None)
    if actor.id != command.person_id and actor.role is not Role.SYSTEM:
        check_may(consult.circle, actor, Operation.CALL_IN)
    if one is None or one.state not in ("rung", "inside"):
        raise Refused(Code.NOT_FOUND, kind="person", id=command.person_id)
    check(consult.state, Verb.SAY)
    return _left(consult, CircleMember(relation="person", id=command.person_id, part="called_in"))


def pass_on(
    consult: Consult, command: ConsultPassOn, on_duty: Sequence[RungPerson], actor: Actor, now_ms: int
) -> tuple[ConsultPassedOn, ConsultRung]:
    """The specialist gives it away; whoever is on duty is rung, but not who has said no for the same specialty."""
    check_may(consult.circle, actor, Operation.PASS_ON)
    check(consult.state, Verb.PASS_ON)
    if not command.reason.strip():
        raise Refused(Code.REASON_NEEDED)
    passed = ConsultPassedOn(
        consult_id=consult.id,
        person_id=actor.id,
        specialty=command.specialty,
        person_name=consult.specialist_name,
        reason=command.reason.strip(),
        incident_id=consult.incident_id,
    )
    same = command.specialty == consult.specialty
    said_no = {one.person_id for one in consult.invited if same and one.state in ("declined", "silent")}
    inside = {one.id for one in consult.circle.members} | {consult.asker_id}
    people = [person for person in on_duty if person.person_id not in said_no | inside]
    rung = ConsultRung(
        consult_id=consult.id,
        specialty=command.specialty,
        urgency=consult.urgency,
        person_ids=[person.person_id for person in people],
        look_again_ms=look_again_ms(now_ms, consult.urgency, looks=0, rings=bool(people)),
        people=people,
        asker_place=consult.asker_place,
        incident_id=consult.incident_id,
    )
    return passed, rung


def ask_back(consult: Consult, command: ConsultAskBack, actor: Actor) -> ConsultAskedBack:
    """By who is rung, or who treats in it."""
    if actor.id not in consult.rung and not consult.called_rung(actor.id):
        check_may(consult.circle, actor, Operation.ASK_BACK)
    check(consult.state, Verb.ASK_BACK)
    if not command.text.strip():
        raise Refused(Code.MISSING, field="text")
    check_room_for_a_line(consult)
    return ConsultAskedBack(consult_id=consult.id, line_id=command.id, person_id=actor.id, text=command.text.strip())


def admit_hospital(consult: Consult, command: ConsultAdmitHospital) -> list[Event]:
    """The receiving hospital comes in; one that was to receive before goes. Nothing when it is there already."""
    check(consult.state, Verb.ADMIT_HOSPITAL)
    before = [one for one in consult.circle.members if one.part == "hospital"]
    if any(one.id == command.hospital_id for one in before):
        return []
    came = ConsultJoined(
        consult_id=consult.id,
        member=CircleMember(relation="hospital", id=command.hospital_id, part="hospital"),
        name=command.hospital_name or None,
        incident_id=consult.incident_id,
    )
    return [*(_left(consult, one) for one in before), came]


def note_telephone(consult: Consult, command: ConsultNoteTelephone, actor: Actor, now_ms: int) -> ConsultTelephoned:
    """Refuses ``wrong_time`` for a talk that has not been yet."""
    check_may(consult.circle, actor, Operation.SAY)
    check(consult.state, Verb.SAY)
    if command.at_ms > now_ms + 60_000 or command.at_ms < consult.asked_at_ms - 86_400_000:
        raise Refused(Code.WRONG_TIME, field="at_ms")
    check_room_for_a_line(consult)
    return ConsultTelephoned(
        consult_id=consult.id,
        line_id=command.id,
        author_id=actor.id,
        telephoned_at_ms=command.at_ms,
        minutes=command.minutes,
        outcome=command.outcome,
        text=command.text.strip(),
        incident_id=consult.incident_id,
    )


def reads(consult: Consult, actor: Actor) -> bool:
    """Whether the actor's part reads the record now."""
    return may(consult.circle, actor, Operation.READ)


def treats(consult: Consult, actor: Actor) -> bool:
    """Whether the actor has any part in it."""
    return part_of(consult.circle, actor) is not None


def _left(consult: Consult, member: CircleMember) -> ConsultLeft:
    return ConsultLeft(consult_id=consult.id, member=member, incident_id=consult.incident_id)

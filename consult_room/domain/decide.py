"""What may happen to a consult: each function gives the facts, or refuses."""

from collections.abc import Sequence

import msgspec

from consult_room.domain.operations import Operation, check_may
from consult_room.domain.states import Consult, Verb, check
from signaling.protocol.circle import CircleMember
from signaling.protocol.consult_room import (
    AskerKind,
    ConsultAccept,
    ConsultAccepted,
    ConsultAcknowledged,
    ConsultAsk,
    ConsultAsked,
    ConsultCancel,
    ConsultCancelled,
    ConsultConclude,
    ConsultConcluded,
    ConsultDecline,
    ConsultDeclined,
    ConsultHear,
    ConsultHeard,
    ConsultRelease,
    ConsultReleased,
    ConsultRing,
    ConsultRung,
    ConsultSaid,
    ConsultSay,
    ConsultSupplement,
    ConsultSupplemented,
    RungPerson,
    Urgency,
    Value,
)
from signaling.protocol.council import ConsultJoined
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Moment, Role

FIRST_LOOK_AGAIN_MS = 30_000
LATEST_LOOK_AGAIN_MS = {"emergency": 60_000, "urgent": 5 * 60_000, "planned": 10 * 60_000}
LINES_AT_MOST = 500


class Asker(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks, as the consult shows it."""

    id: str
    kind: AskerKind
    name: str | None
    place: str = ""
    telephone: str | None = None


class Behind(msgspec.Struct, frozen=True, kw_only=True):
    """The incident behind a consult: its number and coded reason, and nothing of caller or place."""

    incident_id: str
    number: int
    reason: str


def ask(
    command: ConsultAsk,
    number: int,
    asker: Asker,
    behind: Behind | None,
    on_duty: Sequence[RungPerson],
    now_ms: int,
    *,
    missing: list[str],
    data: dict[str, Value] | None = None,
) -> tuple[ConsultAsked, ConsultRung]:
    """A consult is asked for, and whoever is on duty is rung; seniors at the next look, unless nobody else is there.
    ``missing``: what its problem wants to be known and is not yet; it rings all the same."""
    if not command.question.strip():
        raise Refused(Code.MISSING, field="question")
    asked = ConsultAsked(
        consult_id=command.consult_id,
        number=number,
        specialty=command.specialty,
        urgency=command.urgency,
        asker_id=asker.id,
        asker_kind=asker.kind,
        asker_name=asker.name,
        asker_place=asker.place,
        question=command.question.strip(),
        age_years=command.age_years,
        sex=command.sex,
        summary=command.summary.strip(),
        incident_id=behind.incident_id if behind else None,
        incident_number=behind.number if behind else None,
        incident_reason=behind.reason if behind else None,
        problem=command.problem,
        data=data or None,
        missing=missing,
        asker_telephone=asker.telephone,
    )
    others = [person for person in on_duty if person.person_id != asker.id]
    people = [person for person in others if not person.senior] or others
    rung = ConsultRung(
        consult_id=command.consult_id,
        specialty=command.specialty,
        urgency=command.urgency,
        person_ids=[person.person_id for person in people],
        look_again_ms=look_again_ms(now_ms, command.urgency, looks=0, rings=bool(people)),
        people=people,
        asker_place=asker.place,
        incident_id=asked.incident_id,
        first=True,
    )
    return asked, rung


def ring(
    consult: Consult, command: ConsultRing, on_duty: Sequence[RungPerson], actor: Actor, now_ms: int
) -> ConsultRung:
    """Whoever is on duty now and was not rung before is rung as well; perhaps that is nobody."""
    if actor.role is not Role.SYSTEM:
        check_may(consult.circle, actor, Operation.CANCEL)
    check(consult.state, Verb.RING)
    if command.specialty != consult.specialty:
        raise Refused(Code.CHANGED_MEANWHILE, specialty=consult.specialty)
    known = {person.person_id for person in consult.invited} | {consult.asker_id}
    new = [person for person in on_duty if person.person_id not in known]
    return ConsultRung(
        consult_id=consult.id,
        specialty=consult.specialty,
        urgency=consult.urgency,
        person_ids=[person.person_id for person in new],
        look_again_ms=look_again_ms(now_ms, consult.urgency, consult.looks, rings=bool(new or consult.rung)),
        people=new,
        asker_place=consult.asker_place,
        incident_id=consult.incident_id,
    )


def look_again_ms(now_ms: int, urgency: Urgency, looks: int, *, rings: bool) -> int:
    """When the duty list is looked at again: soon at first, then less often, an emergency's never less than each
    minute. While somebody is rung it is not sought so eagerly: a thousand consults that ring would do nothing else."""
    latest_ms = LATEST_LOOK_AGAIN_MS[urgency]
    return now_ms + (latest_ms if rings else min(FIRST_LOOK_AGAIN_MS << min(looks, 10), latest_ms))


def supplement(
    consult: Consult, command: ConsultSupplement, missing: list[str], actor: Actor, data: dict[str, Value] | None = None
) -> ConsultSupplemented:
    """``missing``: what is still wanted when this has been added."""
    check_may(consult.circle, actor, Operation.SUPPLEMENT)
    check(consult.state, Verb.SUPPLEMENT)
    if not command.data:
        raise Refused(Code.MISSING, field="data")
    return ConsultSupplemented(consult_id=consult.id, data=command.data if data is None else data, missing=missing)


def accept(
    consult: Consult, command: ConsultAccept, name: str | None, telephone: str | None, moment: Moment
) -> ConsultAccepted | ConsultJoined:
    """A rung person takes it, or comes in besides who has it. ``name`` is known when the system speaks for somebody,
    who need not have been rung: the alert that they answered had a list of its own."""
    person_id = _speaks_for(command.person_id, moment.actor)
    if consult.called_rung(person_id) and not consult.over:
        return ConsultJoined(
            consult_id=consult.id,
            member=CircleMember(relation="person", id=person_id, part="called_in"),
            name=next(one.name for one in consult.called if one.person_id == person_id),
            incident_id=consult.incident_id,
        )
    check(consult.state, Verb.ACCEPT)
    invited = next((person for person in consult.invited if person.person_id == person_id), None)
    if person_id == consult.asker_id or (invited is None and moment.actor.role is not Role.SYSTEM):
        raise Refused(Code.NOT_YOURS)
    return ConsultAccepted(
        consult_id=consult.id,
        person_id=person_id,
        channel=command.channel,
        conversation_id=moment.new_id("conversation"),
        asker_id=consult.asker_id,
        asker_kind=consult.asker_kind,
        mode=command.mode,
        person_name=invited.name if invited else name,
        asker_name=consult.asker_name,
        incident_id=consult.incident_id,
        person_telephone=telephone,
    )


def decline(consult: Consult, command: ConsultDecline, actor: Actor, now_ms: int) -> ConsultDeclined:
    """A rung person cannot. When nobody is rung any more, the duty list is looked at again soon; but not for a slot:
    its asker chooses whether another is booked or whoever is on duty is rung."""
    person_id = _speaks_for(command.person_id, actor)
    if consult.called_rung(person_id) and not consult.over:
        return ConsultDeclined(consult_id=consult.id, person_id=person_id, reason=command.reason.strip())
    check(consult.state, Verb.DECLINE)
    if person_id not in consult.rung:
        raise Refused(Code.NOT_YOURS)
    rings = consult.rung != (person_id,) or (consult.slot is not None and consult.slot.state == "rung")
    return ConsultDeclined(
        consult_id=consult.id,
        person_id=person_id,
        look_again_ms=None if rings else look_again_ms(now_ms, consult.urgency, looks=0, rings=False),
        reason=command.reason.strip(),
    )


def hear(consult: Consult, command: ConsultHear) -> ConsultHeard:
    """Said whatever has become of the consult: the record keeps what came."""
    return ConsultHeard(
        consult_id=consult.id,
        line_id=command.inbound_id,
        person_id=command.person_id,
        text=command.text,
        name=command.name or None,
    )


def release(consult: Consult, command: ConsultRelease, now_ms: int) -> list[ConsultReleased]:
    """Who took it has not come. Nothing when somebody else has it by now: the word came late."""
    check(consult.state, Verb.RELEASE)
    if consult.specialist_id != command.person_id:
        return []
    return [
        ConsultReleased(
            consult_id=consult.id,
            person_id=command.person_id,
            look_again_ms=look_again_ms(now_ms, consult.urgency, looks=0, rings=False),
            person_name=consult.specialist_name,
            incident_id=consult.incident_id,
        )
    ]


def say(consult: Consult, command: ConsultSay, actor: Actor) -> ConsultSaid:
    """A line by whoever treats in it. Its id is the command's, so the page knows its own line again."""
    check_may(consult.circle, actor, Operation.SAY)
    check(consult.state, Verb.SAY)
    if not command.text.strip():
        raise Refused(Code.MISSING, field="text")
    check_room_for_a_line(consult)
    return ConsultSaid(consult_id=consult.id, line_id=command.id, author_id=actor.id, text=command.text.strip())


def check_room_for_a_line(consult: Consult) -> None:
    """Refuses ``too_long`` when the thread holds all that it may."""
    if len(consult.lines) >= LINES_AT_MOST:
        raise Refused(Code.TOO_LONG, lines=LINES_AT_MOST)


def conclude(consult: Consult, command: ConsultConclude, actor: Actor) -> ConsultConcluded:
    """The specialist's conclusion; until it is acknowledged they may write it anew."""
    check_may(consult.circle, actor, Operation.CONCLUDE)
    check(consult.state, Verb.CONCLUDE)
    if not command.conclusion.strip():
        raise Refused(Code.CONCLUSION_NEEDED)
    return ConsultConcluded(
        consult_id=consult.id, conclusion=command.conclusion.strip(), incident_id=consult.incident_id
    )


def acknowledge(consult: Consult, seen: int | None, version: int, actor: Actor) -> ConsultAcknowledged:
    """The asker has read the conclusion. ``seen`` must be the present version: what was written anew has to be read
    anew."""
    check_may(consult.circle, actor, Operation.ACKNOWLEDGE)
    check(consult.state, Verb.ACKNOWLEDGE)
    if seen is not None and seen != version:
        raise Refused(Code.CHANGED_MEANWHILE)
    return ConsultAcknowledged(consult_id=consult.id, incident_id=consult.incident_id)


def cancel(consult: Consult, command: ConsultCancel, actor: Actor) -> ConsultCancelled:
    """The asker no longer needs it. With a specialist there already, or one who expects them, they say why."""
    check_may(consult.circle, actor, Operation.CANCEL)
    check(consult.state, Verb.CANCEL)
    if consult.state in ("accepted", "booked") and not command.reason.strip():
        raise Refused(Code.REASON_NEEDED)
    return ConsultCancelled(consult_id=consult.id, reason=command.reason.strip(), incident_id=consult.incident_id)


def _speaks_for(person_id: str | None, actor: Actor) -> str:
    """Who answers: the actor, or whom the system speaks for."""
    if actor.role is not Role.SYSTEM:
        return actor.id
    if person_id is None:
        raise Refused(Code.MISSING, field="person_id")
    return person_id

"""The commands of the consult room: gather, decide, record."""

from dataclasses import replace

import msgspec

from consult_room.domain import decide
from consult_room.domain.decide import Asker, Behind
from consult_room.domain.states import Consult
from signaling.protocol.consult_room import (
    ConsultAccept,
    ConsultAcknowledge,
    ConsultAsk,
    ConsultCancel,
    ConsultConclude,
    ConsultDecline,
    ConsultHear,
    ConsultRelease,
    ConsultRing,
    ConsultSay,
    RungPerson,
)
from signaling.protocol.duty import DutyPeople, DutyPerson
from signaling.protocol.incident_summaries import IncidentSummary, IncidentSummaryView
from signaling.protocol.people import PersonCard, PersonView
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Ask, Desk, Handler, Moment, Role


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is found out before a consult is asked for."""

    asker: Asker
    behind: Behind | None
    on_duty: list[RungPerson]


class AskResult(msgspec.Struct, frozen=True, kw_only=True):
    """What the asker is told: ``number`` is what people say."""

    consult_id: str
    number: int


async def before_ask(command: ConsultAsk, moment: Moment, ask: Ask) -> Asked:
    asker = await _asker(moment.actor, ask)
    return Asked(
        asker=asker,
        behind=await _behind(command, moment.actor, ask),
        on_duty=await _on_duty(command.specialty, moment.now_ms, ask),
    )


async def _asker(actor: Actor, ask: Ask) -> Asker:
    if actor.role is Role.CREW:
        return Asker(id=actor.brigade_id or actor.id, kind="brigade", name=actor.name)
    card: PersonView = await ask(PersonCard(person_id=actor.id))
    return Asker(id=actor.id, kind="person", name=card.name, place=card.place)


async def _behind(command: ConsultAsk, actor: Actor, ask: Ask) -> Behind | None:
    """A crew's consult stands on its incident's thread, as long as the crew is shown it; nobody reaches into incidents
    by knowing an id."""
    if command.incident_id is None:
        return None
    if actor.role is not Role.CREW:
        raise Refused(Code.NOT_ALLOWED, field="incident_id")
    summary: IncidentSummaryView = await ask(
        IncidentSummary(incident_id=command.incident_id, shown_to_brigade=actor.brigade_id or actor.id)
    )
    return Behind(incident_id=summary.incident_id, number=summary.number, reason=summary.reason)


async def _on_duty(specialty: str, now_ms: int, ask: Ask) -> list[RungPerson]:
    people: list[DutyPerson] = await ask(DutyPeople(specialty=specialty, at_ms=now_ms))
    return [
        RungPerson(
            person_id=person.person_id,
            name=person.name,
            telephone=person.telephone,
            language=person.language,
            senior=person.senior,
        )
        for person in people
    ]


async def ask_consult(command: ConsultAsk, facts: Asked, desk: Desk) -> AskResult:
    if await desk.version("consult", command.consult_id):
        raise Refused(Code.ALREADY_EXISTS)
    number = await desk.number("consult")
    desk.record(*decide.ask(command, number, facts.asker, facts.behind, facts.on_duty, desk.moment.now_ms))
    return AskResult(consult_id=command.consult_id, number=number)


async def before_ring(command: ConsultRing, moment: Moment, ask: Ask) -> list[RungPerson]:
    return await _on_duty(command.specialty, moment.now_ms, ask)


async def ring(command: ConsultRing, facts: list[RungPerson], desk: Desk) -> None:
    consult, moment = await _consult(command.consult_id, desk), desk.moment
    desk.record(decide.ring(consult, command, facts, _acts(moment.actor), moment.now_ms))


async def before_accept(command: ConsultAccept, moment: Moment, ask: Ask) -> str | None:
    """The name of whom the system speaks for."""
    if moment.actor.role is not Role.SYSTEM or command.person_id is None:
        return None
    card: PersonView = await ask(PersonCard(person_id=command.person_id))
    return card.name


async def accept(command: ConsultAccept, facts: str | None, desk: Desk) -> str:
    """Answered with the id of the conversation that follows."""
    consult = await _consult(command.consult_id, desk)
    if _said_already(consult, command, desk.moment.actor):
        return consult.conversation_id or ""
    accepted = decide.accept(consult, command, facts, desk.moment)
    desk.record(accepted)
    return accepted.conversation_id


def _said_already(consult: Consult, command: ConsultAccept, actor: Actor) -> bool:
    """Whoever took it here is also told to have taken the alert about it, and that comes back to us."""
    return actor.role is Role.SYSTEM and command.person_id is not None and command.person_id == consult.specialist_id


async def decline(command: ConsultDecline, facts: None, desk: Desk) -> None:
    consult = await _consult(command.consult_id, desk)
    desk.record(decide.decline(consult, command, desk.moment.actor, desk.moment.now_ms))


async def release(command: ConsultRelease, facts: None, desk: Desk) -> None:
    if desk.moment.actor.role is not Role.SYSTEM:
        raise Refused(Code.NOT_ALLOWED)
    desk.record(*decide.release(await _consult(command.consult_id, desk), command, desk.moment.now_ms))


async def say(command: ConsultSay, facts: None, desk: Desk) -> None:
    desk.record(decide.say(await _consult(command.consult_id, desk), command, _acts(desk.moment.actor)))


async def hear(command: ConsultHear, facts: None, desk: Desk) -> None:
    """A text may be about an incident as well, and that is not ours."""
    if desk.moment.actor.role is not Role.SYSTEM:
        raise Refused(Code.NOT_ALLOWED)
    if await desk.version("consult", command.consult_id):
        desk.record(decide.hear(await _consult(command.consult_id, desk), command))


async def conclude(command: ConsultConclude, facts: None, desk: Desk) -> None:
    desk.record(decide.conclude(await _consult(command.consult_id, desk), command, desk.moment.actor))


async def acknowledge(command: ConsultAcknowledge, facts: None, desk: Desk) -> None:
    consult = await _consult(command.consult_id, desk)
    version = await desk.version("consult", command.consult_id)
    desk.record(decide.acknowledge(consult, command.seen, version, _acts(desk.moment.actor)))


async def cancel(command: ConsultCancel, facts: None, desk: Desk) -> None:
    desk.record(decide.cancel(await _consult(command.consult_id, desk), command, _acts(desk.moment.actor)))


async def _consult(consult_id: str, desk: Desk) -> Consult:
    return await desk.get("consult", consult_id, Consult)


def _acts(actor: Actor) -> Actor:
    """Whoever of a crew acts, acts as the brigade: a consult that it asked is the brigade's."""
    if actor.role is Role.CREW and actor.brigade_id is not None and actor.brigade_id != actor.id:
        return replace(actor, id=actor.brigade_id)
    return actor


HANDLERS = (
    Handler(ConsultAsk, ask_consult, before_ask),
    Handler(ConsultRing, ring, before_ring),
    Handler(ConsultAccept, accept, before_accept),
    Handler(ConsultDecline, decline),
    Handler(ConsultRelease, release),
    Handler(ConsultSay, say),
    Handler(ConsultHear, hear),
    Handler(ConsultConclude, conclude),
    Handler(ConsultAcknowledge, acknowledge),
    Handler(ConsultCancel, cancel),
)

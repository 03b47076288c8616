"""The commands of the consult room: gather, decide, record."""

import msgspec

from consult_room.booking.domain import decide as booking
from consult_room.booking.held import holding
from consult_room.conclusions.domain.conclusion import KIND, Conclusion
from consult_room.data_asked import added_data, before_supplement, form_of, kinds_of_files, read_data
from consult_room.domain import decide
from consult_room.domain.decide import Asker, Behind
from consult_room.domain.operations import Operation, check_may
from consult_room.domain.states import Consult
from signaling.protocol.booking import SlotOffer, SlotOffered
from signaling.protocol.consult_room import (
    ConsultAccept,
    ConsultAccepted,
    ConsultAcknowledge,
    ConsultAsk,
    ConsultCancel,
    ConsultConclude,
    ConsultDecline,
    ConsultHear,
    ConsultRelease,
    ConsultRing,
    ConsultSay,
    ConsultSupplement,
    RungPerson,
)
from signaling.protocol.duty import DutyPeople, DutyPerson
from signaling.protocol.forms import AskedOfProblem
from signaling.protocol.incident_summaries import IncidentSummary, IncidentSummaryView
from signaling.protocol.people import PersonCard, PersonView
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Ask, Desk, Handler, Moment, Role


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is found out before a consult is asked for."""

    asker: Asker
    behind: Behind | None
    on_duty: list[RungPerson]
    form: AskedOfProblem | None = None
    offer: SlotOffer | None = None


class AskResult(msgspec.Struct, frozen=True, kw_only=True):
    """What the asker is told: ``number`` is what people say."""

    consult_id: str
    number: int


async def before_ask(command: ConsultAsk, moment: Moment, ask: Ask) -> Asked:
    booking.check_wish(command)
    asker = await _asker(moment.actor, ask)
    return Asked(
        asker=asker,
        behind=await _behind(command, moment.actor, ask),
        on_duty=await people_on_duty(command.specialty, moment.now_ms, ask),
        form=await form_of(command.problem, ask),
        offer=await _offered(command, ask),
    )


async def _offered(command: ConsultAsk, ask: Ask) -> SlotOffer | None:
    if command.slot is None:
        return None
    slot = SlotOffered(
        specialty=command.specialty, specialist_id=command.slot.specialist_id, from_ms=command.slot.from_ms
    )
    offer: SlotOffer = await ask(slot)
    return offer


async def _asker(actor: Actor, ask: Ask) -> Asker:
    if actor.role is Role.CREW:
        return Asker(id=actor.brigade_id or actor.id, kind="brigade", name=actor.name)
    card: PersonView = await ask(PersonCard(person_id=actor.id))
    return Asker(id=actor.id, kind="person", name=card.name, place=card.place, telephone=card.telephone)


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


async def people_on_duty(specialty: str, now_ms: int, ask: Ask) -> list[RungPerson]:
    """Whom the duty list names, seniors too."""
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
    data, missing = read_data(command, facts.form, desk.moment.now_ms)
    number = await desk.number("consult")
    asked, rung = decide.ask(
        command, number, facts.asker, facts.behind, facts.on_duty, desk.moment.now_ms, missing=missing, data=data
    )
    if facts.offer is None or command.slot is None:
        desk.record(asked, rung)
    else:
        others = await holding(desk, facts.offer.specialist_id)
        booked = booking.book_asked(asked, command.slot, facts.offer, others)
        desk.record(msgspec.structs.replace(asked, booked=True), booked)
    return AskResult(consult_id=command.consult_id, number=number)


async def before_ring(command: ConsultRing, moment: Moment, ask: Ask) -> list[RungPerson]:
    return await people_on_duty(command.specialty, moment.now_ms, ask)


async def ring(command: ConsultRing, facts: list[RungPerson], desk: Desk) -> None:
    consult, moment = await read_consult(command.consult_id, desk), desk.moment
    desk.record(decide.ring(consult, command, facts, moment.actor, moment.now_ms))


async def supplement(command: ConsultSupplement, facts: AskedOfProblem | None, desk: Desk) -> None:
    consult = await read_consult(command.consult_id, desk)
    check_may(consult.circle, desk.moment.actor, Operation.SUPPLEMENT)
    data, missing = added_data(consult, command.data, facts, await kinds_of_files(consult.id, desk), desk.moment.now_ms)
    desk.record(decide.supplement(consult, command, missing, desk.moment.actor, data))


async def before_accept(command: ConsultAccept, moment: Moment, ask: Ask) -> PersonView:
    """Whoever takes it, or whom the system speaks for."""
    by_system = moment.actor.role is Role.SYSTEM and command.person_id is not None
    card: PersonView = await ask(PersonCard(person_id=str(command.person_id) if by_system else moment.actor.id))
    return card


async def accept(command: ConsultAccept, facts: PersonView, desk: Desk) -> str:
    """Answered with the id of the conversation that follows; "" when none does, because it is answered in writing or
    somebody else already has one."""
    consult = await read_consult(command.consult_id, desk)
    if _said_already(consult, command, desk.moment.actor):
        return consult.conversation_id or ""
    accepted = decide.accept(consult, command, facts.name, facts.telephone, desk.moment)
    desk.record(accepted)
    return accepted.conversation_id if isinstance(accepted, ConsultAccepted) and accepted.mode == "live" else ""


def _said_already(consult: Consult, command: ConsultAccept, actor: Actor) -> bool:
    """Whoever took it here is also told to have taken the alert about it, and that comes back to us."""
    inside = {consult.specialist_id, *(one.person_id for one in consult.called if one.state == "inside")}
    return actor.role is Role.SYSTEM and command.person_id is not None and command.person_id in inside


async def decline(command: ConsultDecline, facts: None, desk: Desk) -> None:
    consult = await read_consult(command.consult_id, desk)
    declined = decide.decline(consult, command, desk.moment.actor, desk.moment.now_ms)
    desk.record(declined, *booking.refused_by_specialist(consult, declined.person_id))


async def release(command: ConsultRelease, facts: None, desk: Desk) -> None:
    if desk.moment.actor.role is not Role.SYSTEM:
        raise Refused(Code.NOT_ALLOWED)
    desk.record(*decide.release(await read_consult(command.consult_id, desk), command, desk.moment.now_ms))


async def say(command: ConsultSay, facts: None, desk: Desk) -> None:
    desk.record(decide.say(await read_consult(command.consult_id, desk), command, desk.moment.actor))


async def hear(command: ConsultHear, facts: None, desk: Desk) -> None:
    """A text may be about an incident as well, and that is not ours."""
    if desk.moment.actor.role is not Role.SYSTEM:
        raise Refused(Code.NOT_ALLOWED)
    if await desk.version("consult", command.consult_id):
        desk.record(decide.hear(await read_consult(command.consult_id, desk), command))


async def conclude(command: ConsultConclude, facts: None, desk: Desk) -> None:
    if await desk.version(KIND, command.consult_id) and (await desk.get(KIND, command.consult_id, Conclusion)).versions:
        # What was signed is amended by what is signed.
        raise Refused(Code.ALREADY_EXISTS)
    desk.record(decide.conclude(await read_consult(command.consult_id, desk), command, desk.moment.actor))


async def acknowledge(command: ConsultAcknowledge, facts: None, desk: Desk) -> None:
    consult = await read_consult(command.consult_id, desk)
    version = await desk.version("consult", command.consult_id)
    desk.record(decide.acknowledge(consult, command.seen, version, desk.moment.actor))


async def cancel(command: ConsultCancel, facts: None, desk: Desk) -> None:
    desk.record(decide.cancel(await read_consult(command.consult_id, desk), command, desk.moment.actor))


async def read_consult(consult_id: str, desk: Desk) -> Consult:
    return await desk.get("consult", consult_id, Consult)


HANDLERS = (
    Handler(ConsultAsk, ask_consult, before_ask),
    Handler(ConsultSupplement, supplement, before_supplement),
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

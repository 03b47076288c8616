"""The commands of who comes into a consult and who leaves it: gather, decide, record."""

from consult_room.domain import council
from consult_room.handlers import people_on_duty, read_consult
from signaling.protocol.consult_room import RungPerson
from signaling.protocol.council import (
    ConsultAdmitHospital,
    ConsultAskBack,
    ConsultCallIn,
    ConsultNoteTelephone,
    ConsultPassOn,
    ConsultSendAway,
)
from signaling.protocol.people import PersonCard, PersonView
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Ask, Desk, Handler, Moment, Role


async def before_call_in(command: ConsultCallIn, moment: Moment, ask: Ask) -> list[RungPerson]:
    """Everybody on duty for it, or the one who is named. Refuses ``not_found`` for who is no specialist."""
    if command.person_id is None:
        return await people_on_duty(command.specialty, moment.now_ms, ask)
    card: PersonView = await ask(PersonCard(person_id=command.person_id))
    if card.role not in (Role.SPECIALIST.value, Role.PHYSICIAN.value):
        raise Refused(Code.NOT_FOUND, kind="person", id=command.person_id)
    return [
        RungPerson(person_id=card.person_id, name=card.name or "", telephone=card.telephone, language=card.language)
    ]


async def call_in(command: ConsultCallIn, facts: list[RungPerson], desk: Desk) -> None:
    consult = await read_consult(command.consult_id, desk)
    desk.record(council.call_in(consult, command, facts, desk.moment.actor))


async def send_away(command: ConsultSendAway, facts: None, desk: Desk) -> None:
    desk.record(council.send_away(await read_consult(command.consult_id, desk), command, desk.moment.actor))


async def before_pass_on(command: ConsultPassOn, moment: Moment, ask: Ask) -> list[RungPerson]:
    return await people_on_duty(command.specialty, moment.now_ms, ask)


async def pass_on(command: ConsultPassOn, facts: list[RungPerson], desk: Desk) -> None:
    consult, moment = await read_consult(command.consult_id, desk), desk.moment
    desk.record(*council.pass_on(consult, command, facts, moment.actor, moment.now_ms))


async def ask_back(command: ConsultAskBack, facts: None, desk: Desk) -> None:
    desk.record(council.ask_back(await read_consult(command.consult_id, desk), command, desk.moment.actor))


async def admit_hospital(command: ConsultAdmitHospital, facts: None, desk: Desk) -> None:
    if desk.moment.actor.role is not Role.SYSTEM:
        raise Refused(Code.NOT_ALLOWED)
    desk.record(*council.admit_hospital(await read_consult(command.consult_id, desk), command))


async def note_telephone(command: ConsultNoteTelephone, facts: None, desk: Desk) -> None:
    consult, moment = await read_consult(command.consult_id, desk), desk.moment
    desk.record(council.note_telephone(consult, command, moment.actor, moment.now_ms))


HANDLERS = (
    Handler(ConsultCallIn, call_in, before_call_in),
    Handler(ConsultSendAway, send_away),
    Handler(ConsultPassOn, pass_on, before_pass_on),
    Handler(ConsultAskBack, ask_back),
    Handler(ConsultAdmitHospital, admit_hospital),
    Handler(ConsultNoteTelephone, note_telephone),
)

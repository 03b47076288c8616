"""The commands of consent, of the patient's name, of reading a record, and of keeping it."""

from consult_room.domain.states import Consult
from consult_room.trust.domain import consents, glass, keeping, patient, readings
from consult_room.trust.domain.access import KIND as ACCESS
from consult_room.trust.domain.access import RecordAccess
from consult_room.trust.domain.consents import Consents
from consult_room.trust.domain.glass import BrokenGlass, RecordSeeker
from consult_room.trust.domain.patient import ConsultPatient
from signaling.protocol.record_access import ConsultOpen, RecordBreakGlass, RecordEndGlass
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.trust import (
    ConsentNote,
    ConsentWithdraw,
    ConsultNamePatient,
    RecordEndHold,
    RecordErase,
    RecordHold,
    RecordSayErased,
)
from signaling.protocol.trust_review import RecordLookAtGlass
from signaling.slice import Desk, Handler, Reading, Role, State


async def note_consent(command: ConsentNote, facts: None, desk: Desk) -> None:
    desk.record(consents.note(await _consents(desk, command.consult_id), command, desk.moment))


async def withdraw_consent(command: ConsentWithdraw, facts: None, desk: Desk) -> None:
    desk.record(consents.withdraw(await _consents(desk, command.consult_id), command, desk.moment))


async def name_patient(command: ConsultNamePatient, facts: None, desk: Desk) -> None:
    state = await _companion(desk, patient.KIND, command.consult_id, ConsultPatient)
    desk.record(patient.name_patient(state, command, desk.moment))


async def open_record(command: ConsultOpen, facts: None, desk: Desk) -> None:
    """Told again in the same ten minutes it adds nothing."""
    event = readings.read(await access_of(desk, command.consult_id), command, desk.moment)
    if not await desk.version(readings.KIND, event.reading_id):
        desk.record(event)


async def break_glass(command: RecordBreakGlass, facts: None, desk: Desk) -> dict[str, object]:
    """What fits nothing is counted: so it is an answer, not a refusal, which would leave nothing behind."""
    moment = desk.moment
    seeker = (
        await desk.get(glass.SEEKER, moment.actor.id, RecordSeeker)
        if await desk.version(glass.SEEKER, moment.actor.id)
        else None
    )
    glass.check_wish(command, seeker, moment)
    found = await _numbered(command, desk)
    access = glass.matching(command, [(one, await desk.get("consult", one.consult_id, Consult)) for one in found])
    if access is None:
        desk.record(glass.sought(moment))
        return {"consult_id": None, "glass_id": None, "until_ms": None}
    event = glass.break_glass(access, command, moment)
    desk.record(event)
    return {"consult_id": event.consult_id, "glass_id": event.glass_id, "until_ms": event.until_ms}


async def _numbered(command: RecordBreakGlass, desk: Desk) -> list[RecordAccess]:
    if command.consult_number is not None:
        return await desk.find(ACCESS, RecordAccess, number=command.consult_number, limit=50)
    return await desk.find(ACCESS, RecordAccess, incident_number=command.incident_number, limit=50)


async def end_glass(command: RecordEndGlass, facts: None, desk: Desk) -> None:
    state = await desk.get(glass.KIND, command.glass_id, BrokenGlass)
    desk.record(*glass.end_glass(state, command, desk.moment))


async def hold(command: RecordHold, facts: None, desk: Desk) -> None:
    desk.record(keeping.hold(await _held_by_administration(desk, command.consult_id), command))


async def end_hold(command: RecordEndHold, facts: None, desk: Desk) -> None:
    desk.record(keeping.end_hold(await _held_by_administration(desk, command.consult_id), command))


async def look_at_glass(command: RecordLookAtGlass, facts: None, desk: Desk) -> None:
    if desk.moment.actor.role is not Role.ADMINISTRATOR:
        raise Refused(Code.NOT_ALLOWED)
    state = await desk.get(glass.KIND, command.glass_id, BrokenGlass)
    desk.record(glass.look_at(state, await access_of(desk, state.consult_id), command))


async def _held_by_administration(desk: Desk, consult_id: str) -> RecordAccess:
    if desk.moment.actor.role not in (Role.ADMINISTRATOR, Role.SYSTEM):
        raise Refused(Code.NOT_FOUND, kind="consult", id=consult_id)
    return await access_of(desk, consult_id)


async def erase(command: RecordErase, facts: None, desk: Desk) -> None:
    _system_only(desk)
    desk.record(*keeping.erase(await access_of(desk, command.consult_id)))


async def say_erased(command: RecordSayErased, facts: None, desk: Desk) -> None:
    _system_only(desk)
    desk.record(*keeping.say_erased(await access_of(desk, command.consult_id)))


def _system_only(desk: Desk) -> None:
    if desk.moment.actor.role is not Role.SYSTEM:
        raise Refused(Code.NOT_ALLOWED)


async def access_of(reading: Reading, consult_id: str) -> RecordAccess:
    return await _companion(reading, ACCESS, consult_id, RecordAccess)


async def _consents(reading: Reading, consult_id: str) -> Consents:
    return await _companion(reading, consents.KIND, consult_id, Consents)


async def _companion(reading: Reading, kind: str, consult_id: str, state: type[State]) -> State:
    """Refuses ``not_found`` of the consult itself: that there is none, and that it is not theirs, are told alike."""
    if not await reading.version(kind, consult_id):
        raise Refused(Code.NOT_FOUND, kind="consult", id=consult_id)
    return await reading.get(kind, consult_id, state)


HANDLERS = (
    Handler(ConsentNote, note_consent),
    Handler(ConsentWithdraw, withdraw_consent),
    Handler(ConsultNamePatient, name_patient),
    Handler(ConsultOpen, open_record),
    Handler(RecordBreakGlass, break_glass),
    Handler(RecordEndGlass, end_glass),
    Handler(RecordLookAtGlass, look_at_glass),
    Handler(RecordHold, hold),
    Handler(RecordEndHold, end_hold),
    Handler(RecordErase, erase),
    Handler(RecordSayErased, say_erased),
)

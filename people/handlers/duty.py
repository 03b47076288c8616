"""The commands of the duty list, of absences, holidays and needs."""

from people.domain import absences, duty, holidays, needs
from people.domain.absences import Absence
from people.domain.accounts import Person
from people.domain.duty import Duty
from people.domain.holidays import Holiday
from people.domain.needs import Need
from signaling.protocol.duty import DutyAdd, DutyRemove, DutySet
from signaling.protocol.rota import (
    AbsenceAdd,
    AbsenceEnd,
    AbsenceRemove,
    HolidayRemove,
    HolidaySet,
    NeedRemove,
    NeedSet,
)
from signaling.slice import Desk, Handler


async def duty_add(command: DutyAdd, facts: None, desk: Desk) -> str:
    await desk.get("person", command.person_id, Person)
    taken = bool(await desk.version("duty", command.duty_id))
    desk.record(duty.decide_add(command, taken))
    return command.duty_id


async def duty_set(command: DutySet, facts: None, desk: Desk) -> None:
    desk.record(duty.decide_set(await desk.get("duty", command.duty_id, Duty), command))


async def duty_remove(command: DutyRemove, facts: None, desk: Desk) -> None:
    desk.record(duty.decide_remove(await desk.get("duty", command.duty_id, Duty), command))


async def absence_add(command: AbsenceAdd, facts: None, desk: Desk) -> str:
    await desk.get("person", command.person_id, Person)
    taken = bool(await desk.version("absence", command.absence_id))
    desk.record(absences.decide_add(command, taken, desk.moment.actor, desk.moment.now_ms))
    return command.absence_id


async def absence_remove(command: AbsenceRemove, facts: None, desk: Desk) -> None:
    absence = await desk.get("absence", command.absence_id, Absence)
    desk.record(absences.decide_remove(absence, command, desk.moment.actor))


async def absence_end(command: AbsenceEnd, facts: None, desk: Desk) -> None:
    absence = await desk.get("absence", command.absence_id, Absence)
    ended = absences.decide_end(absence, command, desk.moment.now_ms)
    if ended:
        desk.record(ended)


async def holiday_set(command: HolidaySet, facts: None, desk: Desk) -> None:
    desk.record(holidays.decide_set(command))


async def holiday_remove(command: HolidayRemove, facts: None, desk: Desk) -> None:
    desk.record(holidays.decide_remove(await desk.get("holiday", command.date, Holiday), command))


async def need_set(command: NeedSet, facts: None, desk: Desk) -> str:
    desk.record(needs.decide_set(command))
    return command.need_id


async def need_remove(command: NeedRemove, facts: None, desk: Desk) -> None:
    desk.record(needs.decide_remove(await desk.get("need", command.need_id, Need), command))


DUTY = (
    Handler(DutyAdd, duty_add),
    Handler(DutySet, duty_set),
    Handler(DutyRemove, duty_remove),
    Handler(AbsenceAdd, absence_add),
    Handler(AbsenceRemove, absence_remove),
    Handler(AbsenceEnd, absence_end),
    Handler(HolidaySet, holiday_set),
    Handler(HolidayRemove, holiday_remove),
    Handler(NeedSet, need_set),
    Handler(NeedRemove, need_remove),
)

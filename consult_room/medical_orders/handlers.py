"""Commands of medical orders: read what stands now, decide, record."""

from collections.abc import Awaitable, Callable
from typing import Any

from consult_room.domain.states import Consult
from consult_room.medical_orders.domain import decisions
from consult_room.medical_orders.domain.danger import Drugs
from consult_room.medical_orders.domain.decisions import Known
from consult_room.medical_orders.domain.states import MedicalOrders
from consult_room.medical_orders.queries import read_medical_orders
from consult_room.vitals.domain.vitals import KIND as VITALS
from consult_room.vitals.domain.vitals import Vitals
from signaling.protocol.base import Command, Event
from signaling.protocol.medical_orders import (
    MedicalOrderConfirm,
    MedicalOrderCorrect,
    MedicalOrderDo,
    MedicalOrderLeave,
    MedicalOrderReadBack,
    MedicalOrderSee,
    MedicalOrderStop,
    MedicalOrderTell,
)
from signaling.slice import Desk, Handler, Moment, Reading


async def known_of(reading: Reading, consult_id: str) -> Known:
    """The newest weight that was measured, else the one that the question named; and the age."""
    consult = await reading.get("consult", consult_id, Consult)
    vitals = await reading.get(VITALS, consult_id, Vitals)
    named = (consult.data or {}).get("weight")
    asked = float(named) if isinstance(named, int | float) and not isinstance(named, bool) and named > 0 else None
    return Known(weight_kg=vitals.weight_kg or asked, age_years=consult.age_years)


def _change(decide: Callable[[MedicalOrders, Any, Moment], Event]) -> Callable[[Any, None, Desk], Awaitable[None]]:
    async def handle(command: Any, facts: None, desk: Desk) -> None:
        desk.record(decide(await read_medical_orders(desk, command.consult_id), command, desk.moment))

    return handle


def handlers(drugs: Drugs) -> tuple[Handler, ...]:
    """``drugs``: whose usual doses are known."""

    async def tell(command: MedicalOrderTell, facts: None, desk: Desk) -> None:
        state = await read_medical_orders(desk, command.consult_id)
        desk.record(decisions.tell(state, command, drugs, await known_of(desk, command.consult_id), desk.moment))

    async def correct(command: MedicalOrderCorrect, facts: None, desk: Desk) -> None:
        state = await read_medical_orders(desk, command.consult_id)
        desk.record(decisions.correct(state, command, drugs, await known_of(desk, command.consult_id), desk.moment))

    changes: dict[type[Command], Callable[[MedicalOrders, Any, Moment], Event]] = {
        MedicalOrderReadBack: decisions.read_back,
        MedicalOrderConfirm: decisions.confirm,
        MedicalOrderDo: decisions.do,
        MedicalOrderLeave: decisions.leave,
        MedicalOrderStop: decisions.stop,
        MedicalOrderSee: decisions.see,
    }
    return (
        Handler(MedicalOrderTell, tell),
        Handler(MedicalOrderCorrect, correct),
        *(Handler(command, _change(decide)) for command, decide in changes.items()),
    )

"""Commands of vitals: read what stands now, decide, record."""

from consult_room.vitals.domain import decisions
from consult_room.vitals.domain.bounds import Bounds
from consult_room.vitals.queries import read_vitals
from signaling.protocol.vitals import VitalsMeasure, VitalsStrike
from signaling.slice import Desk, Handler


def handlers(bounds: Bounds) -> tuple[Handler, ...]:
    """``bounds``: what values can be."""

    async def measure(command: VitalsMeasure, facts: None, desk: Desk) -> None:
        desk.record(decisions.measure(await read_vitals(desk, command.consult_id), command, bounds, desk.moment))

    async def strike(command: VitalsStrike, facts: None, desk: Desk) -> None:
        desk.record(*decisions.strike(await read_vitals(desk, command.consult_id), command, bounds, desk.moment))

    return Handler(VitalsMeasure, measure), Handler(VitalsStrike, strike)

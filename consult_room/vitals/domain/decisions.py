"""What is decided about vitals: each function gives the facts, or refuses."""

from consult_room.domain.operations import Operation, check_may
from consult_room.vitals.domain.bounds import Bounds, check_possible, unlikely
from consult_room.vitals.domain.vitals import ENTRIES_AT_MOST, Vitals
from signaling.protocol.base import Event
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.vitals import Measured, Measuring, VitalsMeasure, VitalsMeasured, VitalsStrike, VitalsStruck
from signaling.slice import Moment

LATER_MS = 2 * 60_000
"""A page's idea of the server's clock is off by the link's trip; nothing is measured later than now."""

EARLIER_MS = 7 * 86_400_000


def measure(state: Vitals, command: VitalsMeasure, bounds: Bounds, moment: Moment) -> VitalsMeasured:
    """The entry's id is the command's."""
    check_may(state.circle, moment.actor, Operation.MEASURE)
    return _measured(state, command.measuring, bounds, moment, entry_id=command.id, sure=command.sure)


def strike(state: Vitals, command: VitalsStrike, bounds: Bounds, moment: Moment) -> list[Event]:
    """By anybody who may measure. Refuses ``wrong_state`` for what is struck out already."""
    check_may(state.circle, moment.actor, Operation.MEASURE)
    entry = state.entry(command.entry_id)
    if entry is None:
        raise Refused(Code.NOT_FOUND, kind="vitals_entry", id=command.entry_id)
    if entry.struck is not None:
        raise Refused(Code.WRONG_STATE, state="struck", wanted="strike")
    if not command.reason.strip():
        raise Refused(Code.REASON_NEEDED)
    struck = VitalsStruck(
        consult_id=state.consult_id,
        entry_id=command.entry_id,
        striker_id=moment.actor.id,
        reason=command.reason.strip(),
        incident_id=state.circle.incident_id,
    )
    if command.instead is None:
        return [struck]
    right = _measured(
        state, command.instead, bounds, moment, entry_id=command.id, sure=command.sure, instead_of=command.entry_id
    )
    return [struck, right]


def _measured(
    state: Vitals, measuring: Measuring, bounds: Bounds, moment: Moment,
    *, entry_id: str, sure: bool, instead_of: str | None = None,
) -> VitalsMeasured:  # fmt: skip
    if not moment.now_ms - EARLIER_MS <= measuring.measured_at_ms <= moment.now_ms + LATER_MS:
        raise Refused(Code.WRONG_TIME, field="measured_at_ms")
    check_possible(bounds, measuring)
    doubtful = unlikely(bounds, measuring)
    if doubtful and not sure:
        raise Refused(Code.UNLIKELY_VALUE, field=doubtful[0])
    if len(state.entries) >= ENTRIES_AT_MOST:
        raise Refused(Code.TOO_LONG, entries=ENTRIES_AT_MOST)
    return VitalsMeasured(
        consult_id=state.consult_id,
        entry_id=entry_id,
        author_id=moment.actor.id,
        measured_at_ms=measuring.measured_at_ms,
        means=measuring.means,
        measured=Measured(
            values=measuring.values,
            on_oxygen=measuring.on_oxygen if measuring.oxygen_l_min is None else True,
            oxygen_l_min=measuring.oxygen_l_min,
            note=measuring.note.strip(),
        ),
        unlikely=doubtful,
        instead_of=instead_of,
        incident_id=state.circle.incident_id,
    )

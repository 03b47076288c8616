"""What follows in dispatch from events of other slices: a shift that the tablet opens or ends, a transfer on which a
consult has agreed."""

from signaling.protocol.base import Command
from signaling.protocol.brigade_app import ShiftEnded, ShiftStarted
from signaling.protocol.brigades import ComeOnShift, GoOffShift
from signaling.protocol.conclusions import ConclusionTransferConfirmed
from signaling.protocol.incidents import Address, Caller, OpenIncident, Sex
from signaling.slice import Ask, Happened, Reaction


async def follow_shift(happened: Happened, ask: Ask) -> list[Command]:
    event, at_ms = happened.event, happened.stamp.at_ms
    if isinstance(event, ShiftStarted):
        return [ComeOnShift(id=happened.event_id, made_at_ms=at_ms, brigade_id=event.brigade_id)]
    if isinstance(event, ShiftEnded):
        # The crew is gone from the tablet, but its patient may not be: it goes off when it has cleared.
        return [GoOffShift(id=happened.event_id, made_at_ms=at_ms, brigade_id=event.brigade_id, when_free=True)]
    return []


REASON_OF_TRANSFER = {"emergency": "emergency_transfer", "planned": "planned_transport"}
LONGEST_LINE = 200


async def open_transfer(happened: Happened, ask: Ask) -> list[Command]:
    """The incident of a transfer stands on the consult's thread too, and names whoever asked as its caller."""
    event = happened.event
    assert isinstance(event, ConclusionTransferConfirmed)
    reason = REASON_OF_TRANSFER.get(event.transfer)
    if reason is None or event.place is None:
        return []
    said = " → ".join(filter(None, (event.place, event.transfer_to)))
    return [
        OpenIncident(
            id=happened.event_id,
            made_at_ms=happened.stamp.at_ms,
            incident_id=event.incident_id,
            consult_id=event.consult_id,
            reason=reason,
            caller=Caller(number=event.telephone or "", name=event.asker_name or ""),
            address=Address(label=event.place, landmark=event.note or ""),
            point=event.point,
            description=f"№ {event.consult_number}: {said}"[:LONGEST_LINE],
            age_years=event.age_years,
            sex=Sex(event.sex) if event.sex in ("male", "female") else None,
        )
    ]


REACTIONS = (
    Reaction("dispatch.follow_shift", (ShiftStarted, ShiftEnded), follow_shift),
    Reaction("dispatch.open_transfer", (ConclusionTransferConfirmed,), open_transfer),
)

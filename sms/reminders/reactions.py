"""What makes us look again: the life of a consult's slot."""

from signaling.protocol.base import Command
from signaling.protocol.booking import ConsultBooked, ConsultCameUp, ConsultSlotDropped, ConsultSlotSettled
from signaling.protocol.consult_room import ConsultAccepted, ConsultCancelled
from signaling.protocol.reminders import ReminderForget, ReminderLook
from signaling.protocol.trust import ConsultErased
from signaling.slice import Ask, Happened, Reaction

MADE_BY_FRAME = ""
"""A consequence's id is made by the frame from the event's (rule [R1])."""

SLOT_MOVES = (
    ConsultBooked,
    ConsultSlotDropped,
    ConsultCameUp,
    ConsultSlotSettled,
    ConsultAccepted,
    ConsultCancelled,
    ConsultErased,
)


async def look(happened: Happened, ask: Ask) -> list[Command]:
    """One cursor for all of them: an end can never overtake its beginning."""
    event = happened.event
    assert isinstance(event, SLOT_MOVES)
    if isinstance(event, ConsultErased):
        return [ReminderForget(id=MADE_BY_FRAME, made_at_ms=happened.stamp.at_ms, consult_id=event.consult_id)]
    former_id = None
    if isinstance(event, ConsultBooked):
        former_id = event.former_id
    elif isinstance(event, ConsultSlotDropped):
        former_id = event.specialist_id
    return [
        ReminderLook(
            id=MADE_BY_FRAME, made_at_ms=happened.stamp.at_ms, consult_id=event.consult_id, former_id=former_id
        )
    ]


REACTIONS = (Reaction("sms.reminders", SLOT_MOVES, look),)

"""What follows when a consult is closed."""

from signaling.protocol.base import Command
from signaling.protocol.consult_figures import ConsultWeighRecord
from signaling.protocol.consult_room import ConsultAcknowledged
from signaling.slice import Ask, Happened, Reaction

MADE_BY_FRAME = ""
"""A consequence's id is made by the frame from the event's (rule [R1])."""


async def weigh_what_is_closed(happened: Happened, ask: Ask) -> list[Command]:
    """Written down then, because later the record is erased, and the figures of its month stay."""
    event = happened.event
    assert isinstance(event, ConsultAcknowledged)
    return [ConsultWeighRecord(id=MADE_BY_FRAME, made_at_ms=happened.stamp.at_ms, consult_id=event.consult_id)]


REACTIONS = (Reaction("consult_room.weigh_record", (ConsultAcknowledged,), weigh_what_is_closed),)

"""What follows for hours and slots: somebody is away, a date is a holiday, the asker is in the conversation."""

from signaling.protocol.base import Command
from signaling.protocol.booking import BookedSlot, ConsultLookAtHours, ConsultNoteCame, SlotOfConsult
from signaling.protocol.conversations import ConversationJoined
from signaling.protocol.people import PersonDisabled
from signaling.protocol.rota import AbsenceAdded, HolidayRemoved, HolidayWasSet
from signaling.slice import Ask, Happened, Reaction

MADE_BY_FRAME = ""
"""A consequence's id is made by the frame from the event's (rule [R1])."""

HOURS_MOVE = (AbsenceAdded, PersonDisabled, HolidayWasSet, HolidayRemoved)


async def look_at_hours(happened: Happened, ask: Ask) -> list[Command]:
    """Booked slots may lie in nobody's hours now."""
    event = happened.event
    assert isinstance(event, HOURS_MOVE)
    person_id = event.person_id if isinstance(event, AbsenceAdded | PersonDisabled) else None
    return [ConsultLookAtHours(id=MADE_BY_FRAME, made_at_ms=happened.stamp.at_ms, person_id=person_id)]


async def note_who_came(happened: Happened, ask: Ask) -> list[Command]:
    """Which side of a conversation somebody is on does not tell: either may have begun it."""
    event = happened.event
    assert isinstance(event, ConversationJoined)
    if event.consult_id is None:
        return []
    slot: BookedSlot | None = await ask(SlotOfConsult(consult_id=event.consult_id))
    if slot is None or happened.stamp.actor_id != slot.asker_id:
        return []
    return [ConsultNoteCame(id=MADE_BY_FRAME, made_at_ms=happened.stamp.at_ms, consult_id=event.consult_id)]


REACTIONS = (
    Reaction("consult_room.look_at_hours", HOURS_MOVE, look_at_hours),
    Reaction("consult_room.note_who_came", (ConversationJoined,), note_who_came),
)

"""What a crew's message follows from: the life of its assignment, and of its own deliveries."""

from signaling.protocol.assignments import (
    AssignmentAccepted,
    AssignmentCancelled,
    AssignmentDeclined,
    AssignmentDelivered,
    AssignmentDiverted,
    AssignmentSeen,
    BrigadeAssigned,
)
from signaling.protocol.base import Command, Event
from signaling.protocol.crew_messages import (
    CrewMessageNote,
    CrewMessageOutcome,
    CrewMessageSettle,
    CrewMessageStatus,
    CrewMessageWatch,
)
from signaling.protocol.deliveries import DELIVERY_MOVED, DeliveryStatus
from signaling.protocol.milestones import Milestone, MilestoneReported
from signaling.slice import Ask, Happened, Reaction
from sms.domain.wording import OF_PRIORITY

MADE_BY_FRAME = ""
"""A consequence's id is made by the frame from the event's (rule [R1])."""

OVER = (AssignmentDeclined, AssignmentCancelled, AssignmentDiverted)
MOVES = (AssignmentDelivered, AssignmentSeen, AssignmentAccepted, MilestoneReported, *OVER)


async def follow_the_order(happened: Happened, ask: Ask) -> list[Command]:
    """One cursor for beginning and end, so that an end can never overtake its beginning."""
    event = happened.event
    if isinstance(event, BrigadeAssigned):
        # A crew that was told by voice while the server was away gets no message about it hours later.
        return [] if event.heard else [_watch(happened, event)]
    assert isinstance(event, MOVES)
    outcome = _outcome(event)
    if outcome is None:
        return []
    return [
        CrewMessageSettle(
            id=MADE_BY_FRAME,
            made_at_ms=happened.stamp.at_ms,
            assignment_id=event.assignment_id,
            outcome=outcome,
        )
    ]


def _watch(happened: Happened, event: BrigadeAssigned) -> CrewMessageWatch:
    return CrewMessageWatch(
        id=MADE_BY_FRAME,
        made_at_ms=happened.stamp.at_ms,
        assignment_id=event.assignment_id,
        incident_id=event.incident_id,
        brigade_id=event.brigade_id,
        callsign=event.callsign,
        urgency=OF_PRIORITY[event.priority],
        ordered_at_ms=happened.stamp.at_ms,
    )


def _outcome(event: Event) -> CrewMessageOutcome | None:
    """What the fact says of the order; None: nothing new."""
    match event:
        case AssignmentDelivered() | AssignmentSeen():
            return "delivered"
        case AssignmentAccepted():
            return "accepted_by_message" if event.through == "message" else "accepted"
        case MilestoneReported():
            return "over" if event.milestone == Milestone.CLEARED else None
        case _:
            return "over"


async def follow_the_message(happened: Happened, ask: Ask) -> list[Command]:
    """How far the SMS has come."""
    event = happened.event
    assert isinstance(event, DELIVERY_MOVED)
    if event.link_id is None:
        return []
    status: DeliveryStatus | None = await ask(CrewMessageStatus(assignment_id=event.link_id))
    if status is None:
        return []
    return [
        CrewMessageNote(id=MADE_BY_FRAME, made_at_ms=happened.stamp.at_ms, assignment_id=event.link_id, status=status)
    ]


REACTIONS = (
    Reaction("sms.beside.orders", (BrigadeAssigned, *MOVES), follow_the_order),
    Reaction("sms.beside.messages", DELIVERY_MOVED, follow_the_message),
)

"""What makes us look again: the life of an incident's assignments, and of the messages themselves."""

from signaling.protocol.assignments import (
    AssignmentAccepted,
    AssignmentCancelled,
    AssignmentDeclined,
    AssignmentDiverted,
)
from signaling.protocol.base import Command
from signaling.protocol.coming import ComingLook, ComingUnmuted, ToldNote
from signaling.protocol.deliveries import DELIVERY_MOVED
from signaling.protocol.incidents import IncidentAmended, IncidentClosed
from signaling.protocol.milestones import HospitalChanged, Milestone, MilestoneReported
from signaling.protocol.relatives import RelativeLook
from signaling.slice import Ask, Happened, Reaction

MADE_BY_FRAME = ""
"""A consequence's id is made by the frame from the event's (rule [R1])."""

ENDS = (AssignmentDeclined, AssignmentCancelled, AssignmentDiverted)
ABOUT_CALLER = (
    AssignmentAccepted,
    *ENDS,
    MilestoneReported,
    IncidentAmended,
    IncidentClosed,
    ComingUnmuted,
)
ABOUT_RELATIVE = (MilestoneReported, HospitalChanged, *ENDS, IncidentClosed)

TO_SCENE = frozenset({Milestone.DEPARTED, Milestone.ARRIVED})
TO_HOSPITAL = frozenset({Milestone.LEFT_SCENE, Milestone.HANDED_OVER})


async def look_for_the_caller(happened: Happened, ask: Ask) -> list[Command]:
    """Something happened that the caller may have to know."""
    event = happened.event
    assert isinstance(event, ABOUT_CALLER)
    if isinstance(event, MilestoneReported) and event.milestone not in TO_SCENE:
        return []
    if isinstance(event, IncidentAmended) and not {"caller", "point"} & set(event.amended):
        return []
    return [ComingLook(id=MADE_BY_FRAME, made_at_ms=happened.stamp.at_ms, incident_id=event.incident_id)]


async def look_for_the_relative(happened: Happened, ask: Ask) -> list[Command]:
    """The patient is on the way somewhere else, or there."""
    event = happened.event
    assert isinstance(event, ABOUT_RELATIVE)
    if isinstance(event, MilestoneReported) and event.milestone not in TO_HOSPITAL:
        return []
    return [RelativeLook(id=MADE_BY_FRAME, made_at_ms=happened.stamp.at_ms, incident_id=event.incident_id)]


async def follow_the_message(happened: Happened, ask: Ask) -> list[Command]:
    """These messages alone are their own link."""
    event = happened.event
    assert isinstance(event, DELIVERY_MOVED)
    if event.link_id != event.delivery_id:
        return []
    return [ToldNote(id=MADE_BY_FRAME, made_at_ms=happened.stamp.at_ms, delivery_id=event.delivery_id)]


CALLER = Reaction("sms.callers.caller", ABOUT_CALLER, look_for_the_caller)
RELATIVE = Reaction("sms.callers.relative", ABOUT_RELATIVE, look_for_the_relative)
MESSAGES = Reaction("sms.callers.messages", DELIVERY_MOVED, follow_the_message)

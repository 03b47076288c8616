"""Commands of the crew on its way, and the hospital's acknowledgement."""

from dispatch.domain import assignment_rules, windows
from dispatch.domain.assignment import Assignment
from dispatch.domain.assignment_rules import Receipt
from dispatch.domain.brigade import Brigade
from dispatch.domain.incident import Incident
from dispatch.domain.places import Hospital
from dispatch.domain.recommendation import POSITION_OLD_MS
from signaling.protocol.assignments import (
    AcceptAssignment,
    AssignmentPlaces,
    AssignmentPlacesView,
    AssignmentWindowsEnded,
    DeclineAssignment,
    DeliverAssignment,
    EndAssignmentWindows,
    SeeAssignment,
)
from signaling.protocol.brigade_app import NewestPositions, Position
from signaling.protocol.geography import Leg, TravelTimes
from signaling.protocol.milestones import AcknowledgeHandover, ChangeHospital, Milestone, ReportMilestone
from signaling.protocol.refusals import Unavailable
from signaling.slice import Ask, Desk, Handler, Moment

SIREN_UP_TO_PRIORITY = 2


async def receive(command: Receipt, facts: None, desk: Desk) -> None:
    assignment = await desk.get("assignment", command.assignment_id, Assignment)
    desk.record(assignment_rules.receive(assignment, command, desk.moment.actor))


async def decline(command: DeclineAssignment, facts: None, desk: Desk) -> None:
    assignment = await desk.get("assignment", command.assignment_id, Assignment)
    incident = await desk.get("incident", assignment.incident_id, Incident)
    desk.record(*assignment_rules.decline(assignment, incident, command, desk.moment.actor))


async def gather_milestone(command: ReportMilestone, moment: Moment, ask: Ask) -> int | None:
    """When the brigade will be there, for the two milestones after which it drives."""
    if command.milestone not in (Milestone.DEPARTED, Milestone.LEFT_SCENE):
        return None
    if command.milestone == Milestone.LEFT_SCENE and command.hospital_id is None:
        return None  # refused below
    return await _eta_at_ms(command.assignment_id, command.hospital_id, moment, ask)


async def report(command: ReportMilestone, eta_at_ms: int | None, desk: Desk) -> None:
    assignment = await desk.get("assignment", command.assignment_id, Assignment)
    brigade = await desk.get("brigade", assignment.brigade_id, Brigade)
    incident = hospital = None
    if command.milestone == Milestone.CLEARED:
        incident = await desk.get("incident", assignment.incident_id, Incident)
    if command.milestone == Milestone.LEFT_SCENE and command.hospital_id:
        hospital = await desk.get("hospital", command.hospital_id, Hospital)
    desk.record(
        *assignment_rules.report(assignment, brigade, incident, hospital, command, eta_at_ms, desk.moment.actor)
    )


async def gather_hospital(command: ChangeHospital, moment: Moment, ask: Ask) -> int | None:
    return await _eta_at_ms(command.assignment_id, command.hospital_id, moment, ask)


async def change_hospital(command: ChangeHospital, eta_at_ms: int | None, desk: Desk) -> None:
    assignment = await desk.get("assignment", command.assignment_id, Assignment)
    hospital = await desk.get("hospital", command.hospital_id, Hospital)
    desk.record(assignment_rules.change_hospital(assignment, hospital, eta_at_ms, desk.moment.actor))


async def acknowledge(command: AcknowledgeHandover, facts: None, desk: Desk) -> None:
    assignment = await desk.get("assignment", command.assignment_id, Assignment)
    desk.record(assignment_rules.acknowledge(assignment, command, desk.moment.actor))


async def end_windows(command: EndAssignmentWindows, facts: None, desk: Desk) -> None:
    assignment = await desk.get("assignment", command.assignment_id, Assignment)
    due_ms = windows.next_end(assignment.seen_by)
    if due_ms is None or due_ms > desk.moment.now_ms:
        return
    desk.record(
        AssignmentWindowsEnded(
            assignment_id=assignment.assignment_id,
            incident_id=assignment.incident_id,
            ended_at_ms=desk.moment.now_ms,
        )
    )


async def _eta_at_ms(assignment_id: str, hospital_id: str | None, moment: Moment, ask: Ask) -> int | None:
    """By road from the newest position, or from the scene when that is old; None when it cannot be said."""
    places: AssignmentPlacesView = await ask(AssignmentPlaces(assignment_id=assignment_id, hospital_id=hospital_id))
    newest: list[Position] = await ask(NewestPositions(brigade_ids=[places.brigade_id]))
    fresh = [one.point for one in newest if moment.now_ms - one.at_ms <= POSITION_OLD_MS]
    to = places.hospital_point if hospital_id else places.incident_point
    origin = fresh[0] if fresh else places.incident_point if hospital_id else None
    if to is None or origin is None:
        return None
    siren = places.priority <= SIREN_UP_TO_PRIORITY or hospital_id is None
    try:
        legs: list[Leg | None] = await ask(TravelTimes(to=to, origins=[origin], siren=siren))
    except Unavailable:
        return None  # the milestone itself must not wait for the map
    return moment.now_ms + round(legs[0].seconds * 1000) if legs and legs[0] else None


HANDLERS = (
    Handler(DeliverAssignment, receive),
    Handler(SeeAssignment, receive),
    Handler(AcceptAssignment, receive),
    Handler(DeclineAssignment, decline),
    Handler(ReportMilestone, report, gather_milestone),
    Handler(ChangeHospital, change_hospital, gather_hospital),
    Handler(AcknowledgeHandover, acknowledge),
    Handler(EndAssignmentWindows, end_windows),
)

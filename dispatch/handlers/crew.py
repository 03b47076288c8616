"""Commands of the crew on its way, and the hospital's acknowledgement."""

from dispatch.approaching import reckoned_eta_ms
from dispatch.domain import assignment_rules, windows
from dispatch.domain.assignment import Assignment
from dispatch.domain.assignment_rules import Receipt
from dispatch.domain.brigade import Brigade
from dispatch.domain.incident import Incident
from dispatch.domain.places import Hospital
from signaling.protocol.assignments import (
    AcceptAssignment,
    AssignmentWindowsEnded,
    DeclineAssignment,
    DeliverAssignment,
    EndAssignmentWindows,
    SeeAssignment,
)
from signaling.protocol.milestones import AcknowledgeHandover, ChangeHospital, Milestone, ReportMilestone
from signaling.slice import Ask, Desk, Handler, Moment


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
    return await reckoned_eta_ms(command.assignment_id, command.hospital_id, moment.now_ms, ask)


async def report(command: ReportMilestone, eta_at_ms: int | None, desk: Desk) -> None:
    assignment = await desk.get("assignment", command.assignment_id, Assignment)
    brigade = await desk.get("brigade", assignment.brigade_id, Brigade)
    incident = hospital = None
    if command.milestone == Milestone.CLEARED:
        incident = await desk.get("incident", assignment.incident_id, Incident)
    if command.milestone == Milestone.LEFT_SCENE and command.hospital_id:
        hospital = await desk.get("hospital", command.hospital_id, Hospital)
    desk.record(*assignment_rules.report(assignment, brigade, incident, hospital, command, eta_at_ms, desk.moment))


async def gather_hospital(command: ChangeHospital, moment: Moment, ask: Ask) -> int | None:
    return await reckoned_eta_ms(command.assignment_id, command.hospital_id, moment.now_ms, ask)


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

"""What may be done to an assignment, and what happened then."""

from collections.abc import Sequence

from dispatch.domain.advice import Advice
from dispatch.domain.assignment import Assignment
from dispatch.domain.brigade import Brigade, check_may_be_ordered
from dispatch.domain.entering import told_again
from dispatch.domain.incident import Incident
from dispatch.domain.incident_rules import check_open, closed_by_end, ended_ms
from dispatch.domain.milestones import INCIDENT_HEARS_OF, STAMPS, Wish, next_stage
from dispatch.domain.own import check_brigade, check_hospital
from dispatch.domain.places import Hospital
from signaling.protocol.assignments import (
    AcceptAssignment,
    AssignBrigade,
    AssignmentAccepted,
    AssignmentCancelled,
    AssignmentDeclined,
    AssignmentDelivered,
    AssignmentDiverted,
    AssignmentSeen,
    BrigadeAssigned,
    CancelAssignment,
    DeclineAssignment,
    DeliverAssignment,
    DivertBrigade,
    SeeAssignment,
)
from signaling.protocol.base import Event
from signaling.protocol.brigades import BrigadeState
from signaling.protocol.entering import AssignmentToldAgain
from signaling.protocol.incidents import Part
from signaling.protocol.milestones import (
    AcknowledgeHandover,
    ChangeHospital,
    HandoverAcknowledged,
    HospitalChanged,
    Milestone,
    MilestoneReported,
    ReportMilestone,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Moment


def assign(
    incident: Incident, brigade: Brigade, command: AssignBrigade, advice: Advice | None, moment: Moment
) -> BrigadeAssigned:
    """Refuses a closed incident, a busy or unavailable brigade, a second lead, another incident's advice."""
    check_open(incident)
    check_may_be_ordered(brigade)
    return _assigned(incident, brigade, command, advice, moment)


def divert(
    old: tuple[Incident, Assignment], new: Incident, brigade: Brigade, command: DivertBrigade, advice: Advice | None,
    moment: Moment,
) -> list[Event]:  # fmt: skip
    """Ends the one and begins the other; the incident that is left waits again unless others have served it."""
    incident, assignment = old
    check_open(new)
    if new.incident_id == incident.incident_id:
        raise Refused(Code.WRONG_STATE, incident_id=new.incident_id)
    next_stage(assignment.stage, DivertBrigade, assignment.stamped())
    begun = _assigned(new, brigade, command, advice, moment)
    ended = AssignmentDiverted(
        assignment_id=assignment.assignment_id,
        incident_id=incident.incident_id,
        brigade_id=brigade.brigade_id,
        to_incident_id=new.incident_id,
        reason=command.reason,
    )
    return [ended, *closed_by_end(incident, assignment.assignment_id), begun]


def _assigned(
    incident: Incident, brigade: Brigade, command: AssignBrigade | DivertBrigade, advice: Advice | None, moment: Moment
) -> BrigadeAssigned:
    lead = incident.lead()
    part = command.part or (Part.ASSISTING if lead else Part.LEAD)
    if part == Part.LEAD and lead:
        raise Refused(Code.INCIDENT_HAS_LEAD, brigade_id=lead.brigade_id, callsign=lead.callsign)
    rank = seconds = None
    if advice is not None:
        advice.check_is_for(incident.incident_id, moment.now_ms)
        rank, seconds = advice.place_of(brigade.brigade_id)
    return BrigadeAssigned(
        incident_id=incident.incident_id,
        assignment_id=moment.new_id("assignment"),
        brigade_id=brigade.brigade_id,
        callsign=brigade.callsign,
        part=part,
        reason=incident.reason,
        priority=incident.priority,
        alert_specialty=None if incident.alert_asked else incident.alert_specialty,
        recommendation_id=command.recommendation_id,
        recommended_rank=rank,
        eta_at_ms=None if seconds is None else moment.now_ms + round(seconds * 1000),
        incident_number=incident.number,
        patient_id=incident.patient_id,
        age_years=incident.age_years,
        sex=incident.sex,
    )


def _step(assignment: Assignment, wish: Wish, actor: Actor) -> None:
    check_brigade(actor, assignment.brigade_id)
    next_stage(assignment.stage, wish, assignment.stamped())


def _device_ms(
    command: DeliverAssignment | SeeAssignment | AcceptAssignment | DeclineAssignment | ReportMilestone,
) -> int:
    return command.made_at_ms if command.at_device_ms is None else command.at_device_ms


Receipt = DeliverAssignment | SeeAssignment | AcceptAssignment
_RECEIPTS: dict[type[DeliverAssignment | SeeAssignment], type[AssignmentDelivered | AssignmentSeen]] = {
    DeliverAssignment: AssignmentDelivered,
    SeeAssignment: AssignmentSeen,
}


def receive(
    assignment: Assignment, command: Receipt, actor: Actor
) -> AssignmentDelivered | AssignmentSeen | AssignmentAccepted | AssignmentToldAgain:
    """The tablet has it, the crew has seen it, the crew goes."""
    check_brigade(actor, assignment.brigade_id)
    again = told_again(assignment, STAMPS[type(command)], _device_ms(command))
    if again is not None:
        return again
    _step(assignment, type(command), actor)
    if isinstance(command, AcceptAssignment):
        return AssignmentAccepted(
            assignment_id=assignment.assignment_id,
            incident_id=assignment.incident_id,
            brigade_id=assignment.brigade_id,
            at_device_ms=_device_ms(command),
            through=command.through,
        )
    return _RECEIPTS[type(command)](
        assignment_id=assignment.assignment_id,
        incident_id=assignment.incident_id,
        brigade_id=assignment.brigade_id,
        at_device_ms=_device_ms(command),
    )


def decline(assignment: Assignment, incident: Incident, command: DeclineAssignment, actor: Actor) -> list[Event]:
    _step(assignment, DeclineAssignment, actor)
    declined = AssignmentDeclined(
        assignment_id=assignment.assignment_id,
        incident_id=assignment.incident_id,
        brigade_id=assignment.brigade_id,
        at_device_ms=_device_ms(command),
        reason=command.reason,
    )
    return [declined, *closed_by_end(incident, assignment.assignment_id)]


def cancel(assignment: Assignment, incident: Incident, command: CancelAssignment) -> list[Event]:
    next_stage(assignment.stage, CancelAssignment, assignment.stamped())
    cancelled = AssignmentCancelled(
        assignment_id=assignment.assignment_id,
        incident_id=assignment.incident_id,
        brigade_id=assignment.brigade_id,
        reason=command.reason,
    )
    return [cancelled, *closed_by_end(incident, assignment.assignment_id)]


def report(
    assignment: Assignment, brigade: Brigade, incident: Incident | None, hospital: Hospital | None,
    command: ReportMilestone, eta_at_ms: int | None, moment: Moment,
) -> Sequence[Event]:  # fmt: skip
    """``incident`` is needed with ``cleared``, ``hospital`` with ``left_scene``. What a tablet tells late, after it was
    without a line, closes the incident at the time at which it was."""
    check_brigade(moment.actor, assignment.brigade_id)
    again = told_again(assignment, STAMPS[command.milestone], _device_ms(command), command.result)
    if again is not None:
        return [again]
    _step(assignment, command.milestone, moment.actor)
    if command.milestone == Milestone.LEFT_SCENE and hospital is None:
        raise Refused(Code.HOSPITAL_NEEDED)
    if command.milestone == Milestone.CLEARED and command.result is None:
        raise Refused(Code.MISSING, field="result")
    if command.milestone == Milestone.RETURNED:
        _check_returns_from(brigade, assignment)
    leaves = command.milestone == Milestone.LEFT_SCENE
    reported = MilestoneReported(
        assignment_id=assignment.assignment_id,
        incident_id=assignment.incident_id,
        brigade_id=assignment.brigade_id,
        milestone=command.milestone,
        at_device_ms=_device_ms(command),
        changed_incident_id=assignment.incident_id if command.milestone in INCIDENT_HEARS_OF else None,
        hospital_id=hospital.hospital_id if hospital and leaves else None,
        hospital_name=hospital.name if hospital and leaves else None,
        result=command.result if command.milestone == Milestone.CLEARED else None,
        eta_at_ms=eta_at_ms,
    )
    if command.milestone == Milestone.CLEARED and incident is not None:
        ended = ended_ms(incident, _told_ms(assignment, command, moment), moment.now_ms)
        return [reported, *closed_by_end(incident, assignment.assignment_id, command.result, ended)]
    return [reported]


def _told_ms(assignment: Assignment, command: ReportMilestone, moment: Moment) -> int | None:
    """When the tablet says that it was, by the server's clock. A tablet's own clock may be off by hours: by how much
    shows the step of this order that came from it fastest. None when no other step came from it."""
    own = [one for one in assignment.milestones if one.by == moment.actor.name and one.heard is None]
    off_ms = min((one.at_ms - one.at_device_ms for one in own), default=None)
    return None if off_ms is None else _device_ms(command) + off_ms


def _check_returns_from(brigade: Brigade, assignment: Assignment) -> None:
    """One that was ordered again on the way never came back from the first."""
    if brigade.state != BrigadeState.RETURNING or brigade.last_assignment_id != assignment.assignment_id:
        raise Refused(Code.WRONG_STATE, state=brigade.state)


def change_hospital(assignment: Assignment, hospital: Hospital, eta_at_ms: int | None, actor: Actor) -> HospitalChanged:
    _step(assignment, ChangeHospital, actor)
    if hospital.hospital_id == assignment.hospital_id or assignment.hospital_id is None:
        raise Refused(Code.WRONG_STATE, hospital_id=hospital.hospital_id)
    return HospitalChanged(
        assignment_id=assignment.assignment_id,
        incident_id=assignment.incident_id,
        brigade_id=assignment.brigade_id,
        from_hospital_id=assignment.hospital_id,
        hospital_id=hospital.hospital_id,
        hospital_name=hospital.name,
        eta_at_ms=eta_at_ms,
    )


def acknowledge(assignment: Assignment, command: AcknowledgeHandover, actor: Actor) -> HandoverAcknowledged:
    """Once for each hospital that is chosen."""
    check_hospital(actor, assignment.hospital_id)
    next_stage(assignment.stage, AcknowledgeHandover, assignment.stamped())
    if assignment.hospital_id is None:
        raise Refused(Code.WRONG_STATE, stage=assignment.stage)
    if assignment.acknowledged_at_ms is not None:
        raise Refused(Code.ALREADY_ANSWERED, by=assignment.acknowledged_by)
    return HandoverAcknowledged(
        assignment_id=assignment.assignment_id,
        incident_id=assignment.incident_id,
        brigade_id=assignment.brigade_id,
        hospital_id=assignment.hospital_id,
        note=command.note,
    )

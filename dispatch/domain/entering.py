"""What a brigade did while nobody could tell the server, entered afterwards: what may be entered, what happened then.

Nothing is inferred and nothing is back-dated silently: a step has the time that was told, the time at which it was
entered, and who entered it. What the crew's own device tells of the same step stands beside it.
"""

from collections.abc import Sequence

from dispatch.domain.assignment import Assignment
from dispatch.domain.brigade import BUSY, MAY_BE_ORDERED, Brigade
from dispatch.domain.incident import Incident
from dispatch.domain.incident_rules import LONGEST_AGO_MS, check_open, closed_by_end, ended_ms
from dispatch.domain.milestones import INCIDENT_HEARS_OF, RANK
from dispatch.domain.places import Hospital
from signaling.protocol.assignments import AssignmentAccepted, BrigadeAssigned
from signaling.protocol.base import Event
from signaling.protocol.brigades import BrigadeState
from signaling.protocol.entering import AssignmentEntered, AssignmentToldAgain, EnterAssignment, EnteredStep
from signaling.protocol.incidents import IncidentClosed, Part, Result
from signaling.protocol.milestones import Milestone, MilestoneReported, Stage
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Moment

RECEIPTS = frozenset({Stage.DELIVERED, Stage.SEEN})
CLOCKS_DIFFER_MS = 120_000
SAME_MS = 60_000
"""Two people who tell of one moment by the minute do not contradict each other."""


def begin(
    incident: Incident, brigade: Brigade, others: Sequence[Assignment], hospital: Hospital | None,
    command: EnterAssignment, moment: Moment,
) -> list[Event]:  # fmt: skip
    """An assignment that the server has not known. ``others``: what the brigade does now, and what it did last.

    One that goes on refuses what sending refuses; one that is over leaves the brigade as it is. Both refuse times at
    which the brigade was at work elsewhere.
    """
    _check(command, frozenset(), incident, hospital, moment)
    if command.steps[0].stage != Stage.ORDERED:
        raise Refused(Code.MILESTONE_OUT_OF_ORDER, milestone=Stage.ORDERED)
    over = any(step.stage == Stage.CLEARED for step in command.steps)
    if not over:
        check_open(incident)
        _check_may_be_sent(brigade, others)
    _check_elsewhere(command.steps, over, others)
    lead = incident.lead()
    part = command.part or (Part.ASSISTING if lead or incident.served else Part.LEAD)
    if part == Part.LEAD and lead:
        raise Refused(Code.INCIDENT_HAS_LEAD, brigade_id=lead.brigade_id, callsign=lead.callsign)
    if over:
        entered = _entered(incident, brigade, part, hospital, command)
        return [entered, *_closed(incident, command.assignment_id, command, moment)]
    assigned = BrigadeAssigned(
        incident_id=incident.incident_id,
        assignment_id=command.assignment_id,
        brigade_id=brigade.brigade_id,
        callsign=brigade.callsign,
        part=part,
        reason=incident.reason,
        priority=incident.priority,
        alert_specialty=None if incident.alert_asked else incident.alert_specialty,
        at_device_ms=command.steps[0].at_ms,
        heard=command.heard,
        incident_number=incident.number,
        patient_id=incident.patient_id,
        age_years=incident.age_years,
        sex=incident.sex,
    )
    return [assigned, *(_step(command, command.assignment_id, one, hospital) for one in command.steps[1:])]


def go_on(
    assignment: Assignment, brigade: Brigade, incident: Incident, hospital: Hospital | None,
    command: EnterAssignment, moment: Moment,
) -> list[Event]:  # fmt: skip
    """More of an assignment that is known. What is stamped stands; another time for it is kept beside it."""
    if (assignment.incident_id, assignment.brigade_id) != (command.incident_id, command.brigade_id):
        raise Refused(Code.ALREADY_EXISTS, assignment_id=assignment.assignment_id)
    if assignment.stage not in RANK:
        raise Refused(Code.WRONG_STATE, stage=assignment.stage)
    _check(command, assignment.stamped(), incident, hospital, moment)
    found: list[Event] = []
    stage = assignment.stage
    for step in command.steps:
        if RANK[step.stage] <= RANK[stage] or not _moves(step, assignment, brigade):
            found += _beside(assignment, step, command)
            continue
        found.append(_step(command, assignment.assignment_id, step, hospital))
        stage = step.stage
        if stage == Stage.CLEARED:
            found += _closed(incident, assignment.assignment_id, command, moment)
    return found


def told_again(
    assignment: Assignment, stage: Stage, at_device_ms: int, result: Result | None = None
) -> AssignmentToldAgain | None:
    """What the crew's own device tells of a step after the desk has entered it, or one beyond it; else None.

    It is not refused: the crew did nothing wrong, and its time is worth keeping.
    """
    place = RANK[stage]
    if RANK.get(assignment.stage, -1) < place:
        return None
    if not any(one.heard for one in assignment.milestones if RANK.get(one.stage, -1) >= place):
        return None
    stamped = next((one for one in assignment.milestones if one.stage == stage), None)
    if stamped is not None and (stamped.heard is None or stamped.again_at_ms is not None):
        raise Refused(Code.MILESTONE_ALREADY_STAMPED, milestone=stage, stage=assignment.stage)
    return AssignmentToldAgain(
        assignment_id=assignment.assignment_id,
        incident_id=assignment.incident_id,
        brigade_id=assignment.brigade_id,
        stage=stage,
        at_device_ms=at_device_ms,
        stamped_at_ms=stamped.at_device_ms if stamped else None,
        result=result,
    )


def _check(
    command: EnterAssignment, stamped: frozenset[Stage], incident: Incident, hospital: Hospital | None, moment: Moment
) -> None:
    """The steps alone: their order, their times, and what they need beside them."""
    new = {step.stage for step in command.steps} - stamped
    known = new | stamped
    before = None
    for step in command.steps:
        if step.stage not in RANK or step.stage in RECEIPTS:
            raise Refused(Code.WRONG_VALUE, field="steps", stage=step.stage)
        if before is not None and (RANK[step.stage] <= RANK[before.stage] or step.at_ms < before.at_ms):
            raise Refused(Code.MILESTONE_OUT_OF_ORDER, milestone=step.stage)
        earliest_ms = max(incident.opened_at_ms - CLOCKS_DIFFER_MS, moment.now_ms - LONGEST_AGO_MS)
        if not earliest_ms <= step.at_ms <= moment.now_ms + CLOCKS_DIFFER_MS:
            raise Refused(Code.WRONG_TIME, milestone=step.stage, at_ms=step.at_ms)
        before = step
    if Stage.LEFT_SCENE in new and hospital is None:
        raise Refused(Code.HOSPITAL_NEEDED)
    for later, needed in (
        (Stage.AT_HOSPITAL, Stage.LEFT_SCENE),
        (Stage.HANDED_OVER, Stage.LEFT_SCENE),
        (Stage.RETURNED, Stage.CLEARED),
    ):
        if later in known and needed not in known:
            raise Refused(Code.MILESTONE_OUT_OF_ORDER, milestone=needed)
    if Stage.CLEARED in new and command.result is None:
        raise Refused(Code.MISSING, field="result")


def _closed(incident: Incident, assignment_id: str, command: EnterAssignment, moment: Moment) -> list[IncidentClosed]:
    """The incident, if this was its last brigade: at the time at which it was clear."""
    (cleared_ms,) = (step.at_ms for step in command.steps if step.stage == Stage.CLEARED)
    return closed_by_end(incident, assignment_id, command.result, ended_ms(incident, cleared_ms, moment.now_ms))


def _check_may_be_sent(brigade: Brigade, others: Sequence[Assignment]) -> None:
    if brigade.state in BUSY:
        number = next((one.incident_number for one in others if one.active), None)
        raise Refused(
            Code.BRIGADE_BUSY,
            state=brigade.state,
            incident_id=brigade.incident_id,
            callsign=brigade.callsign,
            number=number,
        )
    if brigade.state not in MAY_BE_ORDERED:
        raise Refused(Code.BRIGADE_UNAVAILABLE, state=brigade.state, reason=brigade.reason, callsign=brigade.callsign)


def _check_elsewhere(steps: Sequence[EnteredStep], over: bool, others: Sequence[Assignment]) -> None:
    """A brigade may be told of the next incident while it is at one; it cannot drive to both."""
    driving = [step.at_ms for step in steps if RANK[step.stage] >= RANK[Stage.DEPARTED]]
    if not driving:
        return
    for other in others:
        theirs = [
            one.at_device_ms
            for one in other.milestones
            if RANK[Stage.DEPARTED] <= RANK.get(one.stage, -1) <= RANK[Stage.CLEARED]
        ]
        if not theirs:
            continue
        ends_before = over and driving[-1] <= min(theirs) + SAME_MS
        begins_after = not other.active and max(theirs) <= driving[0] + SAME_MS
        if not (ends_before or begins_after):
            raise Refused(
                Code.TIMES_OVERLAP,
                callsign=other.callsign,
                number=other.incident_number,
                from_ms=min(theirs),
                until_ms=None if other.active else max(theirs),
            )


def _entered(
    incident: Incident, brigade: Brigade, part: Part, hospital: Hospital | None, command: EnterAssignment
) -> AssignmentEntered:
    assert command.result is not None  # it was checked with ``cleared``
    return AssignmentEntered(
        incident_id=incident.incident_id,
        assignment_id=command.assignment_id,
        brigade_id=brigade.brigade_id,
        callsign=brigade.callsign,
        part=part,
        reason=incident.reason,
        priority=incident.priority,
        incident_number=incident.number,
        steps=command.steps,
        heard=command.heard,
        result=command.result,
        hospital_id=hospital.hospital_id if hospital else None,
        hospital_name=hospital.name if hospital else None,
        patient_id=incident.patient_id,
        age_years=incident.age_years,
        sex=incident.sex,
    )


def _moves(step: EnteredStep, assignment: Assignment, brigade: Brigade) -> bool:
    """Whether the step still moves the brigade: not one of an assignment that is over, but for the way home."""
    if assignment.active:  # whose shift ends with the work does not return from it
        return not (brigade.shift_ending and step.stage == Stage.RETURNED)
    return (
        step.stage == Stage.RETURNED
        and brigade.state == BrigadeState.RETURNING
        and brigade.last_assignment_id == assignment.assignment_id
    )


def _beside(assignment: Assignment, step: EnteredStep, command: EnterAssignment) -> list[Event]:
    """Nothing when both tell the same; else the other time, or the gap that it fills."""
    stamped = next((one for one in assignment.milestones if one.stage == step.stage), None)
    if stamped is not None and abs(stamped.at_device_ms - step.at_ms) <= SAME_MS:
        return []
    return [
        AssignmentToldAgain(
            assignment_id=assignment.assignment_id,
            incident_id=assignment.incident_id,
            brigade_id=assignment.brigade_id,
            stage=step.stage,
            at_device_ms=step.at_ms,
            stamped_at_ms=stamped.at_device_ms if stamped else None,
            heard=command.heard,
            result=command.result if step.stage == Stage.CLEARED else None,
        )
    ]


def _step(command: EnterAssignment, assignment_id: str, step: EnteredStep, hospital: Hospital | None) -> Event:
    if step.stage == Stage.ACCEPTED:
        return AssignmentAccepted(
            assignment_id=assignment_id,
            incident_id=command.incident_id,
            brigade_id=command.brigade_id,
            at_device_ms=step.at_ms,
            heard=command.heard,
        )
    leaves = step.stage == Stage.LEFT_SCENE and hospital is not None
    return MilestoneReported(
        assignment_id=assignment_id,
        incident_id=command.incident_id,
        brigade_id=command.brigade_id,
        milestone=Milestone(step.stage.value),
        at_device_ms=step.at_ms,
        changed_incident_id=command.incident_id if step.stage in INCIDENT_HEARS_OF else None,
        hospital_id=hospital.hospital_id if hospital and leaves else None,
        hospital_name=hospital.name if hospital and leaves else None,
        result=command.result if step.stage == Stage.CLEARED else None,
        heard=command.heard,
    )

"""Commands of the desk that give and take away assignments. Few rows: the incident, the brigade, the assignment."""

from dispatch.domain import assignment_rules
from dispatch.domain.advice import Advice
from dispatch.domain.assignment import Assignment
from dispatch.domain.brigade import Brigade
from dispatch.domain.incident import Incident
from signaling.protocol.assignments import (
    AssignBrigade,
    AssignedResult,
    BrigadeAssigned,
    CancelAssignment,
    DivertBrigade,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Desk, Handler


async def assign(command: AssignBrigade, facts: None, desk: Desk) -> AssignedResult:
    incident = await desk.get("incident", command.incident_id, Incident)
    brigade = await desk.get("brigade", command.brigade_id, Brigade)
    advice = await _advice(command.recommendation_id, desk)
    begun = assignment_rules.assign(incident, brigade, command, advice, desk.moment)
    desk.record(begun)
    return _result(begun)


async def divert(command: DivertBrigade, facts: None, desk: Desk) -> AssignedResult:
    brigade = await desk.get("brigade", command.brigade_id, Brigade)
    if brigade.assignment_id is None:
        raise Refused(Code.WRONG_STATE, state=brigade.state)
    assignment = await desk.get("assignment", brigade.assignment_id, Assignment)
    old = await desk.get("incident", assignment.incident_id, Incident)
    new = await desk.get("incident", command.to_incident_id, Incident)
    advice = await _advice(command.recommendation_id, desk)
    events = assignment_rules.divert((old, assignment), new, brigade, command, advice, desk.moment)
    desk.record(*events)
    begun = events[-1]
    assert isinstance(begun, BrigadeAssigned)
    return _result(begun)


async def cancel(command: CancelAssignment, facts: None, desk: Desk) -> None:
    assignment = await desk.get("assignment", command.assignment_id, Assignment)
    incident = await desk.get("incident", assignment.incident_id, Incident)
    desk.record(*assignment_rules.cancel(assignment, incident, command))


async def _advice(recommendation_id: str | None, desk: Desk) -> Advice | None:
    return await desk.get("recommendation", recommendation_id, Advice) if recommendation_id else None


def _result(begun: BrigadeAssigned) -> AssignedResult:
    return AssignedResult(assignment_id=begun.assignment_id, part=begun.part, eta_at_ms=begun.eta_at_ms)


HANDLERS = (Handler(AssignBrigade, assign), Handler(DivertBrigade, divert), Handler(CancelAssignment, cancel))

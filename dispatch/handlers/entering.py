"""What was done without the server is entered. Few rows: the incident, the brigade, its work now and last."""

from dispatch.domain import entering
from dispatch.domain.assignment import Assignment
from dispatch.domain.brigade import Brigade
from dispatch.domain.incident import Incident
from dispatch.domain.places import Hospital
from signaling.protocol.entering import AssignmentToldAgain, EnterAssignment, EnteredResult
from signaling.slice import Desk, Handler


async def enter(command: EnterAssignment, facts: None, desk: Desk) -> EnteredResult:
    incident = await desk.get("incident", command.incident_id, Incident)
    brigade = await desk.get("brigade", command.brigade_id, Brigade)
    hospital = await desk.get("hospital", command.hospital_id, Hospital) if command.hospital_id else None
    known_id = await _known(command, brigade, desk)
    if known_id is None:
        others = [
            await desk.get("assignment", id, Assignment)
            for id in (brigade.assignment_id, brigade.last_assignment_id)
            if id is not None
        ]
        events = entering.begin(incident, brigade, others, hospital, command, desk.moment)
    else:
        known = await desk.get("assignment", known_id, Assignment)
        events = entering.go_on(known, brigade, incident, hospital, command, desk.moment)
    desk.record(*events)
    again = sum(isinstance(event, AssignmentToldAgain) for event in events)
    return EnteredResult(
        assignment_id=known_id or command.assignment_id, entered=len(command.steps) - again, again=again
    )


async def _known(command: EnterAssignment, brigade: Brigade, desk: Desk) -> str | None:
    """The assignment that it goes on with: the one of this id, or whatever the brigade does for this incident now,
    which another desk, or this one before the server was lost, may have begun."""
    if await desk.version("assignment", command.assignment_id):
        return command.assignment_id
    return brigade.assignment_id if brigade.incident_id == command.incident_id else None


HANDLERS = (Handler(EnterAssignment, enter),)

"""When a brigade will be where it goes, and who comes to an incident and takes its patient where."""

from dispatch.domain.assignment import Assignment
from dispatch.domain.incident import Incident
from dispatch.domain.recommendation import POSITION_OLD_MS
from signaling.protocol.approaches import (
    IncidentApproach,
    IncidentApproachView,
    IncidentTransport,
    IncidentTransportView,
)
from signaling.protocol.assignments import AssignmentPlaces, AssignmentPlacesView
from signaling.protocol.brigade_app import NewestPositions, Position
from signaling.protocol.from_incident import BrigadeStepsView, IncidentSteps, StepView
from signaling.protocol.geography import Leg, TravelTimes
from signaling.protocol.incidents import Part
from signaling.protocol.milestones import Milestone, Stage
from signaling.protocol.refusals import Unavailable
from signaling.slice import Answers, Ask, Enquiry, Reading

SIREN_UP_TO_PRIORITY = 2
GOES = frozenset({Stage.ACCEPTED, Stage.DEPARTED})
CALLED_BACK = frozenset({Stage.DECLINED, Stage.CANCELLED, Stage.DIVERTED})
MOST_ASSIGNMENTS = 100
TOLD = frozenset(Stage(one.value) for one in Milestone) | {Stage.ACCEPTED, *CALLED_BACK}


async def reckoned_eta_ms(assignment_id: str, hospital_id: str | None, now_ms: int, ask: Ask) -> int | None:
    """By road from the newest position, or from the scene when that is old; None when it cannot be said."""
    places: AssignmentPlacesView = await ask(AssignmentPlaces(assignment_id=assignment_id, hospital_id=hospital_id))
    newest: list[Position] = await ask(NewestPositions(brigade_ids=[places.brigade_id]))
    fresh = [one.point for one in newest if now_ms - one.at_ms <= POSITION_OLD_MS]
    to = places.hospital_point if hospital_id else places.incident_point
    origin = fresh[0] if fresh else places.incident_point if hospital_id else None
    if to is None or origin is None:
        return None
    siren = places.priority <= SIREN_UP_TO_PRIORITY or hospital_id is None
    try:
        legs: list[Leg | None] = await ask(TravelTimes(to=to, origins=[origin], siren=siren))
    except Unavailable:
        return None  # neither a milestone nor a message waits for the map
    return now_ms + round(legs[0].seconds * 1000) if legs and legs[0] else None


async def _assignments(reading: Reading, incident_id: str) -> list[Assignment]:
    found = await reading.find("assignment", Assignment, limit=MOST_ASSIGNMENTS, incident_id=incident_id)
    return sorted(found, key=lambda one: (one.milestones[0].at_ms, one.assignment_id))


async def incident_approach(question: IncidentApproach, enquiry: Enquiry) -> IncidentApproachView:
    incident = await enquiry.reading.get("incident", question.incident_id, Incident)
    assignments = await _assignments(enquiry.reading, question.incident_id)
    lead = next((one for one in assignments if one.active and one.part == Part.LEAD and one.stage in GOES), None)
    return IncidentApproachView(
        incident_id=incident.incident_id,
        closed=incident.closed_at_ms is not None,
        arrived=any(Stage.ARRIVED in one.stamped() for one in assignments),
        assignment_id=lead.assignment_id if lead else None,
        eta_at_ms=await reckoned_eta_ms(lead.assignment_id, None, enquiry.now_ms, enquiry.ask) if lead else None,
    )


async def incident_transport(question: IncidentTransport, enquiry: Enquiry) -> IncidentTransportView:
    incident = await enquiry.reading.get("incident", question.incident_id, Incident)
    leaving = [
        one
        for one in await _assignments(enquiry.reading, question.incident_id)
        if one.hospital_id and one.stage not in CALLED_BACK and Stage.LEFT_SCENE in one.stamped()
    ]
    first = min(leaving, key=_left_at_ms) if leaving else None
    return IncidentTransportView(
        incident_id=incident.incident_id,
        patient_id=incident.patient_id,
        closed=incident.closed_at_ms is not None,
        hospital_id=first.hospital_id if first else None,
        hospital_name=first.hospital_name if first else None,
        handed_over=first is not None and Stage.HANDED_OVER in first.stamped(),
    )


async def incident_steps(question: IncidentSteps, enquiry: Enquiry) -> list[BrigadeStepsView]:
    """What was only ordered, delivered and seen is the desk's."""
    brigades = []
    for one in await _assignments(enquiry.reading, question.incident_id):
        steps = [StepView(stage=step.stage, at_ms=step.at_ms) for step in one.milestones if step.stage in TOLD]
        if steps and not (one.stage in CALLED_BACK and Stage.DEPARTED not in one.stamped()):
            brigades.append(BrigadeStepsView(callsign=one.callsign, steps=steps, hospital_name=one.hospital_name))
    return brigades


def _left_at_ms(assignment: Assignment) -> int:
    return next(one.at_ms for one in assignment.milestones if one.stage == Stage.LEFT_SCENE)


ANSWERS = (
    Answers(IncidentApproach, incident_approach),
    Answers(IncidentTransport, incident_transport),
    Answers(IncidentSteps, incident_steps),
)

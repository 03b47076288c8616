"""Where each brigade's order leads now, for the geofence: asked of dispatch every few seconds."""

from collections.abc import Iterable

from brigade_app.positions.fix import Target
from signaling.protocol.assignments import AssignmentPlaces, AssignmentPlacesView
from signaling.protocol.base import Point
from signaling.protocol.brigades import BrigadesKnown, BrigadesKnownView, BrigadeState
from signaling.slice import Ask

LEADS_TO = {BrigadeState.EN_ROUTE: "arrived", BrigadeState.TRANSPORTING: "at_hospital"}


async def targets(brigade_ids: Iterable[str], ask: Ask) -> dict[str, Target]:
    """For the brigades that are on their way somewhere whose place is known."""
    wanted = set(brigade_ids)
    if not wanted:
        return {}
    known: BrigadesKnownView = await ask(BrigadesKnown())
    found: dict[str, Target] = {}
    for brigade in known.brigades:
        milestone = LEADS_TO.get(brigade.state)
        if milestone is None or brigade.assignment_id is None or brigade.brigade_id not in wanted:
            continue
        point = await _place(brigade.assignment_id, milestone, ask)
        if point is not None:
            found[brigade.brigade_id] = Target(brigade.assignment_id, milestone, point)
    return found


async def _place(assignment_id: str, milestone: str, ask: Ask) -> Point | None:
    places: AssignmentPlacesView = await ask(AssignmentPlaces(assignment_id=assignment_id))
    return places.incident_point if milestone == "arrived" else places.hospital_point

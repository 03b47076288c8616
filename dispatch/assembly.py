"""Everything that dispatch gives to the frame."""

from pathlib import Path
from zoneinfo import ZoneInfo

from dispatch.data.load import load_catalogue
from dispatch.domain import advice, assignment, brigade, incident, incident_views, places, windows
from dispatch.domain.advice import Advice
from dispatch.domain.assignment import Assignment
from dispatch.domain.brigade import Brigade
from dispatch.domain.incident import Incident
from dispatch.domain.places import Hospital, Station
from dispatch.handlers import assigning, crew, entering, resources
from dispatch.handlers.incident import IncidentHandlers
from dispatch.handlers.recommendation import RecommendationHandlers
from dispatch.queries import Queries
from dispatch.reactions import REACTIONS
from signaling.protocol.assignments import EndAssignmentWindows
from signaling.protocol.hospitals import HospitalAdded, StationAdded
from signaling.protocol.incidents import EndIncidentWindows, Part
from signaling.protocol.refusals import Code
from signaling.slice import Aggregate, Slice, Timer, Unique

INCIDENT = Aggregate(
    kind="incident",
    state=Incident,
    evolve=incident.EVOLVE,
    views=incident_views.views,
    columns={
        "number": (int, lambda state: state.number),
        "day_number": (int, lambda state: state.day_number),
        "caller_digits": (str, lambda state: incident.caller_digits(state) or None),
        "windows_end_ms": (int, lambda state: windows.next_end(state.seen_by)),
    },
    live=incident_views.live,
)

ASSIGNMENT = Aggregate(
    kind="assignment",
    state=Assignment,
    evolve=assignment.EVOLVE,
    views=assignment.views,
    columns={
        "brigade_id": (str, lambda state: state.brigade_id),
        "incident_id": (str, lambda state: state.incident_id),
        "active": (bool, lambda state: state.active),
        "leading": (bool, lambda state: state.active and state.part == Part.LEAD),
        "windows_end_ms": (int, lambda state: windows.next_end(state.seen_by)),
    },
    unique=(
        Unique("assignment_one_active_a_brigade", ("brigade_id",), "active", Code.BRIGADE_BUSY),
        Unique("assignment_one_lead_an_incident", ("incident_id",), "leading", Code.INCIDENT_HAS_LEAD),
    ),
    live=assignment.live,
)

BRIGADE = Aggregate(
    kind="brigade",
    state=Brigade,
    evolve=brigade.EVOLVE,
    views=brigade.views,
    columns={
        "callsign": (str, lambda state: state.callsign),
        "listed": (bool, lambda state: True),
    },
    unique=(Unique("brigade_callsign", ("callsign",), "listed", Code.ALREADY_EXISTS),),
)

STATION = Aggregate(
    kind="station",
    state=Station,
    evolve={StationAdded: places.station_added},
    views=places.station_views,
)

HOSPITAL = Aggregate(
    kind="hospital",
    state=Hospital,
    evolve={HospitalAdded: places.hospital_added},
    views=places.hospital_views,
)

RECOMMENDATION = Aggregate(
    kind="recommendation",
    state=Advice,
    evolve=advice.EVOLVE,
    views=advice.views,
    live=advice.live,
)


def _incident_windows(state: Incident) -> EndIncidentWindows:
    # The frame gives the command its id and its time.
    return EndIncidentWindows(id="", made_at_ms=0, incident_id=state.incident_id)


def _assignment_windows(state: Assignment) -> EndAssignmentWindows:
    return EndAssignmentWindows(id="", made_at_ms=0, assignment_id=state.assignment_id)


def assemble(*, time_zone: str = "Asia/Tashkent", data: Path | None = None) -> Slice:
    """``time_zone``: where days are counted. ``data``: a service's own reasons and profiles, else those that come
    with the program."""
    catalogue = load_catalogue(data)
    return Slice(
        name="dispatch",
        aggregates=(INCIDENT, ASSIGNMENT, BRIGADE, STATION, HOSPITAL, RECOMMENDATION),
        handlers=(
            *IncidentHandlers(catalogue, ZoneInfo(time_zone)).all(),
            *RecommendationHandlers(catalogue).all(),
            *assigning.HANDLERS,
            *crew.HANDLERS,
            *entering.HANDLERS,
            *resources.HANDLERS,
        ),
        answers=Queries(catalogue).all(),
        reactions=REACTIONS,
        timers=(
            Timer("dispatch.incident_windows", "incident", Incident, "windows_end_ms", _incident_windows),
            Timer("dispatch.assignment_windows", "assignment", Assignment, "windows_end_ms", _assignment_windows),
        ),
    )

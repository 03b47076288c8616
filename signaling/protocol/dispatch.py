"""The words of dispatch: incidents, brigades, assignments, stations, hospitals, recommendations.

One file a slice is the house's rule, so this one is longer than most: it holds the whole way from the telephone call
to the hospital door. Codes are plain text where a data file or a screen's catalogue owns their list (``reason``,
``profile``, ``result``), and an enum where the rules here own it.
"""

from enum import StrEnum
from typing import Annotated, ClassVar

import msgspec

from signaling.protocol.base import Command, Event, Personal, Point, Question, View

# --- what several words share -----------------------------------------------------------------------------------


class BrigadeState(StrEnum):
    """What a brigade is doing; only ``available`` and ``returning`` may be ordered."""

    OFF_SHIFT = "off_shift"
    AVAILABLE = "available"
    ASSIGNED = "assigned"
    EN_ROUTE = "en_route"
    ON_SCENE = "on_scene"
    TRANSPORTING = "transporting"
    AT_HOSPITAL = "at_hospital"
    RETURNING = "returning"
    ON_BREAK = "on_break"
    OUT_OF_SERVICE = "out_of_service"


class Profile(StrEnum):
    """What a brigade is staffed and equipped for."""

    GENERAL = "general"
    PARAMEDIC = "paramedic"
    INTENSIVE_CARE = "intensive_care"
    PAEDIATRIC = "paediatric"
    PSYCHIATRIC = "psychiatric"
    OBSTETRIC = "obstetric"
    CARDIOLOGICAL = "cardiological"
    NEUROLOGICAL = "neurological"
    ADVICE = "advice"
    AIR = "air"


class Stage(StrEnum):
    """How far an assignment is: its last milestone, or how it ended."""

    ORDERED = "ordered"
    DELIVERED = "delivered"
    SEEN = "seen"
    ACCEPTED = "accepted"
    DEPARTED = "departed"
    ARRIVED = "arrived"
    PATIENT_CONTACT = "patient_contact"
    LEFT_SCENE = "left_scene"
    AT_HOSPITAL = "at_hospital"
    HANDED_OVER = "handed_over"
    CLEARED = "cleared"
    RETURNED = "returned"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    DIVERTED = "diverted"


class Milestone(StrEnum):
    """What a crew reports with ``milestone.report``; the values are the stages they lead to."""

    DEPARTED = "departed"
    ARRIVED = "arrived"
    PATIENT_CONTACT = "patient_contact"
    LEFT_SCENE = "left_scene"
    AT_HOSPITAL = "at_hospital"
    HANDED_OVER = "handed_over"
    CLEARED = "cleared"
    RETURNED = "returned"


class Part(StrEnum):
    """A brigade's part in an incident: one leads, the others assist."""

    LEAD = "lead"
    ASSISTING = "assisting"


class IncidentStatus(StrEnum):
    """``waiting``: nobody leads it; ``attended``: a brigade leads it; ``closed``."""

    WAITING = "waiting"
    ATTENDED = "attended"
    CLOSED = "closed"


class Result(StrEnum):
    """How an assignment or an incident ended, as form 110/у asks."""

    DELIVERED = "delivered"
    IMPROVED = "improved"
    NO_CHANGE = "no_change"
    REFUSED = "refused"
    REFUSED_TRANSPORT = "refused_transport"
    NOT_FOUND = "not_found"
    FALSE_CALL = "false_call"
    HANDED_TO_OTHER = "handed_to_other"
    DIED_BEFORE_ARRIVAL = "died_before_arrival"
    DIED_IN_CARE = "died_in_care"
    ADVICE = "advice"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"


class Sex(StrEnum):
    """As form 110/у has it; unknown is None."""

    MALE = "male"
    FEMALE = "female"


Code60 = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
Line = Annotated[str, msgspec.Meta(max_length=200)]
Text = Annotated[str, msgspec.Meta(max_length=2000)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
Years = Annotated[int, msgspec.Meta(ge=0, le=130)]
Answers = Annotated[list[Code60], msgspec.Meta(max_length=20)]


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """Who telephoned. ``relation`` is what the caller is to the patient, in words."""

    number: Line = ""
    name: Line = ""
    relation: Line = ""


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """Where to go, as a crew needs it at the door. ``label`` is the one line that is read out."""

    label: Line = ""
    district: Line = ""
    settlement: Line = ""
    street: Line = ""
    house: Line = ""
    flat: Line = ""
    entrance: Line = ""
    floor: Line = ""
    door_code: Line = ""
    landmark: Line = ""


class Stamped(msgspec.Struct, frozen=True, kw_only=True):
    """One milestone, stamped once: the device's time and the server's."""

    stage: Stage
    at_device_ms: int
    at_ms: int
    by: str = ""


# --- commands: incident -----------------------------------------------------------------------------------------


class OpenIncident(Command, frozen=True, kw_only=True, tag="incident.open"):
    """A telephone call has become an incident. Answered with IncidentOpenedResult.

    ``incident_id`` may be made by the client (UUID). ``answers`` are codes of what the caller affirmed: of the
    reason's questions, and ``unconscious``, ``not_breathing``, ``heavy_bleeding``, which raise any reason.
    """

    incident_id: str | None = None
    reason: Code60
    answers: Answers = []
    caller: Caller | None = None
    address: Address | None = None
    point: Point | None = None
    description: Text = ""
    patient_name: Line = ""
    age_years: Years | None = None
    sex: Sex | None = None
    answered_at_ms: int | None = None  # when the telephone was picked up


class AmendIncident(Command, frozen=True, kw_only=True, tag="incident.amend"):
    """What has been learned since: None leaves a field as it is, anything else replaces it whole."""

    incident_id: str
    reason: Code60 | None = None
    answers: Answers | None = None
    caller: Caller | None = None
    address: Address | None = None
    point: Point | None = None
    description: Text | None = None
    patient_name: Line | None = None
    age_years: Years | None = None
    sex: Sex | None = None


class CloseIncident(Command, frozen=True, kw_only=True, tag="incident.close"):
    """The desk closes an incident that no brigade is working on. A crew's ``cleared`` closes it by itself."""

    incident_id: str
    result: Result
    note: Text = ""


class EndIncidentWindows(Command, frozen=True, kw_only=True, tag="incident.end_windows"):
    """The clock: somebody's right to see the incident has run out."""

    incident_id: str


# --- commands: recommendation and assignment --------------------------------------------------------------------


class AskRecommendation(Command, frozen=True, kw_only=True, tag="recommendation.ask"):
    """Whom to send? Answered with RecommendationView. The event keeps everything that was weighed."""

    incident_id: str


class AssignBrigade(Command, frozen=True, kw_only=True, tag="brigade.assign"):
    """Send this brigade. Answered with AssignedResult.

    ``part`` None: it leads if nobody leads, else it assists. ``recommendation_id``: what the dispatcher looked at.
    """

    incident_id: str
    brigade_id: str
    part: Part | None = None
    recommendation_id: str | None = None


class DivertBrigade(Command, frozen=True, kw_only=True, tag="brigade.divert"):
    """End the brigade's assignment and begin another, at once. Answered with AssignedResult."""

    brigade_id: str
    to_incident_id: str
    reason: Name
    part: Part | None = None
    recommendation_id: str | None = None


class DeliverAssignment(Command, frozen=True, kw_only=True, tag="assignment.deliver"):
    """The tablet has the order and keeps it. Here and below ``at_device_ms`` None means ``made_at_ms``."""

    assignment_id: str
    at_device_ms: int | None = None


class SeeAssignment(Command, frozen=True, kw_only=True, tag="assignment.see"):
    """The order was on a visible, awake page, and was touched or stood for 2 s."""

    assignment_id: str
    at_device_ms: int | None = None


class AcceptAssignment(Command, frozen=True, kw_only=True, tag="assignment.accept"):
    """The crew goes (or the desk writes down what the crew said over the radio)."""

    assignment_id: str
    at_device_ms: int | None = None


class DeclineAssignment(Command, frozen=True, kw_only=True, tag="assignment.decline"):
    """The crew cannot go: vehicle, crew, access, other."""

    assignment_id: str
    reason: Name
    at_device_ms: int | None = None


class CancelAssignment(Command, frozen=True, kw_only=True, tag="assignment.cancel"):
    """The desk calls the brigade back, at any step."""

    assignment_id: str
    reason: Name


class ReportMilestone(Command, frozen=True, kw_only=True, tag="milestone.report"):
    """The next step is done. ``hospital_id`` is needed with ``left_scene``, ``result`` with ``cleared``."""

    assignment_id: str
    milestone: Milestone
    at_device_ms: int | None = None
    hospital_id: str | None = None
    result: Result | None = None


class ChangeHospital(Command, frozen=True, kw_only=True, tag="assignment.change_hospital"):
    """On the way the destination changes; the first hospital stops seeing the brigade."""

    assignment_id: str
    hospital_id: str


class AcknowledgeHandover(Command, frozen=True, kw_only=True, tag="handover.acknowledge"):
    """The hospital: we know who is coming and are ready (before arrival), or we have taken the patient over."""

    assignment_id: str
    note: Line = ""


class EndAssignmentWindows(Command, frozen=True, kw_only=True, tag="assignment.retire"):
    """The clock: somebody's right to see the assignment has run out."""

    assignment_id: str


# --- commands: brigades, stations, hospitals --------------------------------------------------------------------


class ComeOnShift(Command, frozen=True, kw_only=True, tag="brigade.come_on_shift"):
    brigade_id: str


class GoOffShift(Command, frozen=True, kw_only=True, tag="brigade.go_off_shift"):
    """``when_free``: a brigade that is busy goes off when it has cleared, instead of a refusal."""

    brigade_id: str
    when_free: bool = False


class TakeBreak(Command, frozen=True, kw_only=True, tag="brigade.take_break"):
    brigade_id: str


class EndBreak(Command, frozen=True, kw_only=True, tag="brigade.end_break"):
    brigade_id: str


class SetOutOfService(Command, frozen=True, kw_only=True, tag="brigade.set_out_of_service"):
    brigade_id: str
    reason: Name


class ReturnToService(Command, frozen=True, kw_only=True, tag="brigade.return_to_service"):
    brigade_id: str


class AddStation(Command, frozen=True, kw_only=True, tag="station.add"):
    """Answered with AddedResult, as are brigade.add and hospital.add. Ids may be made by the client."""

    station_id: str | None = None
    name: Name
    point: Point
    address_label: Line = ""


class AddBrigade(Command, frozen=True, kw_only=True, tag="brigade.add"):
    brigade_id: str | None = None
    callsign: Name
    profile: Profile
    station_id: str
    equipment: Annotated[list[Code60], msgspec.Meta(max_length=40)] = []  # ecg, defibrillator, ventilator …


class AddHospital(Command, frozen=True, kw_only=True, tag="hospital.add"):
    hospital_id: str | None = None
    name: Name
    point: Point
    address_label: Line = ""
    telephone: Line = ""
    specialties: Annotated[list[Code60], msgspec.Meta(max_length=40)] = []


# --- what commands are answered with ----------------------------------------------------------------------------


class IncidentOpenedResult(msgspec.Struct, frozen=True, kw_only=True):
    incident_id: str
    number: int
    day_number: int
    priority: int
    priority_because: list[str]
    assign_by_ms: int
    arrive_by_ms: int


class AssignedResult(msgspec.Struct, frozen=True, kw_only=True):
    assignment_id: str
    part: Part
    eta_at_ms: int | None


class AddedResult(msgspec.Struct, frozen=True, kw_only=True):
    id: str


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A brigade that may go. ``seconds`` = ``free_in_seconds`` + ``mobilise_seconds`` + ``road_seconds``.

    ``reasons``: ``profile_exact`` | ``profile_replaces``, ``nearest``, ``at_post``, ``returning``, ``soon_free``.
    """

    rank: int
    brigade_id: str
    callsign: str
    profile: Profile
    state: BrigadeState
    seconds: float
    road_seconds: float
    mobilise_seconds: float
    free_in_seconds: float
    metres: float
    position_age_ms: int
    reasons: list[str]


class Rejected(msgspec.Struct, frozen=True, kw_only=True):
    """A brigade that may not. ``code``: ``busy``, ``off_shift``, ``on_break``, ``out_of_service``, ``profile``,
    ``position_old``, ``unreachable``. ``seconds`` is its road time where one is known."""

    brigade_id: str
    callsign: str
    profile: Profile
    state: BrigadeState
    code: str
    seconds: float | None
    position_age_ms: int | None


class RecommendationView(msgspec.Struct, frozen=True, kw_only=True):
    """The best 20 and the nearest 20 of the rejected; all are counted here and kept in the journal.

    ``by_road`` False: the map's roads could not be asked, the times are estimates along the straight line.
    """

    recommendation_id: str
    incident_id: str
    at_ms: int
    by_road: bool
    wanted: list[Profile]
    ranked: list[Candidate]
    ranked_total: int
    rejected: list[Rejected]
    rejected_counts: dict[str, int]


# --- events: incident -------------------------------------------------------------------------------------------


class IncidentOpened(Event, frozen=True, kw_only=True, tag="incident.opened"):
    """``priority`` 1 (threat to life) … 4 (planned); ``priority_because``: ``reason:CODE`` or ``answer:CODE``.

    ``assign_by_ms`` is when a brigade should have been sent, ``arrive_by_ms`` when it should be at the door.
    """

    touches: ClassVar[dict[str, str]] = {"incident": "incident_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id", "patient_id")
    subject: ClassVar[str | None] = "patient_id"

    incident_id: str
    patient_id: str
    number: int
    day_number: int
    reason: str
    answers: list[str]
    priority: int
    priority_because: list[str]
    assign_by_ms: int
    arrive_by_ms: int
    alert_specialty: str | None
    wanted: list[Profile]
    age_years: int | None = None
    sex: Sex | None = None
    answered_at_ms: int | None = None
    caller: Personal[Caller] = None
    address: Personal[Address] = None
    point: Personal[Point] = None  # it is the address: whoever is not shown the one must not hear the other
    description: Personal[str] = None
    patient_name: Personal[str] = None


class IncidentAmended(Event, frozen=True, kw_only=True, tag="incident.amended"):
    """The incident as it is described from now on, whole; ``amended`` names the fields that changed."""

    touches: ClassVar[dict[str, str]] = {"incident": "incident_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id", "patient_id")
    subject: ClassVar[str | None] = "patient_id"

    incident_id: str
    patient_id: str
    amended: list[str]
    reason: str
    answers: list[str]
    priority: int
    priority_because: list[str]
    assign_by_ms: int
    arrive_by_ms: int
    alert_specialty: str | None
    wanted: list[Profile]
    age_years: int | None = None
    sex: Sex | None = None
    caller: Personal[Caller] = None
    address: Personal[Address] = None
    point: Personal[Point] = None  # it is the address: whoever is not shown the one must not hear the other
    description: Personal[str] = None
    patient_name: Personal[str] = None


class IncidentClosed(Event, frozen=True, kw_only=True, tag="incident.closed"):
    touches: ClassVar[dict[str, str]] = {"incident": "incident_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id", "patient_id")
    subject: ClassVar[str | None] = "patient_id"

    incident_id: str
    patient_id: str
    result: Result
    note: Personal[str] = None


class IncidentWindowsEnded(Event, frozen=True, kw_only=True, tag="incident.windows_ended"):
    """Everybody whose right to see the incident ran out at ``ended_at_ms`` or before no longer sees it."""

    touches: ClassVar[dict[str, str]] = {"incident": "incident_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id",)

    incident_id: str
    ended_at_ms: int


# --- events: recommendation and assignment ----------------------------------------------------------------------


class BrigadesWeighed(msgspec.Struct, frozen=True, kw_only=True):
    """Every brigade that was looked at, in parallel lists: the i-th entry of each speaks of the same brigade.

    Lists of plain values because a thousand brigades are kept with every recommendation. Places are kept to a metre.
    """

    as_of_seq: int
    brigade_ids: list[str]
    callsigns: list[str]
    profiles: list[Profile]
    states: list[BrigadeState]
    state_since_ms: list[int]
    lon: list[float | None]
    lat: list[float | None]
    position_age_ms: list[int | None]
    at_post: list[bool]
    shift_ending: list[bool]
    road_seconds: list[float | None]
    road_metres: list[float | None]


class RecommendationGiven(Event, frozen=True, kw_only=True, tag="recommendation.given"):
    """Whole: from ``brigades`` and the values beside them the same ranking can be made again.

    ``allowed`` are the profiles that might be sent: those wanted, and who may replace them.

    ``ranked`` holds indexes into ``brigades``, best first, ``ranked_seconds`` their total times; ``rejected`` indexes
    and ``rejected_codes`` why.
    """

    touches: ClassVar[dict[str, str]] = {"recommendation": "recommendation_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id",)
    # A hundred kilobytes with a thousand brigades: kept in the journal, left out of what a thread shows.
    kept_only: ClassVar[tuple[str, ...]] = ("brigades", "ranked", "ranked_seconds", "rejected", "rejected_codes")

    recommendation_id: str
    incident_id: str
    point: Point
    priority: int
    wanted: list[Profile]
    allowed: list[Profile]
    asked_at_ms: int
    by_road: bool
    brigades: BrigadesWeighed
    ranked: list[int]
    ranked_seconds: list[float]
    rejected: list[int]
    rejected_codes: list[str]
    best_brigade_id: str | None = None
    best_callsign: str | None = None
    best_seconds: float | None = None
    ranked_total: int = 0
    rejected_counts: dict[str, int] = {}


class BrigadeAssigned(Event, frozen=True, kw_only=True, tag="brigade.assigned"):
    """``alert_specialty`` is set once an incident: by the first assignment of a reason that asks for a doctor.

    ``recommended_rank`` is the brigade's place in the recommendation that was looked at (1 = followed), None when
    it was not among those ranked, or when none was looked at.
    """

    touches: ClassVar[dict[str, str]] = {
        "incident": "incident_id",
        "assignment": "assignment_id",
        "brigade": "brigade_id",
    }
    about: ClassVar[tuple[str, ...]] = ("incident_id",)
    subject: ClassVar[str | None] = "patient_id"

    incident_id: str
    assignment_id: str
    brigade_id: str
    callsign: str
    part: Part
    reason: str
    priority: int
    alert_specialty: str | None = None
    recommendation_id: str | None = None
    recommended_rank: int | None = None
    eta_at_ms: int | None = None
    incident_number: int = 0
    patient_id: str | None = None
    age_years: Personal[int] = None  # personal here: the administration is shown what becomes of a brigade
    sex: Personal[Sex] = None


class AssignmentDelivered(Event, frozen=True, kw_only=True, tag="assignment.delivered"):
    touches: ClassVar[dict[str, str]] = {"assignment": "assignment_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id",)

    assignment_id: str
    incident_id: str
    brigade_id: str
    at_device_ms: int


class AssignmentSeen(Event, frozen=True, kw_only=True, tag="assignment.seen"):
    touches: ClassVar[dict[str, str]] = {"assignment": "assignment_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id",)

    assignment_id: str
    incident_id: str
    brigade_id: str
    at_device_ms: int


class AssignmentAccepted(Event, frozen=True, kw_only=True, tag="assignment.accepted"):
    touches: ClassVar[dict[str, str]] = {"assignment": "assignment_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id",)

    assignment_id: str
    incident_id: str
    brigade_id: str
    at_device_ms: int


class AssignmentDeclined(Event, frozen=True, kw_only=True, tag="assignment.declined"):
    touches: ClassVar[dict[str, str]] = {
        "incident": "incident_id",
        "assignment": "assignment_id",
        "brigade": "brigade_id",
    }
    about: ClassVar[tuple[str, ...]] = ("incident_id",)

    assignment_id: str
    incident_id: str
    brigade_id: str
    at_device_ms: int
    reason: str


class AssignmentCancelled(Event, frozen=True, kw_only=True, tag="assignment.cancelled"):
    touches: ClassVar[dict[str, str]] = {
        "incident": "incident_id",
        "assignment": "assignment_id",
        "brigade": "brigade_id",
    }
    about: ClassVar[tuple[str, ...]] = ("incident_id",)

    assignment_id: str
    incident_id: str
    brigade_id: str
    reason: str


class AssignmentDiverted(Event, frozen=True, kw_only=True, tag="assignment.diverted"):
    touches: ClassVar[dict[str, str]] = {
        "incident": "incident_id",
        "assignment": "assignment_id",
        "brigade": "brigade_id",
    }
    about: ClassVar[tuple[str, ...]] = ("incident_id",)

    assignment_id: str
    incident_id: str
    brigade_id: str
    to_incident_id: str
    reason: str


class MilestoneReported(Event, frozen=True, kw_only=True, tag="milestone.reported"):
    """``eta_at_ms``: when the brigade is expected where it now goes (the scene, the hospital), if that is known.

    ``changed_incident_id`` is the incident for the milestones that it has to hear of, else None.
    """

    touches: ClassVar[dict[str, str]] = {
        "incident": "changed_incident_id",
        "assignment": "assignment_id",
        "brigade": "brigade_id",
    }
    about: ClassVar[tuple[str, ...]] = ("incident_id",)

    assignment_id: str
    incident_id: str
    brigade_id: str
    milestone: Milestone
    at_device_ms: int
    changed_incident_id: str | None = None
    hospital_id: str | None = None
    hospital_name: str | None = None
    result: Result | None = None
    eta_at_ms: int | None = None


class HospitalChanged(Event, frozen=True, kw_only=True, tag="assignment.hospital_changed"):
    touches: ClassVar[dict[str, str]] = {"incident": "incident_id", "assignment": "assignment_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id",)

    assignment_id: str
    incident_id: str
    brigade_id: str
    from_hospital_id: str
    hospital_id: str
    hospital_name: str
    eta_at_ms: int | None = None


class HandoverAcknowledged(Event, frozen=True, kw_only=True, tag="handover.acknowledged"):
    touches: ClassVar[dict[str, str]] = {"assignment": "assignment_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id",)
    subject: ClassVar[str | None] = "incident_id"

    assignment_id: str
    incident_id: str
    brigade_id: str
    hospital_id: str
    note: Personal[str] = None


class AssignmentWindowsEnded(Event, frozen=True, kw_only=True, tag="assignment.retired"):
    touches: ClassVar[dict[str, str]] = {"assignment": "assignment_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id",)

    assignment_id: str
    incident_id: str
    ended_at_ms: int


# --- events: brigades, stations, hospitals ----------------------------------------------------------------------


class BrigadeStateSet(Event, frozen=True, kw_only=True, tag="brigade.state_set"):
    """The brigade's state changed outside of an assignment: shift, break, out of service, and back."""

    touches: ClassVar[dict[str, str]] = {"brigade": "brigade_id"}

    brigade_id: str
    state: BrigadeState
    on_shift: bool
    reason: str = ""


class BrigadeShiftEnding(Event, frozen=True, kw_only=True, tag="brigade.shift_ending"):
    """The shift is over, the work is not: the brigade goes off when it has cleared."""

    touches: ClassVar[dict[str, str]] = {"brigade": "brigade_id"}

    brigade_id: str


class StationAdded(Event, frozen=True, kw_only=True, tag="station.added"):
    touches: ClassVar[dict[str, str]] = {"station": "station_id"}

    station_id: str
    name: str
    point: Point
    address_label: str = ""


class BrigadeAdded(Event, frozen=True, kw_only=True, tag="brigade.added"):
    touches: ClassVar[dict[str, str]] = {"brigade": "brigade_id"}

    brigade_id: str
    callsign: str
    profile: Profile
    station_id: str
    station_name: str
    station_point: Point
    equipment: list[str] = []


class HospitalAdded(Event, frozen=True, kw_only=True, tag="hospital.added"):
    touches: ClassVar[dict[str, str]] = {"hospital": "hospital_id"}

    hospital_id: str
    name: str
    point: Point
    address_label: str = ""
    telephone: str = ""
    specialties: list[str] = []


# --- views ------------------------------------------------------------------------------------------------------


class AssignedBrigade(msgspec.Struct, frozen=True, kw_only=True):
    """Who is or was on an incident; how far it is stands in the assignment's own view."""

    assignment_id: str
    brigade_id: str
    callsign: str
    part: Part
    active: bool


class IncidentView(View, frozen=True, kw_only=True):
    """Kind ``incident`` for the service and for the brigades that go there."""

    incident_id: str
    number: int
    day_number: int
    status: IncidentStatus
    opened_at_ms: int
    answered_at_ms: int | None
    opened_by: str
    reason: str
    answers: list[str]
    priority: int
    priority_because: list[str]
    assign_by_ms: int
    arrive_by_ms: int
    wanted: list[Profile]
    alert_specialty: str | None
    caller: Caller | None
    address: Address | None
    point: Point | None
    description: str | None
    patient_name: str | None
    age_years: int | None
    sex: Sex | None
    brigades: list[AssignedBrigade]
    closed_at_ms: int | None
    result: Result | None


class IncidentAtHospitalView(View, frozen=True, kw_only=True):
    """Kind ``incident`` for the hospital that somebody is brought to: no caller, no address."""

    incident_id: str
    number: int
    day_number: int
    status: IncidentStatus
    opened_at_ms: int
    reason: str
    answers: list[str]
    priority: int
    description: str | None
    patient_name: str | None
    age_years: int | None
    sex: Sex | None


class AssignmentView(View, frozen=True, kw_only=True):
    """Kind ``assignment`` for the service, for its brigade, and for the hospital it comes to.

    ``eta_at_ms`` is when it is expected where it goes now.
    """

    assignment_id: str
    incident_id: str
    incident_number: int
    brigade_id: str
    callsign: str
    part: Part
    stage: Stage
    active: bool
    milestones: list[Stamped]
    reason: str
    priority: int
    age_years: int | None
    sex: Sex | None
    eta_at_ms: int | None
    hospital_id: str | None
    hospital_name: str | None
    acknowledged_at_ms: int | None
    acknowledged_by: str | None
    acknowledged_note: str | None
    result: Result | None
    ended_because: str | None
    recommendation_id: str | None
    recommended_rank: int | None


class BrigadeView(View, frozen=True, kw_only=True):
    """Kind ``brigade`` for the service, the administration and the brigade itself."""

    brigade_id: str
    callsign: str
    profile: Profile
    equipment: list[str]
    station_id: str
    station_name: str
    station_point: Point
    state: BrigadeState
    state_since_ms: int
    reason: str
    on_shift: bool
    shift_ending: bool
    assignment_id: str | None
    incident_id: str | None


class StationView(View, frozen=True, kw_only=True):
    """Kind ``station`` for the service and the administration."""

    station_id: str
    name: str
    point: Point
    address_label: str


class HospitalView(View, frozen=True, kw_only=True):
    """Kind ``hospital`` for the service, the administration and the hospital itself."""

    hospital_id: str
    name: str
    point: Point
    address_label: str
    telephone: str
    specialties: list[str]


# --- questions --------------------------------------------------------------------------------------------------


class IncidentSummaryView(msgspec.Struct, frozen=True, kw_only=True):
    """What another slice may know of an incident: no names, no telephone. ``reason_label`` by language."""

    incident_id: str
    number: int
    reason: str
    reason_label: dict[str, str]
    priority: int
    address_label: str
    point: Point | None
    age_years: int | None
    sex: Sex | None
    opened_at_ms: int
    status: IncidentStatus = IncidentStatus.WAITING


class IncidentSummary(Question, frozen=True, kw_only=True, tag="incident.summary"):
    """With ``shown_to_brigade`` refuses ``not_found`` also for what that brigade is not shown (any more)."""

    answer_type: ClassVar[object] = IncidentSummaryView

    incident_id: str
    shown_to_brigade: str | None = None


class IncidentCallerView(msgspec.Struct, frozen=True, kw_only=True):
    """How an incident's caller is reached. ``lead_brigade_id`` is None while nobody leads it."""

    incident_id: str
    number: int
    patient_id: str
    telephone: Personal[str]
    status: IncidentStatus
    lead_brigade_id: str | None


class IncidentCaller(Question, frozen=True, kw_only=True, tag="incident.caller"):
    """Inside the server: for the link that is sent to the caller. Refuses ``not_found``."""

    answer_type: ClassVar[object] = IncidentCallerView

    incident_id: str


class ReasonQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """Something to ask the caller; a yes sends ``code`` in ``answers`` and may raise the priority."""

    code: str
    label: dict[str, str]
    raises_to: int


class ReasonView(msgspec.Struct, frozen=True, kw_only=True):
    """A reason of 103. Labels by language ``uz``, ``ru``, ``en``. ``group`` sorts the list."""

    code: str
    group: str
    label: dict[str, str]
    priority: int
    profiles: list[Profile]
    alert_specialty: str | None
    target_seconds: int
    questions: list[ReasonQuestion]


class ReasonListView(msgspec.Struct, frozen=True, kw_only=True):
    """``threats`` are asked with every reason."""

    threats: list[ReasonQuestion]
    reasons: list[ReasonView]


class ReasonList(Question, frozen=True, kw_only=True, tag="reasons.list"):
    answer_type: ClassVar[object] = ReasonListView


class IncidentFound(msgspec.Struct, frozen=True, kw_only=True):
    """One line of history."""

    incident_id: str
    number: int
    day_number: int
    status: IncidentStatus
    opened_at_ms: int
    reason: str
    priority: int
    address_label: str | None
    age_years: int | None
    sex: Sex | None
    result: Result | None


class IncidentsFound(Question, frozen=True, kw_only=True, tag="incidents.find"):
    """Incidents by number (№ 318) or by the caller's telephone number, newest first. Call takers, dispatchers."""

    answer_type: ClassVar[object] = list[IncidentFound]

    text: str
    limit: int = 20


class HospitalList(Question, frozen=True, kw_only=True, tag="hospitals.list"):
    """All hospitals; nearest first (as the crow flies) when ``near`` is given."""

    answer_type: ClassVar[object] = list[HospitalView]

    near: Point | None = None


class BrigadesKnownView(msgspec.Struct, frozen=True, kw_only=True):
    """All brigades at one version of the journal: ``as_of_seq`` is the newest event that changed any of them."""

    as_of_seq: int
    brigades: list[BrigadeView]


class BrigadesKnown(Question, frozen=True, kw_only=True, tag="brigades.known"):
    """Inside the server only: what a recommendation weighs."""

    answer_type: ClassVar[object] = BrigadesKnownView


class IncidentToWeigh(msgspec.Struct, frozen=True, kw_only=True):
    """What a recommendation has to know of an incident before the transaction."""

    incident_id: str
    point: Point | None
    priority: int
    wanted: list[Profile]
    status: IncidentStatus


class IncidentWeighed(Question, frozen=True, kw_only=True, tag="incident.weigh"):
    """Inside the server only."""

    answer_type: ClassVar[object] = IncidentToWeigh

    incident_id: str


class AssignmentPlacesView(msgspec.Struct, frozen=True, kw_only=True):
    """Where an assignment's brigade goes: the incident's point and, once chosen, the hospital's."""

    brigade_id: str
    incident_id: str
    priority: int
    incident_point: Point | None
    hospital_point: Point | None


class AssignmentPlaces(Question, frozen=True, kw_only=True, tag="assignment.places"):
    """Inside the server: for travel times and for the tablet's geofence. ``hospital_id``: that one instead."""

    answer_type: ClassVar[object] = AssignmentPlacesView

    assignment_id: str
    hospital_id: str | None = None


class ActiveAssignment(Question, frozen=True, kw_only=True, tag="assignment.active"):
    """Inside the server: the view of the brigade's active assignment, or None."""

    answer_type: ClassVar[object] = AssignmentView | None

    brigade_id: str

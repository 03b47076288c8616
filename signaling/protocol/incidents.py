"""The words of an incident, from the telephone call to its end.

``reason`` and the codes in ``answers`` are plain text, because a data file owns their list (``reasons.py``); an enum
stands where the rules here own it. What other rooms ask of an incident is in ``incident_summaries.py``.
"""

from enum import StrEnum
from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Code60, Command, Event, Line, Personal, Point, View
from signaling.protocol.brigades import Profile
from signaling.protocol.people import Language, Specialty


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
    DOCTOR_WILL_CALL = "doctor_will_call"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"


class Sex(StrEnum):
    """As form 110/у has it; unknown is None."""

    MALE = "male"
    FEMALE = "female"


Text = Annotated[str, msgspec.Meta(max_length=2000)]
ConsultUrgency = Literal["emergency", "urgent", "planned"]
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


# Commands, and what they are answered with


class OpenIncident(Command, frozen=True, kw_only=True, tag="incident.open"):
    """A telephone call has become an incident. Answered with IncidentOpenedResult.

    ``incident_id`` may be made by the client (UUID). ``answers`` are codes of what the caller affirmed: of the
    reason's questions, and ``unconscious``, ``not_breathing``, ``heavy_bleeding``, which raise any reason.
    ``taken_at_ms``: when it was taken, for one that comes later (from paper, or from an outbox while the server was
    away). A time that cannot be, or that is now, means now: no emergency is refused for a wrong clock.
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
    taken_at_ms: int | None = None
    consult_id: str | None = None  # the consult that it comes from; the server's alone
    life_threat: bool = False  # a doctor says so; the server's alone


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


class DoctorWanted(msgspec.Struct, frozen=True, kw_only=True):
    """Who is to call the caller instead of a brigade that goes there, and how soon; ``language`` is the message's."""

    specialty: Specialty = "therapy"
    urgency: ConsultUrgency = "urgent"
    language: Language = "uz"


class CloseIncident(Command, frozen=True, kw_only=True, tag="incident.close"):
    """The desk closes an incident that no brigade is working on. A crew's ``cleared`` closes it by itself.
    ``doctor`` belongs to the result ``doctor_will_call``, which needs the caller's telephone number. ``ended_at_ms``:
    when the desk ended it, for what comes later; a time that cannot be means now."""

    incident_id: str
    result: Result
    note: Text = ""
    doctor: DoctorWanted | None = None
    ended_at_ms: int | None = None


class EndIncidentWindows(Command, frozen=True, kw_only=True, tag="incident.end_windows"):
    """The clock: somebody's right to see the incident has run out."""

    incident_id: str


class IncidentOpenedResult(msgspec.Struct, frozen=True, kw_only=True):
    incident_id: str
    number: int
    day_number: int
    priority: int
    priority_because: list[str]
    assign_by_ms: int
    arrive_by_ms: int


# Events


class IncidentOpened(Event, frozen=True, kw_only=True, tag="incident.opened"):
    """``priority`` 1 (threat to life) … 4 (planned); ``priority_because``: ``reason:CODE`` or ``answer:CODE``.

    ``assign_by_ms`` is when a brigade should have been sent, ``arrive_by_ms`` when it should be at the door.
    ``taken_at_ms``: when it truly began, if it was entered later than that.
    """

    touches: ClassVar[dict[str, str]] = {"incident": "incident_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id", "patient_id", "consult_id")
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
    taken_at_ms: int | None = None
    caller: Personal[Caller] = None
    address: Personal[Address] = None
    point: Personal[Point] = None  # it is the address: whoever is not shown the one must not hear the other
    description: Personal[str] = None
    patient_name: Personal[str] = None
    consult_id: str | None = None


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
    """``ended_at_ms``: when it truly ended, if that was told later."""

    touches: ClassVar[dict[str, str]] = {"incident": "incident_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id", "patient_id")
    subject: ClassVar[str | None] = "patient_id"

    incident_id: str
    patient_id: str
    result: Result
    note: Personal[str] = None
    doctor: DoctorWanted | None = None
    ended_at_ms: int | None = None


class IncidentWindowsEnded(Event, frozen=True, kw_only=True, tag="incident.windows_ended"):
    """Everybody whose right to see the incident ran out at ``ended_at_ms`` or before no longer sees it."""

    touches: ClassVar[dict[str, str]] = {"incident": "incident_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id",)

    incident_id: str
    ended_at_ms: int


# Views


class AssignedBrigade(msgspec.Struct, frozen=True, kw_only=True):
    """Who is or was on an incident; how far it is stands in the assignment's own view."""

    assignment_id: str
    brigade_id: str
    callsign: str
    part: Part
    active: bool


class IncidentView(View, frozen=True, kw_only=True):
    """Kind ``incident`` for the service and for the brigades that go there.

    ``opened_at_ms`` is when it was taken; ``entered_at_ms`` when ``opened_by`` entered it, if that was later.
    So with ``closed_at_ms`` and ``closing_entered_at_ms``.
    """

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
    consult_id: str | None = None  # the doctor's consult that it comes from
    entered_at_ms: int | None = None
    closing_entered_at_ms: int | None = None


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

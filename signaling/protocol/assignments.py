"""The words of an assignment: a brigade is sent to an incident, hears of it, goes or does not go, is called back.

Its steps on the way are in ``milestones.py``.
"""

from typing import ClassVar, Literal

import msgspec

from signaling.protocol.base import Command, Event, Name, Personal, Point, Question, View
from signaling.protocol.incidents import Part, Result, Sex
from signaling.protocol.milestones import Heard, Stage, Stamped

AcceptedThrough = Literal["tablet", "message"]
"""By what the crew said that it goes: its tablet, or the link of the SMS that went because the tablet was silent."""

# Commands, and what they are answered with


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
    through: AcceptedThrough = "tablet"


class DeclineAssignment(Command, frozen=True, kw_only=True, tag="assignment.decline"):
    """The crew cannot go: vehicle, crew, access, other."""

    assignment_id: str
    reason: Name
    at_device_ms: int | None = None


class CancelAssignment(Command, frozen=True, kw_only=True, tag="assignment.cancel"):
    """The desk calls the brigade back, at any step."""

    assignment_id: str
    reason: Name


class EndAssignmentWindows(Command, frozen=True, kw_only=True, tag="assignment.retire"):
    """The clock: somebody's right to see the assignment has run out."""

    assignment_id: str


class AssignedResult(msgspec.Struct, frozen=True, kw_only=True):
    assignment_id: str
    part: Part
    eta_at_ms: int | None


# Events


class BrigadeAssigned(Event, frozen=True, kw_only=True, tag="brigade.assigned"):
    """``alert_specialty`` is set once an incident: by the first assignment of a reason that asks for a doctor.

    ``recommended_rank`` is the brigade's place in the recommendation that was looked at (1 = followed), None when
    it was not among those ranked, or when none was looked at. ``at_device_ms``: when it was told by ``heard``, if that
    was before the desk entered it.
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
    at_device_ms: int | None = None
    heard: Heard | None = None
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
    through: AcceptedThrough = "tablet"
    heard: Heard | None = None


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


class AssignmentWindowsEnded(Event, frozen=True, kw_only=True, tag="assignment.retired"):
    touches: ClassVar[dict[str, str]] = {"assignment": "assignment_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id",)

    assignment_id: str
    incident_id: str
    ended_at_ms: int


# What is shown and asked


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

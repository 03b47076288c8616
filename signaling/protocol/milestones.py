"""The steps of an assignment: what a crew reports from departure to return, its hospital, the handover there.

Where a wish has ``at_device_ms``, None means ``made_at_ms``.
"""

from enum import StrEnum
from typing import ClassVar, Literal

import msgspec

from signaling.protocol.base import Command, Event, Line, Personal
from signaling.protocol.incidents import Result


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


Heard = Literal["telephone", "radio", "paper"]
"""How the desk knows of a step that it enters for the crew."""


class Stamped(msgspec.Struct, frozen=True, kw_only=True):
    """One milestone, stamped once: the device's time and the server's.

    ``heard``: the desk entered it later, ``by`` whom at ``at_ms``; ``at_device_ms`` is then its true time.
    ``again_at_ms``, ``again_by``: another time for the same step, told by somebody else; both are kept.
    """

    stage: Stage
    at_device_ms: int
    at_ms: int
    by: str = ""
    heard: Heard | None = None
    again_at_ms: int | None = None
    again_by: str | None = None


# Commands


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


# Events


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
    heard: Heard | None = None


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

"""The words of what was done without the server and is entered afterwards: an assignment by telephone or on paper.

An incident that was taken so is opened as any other, with ``taken_at_ms``.
"""

from typing import Annotated, ClassVar

import msgspec

from signaling.protocol.base import Command, Event, Personal
from signaling.protocol.incidents import Part, Result, Sex
from signaling.protocol.milestones import Heard, Stage


class EnteredStep(msgspec.Struct, frozen=True, kw_only=True):
    """A step and when it truly was. A crew that is told by telephone has not seen its tablet: ``delivered`` and
    ``seen`` cannot be entered."""

    stage: Stage
    at_ms: int


EnteredSteps = Annotated[list[EnteredStep], msgspec.Meta(min_length=1, max_length=12)]


class EnterAssignment(Command, frozen=True, kw_only=True, tag="assignment.enter"):
    """What a brigade has done, as the desk knows it from elsewhere. Answered with EnteredResult.

    Begins an assignment (``steps`` then begin with ``ordered``), or goes on with the one of this id, or with the one
    that the brigade has on this incident. Steps that nobody knows the time of are left out. ``hospital_id`` is needed
    with ``left_scene``, ``result`` with ``cleared``. A step that is stamped already is kept beside it.
    """

    assignment_id: str
    incident_id: str
    brigade_id: str
    steps: EnteredSteps
    heard: Heard = "telephone"
    part: Part | None = None
    hospital_id: str | None = None
    result: Result | None = None


class EnteredResult(msgspec.Struct, frozen=True, kw_only=True):
    """``assignment_id``: the one that it became part of. ``entered``: steps that stand as told. ``again``: those that
    were stamped before, or came too late to move anything; their times stand beside the others."""

    assignment_id: str
    entered: int
    again: int


class AssignmentEntered(Event, frozen=True, kw_only=True, tag="assignment.entered"):
    """A brigade's whole work on an incident, over before it was entered: what the brigade does now is not touched."""

    touches: ClassVar[dict[str, str]] = {"incident": "incident_id", "assignment": "assignment_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id",)
    subject: ClassVar[str | None] = "patient_id"

    incident_id: str
    assignment_id: str
    brigade_id: str
    callsign: str
    part: Part
    reason: str
    priority: int
    incident_number: int
    steps: list[EnteredStep]
    heard: Heard
    result: Result
    hospital_id: str | None = None
    hospital_name: str | None = None
    patient_id: str | None = None
    age_years: Personal[int] = None
    sex: Personal[Sex] = None


class AssignmentToldAgain(Event, frozen=True, kw_only=True, tag="assignment.told_again"):
    """Somebody tells of a step that was passed already, by another's word: ``at_device_ms`` is kept beside
    ``stamped_at_ms``, or fills a gap where that is None. Nothing else changes."""

    touches: ClassVar[dict[str, str]] = {"assignment": "assignment_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id",)

    assignment_id: str
    incident_id: str
    brigade_id: str
    stage: Stage
    at_device_ms: int
    stamped_at_ms: int | None = None
    heard: Heard | None = None
    result: Result | None = None

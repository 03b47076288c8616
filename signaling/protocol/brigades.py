"""The words of brigades: what they are staffed for, their shifts and breaks, and what they are doing.

An order to go somewhere is an assignment's (``assignments.py``).
"""

from enum import StrEnum
from typing import Annotated, ClassVar

import msgspec

from signaling.protocol.base import Code60, Command, Event, Name, Point, Question, View


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


# Commands


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


class AddBrigade(Command, frozen=True, kw_only=True, tag="brigade.add"):
    brigade_id: str | None = None
    callsign: Name
    profile: Profile
    station_id: str
    equipment: Annotated[list[Code60], msgspec.Meta(max_length=40)] = []  # ecg, defibrillator, ventilator …


# Events


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


class BrigadeAdded(Event, frozen=True, kw_only=True, tag="brigade.added"):
    touches: ClassVar[dict[str, str]] = {"brigade": "brigade_id"}

    brigade_id: str
    callsign: str
    profile: Profile
    station_id: str
    station_name: str
    station_point: Point
    equipment: list[str] = []


# What is shown and asked


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


class BrigadesKnownView(msgspec.Struct, frozen=True, kw_only=True):
    """All brigades at one version of the journal: ``as_of_seq`` is the newest event that changed any of them."""

    as_of_seq: int
    brigades: list[BrigadeView]


class BrigadesKnown(Question, frozen=True, kw_only=True, tag="brigades.known"):
    """Inside the server only: what a recommendation weighs."""

    answer_type: ClassVar[object] = BrigadesKnownView

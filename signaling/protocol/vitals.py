"""Words of the vitals of a consult's patient: what was measured, when, by whom and how; and what was struck out."""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Code60, Command, Event, Line, Personal, Question, View

VitalKind = Literal[
    "pulse",
    "systolic",
    "diastolic",
    "breathing_rate",
    "spo2",
    "temperature",
    "glucose",
    "gcs_eye",
    "gcs_verbal",
    "gcs_motor",
    "gcs_total",
    "pain",
    "pupil_left",
    "pupil_right",
    "pupil_left_reaction",
    "pupil_right_reaction",
    "capillary_refill",
    "urine_output",
    "weight",
]
"""Each has one unit on the wire, which stands in ``consult_room/vitals/data/vitals.json``: pulse and breathing a
minute, pressures mmHg, SpO2 %, temperature °C, glucose mmol/l, pupils mm, their reaction 0 none, 1 slow, 2 brisk,
refill s, urine ml/h, weight kg."""

VitalsMeans = Literal["typed", "tablet", "device"]
"""``typed`` into the room, typed on the crew's ``tablet``, or taken over from a ``device``."""

Values = Annotated[dict[VitalKind, float], msgspec.Meta(min_length=1, max_length=19)]


class Measuring(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was measured at one time. ``measured_at_ms`` is on the server's clock, as the page counts it; the device's
    own clock is the command's ``made_at_ms``. ``on_oxygen``: for SpO2, None when nobody said; ``oxygen_l_min``: how
    much."""

    measured_at_ms: int
    values: Values
    means: VitalsMeans = "typed"
    on_oxygen: bool | None = None
    oxygen_l_min: Annotated[float, msgspec.Meta(gt=0, le=100)] | None = None
    note: Line = ""


# Commands


class VitalsMeasure(Command, frozen=True, tag="vitals.measure"):
    """Vitals were measured. ``sure``: whoever entered it looked again at what is hardly ever so. Refuses
    ``wrong_value`` for what cannot be, ``unlikely_value`` for what is hardly ever so and nobody is sure of,
    ``wrong_time``."""

    consult_id: str
    measuring: Measuring
    sure: bool = False


class VitalsStrike(Command, frozen=True, tag="vitals.strike"):
    """An entry was wrong: it is struck out with the reason, and stays to be read. ``instead``: what is right."""

    consult_id: str
    entry_id: str
    reason: Annotated[str, msgspec.Meta(max_length=500)]
    instead: Measuring | None = None
    sure: bool = False


# Events


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """What an entry says of the patient."""

    values: dict[VitalKind, float]
    on_oxygen: bool | None = None
    oxygen_l_min: float | None = None
    note: str = ""


class VitalsMeasured(Event, frozen=True, tag="vitals.measured"):
    """An entry stands among the vitals. ``unlikely``: what the one who entered it was asked about, and is sure of.
    ``instead_of``: the entry that it puts right."""

    touches: ClassVar[dict[str, str]] = {"vitals": "consult_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id", "incident_id")
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    entry_id: str
    author_id: str
    measured_at_ms: int
    means: VitalsMeans
    measured: Personal[Measured] = None
    unlikely: list[VitalKind] = []
    instead_of: str | None = None
    incident_id: str | None = None


class VitalsStruck(Event, frozen=True, tag="vitals.struck"):
    """An entry was struck out."""

    touches: ClassVar[dict[str, str]] = {"vitals": "consult_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id", "incident_id")
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    entry_id: str
    striker_id: str
    reason: Personal[str] = None
    incident_id: str | None = None


# Views and questions


class StruckView(msgspec.Struct, frozen=True, kw_only=True):
    """By whom, when and why an entry was struck out."""

    striker_name: str | None
    at_ms: int
    reason: str | None


class VitalsEntryView(msgspec.Struct, frozen=True, kw_only=True):
    """One entry. ``measured_at_ms``: when it was measured; ``at_ms``: when the server had it; ``made_at_ms``: the
    device's clock when it was entered. ``measured`` is None once erased."""

    entry_id: str
    author_id: str
    author_name: str | None
    measured_at_ms: int
    at_ms: int
    made_at_ms: int
    means: VitalsMeans
    measured: Measured | None
    unlikely: list[VitalKind]
    instead_of: str | None
    struck: StruckView | None


class VitalsView(View, frozen=True):
    """The vitals of a consult's patient, in the order of their measuring: the newest entries, struck out ones too.
    ``earlier``: how many older ones ``vitals.record`` answers besides. ``weight_kg``: the newest that holds."""

    consult_id: str
    entries: Personal[list[VitalsEntryView]] = None
    earlier: int = 0
    weight_kg: Personal[float] = None


class VitalsRecord(Question, frozen=True, tag="vitals.record"):
    """All vitals of a consult. Refuses ``not_found`` to who may not read it."""

    answer_type: ClassVar[object] = VitalsView

    consult_id: Code60

"""What is shown of consults, and what is asked about them."""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Personal, Question, View
from signaling.protocol.booking import Side, SlotState, StepKind
from signaling.protocol.circle import CircleMember
from signaling.protocol.consult_room import AskerKind, ConsultState, Mode, Sex, TelephoneOutcome, Urgency, Value
from signaling.protocol.people import Specialty

# Views


InvitedState = Literal["rung", "declined", "accepted", "stood_down", "silent", "passed_on"]
CalledState = Literal["rung", "declined", "inside", "gone", "stood_down"]
LineKind = Literal["said", "asked_back", "telephoned", "with_patient"]
"""``with_patient``: between the patient and who treats them; the patient reads it too."""


class InvitedView(msgspec.Struct, frozen=True, kw_only=True):
    """One of the people who were rung, as the asker sees them. ``since_ms``: since when they are what they are."""

    person_id: str
    name: str | None
    state: InvitedState
    since_ms: int


class CalledView(msgspec.Struct, frozen=True, kw_only=True):
    """A colleague who was called in besides the specialist."""

    person_id: str
    name: str | None
    specialty: Specialty
    state: CalledState
    since_ms: int
    why: str | None = None


class TelephonedView(msgspec.Struct, frozen=True, kw_only=True):
    """A talk by telephone, or a try."""

    at_ms: int
    minutes: int
    outcome: TelephoneOutcome


class LineView(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the thread. ``made_at_ms`` is the author's clock, ``at_ms`` the server's; ``by_sms``: it came as the
    answer to a message."""

    line_id: str
    author_id: str
    author_name: str | None
    text: str | None
    at_ms: int
    made_at_ms: int
    by_sms: bool = False
    kind: LineKind = "said"
    telephoned: TelephonedView | None = None


class SlotView(msgspec.Struct, frozen=True, kw_only=True):
    """The slot that a consult holds. ``rings_ms``: from when it rings; ``settles_ms``: who has not come by then was
    absent. ``place`` empty: online. ``patient_told``: the patient is reminded too."""

    specialist_id: str
    specialist_name: str | None
    from_ms: int
    until_ms: int
    rings_ms: int
    settles_ms: int
    state: SlotState
    place: str = ""
    patient_told: bool = False


class SlotStepView(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a slot, and when. ``from_ms`` is the slot's beginning."""

    what: StepKind
    at_ms: int
    from_ms: int
    specialist_name: str | None
    side: Side | None = None
    reason: str | None = None


Relation = Literal[
    "asker",
    "specialist",
    "called_in",
    "hospital",
    "patient",
    "broke_glass",
    "invited",
    "called",
    "stood_down",
    "former",
    "service",
]


class ConsultView(View, frozen=True):
    """A consult. ``relation`` says how the viewer stands to it, and so what is filled in: ``service`` and
    ``stood_down`` (another took it) see that it exists, nothing of its record; ``invited`` (and ``called``: rung to
    come in besides its specialist) sees the question too, and what was asked back about it; the parts of the circle
    see all. ``former``: was its specialist or called in, and sees that it was. ``answer_by_ms``: when, by its urgency,
    somebody has to have taken it."""

    consult_id: str
    number: int
    state: ConsultState
    relation: Relation
    specialty: Specialty
    urgency: Urgency
    asked_at_ms: int
    since_ms: int
    asker_id: str | None = None
    asker_kind: AskerKind | None = None
    asker_name: Personal[str] = None
    asker_place: str = ""
    question: Personal[str] = None
    age_years: Personal[int] = None
    sex: Sex = "unknown"
    summary: Personal[str] = None
    incident_id: str | None = None
    incident_number: int | None = None
    incident_reason: str | None = None
    invited: list[InvitedView] = msgspec.field(default_factory=list)
    look_again_ms: int | None = None
    specialist_id: str | None = None
    specialist_name: Personal[str] = None
    accepted_at_ms: int | None = None
    conversation_id: str | None = None
    lines: list[LineView] = msgspec.field(default_factory=list)
    conclusion: Personal[str] = None
    concluded_at_ms: int | None = None
    closed_at_ms: int | None = None
    reason: Personal[str] = None
    problem: str | None = None
    data: Personal[dict[str, Value]] = None
    missing: list[str] = msgspec.field(default_factory=list)
    answer_by_ms: int | None = None
    mode: Mode = "live"
    called: list[CalledView] = msgspec.field(default_factory=list)
    members: list[CircleMember] = msgspec.field(default_factory=list)
    hospital_name: str | None = None
    asker_telephone: Personal[str] = None
    specialist_telephone: Personal[str] = None
    slot: SlotView | None = None
    slot_steps: list[SlotStepView] = msgspec.field(default_factory=list)


# Questions


class MyConsults(Question, frozen=True, tag="consult.mine"):
    """The viewer's own consults, asked or accepted, newest first, the closed ones too."""

    answer_type: ClassVar[object] = list[ConsultView]

    limit: Annotated[int, msgspec.Meta(ge=1, le=200)] = 50


class ConsultPartiesView(msgspec.Struct, frozen=True, kw_only=True):
    """Who asked, and who took it; ``specialist_id`` is None while nobody has. ``over``: closed or cancelled.
    ``members``: all who treat the patient in it; ``readers``: those of them who may read it now."""

    asker_kind: AskerKind
    asker_id: str
    specialist_id: str | None
    over: bool
    problem: str | None = None
    age_years: int | None = None
    members: list[CircleMember] = msgspec.field(default_factory=list)
    readers: list[CircleMember] = msgspec.field(default_factory=list)


class ConsultParties(Question, frozen=True, tag="consult.parties"):
    """Between whom a consult is; the server's own question. Refuses ``not_found``."""

    answer_type: ClassVar[object] = ConsultPartiesView

    consult_id: str


class ConsultRecord(Question, frozen=True, tag="consult.record"):
    """One consult as the viewer may see it. Refuses ``not_found`` when they may not."""

    answer_type: ClassVar[object] = ConsultView

    consult_id: str


class ConsultsOfIncident(Question, frozen=True, tag="consult.of_incident"):
    """The ids of an incident's consults that are not over; the server's own question."""

    answer_type: ClassVar[object] = list[str]

    incident_id: str

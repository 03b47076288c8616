"""Words of medical orders: what is to be given, done or measured, told, read back, confirmed, done and seen."""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Code60, Command, Event, Line, Name, Personal, Question, View

MedicalOrderKind = Literal["drug", "procedure", "measurement"]
MedicalOrderState = Literal["told", "read_back", "confirmed", "done", "not_done", "stopped", "seen"]
"""``told``: waits to be read back; ``read_back``: waits for who told it to confirm; ``confirmed``: is to be done, or
goes on with doses to come; ``done``, ``not_done``, ``stopped``: waits to be seen by the other side."""

DoseUnit = Literal[
    "mg",
    "mcg",
    "g",
    "ml",
    "units",
    "mmol",
    "tablets",
    "drops",
    "puffs",
    "l_min",
    "mg_h",
    "ml_h",
    "mcg_min",
    "mcg_kg_min",
    "joules",
]
Route = Literal["iv", "io", "im", "sc", "oral", "sublingual", "nasal", "inhaled", "rectal", "topical"]
MedicalOrderUrgency = Literal["now", "soon", "when_possible"]
NotDoneBecause = Literal["unavailable", "refused", "changed", "no_access", "other"]
DangerCode = Literal["ten_fold_above", "ten_fold_below", "above_usual", "below_usual", "above_most"]
Amount = Annotated[float, msgspec.Meta(gt=0, le=1_000_000)]
Sentence = Annotated[str, msgspec.Meta(max_length=500)]
Version = Annotated[int, msgspec.Meta(ge=1)]


class Wanted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be given or done. ``what``: the drug by its international name, the procedure, or what is to be
    measured; ``drug``: its code in the service's own list, when it stands there. A drug has ``dose``, ``unit`` and
    ``route``. ``rate``: how fast, in words; ``times`` doses, ``every_min`` minutes apart; ``most``: not more in all, in
    ``unit``."""

    kind: MedicalOrderKind
    what: Name
    urgency: MedicalOrderUrgency = "now"
    drug: Code60 | None = None
    dose: Amount | None = None
    unit: DoseUnit | None = None
    route: Route | None = None
    rate: Line = ""
    times: Annotated[int, msgspec.Meta(ge=1, le=48)] = 1
    every_min: Annotated[int, msgspec.Meta(ge=1, le=1440)] | None = None
    most: Amount | None = None
    reason: Line = ""


class Given(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was really given or done: how much of a drug, or what came of a procedure or a measurement."""

    dose: Amount | None = None
    unit: DoseUnit | None = None
    note: Line = ""


# Commands


class MedicalOrderTell(Command, frozen=True, tag="medical_order.tell"):
    """The specialist, or a colleague called in, says what is to be given or done. Its id is the command's. ``sure``:
    looked again at a dose ten times the usual one, or a tenth. Refuses ``missing`` for a drug without dose, unit or
    route, ``unlikely_value`` for a dose that nobody is sure of."""

    consult_id: str
    wanted: Wanted
    sure: bool = False


class MedicalOrderCorrect(Command, frozen=True, tag="medical_order.correct"):
    """It is told anew, as the next version, with the reason: whatever was read back or confirmed counts no more."""

    consult_id: str
    medical_order_id: str
    version: Version
    wanted: Wanted
    why: Sentence
    sure: bool = False


class MedicalOrderReadBack(Command, frozen=True, tag="medical_order.read_back"):
    """Whoever is to do it says it back: in ``words``, or ``aloud``. Refuses ``changed_meanwhile`` when ``version`` is
    not what is told now."""

    consult_id: str
    medical_order_id: str
    version: Version
    words: Sentence = ""
    aloud: bool = False


class MedicalOrderConfirm(Command, frozen=True, tag="medical_order.confirm"):
    """What was read back is what was told: said by who told it; by another who may tell once that one has gone."""

    consult_id: str
    medical_order_id: str
    version: Version


class MedicalOrderDo(Command, frozen=True, tag="medical_order.do"):
    """It was given or done, once. ``last``: no further dose will be given. ``unconfirmed_because``: why it was done
    before it was confirmed; needed then (``reason_needed``)."""

    consult_id: str
    medical_order_id: str
    version: Version
    done_at_ms: int
    given: Given = msgspec.field(default_factory=Given)
    last: bool = False
    unconfirmed_because: Sentence = ""


class MedicalOrderLeave(Command, frozen=True, tag="medical_order.leave"):
    """It was not done, or no further dose of it. ``other`` needs the reason in words."""

    consult_id: str
    medical_order_id: str
    version: Version
    because: NotDoneBecause
    note: Sentence = ""


class MedicalOrderStop(Command, frozen=True, tag="medical_order.stop"):
    """It is not to be done, or not any more: said by whoever may tell, with the reason."""

    consult_id: str
    medical_order_id: str
    why: Sentence


class MedicalOrderSee(Command, frozen=True, tag="medical_order.see"):
    """The other side has seen its end."""

    consult_id: str
    medical_order_id: str


# Events

_TOUCHES: dict[str, str] = {"medical_orders": "consult_id"}
_ABOUT = ("consult_id", "incident_id")


class MedicalOrderTold(Event, frozen=True, tag="medical_order.told"):
    """It was told, or (``version`` over 1) corrected. ``dangers``: what was shown about its dose when it was told;
    ``weight_kg``: by which weight."""

    touches: ClassVar[dict[str, str]] = _TOUCHES
    about: ClassVar[tuple[str, ...]] = _ABOUT
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    medical_order_id: str
    version: int
    teller_id: str
    wanted: Personal[Wanted] = None
    dangers: list[DangerCode] = []
    weight_kg: Personal[float] = None
    why: Personal[str] = None
    incident_id: str | None = None


class MedicalOrderWasReadBack(Event, frozen=True, tag="medical_order.was_read_back"):
    """It was read back."""

    touches: ClassVar[dict[str, str]] = _TOUCHES
    about: ClassVar[tuple[str, ...]] = _ABOUT
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    medical_order_id: str
    version: int
    reader_id: str
    aloud: bool = False
    words: Personal[str] = None
    incident_id: str | None = None


class MedicalOrderConfirmed(Event, frozen=True, tag="medical_order.confirmed"):
    """What was read back is right."""

    touches: ClassVar[dict[str, str]] = _TOUCHES
    about: ClassVar[tuple[str, ...]] = _ABOUT
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    medical_order_id: str
    version: int
    confirmer_id: str
    incident_id: str | None = None


class MedicalOrderDone(Event, frozen=True, tag="medical_order.done"):
    """One dose was given, or it was done. ``ends``: nothing more is to be done."""

    touches: ClassVar[dict[str, str]] = _TOUCHES
    about: ClassVar[tuple[str, ...]] = _ABOUT
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    medical_order_id: str
    version: int
    doer_id: str
    dose_number: int
    done_at_ms: int
    ends: bool
    given: Personal[Given] = None
    unconfirmed: bool = False
    unconfirmed_because: Personal[str] = None
    incident_id: str | None = None


class MedicalOrderLeft(Event, frozen=True, tag="medical_order.left"):
    """It was not done, or not to its end."""

    touches: ClassVar[dict[str, str]] = _TOUCHES
    about: ClassVar[tuple[str, ...]] = _ABOUT
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    medical_order_id: str
    version: int
    leaver_id: str
    because: NotDoneBecause
    note: Personal[str] = None
    incident_id: str | None = None


class MedicalOrderStopped(Event, frozen=True, tag="medical_order.stopped"):
    """It was stopped."""

    touches: ClassVar[dict[str, str]] = _TOUCHES
    about: ClassVar[tuple[str, ...]] = _ABOUT
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    medical_order_id: str
    stopper_id: str
    why: Personal[str] = None
    incident_id: str | None = None


class MedicalOrderSeen(Event, frozen=True, tag="medical_order.seen"):
    """Its end was seen by the other side."""

    touches: ClassVar[dict[str, str]] = _TOUCHES
    about: ClassVar[tuple[str, ...]] = _ABOUT
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    medical_order_id: str
    seer_id: str
    incident_id: str | None = None


# Views and questions


class SignedMoment(msgspec.Struct, frozen=True, kw_only=True):
    """Who did it, and when: by the server's clock and by their device's. ``words``: what they said with it."""

    person_id: str
    name: str | None
    at_ms: int
    made_at_ms: int
    words: str | None = None
    aloud: bool = False


class MedicalOrderVersionView(msgspec.Struct, frozen=True, kw_only=True):
    """What was told once, how it was read back and confirmed. ``told.words``: why it was corrected."""

    version: int
    wanted: Wanted | None
    told: SignedMoment
    dangers: list[DangerCode]
    weight_kg: float | None
    read_back: SignedMoment | None
    confirmed: SignedMoment | None


class DoseView(msgspec.Struct, frozen=True, kw_only=True):
    """What was given, once. ``done.words``: why it was done unconfirmed, when it was."""

    dose_number: int
    version: int
    done_at_ms: int
    done: SignedMoment
    given: Given | None
    unconfirmed: bool


class MedicalOrderView(msgspec.Struct, frozen=True, kw_only=True):
    """One medical order with all its versions and doses. ``ended``: how it ended, once it has; ``end``: by whom and
    with what words, when it was not done or stopped; ``because``: why it was not done."""

    medical_order_id: str
    state: MedicalOrderState
    versions: list[MedicalOrderVersionView]
    doses: list[DoseView]
    ended: Literal["done", "not_done", "stopped"] | None
    end: SignedMoment | None
    because: NotDoneBecause | None
    seen: SignedMoment | None


class MedicalOrdersView(View, frozen=True):
    """The medical orders of a consult, in the order in which they were first told."""

    consult_id: str
    medical_orders: Personal[list[MedicalOrderView]] = None


class MedicalOrdersRecord(Question, frozen=True, tag="medical_order.record"):
    """All medical orders of a consult. Refuses ``not_found`` to who may not read it."""

    answer_type: ClassVar[object] = MedicalOrdersView

    consult_id: Code60

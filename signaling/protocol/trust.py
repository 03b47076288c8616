"""Words of trust in a consult: what the patient has agreed to, what the patient is called, how long the record is
kept."""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Command, Event, Line, Personal, Question, View
from signaling.protocol.circle import CIRCLE
from signaling.protocol.consult_room import Text

ConsentPurpose = Literal["consult", "recording", "pictures", "sharing", "teaching"]
"""``sharing``: with a further specialist or hospital; ``teaching``: of students, nothing naming the patient."""

ConsentAnswer = Literal["given", "refused"]
ConsentGivenBy = Literal["patient", "guardian", "relative", "nobody_emergency"]
"""``guardian``: a parent, or whom the law names; ``nobody_emergency``: nobody can be asked and help cannot wait."""

ConsentHow = Literal["spoken", "written", "link"]
ConsentState = Literal["not_asked", "emergency", "given", "refused", "withdrawn", "ended"]
SaidBy = Literal["patient", "relative", "document", "crew", "other"]
"""From whom, or what, the patient's name is known."""

BirthDate = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
PatientNumber = Annotated[str, msgspec.Meta(max_length=60)]
Days = Annotated[int, msgspec.Meta(ge=1, le=3650)]

# Commands


class ConsentNote(Command, frozen=True, tag="consent.note"):
    """Somebody who treats the patient notes what the patient, or who speaks for them, has answered; the patient does
    so by their own link. ``text_version`` is the text that they were read. ``days`` None: until it is withdrawn.
    Refuses ``changed_meanwhile`` for another text than is shown now, ``reason_needed`` when nobody could be asked and
    it is not said why, ``not_agreed`` when nobody was asked for something that help does not need."""

    consult_id: str
    purposes: Annotated[list[ConsentPurpose], msgspec.Meta(min_length=1, max_length=5)]
    answer: ConsentAnswer
    given_by: ConsentGivenBy
    how: ConsentHow
    text_version: int
    days: Days | None = None
    giver_name: Line = ""
    why: Text = ""


class ConsentWithdraw(Command, frozen=True, tag="consent.withdraw"):
    """It is agreed to no longer: a recording that goes on stops; with ``sharing`` whoever was called in goes. Refuses
    ``wrong_state`` when no such consent stands."""

    consult_id: str
    purpose: ConsentPurpose
    withdrawn_by: ConsentGivenBy
    why: Text = ""


class ConsultNamePatient(Command, frozen=True, tag="consult.name_patient"):
    """What the patient is called, as far as it is known, and who says so; said again, it is corrected. All of it may be
    empty: a patient may come without a name."""

    consult_id: str
    said_by: SaidBy
    name: Line = ""
    birth_date: BirthDate | None = None
    patient_number: PatientNumber = ""


class RecordHold(Command, frozen=True, tag="record.hold"):
    """The record is kept beyond its time, for a court or a complaint, until that is ended. Refuses
    ``reason_needed``."""

    consult_id: str
    reason: Text


class RecordEndHold(Command, frozen=True, tag="record.end_hold"):
    """The record is kept for its own time again. Refuses ``wrong_state`` for what is not held, ``reason_needed``."""

    consult_id: str
    reason: Text


class RecordErase(Command, frozen=True, tag="record.erase"):
    """The system's: the record was kept as long as the service keeps records. Refuses ``wrong_state`` while it is
    held."""

    consult_id: str


class RecordSayErased(Command, frozen=True, tag="record.say_erased"):
    """The system's: the files and the journal's personal values are gone too."""

    consult_id: str


# Events


class ConsentNoted(Event, frozen=True, tag="consent.noted"):
    """The answer to each of these purposes."""

    touches: ClassVar[dict[str, str]] = {"consents": "consult_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id", "incident_id")
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    consent_id: str
    purposes: list[ConsentPurpose]
    answer: ConsentAnswer
    given_by: ConsentGivenBy
    how: ConsentHow
    text_version: int
    until_ms: int | None = None
    giver_name: Personal[str] = None
    why: Personal[str] = None
    incident_id: str | None = None


class ConsentWithdrawn(Event, frozen=True, tag="consent.withdrawn"):
    """What was agreed to for this purpose is not any more."""

    touches: ClassVar[dict[str, str]] = {"consents": "consult_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id", "incident_id")
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    purpose: ConsentPurpose
    withdrawn_by: ConsentGivenBy
    why: Personal[str] = None
    incident_id: str | None = None


class ConsultPatientNamed(Event, frozen=True, tag="consult.patient_named"):
    """What the patient is called is known now, or was put right."""

    touches: ClassVar[dict[str, str]] = {"consult_patient": "consult_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id",)
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    said_by: SaidBy
    name: Personal[str] = None
    birth_date: Personal[str] = None
    patient_number: Personal[str] = None


class RecordHeld(Event, frozen=True, tag="record.held"):
    """It is kept beyond its time."""

    touches: ClassVar[dict[str, str]] = {"record_access": "consult_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id",)
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    reason: Personal[str] = None


class RecordHoldEnded(Event, frozen=True, tag="record.hold_ended"):
    """It is kept for its own time again."""

    touches: ClassVar[dict[str, str]] = {"record_access": "consult_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id",)
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    reason: Personal[str] = None


class ConsultErased(Event, frozen=True, tag="consult.erased"):
    """Its time is over: nothing that is kept beside it says anything of the patient any more, and nobody reads it."""

    touches: ClassVar[dict[str, str]] = CIRCLE
    about: ClassVar[tuple[str, ...]] = ("consult_id",)

    consult_id: str


class RecordErased(Event, frozen=True, tag="record.erased"):
    """Its files and the journal's personal values are gone as well."""

    touches: ClassVar[dict[str, str]] = {"record_access": "consult_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id",)

    consult_id: str


# Views


class ConsentView(msgspec.Struct, frozen=True, kw_only=True):
    """One answer for one purpose. Personal fields are None once erased."""

    consent_id: str
    purpose: ConsentPurpose
    answer: ConsentAnswer
    given_by: ConsentGivenBy
    how: ConsentHow
    text_version: int
    noted_at_ms: int
    noted_by_name: str
    until_ms: int | None = None
    giver_name: str | None = None
    why: str | None = None
    withdrawn_at_ms: int | None = None
    withdrawn_by: ConsentGivenBy | None = None
    withdrawn_noted_by_name: str | None = None
    withdrawn_why: str | None = None


class ConsentsView(View, frozen=True):
    """All that was asked of the patient, in the order in which it was noted. ``text_version``: what is shown now."""

    consult_id: str
    text_version: int
    items: list[ConsentView]


class ConsultPatientView(View, frozen=True):
    """What the patient is called, for those who treat them. ``said_by`` None: nobody has said it."""

    consult_id: str
    said_by: SaidBy | None = None
    said_at_ms: int | None = None
    noted_by_name: str | None = None
    name: str | None = None
    birth_date: str | None = None
    patient_number: str | None = None
    times_said: int = 0


# Questions


class ConsentNow(msgspec.Struct, frozen=True, kw_only=True):
    """Whether it may be done now, and why not. An emergency in which nobody can be asked stands for the consult."""

    stands: bool
    state: ConsentState


class ConsentStands(Question, frozen=True, tag="consent.stands"):
    """Whether the patient's consent for this stands; the server's own question. A consult without a record of consents
    has ``not_asked``."""

    answer_type: ClassVar[object] = ConsentNow

    consult_id: str
    purpose: ConsentPurpose

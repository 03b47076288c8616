"""A patient's own consult: the doctor is met by a link in a message, without an account.

A *patient's link* belongs to one consult. Whoever agrees on the page behind it is the consult's *patient*: a guest who
says and shows something, and reads nothing of the record. A consult that the patient's side began itself (the desk has
closed an incident with "a doctor will call", or a time was booked) is the *patient's own*; into a doctor's or a crew's
consult the link brings the patient besides.
"""

from typing import Annotated, ClassVar, Literal
from uuid import NAMESPACE_OID, uuid5

import msgspec

from signaling.protocol.base import Code60, Command, Event, Line, Personal, Point, Question, View
from signaling.protocol.consult_room import Sex, Text, Urgency
from signaling.protocol.deliveries import DeliveryStatus
from signaling.protocol.incidents import Address, Years
from signaling.protocol.people import Language, Specialty

PATIENT_TICKET_PURPOSE = "patient"
"""Of the tickets behind the addresses ``/p/<ticket>``: ``about`` is the consult."""

PatientLinkPhase = Literal["none", "sent", "agreed", "declined", "ended"]
"""``none``: no link was sent in this consult."""

PatientLinkEndedBecause = Literal["consult_over", "revoked", "expired"]
PatientClosing = Literal["advice", "see_own_doctor", "prescribed", "emergency", "nobody_answered", "other"]
"""How a patient's own consult ended: advice was enough; to the doctor they belong to; a medicine; an ambulance was
sent; the patient was not reached."""

PatientSide = Literal["patient", "doctor"]
PatientTelephone = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
AgreementVersion = Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
PatientText = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]


def patient_guest_id(consult_id: str) -> str:
    """Who the patient of a consult is among all guests: of no other link, whatever the consult is called."""
    return str(uuid5(NAMESPACE_OID, f"patient of consult {consult_id}"))


# Commands


class PatientConsultOpen(Command, frozen=True, kw_only=True, tag="patient_consult.open"):
    """The system's: somebody's own consult begins, its link is sent, and who is on duty for the specialty is rung.
    ``lives_ms``: how long the link is good; None: as its urgency says."""

    consult_id: str
    specialty: Specialty
    urgency: Urgency
    question: Text
    summary: Text = ""
    language: Language
    telephone: Personal[PatientTelephone] = None
    name: Personal[Line] = None
    age_years: Years | None = None
    sex: Sex = "unknown"
    incident_id: str | None = None
    incident_number: int | None = None
    incident_reason: str | None = None
    lives_ms: Annotated[int, msgspec.Meta(gt=0)] | None = None


class PatientLinkSend(Command, frozen=True, kw_only=True, tag="patient_link.send"):
    """The patient gets a link into this consult; said again, another message with the same link. The system's too: for
    a consult whose time was booked. Refuses ``not_a_number``, ``wrong_state`` when the consult is over."""

    consult_id: str
    telephone: Personal[PatientTelephone]
    language: Language
    lives_ms: Annotated[int, msgspec.Meta(gt=0)] | None = None


class PatientLinkRevoke(Command, frozen=True, kw_only=True, tag="patient_link.revoke"):
    """The link is worth nothing from now on; whoever came in by it is out."""

    consult_id: str


class PatientSay(Command, frozen=True, kw_only=True, tag="patient.say"):
    """A line between the patient and who treats them in this consult. ``made_at_ms`` is the writer's clock."""

    consult_id: str
    text: PatientText


class PatientLookBack(Command, frozen=True, kw_only=True, tag="patient.look_back"):
    """Whoever treats looks at the headings of earlier contacts of the same telephone number: each look is written down.
    Result: a list of EarlierContact, newest first."""

    consult_id: str


class PatientMakeEmergency(Command, frozen=True, kw_only=True, tag="patient.make_emergency"):
    """The specialist has an ambulance sent to the patient: an incident with a threat to life, at once. ``place`` is
    needed when no incident with a place is behind the consult. Refuses ``missing`` (place, telephone),
    ``already_exists``."""

    consult_id: str
    place: Line = ""
    note: Text = ""


class PatientConsultEnd(Command, frozen=True, kw_only=True, tag="patient_consult.end"):
    """The specialist ends a patient's own consult. Refuses ``conclusion_needed`` unless nobody answered or an ambulance
    was sent, ``not_allowed`` in a consult that a doctor or a crew has asked for."""

    consult_id: str
    closing: PatientClosing


class PatientAgree(Command, frozen=True, kw_only=True, tag="patient.agree"):
    """The server's: the person has agreed to this wording on the page. Refuses ``changed_meanwhile``,
    ``link_ended``."""

    consult_id: str
    text_version: AgreementVersion
    language: Language


class PatientDecline(Command, frozen=True, kw_only=True, tag="patient.decline"):
    """The server's: the person does not agree, or not any more."""

    consult_id: str


class PatientNoteIncident(Command, frozen=True, kw_only=True, tag="patient.note_incident"):
    """The server's: the incident that this consult was turned into is open, or a brigade goes there."""

    consult_id: str
    incident_id: str
    number: int
    sent: bool = False


class PatientLinkNoteDelivery(Command, frozen=True, kw_only=True, tag="patient_link.note_delivery"):
    """The server's: how far the message has come."""

    consult_id: str
    status: DeliveryStatus


class PatientLinkExpire(Command, frozen=True, kw_only=True, tag="patient_link.expire"):
    """The clock's: the link's time is over."""

    consult_id: str


class PatientLinkEnd(Command, frozen=True, kw_only=True, tag="patient_link.end"):
    """The server's: its consult is over."""

    consult_id: str


# Events


class OfPatientLink(Event, frozen=True, kw_only=True):
    """What every fact of a patient's link says."""

    touches: ClassVar[dict[str, str]] = {"patient_link": "consult_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id",)
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str


class PatientLinkSent(OfPatientLink, frozen=True, kw_only=True, tag="patient_link.sent"):
    """``number``: the consult's. ``own``: it is the patient's own consult."""

    number: int
    guest_id: str
    language: Language
    expires_at_ms: int
    own: bool
    telephone: Personal[str] = None
    name: Personal[str] = None


class PatientLinkDeliveryNoted(OfPatientLink, frozen=True, kw_only=True, tag="patient_link.delivery_noted"):
    status: DeliveryStatus


class PatientAgreed(OfPatientLink, frozen=True, kw_only=True, tag="patient.agreed"):
    """What goes with it lets the patient into the circle, if they are not of it."""

    text_version: str
    language: Language


class PatientDeclined(OfPatientLink, frozen=True, kw_only=True, tag="patient.declined"):
    """They did not agree, or do not any more."""


class PatientLinkEnded(OfPatientLink, frozen=True, kw_only=True, tag="patient_link.ended"):
    guest_id: str
    because: PatientLinkEndedBecause


class PatientSaid(OfPatientLink, frozen=True, kw_only=True, tag="patient.said"):
    """A line between the patient and a doctor; the thread shows it too."""

    touches: ClassVar[dict[str, str]] = {"patient_link": "consult_id", "consult": "consult_id"}

    line_id: str
    side: PatientSide
    author_id: str
    text: Personal[str] = None
    name: Personal[str] = None


class PatientContactsSeen(OfPatientLink, frozen=True, kw_only=True, tag="patient.contacts_seen"):
    """Somebody has looked at the headings of earlier contacts; who, the journal's row says too."""

    person_id: str
    found: int


class PatientMadeEmergency(OfPatientLink, frozen=True, kw_only=True, tag="patient.made_emergency"):
    """An ambulance is wanted for the patient; the incident follows. ``behind_id``: the incident that was behind it."""

    about: ClassVar[tuple[str, ...]] = ("consult_id", "behind_id", "incident_id")

    number: int
    person_id: str
    reason: Code60
    incident_id: str
    behind_id: str | None = None
    age_years: Years | None = None
    telephone: Personal[str] = None
    caller_name: Personal[str] = None
    patient_name: Personal[str] = None
    sex: Personal[Sex] = None
    address: Personal[Address] = None
    point: Personal[Point] = None
    note: Personal[str] = None


class PatientIncidentNoted(OfPatientLink, frozen=True, kw_only=True, tag="patient.incident_noted"):
    """The desk has it under this number; ``sent``: a brigade goes there."""

    incident_id: str
    number: int
    sent: bool = False


class PatientConsultEnded(OfPatientLink, frozen=True, kw_only=True, tag="patient_consult.ended"):
    """How a patient's own consult ended; that it is over follows at once."""

    person_id: str
    closing: PatientClosing
    specialty: Specialty
    urgency: Urgency
    incident_reason: str | None = None
    person_name: Personal[str] = None
    telephone: Personal[str] = None


# Views


class PatientLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line between the two. ``name``: of the doctor; the patient is told no other name."""

    line_id: str
    side: PatientSide
    at_ms: int
    text: str | None
    name: str | None = None


PatientStage = Literal["sought", "taken", "over"]
"""How far the search for a doctor is, as the patient is told: nobody has it yet, somebody has, it is over."""


class PatientGuestView(View, frozen=True, kw_only=True):
    """For the patient alone: nothing of the record, no name but that of the doctor who has taken the consult.
    ``help_number``: an ambulance was called, and this is its incident's number."""

    consult_id: str
    phase: PatientLinkPhase
    stage: PatientStage
    own: bool
    specialty: Specialty
    asked_at_ms: int
    since_ms: int
    answer_by_ms: int | None
    doctor_name: str | None
    lines: list[PatientLine]
    emergency_at_ms: int | None
    help_number: int | None
    help_sent: bool
    expires_at_ms: int


class PatientLinkView(View, frozen=True, kw_only=True):
    """For those who treat: how the patient is reached."""

    consult_id: str
    phase: PatientLinkPhase
    own: bool
    guest_id: str
    language: Language
    name: str | None
    telephone: str | None
    delivery: DeliveryStatus | None
    sent_at_ms: int | None
    agreed_at_ms: int | None
    expires_at_ms: int | None
    ended_because: PatientLinkEndedBecause | None
    lines: list[PatientLine]
    emergency_at_ms: int | None
    help_incident_id: str | None
    help_number: int | None
    help_sent: bool
    place_known: bool


ContactKind = Literal["incident", "consult"]


class EarlierContact(msgspec.Struct, frozen=True, kw_only=True):
    """One earlier contact of the same telephone number, its heading alone. ``reason``: a reason's code, or a specialty;
    ``result``: an incident's, or how a patient's own consult ended; None while it goes on."""

    kind: ContactKind
    number: int
    at_ms: int
    reason: str
    result: str | None


# Questions


class PatientMessageStatus(Question, frozen=True, kw_only=True, tag="patient_message.status"):
    """How far the newest message with this consult's link has come; None when there is none. The server's own."""

    answer_type: ClassVar[object] = DeliveryStatus | None

    consult_id: str


class PatientReach(msgspec.Struct, frozen=True, kw_only=True):
    """How the patient of a consult is reached, and the incident that is behind it."""

    telephone: str | None
    incident_id: str | None


class PatientReachOf(Question, frozen=True, kw_only=True, tag="patient_link.reach"):
    """The server's own, whether a link was sent or not. Refuses ``not_found``."""

    answer_type: ClassVar[object] = PatientReach

    consult_id: str


class PatientHelpOf(Question, frozen=True, kw_only=True, tag="patient_link.help_of"):
    """The consult that was turned into this incident; None: no consult was. The server's own."""

    answer_type: ClassVar[object] = str | None

    incident_id: str

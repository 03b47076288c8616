"""Words of the conclusion: drafted while people talk, signed, amended, acknowledged, and the transfer that follows.

``seen`` of a draft's change is the draft's ``revision`` that its editor showed, not the version of the whole thing: the
circle around a conclusion changes without a word of it being changed.
"""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Code60, Command, Event, Line, Name, Personal, Point

Transfer = Literal["none", "planned", "emergency"]
SignatureLevel = Literal["simple", "certificate"]
"""``simple``: a drawn or typed name by somebody who proved anew who they are; ``certificate``: by a key of their own
whose certificate leads to one that this service trusts."""

Revocation = Literal["good", "revoked", "unknown"]
Text = Annotated[str, msgspec.Meta(max_length=2000)]
LongText = Annotated[str, msgspec.Meta(max_length=8000)]
Day = Annotated[str, msgspec.Meta(pattern=r"^(\d{4}-\d{2}-\d{2})?$")]
FollowUrgency = Literal["", "emergency", "urgent", "planned"]


class Diagnosis(msgspec.Struct, frozen=True, kw_only=True):
    """A code as it stood in the list it was chosen from. ``official`` False: the name is a short one of the project's
    own. ``reviewed_by`` is who of the profession has read that name; empty: nobody yet."""

    system: Code60
    code: Code60
    name: Line
    version: Line = ""
    source: Line = ""
    official: bool = False
    reviewed_by: Line = ""


class QuotedScale(msgspec.Struct, frozen=True, kw_only=True):
    """A clinical scale as it was counted: ``source`` is the published table."""

    scale: Code60
    name: Line
    result: Line
    source: Line = ""


class UsedTemplate(msgspec.Struct, frozen=True, kw_only=True):
    """The template that the text began from. ``reviewed_by`` empty: nobody of the profession has yet."""

    code: Code60
    name: Line = ""
    reviewed_by: Line = ""


class ConclusionContent(msgspec.Struct, frozen=True, kw_only=True):
    """What is concluded. ``limits``: what could not be seen or examined. ``follow_up_on`` is a day (2026-12-01)."""

    template: UsedTemplate | None = None
    findings: LongText = ""
    diagnoses: list[Diagnosis] = []
    diagnosis_words: Text = ""
    recommendation: LongText = ""
    transfer: Transfer = "none"
    transfer_to: Line = ""
    urgency: FollowUrgency = ""
    follow_up_on: Day = ""
    follow_up: Line = ""
    limits: Text = ""
    scales: list[QuotedScale] = []


class ConclusionChange(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Some of its fields, whole; None leaves a field as it is."""

    template: UsedTemplate | None = None
    findings: LongText | None = None
    diagnoses: Annotated[list[Diagnosis], msgspec.Meta(max_length=20)] | None = None
    diagnosis_words: Text | None = None
    recommendation: LongText | None = None
    transfer: Transfer | None = None
    transfer_to: Line | None = None
    urgency: FollowUrgency | None = None
    follow_up_on: Day | None = None
    follow_up: Line | None = None
    limits: Text | None = None
    scales: Annotated[list[QuotedScale], msgspec.Meta(max_length=20)] | None = None


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """A signature by hand: strokes of x, y, x, y … in a field of 1000 by 300; or the name typed instead."""

    strokes: list[list[int]] = []
    typed: Line = ""


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What was found when a signature was verified. ``subject`` and ``issuer`` are the certificate's names, ``serial``
    its number; ``chain`` ends in the certificate that the service trusts. ``revocation`` is ``unknown`` where no list
    of revoked certificates was at hand. ``signed_at_ms`` is what the signature itself says."""

    algorithm: str
    digest: str
    checked_at_ms: int
    subject: str = ""
    issuer: str = ""
    serial: str = ""
    valid_from_ms: int | None = None
    valid_until_ms: int | None = None
    chain: list[str] = []
    revocation: Revocation = "unknown"
    signed_at_ms: int | None = None
    form: Literal["drawn", "typed", "cades", "pkcs7", "raw"] = "drawn"


# Commands


class ConclusionDraft(Command, frozen=True, tag="conclusion.draft"):
    """A small change of the draft: ``editor_id`` is the page's, made anew each time the editor is opened. Refuses
    ``changed_meanwhile`` with ``fields`` when another editor changed one of them after ``seen``, and keeps nothing of
    the change then; ``not_found`` for a diagnosis that its list has not. A diagnosis is kept as its list has it.
    Result: ``{revision}``."""

    consult_id: str
    editor_id: Code60
    change: ConclusionChange


class ConclusionShare(Command, frozen=True, tag="conclusion.share"):
    """The author lets the others of the circle read the draft, or no longer."""

    consult_id: str
    shared: bool


class ConclusionPrepare(Command, frozen=True, tag="conclusion.prepare"):
    """The draft as it stands becomes a document that can be signed within a quarter of an hour; what is drafted
    afterwards is not in it. ``revision``: of the draft that was read. From the second version on ``why`` is needed.
    ``cosigns``: a called-in colleague signs this version too. Result: ``{signing_id, version, digest}``."""

    consult_id: str
    provider: Code60
    revision: int = 0
    why: Text = ""
    cosigns: int | None = None


class ConclusionSign(Command, frozen=True, tag="conclusion.sign"):
    """The server's: a prepared document came back with a signature that it has verified. ``file_id``: the signature
    as it came. Result: ``{version}``."""

    consult_id: str
    signing_id: str
    level: SignatureLevel
    is_test: bool
    checked: Checked
    drawing: Drawing | None = None
    file_id: str | None = None


class ConclusionKeepPrint(Command, frozen=True, tag="conclusion.keep_print"):
    """The server's: the version was made into a PDF with ``signatures`` signatures on it."""

    consult_id: str
    version: int
    signatures: int
    file_id: str
    digest: str
    size: int


class ConclusionAcknowledge(Command, frozen=True, tag="conclusion.acknowledge"):
    """The asker has read this version. The newest one of an open consult closes it."""

    consult_id: str
    version: int


class ConclusionConfirmTransfer(Command, frozen=True, tag="conclusion.confirm_transfer"):
    """The asker confirms the transfer that the newest version recommends, and where the patient is. An incident of the
    desk follows. Refuses ``already_exists`` the second time. Result: ``{incident_id}``."""

    consult_id: str
    version: int
    place: Name
    telephone: Line = ""
    note: Line = ""
    point: Point | None = None


class ConclusionNoteIncident(Command, frozen=True, tag="conclusion.note_incident"):
    """The server's: the incident that follows from the transfer is open."""

    consult_id: str
    incident_id: str
    number: int


# Events

_TOUCHES = {"conclusion": "consult_id"}


class ConclusionDrafted(Event, frozen=True, tag="conclusion.drafted"):
    """The draft has these fields anew."""

    touches: ClassVar[dict[str, str]] = _TOUCHES
    about: ClassVar[tuple[str, ...]] = ("consult_id",)
    subject: ClassVar[str | None] = "consult_id"
    kept_only: ClassVar[tuple[str, ...]] = ("fields", "change")

    consult_id: str
    revision: int
    editor_id: str
    author_id: str
    fields: list[str]
    change: Personal[ConclusionChange] = None


class ConclusionShared(Event, frozen=True, tag="conclusion.shared"):
    """The others of the circle may read the draft, or no longer."""

    touches: ClassVar[dict[str, str]] = _TOUCHES
    about: ClassVar[tuple[str, ...]] = ("consult_id",)
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    shared: bool


class ConclusionPrepared(Event, frozen=True, tag="conclusion.prepared"):
    """A document waits for a signature. ``document`` is its canonical text, ``digest`` the SHA-256 of that. ``code``
    stands in the address by which anybody may look whether a print is genuine."""

    touches: ClassVar[dict[str, str]] = _TOUCHES
    about: ClassVar[tuple[str, ...]] = ("consult_id",)
    subject: ClassVar[str | None] = "consult_id"
    kept_only: ClassVar[tuple[str, ...]] = ("document", "code", "digest")

    consult_id: str
    signing_id: str
    version: int
    revision: int
    provider: str
    person_id: str
    cosigns: bool
    until_ms: int
    code: str
    digest: str
    specialty: str | None = None
    why: Personal[str] = None
    name: Personal[str] = None
    place: Personal[str] = None
    document: Personal[str] = None


class ConclusionSigned(Event, frozen=True, tag="conclusion.signed"):
    """A version of the conclusion is signed; the second and later ones amend. What was signed stands in the prepared
    document of that ``signing_id``."""

    touches: ClassVar[dict[str, str]] = _TOUCHES
    about: ClassVar[tuple[str, ...]] = ("consult_id", "incident_id")
    subject: ClassVar[str | None] = "consult_id"
    kept_only: ClassVar[tuple[str, ...]] = ("drawing", "checked", "file_id")

    consult_id: str
    signing_id: str
    version: int
    person_id: str
    provider: str
    level: SignatureLevel
    is_test: bool
    digest: str
    incident_id: str | None = None
    file_id: str | None = None
    checked: Personal[Checked] = None
    drawing: Personal[Drawing] = None


class ConclusionCosigned(Event, frozen=True, tag="conclusion.cosigned"):
    """A called-in colleague signed that version too."""

    touches: ClassVar[dict[str, str]] = _TOUCHES
    about: ClassVar[tuple[str, ...]] = ("consult_id", "incident_id")
    subject: ClassVar[str | None] = "consult_id"
    kept_only: ClassVar[tuple[str, ...]] = ("drawing", "checked", "file_id")

    consult_id: str
    signing_id: str
    version: int
    person_id: str
    provider: str
    level: SignatureLevel
    is_test: bool
    digest: str
    incident_id: str | None = None
    file_id: str | None = None
    checked: Personal[Checked] = None
    drawing: Personal[Drawing] = None


class ConclusionPrinted(Event, frozen=True, tag="conclusion.printed"):
    """The version can be had as a PDF of that SHA-256."""

    touches: ClassVar[dict[str, str]] = _TOUCHES
    about: ClassVar[tuple[str, ...]] = ("consult_id",)
    subject: ClassVar[str | None] = "consult_id"
    kept_only: ClassVar[tuple[str, ...]] = ("file_id",)

    consult_id: str
    version: int
    signatures: int
    file_id: str
    digest: str
    size: int


class ConclusionAcknowledged(Event, frozen=True, tag="conclusion.acknowledged"):
    """The asker has read that version."""

    touches: ClassVar[dict[str, str]] = _TOUCHES
    about: ClassVar[tuple[str, ...]] = ("consult_id", "incident_id")
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    version: int
    by_id: str
    incident_id: str | None = None


class ConclusionTransferConfirmed(Event, frozen=True, tag="conclusion.transfer_confirmed"):
    """The asker wants the transfer; ``incident_id`` is the one that dispatch opens for it, ``reason`` its reason."""

    touches: ClassVar[dict[str, str]] = _TOUCHES
    about: ClassVar[tuple[str, ...]] = ("consult_id", "incident_id")
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    consult_number: int
    version: int
    transfer: Transfer
    incident_id: str
    place: Personal[str] = None
    telephone: Personal[str] = None
    note: Personal[str] = None
    point: Personal[Point] = None
    transfer_to: Personal[str] = None
    age_years: Personal[int] = None
    sex: Personal[str] = None
    asker_name: Personal[str] = None


class ConclusionIncidentNoted(Event, frozen=True, tag="conclusion.incident_noted"):
    """The transfer has its incident, by the number that people say."""

    touches: ClassVar[dict[str, str]] = _TOUCHES
    about: ClassVar[tuple[str, ...]] = ("consult_id", "incident_id")
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    incident_id: str
    number: int

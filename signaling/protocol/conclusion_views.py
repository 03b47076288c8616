"""What is shown of a conclusion, and what is asked about it."""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Personal, Question, View
from signaling.protocol.conclusions import Checked, ConclusionContent, Drawing, SignatureLevel, Transfer

ConclusionWish = Literal["draft", "sign", "cosign", "share", "acknowledge", "confirm_transfer"]

# Views


class DraftOutlineView(msgspec.Struct, frozen=True, kw_only=True):
    """That there is a draft, without a word of it: its text is asked for by ``conclusion.record``, so that typing does
    not fill the line of everybody who sees it."""

    revision: int
    kept_at_ms: int
    author_id: str
    editor_id: str
    shared: bool


class SignatureView(msgspec.Struct, frozen=True, kw_only=True):
    """One signature under a version."""

    person_id: str
    name: Personal[str]
    specialty: str | None
    provider: str
    level: SignatureLevel
    is_test: bool
    at_ms: int


class VersionView(msgspec.Struct, frozen=True, kw_only=True):
    """A signed version. ``pdf_size`` is None while the PDF is being made."""

    version: int
    digest: str
    signed_at_ms: int
    why: Personal[str]
    transfer: Transfer
    signatures: list[SignatureView]
    pdf_size: int | None = None
    acknowledged_at_ms: int | None = None


class TransferView(msgspec.Struct, frozen=True, kw_only=True):
    """The transfer was confirmed; ``number`` is the incident's, once dispatch has opened it."""

    incident_id: str
    at_ms: int
    number: int | None = None


class ConclusionView(View, frozen=True):
    """The conclusion of one consult in outline. ``part``: as whom the viewer sees it."""

    consult_id: str
    part: Literal["asker", "specialist", "called_in", "hospital", "broke_glass", "author"]
    draft: DraftOutlineView | None = None
    versions: list[VersionView] = msgspec.field(default_factory=list)
    transfer: TransferView | None = None


# Questions


class SignedContent(msgspec.Struct, frozen=True, kw_only=True):
    """What one version says, and what was found of its signatures."""

    version: int
    content: ConclusionContent | None
    checked: list[Checked]
    drawings: list[Drawing]


class ProviderView(msgspec.Struct, frozen=True, kw_only=True):
    """One way of signing that this service offers. ``asks``: what the signer gives: a drawn or typed name and their
    password, a file that another program made, or a link for that program."""

    name: str
    level: SignatureLevel
    is_test: bool
    asks: Literal["drawing", "file", "link"]
    algorithms: list[str]


class ConclusionRecordView(msgspec.Struct, frozen=True, kw_only=True):
    """All of it that the viewer may read. ``may``: what they may do now. ``code`` stands in the address by which
    anybody may look whether a print is genuine."""

    outline: ConclusionView
    draft: ConclusionContent | None
    contents: list[SignedContent]
    may: list[ConclusionWish]
    providers: list[ProviderView]
    code: str | None = None
    place: str = ""


class ConclusionRecord(Question, frozen=True, tag="conclusion.record"):
    """The conclusion of a consult as the viewer may read it; who signed one of its versions reads that for ever.
    Refuses ``not_found`` to everybody else."""

    answer_type: ClassVar[object] = ConclusionRecordView

    consult_id: str


class SealSignature(msgspec.Struct, frozen=True, kw_only=True):
    """A signature as whoever holds a print sees it."""

    name: Personal[str]
    specialty: str | None
    at_ms: int
    level: SignatureLevel
    is_test: bool
    provider: str


class SealView(msgspec.Struct, frozen=True, kw_only=True):
    """What anybody who holds a print may know: nothing of the patient and nothing clinical. ``prints`` are the SHA-256
    of the PDFs that were made of this version, oldest first."""

    number: int
    version: int
    newest: int
    signed_at_ms: int
    digest: str
    service: str
    signatures: list[SealSignature]
    prints: list[str]


class ConclusionSeal(Question, frozen=True, tag="conclusion.seal"):
    """Of the document with this code; version 0 is the newest. The server's own question. Refuses ``not_found``."""

    answer_type: ClassVar[object] = SealView

    code: Annotated[str, msgspec.Meta(max_length=60)]
    version: int = 0

"""The files of a consult: what is announced, comes in parts over HTTP, is looked at before it stands in the record, and
is drawn upon by everybody who treats the patient.

The bytes come and go over HTTP; everything else about a file is in these words. Places are fractions of a page's width
and height, 0 to 1 from its upper left corner.
"""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Command, Event, Line, Name, Personal, Question, Signal, View, Word
from signaling.protocol.circle import MemberRelation
from signaling.protocol.refusals import Code

ConsultFileId = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
FileKind = Literal["photograph", "ecg", "laboratory", "imaging", "document", "other"]
FileState = Literal["coming", "checking", "kept", "refused", "expired", "withdrawn"]
FileMedia = Literal["picture", "pages", "text", "dicom", "clip"]
"""How a file is looked at: a picture; pages, each drawn as a picture; plain text; a DICOM document, which is given as
it is; a film clip."""

FileSize = Annotated[int, msgspec.Meta(ge=1, le=2**40)]
Digest = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
PageNumber = Annotated[int, msgspec.Meta(ge=1, le=1000)]
Reason = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
Place = Annotated[float, msgspec.Meta(ge=0, le=1)]
Places = Annotated[list[tuple[Place, Place]], msgspec.Meta(min_length=2, max_length=200)]
MarkShape = Literal["line", "arrow", "circle", "length", "angle", "area"]
"""A line goes through all of its places, an arrow from the first to the last, a circle is round the first through the
last. What measures: a length from the first to the last; an angle at the second of three; the area that all enclose."""

MarkColour = Literal["yellow", "cyan", "pink", "green", "orange", "white"]
Millimetres = Annotated[float, msgspec.Meta(gt=0, le=100_000)]


# Commands


class FileAnnounce(Command, frozen=True, tag="file.announce"):
    """A file is to come: its bytes follow over HTTP, by its id. ``digest`` is SHA-256 of the whole."""

    consult_id: str
    file_id: ConsultFileId
    kind: FileKind
    name: Name
    size: FileSize
    digest: Digest
    title: Line = ""


class FileKeepPreview(Command, frozen=True, tag="file.keep_preview"):
    """The server's: a small picture of it is here."""

    consult_id: str
    file_id: str


class FileReceive(Command, frozen=True, tag="file.receive"):
    """The server's: all of its bytes are here; it is looked at next."""

    consult_id: str
    file_id: str


class FileKeep(Command, frozen=True, tag="file.keep"):
    """The server's: it is what it was said to be. ``width`` and ``height`` of a picture in pixels. ``preview``: the
    server has made one itself."""

    consult_id: str
    file_id: str
    media: FileMedia
    media_type: str
    pages: int = 0
    width: int = 0
    height: int = 0
    preview: bool = False


class FileRefuse(Command, frozen=True, tag="file.refuse"):
    """The server's: it does not stand in the record, and why."""

    consult_id: str
    file_id: str
    code: Code


class FileExpire(Command, frozen=True, tag="file.expire"):
    """The clock's: what has not come whole in time is given up."""

    consult_id: str


class FileForget(Command, frozen=True, tag="file.forget"):
    """The server's: the bytes of what was refused or given up lie nowhere any more."""

    consult_id: str
    file_id: str


class FileForgetMarks(Command, frozen=True, tag="file.forget_marks"):
    """The server's: the record was erased, and what was drawn upon its files goes too."""

    consult_id: str


class FileWithdraw(Command, frozen=True, tag="file.withdraw"):
    """Who added it takes it back: it is given to nobody any more. That it was there stays."""

    consult_id: str
    file_id: str
    reason: Reason


class FileOpen(Command, frozen=True, tag="file.open"):
    """The server's: somebody was given a file, more of it than its preview."""

    consult_id: str
    file_id: str
    by_relation: MemberRelation
    by_id: str
    by_name: str = ""


class FileDraw(Command, frozen=True, tag="file.draw"):
    """A mark upon a page."""

    consult_id: str
    file_id: str
    mark_id: ConsultFileId
    shape: MarkShape
    points: Places
    colour: MarkColour
    page: PageNumber = 1


class FileUndraw(Command, frozen=True, tag="file.undraw"):
    """Takes back a mark of one's own."""

    consult_id: str
    file_id: str
    mark_id: str


class FileCalibrate(Command, frozen=True, tag="file.calibrate"):
    """How wide what a page shows is, measured by a length on it that somebody knows."""

    consult_id: str
    file_id: str
    wide_mm: Millimetres
    page: PageNumber = 1


# Facts


class OfFile(Event, frozen=True, kw_only=True):
    """What every fact of a file says."""

    touches: ClassVar[dict[str, str]] = {"consult_files": "consult_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id",)
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    file_id: str


class FileAnnounced(OfFile, frozen=True, kw_only=True, tag="file.announced"):
    """``device``: with what it was sent, as the sign-in names it."""

    kind: FileKind
    size: int
    digest: str
    by_relation: MemberRelation
    by_id: str
    device: str = ""
    title: Personal[str] = None
    name: Personal[str] = None


class FilePreviewKept(OfFile, frozen=True, kw_only=True, tag="file.preview_kept"):
    """A small picture of it can be seen."""


class FileReceived(OfFile, frozen=True, kw_only=True, tag="file.received"):
    """All of its bytes are here."""


class FileKept(OfFile, frozen=True, kw_only=True, tag="file.kept"):
    """It stands in the record."""

    media: FileMedia
    media_type: str
    pages: int = 0
    width: int = 0
    height: int = 0
    preview: bool = False


class FileRefused(OfFile, frozen=True, kw_only=True, tag="file.refused"):
    """It does not stand in the record."""

    code: Code


class FileExpired(OfFile, frozen=True, kw_only=True, tag="file.expired"):
    """It never came whole."""


class FileForgotten(OfFile, frozen=True, kw_only=True, tag="file.forgotten"):
    """Its bytes lie nowhere any more."""


class FileWithdrawn(OfFile, frozen=True, kw_only=True, tag="file.withdrawn"):
    """It is given to nobody any more."""

    reason: Personal[str] = None


class FileOpened(OfFile, frozen=True, kw_only=True, tag="file.opened"):
    """Somebody was given it, for the first time."""

    by_relation: MemberRelation
    by_id: str
    by_name: Personal[str] = None


class FileDrawn(OfFile, frozen=True, kw_only=True, tag="file.drawn"):
    """``change`` counts what was drawn on the file and taken back: a screen asks for what it has not seen."""

    touches: ClassVar[dict[str, str]] = {"consult_files": "consult_id", "file_mark": "mark_id"}
    kept_only: ClassVar[tuple[str, ...]] = ("points",)

    mark_id: str
    change: int
    shape: MarkShape
    points: Personal[list[tuple[float, float]]] = None
    colour: MarkColour
    page: int
    by_relation: MemberRelation
    by_id: str


class FileUndrawn(OfFile, frozen=True, kw_only=True, tag="file.undrawn"):
    """A mark was taken back."""

    touches: ClassVar[dict[str, str]] = {"consult_files": "consult_id", "file_mark": "mark_id"}

    mark_id: str
    change: int


class FileMarkForgotten(OfFile, frozen=True, kw_only=True, tag="file.mark_forgotten"):
    """Nothing is known of the mark any more but that it was there."""

    touches: ClassVar[dict[str, str]] = {"file_mark": "mark_id"}

    mark_id: str


class FileCalibrated(OfFile, frozen=True, kw_only=True, tag="file.calibrated"):
    """How wide what a page shows is."""

    page: int
    wide_mm: float


# Past the journal


class FilePoint(Signal, frozen=True, tag="file.point"):
    """Where somebody points at now; the last one wins."""

    consult_id: str
    file_id: str
    x: Place
    y: Place
    page: PageNumber = 1


class FilePointed(Word, frozen=True, kw_only=True, tag="file.pointed"):
    """Where somebody else points at now."""

    latest_wins: ClassVar[bool] = True

    consult_id: str
    file_id: str
    x: float
    y: float
    page: int
    by_id: str
    by_name: str


class FileProgress(Word, frozen=True, kw_only=True, tag="file.progress"):
    """How many bytes of a file have come."""

    latest_wins: ClassVar[bool] = True

    consult_id: str
    file_id: str
    have: int
    size: int


# Views


class PageScale(msgspec.Struct, frozen=True):
    """How many millimetres what the page shows is wide."""

    page: int
    wide_mm: float


class FileView(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A file as everybody is shown it who may see it. ``marks`` counts what was drawn on it and taken back; ``why`` is
    the reason of who withdrew it; ``name`` and ``title`` are None once erased."""

    file_id: str
    kind: FileKind
    state: FileState
    size: int
    at_ms: int
    by_relation: MemberRelation
    by_id: str
    by_name: str | None = None
    device: str = ""
    title: str | None = None
    name: str | None = None
    media: FileMedia | None = None
    pages: int = 0
    width: int = 0
    height: int = 0
    preview: bool = False
    code: Code | None = None
    why: str | None = None
    marks: int = 0
    scales: list[PageScale] = []


class ConsultFilesView(View, frozen=True, kw_only=True):
    """All files of a consult, in the order in which they were announced."""

    consult_id: str
    files: list[FileView]


# Questions


class FilesOf(Question, frozen=True, kw_only=True, tag="file.all"):
    """The files of a consult that screens follow no longer. Refuses ``not_found`` to who may not read it."""

    answer_type: ClassVar[object] = ConsultFilesView

    consult_id: str


class FileMarkView(msgspec.Struct, frozen=True, kw_only=True):
    """A mark. ``gone``: its maker has taken it back; then it has no points."""

    mark_id: str
    change: int
    page: int
    shape: MarkShape
    points: list[tuple[float, float]]
    colour: MarkColour
    by_relation: MemberRelation
    by_id: str
    by_name: str | None
    gone: bool


class FileMarks(Question, frozen=True, kw_only=True, tag="file.marks"):
    """What has changed on a file after the change that the asker knows, in its order: a weak link carries the new mark,
    and not all of them again."""

    answer_type: ClassVar[object] = list[FileMarkView]

    consult_id: str
    file_id: str
    after: Annotated[int, msgspec.Meta(ge=0)] = 0

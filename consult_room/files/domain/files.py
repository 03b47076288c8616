"""The files of a consult as one thing, and the marks upon them."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from consult_room.domain.circle import Circle, follow
from consult_room.domain.operations import Operation, readers
from consult_room.files.domain.limits import AWAITED_MS
from signaling.protocol.base import Event, View
from signaling.protocol.circle import MemberRelation
from signaling.protocol.consult_files import (
    ConsultFilesView,
    FileAnnounced,
    FileCalibrated,
    FileDrawn,
    FileExpired,
    FileForgotten,
    FileKept,
    FileKind,
    FileMarkForgotten,
    FileMarkView,
    FileMedia,
    FileOpened,
    FilePreviewKept,
    FileReceived,
    FileRefused,
    FileState,
    FileUndrawn,
    FileView,
    FileWithdrawn,
    MarkColour,
    MarkShape,
    PageScale,
)
from signaling.protocol.refusals import Code
from signaling.slice import Audience, Stamp

KIND, MARK = "consult_files", "file_mark"
GIVEN_UP: frozenset[FileState] = frozenset({"refused", "expired"})


class ConsultFile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One file, from its announcement. ``held``: bytes of it may lie on disk. Personal fields are None once erased."""

    file_id: str
    kind: FileKind
    state: FileState
    size: int
    digest: str
    at_ms: int
    by_relation: MemberRelation
    by_id: str
    by_name: str | None = None
    device: str = ""
    title: str | None = None
    name: str | None = None
    held: bool = True
    media: FileMedia | None = None
    media_type: str = ""
    pages: int = 0
    width: int = 0
    height: int = 0
    preview: bool = False
    code: Code | None = None
    why: str | None = None
    marks: int = 0
    scales: tuple[PageScale, ...] = ()
    opened_by: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it takes up room in the record, or will."""
        return self.state not in GIVEN_UP

    @property
    def due_ms(self) -> int | None:
        """When it is awaited no longer."""
        return self.at_ms + AWAITED_MS if self.state == "coming" else None

    @property
    def to_do(self) -> bool:
        """Something is to be done with its bytes: to look at them, or to erase them."""
        return self.state == "checking" or self.to_erase

    @property
    def to_erase(self) -> bool:
        """Its bytes may lie on disk and never stood in the record."""
        return self.held and (self.state in GIVEN_UP or (self.state == "withdrawn" and self.media is None))


class ConsultFiles(msgspec.Struct, frozen=True, kw_only=True):
    """All files of one consult, in the order in which they were announced."""

    consult_id: str
    circle: Circle
    files: tuple[ConsultFile, ...] = ()

    def file(self, file_id: str) -> ConsultFile | None:
        return next((one for one in self.files if one.file_id == file_id), None)

    @property
    def due_ms(self) -> int | None:
        return min((one.due_ms for one in self.files if one.due_ms is not None), default=None)

    @property
    def to_do(self) -> bool:
        return any(one.to_do for one in self.files)


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One mark upon a page. ``change``: the last that was made to it, in the file's count."""

    mark_id: str
    consult_id: str
    file_id: str
    change: int
    page: int
    shape: MarkShape
    points: list[tuple[float, float]]
    colour: MarkColour
    by_relation: MemberRelation
    by_id: str
    by_name: str | None = None
    gone: bool = False
    forgotten: bool = False


def _announced(state: ConsultFiles, event: FileAnnounced, stamp: Stamp) -> ConsultFiles:
    file = ConsultFile(
        file_id=event.file_id,
        kind=event.kind,
        state="coming",
        size=event.size,
        digest=event.digest,
        at_ms=stamp.at_ms,
        by_relation=event.by_relation,
        by_id=event.by_id,
        by_name=stamp.actor_name or None,
        device=event.device,
        title=event.title,
        name=event.name,
    )
    return replace(state, files=(*state.files, file))


def _each(change: Callable[[ConsultFile, Any], ConsultFile]) -> Callable[[ConsultFiles, Any, Stamp], ConsultFiles]:
    def evolve(state: ConsultFiles, event: Any, stamp: Stamp) -> ConsultFiles:
        changed = tuple(change(one, event) if one.file_id == event.file_id else one for one in state.files)
        return replace(state, files=changed)

    return evolve


def _kept(file: ConsultFile, event: FileKept) -> ConsultFile:
    return replace(
        file,
        state="kept",
        media=event.media,
        media_type=event.media_type,
        pages=event.pages,
        width=event.width,
        height=event.height,
        preview=file.preview or event.preview,
    )


def _calibrated(file: ConsultFile, event: FileCalibrated) -> ConsultFile:
    others = tuple(one for one in file.scales if one.page != event.page)
    return replace(file, scales=(*others, PageScale(event.page, event.wide_mm)))


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Any]] = {
    **follow(ConsultFiles),
    FileAnnounced: _announced,
    FilePreviewKept: _each(lambda file, event: replace(file, preview=True)),
    FileReceived: _each(lambda file, event: replace(file, state="checking")),
    FileKept: _each(_kept),
    FileRefused: _each(lambda file, event: replace(file, state="refused", code=event.code)),
    FileExpired: _each(lambda file, event: replace(file, state="expired")),
    FileForgotten: _each(lambda file, event: replace(file, held=False, preview=False)),
    FileWithdrawn: _each(lambda file, event: replace(file, state="withdrawn", why=event.reason)),
    FileDrawn: _each(lambda file, event: replace(file, marks=event.change)),
    FileUndrawn: _each(lambda file, event: replace(file, marks=event.change)),
    FileCalibrated: _each(_calibrated),
    FileOpened: _each(lambda file, event: replace(file, opened_by=(*file.opened_by, event.by_id))),
}


def _drawn(state: None, event: FileDrawn, stamp: Stamp) -> Mark:
    return Mark(
        mark_id=event.mark_id,
        consult_id=event.consult_id,
        file_id=event.file_id,
        change=event.change,
        page=event.page,
        shape=event.shape,
        points=event.points or [],
        colour=event.colour,
        by_relation=event.by_relation,
        by_id=event.by_id,
        by_name=stamp.actor_name or None,
    )


def _undrawn(state: Mark, event: FileUndrawn, stamp: Stamp) -> Mark:
    return replace(state, gone=True, change=event.change)


def _forgotten(state: Mark, event: FileMarkForgotten, stamp: Stamp) -> Mark:
    return replace(state, gone=True, forgotten=True, points=[], by_name=None)


MARK_EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Mark]] = {
    FileDrawn: _drawn,
    FileUndrawn: _undrawn,
    FileMarkForgotten: _forgotten,
}


def file_view(file: ConsultFile) -> FileView:
    return FileView(
        file_id=file.file_id,
        kind=file.kind,
        state=file.state,
        size=file.size,
        at_ms=file.at_ms,
        by_relation=file.by_relation,
        by_id=file.by_id,
        by_name=file.by_name,
        device=file.device,
        title=file.title,
        name=file.name,
        media=file.media,
        pages=file.pages,
        width=file.width,
        height=file.height,
        preview=file.preview and file.state not in GIVEN_UP and file.state != "withdrawn",
        code=file.code,
        why=file.why,
        marks=file.marks,
        scales=list(file.scales),
    )


def files_view(state: ConsultFiles) -> ConsultFilesView:
    return ConsultFilesView(consult_id=state.consult_id, files=[file_view(one) for one in state.files])


def views(state: ConsultFiles) -> Mapping[Audience, View]:
    """Whoever may see the files sees all of them; before there is one, there is nothing to see."""
    if not state.files:
        return {}
    view = files_view(state)
    return dict.fromkeys(readers(state.circle, Operation.READ_FILES), view)


def mark_view(mark: Mark) -> FileMarkView:
    return FileMarkView(
        mark_id=mark.mark_id,
        change=mark.change,
        page=mark.page,
        shape=mark.shape,
        points=[] if mark.gone else mark.points,
        colour=mark.colour,
        by_relation=mark.by_relation,
        by_id=mark.by_id,
        by_name=mark.by_name,
        gone=mark.gone,
    )

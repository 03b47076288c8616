"""What each wish about a file comes to in each of its states: one table, and a missing pair is a refusal."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from consult_room.domain.operations import Operation, check_may
from consult_room.files.domain.files import ConsultFile, ConsultFiles, Mark
from consult_room.files.domain.limits import (
    BYTES_AT_MOST,
    FILES_AT_MOST,
    GUEST_FILE_BYTES,
    GUEST_FILES_AT_MOST,
    LARGEST_OF_KIND,
    MARKS_AT_MOST,
    MEGABYTE,
)
from consult_room.files.domain.types import check_name
from signaling.protocol.base import Command, Event
from signaling.protocol.circle import MemberRelation
from signaling.protocol.consult_files import (
    FileAnnounce,
    FileAnnounced,
    FileCalibrate,
    FileCalibrated,
    FileDraw,
    FileDrawn,
    FileExpired,
    FileForget,
    FileForgotten,
    FileKeep,
    FileKeepPreview,
    FileKept,
    FileMarkForgotten,
    FileOpen,
    FileOpened,
    FilePreviewKept,
    FileReceive,
    FileReceived,
    FileRefuse,
    FileRefused,
    FileState,
    FileUndraw,
    FileUndrawn,
    FileWithdraw,
    FileWithdrawn,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Moment, Role, stands_as

OPERATIONS: Mapping[type[Command], Operation] = {
    FileAnnounce: Operation.ADD_FILE,
    FileWithdraw: Operation.ADD_FILE,
    FileDraw: Operation.DRAW,
    FileUndraw: Operation.DRAW,
    FileCalibrate: Operation.DRAW,
}
"""What a person's wish is on a record; wishes that are not here are the server's own."""


def decide_announce(state: ConsultFiles, command: FileAnnounce, moment: Moment) -> list[Event]:
    """Refuses ``file_too_large``, ``too_many_files``, ``file_not_taken`` (by its name), ``already_exists``. The same
    again, by the same person, is nothing new: a browser may have sent it from two tabs."""
    check_may(state.circle, moment.actor, Operation.ADD_FILE)
    before = state.file(command.file_id)
    if before is not None:
        if before.digest == command.digest and is_own(before, moment.actor):
            return []
        raise Refused(Code.ALREADY_EXISTS, file_id=command.file_id)
    if moment.actor.role is Role.GUEST:
        _check_guest(state, command, moment.actor)
    largest = LARGEST_OF_KIND[command.kind]
    if command.size > largest:
        raise Refused(Code.FILE_TOO_LARGE, megabytes=largest // MEGABYTE)
    counted = [one.size for one in state.files if one.counts]
    if len(counted) >= FILES_AT_MOST or sum(counted) + command.size > BYTES_AT_MOST:
        raise Refused(Code.TOO_MANY_FILES, files=FILES_AT_MOST, megabytes=BYTES_AT_MOST // MEGABYTE)
    check_name(command.name)
    own = stands_as(moment.actor)
    return [
        FileAnnounced(
            consult_id=state.consult_id,
            file_id=command.file_id,
            kind=command.kind,
            size=command.size,
            digest=command.digest,
            by_relation=cast(MemberRelation, own.relation),
            by_id=own.id,
            device=moment.actor.device,
            title=command.title.strip(),
            name=command.name,
        )
    ]


def _check_guest(state: ConsultFiles, command: FileAnnounce, actor: Actor) -> None:
    """A patient shows photographs, and not without end."""
    if command.kind != "photograph":
        raise Refused(Code.FILE_NOT_TAKEN, kind=command.kind)
    if command.size > GUEST_FILE_BYTES:
        raise Refused(Code.FILE_TOO_LARGE, megabytes=GUEST_FILE_BYTES // MEGABYTE)
    if sum(is_own(one, actor) for one in state.files) >= GUEST_FILES_AT_MOST:
        raise Refused(Code.TOO_MANY_FILES, files=GUEST_FILES_AT_MOST)


def is_own(file: ConsultFile, actor: Actor) -> bool:
    own = stands_as(actor)
    return (file.by_relation, file.by_id) == (own.relation, own.id)


def check_bringing(state: ConsultFiles, file_id: str, actor: Actor) -> ConsultFile:
    """The file that this actor brings the bytes of. Refuses ``not_found``, ``not_yours``, ``wrong_state``."""
    check_may(state.circle, actor, Operation.ADD_FILE)
    file = found(state, file_id)
    if not is_own(file, actor):
        raise Refused(Code.NOT_YOURS, file_id=file_id)
    return file


def found(state: ConsultFiles, file_id: str) -> ConsultFile:
    file = state.file(file_id)
    if file is None:
        raise Refused(Code.NOT_FOUND, kind="file", id=file_id)
    return file


def _keep_preview(state: ConsultFiles, file: ConsultFile, command: Any, moment: Moment, mark: Any) -> list[Event]:
    return [] if file.preview else [FilePreviewKept(consult_id=state.consult_id, file_id=file.file_id)]


def _receive(state: ConsultFiles, file: ConsultFile, command: Any, moment: Moment, mark: Any) -> list[Event]:
    return [FileReceived(consult_id=state.consult_id, file_id=file.file_id)]


def _nothing(state: ConsultFiles, file: ConsultFile, command: Any, moment: Moment, mark: Any) -> list[Event]:
    return []


def _keep(state: ConsultFiles, file: ConsultFile, command: FileKeep, moment: Moment, mark: Any) -> list[Event]:
    return [
        FileKept(
            consult_id=state.consult_id,
            file_id=file.file_id,
            media=command.media,
            media_type=command.media_type,
            pages=command.pages,
            width=command.width,
            height=command.height,
            preview=command.preview,
        )
    ]


def _refuse(state: ConsultFiles, file: ConsultFile, command: FileRefuse, moment: Moment, mark: Any) -> list[Event]:
    return [FileRefused(consult_id=state.consult_id, file_id=file.file_id, code=command.code)]


def _forget(state: ConsultFiles, file: ConsultFile, command: Any, moment: Moment, mark: Any) -> list[Event]:
    return [FileForgotten(consult_id=state.consult_id, file_id=file.file_id)] if file.to_erase else []


def _withdraw(state: ConsultFiles, file: ConsultFile, command: FileWithdraw, moment: Moment, mark: Any) -> list[Event]:
    """What has not come yet is simply given up."""
    if not is_own(file, moment.actor):
        raise Refused(Code.NOT_YOURS, file_id=file.file_id)
    if not command.reason.strip():
        raise Refused(Code.REASON_NEEDED)
    return [FileWithdrawn(consult_id=state.consult_id, file_id=file.file_id, reason=command.reason.strip())]


def _open(state: ConsultFiles, file: ConsultFile, command: FileOpen, moment: Moment, mark: Any) -> list[Event]:
    """The first time alone: a film is asked for in a hundred pieces."""
    if command.by_id in file.opened_by:
        return []
    return [
        FileOpened(
            consult_id=state.consult_id,
            file_id=file.file_id,
            by_relation=command.by_relation,
            by_id=command.by_id,
            by_name=command.by_name or None,
        )
    ]


def _check_page(file: ConsultFile, page: int) -> None:
    """Marks stand on what is seen as a picture."""
    if file.media not in ("picture", "pages") or page > max(1, file.pages):
        raise Refused(Code.NOT_FOUND, kind="page", id=str(page))


_POINTS = {"length": 2, "angle": 3}


def _draw(state: ConsultFiles, file: ConsultFile, command: FileDraw, moment: Moment, mark: Mark | None) -> list[Event]:
    _check_page(file, command.page)
    if mark is not None:
        raise Refused(Code.ALREADY_EXISTS, mark_id=command.mark_id)
    if file.marks >= MARKS_AT_MOST:
        raise Refused(Code.TOO_LONG, at_most=MARKS_AT_MOST)
    if len(command.points) != _POINTS.get(command.shape, len(command.points)) or (
        command.shape == "area" and len(command.points) < 3
    ):
        raise Refused(Code.WRONG_VALUE, field="points")
    own = stands_as(moment.actor)
    return [
        FileDrawn(
            consult_id=state.consult_id,
            file_id=file.file_id,
            mark_id=command.mark_id,
            change=file.marks + 1,
            shape=command.shape,
            points=command.points,
            colour=command.colour,
            page=command.page,
            by_relation=cast(MemberRelation, own.relation),
            by_id=own.id,
        )
    ]


def _undraw(
    state: ConsultFiles, file: ConsultFile, command: FileUndraw, moment: Moment, mark: Mark | None
) -> list[Event]:
    if mark is None or mark.file_id != file.file_id:
        raise Refused(Code.NOT_FOUND, kind="file_mark", id=command.mark_id)
    own = stands_as(moment.actor)
    if (mark.by_relation, mark.by_id) != (own.relation, own.id):
        raise Refused(Code.NOT_YOURS)
    if mark.gone:
        return []
    return [
        FileUndrawn(consult_id=state.consult_id, file_id=file.file_id, mark_id=command.mark_id, change=file.marks + 1)
    ]


def _calibrate(
    state: ConsultFiles, file: ConsultFile, command: FileCalibrate, moment: Moment, mark: Any
) -> list[Event]:
    _check_page(file, command.page)
    return [
        FileCalibrated(consult_id=state.consult_id, file_id=file.file_id, page=command.page, wide_mm=command.wide_mm)
    ]


Decision = Callable[[ConsultFiles, ConsultFile, Any, Moment, Mark | None], list[Event]]
TABLE: Mapping[tuple[FileState, type[Command]], Decision] = {
    ("coming", FileKeepPreview): _keep_preview,
    ("coming", FileReceive): _receive,
    ("coming", FileRefuse): _refuse,
    ("coming", FileWithdraw): _withdraw,
    ("checking", FileKeepPreview): _keep_preview,
    ("checking", FileReceive): _nothing,
    ("checking", FileKeep): _keep,
    ("checking", FileRefuse): _refuse,
    ("checking", FileWithdraw): _withdraw,
    ("kept", FileKeepPreview): _nothing,
    ("kept", FileReceive): _nothing,
    ("kept", FileWithdraw): _withdraw,
    ("kept", FileOpen): _open,
    ("kept", FileDraw): _draw,
    ("kept", FileUndraw): _undraw,
    ("kept", FileCalibrate): _calibrate,
    ("refused", FileForget): _forget,
    ("expired", FileForget): _forget,
    ("withdrawn", FileForget): _forget,
}


def decide(state: ConsultFiles, command: Any, moment: Moment, mark: Mark | None = None) -> list[Event]:
    """The events of a wish about a file that was announced. Refuses to who may not before all else, and
    ``wrong_state`` for a pair that is not in the table. ``mark``: what there is under the wish's mark id."""
    operation = OPERATIONS.get(type(command))
    if operation is not None:
        check_may(state.circle, moment.actor, operation)
    file = found(state, command.file_id)
    decision = TABLE.get((file.state, type(command)))
    if decision is None:
        raise Refused(Code.WRONG_STATE, state=file.state)
    return decision(state, file, command, moment, mark)


def decide_expire(state: ConsultFiles, now_ms: int) -> list[Event]:
    """Everything that is awaited no longer."""
    late = [one for one in state.files if one.due_ms is not None and now_ms >= one.due_ms]
    return [FileExpired(consult_id=state.consult_id, file_id=one.file_id) for one in late]


def decide_forget_marks(marks: Sequence[Mark]) -> list[Event]:
    """Of a record that was erased. A mark of long ago may be of a file that nobody knows any more."""
    return [FileMarkForgotten(consult_id=one.consult_id, file_id=one.file_id, mark_id=one.mark_id) for one in marks]

"""The commands about files: read what stands now, decide, record."""

from typing import Any

from consult_room.files.domain.decisions import decide, decide_announce, decide_expire, decide_forget_marks
from consult_room.files.domain.files import KIND, MARK, ConsultFiles, Mark
from signaling.protocol.base import Command
from signaling.protocol.consult_files import (
    FileAnnounce,
    FileCalibrate,
    FileDraw,
    FileExpire,
    FileForget,
    FileForgetMarks,
    FileKeep,
    FileKeepPreview,
    FileOpen,
    FileReceive,
    FileRefuse,
    FileUndraw,
    FileWithdraw,
)
from signaling.slice import Desk, Handler

MOST_MARKS = 100_000


async def announce(command: FileAnnounce, facts: None, desk: Desk) -> None:
    state = await desk.get(KIND, command.consult_id, ConsultFiles)
    desk.record(*decide_announce(state, command, desk.moment))


async def change(command: Any, facts: None, desk: Desk) -> None:
    """Everything that happens to a file that was announced."""
    state = await desk.get(KIND, command.consult_id, ConsultFiles)
    desk.record(*decide(state, command, desk.moment))


async def mark(command: FileDraw | FileUndraw, facts: None, desk: Desk) -> None:
    state = await desk.get(KIND, command.consult_id, ConsultFiles)
    there = await desk.version(MARK, command.mark_id)
    before = await desk.get(MARK, command.mark_id, Mark) if there else None
    desk.record(*decide(state, command, desk.moment, before))


async def expire(command: FileExpire, facts: None, desk: Desk) -> None:
    state = await desk.get(KIND, command.consult_id, ConsultFiles)
    desk.record(*decide_expire(state, desk.moment.now_ms))


async def forget_marks(command: FileForgetMarks, facts: None, desk: Desk) -> None:
    marks = await desk.find(MARK, Mark, limit=MOST_MARKS, consult_id=command.consult_id, forgotten=False)
    desk.record(*decide_forget_marks(marks))


CHANGES: tuple[type[Command], ...] = (
    FileKeepPreview,
    FileReceive,
    FileKeep,
    FileRefuse,
    FileForget,
    FileWithdraw,
    FileOpen,
    FileCalibrate,
)
HANDLERS: tuple[Handler, ...] = (
    Handler(FileAnnounce, announce),
    Handler(FileDraw, mark),
    Handler(FileUndraw, mark),
    Handler(FileExpire, expire),
    Handler(FileForgetMarks, forget_marks),
    *(Handler(command, change) for command in CHANGES),
)

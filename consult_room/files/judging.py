"""Looks at what has come before it stands in the record, and erases what never will.

Each file's SHA-256 is counted from what lies on disk and compared with what was announced; its type is told from its
content. Pictures and the pages of PDF documents are drawn anew and only these drawings are ever given out, so that
neither place and device of a photograph nor anything that runs in a document reaches anybody. The process that judges
asks the database what there is to do, not its memory: what a crash has left half done is done again.
"""

from collections.abc import AsyncIterator, Callable
from typing import Any

from consult_room.files.adapters.redrawing import Drawn, Wish, redraw
from consult_room.files.domain.files import KIND, ConsultFile, ConsultFiles
from consult_room.files.domain.limits import LARGEST_OF_MEDIA, MEGABYTE
from consult_room.files.domain.structure import BOXES_AT_MOST, box_of, check_boxes, check_webm
from consult_room.files.domain.types import HEAD_BYTES, MEDIA, MP4, WEBM, check_type, is_text
from signaling.files import FileDamaged, FileKeyWrong, FileMissing
from signaling.protocol.base import Command
from signaling.protocol.consult_files import FileForget, FileKeep, FileRefuse
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Back, Worker, consequence_id, system
from signaling.uploads import LongFiles

LOOK_EVERY_S = 60.0
JUDGING = system("consult_room.judge_files")


def judge(files: Callable[[], LongFiles]) -> Worker:
    """Runs on one node at a time."""

    async def run(back: Back) -> None:
        while True:
            await judge_all(back, files())
            await back.changed(KIND, LOOK_EVERY_S)

    return Worker("consult_room.judge_files", run)


async def judge_all(back: Back, files: LongFiles) -> None:
    """Everything that waits to be looked at or erased. Raises DiskFull, after which it is tried again."""
    async with back.reading() as reading:
        waiting = await reading.find(KIND, ConsultFiles, to_do=True)
    for state in waiting:
        for file in state.files:
            if file.state == "checking":
                await _submit(back, await _verdict(state.consult_id, file, files), file)
            elif file.to_erase:
                await files.erase(file.file_id)
                await _submit(back, FileForget(**_envelope(file), **_about(state, file)), file)


async def _submit(back: Back, command: Command, file: ConsultFile) -> None:
    try:
        await back.submit(command, JUDGING)
    except Refused as refused:
        if refused.code is not Code.WRONG_STATE:  # it was withdrawn while it was looked at
            raise


def _envelope(file: ConsultFile, what: str = "forgotten") -> dict[str, Any]:
    """An id that is the same when it is done again."""
    return {"id": consequence_id(file.file_id, what), "made_at_ms": file.at_ms}


def _about(state: ConsultFiles, file: ConsultFile) -> dict[str, Any]:
    return {"consult_id": state.consult_id, "file_id": file.file_id}


async def _verdict(consult_id: str, file: ConsultFile, files: LongFiles) -> Command:
    about: dict[str, Any] = {"consult_id": consult_id, "file_id": file.file_id}
    try:
        return FileKeep(**_envelope(file, "judged"), **about, **(await look_at(file, files)))
    except Refused as refused:
        return FileRefuse(**_envelope(file, "judged"), **about, code=refused.code)
    except (FileDamaged, FileKeyWrong, FileMissing):
        return FileRefuse(**_envelope(file, "judged"), **about, code=Code.FILE_DAMAGED)


async def look_at(file: ConsultFile, files: LongFiles) -> dict[str, Any]:
    """What FileKeep says of it, once its drawings are kept. Refuses what does not stand in the record."""
    row = await files.find(file.file_id)
    if not row.whole or row.size != file.size or await files.digest(file.file_id) != file.digest:
        raise Refused(Code.FILE_CHANGED)
    head = await some(files, file.file_id, 0, HEAD_BYTES)
    media_type = check_type(file.name or "", head)
    media = MEDIA[media_type]
    if file.size > LARGEST_OF_MEDIA[media]:
        raise Refused(Code.FILE_TOO_LARGE, megabytes=LARGEST_OF_MEDIA[media] // MEGABYTE)
    found: dict[str, Any] = {"media": media, "media_type": media_type}
    if media == "picture":
        return {**found, **await _draw("picture", file, files)}
    if media == "pages":
        return {**found, **await _draw("pages", file, files)}
    if media == "text" and not is_text(await some(files, file.file_id, 0, file.size)):
        raise Refused(Code.FILE_NOT_AS_NAMED)
    if media_type == MP4:
        check_boxes(await _boxes(file, files))
    if media_type == WEBM:
        check_webm(head)
    return found


async def _draw(wish: Wish, file: ConsultFile, files: LongFiles) -> dict[str, Any]:
    """Keeps each drawing beside the file, under its name. The preview is made of what was verified: a browser's own is
    shown only until then."""
    pages = width = height = 0
    media_type = ""
    async for drawn in redraw(wish, files.read(file.file_id)):
        await keep_drawing(files, file.file_id, drawn)
        pages = max(pages, drawn.pages)
        if drawn.name == "full":
            width, height, media_type = drawn.width, drawn.height, drawn.media_type
    told: dict[str, Any] = {"pages": pages or 1, "width": width, "height": height, "preview": True}
    return {**told, "media_type": media_type} if media_type else told


async def keep_drawing(files: LongFiles, file_id: str, drawn: Drawn) -> None:
    name = "verified-preview" if drawn.name == "preview" else drawn.name
    await files.keep(f"{file_id}.{name}", drawn.content)


async def _boxes(file: ConsultFile, files: LongFiles) -> list[bytes]:
    """The kinds of a film's outermost boxes. Refuses ``file_damaged`` when they do not fill the file exactly."""
    kinds: list[bytes] = []
    at = 0
    while at < file.size:
        box = box_of(await some(files, file.file_id, at, min(at + 16, file.size)))
        kinds.append(box.kind)
        at = file.size if box.size == 0 else at + box.size
        if len(kinds) > BOXES_AT_MOST:
            raise Refused(Code.FILE_DAMAGED)
    if at != file.size:
        raise Refused(Code.FILE_DAMAGED)
    return kinds


async def some(files: LongFiles, id: str, start: int, end: int) -> bytes:
    """A short piece of a long file."""
    pieces: AsyncIterator[bytes] = files.read(id, start, end)
    return b"".join([piece async for piece in pieces])

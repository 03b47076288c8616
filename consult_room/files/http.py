"""The bytes of files: they come by tus, in parts, and go out only as what no browser runs.

What goes out is a drawing, a text that is shown as text, or a document or film that is saved or played: each with
``nosniff`` and under a policy that would let nothing in it run. The bytes of a picture or a PDF document as they came
never go out: a photograph's place is in them, and whatever else somebody has put there.
"""

from collections.abc import AsyncIterator, Callable
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import msgspec
from aiohttp import web

from consult_room.domain.operations import Operation, readers
from consult_room.files.adapters.redrawing import redraw
from consult_room.files.domain.decisions import check_bringing, is_own
from consult_room.files.domain.files import KIND, ConsultFile, ConsultFiles
from consult_room.files.domain.limits import AWAITED_MS, LARGEST_OF_KIND, PREVIEW_BYTES
from consult_room.files.domain.structure import DICOM_PREAMBLE_BYTES, blanked
from consult_room.files.domain.types import DICOM, JPEG, MP4, TEXT, WEBM, check_type
from consult_room.files.judging import some
from consult_room.files.queries import file_for
from signaling import tus
from signaling.files import DiskFull, FileMissing, FileProblem, FileTooLarge
from signaling.front_door import AS_GUEST, FrontDoor
from signaling.protocol.circle import MemberRelation
from signaling.protocol.consult_files import FileKeepPreview, FileOpen, FileProgress, FileReceive, FileRefuse
from signaling.protocol.record_access import ConsultOpen
from signaling.protocol.refusals import Code, Refused, Unavailable
from signaling.slice import Actor, Screens, stands_as, system
from signaling.uploads import LongFiles, WrongPlace

BRINGING = system("consult_room.bring_files")
LOOKED_AT_EARLY = 512
"""Bytes from which a type can be told: who sends two hundred megabytes of the wrong thing hears it at once."""

TOLD_EVERY_MS = 1_000
ONE_READING_MS = 600_000
READINGS_REMEMBERED = 10_000
GIVEN_AS_CAME = {TEXT: "inline", DICOM: "attachment", MP4: "inline", WEBM: "inline"}
POLICY = "default-src 'none'; sandbox"
OPENED = system("consult_room.opened_files")


class FileDoor:
    """The routes of files."""

    def __init__(self, door: FrontDoor, files: LongFiles, screens: Screens) -> None:
        self._door = door
        self._files = files
        self._screens = screens
        self._read_ms: dict[tuple[str, str], int] = {}

    # -- coming --------------------------------------------------------------------------------------------------

    async def begin(self, request: web.Request) -> web.Response:
        """POST /consult/{consult_id}/uploads: creation; the file was announced by ``file.announce`` and its id stands
        in ``Upload-Metadata`` as ``file_id``. 201 with its place, and where it stands if it was begun before; 401, 409,
        412."""
        tus.check_version(request)
        size, file_id = tus.whole_number(request, "Upload-Length"), tus.metadata(request).get("file_id", "")
        _, file = await self._brought(request, file_id)
        if size != file.size:
            raise Refused(Code.FILE_CHANGED)
        if file.state != "coming":
            raise Refused(Code.WRONG_STATE, state=file.state)
        await self._files.begin(file_id, size)
        row = await self._files.settle(file_id)
        place = f"/consult/{request.match_info['consult_id']}/uploads/{file_id}"
        return web.Response(status=HTTPStatus.CREATED, headers={**self._headers(file, row.have), "Location": place})

    async def where(self, request: web.Request) -> web.Response:
        """HEAD …/uploads/{file_id}: how far it has come. 404 before its creation, 410 once it comes no more."""
        tus.check_version(request)
        state, file = await self._brought(request)
        if file.state in ("refused", "expired", "withdrawn"):
            raise web.HTTPGone(headers=tus.headers())
        try:
            row = await self._files.settle(file.file_id)
        except FileMissing:
            raise web.HTTPNotFound(headers=tus.headers()) from None
        if row.whole:
            await self._received(state, file)  # the answer to its last part may have been lost, or the server
        return web.Response(headers={**self._headers(file, row.have), "Upload-Length": str(row.size)})

    async def take(self, request: web.Request) -> web.Response:
        """PATCH …/uploads/{file_id}: 204 with how far it has come; 409 when it does not begin where it stands, 410 once
        it comes no more, 413, 415, 460; 503 when the disk is full. What came before the line broke is kept."""
        tus.check_version(request)
        state, file = await self._brought(request)
        if file.state != "coming":
            raise web.HTTPGone(headers=tus.headers())
        at, pieces = tus.whole_number(request, "Upload-Offset"), tus.pieces_of(request)
        try:
            row = await self._files.add(file.file_id, at, pieces, self._teller(state, file))
        except WrongPlace as wrong:
            raise web.HTTPConflict(headers=self._headers(file, wrong.have)) from None
        except FileTooLarge:
            raise web.HTTPRequestEntityTooLarge(file.size, file.size + 1, headers=tus.headers()) from None
        except DiskFull:
            raise Unavailable("disk", retry_after_ms=30_000) from None
        except FileMissing:
            raise web.HTTPNotFound(headers=tus.headers()) from None
        if at < LOOKED_AT_EARLY <= row.have and not row.whole:
            await self._look_early(state, file)
        if row.whole:
            await self._received(state, file)
        return web.Response(status=HTTPStatus.NO_CONTENT, headers=self._headers(file, row.have))

    async def give_up(self, request: web.Request) -> web.Response:
        """DELETE …/uploads/{file_id}: what has come is erased; it may be begun anew. 204."""
        tus.check_version(request)
        _, file = await self._brought(request)
        if file.state != "coming":
            raise Refused(Code.WRONG_STATE, state=file.state)
        await self._files.erase(file.file_id)
        return web.Response(status=HTTPStatus.NO_CONTENT, headers=tus.headers())

    async def preview(self, request: web.Request) -> web.Response:
        """POST …/files/{file_id}/preview, a JPEG of 30 kB at most: 204, also when there is one; 409, 413, 415."""
        if request.content_type != JPEG:
            raise web.HTTPUnsupportedMediaType
        state, file = await self._brought(request)
        if file.state not in ("coming", "checking") or file.preview:
            return web.Response(status=HTTPStatus.NO_CONTENT)
        if (request.content_length or 0) > PREVIEW_BYTES:
            raise web.HTTPRequestEntityTooLarge(PREVIEW_BYTES, request.content_length or 0)
        content = await request.content.read(PREVIEW_BYTES + 1)
        while piece := await request.content.read(PREVIEW_BYTES + 1 - len(content)):
            content += piece
        if len(content) > PREVIEW_BYTES:
            raise web.HTTPRequestEntityTooLarge(PREVIEW_BYTES, len(content))
        async for drawn in redraw("preview", _one(content)):
            await self._files.keep(f"{file.file_id}.preview", drawn.content)
        await self._door.submit(FileKeepPreview(**self._wish(state, file)), BRINGING)
        return web.Response(status=HTTPStatus.NO_CONTENT)

    async def _brought(self, request: web.Request, file_id: str | None = None) -> tuple[ConsultFiles, ConsultFile]:
        """The file whose bytes this browser brings; a patient's page says that it is a guest's. 401 for nobody."""
        actor = await self._door.guest_of(request) if request.query_string == AS_GUEST else None
        actor = actor or await self._door.actor_of(request)
        async with self._door.reading() as reading:
            state = await reading.get(KIND, request.match_info["consult_id"], ConsultFiles)
        return state, check_bringing(state, request.match_info["file_id"] if file_id is None else file_id, actor)

    def _wish(self, state: ConsultFiles, file: ConsultFile) -> dict[str, Any]:
        return {
            "id": self._door.new_id(),
            "made_at_ms": self._door.now_ms(),
            "consult_id": state.consult_id,
            "file_id": file.file_id,
        }

    async def _received(self, state: ConsultFiles, file: ConsultFile) -> None:
        if file.state == "coming":
            await self._door.submit(FileReceive(**self._wish(state, file)), BRINGING)

    async def _look_early(self, state: ConsultFiles, file: ConsultFile) -> None:
        try:
            check_type(file.name or "", await some(self._files, file.file_id, 0, 4096))
        except Refused as refused:
            if file.size > 4096:  # what is shorter is judged whole, in a moment
                await self._door.submit(FileRefuse(**self._wish(state, file), code=refused.code), BRINGING)

    def _teller(self, state: ConsultFiles, file: ConsultFile) -> Callable[[int], None]:
        """Tells the others how far it is, once a second."""
        told_ms = self._door.now_ms()

        def come(have: int) -> None:
            nonlocal told_ms
            if self._door.now_ms() - told_ms < TOLD_EVERY_MS:
                return
            told_ms = self._door.now_ms()
            progress = FileProgress(consult_id=state.consult_id, file_id=file.file_id, have=have, size=file.size)
            for audience in readers(state.circle, Operation.READ_FILES):
                self._screens.tell(audience, progress)

        return come

    def _headers(self, file: ConsultFile, have: int | None = None) -> dict[str, str]:
        return tus.headers(upload_offset=have, upload_expires=tus.http_date(file.at_ms + AWAITED_MS))

    # -- going ---------------------------------------------------------------------------------------------------

    async def give(self, request: web.Request) -> web.StreamResponse:
        """GET …/files/{file_id}/{what}: ``preview``, ``screen`` or ``full`` of a picture, ``page-3`` of a document,
        ``content`` of a text, DICOM document or film. With Range. 401 for nobody, 404 for who may not see it and for
        what is not there, 416."""
        actor = await self._door.actor_of(request)
        consult_id, file_id, what = (request.match_info[name] for name in ("consult_id", "file_id", "what"))
        try:
            async with self._door.reading() as reading:
                file = await file_for(reading, consult_id, file_id, actor)
            given = await self._given(file, what)
        except (Refused, FileMissing):
            raise web.HTTPNotFound(text='{"code":"not_found"}', content_type="application/json") from None
        await self._opened(actor, consult_id, file, what)
        try:
            return await self._stream(request, given)
        except FileProblem:
            raise Unavailable(KIND) from None

    async def _opened(self, actor: Actor, consult_id: str, file: ConsultFile, what: str) -> None:
        """Every giving passes here, before anything is given: who is given what is written down."""
        await self._tell_read(actor, consult_id, file)
        own = stands_as(actor)
        if what == "preview" or own.id in file.opened_by or is_own(file, actor):
            return
        wish = FileOpen(
            id=self._door.new_id(),
            made_at_ms=self._door.now_ms(),
            consult_id=consult_id,
            file_id=file.file_id,
            by_relation=cast(MemberRelation, own.relation),
            by_id=own.id,
            by_name=actor.name,
        )
        await self._door.submit(wish, OPENED)

    async def _tell_read(self, actor: Actor, consult_id: str, file: ConsultFile) -> None:
        """The trace of who has read what. A film is fetched in a hundred pieces: they are one reading."""
        now_ms, key = self._door.now_ms(), (actor.id, file.file_id)
        if now_ms - self._read_ms.get(key, 0) < ONE_READING_MS:
            return
        wish = ConsultOpen(
            id=self._door.new_id(), made_at_ms=now_ms, consult_id=consult_id, what="file", item_id=file.file_id
        )
        await self._door.submit(wish, actor)
        if len(self._read_ms) > READINGS_REMEMBERED:
            self._read_ms.clear()
        self._read_ms[key] = now_ms

    async def _given(self, file: ConsultFile, what: str) -> "_Given":
        if what == "preview":
            names = ("verified-preview",) if file.state == "kept" else ("preview",)
            if file.state not in ("coming", "checking", "kept"):
                raise FileMissing(file.file_id)
            return await self._kept(file, names[0], JPEG)
        if file.state != "kept":
            raise FileMissing(file.file_id)
        if what == "content":
            if file.media_type not in GIVEN_AS_CAME:
                raise FileMissing(file.file_id)
            row = await self._files.find(file.file_id)
            return _Given(row.id, row.size, file.media_type, _named(file))
        return await self._kept(file, what, file.media_type if what == "full" else JPEG)

    async def _kept(self, file: ConsultFile, name: str, media_type: str) -> "_Given":
        row = await self._files.find(f"{file.file_id}.{name}")
        return _Given(row.id, row.size, media_type, "inline")

    async def _stream(self, request: web.Request, given: "_Given") -> web.StreamResponse:
        start, end = _range(request, given.size)
        partial = (start, end) != (0, given.size)
        response = web.StreamResponse(status=HTTPStatus.PARTIAL_CONTENT if partial else HTTPStatus.OK)
        response.headers.update(
            {
                "Content-Type": "text/plain; charset=utf-8" if given.media_type == TEXT else given.media_type,
                "Content-Disposition": given.disposition,
                "Content-Security-Policy": POLICY,
                "X-Content-Type-Options": "nosniff",
                "Referrer-Policy": "no-referrer",
                "Cross-Origin-Resource-Policy": "same-origin",
                "Cache-Control": "no-store",
                "Accept-Ranges": "bytes",
            }
        )
        if partial:
            response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{given.size}"
        response.content_length = end - start
        blank = DICOM_PREAMBLE_BYTES if given.media_type == DICOM else 0
        at = start
        # The first part is read before anything is said: a file that cannot be read is an answer, not a broken one.
        pieces = self._files.read(given.id, start, end)
        first = await anext(pieces, b"")
        await response.prepare(request)
        if request.method == "HEAD":
            return response
        await response.write(blanked(first, at, blank))
        at += len(first)
        async for piece in pieces:
            await response.write(blanked(piece, at, blank))
            at += len(piece)
        await response.write_eof()
        return response


class _Given(msgspec.Struct, frozen=True):
    id: str
    size: int
    media_type: str
    disposition: str


async def _one(content: bytes) -> AsyncIterator[bytes]:
    yield content


def _named(file: ConsultFile) -> str:
    """Under its own name, whose ending is what its content is."""
    kind = GIVEN_AS_CAME[file.media_type]
    ending = {TEXT: "txt", DICOM: "dcm", MP4: "mp4", WEBM: "webm"}[file.media_type]
    stem = (file.name or file.file_id).rpartition(".")[0] or file.name or file.file_id
    return f"{kind}; filename=\"{file.file_id}.{ending}\"; filename*=UTF-8''{quote(f'{stem}.{ending}', safe='')}"


def _range(request: web.Request, size: int) -> tuple[int, int]:
    """The one range that was asked for, or all. 416 for what lies beyond, or makes no sense."""
    try:
        asked = request.http_range
        start, end, _ = asked.indices(size)
    except ValueError:
        start, end = size, 0
    if start >= end and "Range" in request.headers:
        raise web.HTTPRequestRangeNotSatisfiable(headers={"Content-Range": f"bytes */{size}"})
    return start, end


def routes(door: FrontDoor, files: LongFiles, screens: Screens) -> list[web.RouteDef]:
    """``screens`` are told how far a file has come."""
    door_of_files = FileDoor(door, files, screens)
    largest = max(LARGEST_OF_KIND.values())

    async def abilities(request: web.Request) -> web.Response:
        return tus.abilities(largest)

    id = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    uploads, file = f"/consult/{{consult_id:{id}}}/uploads", f"/consult/{{consult_id:{id}}}/files/{{file_id:{id}}}"
    upload = f"{uploads}/{{file_id:{id}}}"
    return [
        web.options(uploads, abilities),
        web.post(uploads, door_of_files.begin),
        web.head(upload, door_of_files.where),
        web.patch(upload, door_of_files.take),
        web.delete(upload, door_of_files.give_up),
        web.post(f"{file}/preview", door_of_files.preview),
        web.get(f"{file}/{{what:preview|screen|full|content|page-[1-9][0-9]{{0,2}}}}", door_of_files.give),
    ]

"""Parts come from workers, and takes go to whoever has a viewing.

A worker says who it is by its key; a part is sealed on disk before its event is written, so that what the worker throws
away afterwards is kept. A take is unsealed part by part while it is sent, and no cache may keep it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

import msgspec
from aiohttp import web

from media.domain.workers import worker_of
from media.recording.domain.decisions import check_worker, part_id
from media.recording.domain.state import Part, Recording, Reel
from media.recording.erasing import subject_of
from media.recording.handlers import PART, REEL
from media.recording.playing import NoPart, Piece, Presentation, Shape, present, shape
from media.recording.queries import has_viewing, parts_of_take
from media.recording.recorder import chained
from signaling.files import DiskFull, FileMissing, Files
from signaling.protocol.recording import Filmed, ParticipantKey, RecordingEndReel, RecordingKeepPart
from signaling.protocol.refusals import Code, Refused, Unavailable
from signaling.slice import Reading, Role, system

if TYPE_CHECKING:
    from signaling.front_door import FrontDoor
    from signaling.session import Actors

LARGEST_PART = 16 * 1024 * 1024
"""Bytes. Ten seconds at the most that a device sends, thrice over."""
KEEPING = system("media.keep_recordings")
PRESENTATIONS_KEPT = 64
MEDIA_TYPE = "video/webm"


class PartNote(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the query of a part says of it."""

    take: int
    key: ParticipantKey
    endpoint: str
    filmed: Filmed
    from_ms: int
    until_ms: int
    digest: str


class RecordingDoor:
    """The routes of recordings."""

    def __init__(self, door: FrontDoor, files: Files, workers: Actors) -> None:
        self._door = door
        self._workers = workers
        self._files = files
        self._presentations: OrderedDict[tuple[str, int, int], Presentation] = OrderedDict()

    # -- from workers --------------------------------------------------------------------------------------------

    async def keep(self, request: web.Request) -> web.Response:
        """POST …/parts/{number}: 200 once it is kept, also when it was before; 409 with a refusal's code; 413."""
        worker_id = await self._worker(request)
        note = _query(request, PartNote)
        recording_id, reel_id = request.match_info["recording_id"], request.match_info["reel_id"]
        number = int(request.match_info["number"])
        async with self._door.reading() as reading:
            state = await reading.get("recording", recording_id, Recording)
            check_worker(state, worker_id)
            reel, kept = await _reel_and_part(reading, reel_id, number)
        data = await _body(request)
        if kept is not None and kept.digest == note.digest:
            return _answer({"kept": number})
        previous = reel.digest if reel else ""
        if number != (reel.parts if reel else 0):
            raise Refused(Code.PART_OUT_OF_ORDER, expected=reel.parts if reel else 0)
        if chained(previous, data) != note.digest:
            raise Refused(Code.CHAIN_BROKEN)
        await self._keep(state, worker_id, reel_id, number, note, data, previous)
        return _answer({"kept": number})

    async def _keep(
        self, state: Recording, worker_id: str, reel_id: str, number: int, note: PartNote, data: bytes, previous: str
    ) -> None:
        seen = _shape_of(data)
        try:
            row = await self._files.put(data, subject=subject_of(state.conversation_id), media_type=MEDIA_TYPE)
        except DiskFull:
            raise Unavailable("disk", retry_after_ms=30_000) from None
        fields: dict[str, Any] = {
            **msgspec.structs.asdict(note),
            "id": self._door.new_id(),
            "made_at_ms": self._door.now_ms(),
            "recording_id": state.recording_id,
            "worker_id": worker_id,
            "reel_id": reel_id,
            "number": number,
            "begins_ms": seen.begins_ms,
            "key_ms": seen.key_ms,
            "head_bytes": seen.head_bytes,
            "size": len(data),
            "previous_digest": previous,
            "file_id": row.id,
        }
        command = msgspec.convert({"type": "recording.keep_part", **fields}, RecordingKeepPart)
        try:
            await self._door.submit(command, KEEPING)
        except Refused:
            await self._forget(row.id)
            raise

    async def _forget(self, file_id: str) -> None:
        """A refused part leaves nothing behind, unless the same content was kept meanwhile or elsewhere."""
        async with self._door.reading() as reading:
            if not await reading.find(PART, Part, file_id=file_id, limit=1):
                await self._files.delete(file_id)

    async def end(self, request: web.Request) -> web.Response:
        """POST …/end?parts=n: the reel has so many parts and no more."""
        worker_id = await self._worker(request)
        fields = {
            "type": "recording.end_reel",
            "id": self._door.new_id(),
            "made_at_ms": self._door.now_ms(),
            "recording_id": request.match_info["recording_id"],
            "reel_id": request.match_info["reel_id"],
            "worker_id": worker_id,
            "parts": request.query.get("parts", ""),
        }
        await self._door.submit(msgspec.convert(fields, RecordingEndReel, strict=False), KEEPING)
        return _answer({})

    async def _worker(self, request: web.Request) -> str:
        """The machine whose key it is; 401 for every other key, and for who has none."""
        key = self._door.worker_key_of(request)
        actor = await self._workers.actor_for(key) if key else None
        if actor is None or actor.role is not Role.WORKER:
            raise web.HTTPUnauthorized(text='{"code":"signed_out"}', content_type="application/json")
        return worker_of(actor.id)

    # -- to people -----------------------------------------------------------------------------------------------

    async def play(self, request: web.Request) -> web.StreamResponse:
        """GET …/viewings/{viewing_id}/{reel_id}/{take}.webm, with ranges; 404 without a viewing of one's own, 410 once
        it is forgotten."""
        actor = await self._door.actor_of(request)
        recording_id, reel_id = request.match_info["recording_id"], request.match_info["reel_id"]
        take = int(request.match_info["take"])
        async with self._door.reading() as reading:
            state = await reading.get("recording", recording_id, Recording)
            if not has_viewing(state, actor, request.match_info["viewing_id"], self._door.now_ms()):
                raise Refused(Code.NOT_FOUND, kind="viewing")
            if state.phase != "stopped":
                raise web.HTTPGone(text='{"code":"forgotten"}', content_type="application/json")
            parts = await parts_of_take(reading, recording_id, reel_id, take)
        try:
            shown = await self._presentation(reel_id, take, parts)
        except FileMissing:
            raise web.HTTPGone(text='{"code":"forgotten"}', content_type="application/json") from None
        return await self._send(request, shown, parts)

    async def _presentation(self, reel_id: str, take: int, parts: list[Part]) -> Presentation:
        """Made once a take; it holds no media, only the head that we write."""
        place = (reel_id, take, len(parts))
        found = self._presentations.get(place)
        if found is None:
            first = await self._files.get(parts[0].file_id)
            found = present(first, [Piece(_kept_shape(part), part.size, part.until_ms) for part in parts])
            self._presentations[place] = found
            while len(self._presentations) > PRESENTATIONS_KEPT:
                self._presentations.popitem(last=False)
        return found

    async def _send(self, request: web.Request, shown: Presentation, parts: list[Part]) -> web.StreamResponse:
        begin, end = _range(request, shown.size)
        partial = request.headers.get("Range") is not None
        response = web.StreamResponse(status=206 if partial else 200)
        response.content_type = MEDIA_TYPE
        response.content_length = end - begin
        response.headers["Accept-Ranges"] = "bytes"
        response.headers["Cache-Control"] = "no-store"
        if partial:
            response.headers["Content-Range"] = f"bytes {begin}-{end - 1}/{shown.size}"
        await response.prepare(request)
        if request.method != "HEAD":
            async for piece in self._pieces(shown, parts, begin, end):
                await response.write(piece)
        await response.write_eof()
        return response

    async def _pieces(self, shown: Presentation, parts: list[Part], begin: int, end: int) -> AsyncIterator[bytes]:
        """The bytes from ``begin`` up to ``end``; only the parts that are in them are unsealed, one at a time."""
        if begin < len(shown.head):
            yield shown.head[begin:end]
        for part, start in zip(parts, shown.starts, strict=True):
            length = part.size - part.head_bytes
            if start < end and start + length > begin:
                cluster = shown.cluster(await self._files.get(part.file_id), _kept_shape(part))
                yield cluster[max(0, begin - start) : end - start]


def _kept_shape(part: Part) -> Shape:
    return Shape(part.head_bytes, part.begins_ms, part.key_ms)


def _shape_of(data: bytes) -> Shape:
    try:
        return shape(data)
    except NoPart as problem:
        raise msgspec.ValidationError(f"no part of a recording: {problem}") from None


async def _reel_and_part(reading: Reading, reel_id: str, number: int) -> tuple[Reel | None, Part | None]:
    id = part_id(reel_id, number)
    reel = await reading.get(REEL, reel_id, Reel) if await reading.version(REEL, reel_id) else None
    return reel, await reading.get(PART, id, Part) if await reading.version(PART, id) else None


async def _body(request: web.Request) -> bytes:
    """The part, which is larger than what the server takes elsewhere. 413 for more than a part can be."""
    if (request.content_length or 0) > LARGEST_PART:
        raise web.HTTPRequestEntityTooLarge(LARGEST_PART, request.content_length or 0)
    data = bytearray()
    async for chunk in request.content.iter_chunked(256 * 1024):
        data += chunk
        if len(data) > LARGEST_PART:
            raise web.HTTPRequestEntityTooLarge(LARGEST_PART, len(data))
    return bytes(data)


def _query(request: web.Request, shape: type[PartNote]) -> PartNote:
    return msgspec.convert(dict(request.query), shape, strict=False)


def _range(request: web.Request, size: int) -> tuple[int, int]:
    """From where up to where (exclusive); 416 for what is not there."""
    try:
        asked = request.http_range
    except ValueError:
        asked = slice(size, None)
    begin = 0 if asked.start is None else asked.start + size if asked.start < 0 else asked.start
    end = size if asked.stop is None else min(asked.stop, size)
    begin = max(0, begin)
    if begin >= end:
        raise web.HTTPRequestRangeNotSatisfiable(headers={"Content-Range": f"bytes */{size}"})
    return begin, end


def _answer(body: object) -> web.Response:
    return web.Response(body=msgspec.json.encode(body), content_type="application/json")


def routes(door: FrontDoor, files: Files, workers: Actors) -> list[web.RouteDef]:
    """The page, the parts that come, the takes that go."""
    recordings = RecordingDoor(door, files, workers)

    async def page(request: web.Request) -> web.StreamResponse:
        return door.page("recording")

    reel = "/api/recordings/{recording_id}/reels/{reel_id:[0-9a-f-]{36}}"
    return [
        web.get("/recordings", page),
        web.post(reel + r"/parts/{number:\d{1,6}}", recordings.keep),
        web.post(reel + "/end", recordings.end),
        web.get(
            r"/api/recordings/{recording_id}/viewings/{viewing_id}/{reel_id:[0-9a-f-]{36}}/{take:\d{1,6}}.webm",
            recordings.play,
        ),
    ]

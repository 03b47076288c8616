"""Clips come from whoever is in the conversation, and go to whoever may hear them.

A clip is sealed on disk before its event is written, so that what the device throws away afterwards is kept.
"""

import hashlib

import msgspec
from aiohttp import web

from media.clips.domain.clip import KIND, Clip, subject_of
from media.clips.domain.decisions import check_may_send, is_same
from media.clips.domain.speech import LARGEST_BYTES, OGG, WEBM, Speech, read_speech
from media.clips.handlers import conversation_of, count_clips, kept_clip
from media.clips.queries import clip_for
from media.domain.conversation import Party
from media.domain.decisions import party_of
from signaling.files import DiskFull, FileMissing, FileProblem, Files
from signaling.front_door import AS_GUEST, FrontDoor
from signaling.protocol.clips import ClipKeep
from signaling.protocol.refusals import Refused, Unavailable
from signaling.slice import Actor, system

KEEPING = system("media.keep_clips")


class KeptClip(msgspec.Struct, frozen=True):
    """As it was kept. ``lasts_ms`` is counted from the content."""

    clip_id: str
    lasts_ms: int


class ClipDoor:
    """The routes of clips. A guest's page says so by the query ``guest``: one browser may be both."""

    def __init__(self, door: FrontDoor, files: Files) -> None:
        self._door = door
        self._files = files

    async def keep(self, request: web.Request) -> web.Response:
        """POST …/clips/{clip_id}?spoken_at_ms=…: KeptClip, also when it was kept before; 401 for nobody; 409
        ``not_yours``, ``conversation_ended``, ``not_a_clip``, ``too_long``, ``same_id_other_body``; 413; 415; 503 when
        the disk is full."""
        if request.content_type not in (WEBM, OGG):
            raise web.HTTPUnsupportedMediaType
        party = party_of(await self._actor(request))
        clip_id, conversation_id = request.match_info["clip_id"], request.match_info["conversation_id"]
        spoken_at_ms = _milliseconds(request.query.get("spoken_at_ms", ""), self._door.now_ms())
        content = await _body(request)
        digest = hashlib.sha256(content).hexdigest()
        async with self._door.reading() as reading:
            kept = await kept_clip(reading, clip_id)
            if kept is not None and is_same(kept, conversation_id, party.key, digest):
                return _answer(clip_id, kept.lasts_ms)
            conversation = await conversation_of(reading, conversation_id)
            check_may_send(conversation, party.key, await count_clips(reading, conversation_id))
        speech = read_speech(content)
        await self._keep(clip_id, conversation_id, party, speech, spoken_at_ms, content, digest)
        return _answer(clip_id, speech.lasts_ms)

    async def _keep(
        self, clip_id: str, conversation_id: str, party: Party, speech: Speech, spoken_at_ms: int, content: bytes,
        digest: str,
    ) -> None:  # fmt: skip
        try:
            row = await self._files.put(content, subject=subject_of(clip_id), media_type=speech.media_type)
        except DiskFull:
            raise Unavailable("disk", retry_after_ms=30_000) from None
        command = ClipKeep(
            id=self._door.new_id(),
            made_at_ms=spoken_at_ms,
            clip_id=clip_id,
            conversation_id=conversation_id,
            of_relation=party.relation,
            of_id=party.id,
            lasts_ms=speech.lasts_ms,
            size=len(content),
            media_type=speech.media_type,
            digest=digest,
            file_id=row.id,
        )
        try:
            await self._door.submit(command, KEEPING)
        except Refused:
            await self._drop(clip_id, row.id)
            raise

    async def _drop(self, clip_id: str, file_id: str) -> None:
        """A refused clip leaves nothing behind; what another request kept under its id meanwhile stays."""
        async with self._door.reading() as reading:
            kept = await kept_clip(reading, clip_id)
        if kept is None:
            await self._files.erase(subject_of(clip_id))
        elif kept.file_id != file_id:
            await self._files.delete(file_id)

    async def give(self, request: web.Request) -> web.Response:
        """GET /api/clips/{clip_id}: the sound; 401 for nobody, 404 for who may not hear it and for what is not there,
        410 once it is forgotten."""
        actor = await self._actor(request)
        try:
            async with self._door.reading() as reading:
                clip: Clip = await clip_for(reading, request.match_info["clip_id"], actor)
        except Refused:
            raise web.HTTPNotFound(text='{"code":"not_found"}', content_type="application/json") from None
        try:
            if clip.forgotten:
                raise FileMissing(clip.file_id)
            content = await self._files.get(clip.file_id)
        except FileMissing:
            raise web.HTTPGone(text='{"code":"forgotten"}', content_type="application/json") from None
        except FileProblem:
            raise Unavailable(KIND) from None
        headers = {"Cache-Control": "no-store", "Content-Disposition": "inline"}
        return web.Response(body=content, content_type=clip.media_type, headers=headers)

    async def _actor(self, request: web.Request) -> Actor:
        if AS_GUEST not in request.query:
            return await self._door.actor_of(request)
        guest = await self._door.guest_of(request)
        if guest is None:
            raise web.HTTPUnauthorized(text='{"code":"signed_out"}', content_type="application/json")
        return guest


async def _body(request: web.Request) -> bytes:
    """413 for more than a clip can be."""
    data = bytearray()
    if (request.content_length or 0) <= LARGEST_BYTES:
        async for chunk in request.content.iter_chunked(64 * 1024):
            data += chunk
            if len(data) > LARGEST_BYTES:
                break
        else:
            return bytes(data)
    raise web.HTTPRequestEntityTooLarge(LARGEST_BYTES, max(len(data), request.content_length or 0))


def _milliseconds(text: str, now_ms: int) -> int:
    """What a device says of its clock; without it, now."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 15 else now_ms


def _answer(clip_id: str, lasts_ms: int) -> web.Response:
    return web.Response(body=msgspec.json.encode(KeptClip(clip_id, lasts_ms)), content_type="application/json")


def routes(door: FrontDoor, files: Files) -> list[web.RouteDef]:
    """Coming and going."""
    clips = ClipDoor(door, files)
    clip_id = "{clip_id:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}}"
    return [
        web.post(f"/api/conversations/{{conversation_id:[0-9a-f-]{{36}}}}/clips/{clip_id}", clips.keep),
        web.get(f"/api/clips/{clip_id}", clips.give),
    ]

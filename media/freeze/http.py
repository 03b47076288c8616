"""The parts of stills: from the device whose camera was asked, and to whoever may see the still."""

import msgspec
from aiohttp import web

from media.caller.domain import jpeg
from media.domain.conversation import Conversation
from media.domain.decisions import party_of
from media.freeze.domain.decisions import check_awaited, check_sender
from media.freeze.domain.still import STILL, Still, audience_of
from media.freeze.incoming import Coming, Incoming, TooLarge
from media.freeze.queries import still_for
from signaling.files import DiskFull, FileProblem, Files
from signaling.front_door import FrontDoor
from signaling.protocol.refusals import Code, Refused, Unavailable
from signaling.protocol.stills import Fraction, StillKeepPart, StillPlan, StillProgress, TileCount
from signaling.slice import Actor, Reading, Screens, system

KEEPING = system("media.keep_stills")
PREVIEW_BYTES = 30_000
PIECE_BYTES = 512 * 1024


class Place(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the query of a piece says: ``at`` which byte it begins, and of how many. With the preview's the plan of all
    parts."""

    at: int
    size: int
    endpoint: str
    width: int | None = None
    height: int | None = None
    left: Fraction | None = None
    top: Fraction | None = None
    right: Fraction | None = None
    bottom: Fraction | None = None
    columns: TileCount | None = None
    rows: TileCount | None = None


class Have(msgspec.Struct, frozen=True):
    """How many bytes of the part are here; ``kept``: all of them, and on disk."""

    have: int
    kept: bool


class StillDoor:
    """The routes of stills."""

    def __init__(self, door: FrontDoor, files: Files, screens: Screens) -> None:
        self._door = door
        self._files = files
        self._screens = screens
        self._incoming = Incoming()

    async def take(self, request: web.Request) -> web.Response:
        """POST /api/stills/{still_id}/{part}?at&size&endpoint, a piece of a JPEG: Have. 401 for nobody; 409
        ``not_yours``, ``not_found``, ``wrong_state``, ``part_out_of_order``, ``not_a_picture``,
        ``conversation_ended``; 413, 415; 503 when the disk is full."""
        if request.content_type != jpeg.MEDIA_TYPE:
            raise web.HTTPUnsupportedMediaType
        keys = [party_of(actor).key for actor in await self._signed_in(request)]
        still_id, part = request.match_info["still_id"], request.match_info["part"]
        place = msgspec.convert(dict(request.query), Place, strict=False)
        async with self._door.reading() as reading:
            state = await _awaiting(reading, still_id, keys, place.endpoint)
        kept = state.part(part)
        if kept is not None:
            return _json(Have(kept.size, kept=True))
        check_awaited(state, part)
        name = (still_id, part)
        coming = self._add(name, place, await self._piece(request, part, place))
        if coming.whole:
            await self._keep(state, part, place, bytes(coming.content))
            self._incoming.drop(name)
        else:
            self._tell(state, part, coming)
        return _json(Have(len(coming.content), kept=coming.whole))

    async def _signed_in(self, request: web.Request) -> list[Actor]:
        """As whom this browser is signed in: to the service, as a guest, or both."""
        guest = await self._door.guest_of(request)
        try:
            return [await self._door.actor_of(request), *([guest] if guest else [])]
        except web.HTTPUnauthorized:
            if guest is None:
                raise
            return [guest]

    async def _piece(self, request: web.Request, part: str, place: Place) -> bytes:
        most = PREVIEW_BYTES if part == "preview" else jpeg.LARGEST_BYTES
        length = request.content_length or 0
        if place.size > most or length > PIECE_BYTES:
            raise web.HTTPRequestEntityTooLarge(most, max(place.size, length))
        return await request.read()

    def _add(self, name: tuple[str, str], place: Place, piece: bytes) -> Coming:
        try:
            return self._incoming.add(name, place.at, place.size, piece)
        except TooLarge:
            raise web.HTTPRequestEntityTooLarge(place.size, place.at + len(piece)) from None

    async def _keep(self, state: Still, part: str, place: Place, content: bytes) -> None:
        """What is no picture is forgotten at once, so that nothing of it is ever given to anybody."""
        try:
            picture = jpeg.clean(content)
        except Refused:
            self._incoming.drop((state.still_id, part))
            raise
        try:
            row = await self._files.put(picture.content, subject=state.kept_under, media_type=jpeg.MEDIA_TYPE)
        except DiskFull:
            raise Unavailable("files", retry_after_ms=30_000) from None
        wish = StillKeepPart(
            id=self._door.new_id(),
            made_at_ms=self._door.now_ms(),
            still_id=state.still_id,
            part=part,
            file_id=row.id,
            size=len(content),
            plan=_plan(place) if part == "preview" else None,
        )
        await self._door.submit(wish, KEEPING)

    def _tell(self, state: Still, part: str, coming: Coming) -> None:
        progress = StillProgress(still_id=state.still_id, part=part, have=len(coming.content), size=coming.size)
        for key in state.present:
            self._screens.tell(audience_of(key), progress)

    async def give(self, request: web.Request) -> web.Response:
        """GET /api/stills/{still_id}/{part}: the JPEG; 401 for nobody, 404 for who may not see it and for what is not
        there."""
        try:
            content = await self._seen(request)
        except (Refused, FileProblem):
            raise web.HTTPNotFound(text='{"code":"not_found"}', content_type="application/json") from None
        headers = {"Cache-Control": "no-store", "Content-Disposition": "inline"}
        return web.Response(body=content, content_type=jpeg.MEDIA_TYPE, headers=headers)

    async def _seen(self, request: web.Request) -> bytes:
        actors = await self._signed_in(request)
        async with self._door.reading() as reading:
            still = await self._shown_to(actors, reading, request.match_info["still_id"])
        kept = still.part(request.match_info["part"])
        if kept is None:
            raise Refused(Code.NOT_FOUND, kind="still_part")
        return await self._files.get(kept.file_id)

    async def _shown_to(self, actors: list[Actor], reading: Reading, still_id: str) -> Still:
        *first, last = actors
        for actor in first:
            try:
                return await still_for(reading, still_id, actor, self._door.ask, self._door.now_ms())
            except Refused:
                continue
        return await still_for(reading, still_id, last, self._door.ask, self._door.now_ms())


async def _awaiting(reading: Reading, still_id: str, keys: list[str], endpoint: str) -> Still:
    """The still that this very device was asked for, while its conversation goes on."""
    state = await reading.get(STILL, still_id, Still)
    check_sender(state, keys)
    if state.of_endpoint != endpoint:
        raise Refused(Code.NOT_YOURS, endpoint=endpoint)
    conversation = await reading.get("conversation", state.conversation_id, Conversation)
    if not conversation.goes_on:
        raise Refused(Code.CONVERSATION_ENDED)
    return state


def _plan(place: Place) -> StillPlan:
    """Raises msgspec.ValidationError when something of it is missing or makes no sense."""
    fields = {name: getattr(place, name) for name in StillPlan.__struct_fields__}
    return msgspec.convert(fields, StillPlan)


def _json(body: object) -> web.Response:
    return web.Response(body=msgspec.json.encode(body), content_type="application/json")


def routes(door: FrontDoor, files: Files, screens: Screens) -> list[web.RouteDef]:
    """``screens`` are told how far a part has come."""
    stills = StillDoor(door, files, screens)
    address = r"/api/stills/{still_id:[0-9A-Za-z-]{8,64}}/{part:preview|detail|tile-\d{1,2}-\d{1,2}}"
    return [web.post(address, stills.take), web.get(address, stills.give)]

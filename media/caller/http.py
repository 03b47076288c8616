"""The page behind the caller's link, its agreement, the caller's pictures coming in and going out.

Opening the link agrees to nothing: GET and HEAD are written down as an opening at most. Nothing is taken from a page
whose person has not agreed; agreeing makes the page a guest of this one link, by a cookie of its own, so that a browser
that is signed in to the service stays so.
"""

import hashlib
import secrets
from typing import TypeVar

import msgspec
from aiohttp import web

from media.caller.domain import jpeg
from media.caller.domain.decisions import check_may_add
from media.caller.domain.link import KIND, CallerLink
from media.caller.queries import picture_for
from signaling.files import DiskFull, FileProblem, Files
from signaling.front_door import FrontDoor
from signaling.protocol.caller import (
    TICKET_PURPOSE,
    CallerLinkAddPicture,
    CallerLinkAgree,
    CallerLinkDecline,
    CallerLinkOpen,
    ConsentVersion,
    LinkPhase,
)
from signaling.protocol.people import Language, SignInOpenGuest
from signaling.protocol.refusals import Refused, Unavailable
from signaling.slice import Actor, Role, system

LINK = system("media.caller.link")
Shape = TypeVar("Shape", bound=msgspec.Struct)
PICTURE_ID = "{picture_id:[0-9a-f-]{36}}"


class CallerPage(msgspec.Struct, frozen=True, kw_only=True):
    """What the page behind the link is told before anybody has agreed: no name, no place, no reason."""

    link_id: str
    phase: LinkPhase
    language: Language
    expires_at_ms: int
    now_ms: int
    guest: bool
    sign_in_id: str | None = None


class Agreement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``text_version`` is the wording that stood on the page."""

    text_version: ConsentVersion
    language: Language


class Kept(msgspec.Struct, frozen=True):
    """The size that the picture was kept with."""

    picture_id: str
    width: int
    height: int


class CallerDoor:
    """The caller's page and what it sends over HTTP."""

    def __init__(self, door: FrontDoor, files: Files) -> None:
        self._door = door
        self._files = files

    async def page(self, request: web.Request) -> web.StreamResponse:
        """GET /c/{ticket}. The page is the same whatever the ticket is worth: it says so itself."""
        if request.method == "GET":
            try:
                link_id = await self._look(request)
                opened = CallerLinkOpen(id=self._door.new_id(), made_at_ms=self._door.now_ms(), link_id=link_id)
                await self._door.submit(opened, LINK)
            except Refused:
                pass
        return self._door.page("caller")

    async def show(self, request: web.Request) -> web.Response:
        """GET /api/caller/{ticket}: CallerPage, or 409 ``ticket_invalid``."""
        link_id = await self._look(request)
        return _json(await self._shown(link_id, await self._door.guest_of(request)))

    async def agree(self, request: web.Request) -> web.Response:
        """POST /api/caller/{ticket}/agree: CallerPage and the guest's cookie; 409 ``link_ended``, ``ticket_invalid``,
        ``changed_meanwhile`` (the wording is another one now)."""
        given = await _body(request, Agreement)
        ticket = await self._door.tickets.take(request.match_info["ticket"], TICKET_PURPOSE)
        wish = CallerLinkAgree(
            id=self._door.new_id(),
            made_at_ms=self._door.now_ms(),
            link_id=ticket.about,
            text_version=given.text_version,
            language=given.language,
        )
        await self._door.submit(wish, LINK)
        link = await self._link(ticket.about)
        present = await self._door.guest_of(request)
        if present is not None and present.id == link.link_id:
            return _json(await self._shown(link.link_id, present))
        token, sign_in_id = secrets.token_urlsafe(24), self._door.new_id()
        await self._door.submit(
            SignInOpenGuest(
                id=self._door.new_id(),
                made_at_ms=self._door.now_ms(),
                sign_in_id=sign_in_id,
                guest_id=link.link_id,
                token_hash=hashlib.sha256(token.encode()).hexdigest(),
                lives_ms=max(1, link.expires_at_ms - self._door.now_ms()),
                language=given.language,
            ),
            LINK,
        )
        guest = Actor(id=link.link_id, role=Role.GUEST, sign_in_id=sign_in_id)
        response = _json(await self._shown(link.link_id, guest))
        self._door.set_guest_cookie(response, token)
        return response

    async def decline(self, request: web.Request) -> web.Response:
        """POST /api/caller/{ticket}/decline: CallerPage; 409 as for agreeing."""
        await _body(request, Nothing)
        ticket = await self._door.tickets.take(request.match_info["ticket"], TICKET_PURPOSE)
        wish = CallerLinkDecline(id=self._door.new_id(), made_at_ms=self._door.now_ms(), link_id=ticket.about)
        await self._door.submit(wish, LINK)
        return _json(await self._shown(ticket.about, await self._door.guest_of(request)))

    async def take_picture(self, request: web.Request) -> web.Response:
        """POST /api/caller/pictures/{picture_id}, a JPEG, from the guest: Kept; 401 for nobody, 409 ``not_a_picture``,
        ``link_ended``, ``consent_needed``, ``too_long`` (enough pictures), 413, 415; 503 when the disk is full."""
        if request.content_type != jpeg.MEDIA_TYPE:
            raise web.HTTPUnsupportedMediaType
        guest = await self._door.guest_of(request)
        if guest is None:
            raise web.HTTPUnauthorized(text='{"code":"signed_out"}', content_type="application/json")
        if (request.content_length or 0) > jpeg.LARGEST_BYTES:
            raise web.HTTPRequestEntityTooLarge(jpeg.LARGEST_BYTES, request.content_length or 0)
        photograph, picture_id = jpeg.clean(await request.read()), request.match_info["picture_id"]
        link = await self._link(guest.id)
        kept = check_may_add(link, picture_id)
        if kept is not None:
            return _json(Kept(picture_id, kept.width, kept.height))
        try:
            row = await self._files.put(photograph.content, subject=link.patient_id, media_type=jpeg.MEDIA_TYPE)
        except DiskFull:
            raise Unavailable("files", retry_after_ms=30_000) from None
        wish = CallerLinkAddPicture(
            id=self._door.new_id(),
            made_at_ms=self._door.now_ms(),
            link_id=guest.id,
            picture_id=picture_id,
            file_id=row.id,
            width=photograph.width,
            height=photograph.height,
        )
        await self._door.submit(wish, LINK)
        return _json(Kept(picture_id, photograph.width, photograph.height))

    async def give_picture(self, request: web.Request) -> web.Response:
        """GET /api/caller/pictures/{link_id}/{picture_id}: the JPEG, for the desk, the crew that it was passed on to
        and who treats the patient in a consult; 401 for nobody, 404 for everybody else and for what is not there."""
        actor = await self._door.actor_of(request)
        try:
            async with self._door.reading() as reading:
                picture = await picture_for(
                    reading, request.match_info["link_id"], request.match_info["picture_id"], actor, self._door.ask
                )
            content = await self._files.get(picture.file_id)
        except (Refused, FileProblem):
            raise web.HTTPNotFound(text='{"code":"not_found"}', content_type="application/json") from None
        headers = {"Cache-Control": "no-store", "Content-Disposition": "inline"}
        return web.Response(body=content, content_type=jpeg.MEDIA_TYPE, headers=headers)

    async def _look(self, request: web.Request) -> str:
        return (await self._door.tickets.look(request.match_info["ticket"], TICKET_PURPOSE)).about

    async def _link(self, link_id: str) -> CallerLink:
        async with self._door.reading() as reading:
            return await reading.get(KIND, link_id, CallerLink)

    async def _shown(self, link_id: str, guest: Actor | None) -> CallerPage:
        link = await self._link(link_id)
        mine = guest is not None and guest.id == link_id
        return CallerPage(
            link_id=link_id,
            phase=link.phase,
            language=link.language,
            expires_at_ms=link.expires_at_ms,
            now_ms=self._door.now_ms(),
            guest=mine,
            sign_in_id=guest.sign_in_id if guest is not None and mine else None,
        )


class Nothing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An empty object: a form of another site cannot send one as JSON."""


async def _body(request: web.Request, shape: type[Shape]) -> Shape:
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    return msgspec.json.decode(await request.read(), type=shape)


def _json(body: object) -> web.Response:
    return web.Response(
        body=msgspec.json.encode(body), content_type="application/json", headers={"Cache-Control": "no-store"}
    )


def routes(door: FrontDoor, files: Files) -> list[web.RouteDef]:
    """The routes that every server has."""
    caller = CallerDoor(door, files)
    ticket = "{ticket:[A-Za-z0-9_-]{22}}"
    return [
        web.get(f"/c/{ticket}", caller.page),
        web.post(f"/api/caller/pictures/{PICTURE_ID}", caller.take_picture),
        web.get(f"/api/caller/pictures/{{link_id:[0-9a-f-]{{36}}}}/{PICTURE_ID}", caller.give_picture),
        web.get(f"/api/caller/{ticket}", caller.show),
        web.post(f"/api/caller/{ticket}/agree", caller.agree),
        web.post(f"/api/caller/{ticket}/decline", caller.decline),
    ]

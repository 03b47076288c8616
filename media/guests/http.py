"""The page behind a guest's link, its taking, and the address for who hands it out by word of mouth.

Opening the link takes nothing: GET and HEAD change nothing at all. The first browser that takes it by a POST is its
guest, by a cookie of its own; every other is told that it is used. Which browser has it stands in the link's state: the
ticket is only looked at, so that a used link can still say why it does not open.
"""

import hashlib
import secrets
from typing import TypeVar

import msgspec
from aiohttp import web

from media.domain.decisions import LONGEST_MS
from media.guests.domain.decisions import LIVES_MS
from media.guests.domain.link import KIND, GuestLink
from media.guests.queries import link_to_hand_out, names_inside
from signaling.front_door import FrontDoor
from signaling.protocol.guests import (
    GUEST_TICKET_PURPOSE,
    GuestEndedBecause,
    GuestPhase,
    GuestRole,
    GuestTake,
)
from signaling.protocol.people import Language, SignInOpenGuest
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Role, system

LINK = system("media.guests.link")
TICKET_LIVES_MS = LIVES_MS + LONGEST_MS
"""Longer than the link: whoever opens it late reads how it ended."""

Shape = TypeVar("Shape", bound=msgspec.Struct)


class PersonInside(msgspec.Struct, frozen=True):
    """Somebody whom the guest will meet."""

    name: str | None
    role: str


class GuestPage(msgspec.Struct, frozen=True, kw_only=True):
    """What the page behind the link is told. Who invites, and who is inside, is for who may still come in by it: never
    what the conversation is about."""

    link_id: str
    phase: GuestPhase
    language: Language
    expires_at_ms: int
    now_ms: int
    mine: bool
    ended_because: GuestEndedBecause | None
    sign_in_id: str | None = None
    role: GuestRole | None = None
    name: str | None = None
    invited_by_name: str | None = None
    invited_by_role: str | None = None
    inside: list[PersonInside] = []


class Taking(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``language`` is what the page shows."""

    language: Language


class Nothing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An empty object: a form of another site cannot send one as JSON."""


class Address(msgspec.Struct, frozen=True):
    """Where the link leads. It is told once and kept nowhere: asking again makes another ticket to the same link."""

    address: str


class GuestDoor:
    """The guest's page and its taking over HTTP."""

    def __init__(self, door: FrontDoor) -> None:
        self._door = door

    async def page(self, request: web.Request) -> web.StreamResponse:
        """GET /g/{ticket}. The page is the same whatever the ticket is worth: it says so itself."""
        return self._door.page("guest")

    async def show(self, request: web.Request) -> web.Response:
        """GET /api/guest/{ticket}: GuestPage, or 409 ``ticket_invalid``."""
        return _json(await self._shown(await self._look(request), await self._door.guest_of(request)))

    async def take(self, request: web.Request) -> web.Response:
        """POST /api/guest/{ticket}/take: GuestPage and the guest's cookie; 409 ``link_used``, ``link_ended``,
        ``conversation_ended``, ``ticket_invalid``."""
        given = await _body(request, Taking)
        link_id = await self._look(request)
        present = await self._door.guest_of(request)
        if present is not None and present.id == link_id:
            return _json(await self._shown(link_id, present))
        taking = GuestTake(
            id=self._door.new_id(), made_at_ms=self._door.now_ms(), link_id=link_id, language=given.language
        )
        await self._door.submit(taking, LINK)
        token, sign_in_id = secrets.token_urlsafe(24), self._door.new_id()
        await self._door.submit(
            SignInOpenGuest(
                id=self._door.new_id(),
                made_at_ms=self._door.now_ms(),
                sign_in_id=sign_in_id,
                guest_id=link_id,
                token_hash=hashlib.sha256(token.encode()).hexdigest(),
                lives_ms=TICKET_LIVES_MS,
                language=given.language,
            ),
            LINK,
        )
        guest = Actor(id=link_id, role=Role.GUEST, sign_in_id=sign_in_id)
        response = _json(await self._shown(link_id, guest))
        self._door.set_guest_cookie(response, token)
        return response

    async def hand_out(self, request: web.Request) -> web.Response:
        """POST /api/guests/{link_id}/address, by who made the link, to copy or to read out: Address; 401 for nobody,
        404 for everybody else, 409 ``link_used``, ``link_ended``."""
        await _body(request, Nothing)
        actor = await self._door.actor_of(request)
        try:
            async with self._door.reading() as reading:
                link = await link_to_hand_out(reading, request.match_info["link_id"], actor)
        except Refused as refused:
            if refused.code is not Code.NOT_FOUND:
                raise
            raise web.HTTPNotFound(text='{"code":"not_found"}', content_type="application/json") from None
        token = await self._door.tickets.issue(
            purpose=GUEST_TICKET_PURPOSE, about=link.link_id, lives_ms=TICKET_LIVES_MS
        )
        return _json(Address(f"{self._door.public_base}/g/{token}"))

    async def _look(self, request: web.Request) -> str:
        return (await self._door.tickets.look(request.match_info["ticket"], GUEST_TICKET_PURPOSE)).about

    async def _shown(self, link_id: str, guest: Actor | None) -> GuestPage:
        mine = guest is not None and guest.id == link_id
        async with self._door.reading() as reading:
            link = await reading.get(KIND, link_id, GuestLink)
            tells = link.phase == "invited" or (mine and link.is_open)
            inside = await names_inside(reading, link.conversation_id) if tells else []
        return GuestPage(
            link_id=link_id,
            phase=link.phase,
            language=link.language,
            expires_at_ms=link.expires_at_ms,
            now_ms=self._door.now_ms(),
            mine=mine,
            ended_because=link.ended_because,
            sign_in_id=guest.sign_in_id if guest is not None and mine else None,
            role=link.role if tells else None,
            name=link.name if tells else None,
            invited_by_name=link.invited_by_name if tells else None,
            invited_by_role=link.invited_by_role if tells else None,
            inside=[PersonInside(name, role) for name, role in inside],
        )


async def _body(request: web.Request, shape: type[Shape]) -> Shape:
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    return msgspec.json.decode(await request.read(), type=shape)


def _json(body: object) -> web.Response:
    return web.Response(
        body=msgspec.json.encode(body), content_type="application/json", headers={"Cache-Control": "no-store"}
    )


def routes(door: FrontDoor) -> list[web.RouteDef]:
    """The routes that every server has."""
    guests = GuestDoor(door)
    ticket = "{ticket:[A-Za-z0-9_-]{22}}"
    return [
        web.get(f"/g/{ticket}", guests.page),
        web.get(f"/api/guest/{ticket}", guests.show),
        web.post(f"/api/guest/{ticket}/take", guests.take),
        web.post("/api/guests/{link_id:[0-9a-f-]{36}}/address", guests.hand_out),
    ]

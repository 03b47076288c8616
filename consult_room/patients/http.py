"""The page behind a patient's link, its agreement, and the patient's photographs coming in.

Opening the link agrees to nothing: GET and HEAD change nothing at all. Nothing is shown of the consult, and nothing is
taken, before the person has agreed; agreeing makes the browser the patient of this one consult, by a cookie of its own,
and signs out the one that was before.
"""

import hashlib
import secrets
from typing import TypeVar

import msgspec
from aiohttp import web

from consult_room.patients.domain.link import KIND, PatientLink
from signaling.front_door import FrontDoor
from signaling.protocol.patient_links import (
    PATIENT_TICKET_PURPOSE,
    AgreementVersion,
    PatientAgree,
    PatientDecline,
    PatientLinkEndedBecause,
    PatientLinkPhase,
)
from signaling.protocol.people import Language, SignInOpenGuest
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Role, system

LINK = system("consult_room.patients.link")
Shape = TypeVar("Shape", bound=msgspec.Struct)


class PatientPage(msgspec.Struct, frozen=True, kw_only=True):
    """What the page behind the link is told before anybody has agreed: no name, no question, no doctor."""

    consult_id: str
    guest_id: str
    phase: PatientLinkPhase
    over: bool
    language: Language
    expires_at_ms: int
    now_ms: int
    mine: bool
    helped: bool
    ended_because: PatientLinkEndedBecause | None
    sign_in_id: str | None = None


class Agreement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``text_version`` is the wording that stood on the page."""

    text_version: AgreementVersion
    language: Language


class Nothing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An empty object: a form of another site cannot send one as JSON."""


class PatientDoor:
    """The patient's page over HTTP."""

    def __init__(self, door: FrontDoor) -> None:
        self._door = door

    async def page(self, request: web.Request) -> web.StreamResponse:
        """GET /p/{ticket}. The page is the same whatever the ticket is worth: it says so itself."""
        return self._door.page("patient")

    async def show(self, request: web.Request) -> web.Response:
        """GET /api/patient/{ticket}: PatientPage, or 409 ``ticket_invalid``."""
        return _json(await self._shown(await self._look(request), await self._door.guest_of(request)))

    async def agree(self, request: web.Request) -> web.Response:
        """POST /api/patient/{ticket}/agree: PatientPage and the guest's cookie; 409 ``link_ended``,
        ``ticket_invalid``, ``changed_meanwhile`` (the wording is another one now)."""
        given = await _body(request, Agreement)
        consult_id = await self._look(request)
        link = await self._link(consult_id)
        present = await self._door.guest_of(request)
        if present is not None and present.id == link.guest_id and link.phase == "agreed":
            return _json(await self._shown(consult_id, present))
        await self._door.submit(
            PatientAgree(
                id=self._door.new_id(),
                made_at_ms=self._door.now_ms(),
                consult_id=consult_id,
                text_version=given.text_version,
                language=given.language,
            ),
            LINK,
        )
        token, sign_in_id = secrets.token_urlsafe(24), self._door.new_id()
        await self._door.submit(
            SignInOpenGuest(
                id=self._door.new_id(),
                made_at_ms=self._door.now_ms(),
                sign_in_id=sign_in_id,
                guest_id=link.guest_id,
                token_hash=hashlib.sha256(token.encode()).hexdigest(),
                lives_ms=max(1, (link.expires_at_ms or 0) - self._door.now_ms()),
                language=given.language,
            ),
            LINK,
        )
        response = _json(await self._shown(consult_id, Actor(id=link.guest_id, role=Role.GUEST, sign_in_id=sign_in_id)))
        self._door.set_guest_cookie(response, token)
        return response

    async def decline(self, request: web.Request) -> web.Response:
        """POST /api/patient/{ticket}/decline: PatientPage; 409 as for agreeing. Whoever had agreed is signed out."""
        await _body(request, Nothing)
        consult_id = await self._look(request)
        await self._door.submit(
            PatientDecline(id=self._door.new_id(), made_at_ms=self._door.now_ms(), consult_id=consult_id), LINK
        )
        return _json(await self._shown(consult_id, None))

    async def _look(self, request: web.Request) -> str:
        return (await self._door.tickets.look(request.match_info["ticket"], PATIENT_TICKET_PURPOSE)).about

    async def _link(self, consult_id: str) -> PatientLink:
        async with self._door.reading() as reading:
            if not await reading.version(KIND, consult_id):
                raise Refused(Code.TICKET_INVALID)
            return await reading.get(KIND, consult_id, PatientLink)

    async def _shown(self, consult_id: str, guest: Actor | None) -> PatientPage:
        link = await self._link(consult_id)
        mine = guest is not None and guest.id == link.guest_id and link.phase == "agreed"
        return PatientPage(
            consult_id=consult_id,
            guest_id=link.guest_id,
            phase=link.phase,
            over=link.circle.over or link.phase == "ended",
            language=link.language,
            expires_at_ms=link.expires_at_ms or 0,
            now_ms=self._door.now_ms(),
            mine=mine,
            helped=link.emergency_at_ms is not None,
            ended_because=link.ended_because,
            sign_in_id=guest.sign_in_id if guest is not None and mine else None,
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
    patient = PatientDoor(door)
    ticket = "{ticket:[A-Za-z0-9_-]{22}}"
    return [
        web.get(f"/p/{ticket}", patient.page),
        web.get(f"/api/patient/{ticket}", patient.show),
        web.post(f"/api/patient/{ticket}/agree", patient.agree),
        web.post(f"/api/patient/{ticket}/decline", patient.decline),
    ]

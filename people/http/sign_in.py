"""Signing in and out over HTTP, and who the signed-in person is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeVar, get_args

import msgspec
from aiohttp import web

from people.domain.accounts import Person, folded_login
from people.domain.rights import front_of
from people.domain.tries import Tries
from people.hashing import Hashing
from people.queries.accounts import person_by_login
from people.sessions import actor_of, hash_of, new_token
from signaling.protocol.people import Language, PersonChange, SignInClose, SignInOpen
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Role, system

if TYPE_CHECKING:
    from signaling.front_door import FrontDoor

SIGNED_IN_MS = 12 * 3_600_000  # a shift; nobody is signed out in the middle of one
LANGUAGES: tuple[Language, ...] = get_args(Language)
LANGUAGE_COOKIE = "tez_language"
LANGUAGE_KEPT_S = 365 * 86_400
SIGNING_IN = system("people.sign_in")

Body = TypeVar("Body", bound=msgspec.Struct)
Short = Annotated[str, msgspec.Meta(max_length=200)]


class Credentials(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is typed at sign-in. ``device`` names the browser for the person's own list of sign-ins."""

    name: Short
    password: Annotated[str, msgspec.Meta(max_length=500)]
    device: Short = ""


class ChosenLanguage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    language: Language


class Me(msgspec.Struct, frozen=True, kw_only=True):
    """Who is signed in, and the page at which they work."""

    id: str
    name: str
    role: Role
    brigade_id: str | None
    hospital_id: str | None
    language: Language
    sign_in_id: str | None
    front: str
    demo: bool


class Nobody(msgspec.Struct, frozen=True, kw_only=True):
    """What the server says to who is not signed in. ``demo``: it has sign-ins by one tap."""

    demo: bool


def me(actor: Actor, language: str | None = None, *, demo: bool = False) -> Me:
    """What a page is told of its user. ``language``: what this browser was told last."""
    return Me(
        id=actor.id,
        name=actor.name,
        role=actor.role,
        brigade_id=actor.brigade_id,
        hospital_id=actor.hospital_id,
        language=_language(language) or _language(actor.language) or "uz",
        sign_in_id=actor.sign_in_id,
        front=front_of(actor),
        demo=demo,
    )


def _language(code: str | None) -> Language | None:
    return next((known for known in LANGUAGES if known == code), None)


def answer(body: object, status: int = 200) -> web.Response:
    """JSON that no cache keeps."""
    return web.Response(
        body=msgspec.json.encode(body),
        status=status,
        content_type="application/json",
        headers={"Cache-Control": "no-store"},
    )


def refused(refusal: Refused, status: int) -> web.Response:
    """A refusal with a status that says more than 409 would."""
    return answer({"code": refusal.code, "details": refusal.details}, status)


class SignInDoor:
    """Opens and closes sign-ins, and keeps count of the tries."""

    def __init__(self, door: FrontDoor) -> None:
        self._door = door
        self._tries = Tries()
        self._hashing = Hashing()

    async def sign_in(self, request: web.Request) -> web.Response:
        """POST /api/sign-in: the cookie and Me; 401 ``wrong_password`` whatever was wrong; 429 ``too_many_tries``."""
        typed = await read_body(request, Credentials)
        login, address = folded_login(typed.name), self._door.address_of(request)
        try:
            self._tries.reserve(login, address, self._door.now_ms())
        except Refused as refusal:
            return refused(refusal, 429)
        async with self._door.reading() as reading:
            person = await person_by_login(reading, login)
        known = person.password_hash if person and person.active else None
        if not await self._hashing.verify(known, typed.password) or person is None:
            return refused(Refused(Code.WRONG_PASSWORD), 401)
        self._tries.succeeded(login, address)
        return await self.open(request, person, typed.device)

    async def open(self, request: web.Request, person: Person, device: str) -> web.Response:
        """Signs the person in on this browser, whose earlier sign-in ends: a token is never taken over [ASVS 7.2.4]."""
        await self._close_present(request)
        token, sign_in_id = new_token(), self._door.new_id()
        await self._door.submit(
            SignInOpen(
                id=self._door.new_id(),
                made_at_ms=self._door.now_ms(),
                sign_in_id=sign_in_id,
                person_id=person.id,
                token_hash=hash_of(token),
                device=device,
                lives_ms=SIGNED_IN_MS,
            ),
            SIGNING_IN,
        )
        response = answer(
            me(actor_of(person, sign_in_id, device), request.cookies.get(LANGUAGE_COOKIE), demo=self._door.demo)
        )
        self._door.set_session_cookie(response, token)
        return response

    async def sign_out(self, request: web.Request) -> web.Response:
        """POST /api/sign-out: always 200; being signed out already is what was wanted."""
        await self._close_present(request)
        response = answer({})
        self._door.clear_session_cookie(response)
        return response

    async def who(self, request: web.Request) -> web.Response:
        """GET /api/me: Me, or Nobody. Asking who one is is no mistake, so nobody is no error either."""
        actor = await self._present(request)
        if actor is None:
            return answer(Nobody(demo=self._door.demo))
        return answer(me(actor, request.cookies.get(LANGUAGE_COOKIE), demo=self._door.demo))

    async def language(self, request: web.Request) -> web.Response:
        """POST /api/language: kept with the account, and on this browser also for who is not signed in."""
        chosen = await read_body(request, ChosenLanguage)
        actor = await self._present(request)
        if actor is not None and actor.brigade_id != actor.id:
            await self._door.submit(
                PersonChange(
                    id=self._door.new_id(),
                    made_at_ms=self._door.now_ms(),
                    person_id=actor.id,
                    language=chosen.language,
                ),
                actor,
            )
        response = answer({"language": chosen.language})
        response.set_cookie(
            LANGUAGE_COOKIE,
            chosen.language,
            max_age=LANGUAGE_KEPT_S,
            path="/",
            httponly=True,
            samesite="Lax",
            secure=self._door.public_base.startswith("https:"),
        )
        return response

    async def _present(self, request: web.Request) -> Actor | None:
        try:
            return await self._door.actor_of(request)
        except web.HTTPUnauthorized:
            return None

    async def _close_present(self, request: web.Request) -> None:
        actor = await self._present(request)
        if actor is None or actor.sign_in_id is None:
            return
        await self._door.submit(
            SignInClose(id=self._door.new_id(), made_at_ms=self._door.now_ms(), sign_in_id=actor.sign_in_id),
            SIGNING_IN,
        )


async def read_body(request: web.Request, shape: type[Body]) -> Body:
    """The JSON body; 415 for another kind, which a form of another site could send; 400 for an unreadable one."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    try:
        return msgspec.json.decode(await request.read(), type=shape)
    except msgspec.MsgspecError:
        raise web.HTTPBadRequest(text='{"code":"unreadable"}', content_type="application/json") from None


def sign_in_routes(door: FrontDoor) -> list[web.RouteDef]:
    """The routes of signing in."""
    sign_in = SignInDoor(door)
    return [
        web.post("/api/sign-in", sign_in.sign_in),
        web.post("/api/sign-out", sign_in.sign_out),
        web.get("/api/me", sign_in.who),
        web.post("/api/language", sign_in.language),
    ]

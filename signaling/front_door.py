"""What a slice's pages and webhooks have of the frame."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import web

from signaling import ids
from signaling.bus import Bus
from signaling.consequences import read_answer
from signaling.hub import Hub
from signaling.protocol.base import Command, Question
from signaling.reading import StateReader
from signaling.session import Actors
from signaling.slice import Actor, Role, system
from signaling.tickets import Tickets

COOKIE = "tez_session"
SECURE_COOKIE = "__Host-tez_session"
GUEST_COOKIE = "tez_guest"
SECURE_GUEST_COOKIE = "__Host-tez_guest"
WORKER_COOKIE = "tez_worker"
AS_GUEST = "guest"
"""The query of ``/socket``, and of what a patient sends, by which a page says that it is a guest's: one browser may be
both, in two tabs."""


class FrontDoor:
    """Commands, questions, pages and tickets for HTTP handlers."""

    def __init__(
        self, *, bus: Bus, hub: Hub, tickets: Tickets, actors: Actors, now_ms: Callable[[], int], settings: Any,
        built: Path, demo: bool, public_base: str,
    ) -> None:  # fmt: skip
        self.bus = bus
        self.hub = hub
        self.tickets = tickets
        self.actors = actors
        self.now_ms = now_ms
        self.settings = settings
        self.demo = demo
        self.public_base = public_base.rstrip("/")
        self.built = built

    def new_id(self) -> str:
        return ids.new_id(self.now_ms())

    async def submit(self, command: Command, actor: Actor, *, waits: bool = True) -> Any:
        """The command's result; raises Refused, Unavailable. ``waits`` False: no person waits for it, another system
        does, which may be kept behind the people."""
        return read_answer(await self.bus.submit(command, actor, waits=waits))

    async def ask(self, question: Question, actor: Actor | None = None) -> Any:
        """The answer; with an actor who is a person, only if their role may ask it from a screen."""
        if actor is None or actor.role is Role.SYSTEM:
            return await self.bus.ask(question, actor or system("page"))
        return await self.bus.ask_from_screen(question, actor)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[StateReader]:
        async with self.bus.reading() as reading:
            yield reading

    def address_of(self, request: web.Request) -> str:
        """Where the request comes from, for counting tries: the peer's address, or the nearest one that a proxy of ours
        names. What anybody else writes into the header is not believed."""
        peer = request.remote or ""
        trusted = set(str(getattr(self.settings, "trusted_proxies", "")).split())
        if peer not in trusted:
            return peer
        forwarded = ",".join(request.headers.getall("X-Forwarded-For", [])).split(",")
        return next((one for part in reversed(forwarded) if (one := part.strip()) and one not in trusted), peer)

    # -- sign-ins ------------------------------------------------------------------------------------------------

    @property
    def _secure(self) -> bool:
        return self.public_base.startswith("https:")

    def token_of(self, request: web.Request) -> str | None:
        """The session cookie's value; a guest's socket has a cookie of its own."""
        if request.path == "/socket" and request.query_string == AS_GUEST:
            return request.cookies.get(SECURE_GUEST_COOKIE if self._secure else GUEST_COOKIE)
        return request.cookies.get(SECURE_COOKIE if self._secure else COOKIE)

    def worker_key_of(self, request: web.Request) -> str | None:
        """A media worker's key: a cookie, or ``Authorization: Bearer``."""
        scheme, _, key = request.headers.get("Authorization", "").partition(" ")
        return key.strip() if scheme.lower() == "bearer" else request.cookies.get(WORKER_COOKIE)

    async def guest_of(self, request: web.Request) -> Actor | None:
        """The guest of this browser, if it has agreed to something that is not over."""
        token = request.cookies.get(SECURE_GUEST_COOKIE if self._secure else GUEST_COOKIE)
        actor = await self.actors.actor_for(token) if token else None
        return actor if actor is not None and actor.role is Role.GUEST else None

    async def actor_of(self, request: web.Request) -> Actor:
        """Who asks; 401 for nobody."""
        token = self.token_of(request)
        actor = await self.actors.actor_for(token) if token else None
        if actor is None:
            raise web.HTTPUnauthorized(text='{"code":"signed_out"}', content_type="application/json")
        return actor

    def set_session_cookie(self, response: web.StreamResponse, token: str) -> None:
        """HttpOnly, SameSite, Secure under https. The sign-in behind it decides how long it is good."""
        response.set_cookie(
            SECURE_COOKIE if self._secure else COOKIE, token, max_age=365 * 86_400, httponly=True, samesite="Lax",
            secure=self._secure, path="/",
        )  # fmt: skip

    def set_guest_cookie(self, response: web.StreamResponse, token: str) -> None:
        """As the session's; it goes with the browser."""
        response.set_cookie(
            SECURE_GUEST_COOKIE if self._secure else GUEST_COOKIE, token, httponly=True, samesite="Lax",
            secure=self._secure, path="/",
        )  # fmt: skip

    def clear_session_cookie(self, response: web.StreamResponse) -> None:
        response.del_cookie(SECURE_COOKIE if self._secure else COOKIE, path="/")

    # -- pages ---------------------------------------------------------------------------------------------------

    def page(self, front: str) -> web.StreamResponse:
        """A built front's page; one sentence when the fronts have not been built."""
        file = self.built / front / "index.html"
        if not re.fullmatch(r"[a-z]+", front) or not file.is_file():
            raise web.HTTPServiceUnavailable(text=f"The page {front} has not been built: run `make setup`.")
        return web.Response(
            body=file.read_bytes(), content_type="text/html", charset="utf-8", headers={"Cache-Control": "no-cache"}
        )

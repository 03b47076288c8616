"""The routes of conclusions in front of the town, and people's browsers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer

from config.signatures import signature_providers
from consult_room.conclusions.http import routes
from consult_room.conclusions.printer import print_wanted
from people.http import Recheck
from people.sessions import Sessions, hash_of
from signaling.consequences import Backstage
from signaling.front_door import COOKIE, FrontDoor
from signaling.http import errors_told, origin_allowed, security_headers
from signaling.protocol.conclusions import ConclusionPrepare
from signaling.protocol.people import SignInOpen
from signaling.slice import Actor
from tests.consult_room.conclusions.doctors import LI, Practice
from tests.fixtures.child import free_port

PASSWORD = "a long enough phrase"


class Pages:
    """``url`` is the server's own address."""

    def __init__(self, made: Practice, client: TestClient[web.Request, web.Application], url: str) -> None:
        self.made = made
        self.client = client
        self.url = url
        self._cookies: dict[str, dict[str, str]] = {}

    async def sign_in(self, actor: Actor) -> None:
        token = f"token-{uuid4()}"
        await self.made.do(
            SignInOpen, sign_in_id=str(uuid4()), token_hash=hash_of(token), person_id=actor.id, device="browser"
        )
        self._cookies[actor.id] = {"Cookie": f"{COOKIE}={token}"}

    async def get(self, path: str, actor: Actor | None = None) -> ClientResponse:
        return await self.client.get(path, headers=self._cookies[actor.id] if actor else {})

    async def post(self, path: str, actor: Actor | None = None, body: object = None) -> ClientResponse:
        return await self.client.post(path, headers=self._cookies[actor.id] if actor else {}, json=body)

    async def prepare(self, provider: str, **fields: Any) -> str:
        """The path of a prepared document."""
        waits = await self.made.do(ConclusionPrepare, LI, provider=provider, **fields)
        return f"/api/conclusions/{self.made.consult_id}/signings/{waits['signing_id']}"

    def version(self, number: int) -> str:
        return f"/api/conclusions/{self.made.consult_id}/versions/{number}"

    async def print(self) -> None:
        """What the worker does at its next look."""
        back = Backstage(self.made.town.bus, self.made.town.hub, self.made.town.clock)
        await print_wanted(back, self.made.files, self.url)


async def told(answer: ClientResponse) -> tuple[int, Any]:
    """Status, and the code with its reason if there is one."""
    body: dict[str, Any] = await answer.json()
    details = body.get("details") or {}
    return answer.status, (body.get("code"), details.get("why") or details.get("algorithm"))


@asynccontextmanager
async def pages(made: Practice, folder: Path) -> AsyncIterator[Pages]:
    sessions = Sessions(made.town.bus.reading, made.town.clock)
    made.town.hub.listen(lambda row, event: sessions.hear(event))
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    door = FrontDoor(
        bus=made.town.bus, hub=made.town.hub, tickets=made.town.tickets, actors=sessions, now_ms=made.town.clock,
        settings=made.settings, built=folder, demo=False, public_base=url,
    )  # fmt: skip
    application = web.Application(
        middlewares=[security_headers(False), errors_told, origin_allowed(url, ())], client_max_size=1024 * 1024
    )
    application.add_routes(routes(door, made.files, signature_providers(made.settings, demo=False), Recheck(door)))
    async with TestClient(TestServer(application, port=port)) as client:
        yield Pages(made, client, url)

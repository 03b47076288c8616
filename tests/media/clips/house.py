"""A town in which the desk and a crew talk about an incident, and the routes of clips in front of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer

from brigade_app.positions.live import LivePositions
from brigade_app.store import MemoryPositions
from config import wiring
from config.settings import Settings
from config.slices import Late, all_slices
from geography.client import GeographyClient
from media.clips.domain.clip import KIND, Clip
from media.clips.http import routes
from people.domain import rights
from people.sessions import Sessions, hash_of
from signaling.files import Files
from signaling.front_door import COOKIE, GUEST_COOKIE, FrontDoor
from signaling.http import errors_told, origin_allowed, security_headers
from signaling.protocol.base import Command
from signaling.protocol.conversations import ConversationOpenAccepted
from signaling.protocol.people import PersonAdd, SignInOpen, SignInOpenDevice, SignInOpenGuest
from signaling.slice import Actor, Role, Screens
from signaling.store.files import MemoryFileRecords
from signaling.testing import Town, person
from sms.adapters.page import PageGateway
from tests.media.caller.yard import NoScreens
from tests.media.clips.samples import webm

NODIRA = person(Role.DISPATCHER, "Nodira A.")
BAHROM = person(Role.DISPATCHER, "Bahrom T.")
DOCTOR = person(Role.PHYSICIAN, "Sh. Karimov")
STRANGER = person(Role.SPECIALIST, "N. Li")
CREW = Actor("b1", Role.CREW, "Reanimatsion 5", brigade_id="b1")
GUEST = Actor("0199aaaa-0000-7000-8000-0000000000c1", Role.GUEST)
KEEP_DAYS = 30
Client = TestClient[web.Request, web.Application]


class House:
    """``async with house(folder) as made``: Nodira and the crew b1 are in ``conversation_id``."""

    def __init__(self, folder: Path) -> None:
        late = Late()
        screens: Screens = NoScreens()
        live = LivePositions(MemoryPositions(), screens)
        settings = Settings(data_dir=str(folder), recording_days=KEEP_DAYS)
        gateway = PageGateway(folder / "messages.json", lambda: 0)
        slices = all_slices(settings, late, live, GeographyClient(folder), {"sms": gateway})
        self.town = Town(slices, rights=wiring.Rights(), sees=rights.may_see)
        self.sessions = Sessions(self.town.bus.reading, self.town.clock)
        self.town.hub.listen(lambda row, event: self.sessions.hear(event))
        self.records = MemoryFileRecords()
        self.folder = folder / "files"
        self.files = late.files = Files(self.records, self.folder, self.town.clock)
        self.conversation_id = str(uuid4())
        self.client: Client

    async def do(self, kind: type[Command], actor: Actor | None = None, **fields: Any) -> Any:
        """A wish, and what follows from it."""
        self.town.now_ms += 10
        result = await self.town.do(self.town.wish(kind, **fields), actor)
        await self.town.react()
        return result

    async def talk(self, conversation_id: str, asker: Actor = NODIRA, answerer: Actor = CREW, **fields: Any) -> None:
        """The two are in a conversation."""
        names: dict[str, Any] = {"asker_name": asker.name or None, "answerer_name": answerer.name}
        await self.do(
            ConversationOpenAccepted, conversation_id=conversation_id, asker_relation=_relation(asker),
            asker_id=asker.id, answerer_relation=_relation(answerer), answerer_id=answerer.id, **names,
            **{"about": "i1", "about_kind": "incident", **fields},
        )  # fmt: skip

    async def sign_in(self, actor: Actor) -> dict[str, str]:
        """The cookie by which somebody is known."""
        token, sign_in_id = f"token of {actor.id}".replace(" ", "-"), str(uuid4())
        fields: dict[str, Any] = {"sign_in_id": sign_in_id, "token_hash": hash_of(token)}
        if actor.role is Role.GUEST:
            await self.do(SignInOpenGuest, guest_id=actor.id, lives_ms=3_600_000, language="uz", **fields)
            return {GUEST_COOKIE: token}
        if actor.role is Role.CREW:
            await self.do(SignInOpenDevice, brigade_id=actor.id, brigade_name=actor.name, device="tablet", **fields)
            return {COOKIE: token}
        await self.do(PersonAdd, person_id=actor.id, login=actor.id, name=actor.name, role=actor.role, language="uz")
        await self.do(SignInOpen, person_id=actor.id, device="browser", **fields)
        return {COOKIE: token}

    async def clip(self, clip_id: str) -> Clip:
        async with self.town.bus.reading() as reading:
            return await reading.get(KIND, clip_id, Clip)

    def kept_files(self) -> list[Path]:
        return [path for path in self.folder.rglob("*") if path.is_file()]


def _relation(actor: Actor) -> str:
    return {Role.CREW: "brigade", Role.GUEST: "guest"}.get(actor.role, "person")


class Browser:
    """Somebody's browser."""

    def __init__(self, made: House, actor: Actor, cookies: dict[str, str]) -> None:
        self.house = made
        self.guest = actor.role is Role.GUEST
        self.headers = {"Cookie": "; ".join(f"{name}={token}" for name, token in cookies.items())}

    async def send(
        self, clip_id: str, content: bytes | None = None, *, to: str | None = None, media_type: str = "audio/webm",
        **query: Any,
    ) -> ClientResponse:  # fmt: skip
        """POSTs a clip, by default one of three seconds."""
        place = f"/api/conversations/{to or self.house.conversation_id}/clips/{clip_id}"
        return await self.house.client.post(
            place,
            params={**({"guest": ""} if self.guest else {}), **query},
            data=webm() if content is None else content,
            headers={**self.headers, "Content-Type": media_type},
        )

    async def get(self, clip_id: str) -> ClientResponse:
        params = {"guest": ""} if self.guest else {}
        return await self.house.client.get(f"/api/clips/{clip_id}", params=params, headers=self.headers)


async def code_of(answer: ClientResponse) -> tuple[int, str]:
    body: dict[str, Any] = await answer.json()
    return answer.status, str(body.get("code", ""))


@asynccontextmanager
async def house(folder: Path) -> AsyncIterator[House]:
    made = House(folder)
    async with made.town:
        door = FrontDoor(
            bus=made.town.bus, hub=made.town.hub, tickets=made.town.tickets, actors=made.sessions,
            now_ms=made.town.clock, settings=Settings(), built=folder, demo=False, public_base="http://127.0.0.1",
        )  # fmt: skip
        middlewares = [security_headers(False), errors_told, origin_allowed("http://127.0.0.1", ())]
        application = web.Application(middlewares=middlewares, client_max_size=1024 * 1024)
        application.add_routes(routes(door, made.files))
        async with TestClient(TestServer(application)) as client:
            made.client = client
            await made.talk(made.conversation_id)
            yield made


async def browser(made: House, actor: Actor) -> Browser:
    return Browser(made, actor, await made.sign_in(actor))

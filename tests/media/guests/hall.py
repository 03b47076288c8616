"""A conversation to which guests are asked: every slice as the server joins them, a worker that is there, and the
guest's page in front of it."""

import re
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from brigade_app.positions.live import LivePositions
from brigade_app.store import MemoryPositions
from config import wiring
from config.settings import Settings
from config.slices import Late, all_slices
from geography.client import GeographyClient
from media.domain.conversation import Conversation
from media.guests.domain.link import KIND, GuestLink
from media.guests.http import routes
from media.recording.domain.decisions import TEXT_VERSION
from media.recording.domain.state import Recording
from people.domain import rights
from people.sessions import Sessions
from signaling.consequences import Backstage
from signaling.front_door import FrontDoor
from signaling.http import errors_told, origin_allowed, security_headers
from signaling.protocol import conversations, recording
from signaling.protocol.base import Command, Event
from signaling.protocol.forwarding import WorkerAdd
from signaling.protocol.guests import GuestAdmit, GuestInvite, GuestKnock, GuestTake
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Role, Screens
from signaling.testing import Town, person
from sms.adapters.catalogue import Catalogue
from sms.composing import composer
from sms.sender import Sender
from tests.sms.desk import PUBLIC_BASE, Scripted

NODIRA = person(Role.DISPATCHER, "Nodira A.")
BAHROM = person(Role.DISPATCHER, "Bahrom T.")
KARIMOV = person(Role.PHYSICIAN, "Sh. Karimov")
CREW = Actor("b1", Role.CREW, "Reanimatsion 5", brigade_id="b1")
TELEPHONE = "+998 90 123-45-67"
LINK = "0199aaaa-0000-7000-8000-0000000000d1"
SECOND_LINK = "0199aaaa-0000-7000-8000-0000000000d2"
TALK = "0199aaaa-0000-7000-8000-0000000000e1"
RECORDING = "0199aaaa-0000-7000-8000-0000000000f1"
INTERPRETER = {"role": "interpreter", "name": "Madina Yusupova", "language": "ru"}
Client = TestClient[web.Request, web.Application]


class OneWorker(Late):
    """The first worker's first process is connected."""

    def connected(self, role: Role) -> Collection[str]:
        return {"w1.0"} if role is Role.WORKER else ()


class NoScreens:
    """Nobody is connected."""

    def tell(self, audience: object, message: object) -> None: ...

    def tell_session(self, session_id: str, message: object) -> None: ...


def guest(link_id: str = LINK) -> Actor:
    return Actor(id=link_id, role=Role.GUEST, sign_in_id="guest's")


class Hall:
    """What people do there, in short words."""

    def __init__(self, folder: Path) -> None:
        late = OneWorker()
        screens: Screens = NoScreens()
        live = LivePositions(MemoryPositions(), screens)
        self.gateway = Scripted()
        slices = all_slices(Settings(data_dir=str(folder)), late, live, GeographyClient(folder), {"sms": self.gateway})
        self.town = Town(slices, rights=wiring.Rights(), sees=rights.may_see)
        self.sender = Sender({"sms": self.gateway}, composer(self._issue, PUBLIC_BASE, Catalogue().say), lambda: 0.5)
        self.sessions = Sessions(self.town.bus.reading, self.town.clock)
        self.town.hub.listen(lambda row, event: self.sessions.hear(event))

    async def _issue(self, *, purpose: str, about: str, holder: str, lives_ms: int, uses: int) -> str:
        tickets = self.town.tickets
        return await tickets.issue(purpose=purpose, about=about, holder=holder, lives_ms=lives_ms, uses=uses)

    async def do(self, kind: type[Command], actor: Actor | None = None, **fields: Any) -> Any:
        """A wish, and what follows from it."""
        self.town.now_ms += 10
        result = await self.town.do(self.town.wish(kind, **fields), actor)
        await self.town.react()
        return result

    async def talk(self) -> None:
        """Nodira and a crew are in a conversation, and a worker is there."""
        await self.do(WorkerAdd, worker_id="w1", name="media 1", key_hash="a" * 64)
        await self.do(
            conversations.ConversationOpenAccepted, conversation_id=TALK, about="i1", about_kind="incident",
            asker_relation="person", asker_id=NODIRA.id, asker_name=NODIRA.name, answerer_relation="brigade",
            answerer_id=CREW.id, answerer_name=CREW.name,
        )  # fmt: skip
        for actor in (NODIRA, CREW):
            await self.do(
                conversations.ConversationJoin, actor, conversation_id=TALK, endpoint=f"device of {actor.name}"
            )

    async def invite(self, link_id: str = LINK, actor: Actor = NODIRA, **fields: Any) -> None:
        """The link is made; with a telephone number its message leaves."""
        await self.do(GuestInvite, actor, link_id=link_id, conversation_id=TALK, **INTERPRETER | fields)
        await self.sender.work(Backstage(self.town.bus, self.town.hub, self.town.clock))
        await self.town.react()

    async def taken(self, **fields: Any) -> None:
        await self.talk()
        await self.invite(**fields)
        await self.do(GuestTake, link_id=LINK, language="ru")

    async def knocking(self, **fields: Any) -> None:
        await self.taken()
        await self.do(GuestKnock, guest(), link_id=LINK, **fields)

    async def inside(self) -> None:
        await self.knocking()
        await self.do(GuestAdmit, CREW, link_id=LINK)

    async def record(self) -> None:
        """Both agree, and a worker records."""
        await self.do(
            recording.RecordingAsk, NODIRA, recording_id=RECORDING, conversation_id=TALK, text_version=TEXT_VERSION
        )
        await self.do(recording.RecordingConsent, CREW, recording_id=RECORDING, text_version=TEXT_VERSION)

    async def link(self, link_id: str = LINK) -> GuestLink:
        async with self.town.bus.reading() as reading:
            return await reading.get(KIND, link_id, GuestLink)

    async def conversation(self) -> Conversation:
        async with self.town.bus.reading() as reading:
            return await reading.get("conversation", TALK, Conversation)

    async def recording(self) -> Recording:
        async with self.town.bus.reading() as reading:
            return await reading.get("recording", RECORDING, Recording)

    async def facts(self, *kinds: type[Event]) -> list[Any]:
        return [happened.event for happened in await self.town.events(*kinds)]

    @property
    def ticket(self) -> str:
        """Of the newest message."""
        found = re.search(rf"{re.escape(PUBLIC_BASE)}/g/([\w-]{{22}})", self.gateway.given[-1].body)
        assert found is not None, self.gateway.given[-1].body
        return found[1]

    @asynccontextmanager
    async def served(self, built: Path) -> AsyncIterator[Client]:
        """The page, as the server guards it."""
        (built / "guest").mkdir(parents=True, exist_ok=True)
        (built / "guest" / "index.html").write_text("<!doctype html><title>page</title>")
        door = FrontDoor(
            bus=self.town.bus, hub=self.town.hub, tickets=self.town.tickets, actors=self.sessions,
            now_ms=self.town.clock, settings=Settings(), built=built, demo=False, public_base="http://127.0.0.1",
        )  # fmt: skip
        middlewares = [security_headers(False), errors_told, origin_allowed("http://127.0.0.1", ())]
        application = web.Application(middlewares=middlewares)
        application.add_routes(routes(door))
        async with TestClient(TestServer(application)) as client:
            yield client


@asynccontextmanager
async def hall(folder: Path) -> AsyncIterator[Hall]:
    made = Hall(folder)
    async with made.town:
        yield made


async def refused(made: Hall, kind: type[Command], actor: Actor | None = None, **fields: Any) -> Code:
    with pytest.raises(Refused) as caught:
        await made.do(kind, actor, **{"link_id": LINK, **fields})
    return caught.value.code

"""A town in which somebody has called 103 from a yard: every slice as the server joins them, and the caller's pages in
front of it."""

import re
import struct
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
from media.caller.domain.link import KIND, CallerLink
from media.caller.http import routes
from people.domain import rights
from people.sessions import Sessions
from signaling.consequences import Backstage
from signaling.files import Files
from signaling.front_door import FrontDoor
from signaling.http import errors_told, origin_allowed, security_headers
from signaling.protocol import assignments, brigades, hospitals, incidents
from signaling.protocol.base import Command, Event, Point
from signaling.protocol.caller import (
    CallerLinkAddPicture,
    CallerLinkAgree,
    CallerLinkOfferLive,
    CallerLinkPlace,
    CallerLinkSay,
    CallerLinkSend,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Role, Screens, system
from signaling.store.files import MemoryFileRecords
from signaling.testing import Town, person
from sms.adapters.catalogue import Catalogue
from sms.composing import composer
from sms.sender import Sender
from tests.sms.desk import PUBLIC_BASE, Scripted

NODIRA = person(Role.DISPATCHER, "Nodira A.")
BAHROM = person(Role.DISPATCHER, "Bahrom T.")
ADMIN = person(Role.ADMINISTRATOR, "Rustam A.")
CENTRE = Point(lon=66.95, lat=39.65)
TELEPHONE = "+998 90 123-45-67"
LINK = "0199aaaa-0000-7000-8000-0000000000c1"
SECOND_LINK = "0199aaaa-0000-7000-8000-0000000000c2"
INCIDENT = "0199aaaa-0000-7000-8000-0000000000b1"
PICTURE = "0199aaaa-0000-7000-8000-0000000000a1"
CONSENT = "2026-11"
Client = TestClient[web.Request, web.Application]


class NoScreens:
    """Nobody is connected."""

    def tell(self, audience: object, message: object) -> None: ...

    def tell_session(self, session_id: str, message: object) -> None: ...


class Workers(Late):
    """Media workers' processes that are connected, as the test says."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def connected(self, role: Role) -> Collection[str]:
        return self.names


def guest(link_id: str = LINK) -> Actor:
    return Actor(id=link_id, role=Role.GUEST, sign_in_id="guest's")


def crew(brigade_id: str) -> Actor:
    return Actor(id=brigade_id, role=Role.CREW, name=brigade_id, brigade_id=brigade_id)


class Yard:
    """What people do there, in short words."""

    def __init__(self, folder: Path) -> None:
        self.workers = Workers()
        screens: Screens = NoScreens()
        live = LivePositions(MemoryPositions(), screens)
        self.gateway = Scripted()
        slices = all_slices(
            Settings(data_dir=str(folder)), self.workers, live, GeographyClient(folder), {"sms": self.gateway}
        )
        self.town = Town(slices, rights=wiring.Rights(), sees=rights.may_see)
        self.sender = Sender({"sms": self.gateway}, composer(self._issue, PUBLIC_BASE, Catalogue().say), lambda: 0.5)
        self.sessions = Sessions(self.town.bus.reading, self.town.clock)
        self.town.hub.listen(lambda row, event: self.sessions.hear(event))
        self.files = Files(MemoryFileRecords(), folder / "files", self.town.clock)

    async def _issue(self, *, purpose: str, about: str, holder: str, lives_ms: int, uses: int) -> str:
        tickets = self.town.tickets
        return await tickets.issue(purpose=purpose, about=about, holder=holder, lives_ms=lives_ms, uses=uses)

    async def do(self, kind: type[Command], actor: Actor | None = None, **fields: Any) -> Any:
        """A wish, and what follows from it."""
        self.town.now_ms += 10
        result = await self.town.do(self.town.wish(kind, **fields), actor)
        await self.town.react()
        return result

    async def incident(self, incident_id: str = INCIDENT, number: str = TELEPHONE) -> None:
        await self.do(
            incidents.OpenIncident, NODIRA, incident_id=incident_id, reason="chest_pain", point=CENTRE,
            caller=incidents.Caller(number=number),
        )  # fmt: skip

    async def brigade(self, brigade_id: str) -> None:
        await self.do(hospitals.AddStation, ADMIN, station_id=f"s {brigade_id}", name="1-stansiya", point=CENTRE)
        await self.do(
            brigades.AddBrigade, ADMIN, brigade_id=brigade_id, callsign=brigade_id,
            profile=brigades.Profile.GENERAL, station_id=f"s {brigade_id}",
        )  # fmt: skip
        await self.do(brigades.ComeOnShift, brigade_id=brigade_id)

    async def assign(self, brigade_id: str) -> str:
        done = await self.do(assignments.AssignBrigade, NODIRA, incident_id=INCIDENT, brigade_id=brigade_id)
        return str(done["assignment_id"])

    async def send(self, link_id: str = LINK, **fields: Any) -> None:
        """The desk asks for the camera, and the message leaves."""
        wanted = {"incident_id": INCIDENT, "language": "uz", **fields}
        await self.do(CallerLinkSend, NODIRA, link_id=link_id, **wanted)
        await self.sender.work(Backstage(self.town.bus, self.town.hub, self.town.clock))
        await self.town.react()

    async def agreed(self) -> None:
        """An incident with a link to whose page the caller has agreed."""
        await self.incident()
        await self.send()
        await self.do(CallerLinkAgree, link_id=LINK, text_version=CONSENT, language="ru")

    async def link(self, link_id: str = LINK) -> CallerLink:
        async with self.town.bus.reading() as reading:
            return await reading.get(KIND, link_id, CallerLink)

    async def facts(self, *kinds: type[Event]) -> list[Any]:
        return [happened.event for happened in await self.town.events(*kinds)]

    @property
    def ticket(self) -> str:
        """Of the newest message."""
        found = re.search(rf"{re.escape(PUBLIC_BASE)}/c/([\w-]{{22}})", self.gateway.given[-1].body)
        assert found is not None, self.gateway.given[-1].body
        return found[1]

    def front_door(self, built: Path) -> FrontDoor:
        (built / "caller").mkdir(parents=True, exist_ok=True)
        (built / "caller" / "index.html").write_text("<!doctype html><title>page</title>")
        return FrontDoor(
            bus=self.town.bus, hub=self.town.hub, tickets=self.town.tickets, actors=self.sessions,
            now_ms=self.town.clock, settings=Settings(), built=built, demo=False, public_base="http://127.0.0.1",
        )  # fmt: skip

    @asynccontextmanager
    async def served(self, built: Path) -> AsyncIterator[Client]:
        """The pages, as the server guards them."""
        middlewares = [security_headers(False), errors_told, origin_allowed("http://127.0.0.1", ())]
        application = web.Application(middlewares=middlewares, client_max_size=1024 * 1024)
        application.add_routes(routes(self.front_door(built), self.files))
        async with TestClient(TestServer(application)) as client:
            yield client


@asynccontextmanager
async def yard(folder: Path) -> AsyncIterator[Yard]:
    made = Yard(folder)
    async with made.town:
        yield made


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def a_jpeg(*beside: bytes, width: int = 1600, height: int = 1200, scan: bytes = b"\x12\x34") -> bytes:
    """A picture as far as its segments go; ``beside`` stands between its head and its frame."""
    jfif = segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")
    tables = segment(0xDB, bytes(65)) + segment(0xC4, bytes(20))
    frame = segment(0xC0, struct.pack(">BHHB", 8, height, width, 3) + bytes(9))
    return b"\xff\xd8" + jfif + b"".join(beside) + tables + frame + segment(0xDA, bytes(10)) + scan + b"\xff\xd9"


async def refused(made: Yard, kind: type[Command], actor: Actor | None, **fields: Any) -> Code:
    with pytest.raises(Refused) as told:
        await made.do(kind, actor, **fields)
    return told.value.code


FILE = "ab" * 32
HERE: dict[str, Any] = {"point": CENTRE, "accuracy_metres": 30.0, "at_device_ms": 5}
SENDINGS: list[tuple[type[Command], Actor, dict[str, Any]]] = [
    (CallerLinkPlace, guest(), HERE),
    (CallerLinkSay, guest(), {"message_id": "m1", "text": "tez"}),
    (CallerLinkAddPicture, system("http"), {"picture_id": PICTURE, "file_id": FILE, "width": 9, "height": 9}),
    (CallerLinkOfferLive, guest(), {}),
]
"""What a guest may send through a link that is agreed to."""

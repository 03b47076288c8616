"""A town in which a physician has asked and a specialist has accepted, and the routes of files in front of it."""

import base64
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer

from brigade_app.positions.live import LivePositions
from brigade_app.store import MemoryPositions
from config import wiring
from config.settings import Settings
from config.slices import Late, all_slices
from consult_room.files.domain.files import KIND, ConsultFile, ConsultFiles
from consult_room.files.http import routes
from consult_room.files.judging import judge_all
from geography.client import GeographyClient
from people.domain import rights
from people.sessions import Sessions, hash_of
from signaling.consequences import Backstage
from signaling.files import Files
from signaling.front_door import COOKIE, FrontDoor
from signaling.http import errors_told, origin_allowed, security_headers
from signaling.protocol.base import Command
from signaling.protocol.consult_files import FileAnnounce
from signaling.protocol.consult_room import ConsultAccept, ConsultAsk
from signaling.protocol.duty import DutyAdd
from signaling.protocol.people import PersonAdd, SignInOpen
from signaling.slice import Actor, Audience, Role
from signaling.store.files import MemoryFileRecords
from signaling.store.uploads import MemoryLongFileRecords
from signaling.testing import Town, person
from signaling.uploads import LongFiles
from sms.adapters.page import PageGateway

KARIMOV = person(Role.PHYSICIAN, "Sh. Karimov")
RASULOVA = person(Role.SPECIALIST, "D. Rasulova")
STRANGER = person(Role.SPECIALIST, "N. Li")
PART = 4096
Client = TestClient[web.Request, web.Application]


class Told:
    """What screens were told past the journal."""

    def __init__(self) -> None:
        self.words: list[tuple[str, msgspec.Struct]] = []

    def tell(self, audience: Audience, message: msgspec.Struct) -> None:
        self.words.append((str(audience), message))

    def tell_session(self, session_id: str, message: msgspec.Struct) -> None: ...


class House:
    """``async with house(folder) as made``: Karimov's consult is accepted by Rasulova."""

    def __init__(self, folder: Path) -> None:
        late = Late()
        self.screens = Told()
        live = LivePositions(MemoryPositions(), self.screens)
        settings = Settings(data_dir=str(folder))
        gateway = PageGateway(folder / "messages.json", lambda: 0)
        slices = all_slices(settings, late, live, GeographyClient(folder), {"sms": gateway})
        self.town = Town(slices, rights=wiring.Rights(), sees=rights.may_see)
        self.sessions = Sessions(self.town.bus.reading, self.town.clock)
        self.town.hub.listen(lambda row, event: self.sessions.hear(event))
        self.folder = folder / "files"
        self.sealed = late.files = Files(MemoryFileRecords(), self.folder, self.town.clock)
        self.files = late.long_files = LongFiles(self.sealed, MemoryLongFileRecords(), self.town.clock, part_bytes=PART)
        self.consult_id = str(uuid4())
        self.client: Client
        self.cookies: dict[str, dict[str, str]] = {}

    async def do(self, wanted: type[Command], actor: Actor | None = None, **fields: Any) -> Any:
        """A wish, as it would come over the wire, and what follows from it."""
        self.town.now_ms += 10
        result = await self.town.do(self.town.wish(wanted, **fields), actor)
        await self.town.react()
        return result

    async def consult(self) -> None:
        for actor in (KARIMOV, RASULOVA, STRANGER):
            await self.sign_in(actor)
        await self.do(
            ConsultAsk, KARIMOV, consult_id=self.consult_id, specialty="cardiology", urgency="emergency",
            question="ST?", age_years=61, sex="male",
        )  # fmt: skip
        await self.do(ConsultAccept, RASULOVA, consult_id=self.consult_id)

    async def sign_in(self, actor: Actor) -> None:
        token, sign_in_id = f"token-of-{actor.id}", str(uuid4())
        await self.do(PersonAdd, person_id=actor.id, login=actor.id, name=actor.name, role=actor.role, language="uz")
        fields: dict[str, Any] = {"sign_in_id": sign_in_id, "token_hash": hash_of(token)}
        await self.do(SignInOpen, person_id=actor.id, device="browser", **fields)
        if actor is RASULOVA:
            await self.do(
                DutyAdd, duty_id=str(uuid4()), person_id=actor.id, specialty="cardiology", from_ms=self.town.now_ms
            )
        self.cookies[actor.id] = {"Cookie": f"{COOKIE}={token}"}

    async def announce(self, name: str, content: bytes, actor: Actor = KARIMOV, **more: Any) -> str:
        fields = {"kind": "photograph", "size": len(content), "digest": hashlib.sha256(content).hexdigest(), **more}
        file_id = str(more.pop("file_id", uuid4()))
        fields.pop("file_id", None)
        await self.do(FileAnnounce, actor, consult_id=self.consult_id, file_id=file_id, name=name, **fields)
        return file_id

    async def file(self, file_id: str) -> ConsultFile:
        async with self.town.bus.reading() as reading:
            file = (await reading.get(KIND, self.consult_id, ConsultFiles)).file(file_id)
        assert file is not None
        return file

    async def judge(self) -> None:
        """What the worker does when it looks."""
        await judge_all(Backstage(self.town.bus, self.town.hub, self.town.clock), self.files)
        await self.town.react()

    async def add(self, name: str, content: bytes, actor: Actor = KARIMOV, **more: Any) -> ConsultFile:
        """From the announcement to the verdict."""
        browser = Browser(self, actor)
        file_id = await self.announce(name, content, actor, **more)
        assert (await browser.begin(file_id, len(content))).status == 201
        assert (await browser.patch(file_id, 0, content)).status == 204
        await self.judge()
        return await self.file(file_id)


class Browser:
    """Somebody's browser."""

    def __init__(self, made: House, actor: Actor) -> None:
        self.house = made
        self.headers = {**made.cookies.get(actor.id, {}), "Tus-Resumable": "1.0.0"}
        self.uploads = f"/consult/{made.consult_id}/uploads"

    async def begin(self, file_id: str, size: int) -> ClientResponse:
        told = base64.b64encode(file_id.encode()).decode()
        headers = {**self.headers, "Upload-Length": str(size), "Upload-Metadata": f"file_id {told}"}
        return await self.house.client.post(self.uploads, headers=headers)

    async def patch(self, file_id: str, at: int, content: Any, **headers: str) -> ClientResponse:
        place = {"Upload-Offset": str(at), "Content-Type": "application/offset+octet-stream"}
        return await self.house.client.patch(
            f"{self.uploads}/{file_id}", headers={**self.headers, **place, **headers}, data=content
        )

    async def head(self, file_id: str) -> ClientResponse:
        return await self.house.client.head(f"{self.uploads}/{file_id}", headers=self.headers)

    async def get(self, file_id: str, what: str, **headers: str) -> ClientResponse:
        place = f"/consult/{self.house.consult_id}/files/{file_id}/{what}"
        return await self.house.client.get(place, headers={**self.headers, **headers})


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
        application.add_routes(routes(door, made.files, made.screens))
        async with TestClient(TestServer(application)) as client:
            made.client = client
            await made.consult()
            yield made

"""What was sent to a consult goes when the record's time is over, on the server as it is wired."""

import asyncio
import base64
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
import pytest
import sqlalchemy as sa
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from config import wiring
from config.settings import Settings
from config.trial import fixed_id, people
from consult_room.files.domain.files import KIND, MARK, ConsultFiles, Mark
from consult_room.trust.domain.access import KIND as ACCESS
from consult_room.trust.domain.access import RecordAccess
from consult_room.trust.domain.keeping import YEAR_MS
from signaling import clock, rebuild
from signaling.journal import tag_of
from signaling.protocol.base import Command
from signaling.protocol.consult_files import FileAnnounce, FileDraw
from signaling.protocol.consult_room import ConsultAsk, ConsultCancel
from signaling.protocol.trust import RecordEndHold, RecordErase, RecordHold
from signaling.slice import Actor, Role, system
from signaling.store import tables
from tests.consult_room.files.samples import TEXT, pdf, picture

KARIMOV = Actor(fixed_id("karimov"), Role.PHYSICIAN, "Karimov", sign_in_id=fixed_id("sign-in karimov"))
ADMIN = Actor(fixed_id("admin"), Role.ADMINISTRATOR, "Admin")
DRAWN = 0.123456789
WITHIN_S = 60


class Running:
    """A server in this process, whose clock can be moved."""

    def __init__(self, folder: Path, service: wiring.Service, client: TestClient[web.Request, web.Application]) -> None:
        self.folder = folder / "files"
        self.service = service
        self.client = client

    async def do(self, word: type[Command], actor: Actor, **fields: Any) -> Any:
        door = self.service.node.door
        body = {"type": tag_of(word), "id": door.new_id(), "made_at_ms": door.now_ms(), **fields}
        return await door.submit(msgspec.convert(body, word), actor)

    async def ask_a_consult(self) -> str:
        consult_id = str(uuid4())
        asked = {"specialty": "neurology", "urgency": "planned", "question": "A study", "age_years": 50}
        await self.do(ConsultAsk, KARIMOV, consult_id=consult_id, sex="female", **asked)
        return consult_id

    async def send(self, consult_id: str, name: str, content: bytes, *, upto: int | None = None) -> str:
        """The file's id; of a picture a browser's own preview comes too. ``upto``: no more of it comes."""
        file_id = str(uuid4())
        kind = "photograph" if name.endswith("jpg") else "document"
        about = {"consult_id": consult_id, "file_id": file_id}
        digest = hashlib.sha256(content).hexdigest()
        size = len(content)
        await self.do(FileAnnounce, KARIMOV, **about, kind=kind, name=name, size=size, digest=digest, title="canary")
        tus = {"Tus-Resumable": "1.0.0"}
        uploads = f"/consult/{consult_id}/uploads"
        told = f"file_id {base64.b64encode(file_id.encode()).decode()}"
        headers = {**tus, "Upload-Length": str(len(content)), "Upload-Metadata": told}
        assert (await self.client.post(uploads, headers=headers)).status == 201
        if kind == "photograph":
            place = f"/consult/{consult_id}/files/{file_id}/preview"
            jpeg = {"Content-Type": "image/jpeg"}
            assert (await self.client.post(place, data=picture(32, 24), headers=jpeg)).status == 204
        start = {**tus, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        answer = await self.client.patch(f"{uploads}/{file_id}", headers=start, data=content[:upto])
        assert answer.status == 204
        return file_id

    async def full_consult(self) -> tuple[str, list[str]]:
        """A picture that is drawn upon, a document of two pages, and one that has not come whole."""
        consult_id = await self.ask_a_consult()
        file_ids = [
            await self.send(consult_id, "canary.jpg", picture(640, 480)),
            await self.send(consult_id, "canary.pdf", pdf(2)),
        ]
        await self.until(lambda: self._kept(consult_id, 2))
        mark = {"mark_id": str(uuid4()), "shape": "line", "points": [[DRAWN, 0.1], [0.2, 0.2]], "colour": "cyan"}
        await self.do(FileDraw, KARIMOV, consult_id=consult_id, file_id=file_ids[0], **mark)
        file_ids.append(await self.send(consult_id, "canary.txt", TEXT, upto=20))
        await self.do(ConsultCancel, KARIMOV, consult_id=consult_id, reason="no_longer_needed")
        return consult_id, file_ids

    async def _kept(self, consult_id: str, wanted: int) -> bool:
        async with self.service.node.bus.reading() as reading:
            state = await reading.get(KIND, consult_id, ConsultFiles)
        return sum(1 for one in state.files if one.state == "kept") == wanted

    async def gone(self, consult_id: str) -> bool:
        async with self.service.node.bus.reading() as reading:
            access = await reading.get(ACCESS, consult_id, RecordAccess)
            marks = await reading.find(MARK, Mark, consult_id=consult_id, forgotten=False)
        return access.erased and not access.to_erase and not marks

    async def lies(self, wanted: set[str]) -> bool:
        return self.lying() == wanted

    async def until(self, there: Callable[[], Awaitable[bool]]) -> None:
        async with asyncio.timeout(WITHIN_S):
            while True:
                if await there():
                    return
                await asyncio.sleep(0.05)

    def lying(self) -> set[str]:
        """The names of all files on the disk: each is a sealed part, a preview or a page."""
        return {path.name for path in self.folder.rglob("*") if path.is_file()}

    async def parts(self, file_ids: list[str]) -> set[str]:
        """Those of these files, by what the database says."""
        subjects = [f"long_file:{id}" for id in file_ids]
        wanted = sa.select(tables.file.c.id).where(tables.file.c.subject.in_(subjects))
        async with self.service.store.readers.connect() as connection:
            return {row.id for row in await connection.execute(wanted)}

    async def words_left(self, consult_id: str) -> list[str]:
        """Where the journal or a state table still knows what was written or drawn in this consult."""
        async with self.service.store.reading() as look:
            rows = await look.thread(consult_id, 1_000_000)
            found = [row.type for row in rows if _tells(f"{row.body} {row.personal}")]
            for kind in self.service.tables.aggregates:
                states = [stored.state.decode() for stored in await look.find(kind, {}, 10_000)]
                found += [kind for state in states if consult_id in state and _tells(state)]
        return found


def _tells(text: str) -> bool:
    return "canary" in text or str(DRAWN) in text


@pytest.fixture
async def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Running, list[int]]]:
    ahead_ms = [0]
    real = clock.now_ms
    settings = Settings(data_dir=str(tmp_path))
    peopled = await people(settings, brigades=1, on_shift=False)
    monkeypatch.setattr(clock, "now_ms", lambda: real() + ahead_ms[0])
    service = wiring.build(settings)
    cookies = {"tez_session": peopled.tokens["karimov"]}
    async with TestClient(TestServer(service.application), cookies=cookies) as client:
        yield Running(tmp_path, service, client), ahead_ms


async def test_ct11_ct12_after_its_years_no_part_preview_page_or_mark_is_left_and_what_is_held_keeps_them(
    running: tuple[Running, list[int]],
) -> None:
    """Rules [CT11], [CT12]: only the eraser as it runs in the server is at work."""
    server, ahead_ms = running
    goes, its_files = await server.full_consult()
    stays, kept_files = await server.full_consult()
    await server.do(RecordHold, ADMIN, consult_id=stays, reason="canary: a court asks")
    its_parts, kept_parts = await server.parts(its_files), await server.parts(kept_files)
    assert len(its_parts) >= 8, "a picture in its sizes with two previews, a document with pages, a part of a text"
    assert its_parts | kept_parts == server.lying()
    in_the_record = await server.parts(kept_files[:2])
    ahead_ms[0] = Settings().consult_years * YEAR_MS + 60_000
    # What changes in any record makes the eraser look; by itself it does every hour.
    await server.do(RecordHold, ADMIN, consult_id=await server.ask_a_consult(), reason="Another")
    await server.until(lambda: server.gone(goes))
    # What never came whole is no part of a record, held or not: it was given up long ago (rule [CF9]).
    await server.until(lambda: server.lies(in_the_record))
    assert await server.parts(its_files) == set()
    assert await server.words_left(goes) == []
    assert await server.words_left(stays) != []
    await server.do(RecordEndHold, ADMIN, consult_id=stays, reason="canary: it was settled")
    await server.until(lambda: server.gone(stays))
    assert server.lying() == set()
    assert await server.words_left(stays) == []
    found = await rebuild.check(server.service.tables, server.service.store)
    assert found.differences == []


async def test_ct11_what_a_crash_left_without_its_files_is_erased_by_the_next_run(
    running: tuple[Running, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rule [CT11]: the disk fails in the middle; the record waits to be erased until it is."""
    server, _ = running
    goes, its_files = await server.full_consult()
    before = Path.unlink
    failed: list[str] = []

    def fails(path: Path, missing_ok: bool = False) -> None:
        if server.folder in path.parents and not failed:
            failed.append(path.name)
            raise OSError("the disk is away")
        before(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", fails)
    await server.do(RecordErase, system("a test"), consult_id=goes)
    await server.until(lambda: server.gone(goes))
    assert failed
    assert server.lying() == set()
    assert await server.parts(its_files) == set()

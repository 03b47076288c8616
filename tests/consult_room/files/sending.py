"""Sends a large file to a real server over a link that breaks, and says what came of it.

``python -m tests.consult_room.files.sending --megabytes 200 --breaks 10`` prints the figures as one line of JSON.
"""

import argparse
import asyncio
import base64
import hashlib
import io
import json
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp

from signaling.client import Client
from signaling.protocol.consult_files import FileAnnounce
from signaling.protocol.consult_room import ConsultAsk
from tests.consult_room.files.breaking_link import BreakingLink
from tests.fixtures.server import TezServer, people, running

MEGABYTE = 1024 * 1024
MARK = b"THIS STANDS IN THE FILE AND NOWHERE ON THE DISK."
DICOM_HEAD = bytes(128) + b"DICM" + b"\x02\x00\x00\x00UL\x04\x00" + bytes(4)
WITHIN_S = 600


def content_of(megabytes: int) -> bytes:
    """A DICOM document of this size whose pieces all differ."""
    written = bytearray(DICOM_HEAD)
    number = 0
    while len(written) < megabytes * MEGABYTE:
        block = hashlib.sha256(number.to_bytes(8)).digest() * 63 + MARK
        written += block
        number += 1
    return bytes(written[: megabytes * MEGABYTE])


class Sender:
    """A browser, as far as files go."""

    def __init__(self, http: aiohttp.ClientSession, base: Callable[[], str], consult_id: str, file_id: str) -> None:
        self._http = http
        self._base = base
        self._uploads = f"/consult/{consult_id}/uploads"
        self._file_id = file_id
        self.requests = 0
        self.resumed_at: list[int] = []

    async def send(self, content: bytes) -> None:
        told = {
            "Upload-Length": str(len(content)),
            "Upload-Metadata": f"file_id {base64.b64encode(self._file_id.encode()).decode()}",
        }
        await self._until_answered("POST", self._uploads, told)
        at = 0
        while at < len(content):
            try:
                self.requests += 1
                answer = await self._ask("PATCH", f"{self._uploads}/{self._file_id}", _place(at), content[at:])
                at = int(answer.headers["Upload-Offset"])
            except (aiohttp.ClientError, OSError):
                answer = await self._until_answered("HEAD", f"{self._uploads}/{self._file_id}", {})
                at = int(answer.headers["Upload-Offset"])
                self.resumed_at.append(at)

    async def _until_answered(self, method: str, path: str, headers: dict[str, str]) -> aiohttp.ClientResponse:
        while True:
            try:
                self.requests += 1
                return await self._ask(method, path, headers)
            except (aiohttp.ClientError, OSError):
                await asyncio.sleep(0.05)

    async def _ask(
        self, method: str, path: str, headers: dict[str, str], body: bytes | None = None
    ) -> aiohttp.ClientResponse:
        told = {"Tus-Resumable": "1.0.0", **headers}
        sent = io.BytesIO(body or b"")
        async with self._http.request(method, self._base() + path, headers=told, data=sent) as answer:
            await answer.read()
            if answer.status >= 400:
                raise aiohttp.ClientError(str(answer.status))
            return answer


def _place(at: int) -> dict[str, str]:
    return {"Upload-Offset": str(at), "Content-Type": "application/offset+octet-stream"}


async def sent_over_a_breaking_link(folder: Path, megabytes: int, breaks: int) -> dict[str, Any]:
    """Figures. Raises AssertionError when what lies there is not what was sent."""
    content = content_of(megabytes)
    digest = hashlib.sha256(content).hexdigest()
    server = TezServer(folder)
    peopled = await people(server.settings())
    with running(server):
        async with _consult(server, peopled.tokens) as (karimov, token, consult_id):
            file_id = str(uuid4())
            wish = FileAnnounce(
                **karimov.envelope(), consult_id=consult_id, file_id=file_id, kind="imaging", name="study.dcm",
                size=len(content), digest=digest,
            )  # fmt: skip
            await karimov.do(wish)
            places = [len(content) * (n + 1) // (breaks + 1) for n in range(breaks)]
            began = time.monotonic()
            async with BreakingLink(server.port, places) as link:
                cookies = {"tez_session": token}
                async with aiohttp.ClientSession(cookies=cookies) as http:
                    sender = Sender(http, lambda: f"http://127.0.0.1:{link.port}", consult_id, file_id)
                    await sender.send(content)
                came_s = time.monotonic() - began
                assert link.broken == breaks
            async with aiohttp.ClientSession(cookies=cookies) as http:
                place = f"{server.url}/consult/{consult_id}/files/{file_id}/content"
                returned = await _digest_once_there(http, place)
            verified_s = time.monotonic() - began - came_s
            memory = await asyncio.to_thread(_memory_mb, server)
    assert returned == hashlib.sha256(bytes(128) + content[128:]).hexdigest()
    lies = await asyncio.to_thread(_sealed, folder)
    return {
        "megabytes": megabytes, "breaks": link.broken, "resumed": len(sender.resumed_at), "requests": sender.requests,
        "sent_twice_mb": round((link.carried - len(content)) / MEGABYTE, 2), "came_s": round(came_s, 1),
        "verified_and_read_s": round(verified_s, 1), "server_peak_mb": memory, "sealed_parts": lies,
        "sha256_equal": True,
    }  # fmt: skip


async def sent_while_the_server_is_killed(folder: Path, megabytes: int) -> dict[str, Any]:
    """Figures of a file in the middle of whose sending the server is killed and started again."""
    content = content_of(megabytes)
    server = TezServer(folder)
    peopled = await people(server.settings())
    with running(server):
        consult_id, file_id = await _announced(server, peopled.tokens, content)
        async with (
            BreakingLink(server.port, []) as link,
            aiohttp.ClientSession(cookies={"tez_session": peopled.tokens["karimov"]}) as http,
        ):
            sender = Sender(http, lambda: f"http://127.0.0.1:{link.port}", consult_id, file_id)
            sending = asyncio.create_task(sender.send(content))
            await link.has_carried(len(content) // 2)
            assert not sending.done()
            await asyncio.to_thread(server.kill)
            await asyncio.to_thread(server.start)
            await sending
            returned = await _digest_once_there(http, _place_of(server, consult_id, file_id))
    assert returned == hashlib.sha256(bytes(128) + content[128:]).hexdigest()
    return {"resumed_at": sender.resumed_at, "sealed_parts": await asyncio.to_thread(_sealed, folder)}


async def sent_side_by_side(folder: Path, megabytes: int) -> dict[str, Any]:
    """Figures of one file that two pages of the same person send at once, as after "resume" in a second window."""
    content = content_of(megabytes)
    server = TezServer(folder)
    peopled = await people(server.settings())
    with running(server):
        consult_id, file_id = await _announced(server, peopled.tokens, content)
        async with aiohttp.ClientSession(cookies={"tez_session": peopled.tokens["karimov"]}) as http:
            senders = [Sender(http, lambda: server.url, consult_id, file_id) for _ in range(2)]
            async with asyncio.timeout(WITHIN_S):
                await asyncio.gather(*(sender.send(content) for sender in senders))
            returned = await _digest_once_there(http, _place_of(server, consult_id, file_id))
    assert returned == hashlib.sha256(bytes(128) + content[128:]).hexdigest()
    lies = await asyncio.to_thread(_sealed, folder)
    return {"requests": [sender.requests for sender in senders], "sealed_parts": lies}


async def _announced(server: TezServer, tokens: dict[str, str], content: bytes) -> tuple[str, str]:
    """The ids of a consult and of the file that is to come into it."""
    async with _consult(server, tokens) as (karimov, _, consult_id):
        file_id = str(uuid4())
        wish = FileAnnounce(
            **karimov.envelope(), consult_id=consult_id, file_id=file_id, kind="imaging", name="study.dcm",
            size=len(content), digest=hashlib.sha256(content).hexdigest(),
        )  # fmt: skip
        await karimov.do(wish)
    return consult_id, file_id


def _place_of(server: TezServer, consult_id: str, file_id: str) -> str:
    return f"{server.url}/consult/{consult_id}/files/{file_id}/content"


@asynccontextmanager
async def _consult(server: TezServer, tokens: dict[str, str]) -> AsyncIterator[tuple[Client, str, str]]:
    consult_id = str(uuid4())
    token = tokens["karimov"]
    async with server.client(token) as karimov:
        wish = ConsultAsk(
            **karimov.envelope(), consult_id=consult_id, specialty="neurology", urgency="planned", question="A study",
            age_years=50, sex="female",
        )  # fmt: skip
        await karimov.do(wish)
        yield karimov, token, consult_id


async def _digest_once_there(http: aiohttp.ClientSession, place: str) -> str:
    """SHA-256 of what is given back, once the file stands in the record."""
    async with asyncio.timeout(WITHIN_S):
        while True:
            async with http.get(place) as answer:
                if answer.status == 200:
                    whole = hashlib.sha256()
                    async for piece in answer.content.iter_any():
                        whole.update(piece)
                    return whole.hexdigest()
            await asyncio.sleep(0.2)


def _sealed(folder: Path) -> int:
    """How many files lie there; none of them, nor the database, holds what was sent."""
    lies = [path for path in folder.rglob("*") if path.is_file()]
    assert not any(MARK in path.read_bytes() for path in lies)
    return sum(1 for path in lies if folder / "files" in path.parents)


def _memory_mb(server: TezServer) -> int:
    """The most that the server ever held."""
    assert server.child is not None
    status = Path(f"/proc/{server.child.process.pid}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) // 1024


async def main() -> None:
    given = argparse.ArgumentParser()
    given.add_argument("--megabytes", type=int, default=200)
    given.add_argument("--breaks", type=int, default=10)
    wanted = given.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(await sent_over_a_breaking_link(Path(folder), wanted.megabytes, wanted.breaks)))


if __name__ == "__main__":
    asyncio.run(main())

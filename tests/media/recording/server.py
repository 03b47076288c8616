"""The doors of recordings in front of a house: what workers send comes in here, and what people play goes out."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from media.recording import http
from media.recording.recorder import Part
from media.worker_keys import WorkerKeys
from signaling.front_door import FrontDoor
from signaling.http import errors_told
from signaling.protocol.recording import (
    RecordingInspect,
    RecordingPartKept,
    RecordingWatch,
)
from signaling.slice import Actor
from tests.media.recording.house import AUDITOR, CREW, DOCTOR, KEYS, NODIRA, OTHER_DOCTOR, House
from tests.media.recording.samples import recorded

KEY, OTHER_KEY = "k" * 32, "o" * 32
PARTS = recorded(700, 1750)


@dataclass
class Cookies:
    """Who stands behind a session's cookie."""

    known: dict[str, Actor]

    async def actor_for(self, token: str) -> Actor | None:
        return self.known.get(token)

    async def made_by(self, actor: Actor, by: str, made_at_ms: int) -> bool:
        return True


@dataclass
class Server:
    """The routes of recordings in front of a house."""

    house: House
    client: TestClient[Any, Any]
    reel_id: str

    async def post(self, part: Part, *, key: str | None = KEY, **changed: Any) -> tuple[int, dict[str, Any]]:
        """A part of Nodira's, as a worker sends it."""
        data = changed.pop("data", part.data)
        number = changed.pop("number", part.number)
        reel_id = changed.pop("reel_id", self.reel_id)
        fields = {
            "take": part.take, "key": changed.pop("of", KEYS[NODIRA.name]), "endpoint": "device of Nodira A.",
            "filmed": "person", "from_ms": part.from_ms, "until_ms": part.until_ms, "digest": part.digest,
        }  # fmt: skip
        answer = await self.client.post(
            f"/api/recordings/{self.house.recording_id}/reels/{reel_id}/parts/{number}",
            params={name: str(value) for name, value in {**fields, **changed}.items()}, data=data,
            headers={"Authorization": f"Bearer {key}"} if key else {},
        )  # fmt: skip
        return answer.status, await answer.json() if "json" in answer.content_type else {}

    async def end(self, parts: int) -> int:
        answer = await self.client.post(
            f"/api/recordings/{self.house.recording_id}/reels/{self.reel_id}/end", params={"parts": str(parts)},
            headers={"Authorization": f"Bearer {KEY}"},
        )  # fmt: skip
        return answer.status

    async def get(self, actor: Actor, viewing_id: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
        answer = await self.client.get(
            f"/api/recordings/{self.house.recording_id}/viewings/{viewing_id}/{self.reel_id}/0.webm",
            headers={"Cookie": f"tez_session={actor.id}", **headers},
        )  # fmt: skip
        return answer.status, await answer.read(), dict(answer.headers)


@asynccontextmanager
async def serving(house: House) -> AsyncIterator[Server]:
    town = house.town
    known = {actor.id: actor for actor in (NODIRA, CREW, DOCTOR, OTHER_DOCTOR, AUDITOR)}
    door = FrontDoor(
        bus=town.bus, hub=town.hub, tickets=town.tickets, actors=Cookies(known), now_ms=town.clock,
        settings=SimpleNamespace(), built=Path("/nowhere"), demo=False, public_base="http://127.0.0.1:8103",
    )  # fmt: skip
    keys = WorkerKeys(town.bus.reading, town.clock)
    town.hub.listen(lambda row, event: keys.hear(event))
    application = web.Application(middlewares=[errors_told], client_max_size=1024 * 1024)
    application.add_routes(http.routes(door, house.files, keys))
    async with TestClient(TestServer(application)) as client:
        yield Server(house, client, str(uuid4()))


async def kept(server: Server) -> list[RecordingPartKept]:
    events = [happened.event for happened in await server.house.town.events(RecordingPartKept)]
    return [event for event in events if isinstance(event, RecordingPartKept)]


async def stored(server: Server) -> None:
    """Everything came, and the recording is over."""
    for part in PARTS:
        assert (await server.post(part))[0] == 200
    assert await server.end(len(PARTS)) == 200
    await server.house.stop()


async def viewing(server: Server, actor: Actor = NODIRA) -> str:
    house = server.house
    if actor is AUDITOR:
        answer = await house.do(RecordingInspect, actor, recording_id=house.recording_id, reason="complaint")
    else:
        answer = await house.do(RecordingWatch, actor, recording_id=house.recording_id)
    return str(answer["viewing_id"])

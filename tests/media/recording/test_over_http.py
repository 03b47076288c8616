"""Parts come over HTTP from workers alone, in their order, and takes go to whoever has a viewing."""

import hashlib
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from media.recording import http
from media.recording.domain.decisions import DAY_MS
from media.recording.erasing import erase_forgotten
from media.recording.recorder import Part, chained
from media.recording.verifying import verify
from media.worker_keys import WorkerKeys, hash_of
from signaling.consequences import Backstage
from signaling.files import FileMissing
from signaling.front_door import FrontDoor
from signaling.http import errors_told
from signaling.protocol.forwarding import WorkerRevoke
from signaling.protocol.recording import (
    RecordingInspect,
    RecordingPartKept,
    RecordingShow,
    RecordingsList,
    RecordingWatch,
    RecordingWhole,
)
from signaling.protocol.refusals import Refused
from signaling.slice import Actor
from tests.media.recording.house import AUDITOR, CREW, DOCTOR, KEEP_DAYS, KEYS, NODIRA, OTHER_DOCTOR, House
from tests.media.recording.samples import decode, opus_frames, record, vp8_frames

KEY, OTHER_KEY = "k" * 32, "o" * 32
PARTS = record(vp8_frames(700, size=(64, 48)), opus_frames(1750))


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


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    """A recording that has run for 36 s."""
    house = House(tmp_path)
    house.worker_keys = {"w1": hash_of(KEY), "w2": hash_of(OTHER_KEY)}
    async with house, serving(house) as server:
        await house.run()
        house.town.now_ms += 36_000
        yield server


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


# -- from workers


async def test_parts_in_order_are_kept_sealed(server: Server, tmp_path: Path) -> None:
    """Rule [V5]."""
    assert len(PARTS) == 4
    for part in PARTS:
        assert await server.post(part) == (200, {"kept": part.number})
    assert [event.digest for event in await kept(server)] == [part.digest for part in PARTS]
    for part, event in zip(PARTS, await kept(server), strict=True):
        assert await server.house.files.get(event.file_id) == part.data
    on_disk = [path.read_bytes() for path in (tmp_path / "files").rglob("*") if path.is_file()]
    assert len(on_disk) == 4
    assert not any(b"OpusHead" in data or PARTS[1].data[100:140] in data for data in on_disk)


async def test_a_part_that_comes_again_is_kept_once(server: Server) -> None:
    for part in (PARTS[0], PARTS[0], PARTS[1], PARTS[0], PARTS[1]):
        assert (await server.post(part))[0] == 200
    assert [event.number for event in await kept(server)] == [0, 1]


async def test_out_of_order_is_told_what_is_expected(server: Server) -> None:
    """Rule [V5]."""
    status, told = await server.post(PARTS[1])
    assert (status, told["code"], told["details"]) == (409, "part_out_of_order", {"expected": 0})
    await server.post(PARTS[0])
    status, told = await server.post(PARTS[2])
    assert (status, told["details"]) == (409, {"expected": 1})
    assert (await server.post(PARTS[1]))[0] == 200
    assert (await server.post(PARTS[2]))[0] == 200


@pytest.mark.parametrize(
    "changed",
    [
        {"data": PARTS[0].data + b"\0"},
        {"digest": "0" * 64},
        {"digest": hashlib.sha256(PARTS[0].data).hexdigest()[::-1]},
        {"take": 1},
    ],
)
async def test_a_chain_that_does_not_hold_is_refused(server: Server, changed: dict[str, Any], tmp_path: Path) -> None:
    """Rule [V5]: and nothing of it stays."""
    status, told = await server.post(PARTS[0], **changed)
    assert (status, told["code"]) == (409, "chain_broken")
    assert await kept(server) == []
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []


async def test_another_second_part_does_not_replace_the_first_one(server: Server) -> None:
    await server.post(PARTS[0])
    await server.post(PARTS[1])
    other = PARTS[2].data
    status, told = await server.post(PARTS[1], data=other, digest=chained(PARTS[0].digest, other))
    assert (status, told["code"]) == (409, "part_out_of_order")
    assert [event.digest for event in await kept(server)] == [PARTS[0].digest, PARTS[1].digest]


async def test_what_is_no_webm_is_not_taken(server: Server) -> None:
    data = b"<html>" * 100
    status, told = await server.post(PARTS[0], data=data, digest=chained("", data))
    assert (status, told["code"]) == (400, "rejected")


async def test_a_part_that_is_too_large_is_not_read(server: Server) -> None:
    data = io.BytesIO(b"\0" * (http.LARGEST_PART + 1))
    assert (await server.post(PARTS[0], data=data))[0] == 413


async def in_pieces(total: int) -> AsyncIterator[bytes]:
    for _ in range(total // 65536 + 1):
        yield b"\0" * 65536


async def test_a_part_of_untold_length_is_read_no_further_than_it_may(server: Server) -> None:
    assert (await server.post(PARTS[0], data=in_pieces(http.LARGEST_PART)))[0] == 413


@pytest.mark.parametrize("key", [None, "", "x" * 32, "not a key"])
async def test_only_a_worker_sends(server: Server, key: str | None) -> None:
    """Rule [V5]."""
    assert (await server.post(PARTS[0], key=key))[0] == 401
    answer = await server.client.post(
        f"/api/recordings/{server.house.recording_id}/reels/{server.reel_id}/parts/0",
        headers={"Cookie": f"tez_session={NODIRA.id}"},
    )
    assert answer.status == 401


async def test_a_revoked_worker_sends_nothing_more(server: Server) -> None:
    await server.post(PARTS[0])
    await server.house.do(WorkerRevoke, worker_id="w1")
    assert (await server.post(PARTS[1]))[0] == 401


async def test_only_the_worker_that_was_told_to_record(server: Server) -> None:
    """Rule [V5]."""
    status, told = await server.post(PARTS[0], key=OTHER_KEY)
    assert (status, told["code"]) == (409, "not_yours")


async def test_nobody_is_recorded_who_did_not_agree(server: Server) -> None:
    """Rule [V3]."""
    await server.house.enter(DOCTOR)
    status, told = await server.post(PARTS[0], of=KEYS[DOCTOR.name])
    assert (status, told["code"]) == (409, "not_agreed")


async def test_no_part_of_a_time_in_which_it_was_paused(server: Server) -> None:
    """Rule [V3]: but for the seconds in which a worker hears of it."""
    house = server.house
    await house.enter(DOCTOR)  # 36 s after it began
    house.town.now_ms += 60_000
    assert (await server.post(PARTS[0], from_ms=40_000, until_ms=50_000))[0] == 200
    status, told = await server.post(PARTS[1], from_ms=50_000, until_ms=60_000)
    assert (status, told["code"]) == (409, "not_agreed")


async def test_what_comes_late_is_kept_until_it_is_forgotten(server: Server) -> None:
    house = server.house
    await house.stop()
    assert (await server.post(PARTS[0]))[0] == 200
    await house.town.pass_time(KEEP_DAYS * DAY_MS)
    status, told = await server.post(PARTS[1])
    assert (status, told["code"]) == (409, "wrong_state")


async def test_a_reel_is_one_device_of_one_participant(server: Server) -> None:
    await server.post(PARTS[0])
    status, told = await server.post(PARTS[1], endpoint="another device")
    assert (status, told["code"]) == (409, "chain_broken")
    status, told = await server.post(PARTS[1], filmed="screen")
    assert (status, told["code"]) == (409, "chain_broken")


async def test_a_reel_that_has_ended_grows_no_more(server: Server) -> None:
    await server.post(PARTS[0])
    assert await server.end(2) == 409
    assert await server.end(1) == 200
    assert await server.end(1) == 200
    assert (await server.post(PARTS[1]))[0] == 409


# -- to people


async def test_it_is_played_whole(server: Server) -> None:
    """Rule [V6]: every byte, decoded by another's decoder."""
    await stored(server)
    status, data, headers = await server.get(NODIRA, await viewing(server))
    assert status == 200
    assert headers["Cache-Control"] == "no-store"
    assert headers["Accept-Ranges"] == "bytes"
    assert decode(data)[:2] == (700, 1750)


async def test_any_range_is_those_bytes(server: Server) -> None:
    await stored(server)
    viewing_id = await viewing(server)
    _, whole, _ = await server.get(NODIRA, viewing_id)
    size = len(whole)
    for asked, begin, end in (
        ("0-", 0, size), ("0-0", 0, 1), ("100-5000", 100, 5001), (f"{size - 10}-", size - 10, size),
        ("-500", size - 500, size), (f"{size // 2}-{size * 2}", size // 2, size), ("300-100000", 300, 100001),
    ):  # fmt: skip
        status, data, headers = await server.get(NODIRA, viewing_id, Range=f"bytes={asked}")
        assert status == 206
        assert data == whole[begin:end]
        assert headers["Content-Range"] == f"bytes {begin}-{min(end, size) - 1}/{size}"
    for asked in (f"{size}-", "5-2", "x-y", "0-1,4-5"):
        status, _, headers = await server.get(NODIRA, viewing_id, Range=f"bytes={asked}")
        assert (status, headers["Content-Range"]) == (416, f"bytes */{size}")


async def test_nobody_plays_without_a_viewing_of_their_own(server: Server) -> None:
    """Rule [V6]."""
    await stored(server)
    viewing_id = await viewing(server)
    for actor in (DOCTOR, OTHER_DOCTOR, AUDITOR, CREW):
        assert (await server.get(actor, viewing_id))[0] == 409
    assert (await server.get(NODIRA, str(uuid4())))[0] == 409
    assert (await server.get(Actor("nobody", NODIRA.role, "unknown"), viewing_id))[0] == 401
    server.house.town.now_ms += 12 * 3_600_000
    assert (await server.get(NODIRA, viewing_id))[0] == 409


async def test_who_watched_is_written_down_before_a_byte_is_given(server: Server) -> None:
    """Rule [V6]."""
    await stored(server)
    house = server.house
    await viewing(server)
    auditors = await viewing(server, AUDITOR)
    assert (await server.get(AUDITOR, auditors))[0] == 200
    told: RecordingWhole = await house.town.ask(RecordingShow(recording_id=house.recording_id), NODIRA)
    assert [(one.by_name, one.reason) for one in told.watched] == [
        (NODIRA.name, "taking_part"),
        (AUDITOR.name, "complaint"),
    ]
    assert told.takes == []  # what can be played is told to a viewing


async def test_who_may_watch_is_decided_by_the_server(server: Server) -> None:
    await stored(server)
    for actor in (DOCTOR, OTHER_DOCTOR, CREW):
        with pytest.raises(Refused, match="not_yours"):
            await viewing(server, actor)
        with pytest.raises(Refused, match="not_found"):
            await server.house.town.ask(RecordingShow(recording_id=server.house.recording_id), actor)
        assert await server.house.town.ask(RecordingsList(), actor) == []
    with pytest.raises(Refused, match="not_yours"):
        await server.house.do(RecordingWatch, AUDITOR, recording_id=server.house.recording_id)
    for actor in (NODIRA, AUDITOR):
        assert len(await server.house.town.ask(RecordingsList(), actor)) == 1
    assert await server.house.town.ask(RecordingsList(until_ms=server.house.town.now_ms - 40 * DAY_MS), AUDITOR) == []


async def test_what_can_be_played_is_told_in_the_order_of_the_recording(server: Server) -> None:
    await stored(server)
    house = server.house
    told: RecordingWhole = await house.town.ask(
        RecordingShow(recording_id=house.recording_id, viewing_id=await viewing(server)), NODIRA
    )
    (take,) = told.takes
    assert (take.reel_id, take.take, take.key, take.filmed, take.parts) == (
        server.reel_id, 0, KEYS[NODIRA.name], "person", 4,
    )  # fmt: skip
    assert [(one.name, one.agreement) for one in told.participants] == [(NODIRA.name, "yes"), (CREW.name, "yes")]


async def test_who_left_before_the_end_still_has_a_name(server: Server) -> None:
    house = server.house
    await house.enter(DOCTOR)
    await house.consent(DOCTOR)
    await house.leave(DOCTOR)
    await stored(server)
    told: RecordingWhole = await house.town.ask(RecordingShow(recording_id=house.recording_id), NODIRA)
    assert [(one.name, one.role) for one in told.participants][-1] == (DOCTOR.name, "specialist")


# -- to nobody any more


async def test_after_its_time_it_is_forgotten_and_its_key_with_it(server: Server, tmp_path: Path) -> None:
    """Rule [V7]."""
    await stored(server)
    house = server.house
    viewing_id = await viewing(server)
    parts = await kept(server)
    await house.town.pass_time(KEEP_DAYS * DAY_MS)
    assert (await house.state()).phase == "forgotten"
    back = Backstage(house.town.bus, house.town.hub, house.town.clock)
    await erase_forgotten(back, house.files)
    assert (await house.state()).erased
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []
    for part in parts:
        with pytest.raises(FileMissing):
            await house.files.get(part.file_id)
    assert (await server.get(NODIRA, viewing_id))[0] in {409, 410}
    async with house.town.bus.reading() as reading:
        found = await verify(reading, house.files, house.recording_id)
    assert not found.whole
    await erase_forgotten(back, house.files)  # a second run finds nothing to do


async def test_the_key_stays_while_another_recording_of_the_conversation_does(server: Server) -> None:
    """Rule [V7]."""
    await stored(server)
    house = server.house
    first, first_reel = house.recording_id, server.reel_id
    house.town.now_ms += 3_600_000
    await house.ask(recording_id=str(uuid4()))
    await house.consent(CREW)
    house.town.now_ms += 40_000
    server.reel_id = str(uuid4())
    assert (await server.post(PARTS[0]))[0] == 200
    await house.stop()
    second = (await kept(server))[-1]
    house.town.now_ms += KEEP_DAYS * DAY_MS - 1_800_000
    await house.town.pass_time(0)
    await erase_forgotten(Backstage(house.town.bus, house.town.hub, house.town.clock), house.files)
    assert await house.files.get(second.file_id) == PARTS[0].data
    assert (await house.state()).phase == "stopped"
    house.recording_id, server.reel_id = first, first_reel
    assert (await house.state()).phase == "forgotten"
    assert await house.files.get((await kept(server))[0].file_id)  # the same content is a part of the second one
    for part in (await kept(server))[1:4]:
        with pytest.raises(FileMissing):
            await house.files.get(part.file_id)


# -- verifying


async def test_verifying_says_that_it_is_whole(server: Server) -> None:
    """Rule [V8]."""
    await stored(server)
    async with server.house.town.bus.reading() as reading:
        found = await verify(reading, server.house.files, server.house.recording_id)
    assert found.whole
    assert found.parts == 4


async def test_verifying_says_what_is_missing_and_what_was_changed(server: Server, tmp_path: Path) -> None:
    """Rule [V8]."""
    for part in PARTS[:3]:
        await server.post(part)
    await server.house.stop()
    events = await kept(server)
    await server.house.files.delete(events[0].file_id)
    place = next((tmp_path / "files").rglob(events[1].file_id))
    damaged = bytearray(place.read_bytes())
    damaged[-1] ^= 1
    place.write_bytes(bytes(damaged))
    async with server.house.town.bus.reading() as reading:
        found = await verify(reading, server.house.files, server.house.recording_id)
    assert not found.whole
    text = "\n".join(found.lines)
    assert "part 0" in text
    assert "FileMissing" in text
    assert "part 1" in text
    assert "FileDamaged" in text
    assert "its end was not told" in text
    assert "part 2" not in text

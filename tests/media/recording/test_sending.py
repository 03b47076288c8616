"""What a worker has recorded comes to the server, whoever of them dies on the way."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from uuid import uuid4

import aiohttp
import pytest
from aiohttp.test_utils import unused_port

from media.recording.recorder import Part
from media.recording.sending import Sender
from media.recording.spool import ReelNote, Spool
from media.recording.verifying import verify
from media.worker_keys import hash_of
from tests.media.recording.house import CREW, DOCTOR, KEYS, NODIRA, House
from tests.media.recording.samples import recorded
from tests.media.recording.server import KEY, Server, kept, serving

PARTS = recorded(700, 1750)
NOWHERE = "http://127.0.0.1"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    house = House(tmp_path / "server")
    house.worker_keys = {"w1": hash_of(KEY)}
    async with house:
        await house.run()
        house.town.now_ms += 36_000
        yield house


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path / "spool", KEY)


def note(house: House, key: str = NODIRA.name) -> ReelNote:
    return ReelNote(
        recording_id=house.recording_id, reel_id=str(uuid4()), key=KEYS[key], endpoint=f"device of {key}",
        filmed="person",
    )  # fmt: skip


def fill(spool: Spool, reel: ReelNote, parts: Sequence[Part] = PARTS, *, ends: bool = True) -> None:
    for part in parts:
        spool.put(reel, part)
    if ends:
        spool.end(reel, len(PARTS))


def sender_to(server: Server, spool: Spool, given_up: list[str] | None = None) -> Sender:
    url = str(server.client.make_url("/"))
    return Sender(spool, url, KEY, (given_up if given_up is not None else []).append)


async def send(sender: Sender) -> bool:
    async with aiohttp.ClientSession() as session:
        return await sender.send_all(session)


async def whole(house: House) -> bool:
    async with house.town.bus.reading() as reading:
        return (await verify(reading, house.files, house.recording_id)).whole


def left(spool: Spool) -> list[Path]:
    return [path for path in spool.folder.rglob("*") if path.is_file()]


async def test_what_lies_on_disk_can_be_read_by_nobody_else(house: House, spool: Spool) -> None:
    reel = note(house)
    fill(spool, reel)
    (folder,) = spool.reels()
    path = spool.parts(folder)[0]
    waiting = spool.read(path)
    assert waiting is not None
    assert (waiting.reel, waiting.part) == (reel, PARTS[0])
    assert not any(b"OpusHead" in file.read_bytes() or KEYS[NODIRA.name].encode() in file.read_bytes()
                   for file in left(spool))  # fmt: skip
    assert Spool(spool.folder, "another key").read(path) is None
    path.rename(path.with_name("000009"))
    assert spool.read(path.with_name("000009")) is None


async def test_everything_is_sent_and_nothing_is_left(house: House, spool: Spool) -> None:
    reels = [note(house), note(house, CREW.name)]
    for reel in reels:
        fill(spool, reel)
    async with serving(house) as server:
        assert await send(sender_to(server, spool))
        assert len(await kept(server)) == 8
    assert left(spool) == []
    assert await whole(house)


async def test_a_server_that_is_away_loses_nothing(house: House, spool: Spool) -> None:
    """It goes after the second part, and comes back; what it had said it kept is not sent again."""
    reel = note(house)
    fill(spool, reel, PARTS[:2], ends=False)
    away = Sender(spool, f"{NOWHERE}:{unused_port()}", KEY, lambda reel_id: None)
    async with serving(house) as server:
        sender = sender_to(server, spool)
        sender.grows(reel.reel_id)
        assert await send(sender)
    fill(spool, reel, PARTS[2:])
    assert not await send(away)
    assert len(left(spool)) == 3
    async with serving(house) as server:
        assert await send(sender_to(server, spool))
        assert [event.number for event in await kept(server)] == [0, 1, 2, 3]
    assert await whole(house)


async def test_an_answer_that_was_lost_doubles_nothing(house: House, spool: Spool) -> None:
    """The server kept a part and died before it said so: the worker sends it again."""
    reel = note(house)
    async with serving(house) as server:
        server.reel_id = reel.reel_id
        assert (await server.post(PARTS[0], endpoint=reel.endpoint))[0] == 200
        fill(spool, reel)
        assert await send(sender_to(server, spool))
        assert [event.number for event in await kept(server)] == [0, 1, 2, 3]
    assert await whole(house)


@pytest.mark.parametrize("sent", [0, 2, 4])
async def test_what_a_dead_process_left_is_sent_by_the_next(house: House, spool: Spool, sent: int) -> None:
    """It died without a word about the reel's end; all that ever came is there, and the reel is closed."""
    reel = note(house)
    async with serving(house) as server:
        first = sender_to(server, spool)
        first.grows(reel.reel_id)
        fill(spool, reel, PARTS[:sent], ends=False)
        assert await send(first)
        fill(spool, reel, PARTS[sent:], ends=False)
        assert await send(sender_to(server, Spool(spool.folder, KEY)))
        assert len(await kept(server)) == 4
    assert left(spool) == []
    assert await whole(house)


async def test_a_reel_that_grows_is_not_ended_because_nothing_waits(house: House, spool: Spool) -> None:
    reel = note(house)
    async with serving(house) as server:
        sender = sender_to(server, spool)
        sender.grows(reel.reel_id)
        for number, part in enumerate(PARTS):
            spool.put(reel, part)
            assert await send(sender)
            assert len(await kept(server)) == number + 1
        assert not await whole(house)
        spool.end(reel, len(PARTS))
        assert await send(sender)
    assert await whole(house)


async def test_what_nobody_agreed_to_is_thrown_away(house: House, spool: Spool) -> None:
    given_up: list[str] = []
    reel = note(house, DOCTOR.name)
    fill(spool, reel)
    async with serving(house) as server:
        assert await send(sender_to(server, spool, given_up))
        assert await kept(server) == []
    assert left(spool) == []
    assert given_up == [reel.reel_id]


async def test_a_part_that_the_disk_lost_ends_its_reel_and_no_other(house: House, spool: Spool) -> None:
    given_up: list[str] = []
    broken, sound = note(house), note(house, CREW.name)
    fill(spool, broken, [PARTS[0], *PARTS[2:]])
    fill(spool, sound)
    async with serving(house) as server:
        assert await send(sender_to(server, spool, given_up))
        assert len(await kept(server)) == 5
    assert given_up == [broken.reel_id]
    assert left(spool) == []


async def test_it_runs_until_it_is_told_to_end(house: House, spool: Spool) -> None:
    async with serving(house) as server:
        sender = sender_to(server, spool)
        running = asyncio.create_task(sender.run())
        fill(spool, note(house))
        sender.nudge()
        async with asyncio.timeout(20):
            while len(await kept(server)) < 4 or left(spool):  # noqa: ASYNC110 - two processes in one
                await asyncio.sleep(0.02)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

"""Parts come over HTTP from workers alone, in their order."""

import hashlib
import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from media.recording import http
from media.recording.domain.decisions import DAY_MS
from media.recording.recorder import chained
from signaling.protocol.forwarding import WorkerRevoke
from tests.media.recording.house import DOCTOR, KEEP_DAYS, KEYS, NODIRA
from tests.media.recording.server import OTHER_KEY, PARTS, Server, kept


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

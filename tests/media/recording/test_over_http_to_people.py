"""Takes go over HTTP to whoever has a viewing, to nobody after their time, and can be verified."""

from pathlib import Path
from uuid import uuid4

import pytest

from media.recording.domain.decisions import DAY_MS
from media.recording.erasing import erase_forgotten
from media.recording.verifying import verify
from signaling.consequences import Backstage
from signaling.files import FileMissing
from signaling.protocol.recording import (
    RecordingShow,
    RecordingsList,
    RecordingWatch,
    RecordingWhole,
)
from signaling.protocol.refusals import Refused
from signaling.slice import Actor
from tests.media.recording.house import AUDITOR, CREW, DOCTOR, KEEP_DAYS, KEYS, NODIRA, OTHER_DOCTOR
from tests.media.recording.samples import decode
from tests.media.recording.server import PARTS, Server, kept, stored, viewing

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

"""The course of a conversation: who came and went, by which path, whether it was recorded; and who is shown it."""

from pathlib import Path
from typing import Any

import msgspec

from media.quality.domain.course import Course
from signaling.protocol.conversations import ConversationAsk, ConversationDecline
from tests.media.recording.house import CREW, DOCTOR, KEYS, NODIRA, OTHER_DOCTOR, House


async def course(house: House) -> Course:
    async with house.town.bus.reading() as reading:
        return await reading.get("conversation_course", house.conversation_id, Course)


def shown(house: House, audience: str = "administration") -> list[Any]:
    frame = msgspec.json.decode(house.town.hub.frame_after(None, (audience,)))
    return [change["view"] for change in frame["changes"] if change["kind"] == "conversation_course"]


async def test_it_tells_what_happened_in_order(tmp_path: Path) -> None:
    """[Q2]."""
    async with House(tmp_path) as house:
        await house.enter(DOCTOR)
        await house.lose_worker(another="w2.0")
        await house.leave(DOCTOR)
        await house.hang_up(CREW)
        told = await course(house)
    assert [(one.what, one.key, one.path, one.process) for one in told.entries] == [
        ("began", None, "direct", None),
        ("entered", KEYS[DOCTOR.name], None, None),
        ("path", None, "forwarder", "w1.0"),
        ("process", None, "forwarder", "w2.0"),
        ("left", KEYS[DOCTOR.name], None, None),
        ("path", None, "direct", None),
        ("ended", None, None, None),
    ]
    assert [one.because for one in told.entries][-2:] == ["two_left", "hung_up"]
    assert told.members[-1].left_at_ms is not None


async def test_a_recording_goes_on_and_off_in_it(tmp_path: Path) -> None:
    """[Q2]."""
    async with House(tmp_path) as house:
        await house.run()
        assert (await course(house)).recording
        await house.stop()
        told = await course(house)
    assert not told.recording
    assert [one.what for one in told.entries if one.what.startswith("recording")] == ["recording_on", "recording_off"]


async def test_administrators_are_shown_what_goes_on_and_nothing_of_what_it_is_about(tmp_path: Path) -> None:
    """[Q3]."""
    async with House(tmp_path) as house:
        (view,) = shown(house)
        said = msgspec.json.encode(view).decode()
        assert [one["key"] for one in view["members"]] == [KEYS[NODIRA.name], KEYS[CREW.name]]
        assert [one["role"] for one in view["members"]] == ["dispatcher", "crew"]
        assert "i1" not in said
        assert NODIRA.name not in said
        assert shown(house, "service") == []
        assert shown(house, f"person:{NODIRA.id}") == []
        await house.hang_up(CREW)
        assert shown(house) == []


async def test_a_ring_that_nobody_answered_is_no_course(tmp_path: Path) -> None:
    """[Q3]."""
    async with House(tmp_path) as house:
        ring = {"conversation_id": "rings", "to_relation": "person", "to_id": DOCTOR.id, "about_kind": "none"}
        await house.do(ConversationAsk, OTHER_DOCTOR, **ring)
        assert len(shown(house)) == 1
        await house.do(ConversationDecline, DOCTOR, conversation_id="rings")
        async with house.town.bus.reading() as reading:
            rang = await reading.get("conversation_course", "rings", Course)
        assert not rang.goes_on
        assert rang.ended_day is None

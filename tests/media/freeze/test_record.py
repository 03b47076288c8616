"""A still in the record: who finds it there, with its drawings, after the conversation."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from media.freeze.queries import CREW_SEES_BACK_MS
from signaling.protocol import consult_room as consults
from signaling.protocol.conversations import ConversationHangUp, ConversationJoin, ConversationOpenAccepted
from signaling.protocol.duty import DutyAdd
from signaling.protocol.stills import StillsAbout, StillStrokePresence
from tests.media.caller.yard import BAHROM, INCIDENT, NODIRA
from tests.media.freeze.room import CREW, DOCTOR, NAMES, STILL_ID, STRANGER, STROKE_ID, Room, room


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[Room]:
    async with room(tmp_path) as opened:
        yield opened


async def about(there: Room, actor: Any) -> list[Any]:
    found: list[Any] = await there.town.ask(StillsAbout(kind="incident", about=INCIDENT), actor)
    return found


async def test_f7_the_record_has_it_with_its_drawings_after_the_conversation(there: Room) -> None:
    """Rule [F7]."""
    await there.ask()
    await there.keep(*NAMES)
    await there.draw()
    await there.hang_up()
    assert there.shown(NODIRA, "still_stroke") == []
    assert await there.town.events(StillStrokePresence)
    for actor in (NODIRA, CREW, BAHROM):
        (kept,) = await about(there, actor)
        assert kept.still.parts == NAMES
        assert [one.stroke_id for one in kept.strokes] == [STROKE_ID]
    assert await about(there, STRANGER) == []
    there.town.now_ms += CREW_SEES_BACK_MS
    assert await about(there, CREW) == []


async def test_f7_of_which_nothing_came_the_record_tells_nothing(there: Room) -> None:
    """Rule [F7]."""
    await there.ask()
    await there.close()
    assert await about(there, NODIRA) == []


async def test_f7_a_conversation_about_nothing_has_its_stills_too(there: Room) -> None:
    """Rule [F7]: for who was in it alone, while it goes on and afterwards."""
    await there.hang_up()
    talk = "conversation-2"
    await there.yard.do(
        ConversationOpenAccepted, conversation_id=talk, about="", about_kind="none", asker_relation="person",
        asker_id=NODIRA.id, answerer_relation="brigade", answerer_id="b1",
    )  # fmt: skip
    for actor, endpoint in ((NODIRA, "console-2"), (CREW, "tablet-02")):
        await there.yard.do(ConversationJoin, actor, conversation_id=talk, endpoint=endpoint)
    await there.ask(conversation_id=talk, of_endpoint="tablet-02")
    await there.keep("preview")
    question = StillsAbout(kind="conversation", about=talk)
    for goes_on in (True, False):
        for actor in (NODIRA, CREW):
            (kept,) = await there.town.ask(question, actor)
            assert (kept.still.still_id, kept.still.incident_id) == (STILL_ID, None)
        assert await there.town.ask(question, STRANGER) == []
        assert await there.town.ask(question, BAHROM) == []
        if goes_on:
            await there.yard.do(ConversationHangUp, conversation_id=talk)


async def test_f7_of_a_consult_the_two_between_whom_it_is_may_see_it(there: Room) -> None:
    """Rule [F7]."""
    yard = there.yard
    await there.hang_up()
    for doctor in (DOCTOR, STRANGER):
        await there.person(doctor)
    now = there.town.now_ms
    await yard.do(
        DutyAdd, duty_id="duty", person_id=DOCTOR.id, specialty="neurology", from_ms=now - 1, until_ms=now + 3_600_000,
    )  # fmt: skip
    await yard.do(
        consults.ConsultAsk, STRANGER, consult_id="consult-1", specialty="neurology", urgency="emergency",
        question="NIHSS 9", age_years=67, sex="female",
    )  # fmt: skip
    await yard.do(consults.ConsultAccept, DOCTOR, consult_id="consult-1")
    going = [h.event.conversation_id for h in await there.town.events() if hasattr(h.event, "conversation_id")]
    talk = going[-1]
    for actor, endpoint in ((STRANGER, "room-0001"), (DOCTOR, "room-0002")):
        await yard.do(ConversationJoin, actor, conversation_id=talk, endpoint=endpoint)
    await there.ask(DOCTOR, conversation_id=talk, of_endpoint="room-0001")
    await there.keep("preview")
    question = StillsAbout(kind="consult", about="consult-1")
    for doctor in (DOCTOR, STRANGER):
        (kept,) = await there.town.ask(question, doctor)
        assert kept.of_name == STRANGER.name
    assert await there.town.ask(question, NODIRA) == []

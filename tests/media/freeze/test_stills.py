"""A still by its words: who may ask, what follows of what, who is shown it, and how it ends."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from media.freeze.domain.decisions import STROKES_AT_MOST
from media.freeze.domain.still import FIRST_MS, NEXT_MS
from signaling.protocol.caller import CallerLinkAskText
from signaling.protocol.conversations import ConversationHangUp, ConversationJoin
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.stills import (
    StillDrawn,
    StillFail,
    StillGiveUp,
    StillKeepPart,
    StillPartKept,
    StillUndraw,
)
from tests.media.caller.yard import BAHROM, LINK, NODIRA, guest, yard
from tests.media.freeze.room import (
    CONSOLE,
    CREW,
    DOCTOR,
    NAMES,
    PLAN,
    STILL_ID,
    STROKE_ID,
    TABLET,
    TALK,
    TELEPHONE,
    Room,
    room,
)


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[Room]:
    async with room(tmp_path) as opened:
        yield opened


async def refusal(wish: Any) -> Code:
    with pytest.raises(Refused) as told:
        await wish
    return told.value.code


async def test_f1_whoever_is_in_the_conversation_asks_and_all_of_them_see_who_did(there: Room) -> None:
    """Rule [F1]."""
    await there.ask()
    for actor in (NODIRA, CREW):
        (shown,) = there.shown(actor)
        assert (shown["phase"], shown["by_id"], shown["by_name"]) == ("asked", NODIRA.id, NODIRA.name)
        assert (shown["of_endpoint"], shown["of_id"], shown["x"], shown["y"]) == (TABLET, "b1", 0.4, 0.6)
    assert there.shown(BAHROM) == []


async def test_f1_nobody_else_asks_and_only_a_device_that_is_there_is_asked(there: Room) -> None:
    """Rule [F1]."""
    assert await refusal(there.ask(BAHROM)) is Code.NOT_YOURS
    assert await refusal(there.ask(of_endpoint="somewhere")) is Code.NOBODY_THERE
    assert await refusal(there.ask(conversation_id="another-one")) is Code.NOT_FOUND
    await there.ask()
    assert await refusal(there.ask(CREW, of_endpoint=CONSOLE)) is Code.ALREADY_EXISTS
    assert await refusal(there.ask(CREW, of_endpoint=CONSOLE, still_id="still-0000002")) is Code.ALREADY_EXISTS


async def test_f1_after_the_conversation_nothing_is_asked_drawn_or_closed(there: Room) -> None:
    """Rule [F1]."""
    await there.ask()
    await there.keep("preview")
    await there.hang_up()
    assert await refusal(there.ask(still_id="still-0000002")) is Code.CONVERSATION_ENDED
    assert await refusal(there.draw()) is Code.CONVERSATION_ENDED
    assert await refusal(there.close()) is Code.CONVERSATION_ENDED


async def test_f2_a_callers_camera_is_asked_while_their_agreement_covers_it(tmp_path: Path) -> None:
    """Rule [F2]."""
    async with yard(tmp_path) as made:
        there = Room(made)
        talk = await there.talk_with_caller()
        await made.do(ConversationJoin, NODIRA, conversation_id=talk, endpoint=CONSOLE)
        assert await refusal(there.ask(guest(), conversation_id=talk, of_endpoint=CONSOLE)) is Code.NOT_ALLOWED
        await there.ask(conversation_id=talk, of_endpoint=TELEPHONE)
        still = await there.still()
        assert (still.of_key, still.kept_under) == (f"guest:{LINK}", (await made.link()).patient_id)
        assert len(there.shown(guest())) == 1


async def test_f2_a_caller_who_only_writes_is_not_photographed(tmp_path: Path) -> None:
    """Rule [F2]: what the desk itself asked them to leave is not taken by another door."""
    async with yard(tmp_path) as made:
        there = Room(made)
        talk = await there.talk_with_caller()
        await made.do(ConversationJoin, NODIRA, conversation_id=talk, endpoint=CONSOLE)
        await made.town.do(made.town.wish(CallerLinkAskText, link_id=LINK, only=True), NODIRA)
        wish = there.ask(conversation_id=talk, of_endpoint=TELEPHONE)
        assert await refusal(wish) is Code.CONSENT_NEEDED


async def test_f3_the_screens_improve_part_by_part_and_each_is_kept_once(there: Room) -> None:
    """Rule [F3]."""
    await there.ask()
    assert await refusal(there.keep("detail")) is Code.PART_OUT_OF_ORDER
    for count, name in enumerate(NAMES, 1):
        await there.keep(name)
        await there.keep(name)
        (shown,) = there.shown(CREW)
        assert shown["parts"] == NAMES[:count]
        assert shown["phase"] == ("whole" if count == len(NAMES) else "arriving")
    assert len(await there.town.events(StillPartKept)) == len(NAMES)
    (shown,) = there.shown(NODIRA)
    assert shown["plan"]["width"] == PLAN.width
    assert await refusal(there.keep("tile-2-0")) is Code.WRONG_STATE


async def test_f3_a_part_that_the_plan_does_not_know_is_none(there: Room) -> None:
    """Rule [F3]."""
    await there.ask()
    wish: dict[str, Any] = {"still_id": STILL_ID, "part": "preview", "file_id": "a" * 64, "size": 1}
    assert await refusal(there.yard.do(StillKeepPart, **wish)) is Code.MISSING
    await there.keep("preview")
    assert await refusal(there.keep("tile-2-0")) is Code.NOT_FOUND
    assert await refusal(there.keep("preview", still_id="unknown-still")) is Code.NOT_FOUND


async def test_f4_a_stroke_is_shown_to_all_and_taken_back_by_its_maker_alone(there: Room) -> None:
    """Rule [F4]."""
    await there.ask()
    assert await refusal(there.draw()) is Code.WRONG_STATE
    await there.keep("preview")
    await there.draw()
    for actor in (NODIRA, CREW):
        (stroke,) = there.shown(actor, "still_stroke")
        assert (stroke["by_id"], stroke["by_name"], stroke["colour"]) == (NODIRA.id, NODIRA.name, "yellow")
        assert stroke["points"] == [[0.1, 0.2], [0.5, 0.5]]
    assert await refusal(there.draw(BAHROM, stroke_id="stroke-0000002")) is Code.NOT_YOURS
    assert await refusal(there.draw(CREW)) is Code.ALREADY_EXISTS
    mine = {"still_id": STILL_ID, "stroke_id": STROKE_ID}
    assert await refusal(there.yard.do(StillUndraw, CREW, **mine)) is Code.NOT_YOURS
    await there.yard.do(StillUndraw, NODIRA, **mine)
    assert there.shown(CREW, "still_stroke") == []
    assert await refusal(there.yard.do(StillUndraw, NODIRA, **mine)) is Code.NOT_FOUND


async def test_f4_there_is_an_end_to_drawing(there: Room) -> None:
    """Rule [F4]."""
    await there.ask()
    await there.keep("preview")
    for number in range(STROKES_AT_MOST):
        await there.draw(stroke_id=f"stroke-{number:07}")
    assert await refusal(there.draw(stroke_id="stroke-too-many")) is Code.TOO_LONG
    assert len(await there.town.events(StillDrawn)) == STROKES_AT_MOST


async def test_f4_who_comes_in_later_sees_still_and_strokes(there: Room) -> None:
    """Rule [F4]."""
    await there.person(DOCTOR)
    await there.ask()
    await there.keep("preview")
    await there.draw()
    await there.enter(DOCTOR)
    assert len(there.shown(DOCTOR)) == 1
    assert len(there.shown(DOCTOR, "still_stroke")) == 1


async def test_f5_closed_it_leaves_all_screens_and_comes_on_for_the_record(there: Room) -> None:
    """Rule [F5]."""
    await there.ask()
    await there.keep("preview")
    await there.draw(CREW)
    await there.close(CREW)
    await there.close(NODIRA)
    (shown,) = there.shown(CREW)
    assert shown["closed"]
    assert there.shown(NODIRA, "still_stroke") == []
    assert await refusal(there.draw(stroke_id="stroke-0000002")) is Code.WRONG_STATE
    await there.keep(*NAMES[1:])
    assert there.shown(CREW) == []
    assert (await there.still()).phase == "whole"
    await there.ask(still_id="still-0000002")
    assert len(there.shown(CREW)) == 1


async def test_f5_closed_before_anything_came_nothing_comes(there: Room) -> None:
    """Rule [F5]."""
    await there.ask()
    await there.close()
    assert (await there.still()).broken_because == "closed"
    assert there.shown(CREW) == []
    assert await refusal(there.keep("preview")) is Code.WRONG_STATE


async def test_f6_a_still_that_does_not_come_ends_by_the_clock(there: Room) -> None:
    """Rule [F6]."""
    await there.ask()
    await there.yard.do(StillGiveUp, still_id=STILL_ID)
    assert (await there.still()).phase == "asked"
    await there.town.pass_time(FIRST_MS)
    (shown,) = there.shown(NODIRA)
    assert (shown["phase"], shown["broken_because"]) == ("broken", "late")


async def test_f6_each_part_gives_the_next_one_time(there: Room) -> None:
    """Rule [F6]."""
    await there.ask()
    await there.town.pass_time(FIRST_MS - 20)
    await there.keep("preview")
    await there.town.pass_time(NEXT_MS - 20)
    assert (await there.still()).phase == "arriving"
    await there.town.pass_time(20)
    still = await there.still()
    assert (still.broken_because, [one.part for one in still.kept]) == ("late", ["preview"])
    await there.draw()  # what has come can be spoken about


async def test_f6_a_device_without_a_camera_says_so(there: Room) -> None:
    """Rule [F6]."""
    await there.ask()
    assert await refusal(there.yard.do(StillFail, NODIRA, still_id=STILL_ID, because="no_camera")) is Code.NOT_YOURS
    await there.yard.do(StillFail, CREW, still_id=STILL_ID, because="no_camera")
    assert there.shown(NODIRA)[0]["broken_because"] == "no_camera"


@pytest.mark.parametrize(
    ("wish", "fields", "because"),
    [
        (ConversationJoin, {"endpoint": "tablet-02"}, "gone"),
        (ConversationHangUp, {}, "conversation_over"),
    ],
)
async def test_f6_a_device_that_is_gone_sends_no_more(there: Room, wish: Any, fields: Any, because: str) -> None:
    """Rule [F6]."""
    await there.ask()
    await there.keep("preview")
    await there.yard.do(wish, CREW, conversation_id=TALK, **fields)
    still = await there.still()
    assert (still.phase, still.broken_because) == ("broken", because)
    if because == "conversation_over":
        assert there.shown(NODIRA) == []

"""Nothing is recorded while anybody in the conversation has not agreed, whatever the order of things."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import get_args

import pytest

from media.recording.domain.decisions import DAY_MS, TABLE, TEXT_VERSION
from media.recording.handlers import CHANGES
from signaling.protocol.base import Command
from signaling.protocol.participants import ConversationHeld
from signaling.protocol.recording import (
    RecordingBegun,
    RecordingConsent,
    RecordingErased,
    RecordingFollow,
    RecordingForget,
    RecordingInspect,
    RecordingPaused,
    RecordingPhase,
    RecordingRefuse,
    RecordingStop,
    RecordingStopped,
    RecordingWatch,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor
from tests.media.recording.house import AUDITOR, CREW, DOCTOR, KEEP_DAYS, KEYS, NODIRA, OTHER_DOCTOR, House


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with House(tmp_path) as house:
        yield house


async def test_it_begins_on_the_forwarder_once_everybody_has_agreed(house: House) -> None:
    """Rules [V1], [V2]."""
    await house.ask()
    assert (await house.state()).phase == "asked"
    assert house.room() is None
    assert house.shown(CREW)["agreements"] == [
        {"key": KEYS[NODIRA.name], "answer": "yes", "at_ms": house.town.now_ms},
        {"key": KEYS[CREW.name], "answer": "open", "at_ms": None},
    ]
    await house.consent(CREW)
    assert (await house.state()).phase == "running"
    assert (await house.conversation())["path"] == "forwarder"
    assert house.room()["record"] == {"recording_id": house.recording_id, "began_at_ms": house.town.now_ms}
    assert house.shown(CREW)["phase"] == house.shown(NODIRA)["phase"] == "running"


async def test_one_no_and_nothing_is_recorded(house: House) -> None:
    """Rule [V1]."""
    await house.ask()
    await house.refuse(CREW)
    assert (await house.state()).phase == "refused"
    assert house.room() is None
    assert house.shown(NODIRA) is None
    with pytest.raises(Refused, match="wrong_state"):
        await house.consent(CREW)
    await house.ask(recording_id="019ac000-0000-7000-8000-000000000001")
    await house.consent(CREW)
    assert (await house.state()).phase == "running"


async def test_who_enters_without_having_agreed_is_never_in_a_recorded_room(house: House) -> None:
    """Rule [V3]: the worker's own view says so in the transaction in which the newcomer's device joins."""
    await house.run()
    await house.enter(DOCTOR, joins=False)
    await house.town.react()
    assert (await house.state()).phase == "paused"
    assert (await house.state()).paused_because == "not_agreed"
    assert house.room()["record"] is None
    await house.join(DOCTOR)
    assert len(house.room()["members"]) == 3
    assert house.room()["record"] is None
    assert house.shown(DOCTOR)["phase"] == "paused"
    await house.consent(DOCTOR)
    assert (await house.state()).phase == "running"
    assert house.room()["record"]["recording_id"] == house.recording_id


async def test_the_room_itself_stops_before_anything_reacts(house: House) -> None:
    """Rule [V3], with every reaction held up: only the commands' own transactions have run."""
    await house.run()
    house.reacts = False  # their lease may lie with a node that died
    await house.enter(DOCTOR)
    assert (await house.state()).phase == "running"
    assert len(house.room()["members"]) == 3
    assert house.room()["record"] is None


async def test_who_said_no_leaves_and_it_goes_on(house: House) -> None:
    await house.run()
    await house.enter(DOCTOR)
    await house.refuse(DOCTOR)
    assert (await house.state()).phase == "paused"
    house.town.now_ms += 20_000
    await house.leave(DOCTOR)
    state = await house.state()
    assert state.phase == "running"
    assert [(span.from_ms, span.until_ms) for span in state.spans] == [(0, 0), (20_000, None)]
    assert house.room()["record"]["began_at_ms"] == state.began_at_ms
    assert (await house.conversation())["path"] == "forwarder"


async def test_who_has_not_answered_leaves_and_the_others_are_recorded(house: House) -> None:
    await house.enter(DOCTOR)
    await house.ask()
    await house.consent(CREW)
    assert (await house.state()).phase == "asked"
    await house.leave(DOCTOR)
    assert (await house.state()).phase == "running"
    assert house.room()["record"] is not None


async def test_agreement_can_be_taken_back_which_ends_it(house: House) -> None:
    """Rule [V4]."""
    await house.run()
    await house.refuse(CREW)
    state = await house.state()
    assert state.phase == "stopped"
    room = house.room()
    assert room is not None, "it is kept while the two go back to their direct path"
    assert room["record"] is None
    stopped = (await house.town.events(RecordingStopped))[0].event
    assert isinstance(stopped, RecordingStopped)
    assert (stopped.because, stopped.by_key) == ("taken_back", KEYS[CREW.name])


async def test_anybody_inside_stops_it_and_the_path_is_let_go(house: House) -> None:
    await house.run()
    house.town.now_ms += 60_000
    await house.stop(CREW)
    state = await house.state()
    assert state.phase == "stopped"
    assert state.keep_until_ms == house.town.now_ms + KEEP_DAYS * DAY_MS
    assert (await house.conversation())["path"] == "direct"
    held = [happened.event for happened in await house.town.events(ConversationHeld)]
    assert [event.held for event in held if isinstance(event, ConversationHeld)] == [True, False]


async def test_it_ends_with_its_conversation(house: House) -> None:
    await house.run()
    await house.hang_up(NODIRA)
    assert (await house.state()).phase == "stopped"
    assert house.shown(CREW) is None


async def test_what_was_never_begun_is_kept_by_nobody(house: House) -> None:
    await house.ask()
    await house.hang_up(NODIRA)
    state = await house.state()
    assert (state.phase, state.keep_until_ms, state.is_kept) == ("stopped", None, False)


async def test_without_a_worker_it_waits_and_says_so(house: House) -> None:
    """Rule [V2]: the sign never says more than is so."""
    house.connected.clear()
    await house.run()
    assert (await house.state()).phase == "asked"
    house.connected.add("w1.0")
    await house.lose_worker(another="w1.0")
    assert (await house.state()).phase == "running"
    await house.lose_worker()
    state = await house.state()
    assert (state.phase, state.paused_because) == ("paused", "no_worker")
    await house.lose_worker(another="w2.0")
    state = await house.state()
    assert state.phase == "running"
    assert state.workers == ["w1.0", "w2.0"]
    assert house.room("w2.0")["record"]["began_at_ms"] == state.began_at_ms


async def test_one_at_a_time_and_only_by_who_is_inside(house: House) -> None:
    await house.ask()
    for recording_id in (house.recording_id, "019ac000-0000-7000-8000-000000000002"):
        with pytest.raises(Refused, match="already_exists"):
            await house.ask(CREW, recording_id)
    await house.stop()
    for actor, code in ((DOCTOR, Code.NOT_YOURS), (AUDITOR, Code.NOT_ALLOWED)):
        with pytest.raises(Refused, match=code.value):
            await house.ask(actor, "019ac000-0000-7000-8000-000000000003")
    await house.hang_up(NODIRA)
    with pytest.raises(Refused, match="conversation_ended"):
        await house.ask(NODIRA, "019ac000-0000-7000-8000-000000000003")


async def test_only_the_text_that_was_shown_is_agreed_to(house: House) -> None:
    """Rule [V1]."""
    with pytest.raises(Refused, match="changed_meanwhile"):
        await house.ask(text=TEXT_VERSION + 1)
    await house.ask()
    with pytest.raises(Refused, match="changed_meanwhile"):
        await house.consent(CREW, TEXT_VERSION - 1)
    assert (await house.state()).missing == [KEYS[CREW.name]]


@pytest.mark.parametrize("word", [RecordingConsent, RecordingRefuse, RecordingStop])
async def test_nobody_outside_answers_or_stops(house: House, word: type[Command]) -> None:
    await house.run()
    fields = {"text_version": TEXT_VERSION} if word is RecordingConsent else {}
    with pytest.raises(Refused, match="not_yours"):
        await house.do(word, DOCTOR, recording_id=house.recording_id, **fields)


async def test_agreeing_twice_is_agreeing_once(house: House) -> None:
    await house.run()
    await house.consent(CREW)
    await house.consent(NODIRA)
    assert len(await house.town.events(RecordingBegun)) == 1
    assert await house.town.events(RecordingPaused) == []


FIELDS: dict[type[Command], dict[str, object]] = {
    RecordingConsent: {"text_version": TEXT_VERSION},
    RecordingInspect: {"reason": "quality"},
}
BY: dict[type[Command], Actor | None] = {
    RecordingFollow: None, RecordingForget: None, RecordingErased: None, RecordingInspect: AUDITOR,
}  # fmt: skip


@pytest.mark.parametrize("phase", get_args(RecordingPhase))
@pytest.mark.parametrize("word", CHANGES)
async def test_every_wish_in_every_phase_is_in_the_table_or_refused(
    house: House, phase: RecordingPhase, word: type[Command]
) -> None:
    await in_phase(house, phase)
    wish = house.do(word, BY.get(word, CREW), recording_id=house.recording_id, **FIELDS.get(word, {}))
    if (phase, word) in TABLE:
        try:
            await wish
        except Refused as refused:
            assert refused.code in {Code.NOT_YOURS, Code.WRONG_STATE}  # noqa: PT017 - some are done, some refused
            assert word in {RecordingWatch, RecordingForget}
    else:
        with pytest.raises(Refused, match="wrong_state"):
            await wish


async def in_phase(house: House, phase: RecordingPhase) -> None:
    """Brings the recording there as people do."""
    if phase in ("asked", "refused"):
        await house.ask()
    else:
        await house.run()
    if phase == "refused":
        await house.refuse(CREW)
    if phase == "paused":
        await house.enter(OTHER_DOCTOR)
    if phase in ("stopped", "forgotten"):
        await house.stop()
    if phase == "forgotten":
        await house.town.pass_time(KEEP_DAYS * DAY_MS)
    assert (await house.state()).phase == phase

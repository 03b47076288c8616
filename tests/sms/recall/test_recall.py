"""Staff are called in: who is asked by what, what they may answer until when, and what the desk sees of it."""

from typing import Any

import msgspec
import pytest

from signaling.protocol.deliveries import DeliveryQueued, DeliveryReport
from signaling.protocol.push import PushSubscribe
from signaling.protocol.recall import (
    RecallAskAgain,
    RecallEnd,
    RecallProceed,
    RecallProceeded,
    RecallRetire,
    RecallStart,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Role
from signaling.testing import person
from sms.domain.deliveries import FIRST, turn_of
from sms.domain.gateway import Never
from sms.recall.domain.decisions import BATCH, LONGEST_MS, SHORTEST_MS, stage_of
from sms.recall.domain.recall import REST_MS, RETIRE_MS
from tests.sms.desk import Scripted
from tests.sms.recall.desk import HOUR, MINUTE, NODIRA, RECALL_ID, RecallTown, staff, town


async def test_everybody_is_asked_once_and_the_board_sums_who_comes_by_when() -> None:
    """Rule [E1], [E3]."""
    async with town(*(staff(number) for number in range(1, 6))) as place:
        await place.started()
        await place.send()
        assert len(place.gateway.given) == 5
        began = place.now_ms
        await place.opened(1)
        await place.answer(1, "in_20")
        await place.answer(2, "in_60")
        await place.answer(3, "later")
        await place.answer(4, "cannot")
        place.now_ms += 5 * MINUTE
        await place.answer(2, "in_20")
        view = await place.view()
        assert view.replies == {"in_20": 2, "later": 1, "cannot": 1}
        assert (view.asked, view.listed, view.waiting, view.opened, view.left) == (5, 5, 0, 1, 5)
        people = await place.people()
        assert people["person-0001"].by_ms == began + 20 * MINUTE
        assert people["person-0002"].by_ms == began + 25 * MINUTE
        assert people["person-0003"].by_ms is None
        assert people["person-0005"].reply is None


async def test_the_same_person_twice_on_the_list_is_asked_once() -> None:
    """Rule [E1]."""
    async with town(staff(1)) as place:
        await place.started(person_ids=["person-0001", "person-0001", "nobody"])
        await place.send()
        assert len(place.gateway.given) == 1
        assert (await place.view()).listed == 1


async def test_whoever_is_absent_is_listed_and_not_asked_unless_ticked() -> None:
    """Rule [E2]."""
    async with town(staff(1), staff(2, absent=True), staff(3, absent=True)) as place:
        await place.started(though_absent=["person-0003", "somebody else"])
        await place.send()
        assert {message.to for message in place.gateway.given} == {staff(1).telephone, staff(3).telephone}
        people = await place.people()
        assert (people["person-0002"].round, people["person-0002"].stage) == (0, "none")
        assert (await place.view()).asked == 2


async def test_without_a_number_an_email_goes_and_browsers_are_rung_besides() -> None:
    """Rule [E1]."""
    mailed, silent = staff(1, telephone=None, email="x@example.uz"), staff(2, telephone=None)
    async with town(mailed, silent, staff(3, email="y@example.uz")) as place:
        subscribe = {"endpoint": "https://push.example.org/1", "p256dh": KEY, "auth": "A" * 22}
        rung = person(Role.PHYSICIAN, id="person-0003")
        await place.do(place.wish(PushSubscribe, subscription_id="browser", **subscribe), rung)
        await place.started()
        assert [each.channel for each in await place.deliveries(1)] == ["email"]
        assert {each.channel for each in await place.deliveries(3)} == {"sms", "push"}
        assert await place.deliveries(2) == []
        assert (await place.people())["person-0002"].stage == "none"
        assert (await place.view()).unreachable == 1
        await place.send()
        pushed = next(each for each in place.gateway.given if each.channel == "push")
        assert msgspec.json.decode(pushed.body)["body"] == "Katta avtohalokat · Markaziy shifoxona"
        assert next(each for each in place.gateway.given if each.channel == "email").subject


KEY = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"


async def test_a_large_list_is_asked_in_batches_between_which_others_go_first() -> None:
    """Rule [E4]: no transaction holds more than a batch."""
    async with town(*(staff(number) for number in range(2 * BATCH + 3))) as place:
        await place.started()
        passed = [happened.event.passed for happened in await place.events(RecallProceeded)]  # type: ignore[attr-defined]
        assert passed == [BATCH, BATCH, 3]
        by_command: dict[str, int] = {}
        for happened in await place.events(DeliveryQueued):
            by_command[happened.command_id] = by_command.get(happened.command_id, 0) + 1
        assert sorted(by_command.values()) == [3, BATCH, BATCH]


async def test_a_batch_that_comes_twice_asks_nobody_twice() -> None:
    """Rule [E4]."""
    async with town(*(staff(number) for number in range(5))) as place:
        await place.started()
        for _ in range(2):
            await place.do(place.wish(RecallProceed, recall_id=RECALL_ID))
        assert len(await place.events(DeliveryQueued)) == 5


async def test_recalls_stand_behind_every_urgent_alert() -> None:
    """Rule [E4]."""
    async with town(staff(1)) as place:
        await place.started()
        (delivery,) = await place.deliveries(1)
        assert delivery.urgency == "urgent"
        assert FIRST["urgent"] < turn_of(delivery) < FIRST["routine"]


async def test_the_silent_are_asked_again_after_ten_minutes_and_nobody_else() -> None:
    """Rule [E5]."""
    async with town(*(staff(number) for number in range(1, 4))) as place:
        await place.started()
        await place.send()
        await place.answer(1, "cannot")
        again = {"recall_id": RECALL_ID}
        with pytest.raises(Refused) as caught:
            await place.do(place.wish(RecallAskAgain, **again), NODIRA)
        assert caught.value.code is Code.TOO_MANY_TRIES
        assert caught.value.details["not_before_ms"] == (await place.view()).again_ms == place.now_ms + REST_MS
        place.now_ms += REST_MS
        await place.do(place.wish(RecallAskAgain, **again), NODIRA)
        with pytest.raises(Refused) as caught:
            await place.do(place.wish(RecallAskAgain, **again), NODIRA)
        assert caught.value.code is Code.WRONG_STATE
        await place.react()
        await place.send()
        assert len(place.gateway.given) == 5
        people = await place.people()
        assert [people[f"person-000{number}"].round for number in (1, 2, 3)] == [1, 2, 2]


async def test_ended_nothing_more_leaves_and_nobody_answers() -> None:
    """Rule [E6]."""
    async with town(*(staff(number) for number in range(1, 4))) as place:
        await place.started()
        await place.do(place.wish(RecallEnd, recall_id=RECALL_ID), NODIRA)
        await place.react()
        await place.send()
        assert place.gateway.given == []
        assert {one.stage for one in (await place.people()).values()} == {"withdrawn"}
        with pytest.raises(Refused) as caught:
            await place.answer(1, "in_20")
        assert caught.value.code is Code.LINK_ENDED
        for wish in (RecallEnd, RecallAskAgain):
            with pytest.raises(Refused) as caught:
                await place.do(place.wish(wish, recall_id=RECALL_ID), NODIRA)
            assert caught.value.code is Code.WRONG_STATE


async def test_called_off_whoever_comes_is_told() -> None:
    """Rule [E6]."""
    async with town(*(staff(number) for number in range(1, 5))) as place:
        await place.started()
        await place.send()
        await place.answer(1, "in_40")
        await place.answer(2, "later")
        await place.answer(3, "cannot")
        await place.do(place.wish(RecallEnd, recall_id=RECALL_ID, called_off=True), NODIRA)
        await place.react()
        await place.send()
        told = place.gateway.given[4:]
        assert sorted(message.to for message in told) == [staff(1).telephone, staff(2).telephone]
        assert all("bekor qilindi" in message.body for message in told)


async def test_its_time_ends_it_and_half_a_day_later_no_screen_shows_it() -> None:
    """Rule [E6]."""
    async with town(staff(1)) as place:
        await place.started(until_ms=place.now_ms + HOUR)
        await place.pass_time(HOUR)
        assert (await place.view()).ended_why == "time"
        await place.do(place.wish(RecallRetire, recall_id=RECALL_ID))
        assert not (await place.recall()).retired
        await place.pass_time(RETIRE_MS)
        assert (await place.recall()).retired


async def test_what_the_gateway_says_stands_on_the_board() -> None:
    """Rule [E3]."""
    async with town(staff(1), staff(2), gateway=Scripted(Never("21211", "number"))) as place:
        await place.started()
        await place.send()
        await place.react()
        stages = {one.person_id: one.stage for one in (await place.people()).values()}
        assert sorted(stages.values()) == ["failed", "left"]
        number = next(int(id[-4:]) for id, stage in stages.items() if stage == "left")
        (delivery,) = await place.deliveries(number)
        report = {"attempt": 1, "sid": delivery.progress.sid, "status": "delivered"}
        await place.do(place.wish(DeliveryReport, delivery_id=delivery.delivery_id, **report))
        await place.react()
        view = await place.view()
        assert (view.failed, view.delivered, view.left) == (1, 1, 0)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"text": "   "}, Code.MISSING),
        ({"place": "  "}, Code.MISSING),
        ({"until_in_ms": SHORTEST_MS - 1}, Code.WRONG_STATE),
        ({"until_in_ms": LONGEST_MS + 1}, Code.WRONG_STATE),
    ],
)
async def test_a_call_without_what_it_needs_is_refused(changed: dict[str, Any], code: Code) -> None:
    async with town(staff(1)) as place:
        if "until_in_ms" in changed:
            changed = {"until_ms": place.now_ms + changed["until_in_ms"]}
        with pytest.raises(Refused) as caught:
            await place.started(**changed)
        assert caught.value.code is code
        assert await place.events() == []


async def test_a_second_call_under_the_same_id_is_refused() -> None:
    async with town(staff(1)) as place:
        await place.started()
        with pytest.raises(Refused) as caught:
            await place.started()
        assert caught.value.code is Code.ALREADY_EXISTS


@pytest.mark.parametrize(
    "wrong",
    [{"text": "x" * 201}, {"person_ids": []}, {"person_ids": ["x"] * 1001}, {"place": ""}, {"until_ms": "soon"}],
)
async def test_what_is_too_long_or_of_another_kind_is_rejected(wrong: dict[str, Any]) -> None:
    async with town(staff(1)) as place:
        body = msgspec.to_builtins(place.starting()) | wrong
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(body, RecallStart)


async def test_only_the_server_speaks_for_whoever_was_asked() -> None:
    async with town(staff(1)) as place:
        await place.started()
        with pytest.raises(Refused) as caught:
            await place.do(place.wish(RecallProceed, recall_id=RECALL_ID), NODIRA)
        assert caught.value.code is Code.NOT_ALLOWED


def test_the_furthest_message_counts() -> None:
    assert stage_of(["failed", "delivered", "queued"]) == "delivered"
    assert stage_of(["failed", "unknown"]) == "waiting"
    assert stage_of(["withdrawn", "failed"]) == "failed"
    assert stage_of([]) == "none"


async def test_without_carriers_nobody_is_reached_and_that_is_said() -> None:
    async with RecallTown(Scripted(), [staff(1)], channels=()) as place:
        await place.started()
        assert (await place.view()).unreachable == 1

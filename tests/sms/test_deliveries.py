"""None lost, none sent twice unless it could not be known, and then marked."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signaling.protocol.deliveries import (
    DeliveryAccept,
    DeliveryClaim,
    DeliveryClaimed,
    DeliveryFail,
    DeliveryPostpone,
    DeliveryQueued,
    DeliveryReport,
    DeliveryReported,
    DeliveryUnknown,
    GatewayStatus,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Stamp
from sms.composing import LONGEST_VALID_S, SHORTEST_VALID_S
from sms.domain.gateway import CannotLook, Later, Message, Never, Unclear
from sms.domain.pace import Bucket, backoff_ms
from sms.domain.progress import LOOK_AFTER_MS, RANK, Progress, progress
from sms.sending import LEASE_MS, SENDING_TAKES_MS
from tests.sms.desk import INCIDENT, KARIMOV, RASULOVA, Scripted, town

ABOUT: dict[str, Any] = {"delivery_id": "d", "alert_id": "a", "about_id": INCIDENT, "person_id": "karimov"}


async def test_a_message_says_why_where_to_answer_and_its_code() -> None:
    gateway = Scripted()
    async with town(gateway) as place:
        alert_id = await place.raised(KARIMOV)
        await place.send()
        [message] = gateway.given
        delivery = await place.delivery(alert_id, KARIMOV)
        assert message.to == "+998000000001"
        assert "Ko'krak qafasida og'riq" in message.body
        assert "Registon" not in message.body
        assert delivery.code in message.body
        assert message.status_callback == f"https://tez.example.uz/sms/status/{delivery.delivery_id}/1"
        assert (delivery.progress.status, delivery.progress.sid) == ("accepted", "SM1")


async def test_the_gateway_may_hold_a_message_for_minutes_not_for_hours() -> None:
    gateway = Scripted()
    async with town(gateway) as place:
        await place.raised(KARIMOV, urgency="routine")
        await place.pass_time(60_000)
        await place.raised(RASULOVA, about_id="another", made_at_ms=place.now_ms - 9 * 60_000 - 59_000)
        await place.send()
        assert {message.valid_s for message in gateway.given} == {LONGEST_VALID_S, SHORTEST_VALID_S}


async def test_the_most_urgent_goes_first() -> None:
    gateway = Scripted()
    async with town(gateway) as place:
        await place.raised(RASULOVA, about_id="first", urgency="routine")
        await place.pass_time(60_000)
        await place.raised(KARIMOV, about_id="second", urgency="life_threat")
        await place.send()
        assert [message.to for message in gateway.given] == ["+998000000001", "+998000000002"]


async def test_too_many_is_waited_for_and_sent_once_more() -> None:
    gateway = Scripted(Later("20429", 3_000))
    async with town(gateway) as place:
        alert_id = await place.raised(KARIMOV)
        await place.send()
        delivery = await place.delivery(alert_id, KARIMOV)
        assert (delivery.progress.status, delivery.progress.code) == ("queued", "20429")
        place.now_ms += 2_999
        await place.send()
        assert len(gateway.given) == 1
        place.now_ms += 1
        await place.send()
        assert [message.attempt for message in gateway.given] == [1, 2]
        progress_now = (await place.delivery(alert_id, KARIMOV)).progress
        assert (progress_now.status, progress_now.repeated) == ("accepted", False)


async def test_what_would_be_late_is_not_tried_again() -> None:
    gateway = Scripted(Later("20429", 3_600_000))
    async with town(gateway) as place:
        alert_id = await place.raised(KARIMOV, RASULOVA)
        await place.send()
        assert (await place.delivery(alert_id, KARIMOV)).progress.status == "failed"
        assert (await place.delivery(alert_id, RASULOVA)).progress.status == "queued"


@pytest.mark.parametrize("answer", ["accepts", "declines"])
async def test_what_comes_back_from_the_gateway_when_it_was_answered_meanwhile_is_withdrawn(answer: str) -> None:
    gateway = Scripted(Later("20429", 3_000))
    async with town(gateway) as place:
        alert_id = await place.raised(KARIMOV, RASULOVA)

        async def answered(message: Message) -> None:
            await (place.accept if answer == "accepts" else place.decline)(alert_id, KARIMOV)

        gateway.while_sending = answered
        await place.send()
        assert (await place.delivery(alert_id, KARIMOV)).progress.status == "withdrawn"
        place.now_ms += 10_000
        await place.send()
        assert [message.to for message in gateway.given].count("+998000000001") == 1


async def test_a_number_that_is_bad_for_good_is_not_tried_again() -> None:
    gateway = Scripted(Never("21610", "number"))
    async with town(gateway) as place:
        alert_id = await place.raised(KARIMOV, RASULOVA)
        await place.send()
        await place.send()
        assert [message.to for message in gateway.given] == ["+998000000001", "+998000000002"]
        assert (await place.alert(alert_id)).people[0].status == "unreachable"


async def test_an_ambiguous_outcome_is_looked_for_before_it_is_repeated() -> None:
    """Rule [A5]."""
    gateway = Scripted(Unclear("timeout"))
    gateway.found = ["SM77"]
    async with town(gateway) as place:
        alert_id = await place.raised(KARIMOV)
        await place.send()
        assert (await place.delivery(alert_id, KARIMOV)).progress.status == "unknown"
        place.now_ms += LOOK_AFTER_MS - 1
        await place.send()
        assert gateway.sought == []
        place.now_ms += 1
        await place.send()
        [sought] = gateway.sought
        delivery = await place.delivery(alert_id, KARIMOV)
        assert (sought.to, sought.code) == ("+998000000001", delivery.code)
        assert (delivery.progress.status, delivery.progress.sid) == ("accepted", "SM77")
        assert len(gateway.given) == 1


async def test_what_is_not_found_twice_is_repeated_with_the_same_code_and_marked() -> None:
    """Rule [A5]."""
    gateway = Scripted(Unclear("timeout"))
    async with town(gateway) as place:
        alert_id = await place.raised(KARIMOV)
        await place.send()
        for _ in range(2):
            place.now_ms += LOOK_AFTER_MS
            await place.send()
        assert len(gateway.sought) == 2
        await place.send()
        assert [message.attempt for message in gateway.given] == [1, 2]
        assert gateway.given[0].code == gateway.given[1].code
        view = await place.seen_by(alert_id)
        assert view is not None
        assert view.people[0].steps[-1].repeated


async def test_a_list_that_cannot_be_read_is_no_proof_of_anything() -> None:
    gateway = Scripted(Unclear("timeout"))
    gateway.found = [CannotLook("503"), CannotLook("503"), CannotLook("503"), "SM9"]
    async with town(gateway) as place:
        alert_id = await place.raised(KARIMOV)
        await place.send()
        for _ in range(5):
            place.now_ms += LOOK_AFTER_MS
            await place.send()
        assert len(gateway.given) == 1
        assert (await place.delivery(alert_id, KARIMOV)).progress.sid == "SM9"


async def test_a_report_settles_what_nobody_knew() -> None:
    gateway = Scripted(Unclear("timeout"))
    async with town(gateway) as place:
        alert_id = await place.raised(KARIMOV)
        await place.send()
        await place.about(alert_id, KARIMOV, DeliveryReport, attempt=1, sid="SM5", status="delivered")
        place.now_ms += 3 * LOOK_AFTER_MS
        await place.send()
        assert (gateway.sought, len(gateway.given)) == ([], 1)
        assert (await place.delivery(alert_id, KARIMOV)).progress.status == "delivered"


async def test_an_unknown_message_is_not_repeated_when_nobody_needs_it_any_more() -> None:
    gateway = Scripted(Unclear("timeout"))
    async with town(gateway) as place:
        alert_id = await place.raised(KARIMOV, RASULOVA)
        await place.send()
        await place.accept(alert_id, KARIMOV)
        for _ in range(4):
            place.now_ms += LOOK_AFTER_MS
            await place.send()
        assert len(gateway.given) == 1
        assert (await place.delivery(alert_id, KARIMOV)).progress.status == "failed"


async def test_a_report_that_is_faster_than_the_answer_is_not_undone_by_it() -> None:
    gateway = Scripted()
    async with town(gateway) as place:
        alert_id = await place.raised(KARIMOV)

        async def report(message: Message) -> None:
            await place.about(alert_id, KARIMOV, DeliveryReport, attempt=1, sid="SM1", status="delivered")

        gateway.while_sending = report
        await place.send()
        assert (await place.delivery(alert_id, KARIMOV)).progress.status == "delivered"


async def test_an_old_attempt_settles_nothing() -> None:
    """Rule [A4]."""
    async with town() as place:
        alert_id = await place.raised(KARIMOV)
        await place.about(alert_id, KARIMOV, DeliveryClaim, lease_ms=LEASE_MS)
        await place.about(alert_id, KARIMOV, DeliveryPostpone, attempt=1, code="20429", wait_ms=0)
        await place.about(alert_id, KARIMOV, DeliveryClaim, lease_ms=LEASE_MS)
        for word, fields in (
            (DeliveryAccept, {"sid": "SM1"}),
            (DeliveryFail, {"code": "21610", "failure": "number"}),
            (DeliveryUnknown, {"code": "timeout"}),
            (DeliveryPostpone, {"code": "20429", "wait_ms": 0}),
        ):
            with pytest.raises(Refused) as refused:
                await place.about(alert_id, KARIMOV, word, attempt=1, **fields)
            assert refused.value.code is Code.LEASE_LOST
        assert (await place.delivery(alert_id, KARIMOV)).progress.status == "claimed"


async def test_a_claimed_message_cannot_be_claimed_by_another() -> None:
    async with town() as place:
        alert_id = await place.raised(KARIMOV)
        await place.about(alert_id, KARIMOV, DeliveryClaim, lease_ms=LEASE_MS)
        with pytest.raises(Refused):
            await place.about(alert_id, KARIMOV, DeliveryClaim, lease_ms=LEASE_MS)
        assert len(await place.events(DeliveryClaimed)) == 1


async def test_a_sender_that_dies_leaves_an_unknown_message_not_a_lost_one() -> None:
    gateway = Scripted()
    async with town(gateway) as place:
        alert_id = await place.raised(KARIMOV)
        await place.about(alert_id, KARIMOV, DeliveryClaim, lease_ms=LEASE_MS)
        await place.pass_time(LEASE_MS)
        assert (await place.delivery(alert_id, KARIMOV)).progress.status == "unknown"
        for _ in range(2):
            place.now_ms += LOOK_AFTER_MS
            await place.send()
        await place.send()
        assert [message.attempt for message in gateway.given] == [2]


async def test_a_sender_that_wakes_up_late_tells_the_truth_and_nothing_is_repeated() -> None:
    gateway = Scripted()
    async with town(gateway) as place:
        alert_id = await place.raised(KARIMOV)

        async def sleep_through_the_lease(message: Message) -> None:
            await place.pass_time(LEASE_MS + 1)

        gateway.while_sending = sleep_through_the_lease
        await place.send()
        assert (await place.delivery(alert_id, KARIMOV)).progress.status == "accepted"
        place.now_ms += 3 * LOOK_AFTER_MS
        await place.send()
        assert len(gateway.given) == 1


async def test_with_too_little_of_the_lease_left_nothing_is_given_to_the_gateway() -> None:
    gateway = Scripted()
    async with town(gateway) as place:
        alert_id = await place.raised(KARIMOV)
        issue = place.issue

        async def slow_issue(*, purpose: str, about: str, holder: str, lives_ms: int, uses: int) -> str:
            place.now_ms += LEASE_MS - SENDING_TAKES_MS + 1
            return await issue(purpose=purpose, about=about, holder=holder, lives_ms=lives_ms, uses=uses)

        place.issue = slow_issue  # type: ignore[method-assign]
        place.sender = place.another_sender(gateway)
        await place.send()
        assert gateway.given == []
        assert (await place.delivery(alert_id, KARIMOV)).progress.status == "queued"


async def test_two_senders_never_send_the_same_message_twice() -> None:
    """Rule [A4]."""
    gateway = Scripted()
    async with town(gateway) as place:
        await place.raised(KARIMOV)
        other = place.another_sender(gateway)

        async def the_other_works(message: Message) -> None:
            await other.work(place.back)

        gateway.while_sending = the_other_works
        await place.send()
        assert len(gateway.given) == 1


async def test_a_doubled_report_is_written_down_once() -> None:
    async with town() as place:
        alert_id = await place.raised(KARIMOV)
        await place.send()
        for _ in range(3):
            await place.about(alert_id, KARIMOV, DeliveryReport, attempt=1, sid="SM1", status="sent")
        assert len(await place.events(DeliveryReported)) == 1


async def test_a_report_about_an_attempt_nobody_made_is_refused() -> None:
    async with town() as place:
        alert_id = await place.raised(KARIMOV)
        with pytest.raises(Refused) as refused:
            await place.about(alert_id, KARIMOV, DeliveryReport, attempt=1, sid="SM1", status="sent")
        assert refused.value.code is Code.NOT_FOUND


async def test_the_failure_of_an_older_message_says_nothing_of_its_repeat() -> None:
    gateway = Scripted(Unclear("timeout"))
    async with town(gateway) as place:
        alert_id = await place.raised(KARIMOV)
        await place.send()
        for _ in range(2):
            place.now_ms += LOOK_AFTER_MS
            await place.send()
        await place.send()
        await place.about(alert_id, KARIMOV, DeliveryReport, attempt=1, sid="SM-old", status="failed", code="30008")
        assert (await place.delivery(alert_id, KARIMOV)).progress.status == "accepted"
        await place.about(alert_id, KARIMOV, DeliveryReport, attempt=1, sid="SM-old", status="delivered")
        assert (await place.delivery(alert_id, KARIMOV)).progress.status == "delivered"


async def test_the_pace_of_a_gateway_is_kept() -> None:
    gateway = Scripted()
    gateway.per_second = 1.0
    async with town(gateway) as place:
        for number in range(3):
            await place.raised(KARIMOV, about_id=f"incident {number}")
        for sent in (1, 2, 3):
            await place.send()
            assert len(gateway.given) == sent
            place.now_ms += 1_000


def at(ms: int) -> Stamp:
    return Stamp(seq=1, at_ms=ms, made_at_ms=ms, actor_id="a")


def claimed_once() -> Progress:
    queued = DeliveryQueued(**ABOUT, language="uz", urgency="urgent", code="AAAAA", expires_at_ms=1)
    claimed = DeliveryClaimed(**ABOUT, attempt=1, lease_until_ms=1)
    return progress(progress(None, queued, at(0)), claimed, at(1))


def after(reports: list[GatewayStatus]) -> Progress:
    state = claimed_once()
    for index, status in enumerate(reports):
        code = "30003" if status in ("failed", "undelivered") else None
        event = DeliveryReported(**ABOUT, attempt=1, sid="SM1", status=status, code=code)
        state = progress(state, event, at(index + 2))
    return state


@given(st.lists(st.sampled_from(list(RANK)), min_size=1, max_size=5))
def test_the_order_and_the_number_of_reports_do_not_matter(reports: list[GatewayStatus]) -> None:
    """Rule [A6]."""
    ends = {
        (end.status, end.rank, end.code)
        for order in permutations(reports)
        for end in (after(list(order)), after([*order, *order]))
    }
    assert len(ends) == 1


@given(st.integers(1, 40), st.floats(0, 1, exclude_max=True), st.integers(0, 100_000))
def test_waits_grow_have_an_end_and_obey_the_gateway(attempt: int, chance: float, retry_after_ms: int) -> None:
    wait = backoff_ms(attempt, chance, retry_after_ms)
    assert wait >= retry_after_ms
    assert 500 <= backoff_ms(attempt, chance) <= 30_000
    assert backoff_ms(attempt + 1, 0) >= backoff_ms(attempt, 0)


@given(st.floats(0.5, 50), st.lists(st.integers(0, 2_000), max_size=60))
def test_a_bucket_never_gives_more_than_its_pace(per_second: float, steps: list[int]) -> None:
    bucket, now_ms, given_out = Bucket(per_second=per_second, burst=5), 0, 0
    for step in steps:
        now_ms += step
        given_out += bucket.take(now_ms) == 0
        assert given_out <= 5 + now_ms / 1000 * per_second + 1e-6

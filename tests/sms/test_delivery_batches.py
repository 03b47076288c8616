"""Many claims and many outcomes in one transaction: each counts for itself."""

import asyncio

import msgspec
import pytest

from signaling.protocol.base import Command
from signaling.protocol.deliveries import (
    DeliveryAccept,
    DeliveryAccepted,
    DeliveryClaim,
    DeliveryClaimed,
    DeliveryFail,
    DeliveryPostpone,
    DeliveryReport,
    DeliveryUnknown,
)
from signaling.protocol.delivery_batches import (
    DeliveriesClaim,
    DeliveriesClaimed,
    DeliveriesSettle,
    DeliveriesSettled,
)
from signaling.protocol.refusals import Code, Refused
from sms.domain.gateway import Message
from sms.sender import MOST_AT_ONCE
from sms.sending import LEASE_MS
from tests.sms.desk import KARIMOV, RASULOVA, AlertTown, Scripted, doctor, town

NOBODYS = "0199dead-0000-7000-8000-000000000000"


async def claimed(place: AlertTown, *ids: str) -> DeliveriesClaimed:
    claims = [place.wish(DeliveryClaim, delivery_id=id, lease_ms=LEASE_MS) for id in ids]
    return msgspec.convert(await place.do(place.wish(DeliveriesClaim, claims=claims)), DeliveriesClaimed)


async def settled(place: AlertTown, *outcomes: Command) -> list[Code | None]:
    answer = await place.do(place.wish(DeliveriesSettle, outcomes=list(outcomes)))
    return msgspec.convert(answer, DeliveriesSettled).refused


async def three(place: AlertTown) -> list[str]:
    """Three messages about three things."""
    alerts = [await place.raised(KARIMOV, about_id=f"thing {number}") for number in range(3)]
    return [(await place.delivery(alert_id, KARIMOV)).delivery_id for alert_id in alerts]


async def statuses(place: AlertTown) -> dict[str, str]:
    return {each.delivery_id: each.progress.status for each in await place.deliveries()}


async def test_those_that_can_be_claimed_are_and_the_others_are_named() -> None:
    """Rule [A4]."""
    async with town() as place:
        ids = await three(place)
        await place.do(place.wish(DeliveryClaim, delivery_id=ids[1], lease_ms=LEASE_MS))
        answer = await claimed(place, *ids, NOBODYS, ids[0])
        assert [claim and claim.attempt for claim in answer.claims] == [1, None, 1, None, None]
        assert answer.refused == [None, Code.WRONG_STATE, None, Code.NOT_FOUND, Code.WRONG_STATE]
        assert set((await statuses(place)).values()) == {"claimed"}
        events = await place.events(DeliveryClaimed)
        assert len({each.command_id for each in events}) == 2
        assert [each.stamp.seq for each in events] == sorted({each.stamp.seq for each in events})


async def test_each_outcome_is_fenced_by_its_own_attempt_and_undoes_no_other() -> None:
    """Rule [A4]."""
    async with town() as place:
        ids = await three(place)
        await claimed(place, *ids)
        answer = await settled(
            place,
            place.wish(DeliveryAccept, delivery_id=ids[0], attempt=1, sid="SM0"),
            place.wish(DeliveryAccept, delivery_id=ids[1], attempt=7, sid="SM1"),
            place.wish(DeliveryUnknown, delivery_id=NOBODYS, attempt=1, code="timeout"),
            place.wish(DeliveryPostpone, delivery_id=ids[2], attempt=1, code="429", wait_ms=100),
            place.wish(DeliveryReport, delivery_id=ids[0], attempt=1, sid="SM0", status="delivered"),
            place.wish(DeliveryReport, delivery_id=ids[0], attempt=2, sid="SM0", status="sent"),
        )
        assert answer == [None, Code.LEASE_LOST, Code.NOT_FOUND, None, None, Code.NOT_FOUND]
        assert await statuses(place) == {ids[0]: "delivered", ids[1]: "claimed", ids[2]: "queued"}


async def test_what_fails_in_a_batch_makes_it_the_next_ones_turn() -> None:
    async with town() as place:
        alert_id = await place.raised(KARIMOV, RASULOVA)
        delivery = await place.delivery(alert_id, KARIMOV)
        others = await three(place)
        await claimed(place, delivery.delivery_id, *others)
        fails = [
            place.wish(DeliveryFail, delivery_id=id, attempt=1, code="21211", failure="number")
            for id in (others[0], delivery.delivery_id)
        ]
        assert await settled(place, *fails) == [None, None]
        assert (await place.delivery(alert_id, RASULOVA)).progress.status == "queued"


async def test_one_of_a_batch_says_the_same_as_a_wish_alone() -> None:
    async with town() as alone, town() as together:
        for place, how in ((alone, place_alone), (together, settled)):
            [id, *_] = await three(place)
            await claimed(place, id)
            await how(place, place.wish(DeliveryAccept, delivery_id=id, attempt=1, sid="SM0"))
        [one], [other] = [await place.events(DeliveryAccepted) for place in (alone, together)]
        assert isinstance(one.event, DeliveryAccepted)
        assert isinstance(other.event, DeliveryAccepted)
        assert (one.event.attempt, one.event.sid) == (other.event.attempt, other.event.sid) == (1, "SM0")


async def place_alone(place: AlertTown, outcome: Command) -> None:
    await place.do(outcome)


async def test_only_the_system_may() -> None:
    async with town() as place:
        [id, *_] = await three(place)
        claims = [place.wish(DeliveryClaim, delivery_id=id, lease_ms=LEASE_MS)]
        reports = [place.wish(DeliveryReport, delivery_id=id, attempt=1, sid="SM0", status="delivered")]
        wishes = (place.wish(DeliveriesClaim, claims=claims), place.wish(DeliveriesSettle, outcomes=reports))
        for wish in wishes:
            with pytest.raises(Refused) as refused:
                await place.do(wish, doctor(KARIMOV))
            assert refused.value.code is Code.NOT_ALLOWED


async def test_the_sender_claims_together_sends_all_and_settles_together() -> None:
    gateway = Scripted()
    async with town(gateway) as place:
        for number in range(MOST_AT_ONCE + 3):
            await place.raised(KARIMOV, about_id=f"thing {number}")
        all_there = asyncio.Event()

        async def wait_for_all(message: Message) -> None:
            all_there.set()

        gateway.while_sending = wait_for_all
        await place.send()
        assert all_there.is_set()
        assert len(gateway.given) == MOST_AT_ONCE
        assert len({each.command_id for each in await place.events(DeliveryClaimed)}) == 1
        assert len({each.command_id for each in await place.events(DeliveryAccepted)}) < MOST_AT_ONCE
        await place.send()
        assert len(gateway.given) == MOST_AT_ONCE + 3
        assert set((await statuses(place)).values()) == {"accepted"}


async def test_what_another_has_claimed_meanwhile_is_not_sent_and_the_rest_is() -> None:
    gateway = Scripted()
    async with town(gateway) as place:
        ids = await three(place)
        deliveries = await place.deliveries()
        await place.do(place.wish(DeliveryClaim, delivery_id=ids[0], lease_ms=LEASE_MS))
        async with asyncio.TaskGroup() as tasks:
            await place.sender._begin_sends(place.back, tasks, deliveries)
        assert sorted(message.delivery_id for message in gateway.given) == sorted(ids[1:])

"""The sender: claims queued messages, gives them to the gateway, settles what is known, looks for what is not.

It runs on one node at a time; that is a convenience, not its safety. Its safety is the fencing number that each claim
raises: a sender that was paused for an hour and wakes can settle nothing.
"""

from asyncio import TaskGroup
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from signaling.ids import new_id
from signaling.protocol.base import Command
from signaling.protocol.deliveries import (
    Claim,
    DeliveryAccept,
    DeliveryChannel,
    DeliveryClaim,
    DeliveryFail,
    DeliveryPostpone,
    DeliveryReconcile,
    DeliveryReport,
    DeliveryUnknown,
    Urgency,
)
from signaling.protocol.refusals import Refused
from signaling.slice import Back, system
from sms.composing import Composer
from sms.domain.deliveries import Delivery, address_of
from sms.domain.gateway import CannotLook, Gateway, Later, Never, Outcome, Sought, Taken, Unclear
from sms.domain.pace import Bucket, backoff_ms

SENDER = system("sms.sender")

Carriers = Mapping[DeliveryChannel, Gateway]
LEASE_MS = 30_000
SENDING_TAKES_MS = 12_000
"""More than the gateway's own time limit. With less of the lease left the message is not given to it any more."""

MOST_AT_ONCE = 20
IDLE_MS = 2_000
LOOK_AGAIN_MS = 5_000
FIRST: dict[Urgency, int] = {"life_threat": 0, "urgent": 1, "routine": 2}


class Sender:
    """``carriers``: who carries what goes by each channel; ``chance`` gives a number in [0, 1)."""

    def __init__(self, carriers: Carriers, composer: Composer, chance: Callable[[], float]) -> None:
        self._carriers = carriers
        self._composer = composer
        self._chance = chance
        self._buckets = {
            channel: Bucket(per_second=carrier.per_second, burst=max(1.0, carrier.per_second))
            for channel, carrier in carriers.items()
        }
        self._busy: set[str] = set()
        self._rests_until_ms: dict[str, int] = {}

    async def run(self, back: Back) -> None:
        """Until cancelled."""
        try:
            async with TaskGroup() as tasks:
                while True:
                    wait_ms = await self.begin(back, tasks)
                    await back.changed("delivery", wait_ms / 1000)
        finally:
            self._busy.clear()
            for carrier in set(self._carriers.values()):
                await carrier.close()

    async def work(self, back: Back) -> None:
        """Does once what is due now, and returns when it is done."""
        async with TaskGroup() as tasks:
            await self.begin(back, tasks)

    async def begin(self, back: Back, tasks: TaskGroup) -> int:
        """Starts what is due, the most urgent first. Answers in how many milliseconds something else will be."""
        now_ms, soonest = back.now_ms(), IDLE_MS
        async with back.reading() as reading:
            waiting: list[Delivery] = await reading.find("delivery", Delivery, status=["queued", "unknown"])
        ids = {delivery.delivery_id for delivery in waiting}
        self._rests_until_ms = {id: until for id, until in self._rests_until_ms.items() if id in ids}
        for delivery in sorted(waiting, key=lambda each: (FIRST[each.urgency], each.queued_at_ms)):
            due_ms = max(delivery.progress.due_ms or 0, self._rests_until_ms.get(delivery.delivery_id, 0))
            if delivery.delivery_id in self._busy:
                continue
            if due_ms > now_ms:
                soonest = min(soonest, due_ms - now_ms)
                continue
            if len(self._busy) >= MOST_AT_ONCE:
                break
            bucket = self._buckets.get(delivery.channel)
            wait_ms = bucket.take(now_ms) if bucket else 0
            if wait_ms:
                soonest = min(soonest, wait_ms)
                continue
            self._busy.add(delivery.delivery_id)
            tasks.create_task(self._handle(back, delivery))
        return soonest

    async def _handle(self, back: Back, delivery: Delivery) -> None:
        try:
            if delivery.progress.status == "unknown":
                await self._look(back, delivery)
            else:
                await self._send(back, delivery)
            self._rests_until_ms.pop(delivery.delivery_id, None)
        except Refused:
            # It was settled, withdrawn or claimed by another meanwhile; if it still waits, not at once again.
            self._rests_until_ms[delivery.delivery_id] = back.now_ms() + IDLE_MS
        except CannotLook:
            self._rests_until_ms[delivery.delivery_id] = back.now_ms() + LOOK_AGAIN_MS
        finally:
            self._busy.discard(delivery.delivery_id)

    async def _send(self, back: Back, delivery: Delivery) -> None:
        claim = await self._claim(back, delivery)
        carrier = self._carriers.get(delivery.channel)
        message = await self._composer.message(back, delivery, claim.attempt)
        if carrier is None:
            outcome: Outcome = Never("no_carrier", "configuration")
        elif message is None:
            outcome = Never("no_address", "number")
        elif claim.lease_until_ms - back.now_ms() < SENDING_TAKES_MS:
            outcome = Later("lease_short", 0)
        else:
            outcome = await carrier.send(message)
        await self._settle(back, delivery.delivery_id, claim.attempt, outcome)

    async def _claim(self, back: Back, delivery: Delivery) -> Claim:
        now_ms = back.now_ms()
        # A fresh id at every claim: two senders must never share the answer to one.
        wish = DeliveryClaim(id=new_id(now_ms), made_at_ms=now_ms, delivery_id=delivery.delivery_id, lease_ms=LEASE_MS)
        result: Any = await back.submit(wish, SENDER)
        return msgspec.convert(result, Claim, from_attributes=True)

    async def _settle(self, back: Back, delivery_id: str, attempt: int, outcome: Outcome) -> None:
        now_ms = back.now_ms()
        about: dict[str, Any] = {"made_at_ms": now_ms, "delivery_id": delivery_id, "attempt": attempt}
        wishes: list[Command] = []
        match outcome:
            case Taken(sid, delivered):
                wishes.append(DeliveryAccept(id=new_id(now_ms), **about, sid=sid))
                if delivered:
                    wishes.append(DeliveryReport(id=new_id(now_ms), **about, sid=sid, status="delivered"))
            case Later(code, retry_after_ms):
                wait_ms = backoff_ms(attempt, self._chance(), retry_after_ms)
                wishes.append(DeliveryPostpone(id=new_id(now_ms), **about, code=code, wait_ms=wait_ms))
            case Never(code, failure):
                wishes.append(DeliveryFail(id=new_id(now_ms), **about, code=code, failure=failure))
            case Unclear(code):
                wishes.append(DeliveryUnknown(id=new_id(now_ms), **about, code=code))
        for wish in wishes:
            await back.submit(wish, SENDER)

    async def _look(self, back: Back, delivery: Delivery) -> None:
        progress = delivery.progress
        carrier, to = self._carriers.get(delivery.channel), address_of(delivery)
        sid = None
        if carrier is not None and to:
            sought = Sought(
                to=to,
                code=delivery.code,
                since_ms=progress.first_claimed_ms or delivery.queued_at_ms,
                delivery_id=delivery.delivery_id,
                channel=delivery.channel,
            )
            sid = await carrier.find(sought)
        now_ms = back.now_ms()
        wish = DeliveryReconcile(
            id=new_id(now_ms),
            made_at_ms=now_ms,
            delivery_id=delivery.delivery_id,
            attempt=progress.attempt,
            sid=sid,
        )
        await back.submit(wish, SENDER)

"""The sender: whose message goes next. Each channel has its own places, so that a slow voice carrier holds up no SMS,
and looks have theirs, so that a thousand messages do not keep the gateway's list from being read.

It runs on one node at a time; that is a convenience, not its safety (``sms.sending``).
"""

import asyncio
from asyncio import TaskGroup
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import get_args

from signaling.protocol.deliveries import DeliveryChannel
from signaling.protocol.refusals import Refused
from signaling.slice import Back, Reading
from sms.composing import Composer
from sms.domain.deliveries import Delivery
from sms.domain.gateway import CannotLook
from sms.domain.pace import Bucket
from sms.sending import LEASE_MS, SENDER, Carriers, Claimed, Sending

__all__ = ["LEASE_MS", "SENDER", "Carriers", "Sender"]

MOST_AT_ONCE = 20
"""Messages of one channel on their way at once."""

MOST_LOOKS = 5
"""Looks of one channel at once."""

IDLE_MS = 2_000
LOOK_AGAIN_MS = 5_000
REST_S = 0.1
"""Every claim and every answer is a change. Whatever comes first is looked at immediately; what comes in a stream is
looked at together, so often and no oftener."""


@dataclass
class Lane:
    """One channel's places. ``bucket`` is None where nobody carries: what waits there fails at once."""

    bucket: Bucket | None
    sending: set[str] = field(default_factory=set)
    looking: set[str] = field(default_factory=set)


class Sender:
    """``carriers``: who carries what goes by each channel; ``chance`` gives a number in [0, 1)."""

    def __init__(self, carriers: Carriers, composer: Composer, chance: Callable[[], float]) -> None:
        self._carriers = carriers
        self._sending = Sending(carriers, composer, chance)
        self._lanes: dict[DeliveryChannel, Lane] = {}
        for channel in get_args(DeliveryChannel):
            carrier = carriers.get(channel)
            rate = carrier.per_second if carrier else 0
            self._lanes[channel] = Lane(Bucket(per_second=rate, burst=max(1.0, rate)) if carrier else None)
        self._rests_until_ms: dict[str, int] = {}
        self._due_again_ms: set[int] = set()

    async def run(self, back: Back) -> None:
        """Until cancelled."""
        try:
            async with TaskGroup() as tasks:
                while True:
                    wait_ms = await self.begin(back, tasks)
                    await asyncio.sleep(REST_S)
                    await back.changed("delivery", max(0, wait_ms / 1000 - REST_S))
        finally:
            for lane in self._lanes.values():
                lane.sending.clear()
                lane.looking.clear()
            for carrier in set(self._carriers.values()):
                await carrier.close()

    async def work(self, back: Back) -> None:
        """Does once what is due now, and returns when it is done."""
        async with TaskGroup() as tasks:
            await self.begin(back, tasks)

    async def begin(self, back: Back, tasks: TaskGroup) -> int:
        """Starts what is due, the most urgent first. Answers in how many milliseconds something else will be."""
        now_ms = back.now_ms()
        self._rests_until_ms = {id: until for id, until in self._rests_until_ms.items() if until > now_ms}
        self._due_again_ms = {due for due in self._due_again_ms if due > now_ms}
        chosen: list[Delivery] = []
        async with back.reading() as reading:
            waits = [await self._choose(back, reading, channel, chosen) for channel in self._lanes]
            await self._begin_looks(back, tasks, reading)
        await self._begin_sends(back, tasks, chosen)
        known = [due - now_ms for due in (*self._due_again_ms, *self._rests_until_ms.values())]
        return min([IDLE_MS, *waits, *known])

    async def _choose(self, back: Back, reading: Reading, channel: DeliveryChannel, chosen: list[Delivery]) -> int:
        """Adds what the channel has to send. In how many milliseconds its pace allows the next."""
        lane, now_ms = self._lanes[channel], back.now_ms()
        free = MOST_AT_ONCE - len(lane.sending)
        if free <= 0:
            return IDLE_MS
        # Those on their way and those that rest stand in front of the ones that we look for.
        limit = free + len(lane.sending) + len(self._rests_until_ms)
        waiting = await reading.due(
            "delivery", Delivery, "send_due_ms", now_ms, order=("turn",), limit=limit, channel=channel
        )
        for delivery in waiting:
            id = delivery.delivery_id
            if id in lane.sending or id in self._rests_until_ms:
                continue
            if len(lane.sending) >= MOST_AT_ONCE or len(chosen) >= MOST_AT_ONCE:
                break
            wait_ms = lane.bucket.take(now_ms) if lane.bucket else 0
            if wait_ms:
                return wait_ms
            lane.sending.add(id)
            chosen.append(delivery)
        return IDLE_MS

    async def _begin_sends(self, back: Back, tasks: TaskGroup, chosen: Sequence[Delivery]) -> None:
        if not chosen:
            return
        for delivery, claimed in zip(chosen, await self._sending.claim(back, chosen), strict=True):
            id, place = delivery.delivery_id, self._lanes[delivery.channel].sending
            if claimed is None:
                self._rests_until_ms[id] = back.now_ms() + IDLE_MS
                place.discard(id)
            else:
                tasks.create_task(self._guarded(back, id, place, self._send(back, delivery, claimed)))

    async def _begin_looks(self, back: Back, tasks: TaskGroup, reading: Reading) -> None:
        passed_over = len(self._rests_until_ms) + sum(len(lane.looking) for lane in self._lanes.values())
        limit = passed_over + MOST_LOOKS * len(self._lanes)
        for delivery in await reading.due("delivery", Delivery, "look_due_ms", back.now_ms(), limit=limit):
            id, lane = delivery.delivery_id, self._lanes[delivery.channel]
            if id in lane.looking or id in self._rests_until_ms or len(lane.looking) >= MOST_LOOKS:
                continue
            lane.looking.add(id)
            tasks.create_task(self._guarded(back, id, lane.looking, self._sending.look(back, delivery)))

    async def _send(self, back: Back, delivery: Delivery, claimed: Claimed) -> None:
        again_ms = await self._sending.send(back, delivery, claimed)
        if again_ms is not None:
            self._due_again_ms.add(again_ms)

    async def _guarded(self, back: Back, id: str, place: set[str], work: Awaitable[None]) -> None:
        try:
            await work
        except Refused:
            # It was settled by another meanwhile; if it still waits, not at once again.
            self._rests_until_ms[id] = back.now_ms() + IDLE_MS
        except CannotLook:
            self._rests_until_ms[id] = back.now_ms() + LOOK_AGAIN_MS
        finally:
            place.discard(id)

"""One message's way through the sender: claimed, given to its carrier, settled; or looked for when nobody knows.

Its safety is the fencing number that each claim raises: a sender that was paused for an hour and wakes can settle
nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
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
)
from signaling.slice import Back, system
from sms.composing import Composer
from sms.domain.deliveries import Delivery, address_of
from sms.domain.gateway import Gateway, Later, Never, Outcome, Sought, Taken, Unclear, choice_of
from sms.domain.pace import backoff_ms

SENDER = system("sms.sender")

Carriers = Mapping[DeliveryChannel, Gateway]
LEASE_MS = 30_000
SENDING_TAKES_MS = 12_000
"""More than the gateway's own time limit. With less of the lease left the message is not given to it any more."""


class Sending:
    """``carriers``: who carries what goes by each channel; ``chance`` gives a number in [0, 1)."""

    def __init__(self, carriers: Carriers, composer: Composer, chance: Callable[[], float]) -> None:
        self._carriers = carriers
        self._composer = composer
        self._chance = chance

    async def send(self, back: Back, delivery: Delivery) -> int | None:
        """Sends it once; when it may be tried again if it was put off. Raises Refused when another was faster."""
        carrier = self._carriers.get(delivery.channel)
        gateway = choice_of(carrier)
        claim = await self._claim(back, delivery, gateway)
        message = await self._composer.message(back, delivery, claim.attempt)
        if carrier is None:
            outcome: Outcome = Never("no_carrier", "configuration")
        elif message is None:
            outcome = Never("no_address", "number")
        elif claim.lease_until_ms - back.now_ms() < SENDING_TAKES_MS:
            outcome = Later("lease_short", 0)
        else:
            outcome = await carrier.send(replace(message, gateway=gateway))
        return await self._settle(back, delivery.delivery_id, claim.attempt, outcome)

    async def _claim(self, back: Back, delivery: Delivery, gateway: str) -> Claim:
        now_ms = back.now_ms()
        # A fresh id at every claim: two senders must never share the answer to one.
        wish = DeliveryClaim(
            id=new_id(now_ms),
            made_at_ms=now_ms,
            delivery_id=delivery.delivery_id,
            lease_ms=LEASE_MS,
            gateway=gateway,
        )
        result: Any = await back.submit(wish, SENDER)
        return msgspec.convert(result, Claim, from_attributes=True)

    async def _settle(self, back: Back, delivery_id: str, attempt: int, outcome: Outcome) -> int | None:
        now_ms = back.now_ms()
        about: dict[str, Any] = {"made_at_ms": now_ms, "delivery_id": delivery_id, "attempt": attempt}
        wishes: list[Command] = []
        again_ms = None
        match outcome:
            case Taken(sid, delivered):
                wishes.append(DeliveryAccept(id=new_id(now_ms), **about, sid=sid))
                if delivered:
                    wishes.append(DeliveryReport(id=new_id(now_ms), **about, sid=sid, status="delivered"))
            case Later(code, retry_after_ms):
                wait_ms = backoff_ms(attempt, self._chance(), retry_after_ms)
                wishes.append(DeliveryPostpone(id=new_id(now_ms), **about, code=code, wait_ms=wait_ms))
                again_ms = now_ms + wait_ms
            case Never(code, failure):
                wishes.append(DeliveryFail(id=new_id(now_ms), **about, code=code, failure=failure))
            case Unclear(code):
                wishes.append(DeliveryUnknown(id=new_id(now_ms), **about, code=code))
        for wish in wishes:
            await back.submit(wish, SENDER)
        return again_ms

    async def look(self, back: Back, delivery: Delivery) -> None:
        """Whether the gateway has it. Raises CannotLook, and Refused when another was faster."""
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
                gateway=progress.gateway,
                attempt=progress.attempt,
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

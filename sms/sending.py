"""One message's way through the sender: claimed, given to its carrier, settled; or looked for when nobody knows. Claims
and outcomes are written many at once.

Its safety is the fencing number that each claim raises: a sender that was paused for an hour and wakes can settle
nothing.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from signaling.gathering import Gathering
from signaling.ids import new_id
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
from signaling.protocol.delivery_batches import (
    DeliveriesClaim,
    DeliveriesClaimed,
    DeliveriesSettle,
    DeliveriesSettled,
    DeliveryOutcome,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Back, system
from sms.composing import Composer
from sms.domain.deliveries import Delivery, address_of
from sms.domain.gateway import Gateway, Later, Never, Outcome, Sought, Taken, Unclear, choice_of
from sms.domain.pace import backoff_ms
from sms.domain.segments import segments

SENDER = system("sms.sender")

Carriers = Mapping[DeliveryChannel, Gateway]
LEASE_MS = 30_000
SENDING_TAKES_MS = 12_000
"""More than the gateway's own time limit. With less of the lease left the message is not given to it any more."""
MOST_SETTLED_AT_ONCE = 20
SETTLING_RESTS_S = 0.1


@dataclass(frozen=True, slots=True)
class Claimed:
    """The claim, and to which gateway the message is to be given by it."""

    claim: Claim
    gateway: str


class Sending:
    """``carriers``: who carries what goes by each channel; ``chance`` gives a number in [0, 1)."""

    def __init__(self, carriers: Carriers, composer: Composer, chance: Callable[[], float]) -> None:
        self._carriers = carriers
        self._composer = composer
        self._chance = chance
        self._settling = Gathering(_settle_together, at_most=MOST_SETTLED_AT_ONCE, rest_s=SETTLING_RESTS_S)

    async def claim(self, back: Back, chosen: Sequence[Delivery]) -> list[Claimed | None]:
        """A claim of each; None of those that were settled, withdrawn or claimed by another meanwhile."""
        now_ms = back.now_ms()
        gateways = [choice_of(self._carriers.get(delivery.channel)) for delivery in chosen]
        # A fresh id at every claim: two senders must never share the answer to one.
        wish = DeliveriesClaim(
            id=new_id(now_ms),
            made_at_ms=now_ms,
            claims=[
                DeliveryClaim(
                    id=new_id(now_ms),
                    made_at_ms=now_ms,
                    delivery_id=delivery.delivery_id,
                    lease_ms=LEASE_MS,
                    gateway=gateway,
                )
                for delivery, gateway in zip(chosen, gateways, strict=True)
            ],
        )
        answer = msgspec.convert(await back.submit(wish, SENDER), DeliveriesClaimed, from_attributes=True)
        return [
            None if claim is None else Claimed(claim, gateway)
            for claim, gateway in zip(answer.claims, gateways, strict=True)
        ]

    async def send(self, back: Back, delivery: Delivery, claimed: Claimed) -> int | None:
        """Sends it once; when it may be tried again if it was put off. Raises Refused when it was settled otherwise."""
        carrier, claim = self._carriers.get(delivery.channel), claimed.claim
        message = await self._composer.message(back, delivery, claim.attempt)
        if carrier is None:
            outcome: Outcome = Never("no_carrier", "configuration")
        elif message is None:
            outcome = Never("no_address", "number")
        elif claim.lease_until_ms - back.now_ms() < SENDING_TAKES_MS:
            outcome = Later("lease_short", 0)
        else:
            outcome = await carrier.send(replace(message, gateway=claimed.gateway))
        paid = segments(message.body) if message is not None and message.channel == "sms" else 1
        return await self._settle(back, delivery.delivery_id, claim.attempt, outcome, paid)

    async def _settle(self, back: Back, delivery_id: str, attempt: int, outcome: Outcome, paid: int) -> int | None:
        now_ms = back.now_ms()
        about: dict[str, Any] = {"made_at_ms": now_ms, "delivery_id": delivery_id, "attempt": attempt}
        wishes: list[DeliveryOutcome] = []
        again_ms = None
        match outcome:
            case Taken(sid, delivered):
                wishes.append(DeliveryAccept(id=new_id(now_ms), **about, sid=sid, segments=paid))
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
        await self._settled(back, *wishes)
        return again_ms

    async def _settled(self, back: Back, *outcomes: DeliveryOutcome) -> None:
        refused = await asyncio.gather(*(self._settling.add((back, outcome)) for outcome in outcomes))
        for code in refused:
            if code is not None:
                raise Refused(code)

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
        await self._settled(back, wish)


async def _settle_together(outcomes: Sequence[tuple[Back, DeliveryOutcome]]) -> list[Code | None]:
    """Writes the outcomes down in one transaction. A fresh id: what is said again is another saying."""
    back = outcomes[0][0]
    now_ms = back.now_ms()
    wish = DeliveriesSettle(id=new_id(now_ms), made_at_ms=now_ms, outcomes=[outcome for _, outcome in outcomes])
    result: Any = await back.submit(wish, SENDER)
    return msgspec.convert(result, DeliveriesSettled, from_attributes=True).refused

"""The commands about deliveries: the sender's and the gateway's, one by one and many together."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from signaling.protocol.base import Command, Event
from signaling.protocol.deliveries import (
    Claim,
    DeliveryAccept,
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
from signaling.slice import Desk, Handler
from sms.domain import deliveries
from sms.domain.alerts import Alert
from sms.domain.deliveries import Delivery
from sms.handlers.climbing import Climber
from sms.handlers.permission import only_system

Decide = Callable[[Desk, Delivery, Any], Awaitable[Sequence[Event]]]


class DeliveryHandlers:
    """A message that fails makes it the next step's or person's turn, in the same transaction."""

    def __init__(self, climber: Climber) -> None:
        self._climber = climber

    def all(self) -> tuple[Handler, ...]:
        return (
            Handler(DeliveryClaim, self.claim),
            *(Handler(word, self.settle) for word in DECIDES),
            Handler(DeliveriesClaim, self.claim_many),
            Handler(DeliveriesSettle, self.settle_many),
        )

    async def claim(self, wish: DeliveryClaim, facts: Any, desk: Desk) -> Claim:
        """A new fencing number and a lease."""
        only_system(desk)
        state = await desk.get("delivery", wish.delivery_id, Delivery)
        event = deliveries.decide_claim(state, wish, wanted=await _wanted(desk, state), now_ms=desk.moment.now_ms)
        desk.record(event)
        return Claim(attempt=event.attempt, lease_until_ms=event.lease_until_ms)

    async def claim_many(self, wish: DeliveriesClaim, facts: Any, desk: Desk) -> DeliveriesClaimed:
        """Those that can be claimed are."""
        only_system(desk)
        await _fetch(desk, [each.delivery_id for each in wish.claims])
        claims: list[Claim | None] = []
        refused: list[Code | None] = []
        for each in wish.claims:
            try:
                claims.append(await self.claim(each, facts, desk))
                refused.append(None)
            except Refused as no:
                claims.append(None)
                refused.append(no.code)
        return DeliveriesClaimed(claims=claims, refused=refused)

    async def settle(self, wish: DeliveryOutcome, facts: Any, desk: Desk) -> None:
        """One outcome, as a batch of one."""
        only_system(desk)
        await self._follow(desk, [(wish, await _decide(desk, wish))])

    async def settle_many(self, wish: DeliveriesSettle, facts: Any, desk: Desk) -> DeliveriesSettled:
        """Each is decided before anything is written; one that is refused has recorded nothing."""
        only_system(desk)
        await _fetch(desk, [outcome.delivery_id for outcome in wish.outcomes])
        before: list[tuple[DeliveryOutcome, Delivery]] = []
        refused: list[Code | None] = []
        for outcome in wish.outcomes:
            try:
                before.append((outcome, await _decide(desk, outcome)))
                refused.append(None)
            except Refused as no:
                refused.append(no.code)
        await self._follow(desk, before)
        return DeliveriesSettled(refused=refused)

    async def _follow(self, desk: Desk, before: Sequence[tuple[DeliveryOutcome, Delivery]]) -> None:
        """What follows from the outcomes when all of them are written."""
        for outcome, state in before:
            after = await desk.get("delivery", state.delivery_id, Delivery)
            if state.alert_id and after.progress.status == "failed" and state.progress.status != "failed":
                await self._climber.climb(desk, state.alert_id)
            if isinstance(outcome, DeliveryPostpone) and not await _wanted(desk, after):
                # Answered while it was at the gateway: nobody else would withdraw it, and each claim would be refused.
                desk.record(*deliveries.decide_withdraw(await desk.get("delivery", after.delivery_id, Delivery)))


async def _fetch(desk: Desk, delivery_ids: Sequence[str]) -> None:
    """The messages, and the alerts that their events touch: one look each instead of one for every message."""
    found = await desk.fetch("delivery", delivery_ids, Delivery)
    await desk.fetch("alert", [each.alert_id for each in found if each.alert_id], Alert)


async def _decide(desk: Desk, wish: DeliveryOutcome) -> Delivery:
    """Records what the outcome means; the message as it was before."""
    state = await desk.get("delivery", wish.delivery_id, Delivery)
    desk.record(*await DECIDES[type(wish)](desk, state, wish))
    return state


async def _accept(desk: Desk, state: Delivery, wish: DeliveryAccept) -> Sequence[Event]:
    return deliveries.decide_accept(state, wish)


async def _postpone(desk: Desk, state: Delivery, wish: DeliveryPostpone) -> Sequence[Event]:
    return [deliveries.decide_postpone(state, wish, desk.moment.now_ms)]


async def _fail(desk: Desk, state: Delivery, wish: DeliveryFail) -> Sequence[Event]:
    return [deliveries.decide_fail(state, wish)]


async def _unknown(desk: Desk, state: Delivery, wish: DeliveryUnknown) -> Sequence[Event]:
    return deliveries.decide_unknown(state, wish)


async def _reconcile(desk: Desk, state: Delivery, wish: DeliveryReconcile) -> Sequence[Event]:
    wanted = await _wanted(desk, state)
    return deliveries.decide_reconcile(state, wish, wanted=wanted, now_ms=desk.moment.now_ms)


async def _report(desk: Desk, state: Delivery, wish: DeliveryReport) -> Sequence[Event]:
    return deliveries.decide_report(state, wish)


DECIDES: dict[type[Command], Decide] = {
    DeliveryAccept: _accept,
    DeliveryPostpone: _postpone,
    DeliveryFail: _fail,
    DeliveryUnknown: _unknown,
    DeliveryReconcile: _reconcile,
    DeliveryReport: _report,
}


async def _wanted(desk: Desk, state: Delivery) -> bool:
    if state.alert_id is None:
        return not state.recalled
    alert = await desk.get("alert", state.alert_id, Alert)
    person = alert.person(state.person_id)
    return alert.status == "open" and person is not None and person.status in ("called", "opened", "unreachable")

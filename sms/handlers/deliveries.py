"""The commands about deliveries: the sender's and the gateway's."""

from typing import Any

from signaling.protocol.base import Event
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
from signaling.slice import Desk, Handler
from sms.domain import deliveries
from sms.domain.alerts import Alert
from sms.domain.deliveries import Delivery
from sms.handlers.climbing import Climber
from sms.handlers.permission import only_system


class DeliveryHandlers:
    """A message that fails makes it the next step's or person's turn, in the same transaction."""

    def __init__(self, climber: Climber) -> None:
        self._climber = climber

    def all(self) -> tuple[Handler, ...]:
        return (
            Handler(DeliveryClaim, self.claim),
            Handler(DeliveryAccept, self.accept),
            Handler(DeliveryPostpone, self.postpone),
            Handler(DeliveryFail, self.fail),
            Handler(DeliveryUnknown, self.unknown),
            Handler(DeliveryReconcile, self.reconcile),
            Handler(DeliveryReport, self.report),
        )

    async def claim(self, wish: DeliveryClaim, facts: Any, desk: Desk) -> Claim:
        """A new fencing number and a lease."""
        only_system(desk)
        state = await desk.get("delivery", wish.delivery_id, Delivery)
        event = deliveries.decide_claim(state, wish, wanted=await _wanted(desk, state), now_ms=desk.moment.now_ms)
        desk.record(event)
        return Claim(attempt=event.attempt, lease_until_ms=event.lease_until_ms)

    async def accept(self, wish: DeliveryAccept, facts: Any, desk: Desk) -> None:
        only_system(desk)
        desk.record(*deliveries.decide_accept(await desk.get("delivery", wish.delivery_id, Delivery), wish))

    async def postpone(self, wish: DeliveryPostpone, facts: Any, desk: Desk) -> None:
        only_system(desk)
        state = await desk.get("delivery", wish.delivery_id, Delivery)
        await self._record_and_follow(desk, state, [deliveries.decide_postpone(state, wish, desk.moment.now_ms)])
        if not await _wanted(desk, state):
            # Answered while it was at the gateway: nobody else would withdraw it, and each claim would be refused.
            desk.record(*deliveries.decide_withdraw(await desk.get("delivery", wish.delivery_id, Delivery)))

    async def fail(self, wish: DeliveryFail, facts: Any, desk: Desk) -> None:
        only_system(desk)
        state = await desk.get("delivery", wish.delivery_id, Delivery)
        await self._record_and_follow(desk, state, [deliveries.decide_fail(state, wish)])

    async def unknown(self, wish: DeliveryUnknown, facts: Any, desk: Desk) -> None:
        only_system(desk)
        desk.record(*deliveries.decide_unknown(await desk.get("delivery", wish.delivery_id, Delivery), wish))

    async def reconcile(self, wish: DeliveryReconcile, facts: Any, desk: Desk) -> None:
        only_system(desk)
        state = await desk.get("delivery", wish.delivery_id, Delivery)
        wanted = await _wanted(desk, state)
        events = deliveries.decide_reconcile(state, wish, wanted=wanted, now_ms=desk.moment.now_ms)
        await self._record_and_follow(desk, state, events)

    async def report(self, wish: DeliveryReport, facts: Any, desk: Desk) -> None:
        only_system(desk)
        state = await desk.get("delivery", wish.delivery_id, Delivery)
        await self._record_and_follow(desk, state, deliveries.decide_report(state, wish))

    async def _record_and_follow(self, desk: Desk, state: Delivery, events: list[Event]) -> None:
        """A message that fails makes it the next person's turn, in the same transaction."""
        desk.record(*events)
        after = await desk.get("delivery", state.delivery_id, Delivery)
        if state.alert_id and after.progress.status == "failed" and state.progress.status != "failed":
            await self._climber.climb(desk, state.alert_id)


async def _wanted(desk: Desk, state: Delivery) -> bool:
    if state.alert_id is None:
        return not state.recalled
    alert = await desk.get("alert", state.alert_id, Alert)
    person = alert.person(state.person_id)
    return alert.status == "open" and person is not None and person.status in ("called", "opened", "unreachable")

"""The commands about alerts, deliveries and messages with a link: gather nothing, decide, record."""

from typing import Any

from signaling.protocol.alerts import (
    AlertAcknowledge,
    AlertDecline,
    AlertExpire,
    AlertOpen,
    AlertRaise,
    AlertSettle,
    RaisedAlert,
)
from signaling.protocol.base import Event
from signaling.protocol.deliveries import (
    Claim,
    DeliveryAccept,
    DeliveryClaim,
    DeliveryFail,
    DeliveryPostpone,
    DeliveryQueued,
    DeliveryReconcile,
    DeliveryReport,
    DeliveryUnknown,
)
from signaling.protocol.link_messages import (
    CallerMessageRecall,
    CallerMessageSend,
    GuestMessageRecall,
    GuestMessageSend,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Desk, Handler, Role
from sms.domain import alert_rules, deliveries
from sms.domain.alerts import Alert, may_answer
from sms.domain.deliveries import Delivery, code_of

VOICE_OF_OTHERS = frozenset({Role.SYSTEM, Role.DISPATCHER, Role.CALL_TAKER})
"""Who may write down another's answer: the system for a ticket's holder, the desk for what was said by telephone."""


def _only_system(desk: Desk) -> None:
    if desk.moment.actor.role is not Role.SYSTEM:
        raise Refused(Code.NOT_ALLOWED)


def _only_for_oneself(desk: Desk, person_id: str) -> None:
    actor = desk.moment.actor
    if actor.id != person_id and actor.role not in VOICE_OF_OTHERS:
        raise Refused(Code.NOT_YOURS)


async def raise_alert(wish: AlertRaise, facts: Any, desk: Desk) -> RaisedAlert:
    """A new alert, or the one that stands with whoever is new on it. Earlier ones that nobody took make room."""
    _only_system(desk)
    earlier = await desk.find("alert", Alert, about_id=wish.about_id, specialty=wish.specialty)
    standing = next((alert for alert in earlier if alert.status in ("open", "acknowledged") and not alert.closed), None)
    if standing is not None:
        if standing.status == "open":
            desk.record(*alert_rules.decide_add(standing, wish.people))
            await _call_next(desk, standing.alert_id)
        return await _raised(desk, standing.alert_id)
    for alert in earlier:
        if not alert.closed:
            desk.record(alert_rules.closing(alert))
    alert_id = desk.moment.new_id("alert")
    desk.record(*alert_rules.decide_raise(wish, alert_id))
    await _call_next(desk, alert_id)
    return await _raised(desk, alert_id)


async def _raised(desk: Desk, alert_id: str) -> RaisedAlert:
    alert = await desk.get("alert", alert_id, Alert)
    return RaisedAlert(alert_id=alert_id, status=alert.status)


async def _call_next(desk: Desk, alert_id: str) -> None:
    """Calls whose turn it is, with a message for each who has a telephone."""
    alert = await desk.get("alert", alert_id, Alert)
    called = alert_rules.decide_call(alert)
    desk.record(*called)
    alert = await desk.get("alert", alert_id, Alert)
    for person in alert.people:
        if may_answer(person) and person.telephone and person.delivery_id is None:
            delivery_id = desk.moment.new_id(f"delivery {person.person_id}")
            desk.record(
                DeliveryQueued(
                    delivery_id=delivery_id,
                    alert_id=alert_id,
                    about_id=alert.about_id,
                    person_id=person.person_id,
                    language=person.language,
                    urgency=alert.urgency,
                    code=code_of(delivery_id),
                    expires_at_ms=alert.expires_at_ms,
                    telephone=person.telephone,
                )
            )


async def _withdraw(desk: Desk, alert_id: str, *, person_id: str | None = None) -> None:
    """What is still waiting to be sent is not sent: to anybody, or to the one person."""
    waiting = await desk.find("delivery", Delivery, alert_id=alert_id, status="queued")
    for delivery in waiting:
        if person_id in (None, delivery.person_id):
            desk.record(*deliveries.decide_withdraw(delivery))


async def open_alert(wish: AlertOpen, facts: Any, desk: Desk) -> None:
    """Writes down that the link was opened. Answers nothing."""
    _only_system(desk)
    alert = await desk.get("alert", wish.alert_id, Alert)
    desk.record(*alert_rules.decide_open(alert, wish.person_id))


async def acknowledge(wish: AlertAcknowledge, facts: Any, desk: Desk) -> RaisedAlert:
    """The first wins; messages to the others that have not left are withdrawn."""
    _only_for_oneself(desk, wish.person_id)
    alert = await desk.get("alert", wish.alert_id, Alert)
    desk.record(*alert_rules.decide_acknowledge(alert, wish, desk.moment.now_ms))
    await _withdraw(desk, wish.alert_id)
    return await _raised(desk, wish.alert_id)


async def decline(wish: AlertDecline, facts: Any, desk: Desk) -> RaisedAlert:
    """The next on the list is called."""
    _only_for_oneself(desk, wish.person_id)
    alert = await desk.get("alert", wish.alert_id, Alert)
    desk.record(*alert_rules.decide_decline(alert, wish))
    await _withdraw(desk, wish.alert_id, person_id=wish.person_id)
    await _call_next(desk, wish.alert_id)
    return await _raised(desk, wish.alert_id)


async def expire(wish: AlertExpire, facts: Any, desk: Desk) -> None:
    """Nobody answered in time."""
    _only_system(desk)
    alert = await desk.get("alert", wish.alert_id, Alert)
    events = alert_rules.decide_expire(alert, desk.moment.now_ms)
    desk.record(*events)
    if events:
        await _withdraw(desk, wish.alert_id)


async def settle(wish: AlertSettle, facts: Any, desk: Desk) -> None:
    """Every alert about the thing follows what became of it."""
    _only_system(desk)
    for alert in await desk.find("alert", Alert, about_id=wish.about_id):
        if alert.about_kind == wish.about_kind and not alert.closed:
            desk.record(*alert_rules.decide_settle(alert, wish))
            await _withdraw(desk, alert.alert_id, person_id=wish.person_id if wish.outcome == "declined" else None)
            await _call_next(desk, alert.alert_id)


# Messages with a caller's or a guest's link


async def send_caller_message(wish: CallerMessageSend, facts: Any, desk: Desk) -> None:
    _only_system(desk)
    desk.record(deliveries.decide_send_link(wish, desk.moment.new_id("delivery")))


async def send_guest_message(wish: GuestMessageSend, facts: Any, desk: Desk) -> None:
    _only_system(desk)
    desk.record(deliveries.decide_send_guest_link(wish, desk.moment.new_id("delivery")))


async def recall_link(wish: CallerMessageRecall | GuestMessageRecall, facts: Any, desk: Desk) -> None:
    _only_system(desk)
    for delivery in await desk.find("delivery", Delivery, link_id=wish.link_id):
        desk.record(*deliveries.decide_recall(delivery))


# The sender's and the gateway's


async def claim(wish: DeliveryClaim, facts: Any, desk: Desk) -> Claim:
    """A new fencing number and a lease."""
    _only_system(desk)
    state = await desk.get("delivery", wish.delivery_id, Delivery)
    event = deliveries.decide_claim(state, wish, wanted=await _wanted(desk, state), now_ms=desk.moment.now_ms)
    desk.record(event)
    return Claim(attempt=event.attempt, lease_until_ms=event.lease_until_ms)


async def _wanted(desk: Desk, state: Delivery) -> bool:
    if state.alert_id is None:
        return not state.recalled
    alert = await desk.get("alert", state.alert_id, Alert)
    person = alert.person(state.person_id)
    return alert.status == "open" and person is not None and person.status != "declined"


async def accept(wish: DeliveryAccept, facts: Any, desk: Desk) -> None:
    _only_system(desk)
    desk.record(*deliveries.decide_accept(await desk.get("delivery", wish.delivery_id, Delivery), wish))


async def postpone(wish: DeliveryPostpone, facts: Any, desk: Desk) -> None:
    _only_system(desk)
    state = await desk.get("delivery", wish.delivery_id, Delivery)
    await _record_and_follow(desk, state, [deliveries.decide_postpone(state, wish, desk.moment.now_ms)])
    if not await _wanted(desk, state):
        # Answered while it was at the gateway: nobody else would withdraw it, and every claim of it would be refused.
        desk.record(*deliveries.decide_withdraw(await desk.get("delivery", wish.delivery_id, Delivery)))


async def fail(wish: DeliveryFail, facts: Any, desk: Desk) -> None:
    _only_system(desk)
    state = await desk.get("delivery", wish.delivery_id, Delivery)
    await _record_and_follow(desk, state, [deliveries.decide_fail(state, wish)])


async def unknown(wish: DeliveryUnknown, facts: Any, desk: Desk) -> None:
    _only_system(desk)
    desk.record(*deliveries.decide_unknown(await desk.get("delivery", wish.delivery_id, Delivery), wish))


async def reconcile(wish: DeliveryReconcile, facts: Any, desk: Desk) -> None:
    _only_system(desk)
    state = await desk.get("delivery", wish.delivery_id, Delivery)
    wanted = await _wanted(desk, state)
    events = deliveries.decide_reconcile(state, wish, wanted=wanted, now_ms=desk.moment.now_ms)
    await _record_and_follow(desk, state, events)


async def report(wish: DeliveryReport, facts: Any, desk: Desk) -> None:
    _only_system(desk)
    state = await desk.get("delivery", wish.delivery_id, Delivery)
    await _record_and_follow(desk, state, deliveries.decide_report(state, wish))


async def _record_and_follow(desk: Desk, state: Delivery, events: list[Event]) -> None:
    """A message that fails makes it the next person's turn, in the same transaction."""
    desk.record(*events)
    after = await desk.get("delivery", state.delivery_id, Delivery)
    if state.alert_id and after.progress.status == "failed" and state.progress.status != "failed":
        await _call_next(desk, state.alert_id)


HANDLERS = (
    Handler(AlertRaise, raise_alert),
    Handler(AlertOpen, open_alert),
    Handler(AlertAcknowledge, acknowledge),
    Handler(AlertDecline, decline),
    Handler(AlertExpire, expire),
    Handler(AlertSettle, settle),
    Handler(CallerMessageSend, send_caller_message),
    Handler(CallerMessageRecall, recall_link),
    Handler(GuestMessageSend, send_guest_message),
    Handler(GuestMessageRecall, recall_link),
    Handler(DeliveryClaim, claim),
    Handler(DeliveryAccept, accept),
    Handler(DeliveryPostpone, postpone),
    Handler(DeliveryFail, fail),
    Handler(DeliveryUnknown, unknown),
    Handler(DeliveryReconcile, reconcile),
    Handler(DeliveryReport, report),
)

"""Telling people that an alert is covered, inside the transaction in which somebody takes it."""

from signaling.slice import Desk
from sms.domain.alerts import Alert
from sms.domain.covered import decide_covered
from sms.domain.deliveries import Delivery, decide_recall


async def tell_covered(desk: Desk, before: Alert, taken_by: str | None) -> None:
    """``before``: the alert as it was. Who took it, and who said no, is not told."""
    sent = await desk.find("delivery", Delivery, alert_id=before.alert_id)
    desk.record(*decide_covered(before, taken_by, sent, desk.moment.new_id, desk.moment.now_ms))


async def untell_covered(desk: Desk, alert_id: str) -> None:
    """It asks again: what has not left would be untrue."""
    for delivery in await desk.find("delivery", Delivery, link_id=alert_id):
        desk.record(*decide_recall(delivery))

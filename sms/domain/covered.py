"""Somebody took an alert: whoever had been reached for it is told that there is nothing to do any more."""

from collections.abc import Callable, Sequence

from signaling.protocol.deliveries import DeliveryChannel, DeliveryQueued
from sms.domain.alerts import Alert
from sms.domain.deliveries import Delivery, code_of
from sms.domain.progress import TAKEN

TOLD_BY: frozenset[DeliveryChannel] = frozenset({"push", "sms"})
"""Never by voice: a telephone that rings at night to say that nothing is to be done does harm."""

USEFUL_MS = 300_000
"""Whoever has not heard by then has opened the link meanwhile, which says the same."""


def decide_covered(
    before: Alert, taken_by: str | None, sent: Sequence[Delivery], new_id: Callable[[str], str], now_ms: int
) -> list[DeliveryQueued]:
    """``before``: the alert as it was while it asked; ``sent``: its messages. By the channels that reached them; an SMS
    costs, and one about what is not urgent says nothing that the page does not."""
    if before.about_kind == "drill" or before.status != "open":
        return []
    told: dict[str, DeliveryQueued] = {}
    for delivery in sent:
        person = before.person(delivery.person_id)
        address = delivery.address_id if delivery.channel == "push" else delivery.telephone
        dear = delivery.channel == "sms" and before.urgency == "routine"
        if person is None or address is None or dear or person.person_id == taken_by or person.status == "declined":
            continue
        if delivery.channel in TOLD_BY and delivery.progress.status in TAKEN and address not in told:
            told[address] = _queued(before, delivery, new_id(f"covered {delivery.delivery_id}"), now_ms)
    return list(told.values())


def _queued(alert: Alert, sent: Delivery, delivery_id: str, now_ms: int) -> DeliveryQueued:
    """Not of the alert's ladder, which is at its end: the alert is its link."""
    return DeliveryQueued(
        delivery_id=delivery_id,
        link_id=alert.alert_id,
        about_id=alert.about_id,
        person_id=sent.person_id,
        language=sent.language,
        urgency=alert.urgency,
        code=code_of(delivery_id),
        expires_at_ms=now_ms + USEFUL_MS,
        channel=sent.channel,
        address_id=sent.address_id,
        telephone=sent.telephone,
        says="covered",
    )

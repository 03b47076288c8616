"""Climbing an alert's ladder inside a transaction: whose turn it is, which step is due, and the messages of it."""

from collections.abc import Collection, Mapping, Sequence

from signaling.protocol.alerts import AlertStepped
from signaling.protocol.deliveries import DeliveryChannel, DeliveryQueued
from signaling.slice import Desk
from sms.domain import deliveries
from sms.domain.alerts import Alert, AlertPerson, may_answer
from sms.domain.deliveries import Delivery, code_of
from sms.domain.turns import decide_steps, decide_turns
from sms.push_subscriptions.domain.subscription import KIND as PUSH
from sms.push_subscriptions.domain.subscription import PushSubscription
from sms.telephones.queries import is_unsubscribed

TELEPHONES: frozenset[DeliveryChannel] = frozenset({"sms", "voice"})


class Climber:
    """``channels``: those that somebody carries here."""

    def __init__(self, channels: Collection[DeliveryChannel]) -> None:
        self._channels = frozenset(channels)

    async def climb(self, desk: Desk, alert_id: str) -> None:
        """Does all that is due now. Ends, for each round takes a turn or a step that is not taken again."""
        now_ms = desk.moment.now_ms
        addresses: dict[str, Mapping[DeliveryChannel, Sequence[str]]] = {}
        while True:
            alert = await desk.get("alert", alert_id, Alert)
            turns = decide_turns(alert, now_ms)
            desk.record(*turns)
            alert = await desk.get("alert", alert_id, Alert)
            for person in alert.people:
                # A round more changes nobody's address.
                if may_answer(person) and person.person_id not in addresses:
                    addresses[person.person_id] = await self._addresses(desk, person)
            steps = decide_steps(alert, now_ms, addresses)
            for step in steps:
                desk.record(step)
                if not step.missing:
                    self._queue(desk, alert, step, addresses[step.person_id][step.channel])
            if not turns and not steps:
                return

    async def _addresses(self, desk: Desk, person: AlertPerson) -> Mapping[DeliveryChannel, Sequence[str]]:
        """To what each channel would send: telephone numbers, or the ids of browsers that may be notified."""
        found: dict[DeliveryChannel, Sequence[str]] = {}
        if person.telephone:
            for channel in self._channels & TELEPHONES - await _refused(desk, person.telephone):
                found[channel] = (person.telephone,)
        if person.email and "email" in self._channels:
            found["email"] = (person.email,)
        if "push" in self._channels:
            browsers = await desk.find(PUSH, PushSubscription, person_id=person.person_id, open=True)
            if browsers:
                found["push"] = [browser.subscription_id for browser in browsers]
        return found

    def _queue(self, desk: Desk, alert: Alert, step: AlertStepped, addresses: Sequence[str]) -> None:
        """A message to each address: the number once, every browser that may be notified."""
        person = alert.person(step.person_id)
        assert person is not None
        for number, address in enumerate(addresses):
            delivery_id = desk.moment.new_id(f"delivery {person.person_id} {step.channel} {number}")
            desk.record(
                DeliveryQueued(
                    delivery_id=delivery_id,
                    alert_id=alert.alert_id,
                    about_id=alert.about_id,
                    person_id=person.person_id,
                    language=person.language,
                    urgency=alert.urgency,
                    code=code_of(delivery_id),
                    expires_at_ms=alert.expires_at_ms,
                    channel=step.channel,
                    telephone=address if step.channel in TELEPHONES else None,
                    address_id=address if step.channel == "push" else None,
                    email=address if step.channel == "email" else None,
                )
            )


async def _refused(desk: Desk, telephone: str) -> frozenset[DeliveryChannel]:
    """Whoever wants no more messages is telephoned all the same."""
    return frozenset({"sms"}) if await is_unsubscribed(desk, telephone) else frozenset()


async def withdraw(desk: Desk, alert_id: str, *, person_id: str | None = None) -> None:
    """What is still waiting to be sent is not sent: to anybody, or to the one person."""
    waiting = await desk.find("delivery", Delivery, alert_id=alert_id, status="queued")
    for delivery in waiting:
        if person_id in (None, delivery.person_id):
            desk.record(*deliveries.decide_withdraw(delivery))

"""Climbing an alert's ladder inside a transaction: whose turn it is, which step is due, and the messages of it."""

from collections.abc import Collection

from signaling.protocol.alerts import AlertStepped
from signaling.protocol.deliveries import DeliveryChannel, DeliveryQueued
from signaling.slice import Desk
from sms.domain import deliveries
from sms.domain.alerts import Alert, AlertPerson, may_answer
from sms.domain.deliveries import Delivery, code_of
from sms.domain.turns import decide_steps, decide_turns


class Climber:
    """``channels``: those that somebody carries here."""

    def __init__(self, channels: Collection[DeliveryChannel]) -> None:
        self._channels = frozenset(channels)

    async def climb(self, desk: Desk, alert_id: str) -> None:
        """Does all that is due now. Ends, for each round takes a turn or a rung that is not taken again."""
        now_ms = desk.moment.now_ms
        while True:
            alert = await desk.get("alert", alert_id, Alert)
            turns = decide_turns(alert, now_ms)
            desk.record(*turns)
            alert = await desk.get("alert", alert_id, Alert)
            reachable = {person.person_id: self._reachable(person) for person in alert.people if may_answer(person)}
            steps = decide_steps(alert, now_ms, reachable)
            for step in steps:
                desk.record(step)
                if not step.missing:
                    self._queue(desk, alert, step)
            if not turns and not steps:
                return

    def _reachable(self, person: AlertPerson) -> Collection[DeliveryChannel]:
        return self._channels & {"sms", "voice"} if person.telephone else ()

    def _queue(self, desk: Desk, alert: Alert, step: AlertStepped) -> None:
        person = alert.person(step.person_id)
        assert person is not None
        delivery_id = desk.moment.new_id(f"delivery {person.person_id} {step.channel}")
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
                telephone=person.telephone,
            )
        )


async def withdraw(desk: Desk, alert_id: str, *, person_id: str | None = None) -> None:
    """What is still waiting to be sent is not sent: to anybody, or to the one person."""
    waiting = await desk.find("delivery", Delivery, alert_id=alert_id, status="queued")
    for delivery in waiting:
        if person_id in (None, delivery.person_id):
            desk.record(*deliveries.decide_withdraw(delivery))

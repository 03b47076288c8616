"""The commands about alerts."""

from typing import Any

from signaling.protocol.alerts import (
    AlertAcknowledge,
    AlertConfirm,
    AlertDecline,
    AlertedPerson,
    AlertExpire,
    AlertLapse,
    AlertOpen,
    AlertRaise,
    AlertSettle,
    AlertStep,
    RaisedAlert,
)
from signaling.protocol.consult_room import RungPerson
from signaling.protocol.duty import DutyPeople, DutyPerson
from signaling.slice import Ask, Desk, Handler, Moment
from sms.domain import alert_rules, turns
from sms.domain.alerts import Alert
from sms.domain.ladders import Ladders
from sms.handlers.climbing import Climber, withdraw
from sms.handlers.covering import tell_covered, untell_covered
from sms.handlers.permission import only_for_oneself, only_system


def asked(person: DutyPerson | RungPerson) -> AlertedPerson:
    """Somebody on duty, as an alert lists them."""
    return AlertedPerson(
        person_id=person.person_id,
        name=person.name,
        telephone=person.telephone,
        email=person.email if isinstance(person, DutyPerson) else None,
        language=person.language,
        senior=person.senior,
    )


class AlertHandlers:
    """``ladders``: the data by which people are reached."""

    def __init__(self, ladders: Ladders, climber: Climber) -> None:
        self._ladders = ladders
        self._climber = climber

    def all(self) -> tuple[Handler, ...]:
        return (
            Handler(AlertRaise, self.raise_alert),
            Handler(AlertOpen, self.open_alert),
            Handler(AlertAcknowledge, self.acknowledge),
            Handler(AlertDecline, self.decline),
            Handler(AlertConfirm, self.confirm),
            Handler(AlertStep, self.step, self.before_step),
            Handler(AlertLapse, self.lapse),
            Handler(AlertExpire, self.expire),
            Handler(AlertSettle, self.settle),
        )

    async def raise_alert(self, wish: AlertRaise, facts: Any, desk: Desk) -> RaisedAlert:
        """A new alert, or the one that stands with whoever is new on it. Earlier ones that nobody took make room."""
        only_system(desk)
        earlier = await desk.find("alert", Alert, about_id=wish.about_id, specialty=wish.specialty)
        standing = next(
            (alert for alert in earlier if alert.status in ("open", "acknowledged") and not alert.closed), None
        )
        if standing is not None:
            if standing.status == "open":
                desk.record(*alert_rules.decide_add(standing, wish.people))
                await self._climber.climb(desk, standing.alert_id)
            return await _raised(desk, standing.alert_id)
        for alert in earlier:
            if not alert.closed:
                desk.record(alert_rules.closing(alert))
        alert_id = desk.moment.new_id("alert")
        desk.record(*alert_rules.decide_raise(wish, alert_id, self._ladders.of(wish.reason, wish.urgency)))
        await self._climber.climb(desk, alert_id)
        return await _raised(desk, alert_id)

    async def open_alert(self, wish: AlertOpen, facts: Any, desk: Desk) -> None:
        """Writes down that the link was opened. Answers nothing."""
        only_system(desk)
        alert = await desk.get("alert", wish.alert_id, Alert)
        desk.record(*alert_rules.decide_open(alert, wish.person_id))

    async def acknowledge(self, wish: AlertAcknowledge, facts: Any, desk: Desk) -> RaisedAlert:
        """The first wins; messages to the others that have not left are withdrawn, and whom one has reached is told."""
        only_for_oneself(desk, wish.person_id)
        alert = await desk.get("alert", wish.alert_id, Alert)
        desk.record(*alert_rules.decide_acknowledge(alert, wish, desk.moment.now_ms))
        await withdraw(desk, wish.alert_id)
        await tell_covered(desk, alert, wish.person_id)
        return await _raised(desk, wish.alert_id)

    async def decline(self, wish: AlertDecline, facts: Any, desk: Desk) -> RaisedAlert:
        """The next on the list is called."""
        only_for_oneself(desk, wish.person_id)
        alert = await desk.get("alert", wish.alert_id, Alert)
        desk.record(*alert_rules.decide_decline(alert, wish))
        await withdraw(desk, wish.alert_id, person_id=wish.person_id)
        await self._climber.climb(desk, wish.alert_id)
        return await _raised(desk, wish.alert_id)

    async def confirm(self, wish: AlertConfirm, facts: Any, desk: Desk) -> RaisedAlert:
        """Who took it is there: the second clock stops."""
        only_for_oneself(desk, wish.person_id)
        alert = await desk.get("alert", wish.alert_id, Alert)
        desk.record(*alert_rules.decide_confirm(alert, wish))
        return await _raised(desk, wish.alert_id)

    async def before_step(self, wish: AlertStep, moment: Moment, ask: Ask) -> list[AlertedPerson]:
        """Who is on duty now: the rota may have changed since the alert was raised."""
        people: list[DutyPerson] = await ask(DutyPeople(specialty=wish.specialty, at_ms=moment.now_ms))
        return [asked(person) for person in people]

    async def step(self, wish: AlertStep, facts: list[AlertedPerson], desk: Desk) -> None:
        """The clock: whoever left the rota is passed over, whoever came is added, and what is due is done.

        A consult's list is kept by the consult room, which leaves out who asks; here only those who left are taken.
        """
        only_system(desk)
        alert = await desk.get("alert", wish.alert_id, Alert)
        if alert.status != "open" or alert.closed:
            return
        desk.record(*turns.decide_left(alert, {person.person_id for person in facts}))
        if alert.about_kind == "incident":
            desk.record(*alert_rules.decide_add(alert, turns.newcomers(alert, facts)))
        await self._climber.climb(desk, wish.alert_id)

    async def lapse(self, wish: AlertLapse, facts: Any, desk: Desk) -> None:
        """Who took it has not come: from the beginning, with the seniors as soon as the ladder says."""
        only_system(desk)
        alert = await desk.get("alert", wish.alert_id, Alert)
        events = alert_rules.decide_lapse(alert, desk.moment.now_ms)
        desk.record(*events)
        if events:
            await untell_covered(desk, wish.alert_id)
            await self._climber.climb(desk, wish.alert_id)

    async def expire(self, wish: AlertExpire, facts: Any, desk: Desk) -> None:
        """Nobody answered in time."""
        only_system(desk)
        alert = await desk.get("alert", wish.alert_id, Alert)
        events = alert_rules.decide_expire(alert, desk.moment.now_ms)
        desk.record(*events)
        if events:
            await withdraw(desk, wish.alert_id)

    async def settle(self, wish: AlertSettle, facts: Any, desk: Desk) -> None:
        """Every alert about the thing follows what became of it."""
        only_system(desk)
        for alert in await desk.find("alert", Alert, about_id=wish.about_id):
            if alert.about_kind == wish.about_kind and not alert.closed:
                desk.record(*alert_rules.decide_settle(alert, wish, desk.moment.now_ms))
                if wish.outcome != "arrived":
                    person_id = wish.person_id if wish.outcome == "declined" else None
                    await withdraw(desk, alert.alert_id, person_id=person_id)
                if wish.outcome == "taken":
                    await tell_covered(desk, alert, wish.person_id)
                await self._climber.climb(desk, alert.alert_id)


async def _raised(desk: Desk, alert_id: str) -> RaisedAlert:
    alert = await desk.get("alert", alert_id, Alert)
    return RaisedAlert(alert_id=alert_id, status=alert.status)

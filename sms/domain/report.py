"""The report on alerts: a function of the journal's facts in their order, told the zone and the prices."""

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from statistics import median
from typing import Any

from signaling.protocol.alert_reports import (
    AlertReport,
    HourAnswering,
    PersonAnswering,
    StepFigures,
)
from signaling.protocol.alerts import (
    AlertAcknowledged,
    AlertDeclined,
    AlertDeclinedByAll,
    AlertExpired,
    AlertLapsed,
    AlertPersonCalled,
    AlertRaised,
    AlertStepped,
    AlertUncovered,
)
from signaling.protocol.base import Event
from signaling.protocol.deliveries import (
    DeliveryAccepted,
    DeliveryChannel,
    DeliveryFailed,
    DeliveryNotFound,
    DeliveryQueued,
    DeliveryReconciled,
    DeliveryReported,
)
from signaling.slice import Stamp
from sms.domain.progress import MEANS
from sms.domain.report_counts import Counted, Sent, Step, ninetieth

OFTEN = 3
"""Asked so often and never heard of: somebody should talk with them."""

CHANNELS: tuple[DeliveryChannel, ...] = ("push", "sms", "voice", "email")


class Report:
    """Hears the facts of a period in the journal's order. ``zone``: in which hours of the day are read; ``prices``:
    what a segment, a call or a message costs by each channel."""

    def __init__(self, zone: tzinfo, prices: Mapping[DeliveryChannel, float], currency: str) -> None:
        self._zone = zone
        self._prices = prices
        self._currency = currency
        self._people: dict[str, Counted] = {}
        self._drilled: dict[str, Counted] = {}
        self._names: dict[str, str] = {}
        self._hours = [Counted() for _ in range(24)]
        self._steps: dict[DeliveryChannel, Step] = {channel: Step() for channel in CHANNELS}
        self._sent: dict[str, Sent] = {}
        self._raised: dict[str, int] = {}
        self._drills: set[str] = set()
        self._called: dict[tuple[str, str], int] = {}
        self._first_yes: dict[str, float] = {}
        self._ends = dict.fromkeys(("uncovered", "expired", "declined_by_all", "lapsed"), 0)

    def hear(self, event: Event, stamp: Stamp) -> None:
        """One fact. What it does not know is nothing to it; so is what was raised before the period."""
        hears = HEARS.get(type(event))
        if hears is not None:
            hears(self, event, stamp)

    def hear_raised(self, event: AlertRaised, stamp: Stamp) -> None:
        self._raised[event.alert_id] = stamp.at_ms
        if event.about_kind == "drill":
            self._drills.add(event.alert_id)

    def hear_called(self, event: AlertPersonCalled, stamp: Stamp) -> None:
        if event.alert_id not in self._raised:
            return
        self._name(event)
        self._called[event.alert_id, event.person_id] = stamp.at_ms
        for counted in self._of(event.alert_id, event.person_id, stamp.at_ms):
            counted.asked += 1

    def hear_yes(self, event: AlertAcknowledged, stamp: Stamp) -> None:
        self._name(event)
        for counted in self._answered(event, stamp):
            counted.accepted += 1
        raised_at_ms = self._raised.get(event.alert_id)
        if raised_at_ms is not None and event.alert_id not in self._drills:
            self._first_yes.setdefault(event.alert_id, (stamp.at_ms - raised_at_ms) / 1000)

    def hear_no(self, event: AlertDeclined, stamp: Stamp) -> None:
        self._name(event)
        for counted in self._answered(event, stamp):
            counted.declined += 1

    def _answered(self, event: AlertAcknowledged | AlertDeclined, stamp: Stamp) -> list[Counted]:
        """Whom a yes or a no counts for; it is counted once for each time that they were asked."""
        called_at_ms = self._called.pop((event.alert_id, event.person_id), None)
        if called_at_ms is None:
            return []
        if event.channel in self._steps and event.alert_id not in self._drills:
            self._steps[event.channel].answers += 1
        counted = self._of(event.alert_id, event.person_id, called_at_ms)
        for one in counted:
            one.after_s.append((stamp.at_ms - called_at_ms) / 1000)
        return counted

    def hear_lapsed(self, event: AlertLapsed, stamp: Stamp) -> None:
        if event.alert_id in self._raised:
            self._ends["lapsed"] += 1
            for counted in self._of(event.alert_id, event.person_id, stamp.at_ms):
                counted.lapsed += 1

    def hear_end(self, event: AlertUncovered | AlertExpired | AlertDeclinedByAll, stamp: Stamp) -> None:
        if event.alert_id in self._raised and event.alert_id not in self._drills:
            self._ends[ENDS[type(event)]] += 1

    def _of(self, alert_id: str, person_id: str, at_ms: int) -> list[Counted]:
        """The counts of a person, and of the hour in which it was their turn; a drill's are apart."""
        if alert_id in self._drills:
            return [self._drilled.setdefault(person_id, Counted())]
        hour = datetime.fromtimestamp(at_ms / 1000, tz=self._zone).hour
        return [self._people.setdefault(person_id, Counted()), self._hours[hour]]

    def _name(self, event: AlertPersonCalled | AlertAcknowledged | AlertDeclined) -> None:
        if event.name:
            self._names[event.person_id] = event.name

    def hear_stepped(self, event: AlertStepped, stamp: Stamp) -> None:
        step = self._steps[event.channel]
        step.steps += 1
        step.missing += event.missing

    def hear_queued(self, event: DeliveryQueued, stamp: Stamp) -> None:
        self._sent[event.delivery_id] = Sent(event.channel, stamp.at_ms)

    def hear_taken(self, event: DeliveryAccepted | DeliveryReconciled, stamp: Stamp) -> None:
        self._count_sent(event.delivery_id, getattr(event, "segments", 1))

    def _count_sent(self, delivery_id: str, segments: int) -> None:
        sent = self._sent.get(delivery_id)
        if sent is not None and not sent.counted:
            sent.counted = True
            step = self._steps[sent.channel]
            step.sent += 1
            step.segments += segments

    def hear_reported(self, event: DeliveryReported, stamp: Stamp) -> None:
        sent = self._sent.get(event.delivery_id)
        if sent is None:
            return
        self._count_sent(event.delivery_id, 1)  # faster than the create's answer: at least one was paid for
        means = MEANS[event.status]
        step = self._steps[sent.channel]
        if means == "delivered" and not sent.delivered:
            sent.delivered = True
            step.delivered += 1
            step.delivered_after_s.append((stamp.at_ms - sent.queued_at_ms) / 1000)
        elif means == "failed":
            self._count_failed(sent)

    def hear_failed(self, event: DeliveryFailed, stamp: Stamp) -> None:
        sent = self._sent.get(event.delivery_id)
        if sent is not None:
            self._count_failed(sent)

    def _count_failed(self, sent: Sent) -> None:
        if not sent.failed and not sent.delivered:
            sent.failed = True
            self._steps[sent.channel].failed += 1

    def hear_not_found(self, event: DeliveryNotFound, stamp: Stamp) -> None:
        sent = self._sent.get(event.delivery_id)
        if sent is not None and event.repeat:
            self._steps[sent.channel].repeated += 1

    def written(self, from_ms: int, until_ms: int) -> AlertReport:
        """What was heard, as a report; the slowest and the silent first."""
        alerts = len(self._raised) - len(self._drills)
        waits = list(self._first_yes.values())
        steps = [self._step(channel) for channel in CHANNELS]
        costs = [step.cost for step in steps if step.cost is not None]
        return AlertReport(
            from_ms=from_ms,
            until_ms=until_ms,
            alerts=alerts,
            accepted=len(self._first_yes),
            answered_median_s=median(waits) if waits else None,
            answered_p90_s=ninetieth(waits),
            people=self._everybody(),
            never_answer=[
                person_id
                for person_id, counted in sorted(self._people.items())
                if counted.asked >= OFTEN and not counted.accepted and not counted.declined
            ],
            hours=[HourAnswering(hour=hour, answering=counted.shown()) for hour, counted in enumerate(self._hours)],
            steps=steps,
            messages=sum(step.sent for step in steps),
            segments=sum(step.segments for step in steps),
            cost=sum(costs) if costs else None,
            currency=self._currency,
            **self._ends,
        )

    def _everybody(self) -> list[PersonAnswering]:
        people = [
            PersonAnswering(
                person_id=person_id,
                name=self._names.get(person_id),
                answering=self._people.get(person_id, Counted()).shown(),
                drills=self._drilled.get(person_id, Counted()).shown(),
            )
            for person_id in {*self._people, *self._drilled}
        ]
        return sorted(people, key=lambda one: (-one.answering.unanswered, -one.answering.asked, one.person_id))

    def _step(self, channel: DeliveryChannel) -> StepFigures:
        step, price = self._steps[channel], self._prices.get(channel)
        waits = step.delivered_after_s
        return StepFigures(
            channel=channel,
            steps=step.steps,
            missing=step.missing,
            sent=step.sent,
            delivered=step.delivered,
            failed=step.failed,
            repeated=step.repeated,
            answers=step.answers,
            segments=step.segments,
            delivery_median_s=median(waits) if waits else None,
            cost=None if price is None else round(step.segments * price, 4),
        )


ENDS: Mapping[type[Event], str] = {
    AlertUncovered: "uncovered",
    AlertExpired: "expired",
    AlertDeclinedByAll: "declined_by_all",
}
HEARS: Mapping[type[Event], Callable[[Report, Any, Stamp], None]] = {
    AlertRaised: Report.hear_raised,
    AlertPersonCalled: Report.hear_called,
    AlertAcknowledged: Report.hear_yes,
    AlertDeclined: Report.hear_no,
    AlertLapsed: Report.hear_lapsed,
    AlertUncovered: Report.hear_end,
    AlertExpired: Report.hear_end,
    AlertDeclinedByAll: Report.hear_end,
    AlertStepped: Report.hear_stepped,
    DeliveryQueued: Report.hear_queued,
    DeliveryAccepted: Report.hear_taken,
    DeliveryReconciled: Report.hear_taken,
    DeliveryReported: Report.hear_reported,
    DeliveryFailed: Report.hear_failed,
    DeliveryNotFound: Report.hear_not_found,
}
"""The facts that the report is made of."""

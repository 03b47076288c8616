"""What sms answers: how far a message has come, and the report on alerts."""

from collections.abc import Awaitable, Callable
from datetime import tzinfo

import msgspec

from signaling.history import happened_between
from signaling.protocol.alert_reports import AlertReport, AlertReportOf
from signaling.protocol.alert_views import AlertSought, SoughtView
from signaling.protocol.deliveries import DeliveryChannel, DeliveryStatus, Says
from signaling.protocol.link_messages import CallerMessageStatus, GuestMessageStatus
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Enquiry, Reading
from sms.domain.alerts import Alert
from sms.domain.deliveries import Delivery
from sms.domain.report import HEARS, Report
from sms.domain.turns import next_step

LONGEST_REPORT_MS = 93 * 86_400_000


class Prices(msgspec.Struct, frozen=True, kw_only=True):
    """What a segment of an SMS and a call cost, as the operator's contract says; None: not known."""

    sms: float | None = None
    voice: float | None = None
    currency: str = ""


def alert_report_in(zone: tzinfo, prices: Prices) -> Callable[[AlertReportOf, Enquiry], Awaitable[AlertReport]]:
    """The answer to AlertReportOf. Refuses ``wrong_state`` for a period that ends before it begins or is too long."""
    known: dict[DeliveryChannel, float | None] = {"sms": prices.sms, "voice": prices.voice}
    priced = {channel: price for channel, price in known.items() if price is not None}

    async def alert_report(question: AlertReportOf, enquiry: Enquiry) -> AlertReport:
        if not 0 < question.until_ms - question.from_ms <= LONGEST_REPORT_MS:
            raise Refused(Code.WRONG_STATE, field="until_ms")
        report = Report(zone, priced, prices.currency)
        past = happened_between(enquiry.reading, list(HEARS), question.from_ms, question.until_ms)
        async for happened in past:
            report.hear(happened.event, happened.stamp)
        return report.written(question.from_ms, question.until_ms)

    return alert_report


async def caller_message_status(question: CallerMessageStatus, enquiry: Enquiry) -> DeliveryStatus | None:
    return await _newest(enquiry.reading, question.link_id, "caller")


async def guest_message_status(question: GuestMessageStatus, enquiry: Enquiry) -> DeliveryStatus | None:
    return await _newest(enquiry.reading, question.link_id, "guest")


async def _newest(reading: Reading, link_id: str, says: Says) -> DeliveryStatus | None:
    """Of the newest, should there be several."""
    found = [one for one in await reading.find("delivery", Delivery, link_id=link_id) if one.says == says]
    newest = max(found, key=lambda delivery: delivery.queued_at_ms, default=None)
    return newest.progress.status if newest else None


async def alert_sought(question: AlertSought, enquiry: Enquiry) -> SoughtView | None:
    """Of several open alerts, the step that comes first."""
    alerts = [
        one
        for one in await enquiry.reading.find("alert", Alert, about_id=question.about_id)
        if one.status == "open" and not one.closed
    ]
    if not alerts:
        return None
    taken = {step.channel for alert in alerts for person in alert.people for step in person.steps if not step.missing}
    nearest = min((step for alert in alerts if (step := next_step(alert))), default=None)
    return SoughtView(
        channels=sorted(taken),
        next_step=nearest[1] if nearest else None,
        next_step_at_ms=nearest[0] if nearest else None,
    )

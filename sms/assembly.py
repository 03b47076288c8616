"""The slice, put together. Who assembles it chooses the carriers."""

from collections.abc import Callable, Mapping
from secrets import SystemRandom
from typing import Protocol, runtime_checkable
from zoneinfo import ZoneInfo

from signaling.protocol.alert_reports import AlertReportOf
from signaling.protocol.alert_views import AlertSought
from signaling.protocol.alerts import AlertExpire, AlertLapse, AlertStep
from signaling.protocol.awaiting_duty import UncoveredAlerts
from signaling.protocol.deliveries import DeliveryStatus, DeliveryUnknown, PageMessage, PageMessages, Says
from signaling.protocol.link_messages import (
    CallerMessageRecall,
    CallerMessageStatus,
    GuestMessageRecall,
    GuestMessageStatus,
    PatientMessageRecall,
)
from signaling.protocol.refusals import Code
from signaling.slice import Aggregate, Answers, Enquiry, Slice, Timer, Unique, Worker
from sms import patient_messages
from sms.adapters.catalogue import Catalogue
from sms.adapters.ladder_file import read_ladders
from sms.awaiting_duty import REACTIONS as WHEN_THE_ROTA_MOVES
from sms.awaiting_duty import TIMER as WHEN_HOURS_BEGIN
from sms.awaiting_duty import uncovered_alerts
from sms.beside import assembly as beside
from sms.beside.writers import writers as beside_writers
from sms.callers.writers import writers as callers_writers
from sms.composing import IssueTicket, Writes, composer
from sms.domain import alerts, awaiting_duty, deliveries
from sms.domain.alerts import Alert
from sms.domain.deliveries import Delivery, turn_of
from sms.domain.ladders import Ladders
from sms.domain.turns import next_step_at_ms
from sms.domain.views import alert_views, is_live
from sms.handlers import links
from sms.handlers.alerts import AlertHandlers
from sms.handlers.awaiting_duty import AwaitingDutyHandlers
from sms.handlers.climbing import Climber
from sms.handlers.deliveries import DeliveryHandlers
from sms.handlers.drills import DrillHandlers
from sms.notices.writing import notice_writer
from sms.queries import Prices, alert_report_in, alert_sought, caller_message_status, guest_message_status
from sms.reactions import REACTIONS
from sms.recall.writing import recall_writer
from sms.receipts import Receipts
from sms.reminders.writing import reminder_writer
from sms.sender import Carriers, Sender
from sms.telephones.domain.telephone import telephone_id

WRITTEN_ELSEWHERE: Mapping[Says, Writes] = {"recall": recall_writer(), "notice": notice_writer()}
RANDOM = SystemRandom()

MADE_BY_FRAME = ""
"""A timer's command gets its id from the frame (rule [R2])."""


@runtime_checkable
class KeepsMessages(Protocol):
    """The ``page`` gateway."""

    def messages(self) -> list[PageMessage]: ...


def _confirm_by(alert: Alert) -> int | None:
    """When the ladder begins again without a word from who took it."""
    waits = alert.status == "acknowledged" and alert.confirmed_at_ms is None and not alert.closed
    return alert.confirm_by_ms if waits else None


ALERTS = Aggregate(
    kind="alert",
    state=Alert,
    evolve={**alerts.EVOLVE, **awaiting_duty.EVOLVE},
    views=alert_views,
    live=is_live,
    columns={
        "about_id": (str, lambda alert: alert.about_id),
        "specialty": (str, lambda alert: alert.specialty),
        "status": (str, lambda alert: alert.status),
        "drill_id": (str, lambda alert: alert.drill_id),
        "drill_live": (bool, lambda alert: alert.about_kind == "drill" and not alert.closed),
        "is_open": (bool, lambda alert: alert.status == "open" and not alert.closed),
        "expires_due_ms": (int, lambda alert: alert.expires_at_ms if alert.status == "open" else None),
        "step_due_ms": (int, next_step_at_ms),
        "lapse_due_ms": (int, _confirm_by),
        "look_again_ms": (int, awaiting_duty.look_again_ms),
        "is_over": (bool, lambda alert: alert.closed),
    },
    unique=(Unique("one_open_alert", ("about_id", "specialty"), "is_open", Code.ALREADY_EXISTS.value),),
)


def _due(delivery: Delivery, status: DeliveryStatus) -> int | None:
    return delivery.progress.due_ms if delivery.progress.status == status else None


def _gives_up(delivery: Delivery) -> int | None:
    """A link that could not be sent in time is withdrawn; an alert withdraws its messages itself."""
    waits = delivery.link_id is not None and delivery.progress.status == "queued" and not delivery.recalled
    return delivery.expires_at_ms if waits else None


DELIVERIES = Aggregate(
    kind="delivery",
    state=Delivery,
    evolve=deliveries.EVOLVE,
    views=lambda delivery: {},  # the ladder of its alert shows it
    live=lambda delivery: False,
    columns={
        "alert_id": (str, lambda delivery: delivery.alert_id),
        "link_id": (str, lambda delivery: delivery.link_id),
        "status": (str, lambda delivery: delivery.progress.status),
        "channel": (str, lambda delivery: delivery.channel),
        "turn": (int, turn_of),
        "send_due_ms": (int, lambda delivery: _due(delivery, "queued")),
        "look_due_ms": (int, lambda delivery: _due(delivery, "unknown")),
        "lease_due_ms": (int, lambda delivery: _due(delivery, "claimed")),
        "gives_up_ms": (int, _gives_up),
        "telephone_id": (str, lambda delivery: delivery.telephone and telephone_id(delivery.telephone)),
        "newest_first": (int, lambda delivery: -delivery.queued_at_ms),
    },
    ordered=(("channel", "turn", "send_due_ms"), ("telephone_id", "newest_first")),
)


def _expire(alert: Alert) -> AlertExpire:
    return AlertExpire(id=MADE_BY_FRAME, made_at_ms=alert.expires_at_ms, alert_id=alert.alert_id)


def _step(alert: Alert) -> AlertStep:
    return AlertStep(
        id=MADE_BY_FRAME,
        made_at_ms=next_step_at_ms(alert) or 0,
        alert_id=alert.alert_id,
        specialty=alert.specialty,
    )


def _lapse(alert: Alert) -> AlertLapse:
    return AlertLapse(id=MADE_BY_FRAME, made_at_ms=alert.confirm_by_ms or 0, alert_id=alert.alert_id)


def _lose_lease(delivery: Delivery) -> DeliveryUnknown:
    """The sender died between the gateway and us, or is paused: nobody knows whether the message left."""
    return DeliveryUnknown(
        id=MADE_BY_FRAME,
        made_at_ms=delivery.progress.due_ms or 0,
        delivery_id=delivery.delivery_id,
        attempt=delivery.progress.attempt,
        code="lease_expired",
    )


def _give_up(delivery: Delivery) -> CallerMessageRecall | GuestMessageRecall | PatientMessageRecall:
    if delivery.says == "patient":
        return PatientMessageRecall(
            id=MADE_BY_FRAME, made_at_ms=delivery.expires_at_ms, consult_id=delivery.link_id or ""
        )
    word = GuestMessageRecall if delivery.says == "guest" else CallerMessageRecall
    return word(id=MADE_BY_FRAME, made_at_ms=delivery.expires_at_ms, link_id=delivery.link_id or "")


TIMERS = (
    Timer("sms.expire", "alert", Alert, "expires_due_ms", _expire),
    Timer("sms.step", "alert", Alert, "step_due_ms", _step),
    Timer("sms.lapse", "alert", Alert, "lapse_due_ms", _lapse),
    Timer("sms.lose_lease", "delivery", Delivery, "lease_due_ms", _lose_lease),
    Timer("sms.give_up", "delivery", Delivery, "gives_up_ms", _give_up),
)


def assemble(
    *,
    carriers: Carriers,
    issue_ticket: IssueTicket,
    public_base: str,
    ladders: Ladders | None = None,
    time_zone: str = "Asia/Tashkent",
    prices: Prices | None = None,
    chance: Callable[[], float] = RANDOM.random,
) -> Slice:
    """``public_base`` is the address by which telephones and the gateway reach us, without a slash at its end;
    ``ladders`` how people on duty are reached, None: as shipped."""
    climber = Climber(tuple(carriers))
    ladders = ladders or read_ladders()
    zone = ZoneInfo(time_zone)
    say = Catalogue().say
    written_elsewhere = {
        **WRITTEN_ELSEWHERE,
        **patient_messages.writers(say),
        **beside_writers(say),
        **callers_writers(zone),
        "reminder": reminder_writer(zone),
    }
    sender = Sender(carriers, composer(issue_ticket, public_base, say, written_elsewhere), chance)

    async def page_messages(question: PageMessages, enquiry: Enquiry) -> list[PageMessage]:
        for carrier in carriers.values():
            if isinstance(carrier, KeepsMessages):
                return carrier.messages()
        return []

    return Slice(
        name="sms",
        aggregates=(ALERTS, DELIVERIES, *beside.AGGREGATES),
        handlers=(
            *AlertHandlers(ladders, climber).all(),
            *AwaitingDutyHandlers(climber).all(),
            *DeliveryHandlers(climber).all(),
            *DrillHandlers(ladders, climber, zone).all(),
            *links.HANDLERS,
            *patient_messages.HANDLERS,
            *beside.HANDLERS,
        ),
        answers=(
            Answers(PageMessages, page_messages),
            Answers(AlertSought, alert_sought),
            Answers(UncoveredAlerts, uncovered_alerts),
            Answers(CallerMessageStatus, caller_message_status),
            Answers(GuestMessageStatus, guest_message_status),
            *patient_messages.ANSWERS,
            Answers(AlertReportOf, alert_report_in(zone, prices or Prices()), from_screens=True),
            *beside.ANSWERS,
        ),
        reactions=(*REACTIONS, *patient_messages.REACTIONS, *WHEN_THE_ROTA_MOVES, *beside.REACTIONS),
        timers=(*TIMERS, WHEN_HOURS_BEGIN, *beside.TIMERS),
        workers=(Worker("sms.sender", sender.run), Worker("sms.receipts", Receipts(carriers).run)),
    )

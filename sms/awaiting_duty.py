"""Which facts of the rota make an alert that found nobody look at it again."""

from signaling.protocol.alerts import AlertUncovered
from signaling.protocol.awaiting_duty import AlertLookAgain, UncoveredAlert, UncoveredAlerts
from signaling.protocol.base import Command, Event
from signaling.protocol.duty import DutyAdded, DutyRemoved, DutyWasSet
from signaling.protocol.rota import (
    AbsenceAdded,
    AbsenceRemoved,
    HolidayRemoved,
    HolidayWasSet,
    SwapTaken,
    SwapWithdrawn,
)
from signaling.slice import Ask, Enquiry, Happened, Reaction, Timer
from sms.domain.alerts import Alert
from sms.domain.awaiting_duty import waits

MADE_BY_FRAME = ""

ROTA_MOVED: tuple[type[Event], ...] = (
    DutyAdded,
    DutyWasSet,
    DutyRemoved,
    AbsenceAdded,
    AbsenceRemoved,
    SwapTaken,
    SwapWithdrawn,
    HolidayWasSet,
    HolidayRemoved,
)
"""Those that take somebody off are among them: whose hours were waited for may have changed."""


async def uncovered_alerts(question: UncoveredAlerts, enquiry: Enquiry) -> list[UncoveredAlert]:
    """The answer to UncoveredAlerts."""
    found = await enquiry.reading.find("alert", Alert, status="uncovered", is_over=False)
    return [
        UncoveredAlert(alert_id=alert.alert_id, specialty=alert.specialty)
        for alert in found
        if waits(alert, enquiry.now_ms)
    ]


async def look_when_nobody_is_there(happened: Happened, ask: Ask) -> list[Command]:
    """An alert has just found nobody: it asks when the next hours begin."""
    event = happened.event
    assert isinstance(event, AlertUncovered)
    if event.about_kind != "incident":
        return []
    return [_look(event.alert_id, event.specialty, happened.stamp.at_ms)]


async def look_when_the_rota_moves(happened: Happened, ask: Ask) -> list[Command]:
    """The rota is not what it was: every alert that found nobody asks it again."""
    uncovered: list[UncoveredAlert] = await ask(UncoveredAlerts())
    return [_look(alert.alert_id, alert.specialty, happened.stamp.at_ms) for alert in uncovered]


def _look(alert_id: str, specialty: str, at_ms: int) -> AlertLookAgain:
    return AlertLookAgain(id=MADE_BY_FRAME, made_at_ms=at_ms, alert_id=alert_id, specialty=specialty)


def _look_when_hours_begin(alert: Alert) -> AlertLookAgain:
    return _look(alert.alert_id, alert.specialty, alert.next_duty_ms or 0)


REACTIONS = (
    Reaction("sms.uncovered", (AlertUncovered,), look_when_nobody_is_there),
    Reaction("sms.rota", ROTA_MOVED, look_when_the_rota_moves),
)
TIMER = Timer("sms.look_again", "alert", Alert, "look_again_ms", _look_when_hours_begin)

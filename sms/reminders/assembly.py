"""What reminders of planned consults give to the frame, as a part of the sms slice."""

from zoneinfo import ZoneInfo

from signaling.hours import Calendar
from signaling.protocol.reminders import ReminderLook
from signaling.slice import Aggregate, Slice, Timer
from sms.notices.domain.quiet import QuietHours
from sms.reminders.domain.reminder import EVOLVE, KIND, Reminder, views
from sms.reminders.domain.telling import Times
from sms.reminders.handlers import Looking
from sms.reminders.reactions import REACTIONS

MINUTE_MS = 60_000

REMINDERS = Aggregate(
    kind=KIND,
    state=Reminder,
    evolve=EVOLVE,
    views=views,
    live=lambda state: False,
    columns={"due_ms": (int, lambda state: state.due_ms)},
)


def _look(state: Reminder) -> ReminderLook:
    """The frame gives the command its id (rule [R2])."""
    return ReminderLook(id="", made_at_ms=state.due_ms or 0, consult_id=state.consult_id, former_id=state.specialist_id)


def assemble(
    *,
    time_zone: str = "Asia/Tashkent",
    quiet_hours: str = "22:00-07:00",
    hour_of_the_day_before: int = 18,
    minutes_before: int = 30,
) -> Slice:
    """Reminders go out at that hour of the day before, and so long before the slot. Raises NoQuietHours."""
    zone = ZoneInfo(time_zone)
    times = Times(
        calendar=Calendar(zone),
        day_before_minute=hour_of_the_day_before * 60,
        soon_ms=minutes_before * MINUTE_MS,
        quiet=QuietHours.read(quiet_hours, zone),
    )
    return Slice(
        name="sms.reminders",
        aggregates=(REMINDERS,),
        handlers=Looking(times).all(),
        reactions=REACTIONS,
        timers=(Timer("sms.reminder_due", KIND, Reminder, "due_ms", _look),),
    )

"""One entry as a file of its own, to be sent by e-mail."""

from datetime import UTC, datetime
from typing import Any

from icalendar import Calendar, Event

from signaling.protocol.reminders import CalendarEntry


def entry(asked: CalendarEntry, now_ms: int) -> str:
    """The file. Who has it already sees the one with the higher sequence in its place, or taken away."""
    calendar: Any = Calendar()
    calendar.add("prodid", "-//Tez Yordam//consults//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if asked.cancelled else "PUBLISH")
    event: Any = Event()
    event.add("uid", asked.uid)
    event.add("sequence", asked.sequence)
    event.add("dtstamp", _utc(now_ms))
    event.add("dtstart", _utc(asked.from_ms))
    event.add("dtend", _utc(asked.until_ms))
    event.add("summary", asked.summary)
    event.add("status", "CANCELLED" if asked.cancelled else "CONFIRMED")
    if asked.place:
        event.add("location", asked.place)
    calendar.add_component(event)
    text: bytes = calendar.to_ical()
    return text.decode()


def _utc(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, tz=UTC)

"""Duty becomes a calendar."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from icalendar import Calendar, Event, vText

from signaling.protocol.rota import RotaStretch


def written(
    stretches: Iterable[RotaStretch], *, name: str, now_ms: int, titles: Mapping[str, str], zone: str,
    besides: Iterable[Any] = (),
) -> bytes:  # fmt: skip
    """Duty as a calendar. ``titles``: what each specialty is called to people; ``besides``: further events."""
    calendar: Any = Calendar()
    calendar.add("prodid", "-//Tez Yordam//rota//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", zone)
    calendar.add("x-published-ttl", "PT1H")
    for stretch in stretches:
        calendar.add_component(_event(stretch, now_ms, titles))
    for entry in besides:
        calendar.add_component(entry)
    text: bytes = calendar.to_ical()
    return text


def _event(stretch: RotaStretch, now_ms: int, titles: Mapping[str, str]) -> Any:
    event: Any = Event()
    event.add("uid", f"{stretch.duty_id}-{stretch.from_ms}@tez-yordam")
    event.add("dtstamp", _utc(now_ms))
    event.add("dtstart", _utc(stretch.from_ms))
    event.add("dtend", _utc(stretch.until_ms))
    event.add("summary", f"{titles.get(stretch.specialty, stretch.specialty)}: {stretch.name}")
    event.add("categories", [stretch.specialty])
    event.add("transp", "OPAQUE")
    extras: dict[str, object] = {
        "X-TEZ-PERSON": stretch.person_id,
        "X-TEZ-SPECIALTY": stretch.specialty,
        "X-TEZ-RANK": stretch.rank,
        "X-TEZ-SENIOR": "TRUE" if stretch.senior else None,
        "X-TEZ-HOSPITAL": stretch.hospital_id,
        "X-TEZ-REGION": stretch.region,
    }
    for key, value in extras.items():
        if value is not None:
            event.add(key, vText(str(value)))
    return event


def _utc(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, tz=UTC)

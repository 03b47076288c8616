"""Booked consults become entries of their doctor's calendar."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from icalendar import Event, vText

from signaling.protocol.booking import BookedSlot

WORDS = Path(__file__).parent / "words"
MARK = "X-TEZ-CONSULT"
"""By it a file that is brought back is known to hold no duty here."""


def consult_entries(slots: Iterable[BookedSlot], *, person_id: str, language: str, now_ms: int) -> list[Any]:
    """An event a slot, in the person's language: its number, with whom, where. A calendar is kept by others, so it
    names no patient, no specialty and no question."""
    return [_event(slot, person_id, language, now_ms) for slot in slots]


def _event(slot: BookedSlot, person_id: str, language: str, now_ms: int) -> Any:
    asks = slot.asker_is_person and slot.asker_id == person_id
    name = slot.specialist_name if asks else _who_asked(slot)
    event: Any = Event()
    # As in the entry that goes out by e-mail: a program that has both keeps one.
    event.add("uid", f"{slot.consult_id}@tez-yordam")
    event.add("dtstamp", _utc(now_ms))
    event.add("dtstart", _utc(slot.from_ms))
    event.add("dtend", _utc(slot.until_ms))
    event.add("summary", _say(language, "calendar-consult", number=str(slot.number), name=name))
    event.add("location", slot.place or _say(language, "calendar-online"))
    event.add("transp", "OPAQUE")
    event.add(MARK, vText(slot.consult_id))
    return event


def _who_asked(slot: BookedSlot) -> str:
    """A colleague by name. Whoever asks without an account may be the patient."""
    return (slot.asker_name if slot.asker_is_person else "") or slot.asker_place or "103"


def _say(language: str, key: str, **values: str) -> str:
    pattern = _bundle(language).get_message(key).value
    assert pattern is not None
    return str(_bundle(language).format_pattern(pattern, values)[0])


@cache
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource((WORDS / f"{language}.ftl").read_text(encoding="utf-8")))
    return bundle


def _utc(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, tz=UTC)

"""What reminders say: when and where, between whom; nothing of the patient, nothing of the question."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from signaling.protocol.booking import BookedSlot
from signaling.protocol.reminders import Reader, ReminderSays
from sms.beside.domain.latin import latin
from sms.domain.segments import is_gsm_7, plain, segments
from sms.domain.wording import LONGEST, Say

SHORT = 30
"""Letters of a name or a place that still tell it from others."""


def reminder_text(
    says: ReminderSays, reader: Reader, slot: BookedSlot, zone: tzinfo, *, language: str, link: str, code: str, say: Say
) -> str:
    """The fullest wording that fits in two segments: the time is never left out. ``link`` may be empty."""
    day, time = wall(slot.from_ms, zone)
    main = say(
        language, f"{says.replace('_', '-')}-{'patient' if reader == 'patient' else 'doctor'}", day=day, time=time
    )
    with_whom = _in_its_letters(slot.asker_name if reader == "specialist" else slot.specialist_name, language)
    place = _in_its_letters(where(slot, reader), language) or say(language, "online")
    who = f"{with_whom}, {place}." if with_whom else f"{place}."
    short = f"{with_whom[:SHORT]}, {place[:SHORT]}."
    end = say(language, "code", code=code)
    if says == "cancelled":
        return _fitting([(main, end)])
    return _fitting(
        [(main, who, link, end), (main, short, link, end), (main, short, end), (main, link, end), (main, end)]
    )


def subject(says: ReminderSays, slot: BookedSlot, zone: tzinfo, *, language: str, say: Say) -> str:
    day, time = wall(slot.from_ms, zone)
    return say(language, f"{says.replace('_', '-')}-doctor", day=day, time=time)


def where(slot: BookedSlot, reader: Reader) -> str:
    """Empty: online, and for the patient then: where the asker is."""
    return slot.place or (slot.asker_place if reader == "patient" else "")


def wall(at_ms: int, zone: tzinfo) -> tuple[str, str]:
    """``23.11`` and ``14:30`` on the service's wall."""
    at = datetime.fromtimestamp(at_ms / 1000, zone)
    return at.strftime("%d.%m"), at.strftime("%H:%M")


def _fitting(choices: Sequence[Sequence[str]]) -> str:
    text = ""
    for parts in choices:
        text = plain(" ".join(part for part in parts if part))
        if segments(text) <= LONGEST:
            break
    return text


def _in_its_letters(name: str, language: str) -> str:
    """As it stands in Russian; elsewhere in letters of GSM-7 where there are some for it."""
    if language == "ru":
        return name
    written = latin(name)
    return written if is_gsm_7(written) else name

"""Writes a reminder as it leaves."""

from datetime import tzinfo
from pathlib import Path

from signaling.protocol.reminders import CalendarEntry
from signaling.slice import Back
from sms.adapters.catalogue import Catalogue
from sms.composing import Links, Writes, Written
from sms.domain.deliveries import Delivery
from sms.reminders.domain.reminder import KIND, Reminder, Told
from sms.reminders.domain.wording import reminder_text, subject, where

WORDS = Path(__file__).parent / "words"


def reminder_writer(zone: tzinfo) -> Writes:
    """``zone``: in which times are told."""
    say = Catalogue(WORDS).say

    async def write(back: Back, delivery: Delivery, links: Links, left_ms: int) -> Written:
        async with back.reading() as reading:
            state: Reminder = await reading.get(KIND, delivery.about_id, Reminder)
        told = next(one for one in state.told if one.to.delivery_id == delivery.delivery_id)
        language = delivery.language
        # Signing in is needed to read a consult; whom it is about has no page of it.
        link = "" if told.to.reader == "patient" else f"{links.public_base}/room"
        if told.slot is None:
            return Written(say(language, "code", code=delivery.code))
        text = reminder_text(
            told.to.says, told.to.reader, told.slot, zone, language=language, link=link, code=delivery.code, say=say
        )
        if delivery.channel != "email":
            return Written(text)
        title = subject(told.to.says, told.slot, zone, language=language, say=say)
        return Written(text, title, await _entry(back, told, title))

    return write


async def _entry(back: Back, told: Told, title: str) -> str:
    slot = told.slot
    assert slot is not None
    text: str = await back.ask(
        CalendarEntry(
            uid=f"{slot.consult_id}@tez-yordam",
            sequence=told.sequence,
            from_ms=slot.from_ms,
            until_ms=slot.until_ms,
            summary=title,
            place=where(slot, told.to.reader),
            cancelled=told.to.says == "cancelled",
        )
    )
    return text

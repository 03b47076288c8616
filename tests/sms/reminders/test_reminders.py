"""What people read of a planned consult, and when."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from people.adapters import calendar
from signaling.protocol.booking import ConsultDropSlot
from signaling.protocol.consult_room import ConsultAccept, ConsultCancel
from signaling.protocol.deliveries import DeliveryQueued, DeliveryWithdrawn
from signaling.protocol.reminders import CalendarEntry, ReminderForget, ReminderTold
from sms.adapters.catalogue import Catalogue
from sms.adapters.email import EmailGateway
from sms.domain.gateway import Message
from sms.domain.segments import is_gsm_7, segments
from sms.reminders.domain.reminder import KIND, Reminder
from sms.reminders.domain.wording import reminder_text
from sms.reminders.writing import WORDS
from tests.consult_room.booking.hall import ASKER, LI, MONDAY, PATIENT, QUESTION, RASULOV, ZONE, Hall, at

TUESDAY = "2026-09-22"
NINE = f"{TUESDAY} 09:00"


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    hall = Hall(tmp_path)
    async with hall.town:
        await hall.fill()
        await hall.publish()
        await hall.publish(RASULOV)
        yield hall


async def queued(hall: Hall) -> dict[str, str]:
    """By what each message goes."""
    events = [happened.event for happened in await hall.town.events(DeliveryQueued)]
    return {event.delivery_id: event.channel for event in events if isinstance(event, DeliveryQueued)}


async def said(hall: Hall) -> list[str]:
    """Every message that was put into the queue, as ``asker sms booked``, the oldest first."""
    ways, events = await queued(hall), [happened.event for happened in await hall.town.events(ReminderTold)]
    messages = [one for event in events if isinstance(event, ReminderTold) for one in event.messages]
    return [f"{one.person_id or one.reader} {ways[one.delivery_id]} {one.says}" for one in messages]


async def since(hall: Hall, before: list[str]) -> set[str]:
    return set((await said(hall))[len(before) :])


def to(says: str, *people: str) -> set[str]:
    """A patient is told by SMS alone."""
    ways = {f"{person} {way} {says}" for person in people for way in ("sms", "email")}
    return ways - {f"patient email {says}"}


async def test_cb10_both_and_the_patient_are_told_at_once_and_reminded_twice(hall: Hall) -> None:
    """Rule [CB10]."""
    await hall.ask(NINE, patient_telephone=PATIENT)
    everybody = ("asker", "li", "patient")
    before = await said(hall)
    assert set(before) == to("booked", *everybody)
    await hall.until(f"{MONDAY} 17:59")
    assert await said(hall) == before
    await hall.until(f"{MONDAY} 18:00")
    assert await since(hall, before) == to("day_before", *everybody)
    before = await said(hall)
    await hall.until(f"{TUESDAY} 08:29")
    assert await said(hall) == before
    await hall.until(f"{TUESDAY} 08:30")
    assert await since(hall, before) == to("soon", *everybody)
    before = await said(hall)
    await hall.until(f"{TUESDAY} 08:57")
    assert await since(hall, before) == {"asker sms now", "li sms now", "patient sms now"}
    before = await said(hall)
    await hall.until(f"{TUESDAY} 10:00")
    assert await said(hall) == before


async def test_cb11_after_a_move_nothing_of_the_former_slot_goes_out(hall: Hall) -> None:
    """Rule [CB11]."""
    consult_id = await hall.ask(NINE)
    of_the_former = set(await queued(hall))
    before = await said(hall)
    await hall.book(consult_id, f"{TUESDAY} 11:00", reason="The bus")
    assert await since(hall, before) == to("moved", "asker", "li")
    withdrawn = [happened.event for happened in await hall.town.events(DeliveryWithdrawn)]
    assert {one.delivery_id for one in withdrawn if isinstance(one, DeliveryWithdrawn)} == of_the_former
    before = await said(hall)
    await hall.book(consult_id, NINE, specialist=RASULOV, reason="Earlier")
    assert await since(hall, before) == to("cancelled", "li") | to("booked", "rasulov") | to("moved", "asker")
    before = await said(hall)
    await hall.until(f"{TUESDAY} 12:00")
    assert not any(line.startswith("li ") for line in await since(hall, before))


async def test_cb11_a_cancelled_or_dropped_slot_is_told_once_and_reminds_nobody(hall: Hall) -> None:
    """Rule [CB11]: by its asker, by its specialist."""
    first = await hall.ask(NINE, patient_telephone=PATIENT)
    second = await hall.ask(f"{TUESDAY} 10:00")
    before = await said(hall)
    await hall.do(ConsultCancel, ASKER, consult_id=first, reason="Better")
    assert await since(hall, before) == to("cancelled", "asker", "li", "patient")
    before = await said(hall)
    await hall.do(ConsultDropSlot, LI, consult_id=second, reason="Ill")
    assert await since(hall, before) == to("cancelled", "asker", "li")
    before = await said(hall)
    await hall.until(f"{TUESDAY} 12:00")
    assert await said(hall) == before


async def test_cb11_who_has_come_is_reminded_no_more(hall: Hall) -> None:
    """Rule [CB11]."""
    consult_id = await hall.ask(f"{MONDAY} 09:00")
    await hall.until(f"{MONDAY} 08:57")
    await hall.do(ConsultAccept, LI, consult_id=consult_id)
    async with hall.town.bus.reading() as reading:
        state = await reading.get(KIND, consult_id, Reminder)
    assert (state.from_ms, state.dues) == (None, ())


async def test_cb13_of_an_erased_record_nobody_knows_who_was_told(hall: Hall) -> None:
    """Rule [CB13]."""
    consult_id = await hall.ask(NINE, patient_telephone=PATIENT)
    await hall.do(ReminderForget, consult_id=consult_id)
    async with hall.town.bus.reading() as reading:
        state = await reading.get(KIND, consult_id, Reminder)
    assert (state.told, state.slot, state.dues) == ((), None, ())
    before = await said(hall)
    await hall.until(f"{TUESDAY} 08:30")
    assert await said(hall) == before


async def test_cb12_by_night_news_waits_for_the_morning_unless_the_slot_is_near(hall: Hall) -> None:
    """Rule [CB12]."""
    hall.town.now_ms = at(f"{MONDAY} 23:00")
    await hall.ask("2026-09-23 09:00")
    consult_id = await hall.ask("2026-09-23 10:00")
    assert await said(hall) == []
    await hall.do(ConsultDropSlot, LI, consult_id=consult_id, reason="Ill")
    await hall.until(f"{TUESDAY} 06:59")
    assert await said(hall) == []
    await hall.until(f"{TUESDAY} 07:00")
    assert set(await said(hall)) == to("booked", "asker", "li"), "who never heard of a slot need not hear of its end"
    before = await said(hall)
    hall.town.now_ms = at("2026-09-23 01:00")
    await hall.ask("2026-09-23 11:00")
    assert await since(hall, before) == to("booked", "asker", "li")


@pytest.mark.parametrize("language", ["uz", "ru", "en"])
async def test_cb13_no_message_says_who_is_ill_or_of_what(hall: Hall, language: str) -> None:
    """Rule [CB13]: two segments, GSM-7 where the language has it, the time in every one."""
    await hall.ask(NINE, patient_telephone=PATIENT)
    async with hall.town.bus.reading() as reading:
        (state,) = await reading.find(KIND, Reminder)
    slot, say = state.slot, Catalogue(WORDS).say
    assert slot is not None
    for says in ("booked", "moved", "cancelled", "day_before", "soon", "now"):
        for reader in ("asker", "specialist", "patient"):
            text = reminder_text(
                says, reader, slot, ZONE, language=language, link="https://103.example/room", code="ABCDE", say=say
            )
            assert segments(text) <= 2
            assert "09:00" in text
            assert "ABCDE" in text
            assert QUESTION not in text
            assert "neurology" not in text
            assert language == "ru" or is_gsm_7(text)


def test_cb14_an_email_brings_a_calendar_file_that_takes_the_place_of_the_one_before() -> None:
    """Rule [CB14]."""
    asked = CalendarEntry(
        uid="c@tez-yordam", sequence=2, from_ms=at(NINE), until_ms=at(f"{TUESDAY} 09:30"), summary="103", place="Room 4"
    )
    file = calendar.entry(asked, at(f"{MONDAY} 08:00"))
    for line in ("METHOD:PUBLISH", "SEQUENCE:2", "DTSTART:20260922T040000Z", "LOCATION:Room 4", "UID:c@tez-yordam"):
        assert line in file
    gateway = EmailGateway(host="mail", port=25, sender="tez@example.uz", now_ms=lambda: 0)
    message = Message("d", 1, "li@example.uz", "Text", "ABCDE", 60, None, channel="email", calendar=file)
    (attached,) = gateway.letter(message).iter_attachments()
    assert attached.get_content_type() == "text/calendar"
    assert attached.get_content().replace("\n", "") == file.replace("\r\n", "")

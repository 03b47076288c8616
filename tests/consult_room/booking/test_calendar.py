"""Booked consults in the calendar that a doctor follows by a link."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiohttp.test_utils import TestClient
from icalendar import Calendar

from people import http
from people.adapters import calendar
from people.http.calendars import FEED_LIVES_MS, FEED_USES, OWN, PURPOSE
from signaling.protocol.booking import BookedSlot
from signaling.protocol.consult_room import ConsultCancel
from signaling.slice import Actor
from tests.consult_room.booking.hall import ASKER, LI, MONDAY, OTHER, QUESTION, Hall, at
from tests.people.test_signing_in import browser, front_door

SLOT = f"{MONDAY} 09:00"


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    hall = Hall(tmp_path)
    async with hall.town:
        await hall.fill()
        await hall.publish(place="Room 214")
        yield hall


@pytest.fixture
async def client(hall: Hall) -> AsyncIterator[TestClient[Any, Any]]:
    async with browser(http.routes(front_door(hall.town))) as client:
        yield client


async def followed(hall: Hall, client: TestClient[Any, Any], actor: Actor, holder: str = OWN) -> str:
    """What the calendar program of this person is given."""
    ticket = await hall.town.tickets.issue(
        purpose=PURPOSE, about=f"rota:{actor.id}", holder=holder, lives_ms=FEED_LIVES_MS, uses=FEED_USES
    )
    answer = await client.get(f"/rota/{ticket}.ics")
    assert answer.status == 200
    return await answer.text()


def events(text: str) -> list[Any]:
    calendar: Any = Calendar.from_ical(text)
    return list(calendar.walk("VEVENT"))


async def test_both_doctors_of_a_booked_consult_find_it_in_their_calendar(
    hall: Hall, client: TestClient[Any, Any]
) -> None:
    consult_id = await hall.ask(SLOT)
    for actor, other in ((LI, ASKER), (ASKER, LI)):
        (event,) = events(await followed(hall, client, actor))
        assert event["SUMMARY"] == f"Maslahat № 1: {other.name}"
        assert event["LOCATION"] == "Room 214"
        assert int(event["DTSTART"].dt.timestamp()) * 1000 == at(SLOT)
        assert int(event["DTEND"].dt.timestamp()) * 1000 == at(f"{MONDAY} 09:30")
        assert event["UID"] == f"{consult_id}@tez-yordam", "the e-mail's entry has the same"


async def test_a_calendar_tells_nothing_of_the_patient_the_question_or_the_specialty(
    hall: Hall, client: TestClient[Any, Any]
) -> None:
    await hall.ask(SLOT, patient_telephone="+998931112233")
    text = await followed(hall, client, LI)
    for secret in (QUESTION, "998931112233", "neurology"):
        assert secret not in text


def test_a_patient_who_asks_for_themselves_is_not_named() -> None:
    slot = BookedSlot(
        consult_id="c", number=7, specialty="neurology", state="held", asker_id="guest", asker_is_person=False,
        asker_name="Canary Patient", asker_place="", specialist_id=LI.id, specialist_name="N. Li",
        from_ms=0, until_ms=1, place="",
    )  # fmt: skip
    (event,) = calendar.consult_entries([slot], person_id=LI.id, language="en", now_ms=0)
    assert event["SUMMARY"] == "Consult № 7: 103"


async def test_nobody_elses_calendar_has_it_nor_the_one_of_a_specialty(
    hall: Hall, client: TestClient[Any, Any]
) -> None:
    await hall.ask(SLOT)
    assert events(await followed(hall, client, OTHER)) == []
    assert events(await followed(hall, client, LI, holder="neurology")) == []


async def test_a_consult_that_is_cancelled_leaves_the_calendar(hall: Hall, client: TestClient[Any, Any]) -> None:
    consult_id = await hall.ask(SLOT)
    await hall.do(ConsultCancel, ASKER, consult_id=consult_id, reason="She is better")
    assert events(await followed(hall, client, LI)) == []


async def test_a_consult_booked_months_ahead_is_there(hall: Hall, client: TestClient[Any, Any]) -> None:
    await hall.ask("2027-01-18 09:00")
    assert len(events(await followed(hall, client, ASKER))) == 1


async def test_a_calendar_brought_back_makes_no_duty_of_a_consult(hall: Hall, client: TestClient[Any, Any]) -> None:
    await hall.ask(SLOT)
    text = await followed(hall, client, LI)
    assert calendar.read(text.encode(), ZoneInfo("Asia/Tashkent"), hall.town.now_ms) == ([], [])

"""Calendars in and out: what is written is read as the same rota, and what cannot be read is told and loses nothing."""

from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from people.adapters import calendar
from people.assembly import assemble
from people.domain import rights
from people.domain.imports import CalendarEvent
from people.domain.rota import Stint
from people.importing import Importer, ImportReport
from signaling.hours import Span
from signaling.protocol.rota import RotaStretch
from signaling.testing import Town
from tests.people.plain_rota import Plain, plain_rotas
from tests.people.rota_town import ADMINISTRATOR, TASHKENT, Department, at

MONDAY, TUESDAY = "2026-03-02", "2026-03-03"
NIGHT = (f"{MONDAY}T20:00", f"{TUESDAY}T08:00")
HOUR_MS = 3_600_000


@pytest.fixture
async def house() -> AsyncIterator[Department]:
    async with Town([assemble()], rights=rights, sees=rights.may_see) as town:
        department = Department(town)
        await department.fill()
        yield department


def file(*events: str) -> bytes:
    """A calendar of these events, each its lines."""
    blocks = [f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT" for event in events]
    text = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:tests", *blocks, "END:VCALENDAR", ""])
    return text.replace("\n", "\r\n").encode()


def event(uid: str = "u", changes: Mapping[str, str | None] = MappingProxyType({}), **more: str | None) -> str:
    """An event of Li's for cardiology on Monday night; a change of None leaves a line out."""
    lines: dict[str, str | None] = {
        "UID": f"UID:{uid}",
        "DTSTART": "DTSTART:20260302T200000",
        "DTEND": "DTEND:20260303T080000",
        "SUMMARY": "SUMMARY:Cardiology: li",
        "CATEGORIES": "CATEGORIES:Cardiology",
        **changes,
        **more,
    }
    return "\n".join(line for line in lines.values() if line is not None)


async def bring(house: Department, content: bytes, *, strict: bool = False) -> ImportReport:
    importer = Importer("Asia/Tashkent", lambda command: house.town.do(command, ADMINISTRATOR), house.town.new_id)
    async with house.town.bus.reading() as reading:
        planned = await importer.planned(content, reading, house.town.now_ms)
    return await importer.carry_out(planned, house.town.now_ms, strict=strict)


def read(content: bytes) -> tuple[list[CalendarEvent], list[tuple[int, str]]]:
    events, problems = calendar.read(content, TASHKENT, at(MONDAY))
    return events, [(problem.line, problem.why) for problem in problems]


def spans(*pairs: tuple[str, str]) -> tuple[Span, ...]:
    return tuple(Span(at(begin), at(end)) for begin, end in pairs)


@pytest.mark.parametrize(
    "named",
    [
        {"SUMMARY": "SUMMARY:LI"},
        {"SUMMARY": "SUMMARY:Navbatchilik: Li"},
        {"SUMMARY": None, "ATTENDEE": "ATTENDEE;CN=Somebody:mailto:LI@hospital.uz"},
        {"SUMMARY": "SUMMARY:rasulova", "ATTENDEE": "ATTENDEE:mailto:li@example.org"},
        {"SUMMARY": None, "ATTENDEE": "ATTENDEE;CN=Li:mailto:unknown@example.org"},
        {"SUMMARY": None, "X": "X-TEZ-PERSON:li"},
    ],
)
async def test_d7_an_event_names_its_person(house: Department, named: dict[str, str | None]) -> None:
    """Rule [D7]."""
    report = await bring(house, file(event("u", named)))
    assert (report.added, report.problems) == (1, [])
    assert set(await house.asked(f"{TUESDAY}T03:00")) == {"li", "rasulova"}


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ({}, spans(NIGHT)),
        ({"DTSTART": "DTSTART:20260302T150000Z", "DTEND": "DTEND:20260303T030000Z"}, spans(NIGHT)),
        ({"DTSTART": "DTSTART;TZID=Europe/Berlin:20260302T160000", "DTEND": None, "D": "DURATION:PT12H"}, spans(NIGHT)),
        ({"DTSTART": "DTSTART;VALUE=DATE:20260302", "DTEND": None}, spans((MONDAY, TUESDAY))),
        ({"R": "RRULE:FREQ=WEEKLY;COUNT=2"}, spans(NIGHT, ("2026-03-09T20:00", "2026-03-10T08:00"))),
        ({"R": "RRULE:FREQ=DAILY;UNTIL=20260304T150000Z", "E": "EXDATE:20260303T200000"},
         spans(NIGHT, ("2026-03-04T20:00", "2026-03-05T08:00"))),
        ({"R": "RRULE:FREQ=DAILY;UNTIL=20260303"}, spans(NIGHT, (f"{TUESDAY}T20:00", "2026-03-04T08:00"))),
        ({"R": "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}, ()),
        ({"S": "STATUS:CANCELLED"}, ()),
    ],
)  # fmt: skip
def test_d7_times_and_rules_are_read(times: dict[str, str | None], expected: tuple[Span, ...]) -> None:
    """Rule [D7]."""
    events, problems = read(file(event("u", times)))
    assert problems == []
    assert [one.spans for one in events] == [expected]


def test_d7_a_repeated_event_that_was_moved_takes_place_where_it_was_moved() -> None:
    """Rule [D7]."""
    moved = event(DTSTART="DTSTART:20260310T200000", DTEND="DTEND:20260311T080000", R="RECURRENCE-ID:20260309T200000")
    events, problems = read(file(event(R="RRULE:FREQ=WEEKLY;COUNT=2"), moved))
    assert problems == []
    assert [one.spans for one in events] == [spans(NIGHT), spans(("2026-03-10T20:00", "2026-03-11T08:00"))]


def test_d7_a_rule_without_an_end_is_read_a_year_ahead_on_the_wall_of_its_zone() -> None:
    """Rule [D7]."""
    repeated = event(
        DTSTART="DTSTART;TZID=Europe/Berlin:20260302T200000", DTEND="DTEND;TZID=Europe/Berlin:20260303T080000",
        R="RRULE:FREQ=WEEKLY;BYDAY=MO,SA",
    )  # fmt: skip
    (one,), _ = read(file(repeated))
    assert 104 <= len(one.spans) <= 106
    lengths = {(span.until_ms - span.from_ms) // HOUR_MS for span in one.spans}
    assert lengths == {11, 12, 13}, "a night ends at eight though the clock was turned"


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"DTSTART": "DTSTART:tomorrow"}, "unreadable"),
        ({"X": "This is no line"}, "unreadable"),
        ({"X": "X-TEZ-RANK:first"}, "unreadable"),
        ({"R": "RRULE:FREQ=SOMETIMES"}, "unreadable"),
        ({"E": "EXDATE:never"}, "unreadable"),
        ({"UID": None}, "no_uid"),
        ({"DTSTART": None}, "no_start"),
        ({"DTSTART": "DTSTART:00010101T000000"}, "no_start"),
        ({"DTEND": None}, "no_end"),
        ({"DTEND": "DTEND:20260302T200000"}, "empty"),
        ({"DTSTART": "DTSTART;TZID=Nowhere/City:20260302T200000"}, "unknown_zone"),
        ({"R": "RDATE:20260309T200000"}, "bad_rule"),
        ({"R": "RRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY"}, "bad_rule"),
        ({"R": "RRULE:FREQ=SECONDLY"}, "too_many"),
        ({"R": "RRULE:FREQ=HOURLY"}, "too_many"),
        ({"SUMMARY": "SUMMARY:Somebody else"}, "nobody"),
        ({"CATEGORIES": "CATEGORIES:Astrology"}, "no_specialty"),
        ({"CATEGORIES": "CATEGORIES:any"}, "not_senior"),
    ],
)
async def test_d7_what_cannot_be_read_is_told_with_its_line_and_the_rest_is_taken(
    house: Department, wrong: dict[str, str | None], why: str
) -> None:
    """Rule [D7]."""
    content = file(event("good"), event("bad", wrong), event("fine", SUMMARY="SUMMARY:saidova"))
    strict = await bring(house, content, strict=True)
    assert (strict.done, [problem.why for problem in strict.problems]) == (False, [why])
    assert await house.asked(f"{TUESDAY}T03:00") == ["rasulova"]
    report = await bring(house, content)
    assert report.done
    assert report.added == 2
    assert [(problem.line, problem.uid, problem.why) for problem in report.problems] == [
        (11, "" if why == "no_uid" else "bad", why)
    ]
    assert set(await house.asked(f"{TUESDAY}T03:00")) == {"rasulova", "li", "saidova"}


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"\xff\xfe\x00", b"BEGIN:VEVENT\nUID:1\nEND:VEVENT\n", b"END:VCALENDAR", b"BEGIN:VCALENDAR\n"],
)
def test_d7_what_is_no_calendar_is_refused_whole(content: bytes) -> None:
    """Rule [D7]."""
    with pytest.raises(calendar.NoCalendar):
        read(content)


def test_d7_an_event_that_does_not_end_takes_no_other_with_it() -> None:
    """Rule [D7]."""
    content = file(event("a"), event("b")).replace(b"END:VEVENT\r\nBEGIN", b"BEGIN", 1)
    events, problems = read(content)
    assert ([one.uid for one in events], problems) == (["b"], [(4, "unreadable")])


@given(noise=st.binary(max_size=200), place=st.integers(0, 600))
@settings(max_examples=150)
def test_d7_no_file_breaks_the_reader(noise: bytes, place: int) -> None:
    """Rule [D7]."""
    whole = file(event("a", R="RRULE:FREQ=WEEKLY;COUNT=3"), event("b"))
    with suppress(calendar.NoCalendar):
        calendar.read(whole[:place] + noise + whole[place:], TASHKENT, at(MONDAY))


async def test_d7_a_second_import_replaces_what_the_first_brought(house: Department) -> None:
    """Rule [D7]."""
    first = file(event("a", R="RRULE:FREQ=WEEKLY;COUNT=3"), event("b", SUMMARY="SUMMARY:saidova"))
    report = await bring(house, first)
    assert (report.added, report.changed, report.removed, report.kept) == (4, 0, 0, 0)
    report = await bring(house, first)
    assert (report.added, report.changed, report.removed, report.kept) == (0, 0, 0, 4)
    second = file(event("a", DTEND="DTEND:20260303T060000", R="RRULE:FREQ=WEEKLY;COUNT=2"))
    report = await bring(house, second)
    assert (report.added, report.changed, report.removed, report.kept) == (0, 2, 1, 0)
    assert set(await house.asked(f"{TUESDAY}T07:00")) == {"rasulova", "saidova"}, "another file says nothing of b"
    house.town.now_ms = at("2026-03-05")
    report = await bring(house, file(event("a", S="STATUS:CANCELLED")))
    assert (report.removed, report.kept) == (1, 0)
    assert "li" in await house.asked(f"{TUESDAY}T03:00"), "what is over stays as it was"


async def test_d7_an_event_that_can_no_longer_be_read_takes_nobody_off_duty(house: Department) -> None:
    """Rule [D7]."""
    await bring(house, file(event("a")))
    report = await bring(house, file(event("a", DTSTART="DTSTART:soon")))
    assert (report.removed, len(report.problems)) == (0, 1)
    assert "li" in await house.asked(f"{TUESDAY}T03:00")


@given(plain=plain_rotas())
@settings(max_examples=30)
def test_d6_what_is_written_is_read_as_the_same_rota(plain: Plain) -> None:
    """Rule [D6]."""
    there = plain.rota.present(plain.window)
    told = [stretch(stint) for stint in there]
    titles = {"cardiology": "Kardiologiya"}
    content = calendar.written(told, name="rota", now_ms=plain.window.from_ms, titles=titles, zone="Asia/Tashkent")
    events, problems = calendar.read(content, ZoneInfo("Asia/Tashkent"), plain.window.from_ms)
    assert problems == []

    def shown(stints: list[Stint]) -> list[tuple[object, ...]]:
        return sorted(
            (one.span, one.person_id, one.duty.specialty, one.duty.rank, one.duty.senior, one.duty.hospital_id or "")
            for one in stints
        )

    again = [Stint(span=one.spans[0], person_id=one.person_id or "", duty=replaced(one, plain)) for one in events]
    assert shown(again) == shown(there)


def stretch(stint: Stint) -> RotaStretch:
    duty = stint.duty
    return RotaStretch(
        duty_id=duty.id, person_id=stint.person_id, name=f"{stint.person_id}, MD; ‘x’", specialty=duty.specialty,
        rank=duty.rank, senior=duty.senior, hospital_id=duty.hospital_id, region=duty.region,
        from_ms=stint.span.from_ms, until_ms=stint.span.until_ms, why="entry",
    )  # fmt: skip


def replaced(one: CalendarEvent, plain: Plain) -> Any:
    assert one.specialty is not None
    return msgspec.structs.replace(
        plain.rota.duties[0], specialty=one.specialty, rank=one.rank, senior=one.senior, hospital_id=one.hospital_id
    )

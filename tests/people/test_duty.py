"""The duty list: hours that are, and hours that repeat."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.domain.duty import Duty, decide_add, decide_set, holds
from people.domain.rota import Rota
from signaling.hours import Calendar
from signaling.protocol.duty import DutyAdd, DutySet, WeeklyHours
from signaling.protocol.refusals import Refused

TASHKENT = ZoneInfo("Asia/Tashkent")
CALENDAR = Calendar(TASHKENT)
MINUTES_A_WEEK = 7 * 1440


def at(text: str) -> int:
    """Ms UTC of a Tashkent wall time."""
    return int(datetime.fromisoformat(text).replace(tzinfo=TASHKENT).timestamp() * 1000)


def entry(**fields: object) -> Duty:
    shown: dict[str, object] = {
        "id": "d",
        "person_id": "p",
        "specialty": "cardiology",
        "from_ms": None,
        "until_ms": None,
        "weekly": (),
        "rank": 0,
    }
    return Duty(**{**shown, **fields})  # type: ignore[arg-type]  # a table of fields by name


SUNDAY_NIGHT = (WeeklyHours(weekday=6, from_minute=20 * 60, until_minute=32 * 60),)


@pytest.mark.parametrize(
    ("when", "on_duty"),
    [
        ("2026-03-01T19:59", False),  # a Sunday
        ("2026-03-01T20:00", True),
        ("2026-03-02T07:59", True),  # Monday: the week has turned
        ("2026-03-02T08:00", False),
        ("2026-03-07T23:00", False),
    ],
)
def test_weekly_hours_are_read_on_the_clock_of_the_service(when: str, on_duty: bool) -> None:
    assert holds(entry(weekly=SUNDAY_NIGHT), at(when), CALENDAR) is on_duty


def test_hours_once_begin_with_their_first_and_end_before_their_last_instant() -> None:
    once = entry(from_ms=1000, until_ms=2000)
    assert [holds(once, ms, CALENDAR) for ms in (999, 1000, 1999, 2000)] == [False, True, True, False]


def test_weekly_hours_hold_only_between_the_times_given() -> None:
    assert not holds(entry(weekly=SUNDAY_NIGHT, until_ms=at("2026-03-01T21:00")), at("2026-03-01T21:00"), CALENDAR)


def test_the_lower_rank_is_rung_first_and_everybody_once() -> None:
    listed = [
        entry(id="1", person_id="second", from_ms=0, rank=2),
        entry(id="2", person_id="first", from_ms=0, rank=1),
        entry(id="3", person_id="second", from_ms=0, rank=3),
        entry(id="4", person_id="gone", from_ms=0, removed=True),
    ]
    assert [one.person_id for one in Rota(listed, CALENDAR).asked(5)] == ["first", "second"]


@given(
    weekday=st.integers(0, 6),
    from_minute=st.integers(0, 1439),
    length=st.integers(1, 1440),
    minute=st.integers(0, MINUTES_A_WEEK - 1),
)
def test_a_minute_is_on_duty_exactly_when_it_lies_less_than_the_length_after_the_start(
    weekday: int, from_minute: int, length: int, minute: int
) -> None:
    weekly = (WeeklyHours(weekday=weekday, from_minute=from_minute, until_minute=from_minute + length),)
    monday_ms = int(datetime(2026, 3, 2, tzinfo=UTC).timestamp() * 1000)
    since_start = (minute - weekday * 1440 - from_minute) % MINUTES_A_WEEK
    assert holds(entry(weekly=weekly), monday_ms + minute * 60_000, Calendar(UTC)) is (since_start < length)


def test_seniors_are_asked_last_and_those_of_any_after_those_of_the_specialty() -> None:
    listed = [
        entry(id="1", person_id="of any", from_ms=0, rank=0, senior=True, specialty="any"),
        entry(id="2", person_id="of the specialty", from_ms=0, rank=9, senior=True),
        entry(id="3", person_id="first", from_ms=0, rank=10),
        entry(id="4", person_id="first", from_ms=0, rank=0, senior=True),
    ]
    asked = Rota(listed, CALENDAR).asked(5)
    assert [(one.person_id, one.duty.senior) for one in asked] == [
        ("first", False),
        ("of the specialty", True),
        ("of any", True),
    ]


def test_an_entry_bound_to_a_place_answers_for_that_place_and_for_no_other() -> None:
    listed = [
        entry(id="1", person_id="anywhere", from_ms=0),
        entry(id="2", person_id="of the hospital", from_ms=0, hospital_id="h1"),
        entry(id="3", person_id="of the region", from_ms=0, region="Buxoro"),
    ]

    def asked(**place: str) -> list[str]:
        return [one.person_id for one in Rota(listed, CALENDAR).asked(5, **place)]

    assert asked() == ["anywhere", "of the hospital", "of the region"]
    assert asked(hospital_id="h1") == ["of the hospital", "anywhere", "of the region"]
    assert asked(hospital_id="h2") == ["anywhere", "of the region"]
    assert asked(hospital_id="h2", region="Xiva") == ["anywhere"]


def test_only_a_senior_is_on_duty_for_any() -> None:
    envelope: dict[str, Any] = {"id": "c", "made_at_ms": 0, "duty_id": "d", "person_id": "p", "from_ms": 0}
    with pytest.raises(Refused, match="not_allowed"):
        decide_add(DutyAdd(**envelope, specialty="any"), taken=False)
    added = decide_add(DutyAdd(**envelope, specialty="any", senior=True), taken=False)
    assert added.senior
    with pytest.raises(Refused, match="not_allowed"):
        decide_set(entry(specialty="any", senior=True), DutySet(id="c", made_at_ms=0, duty_id="d", from_ms=0))

"""Slots on a real calendar: breaks, validity, single days, midnight, and the nights in which the clock is put."""

import itertools
from datetime import date
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from consult_room.booking.domain.hours import ConsultHours, slots_in
from signaling.hours import Calendar, Span
from signaling.protocol.booking import DailyBreak, DayHours
from signaling.protocol.duty import WeeklyHours
from tests.consult_room.booking.hall import DAY, HOUR, MINUTE, at

TASHKENT, BERLIN = ZoneInfo("Asia/Tashkent"), ZoneInfo("Europe/Berlin")


def hours(
    *,
    weekly: tuple[WeeklyHours, ...] = (),
    dates: tuple[DayHours, ...] = (),
    breaks: tuple[DailyBreak, ...] = (),
    minutes: int = 30,
    valid: tuple[str | None, str | None] = (None, None),
    holds: bool = False,
) -> ConsultHours:
    return ConsultHours(
        id="h",
        person_id="li",
        specialty="neurology",
        slot_minutes=minutes,
        weekly=weekly,
        dates=dates,
        breaks=breaks,
        valid_from=valid[0],
        valid_until=valid[1],
        place="",
        holds_on_holidays=holds,
    )


def each(weekday: int, from_hour: float, until_hour: float) -> WeeklyHours:
    return WeeklyHours(weekday=weekday, from_minute=int(from_hour * 60), until_minute=int(until_hour * 60))


def begins(
    entry: ConsultHours, day: str, zone: ZoneInfo = TASHKENT, *, holidays: dict[str, int | None] | None = None
) -> list[int]:
    calendar = Calendar(zone, {date.fromisoformat(one): now for one, now in (holidays or {}).items()})
    window = Span(at(f"{day} 00:00", zone), at(f"{day} 00:00", zone) + DAY)
    return [span.from_ms for span in slots_in(entry, window, calendar)]


def test_cb2_slots_begin_with_the_hours_and_anew_after_a_break() -> None:
    """Rule [CB2]: none straddles a break or the end."""
    entry = hours(weekly=(each(0, 9, 12.25),), breaks=(DailyBreak(from_minute=620, until_minute=635),))
    walls = ["09:00", "09:30", "10:35", "11:05", "11:35"]
    assert begins(entry, "2026-09-21") == [at(f"2026-09-21 {wall}") for wall in walls]


def test_cb2_single_days_validity_and_holidays() -> None:
    """Rule [CB2]."""
    weekly = hours(weekly=(each(0, 9, 10),), valid=("2026-09-21", "2026-09-28"))
    assert [len(begins(weekly, day)) for day in ("2026-09-14", "2026-09-21", "2026-09-28", "2026-10-05")] == [
        0,
        2,
        2,
        0,
    ]
    holiday: dict[str, int | None] = {"2026-09-21": None}
    assert begins(weekly, "2026-09-21", holidays=holiday) == []
    assert len(begins(hours(weekly=weekly.weekly, holds=True), "2026-09-21", holidays=holiday)) == 2
    assert len(begins(weekly, "2026-09-23", holidays={"2026-09-23": 0})) == 2, "read as a Monday"
    once = hours(dates=(DayHours(date="2026-09-21", from_minute=540, until_minute=600),))
    assert len(begins(once, "2026-09-21", holidays=holiday)) == 2
    assert begins(once, "2026-09-28") == []


def test_cb2_hours_may_run_past_midnight() -> None:
    """Rule [CB2]: a slot belongs to the hours, not to the day in which it is looked for."""
    entry = hours(weekly=(each(0, 23, 25),), breaks=(DailyBreak(from_minute=0, until_minute=10),), minutes=25)
    monday = [at("2026-09-21 23:00"), at("2026-09-21 23:25")]
    assert begins(entry, "2026-09-21") == monday
    assert begins(entry, "2026-09-22") == [at("2026-09-22 00:10"), at("2026-09-22 00:35")]


def test_cb2_when_the_clock_is_put_forward_the_hour_that_is_left_out_has_no_slot() -> None:
    """Rule [CB2]: Berlin, 28 March 2027, 02:00 becomes 03:00."""
    entry = hours(weekly=(each(6, 1, 4),), minutes=60)
    found = begins(entry, "2027-03-28", BERLIN)
    assert found == [at("2027-03-28 01:00", BERLIN), at("2027-03-28 03:00", BERLIN)]
    assert found[1] - found[0] == HOUR


def test_cb2_when_the_clock_is_put_back_the_hour_that_comes_twice_has_twice_the_slots() -> None:
    """Rule [CB2]: Berlin, 31 October 2027, 03:00 becomes 02:00; no two slots have the same beginning."""
    entry = hours(weekly=(each(6, 1, 4),), minutes=60)
    found = begins(entry, "2027-10-31", BERLIN)
    first = at("2027-10-31 01:00", BERLIN)
    assert found == [first, first + HOUR, first + 2 * HOUR, first + 3 * HOUR]


@given(
    st.integers(5, 240),
    st.integers(0, 1439),
    st.integers(1, 1440),
    st.integers(0, 3 * DAY // MINUTE),
    st.sampled_from((TASHKENT, BERLIN)),
)
def test_cb2_a_slot_is_one_whatever_the_window(minutes: int, begin: int, length: int, cut: int, zone: ZoneInfo) -> None:
    """Rule [CB2]: a window cut in two finds the same slots, and they never overlap."""
    weekly = tuple(WeeklyHours(weekday=day, from_minute=begin, until_minute=begin + length) for day in range(7))
    entry, calendar = hours(weekly=weekly, minutes=minutes), Calendar(zone)
    first = at("2027-03-27 00:00", zone)
    middle, last = first + cut * MINUTE, first + 3 * DAY
    whole = slots_in(entry, Span(first, last), calendar)
    parts = slots_in(entry, Span(first, middle), calendar) + slots_in(entry, Span(middle, last), calendar)
    assert parts == whole
    if length <= 22 * 60:
        assert all(one.until_ms <= other.from_ms for one, other in itertools.pairwise(whole))

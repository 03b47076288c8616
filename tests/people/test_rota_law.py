"""The laws of the rota, held to a model that counts minute by minute."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from people.domain.duty import answers
from people.domain.rota import window_of
from signaling.hours import Calendar, Span, weekly_spans
from signaling.protocol.duty import WeeklyHours
from signaling.protocol.refusals import Refused
from tests.people.plain_rota import MINUTE_MS, WINDOW_MINUTES, Plain, plain_rotas


@given(plain=plain_rotas(), minutes=st.lists(st.integers(0, WINDOW_MINUTES - 1), min_size=20, max_size=20))
@settings(max_examples=150)
def test_d1_d2_d3_d4_nobody_off_duty_is_answered_and_everybody_on_duty_is(plain: Plain, minutes: list[int]) -> None:
    """Rules [D1], [D2], [D3], [D4]."""
    edges = [swap.from_ms for swap in plain.rota.swaps if plain.window.from_ms <= swap.from_ms < plain.window.until_ms]
    for at_ms in [*edges, *(plain.window.from_ms + minute * MINUTE_MS for minute in minutes)]:
        for hospital_id in (None, "h1"):
            found = [stint.person_id for stint in plain.rota.asked(at_ms, hospital_id=hospital_id)]
            assert found == plain.asked(at_ms, hospital_id)


@given(plain=plain_rotas())
@settings(max_examples=40)
def test_d5_the_gaps_are_exactly_the_minutes_in_which_too_few_are_there(plain: Plain) -> None:
    """Rule [D5]."""
    gaps = plain.rota.gaps(plain.needs, plain.window)
    for need in plain.needs:
        found: dict[int, int] = {}
        for gap in gaps:
            if gap.need.id == need.id:
                minutes = range(gap.span.from_ms, gap.span.until_ms, MINUTE_MS)
                assert not found.keys() & set(minutes), "gaps of one need overlap"
                found |= dict.fromkeys(minutes, gap.on_duty)
        told = {at_ms: short for at_ms in plain.minutes() if (short := plain.short(need, at_ms)) is not None}
        assert found == told


@given(plain=plain_rotas())
@settings(max_examples=40)
def test_d5_what_is_shown_is_who_is_answered(plain: Plain) -> None:
    """Rule [D5]: the stretches of a week and the answer at an instant come of one computation."""
    shown = plain.rota.shown(plain.window)
    for at_ms in range(plain.window.from_ms, plain.window.until_ms, 97 * MINUTE_MS):
        there = {stint.person_id for stint in shown if not stint.absent and _holds(stint.span, at_ms)}
        assert there == {stint.person_id for stint in plain.rota.asked(at_ms)}
        for stint in shown:
            if stint.absent and _holds(stint.span, at_ms):
                others = [
                    other
                    for other in shown
                    if not other.absent
                    and _holds(other.span, at_ms)
                    and (other.duty.specialty, other.duty.senior) == (stint.duty.specialty, stint.duty.senior)
                    and answers(other.duty, stint.duty.hospital_id, stint.duty.region)
                ]
                assert stint.uncovered is not bool(others)


def _holds(span: Span, at_ms: int) -> bool:
    return span.from_ms <= at_ms < span.until_ms


@pytest.mark.parametrize(
    ("day", "hours_long"),
    [("2026-03-28", 11), ("2026-10-24", 13), ("2026-06-06", 12)],
)
def test_a_night_is_as_long_as_the_clock_makes_it(day: str, hours_long: int) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    begins = datetime.fromisoformat(f"{day}T20:00").replace(tzinfo=berlin)
    start_ms = int(begins.timestamp() * 1000)
    weekly = [WeeklyHours(weekday=begins.weekday(), from_minute=20 * 60, until_minute=32 * 60)]
    window = Span(start_ms, start_ms + 86_400_000)
    found = weekly_spans(weekly, window, Calendar(berlin), holds_on_holidays=False)
    assert found == [Span(start_ms, start_ms + hours_long * 3_600_000)]


def test_hours_that_begin_when_the_clock_jumps_begin_at_the_jump() -> None:
    berlin = Calendar(ZoneInfo("Europe/Berlin"))
    jump = int(datetime(2026, 3, 29, 1, tzinfo=UTC).timestamp() * 1000)
    day = datetime(2026, 3, 29, tzinfo=UTC).date()
    assert {berlin.instant(day, minute) for minute in (120, 150, 179, 180)} == {jump}


@pytest.mark.parametrize(
    ("from_ms", "until_ms", "code"),
    [
        (5, 5, "wrong_state"),
        (-1, 5, "wrong_state"),
        (0, 63 * 86_400_000, "too_long"),
        (10**17, 10**17 + 1, "wrong_state"),
    ],
)
def test_a_window_that_is_none_is_refused(from_ms: int, until_ms: int, code: str) -> None:
    with pytest.raises(Refused, match=code):
        window_of(from_ms, until_ms)

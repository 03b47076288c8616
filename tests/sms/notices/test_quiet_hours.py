"""Quiet hours on the wall clock, in zones that put their clock forward and back, and in one that does not."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sms.notices.domain.quiet import MINUTE_MS, NoQuietHours, QuietHours

TASHKENT, BERLIN = ZoneInfo("Asia/Tashkent"), ZoneInfo("Europe/Berlin")
ZONES = [TASHKENT, BERLIN, ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Asia/Kathmandu")]


def hours(text: str, zone: ZoneInfo = TASHKENT) -> QuietHours:
    read = QuietHours.read(text, zone)
    assert read is not None
    return read


def at(text: str, zone: ZoneInfo = TASHKENT, fold: int = 0) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold).timestamp() * 1000)


@pytest.mark.parametrize(
    ("when", "over"),
    [
        ("2026-11-22T21:59:59", "2026-11-22T21:59:59"),
        ("2026-11-22T22:00:00", "2026-11-23T07:00:00"),
        ("2026-11-23T03:12:34", "2026-11-23T07:00:00"),
        ("2026-11-23T07:00:00", "2026-11-23T07:00:00"),
    ],
)
def test_a_night_ends_in_the_morning(when: str, over: str) -> None:
    """Rule [N4]."""
    assert hours("22:00-07:00").over_at(at(when)) == at(over)


def test_hours_within_a_day_are_quiet_by_day() -> None:
    siesta = hours("13:00-15:30")
    assert [siesta.quiet(at(f"2026-11-22T{when}")) for when in ("12:59", "13:00", "15:29", "15:30")] == [
        False, True, True, False,
    ]  # fmt: skip
    assert siesta.begins_at(at("2026-11-22T15:30")) == at("2026-11-23T13:00")


@pytest.mark.parametrize(
    ("when", "over"),
    [
        # The clock is put forward from 02:00 to 03:00: the night is an hour shorter.
        (at("2026-03-28T23:00", BERLIN), at("2026-03-29T07:00", BERLIN)),
        # And back from 03:00 to 02:00: an hour longer.
        (at("2026-10-24T23:00", BERLIN), at("2026-10-25T07:00", BERLIN)),
    ],
)
def test_the_morning_is_the_walls_when_the_clock_is_put(when: int, over: int) -> None:
    """Rule [N4]."""
    assert hours("22:00-07:00", BERLIN).over_at(when) == over


def test_an_end_that_does_not_exist_is_the_end_of_the_gap() -> None:
    over = hours("22:00-02:30", BERLIN).over_at(at("2026-03-28T23:00", BERLIN))
    assert over == at("2026-03-29T03:00", BERLIN)


def test_an_end_that_comes_twice_is_the_first() -> None:
    over = hours("22:00-02:30", BERLIN).over_at(at("2026-10-24T23:00", BERLIN))
    assert over == at("2026-10-25T02:30", BERLIN, fold=0)


@pytest.mark.parametrize("text", ["22-7", "22:00-25:00", "22:60-07:00", "night", "22:00-22:00", "22:00", "-"])
def test_what_are_no_hours_is_said_in_a_sentence(text: str) -> None:
    with pytest.raises(NoQuietHours, match=r"22:00|whole day"):
        QuietHours.read(text, TASHKENT)


def test_nothing_means_none() -> None:
    assert QuietHours.read(" ", TASHKENT) is None


minutes = st.integers(0, 1439)


@given(
    begin=minutes,
    end=minutes,
    zone=st.sampled_from(ZONES),
    at_ms=st.integers(1_767_225_600_000, 1_798_761_600_000),
    part=st.floats(0, 1),
)
def test_the_next_edge_is_the_first(begin: int, end: int, zone: ZoneInfo, at_ms: int, part: float) -> None:
    """Rule [N4]: what waits leaves at the first minute that is not quiet, and no earlier."""
    if begin == end:
        return
    quiet = QuietHours(begin, end, zone)
    for wanted, edge in ((False, quiet.over_at(at_ms)), (True, quiet.begins_at(at_ms))):
        assert quiet.quiet(edge) is wanted
        assert edge >= at_ms
        if edge > at_ms:
            assert quiet.quiet(edge - MINUTE_MS // 60) is not wanted
            assert quiet.quiet(at_ms + int((edge - 1 - at_ms) * part)) is not wanted

"""Loss on the way in and out: numbers that wrap, requests on their timers, repeats within a budget."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from media.forwarder.repair import GIVE_UP_S, HELD_BACK_S, TRIES, WIDEST_GAP, Bucket, HeldBack, Missing
from media.forwarder.sequence import Unwrapped, ahead, timestamp_ahead

ROUND_TRIP_S = 0.2


@given(some.integers(0, 0xFFFF), some.integers(-0x7FFF, 0x7FFF))
def test_distance_survives_the_wrap(number: int, step: int) -> None:
    assert ahead((number + step) & 0xFFFF, number) == step


def test_timestamps_wrap_at_32_bits() -> None:
    assert timestamp_ahead(5, 0xFFFFFFFB) == 10
    assert timestamp_ahead(0xFFFFFFFB, 5) == -10


def test_numbers_are_counted_on_over_the_wrap() -> None:
    whole = Unwrapped()
    assert [whole.of(one) for one in (0xFFFE, 0xFFFF, 1, 0, 2)] == [0xFFFE, 0xFFFF, 0x10001, 0x10000, 0x10002]


def test_what_is_missing_is_asked_at_once_and_then_each_round_trip() -> None:
    missing = Missing()
    missing.gap(0xFFFF, 3, 10.0)
    assert missing.due(10.0, ROUND_TRIP_S) == [0xFFFF, 0, 1]
    assert missing.due(10.1, ROUND_TRIP_S) == []
    missing.found(0)
    assert missing.due(10.3, ROUND_TRIP_S) == [0xFFFF, 1]


def test_what_is_too_old_or_asked_too_often_is_given_up() -> None:
    missing = Missing()
    missing.gap(5, 1, 0.0)
    assert missing.due(GIVE_UP_S + 0.01, ROUND_TRIP_S) == []
    assert not missing
    missing.gap(6, 1, 0.0)
    asked = sum(len(missing.due(at * 0.025, 0.0)) for at in range(40))
    assert asked == TRIES
    assert not missing


def test_a_pause_is_no_loss() -> None:
    missing = Missing()
    missing.gap(5, WIDEST_GAP + 1, 0.0)
    assert missing.due(0.0, ROUND_TRIP_S) == []


def test_the_bucket_lets_a_burst_pass_and_then_its_rate() -> None:
    bucket = Bucket(64_000, 6_000)
    assert sum(bucket.take(1_000, 0.0) for _ in range(10)) == 6
    assert not bucket.take(1_000, 0.1)
    assert bucket.take(1_000, 0.126)
    assert sum(bucket.take(1_000, 100.0) for _ in range(10)) == 6, "what was not used does not pile up"


def test_one_number_is_not_repeated_within_a_tenth_of_a_second() -> None:
    held = HeldBack()
    assert held.may(7, 0.0)
    assert not held.may(7, HELD_BACK_S - 0.01)
    assert held.may(8, HELD_BACK_S - 0.01)
    assert held.may(7, HELD_BACK_S)


@pytest.mark.parametrize("count", [WIDEST_GAP + 2])
def test_what_is_held_back_does_not_grow_for_ever(count: int) -> None:
    held = HeldBack()
    assert all(held.may(number, number * 0.01) for number in range(count))
    assert len(held._sent) < WIDEST_GAP

"""Which layer a viewer gets and how much its sender may send, second by second."""

from itertools import pairwise

from media.forwarder.choosing import (
    DRY_S,
    FIRST_WAIT_S,
    FLOOR_BPS,
    LOW_BPS,
    NO_LIMIT_BPS,
    SOUND_ROOM_BPS,
    STARVED_S,
    UNWATCHED_BPS,
    Chooser,
    cap_of,
    shares_of,
)

TWO = [150_000.0, 800_000.0]


def test_a_viewer_begins_with_the_largest_layer_and_falls_at_once() -> None:
    chooser = Chooser()
    assert chooser.choose(0.0, "high", None, [150_000.0]) == 0
    assert chooser.choose(0.1, "high", None, TWO) == 1, "a layer that begins later is taken, too"
    assert chooser.choose(1.0, "high", 400_000, TWO) == 0
    assert chooser.choose(2.0, "low", 2_000_000, TWO) == 0
    assert chooser.choose(3.0, "off", 2_000_000, TWO) is None


def test_a_step_up_is_tried_and_after_a_failed_try_comes_later() -> None:
    chooser = Chooser()
    chooser.choose(0.0, "high", None, TWO)
    chooser.choose(1.0, "high", 200_000, TWO)
    tries = []
    for second in range(2, 200):
        before = chooser.layer
        if chooser.choose(float(second), "high", 200_000, TWO) == 1 and before == 0:
            tries.append(second)
    gaps = [later - earlier for earlier, later in pairwise(tries)]
    assert gaps[0] >= FIRST_WAIT_S
    assert gaps == sorted(gaps)
    assert gaps[-1] > gaps[0]


def test_enough_room_lifts_at_once() -> None:
    chooser = Chooser()
    chooser.choose(0.0, "high", None, TWO)
    assert chooser.choose(1.0, "high", 200_000, TWO) == 0
    assert chooser.choose(2.0, "high", 900_000, TWO) == 1


def test_a_layer_that_its_sender_leaves_out_is_left_until_it_flows_again() -> None:
    """Without this its viewers kept a picture that stood still for as long as the sender was busy."""
    for share_bps in (None, 2_000_000.0):
        chooser = Chooser()
        assert chooser.choose(0.0, "high", share_bps, TWO) == 1
        assert chooser.choose(1.0, "high", share_bps, [150_000.0, 0.0]) == 1, "a moment without a packet is none"
        for second in range(60):
            assert chooser.choose(1.0 + DRY_S + second, "high", share_bps, [150_000.0, 0.0]) == 0
        assert chooser.choose(99.0, "high", share_bps, TWO) == 1
        assert chooser.choose(100.0, "high", share_bps, [150_000.0, 0.0]) == 1, "counted anew"
    silent = Chooser()
    assert all(silent.choose(float(at), "high", None, [0.0, 0.0]) == 1 for at in range(30)), "nothing else flows"


def test_a_picture_stops_only_when_its_link_starves_for_seconds() -> None:
    chooser = Chooser()
    chooser.choose(0.0, "high", None, [200_000.0])
    assert chooser.choose(1.0, "high", FLOOR_BPS - 1, [200_000.0]) == 0
    assert chooser.choose(1.0 + STARVED_S, "high", FLOOR_BPS - 1, [200_000.0]) is None
    assert chooser.choose(200.0, "high", FLOOR_BPS - 1, [0.0]) == 0, "it is tried again"
    small = Chooser()
    assert all(small.choose(float(at), "high", 10_000, [25_000.0]) == 0 for at in range(30)), "little is let be"


def test_a_link_is_shared_by_what_its_pictures_take() -> None:
    assert shares_of(None, 0, [1.0, 2.0]) == [None, None]
    assert shares_of(1_000, 100, [100, 400]) == [300, 600]
    assert shares_of(500, 100, [100, 400]) == [200, 200]
    assert shares_of(50, 100, [100]) == [0]
    assert shares_of(500, 100, []) == []


def test_with_one_layer_the_slowest_above_the_floor_decides() -> None:
    assert cap_of([("high", 900_000), ("high", 300_000), ("high", 20_000)], 1) == 300_000 + SOUND_ROOM_BPS
    assert cap_of([("high", 900_000), ("high", 300_000)], 2) == 900_000 + SOUND_ROOM_BPS
    assert cap_of([("high", None)], 1) == NO_LIMIT_BPS
    assert cap_of([("low", None)], 1) == LOW_BPS + SOUND_ROOM_BPS
    assert cap_of([("off", 900_000)], 1) == UNWATCHED_BPS
    assert cap_of([], 1) == UNWATCHED_BPS

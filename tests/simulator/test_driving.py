"""A vehicle on a route is where the time says, and never faster than the route is."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from signaling.protocol.base import Point
from simulator.driving import Drive, heading_degrees, metres_between

TASHKENT = Point(69.24, 41.30)
NORTH = Point(69.24, 41.31)
EAST = Point(69.26, 41.31)


def test_a_degree_of_latitude_is_a_hundred_and_eleven_kilometres() -> None:
    assert metres_between(Point(69, 41), Point(69, 42)) == pytest.approx(111_195, rel=1e-4)


def test_headings_go_clockwise_from_north() -> None:
    assert heading_degrees(TASHKENT, NORTH) == pytest.approx(0)
    assert heading_degrees(NORTH, EAST) == pytest.approx(90)
    assert heading_degrees(EAST, NORTH) == pytest.approx(270)


def test_a_drive_begins_at_its_first_point_and_stands_at_its_last() -> None:
    drive = Drive([TASHKENT, NORTH, EAST], 240)
    assert drive.at(0).point == TASHKENT
    end = drive.at(240)
    assert (end.point, end.arrived, end.speed_kmh) == (EAST, True, 0)
    assert drive.at(60).speed_kmh == pytest.approx(drive.metres / 240 * 3.6)


def test_a_drive_to_where_one_stands_is_over_at_once() -> None:
    assert Drive([TASHKENT], 0).at(0).arrived
    assert Drive([TASHKENT, TASHKENT], 0).at(0).arrived


@given(some.floats(0, 300), some.floats(0.1, 20))
def test_nobody_jumps(at_s: float, later_s: float) -> None:
    drive = Drive([TASHKENT, NORTH, EAST], 240)
    moved = metres_between(drive.at(at_s).point, drive.at(at_s + later_s).point)
    assert moved <= drive.metres / 240 * later_s + 0.1

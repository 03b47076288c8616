"""The laws of the positions' steps: nothing late, early, repeated or far away moves a brigade or invents an arrival."""

from hypothesis import given
from hypothesis import strategies as st

from brigade_app.positions.fix import Heard, Knowledge, Target, Verdict, as_position, metres_between
from brigade_app.positions.steps import CONVINCING, STEPS, run
from signaling.protocol.base import Point
from signaling.protocol.brigade_app import Position, PositionFix

NOON = 1_790_000_000_000
SCENE = Point(lon=66.975, lat=39.655)
STATION = Point(lon=66.935, lat=39.655)  # about 3.4 km west of the scene


def position(at_ms: int, point: Point = STATION, *, received_at_ms: int | None = None, **more: float) -> Position:
    received = at_ms if received_at_ms is None else received_at_ms
    return Position(brigade_id="b1", point=point, at_ms=at_ms, received_at_ms=received, **more)


def east_of(start: Point, metres: float) -> Point:
    return Point(lon=start.lon + metres / 85_700, lat=start.lat)


def hear(known: Knowledge, *positions: Position) -> list[Verdict]:
    return [run(Heard(one), known) for one in positions]


def bound_for_the_scene() -> Knowledge:
    return Knowledge(target=Target(assignment_id="a1", milestone="arrived", point=SCENE))


def test_the_steps_are_a_list_in_this_order() -> None:
    names = [step.__name__ for step in STEPS]
    assert names == ["reject_stale", "reject_jump", "order_by_device_time", "geofence", "remember"]


def test_a_position_older_than_two_hours_is_not_kept() -> None:
    known = Knowledge()
    assert hear(known, position(NOON, received_at_ms=NOON + 2 * 3_600_000 + 1)) == [Verdict.STALE]
    assert known.to_write == []


def test_a_clock_that_is_ahead_moves_nothing() -> None:
    known = bound_for_the_scene()
    assert hear(known, position(NOON + 60_000, SCENE, received_at_ms=NOON)) == [Verdict.FUTURE]
    assert known.newest is None
    assert known.suggestion is None


def test_a_fix_whose_age_the_device_tells_is_right_whatever_hour_the_device_believes() -> None:
    ten_years_behind = NOON - 10 * 365 * 86_400_000
    fix = PositionFix(point=SCENE, at_device_ms=ten_years_behind, sent_at_device_ms=ten_years_behind + 4_000)
    assert as_position(fix, "b1", NOON).at_ms == NOON - 4_000


def test_a_late_position_fills_the_trail_and_moves_nothing() -> None:
    known = Knowledge()
    first, late = position(NOON, east_of(STATION, 100)), position(NOON - 5_000, received_at_ms=NOON + 1_000)
    assert hear(known, first, late) == [Verdict.KEPT, Verdict.KEPT]
    assert known.newest == first
    assert known.to_write == [first, late]


def test_the_same_instant_twice_is_kept_once() -> None:
    known = Knowledge()
    assert hear(known, position(NOON), position(NOON)) == [Verdict.KEPT, Verdict.REPEATED]


def test_one_or_two_places_too_far_away_are_not_believed_and_three_that_agree_are() -> None:
    known = Knowledge()
    far = [position(NOON + 5_000 * n, east_of(SCENE, 20_000 + n)) for n in range(1, CONVINCING + 1)]
    verdicts = hear(known, position(NOON), *far)
    assert verdicts == [Verdict.KEPT, *[Verdict.JUMP] * (CONVINCING - 1), Verdict.KEPT]
    assert known.newest == far[-1]


def test_places_that_jump_about_never_convince() -> None:
    known = Knowledge()
    wild = [position(NOON + 5_000 * n, east_of(SCENE, 30_000 * (1 + n % 2))) for n in range(1, 40)]
    first = position(NOON)
    assert set(hear(known, first, *wild)[1:]) == {Verdict.JUMP}
    assert known.newest == first


def test_a_fix_by_cell_tower_alone_is_not_a_place() -> None:
    known = Knowledge()
    assert hear(known, position(NOON, accuracy_m=2_500.0)) == [Verdict.JUMP]


def test_standing_at_the_scene_is_suggested_once_and_stamps_nothing() -> None:
    known = bound_for_the_scene()
    hear(known, *[position(NOON + 5_000 * n, SCENE, accuracy_m=8.0) for n in range(3)])
    assert known.suggestion is not None
    assert (known.suggestion.assignment_id, known.suggestion.milestone) == ("a1", "arrived")
    known.suggestion = None
    hear(known, *[position(NOON + 60_000 + 5_000 * n, SCENE, accuracy_m=8.0) for n in range(3)])
    assert known.suggestion is None


def test_driving_past_the_scene_suggests_nothing() -> None:
    known = bound_for_the_scene()
    metres_a_second = 15
    drive = [position(NOON + 1_000 * n, east_of(SCENE, metres_a_second * n - 600)) for n in range(80)]
    hear(known, *drive)
    assert known.suggestion is None


late_or_wrong = st.one_of(
    st.builds(  # late: measured before the newest, received now
        lambda ago: position(NOON - ago, SCENE, received_at_ms=NOON), st.integers(min_value=1, max_value=3_600_000)
    ),
    st.builds(  # from a clock that is ahead
        lambda ahead: position(NOON + ahead, SCENE, received_at_ms=NOON),
        st.integers(min_value=30_001, max_value=10_000_000),
    ),
    st.builds(  # so old that it lay in a pocket
        lambda age: position(NOON + 10_000, SCENE, received_at_ms=NOON + 10_000 + age),
        st.integers(min_value=7_200_001, max_value=10**10),
    ),
    st.builds(lambda ahead: position(NOON + ahead, SCENE, accuracy_m=5_000.0), st.integers(1, 20_000)),
)


@given(st.lists(late_or_wrong, max_size=40))
def test_late_future_stale_and_vague_positions_never_invent_an_arrival(heard: list[Position]) -> None:
    known = bound_for_the_scene()
    newest = position(NOON)
    hear(known, newest, *heard)
    assert known.newest == newest
    assert known.suggestion is None
    assert known.stands_since is None


@given(st.lists(st.integers(min_value=0, max_value=600), min_size=1, max_size=60, unique=True), st.randoms())
def test_whatever_the_order_of_arrival_the_newest_is_the_newest_and_the_trail_is_whole(
    seconds: list[int], chance: object
) -> None:
    drive = [
        position(NOON + second * 1_000, east_of(STATION, second * 12), received_at_ms=NOON + 700_000)
        for second in seconds
    ]
    shuffled = list(drive)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    known = Knowledge()
    hear(known, *shuffled)
    assert known.newest == max(drive, key=lambda one: one.at_ms)
    assert sorted(known.to_write, key=lambda one: one.at_ms) == sorted(drive, key=lambda one: one.at_ms)


def test_a_degree_of_latitude_is_111_kilometres() -> None:
    assert abs(metres_between(Point(lon=67, lat=39), Point(lon=67, lat=40)) - 111_195) < 50

"""Travel times are right: on networks small enough to reckon by hand, and by another search on the town."""

from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import pytest

from geography.adapters.distance import metres_between
from geography.profiles import SPEEDS, Driver
from geography.roads import OFF_ROAD_METRES_PER_SECOND, RoadGraph
from geography.routes import route
from geography.snapping import PIECE_M
from signaling.protocol.base import Point
from tests.geography.conftest import TownMap
from tests.geography.forward import ForwardSearch
from tests.geography.network import Network

SQUARE = {"A": (0, 0), "B": (1000, 0), "C": (1000, 1000), "D": (0, 1000)}


def seconds(graph: RoadGraph, origin: Point, to: Point, *, siren: bool = False) -> float:
    leg = graph.times_to(to, [origin], siren=siren)[0]
    assert leg is not None
    return leg.seconds


def metres(graph: RoadGraph, origin: Point, to: Point) -> float:
    leg = graph.times_to(to, [origin], siren=False)[0]
    assert leg is not None
    return leg.metres


def test_a_drive_along_one_road_takes_its_length_over_its_speed(tmp_path: Path) -> None:
    net = Network({"A": (0, 0), "B": (2000, 0)})
    net.road("AB", "primary")
    graph = net.graph(tmp_path)
    ordinary, siren = SPEEDS["primary"]
    assert metres(graph, net.between("A", "B", 0.25), net.between("A", "B", 0.75)) == pytest.approx(1000, abs=1)
    for speed, with_siren in ((ordinary, False), (siren, True)):
        taken = seconds(graph, net.between("A", "B", 0.25), net.between("A", "B", 0.75), siren=with_siren)
        assert taken == pytest.approx(1000 / speed * 3.6, abs=0.2)


def test_the_quickest_way_is_taken_and_not_the_shortest(tmp_path: Path) -> None:
    net = Network({"A": (0, 0), "B": (1000, 0), "C": (500, 400)})
    net.road("AB", "service")
    net.road("ACB", "primary")
    assert metres(net.graph(tmp_path), net.point("A"), net.point("B")) > 1200


def test_a_one_way_street_is_driven_one_way(tmp_path: Path) -> None:
    net = Network(SQUARE)
    net.road("AB", oneway="yes")
    net.road("BCDA")
    graph = net.graph(tmp_path)
    west, east = net.between("A", "B", 0.2), net.between("A", "B", 0.8)
    assert metres(graph, west, east) == pytest.approx(600, abs=2)
    assert metres(graph, east, west) == pytest.approx(3400, abs=4)


def test_a_one_way_street_drawn_backwards_is_driven_backwards(tmp_path: Path) -> None:
    net = Network(SQUARE)
    net.road("BA", oneway="-1")
    net.road("BCDA")
    graph = net.graph(tmp_path)
    assert metres(graph, net.between("A", "B", 0.2), net.between("A", "B", 0.8)) == pytest.approx(600, abs=2)


def test_only_the_siren_goes_against_a_street_that_exempts_it(tmp_path: Path) -> None:
    net = Network(SQUARE)
    net.road("AB", oneway="yes", oneway_emergency="no")
    net.road("BCDA")
    graph = net.graph(tmp_path)
    west, east = net.between("A", "B", 0.2), net.between("A", "B", 0.8)
    leg = graph.times_to(west, [east], siren=True)[0]
    assert leg is not None
    assert leg.metres == pytest.approx(600, abs=2)
    assert metres(graph, east, west) > 3000


def test_a_roundabout_is_driven_round(tmp_path: Path) -> None:
    net = Network({"A": (-300, 0), "W": (-50, 0), "S": (0, -50), "E": (50, 0), "N": (0, 50), "B": (0, 300)})
    net.road("WSENW", "primary", junction="roundabout")
    net.road("AW", "primary")
    net.road("NB", "primary")
    graph = net.graph(tmp_path)
    quarter = 50 * 2**0.5
    there = metres(graph, net.point("A"), net.point("B"))
    back = metres(graph, net.point("B"), net.point("A"))
    assert there == pytest.approx(500 + 3 * quarter, abs=2)
    assert back == pytest.approx(500 + quarter, abs=2)


def test_a_bollard_stops_and_a_gate_does_not(tmp_path: Path) -> None:
    for barrier, expected in (("bollard", 3000), ("gate", 1000)):
        net = Network(SQUARE | {"X": (500, 0)})
        net.road("AXB")
        net.road("BCDA")
        net.thing("X", barrier=barrier)
        folder = tmp_path / barrier
        folder.mkdir()
        assert metres(net.graph(folder), net.point("A"), net.point("B")) == pytest.approx(expected, abs=4)


def test_private_ground_is_crossed_slowly_and_closed_ground_by_nobody(tmp_path: Path) -> None:
    net = Network(SQUARE)
    net.road("AB", access="no")
    net.road("BCDA", access="private")
    graph = net.graph(tmp_path)
    assert metres(graph, net.point("A"), net.point("B")) == pytest.approx(3000, abs=4)
    assert seconds(graph, net.point("A"), net.point("B"), siren=True) > 3000 / 16 * 3.6


def test_an_emergency_way_is_for_the_siren_alone(tmp_path: Path) -> None:
    net = Network(SQUARE)
    net.road("AB", "pedestrian")
    net.road("BCDA")
    graph = net.graph(tmp_path)
    leg = graph.times_to(net.point("B"), [net.point("A")], siren=True)[0]
    assert leg is not None
    assert leg.metres == pytest.approx(1000, abs=2)
    assert metres(graph, net.point("A"), net.point("B")) == pytest.approx(3000, abs=4)


def test_a_point_off_the_road_costs_the_walk_to_it(tmp_path: Path) -> None:
    net = Network({"A": (0, 0), "B": (2000, 0)})
    net.road("AB")
    graph = net.graph(tmp_path)
    on, off = net.between("A", "B", 0.5), Point(lon=net.between("A", "B", 0.5).lon, lat=60 / 111_195.08)
    start = net.between("A", "B", 0.1)
    walk = 60 / OFF_ROAD_METRES_PER_SECOND
    assert seconds(graph, start, off) - seconds(graph, start, on) == pytest.approx(walk, abs=0.3)


def test_a_point_is_joined_to_a_road_of_the_network_and_not_to_an_island(tmp_path: Path) -> None:
    net = Network(SQUARE | {"X": (480, 300), "Y": (520, 300)})
    net.road("ABCDA")
    net.road("XY")
    leg = net.graph(tmp_path).times_to(net.point("X"), [net.point("A")])[0]
    assert leg is not None
    assert leg.metres > 300


def test_what_is_out_of_reach_or_beyond_the_limit_is_none(tmp_path: Path) -> None:
    net = Network({"A": (0, 0), "B": (9000, 0)})
    net.road("AB")
    graph = net.graph(tmp_path)
    far = Point(lon=0.0, lat=0.5)
    near = net.between("A", "B", 0.01)
    assert graph.times_to(net.point("A"), [near, net.point("B"), far], limit_seconds=300)[1:] == [None, None]
    assert graph.times_to(net.point("A"), [near], limit_seconds=300)[0] is not None
    assert graph.times_to(far, [near]) == [None]
    assert graph.times_to(net.point("A"), []) == []


def test_traffic_signals_cost_the_ordinary_driver_more(tmp_path: Path) -> None:
    times = {}
    for signals in (True, False):
        net = Network({"A": (0, 0), "X": (500, 0), "B": (1000, 0)})
        net.road("AXB")
        if signals:
            net.thing("X", highway="traffic_signals")
        folder = tmp_path / str(signals)
        folder.mkdir()
        graph = net.graph(folder)
        times[signals] = [seconds(graph, net.point("A"), net.point("B"), siren=siren) for siren in (False, True)]
    assert times[True][0] - times[False][0] == pytest.approx(8, abs=0.1)
    assert times[True][1] - times[False][1] == pytest.approx(3, abs=0.1)


def some_points(graph: RoadGraph, random: Random, count: int) -> list[Point]:
    """Points near roads of the network, all over the map."""
    usable = np.flatnonzero(graph.profiles[Driver.SIREN].usable).tolist()
    chosen = [random.choice(usable) for _ in range(count)]
    places = [random.randrange(int(graph.offsets[edge]), int(graph.offsets[edge + 1])) for edge in chosen]
    return [
        Point(
            lon=float(graph.lon[n]) + random.uniform(-4e-4, 4e-4), lat=float(graph.lat[n]) + random.uniform(-3e-4, 3e-4)
        )
        for n in places
    ]


@pytest.mark.parametrize("driver", list(Driver))
def test_one_reverse_search_equals_a_forward_search_for_each_pair(town_roads: RoadGraph, driver: Driver) -> None:
    random = Random(7)
    forward = ForwardSearch(town_roads, driver)
    origins = some_points(town_roads, random, 12)
    for to in some_points(town_roads, random, 4):
        legs = town_roads.times_to(to, origins, siren=driver is Driver.SIREN)
        for origin, leg in zip(origins, legs, strict=True):
            expected = forward.seconds_and_metres(origin, to)
            assert expected is not None
            assert leg is not None
            assert leg.seconds == pytest.approx(expected[0], abs=0.06)
            assert leg.metres == pytest.approx(expected[1], abs=0.11)


def test_every_house_of_the_town_is_reached_from_every_station(town_roads: RoadGraph, town_map: TownMap) -> None:
    stations = [station.point for station in town_map.town.stations]
    for address in town_map.town.addresses[::25]:
        assert None not in town_roads.times_to(address.point, stations)


def test_the_siren_is_never_slower(town_roads: RoadGraph) -> None:
    random = Random(11)
    origins, to = some_points(town_roads, random, 200), some_points(town_roads, random, 1)[0]
    pairs = zip(
        town_roads.times_to(to, origins, siren=True), town_roads.times_to(to, origins, siren=False), strict=True
    )
    # They may be joined to different roads; that costs a few metres on foot.
    assert all(fast is not None and slow is not None and fast.seconds <= slow.seconds + 1 for fast, slow in pairs)


def test_a_limit_changes_no_answer_within_it(town_roads: RoadGraph) -> None:
    random = Random(13)
    origins, to = some_points(town_roads, random, 300), some_points(town_roads, random, 1)[0]
    whole = town_roads.times_to(to, origins)
    limited = town_roads.times_to(to, origins, limit_seconds=400)
    assert limited == [leg if leg is not None and leg.seconds <= 400 else None for leg in whole]
    assert any(leg is None for leg in limited)


def test_snapping_finds_the_nearest_road(town_roads: RoadGraph) -> None:
    points = some_points(town_roads, Random(17), 300)
    snapped = town_roads.snap(points, Driver.SIREN)
    assert snapped.metres.max() < PIECE_M
    on_road = [Point(lon=float(lon), lat=float(lat)) for lon, lat in zip(snapped.lon, snapped.lat, strict=True)]
    assert town_roads.snap(on_road, Driver.SIREN).metres.max() < 0.5


def test_a_route_is_as_long_as_its_time_says_and_goes_from_door_to_door(town_roads: RoadGraph) -> None:
    points = some_points(town_roads, Random(19), 24)
    for origin, to in zip(points[::2], points[1::2], strict=True):
        leg, way = town_roads.times_to(to, [origin])[0], route(town_roads, origin, to)
        assert leg is not None
        assert way is not None
        assert way.seconds == pytest.approx(leg.seconds, abs=0.2)
        assert way.metres == pytest.approx(leg.metres, abs=0.3)
        drawn = sum(metres_between(one, other) for one, other in pairwise(way.line))
        walked = way.metres - sum(step.metres for step in way.steps)
        assert drawn == pytest.approx(way.metres - walked, rel=0.004, abs=3)
        assert way.steps[0].manoeuvre == "depart"
        assert way.steps[-1].manoeuvre == "arrive"

"""Turn restrictions: the forbidden turn is missing there, and nothing else is."""

from pathlib import Path

import pytest

from geography.roads import RoadGraph
from geography.routes import route
from signaling.protocol.geography import Manoeuvre
from tests.geography.network import Network

# A cross; N and W are also joined directly. Turning back is allowed where a road ends or meets another, so the way
# round has to be shorter than that.
CROSS = {"S": (0, -500), "X": (0, 0), "W": (-500, 0), "N": (0, 300), "E": (2000, 0)}
ROUND = 500 + 300 + (500**2 + 300**2) ** 0.5


def cross() -> tuple[Network, dict[str, int]]:
    net = Network(CROSS)
    roads = {letter: net.road(f"{letter}X", "primary") for letter in "SWNE"}
    roads["round"] = net.road("NW", "primary")
    return net, roads


def metres(graph: RoadGraph, net: Network, start: str, end: str) -> float:
    leg = graph.times_to(net.point(end), [net.point(start)], siren=False)[0]
    assert leg is not None
    return leg.metres


def folder_of(tmp_path: Path, name: str) -> Path:
    folder = tmp_path / name
    folder.mkdir()
    return folder


def test_without_a_restriction_the_turn_is_taken(tmp_path: Path) -> None:
    net, _ = cross()
    assert metres(net.graph(tmp_path), net, "S", "W") == pytest.approx(1000, abs=2)


def test_no_left_turn_sends_round(tmp_path: Path) -> None:
    net, roads = cross()
    net.forbid("no_left_turn", roads["S"], "X", roads["W"])
    graph = net.graph(tmp_path)
    assert metres(graph, net, "S", "W") == pytest.approx(ROUND, abs=4)
    assert metres(graph, net, "W", "S") == pytest.approx(1000, abs=2), "the other way is free"
    assert metres(graph, net, "E", "W") == pytest.approx(2500, abs=2), "from elsewhere the road is free"
    assert metres(graph, net, "S", "E") == pytest.approx(2500, abs=2), "to elsewhere the road is free"


def test_only_straight_on_forbids_every_other_turn(tmp_path: Path) -> None:
    net, roads = cross()
    net.forbid("only_straight_on", roads["S"], "X", roads["N"])
    graph = net.graph(tmp_path)
    assert metres(graph, net, "S", "N") == pytest.approx(800, abs=2)
    assert metres(graph, net, "S", "W") == pytest.approx(ROUND, abs=4)
    assert metres(graph, net, "S", "E") == pytest.approx(3100, abs=5), "to N, back, and through the crossing"


def test_a_restriction_also_binds_who_starts_on_its_first_road(tmp_path: Path) -> None:
    net, roads = cross()
    net.forbid("no_left_turn", roads["S"], "X", roads["W"])
    leg = net.graph(tmp_path).times_to(net.point("W"), [net.between("S", "X", 0.9)], siren=False)[0]
    assert leg is not None
    assert leg.metres == pytest.approx(ROUND - 450, abs=4)


def test_a_restriction_over_a_road_holds_for_that_sequence_only(tmp_path: Path) -> None:
    # A dual carriageway: south to north on the right, back on the left, joined by the short road P–Q.
    net = Network({"A": (0, -400), "P": (0, 0), "B": (0, 400), "D": (-40, 400), "Q": (-40, 0), "C": (-40, -400)})
    up_south, up_north = net.road("AP", "primary", oneway="yes"), net.road("PB", "primary", oneway="yes")
    net.road("DQ", "primary", oneway="yes")
    down = net.road("QC", "primary", oneway="yes")
    net.road("BD", "primary")
    net.road("CA", "primary")
    middle = net.road("PQ", "primary")
    free = net.graph(folder_of(tmp_path, "free"))
    assert metres(free, net, "A", "C") == pytest.approx(40, abs=2)
    start = net.between("A", "P", 0.5)
    to = net.between("Q", "C", 0.5)
    turned = free.times_to(to, [start], siren=False)[0]
    assert turned is not None
    assert turned.metres == pytest.approx(440, abs=2)
    net.forbid("no_u_turn", up_south, [middle], down)
    bound = net.graph(folder_of(tmp_path, "bound"))
    round_by_north = bound.times_to(to, [start], siren=False)[0]
    assert round_by_north is not None
    assert round_by_north.metres == pytest.approx(1240, abs=4)
    from_middle = bound.times_to(to, [net.between("P", "Q", 0.5)], siren=False)[0]
    assert from_middle is not None
    assert from_middle.metres == pytest.approx(220, abs=2), "who comes from elsewhere may"
    assert up_north == 2


def test_a_restriction_that_exempts_emergency_binds_the_ordinary_driver_alone(tmp_path: Path) -> None:
    net, roads = cross()
    net.forbid("no_left_turn", roads["S"], "X", roads["W"], **{"except": "emergency"})
    graph = net.graph(tmp_path)
    ordinary, siren = (graph.times_to(net.point("W"), [net.point("S")], siren=siren)[0] for siren in (False, True))
    assert ordinary is not None
    assert siren is not None
    assert (ordinary.metres, siren.metres) == pytest.approx((ROUND, 1000), abs=4)


def test_a_restriction_for_lorries_or_bicycles_binds_no_ambulance(tmp_path: Path) -> None:
    net, roads = cross()
    net.forbid("no_left_turn", roads["S"], "X", roads["W"], **{"except": "motorcar"})
    assert metres(net.graph(tmp_path), net, "S", "W") == pytest.approx(1000, abs=2)


def test_a_restriction_whose_roads_are_cut_off_by_the_extract_says_nothing(tmp_path: Path) -> None:
    net, roads = cross()
    net.forbid("no_left_turn", roads["S"], "X", 99)
    net.forbid("only_straight_on", 98, "X", roads["N"])
    net.forbid("no_u_turn", roads["S"], [97], roads["W"])
    assert metres(net.graph(tmp_path), net, "S", "W") == pytest.approx(1000, abs=2)


def test_a_route_goes_round_a_restriction_and_says_its_turns(tmp_path: Path) -> None:
    net, roads = cross()
    net.forbid("no_left_turn", roads["S"], "X", roads["W"])
    way = route(net.graph(tmp_path), net.between("S", "X", 0.1), net.between("W", "X", 0.2), siren=False)
    assert way is not None
    told = [step.manoeuvre for step in way.steps]
    assert told[0] is Manoeuvre.DEPART
    assert told[-1] is Manoeuvre.ARRIVE
    assert way.metres == pytest.approx(ROUND - 50 + 100, abs=4), "by N to W, and 100 m from there"


def test_a_turn_is_called_by_its_side_and_street(tmp_path: Path) -> None:
    for end, expected in (("W", Manoeuvre.LEFT), ("E", Manoeuvre.RIGHT)):
        net = Network(CROSS)
        for letter in "SWNE":
            net.road(f"{letter}X", "primary", name=f"{letter} koʻchasi")
        way = route(net.graph(folder_of(tmp_path, end)), net.between("S", "X", 0.2), net.between(end, "X", 0.2))
        assert way is not None
        assert [(step.manoeuvre, step.street) for step in way.steps] == [
            (Manoeuvre.DEPART, "S koʻchasi"),
            (expected, f"{end} koʻchasi"),
            (Manoeuvre.ARRIVE, ""),
        ]


def test_a_roundabout_is_one_step_with_the_number_of_its_exit(tmp_path: Path) -> None:
    net = Network(
        {
            "A": (0, -300),
            "S": (0, -40),
            "E": (40, 0),
            "N": (0, 40),
            "W": (-40, 0),
            "B": (0, 300),
            "R": (300, 0),
            "L": (-300, 0),
        }
    )
    net.road("SENWS", "primary", junction="roundabout")
    for arm in ("AS", "ER", "NB", "WL"):
        net.road(arm, "primary", name=arm)
    for end, number in (("R", 1), ("B", 2), ("L", 3)):
        folder = folder_of(tmp_path, end)
        way = route(net.graph(folder), net.between("A", "S", 0.2), net.point(end))
        assert way is not None
        rounds = [step for step in way.steps if step.manoeuvre is Manoeuvre.ROUNDABOUT]
        assert [step.exit for step in rounds] == [number]

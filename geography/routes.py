"""One route as a line to draw and steps to say."""

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from geography.profiles import Driver
from geography.road_build import MS
from geography.roads import HERE, NOWHERE, OFF_ROAD_LIMIT_M, OFF_ROAD_METRES_PER_SECOND, RoadGraph, Search
from geography.snapping import Snapped
from signaling.protocol.base import Point
from signaling.protocol.geography import Manoeuvre, RouteStep, RouteView

Place = tuple[float, float]
Head = tuple[int, Manoeuvre, int | None]  # the first stretch, what is done there, a roundabout's exit
STRAIGHT_WITHIN = 30.0  # degrees: a bend, not a turn
LOOK_M = 15.0  # a road's direction at a junction is judged over this distance


@dataclass(frozen=True, slots=True)
class Stretch:
    """One drive of the route, or the part of it that is driven."""

    drive: int
    line: list[Place]
    metres: float
    seconds: float


def route(graph: RoadGraph, origin: Point, to: Point, *, siren: bool = True) -> RouteView | None:
    """The quickest way; None when no road leads there."""
    driver = Driver.SIREN if siren else Driver.ORDINARY
    start, target = graph.snap([origin], driver), graph.snap([to], driver)
    if max(start.metres[0], target.metres[0]) > OFF_ROAD_LIMIT_M:
        return None
    search = graph.search(target, driver, None, ways=True)
    weights = graph.departures(search, start, driver)[:, 0]
    if not np.isfinite(weights.min()):
        return None
    stretches = _stretches(graph, search, start, driver, int(weights.argmin()))
    off_road = float(start.metres[0] + target.metres[0])
    return RouteView(
        line=_line(stretches, start, target),
        metres=round(float(np.mod(weights.min(), MS)) / 10 + off_road, 1),
        seconds=round(math.floor(weights.min() / MS) / 1000 + off_road / OFF_ROAD_METRES_PER_SECOND, 1),
        steps=_steps(graph, stretches, driver),
    )


def _stretches(graph: RoadGraph, search: Search, start: Snapped, driver: Driver, choice: int) -> list[Stretch]:
    """The drives from the start to the target; ``choice`` is the row of ``departures`` that was the quickest."""
    profile = graph.profiles[driver]
    edge, begin, end = int(start.edge[0]), float(start.part[0]), float(search.target.part[0])
    if choice == 2:
        drive = 2 * edge if end >= begin else 2 * edge + 1
        low, high = (begin, end) if end >= begin else (1 - begin, 1 - end)
        return [_stretch(graph, drive, low, high, driver)]
    result: list[Stretch] = []
    if choice < 2:
        drive = 2 * edge + choice
        result.append(_stretch(graph, drive, begin if choice == 0 else 1 - begin, 1.0, driver))
        state = int(profile.landing[drive])
    else:
        state = int(graph.ends(start)[choice - 3, 0])
    assert search.after is not None
    while (following := int(search.after[state])) != profile.states:
        if following == NOWHERE:
            raise ValueError("the search does not lead to the target")
        row = slice(profile.first[following], profile.first[following + 1])
        place = int(profile.first[following]) + int(np.searchsorted(profile.source[row], state))
        result.append(_stretch(graph, int(profile.drive[place]), 0.0, 1.0, driver))
        state = following
    last = search.entries[state]
    if last != HERE:
        result.append(_stretch(graph, last, 0.0, end if last % 2 == 0 else 1 - end, driver))
    here = _stretch(graph, 2 * edge, begin, begin, driver)  # a route of no length: start and target are one place
    return [stretch for stretch in result if stretch.metres > 0.05] or [here]


def _stretch(graph: RoadGraph, drive: int, low: float, high: float, driver: Driver) -> Stretch:
    """The share ``low`` to ``high`` of a drive."""
    edge = drive // 2
    span = slice(int(graph.offsets[edge]), int(graph.offsets[edge + 1]))
    points = list(zip(graph.lon[span].tolist(), graph.lat[span].tolist(), strict=True))
    line = _cut(points[::-1] if drive % 2 else points, low, high)
    metres = float(graph.decimetres[edge]) / 10 * (high - low)
    return Stretch(drive, line, metres, float(graph.profiles[driver].ms[drive]) / 1000 * (high - low))


def _metres(one: Place, other: Place) -> float:
    shrink = math.cos(math.radians((one[1] + other[1]) / 2))
    return 111_195.08 * math.hypot((other[0] - one[0]) * shrink, other[1] - one[1])


def _cut(line: list[Place], low: float, high: float) -> list[Place]:
    """The part of a line between two shares of its length."""
    if low <= 0 and high >= 1:
        return line
    lengths = [_metres(a, b) for a, b in pairwise(line)]
    total, passed = sum(lengths) or 1.0, 0.0
    result: list[Place] = []
    for (a, b), length in zip(pairwise(line), lengths, strict=True):
        first, last = passed / total, (passed + length) / total
        passed += length
        if last < low or first > high or length == 0:
            continue
        for share in (max(low, first), min(high, last)):
            t = (share - first) / (last - first)
            place = (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)
            if not result or result[-1] != place:
                result.append(place)
    return result or [line[0] if high <= 0.5 else line[-1]]


def _line(stretches: list[Stretch], start: Snapped, target: Snapped) -> list[Point]:
    """The route's points, 6 decimals (11 cm), without repeats."""
    places = [(float(start.lon[0]), float(start.lat[0]))]
    for stretch in stretches:
        places += stretch.line
    places.append((float(target.lon[0]), float(target.lat[0])))
    result: list[Point] = []
    for lon, lat in places:
        point = Point(lon=round(lon, 6), lat=round(lat, 6))
        if not result or result[-1] != point:
            result.append(point)
    return result


def _bearing(one: Place, other: Place) -> float:
    shrink = math.cos(math.radians(one[1]))
    return math.degrees(math.atan2((other[0] - one[0]) * shrink, other[1] - one[1]))


def _leaving(line: list[Place]) -> float:
    """The direction at the line's beginning, judged over the first metres."""
    for place in line[1:]:
        if _metres(line[0], place) >= LOOK_M:
            return _bearing(line[0], place)
    return _bearing(line[0], line[-1])


def _turn(before: list[Place], after: list[Place]) -> float:
    """How far the driver turns, degrees, right is positive."""
    came = _leaving(before[::-1]) + 180.0
    return (_leaving(after) - came + 540.0) % 360.0 - 180.0


def _manoeuvre(turn: float) -> Manoeuvre:
    side = turn > 0
    if abs(turn) > 165:
        return Manoeuvre.TURN_BACK
    if abs(turn) > 115:
        return Manoeuvre.SHARP_RIGHT if side else Manoeuvre.SHARP_LEFT
    if abs(turn) > 55:
        return Manoeuvre.RIGHT if side else Manoeuvre.LEFT
    if abs(turn) > STRAIGHT_WITHIN:
        return Manoeuvre.SLIGHT_RIGHT if side else Manoeuvre.SLIGHT_LEFT
    return Manoeuvre.STRAIGHT


def _steps(graph: RoadGraph, stretches: list[Stretch], driver: Driver) -> list[RouteStep]:
    """The manoeuvres: a new one where the driver has to decide something."""
    heads: list[Head] = [(0, Manoeuvre.DEPART, None)]
    round_since: int | None = None
    for number in range(1, len(stretches)):
        before, here = stretches[number - 1], stretches[number]
        was_round, is_round = bool(graph.roundabout[before.drive // 2]), bool(graph.roundabout[here.drive // 2])
        if is_round:
            if not was_round:
                round_since = number
                heads.append((number, Manoeuvre.ROUNDABOUT, None))
            continue
        if was_round and round_since is not None:
            heads[-1] = (round_since, Manoeuvre.ROUNDABOUT, _exits(graph, stretches[round_since:number], driver))
            round_since = None
            continue
        turn = _turn(before.line, here.line)
        same = graph.name[before.drive // 2] == graph.name[here.drive // 2]
        renamed = not same and graph.names[graph.name[here.drive // 2]] != ""
        if renamed or (abs(turn) > 55 and _is_choice(graph, here.drive)):
            heads.append((number, _manoeuvre(turn), None))
    return _as_steps(graph, stretches, heads)


def _is_choice(graph: RoadGraph, drive: int) -> bool:
    """Whether more than one road meets where the drive begins; a sharp bend of one road is no manoeuvre."""
    junction = int((graph.tail if drive % 2 == 0 else graph.head)[drive // 2])
    return int(graph.meeting[junction]) > 2


def _exits(graph: RoadGraph, ring: list[Stretch], driver: Driver) -> int:
    """Which exit is taken: the roads that may be left by, passed on the ring, and this one."""
    ms, count = graph.profiles[driver].ms, 0
    for stretch in ring:
        edge = stretch.drive // 2
        junction = int((graph.head if stretch.drive % 2 == 0 else graph.tail)[edge])
        for ends, side in ((graph.tail, 0), (graph.head, 1)):
            leaving = np.flatnonzero(ends == junction)
            count += int(((ms[2 * leaving + side] > 0) & ~graph.roundabout[leaving]).sum())
    return max(1, count)


def _as_steps(graph: RoadGraph, stretches: list[Stretch], heads: list[Head]) -> list[RouteStep]:
    steps = []
    for (number, manoeuvre, exit_), (until, _, _) in pairwise([*heads, (len(stretches), Manoeuvre.ARRIVE, None)]):
        driven = stretches[number:until]
        named = [graph.names[graph.name[s.drive // 2]] for s in driven if not graph.roundabout[s.drive // 2]]
        lon, lat = driven[0].line[0]
        steps.append(
            RouteStep(
                manoeuvre=manoeuvre,
                street=next((name for name in named if name), ""),
                metres=round(sum(s.metres for s in driven), 1),
                seconds=round(sum(s.seconds for s in driven), 1),
                point=Point(lon=round(lon, 6), lat=round(lat, 6)),
                exit=exit_,
            )
        )
    lon, lat = stretches[-1].line[-1]
    end = Point(lon=round(lon, 6), lat=round(lat, 6))
    return [*steps, RouteStep(manoeuvre=Manoeuvre.ARRIVE, street="", metres=0.0, seconds=0.0, point=end)]

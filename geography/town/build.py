"""Puts the town together: network, junctions, ground, buildings, labels; and says what is where."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field, replace
from random import Random

from geography.town.countryside import add_countryside
from geography.town.landmarks import Landmark, Planner
from geography.town.layout import RIVER_HALF_WIDTH_M, Layout, Street, lay_out
from geography.town.lots import Builder, Building, Ground, rectangle
from geography.town.names import RIVER, TOWN, Name, plain_name
from geography.town.noding import Place, Vertices, join
from geography.town.writer import TownWriter, name_tags, to_degrees
from signaling.protocol.base import Point

ROUNDABOUT_KNOTS = ((4, 4), (2, 2), (6, 6))
ROUNDABOUT_M = 24.0
NO_LEFT_KNOTS = ((4, 2), (4, 3), (4, 5), (4, 6), (2, 4), (6, 4))
SAMPLE_EVERY = 19  # of all addresses, which ones the description lists


@dataclass(frozen=True, slots=True)
class TownPlace:
    """A named thing of the town."""

    name: str
    point: Point


@dataclass(frozen=True, slots=True)
class TownAddress:
    """One house's address."""

    street: str
    house: str
    settlement: str
    point: Point

    @property
    def label(self) -> str:
        return f"{self.street} {self.house}, {self.settlement}"


@dataclass
class Town:
    """What the demo and the tests need to know of the town. Two villages have stations, the last two of six."""

    seed: int
    name: str
    center: Point
    bounds: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    stations: list[TownPlace] = field(default_factory=list)
    hospitals: list[TownPlace] = field(default_factory=list)
    mahallas: list[TownPlace] = field(default_factory=list)
    villages: list[TownPlace] = field(default_factory=list)
    addresses: list[TownAddress] = field(default_factory=list)
    houses: int = 0
    bridges: int = 0


@dataclass(frozen=True, slots=True)
class Lane:
    """A piece of a street as vertices."""

    street: Street
    vertices: list[int]


class TownBuilder:
    """Makes one town from one seed."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._layout: Layout = lay_out(self._random)
        add_countryside(self._layout, self._random)
        self._vertices = Vertices()
        self._nodes: dict[int, int] = {}  # vertex → node of the file
        self.writer = TownWriter()
        self.town = Town(seed=seed, name=TOWN.latin, center=_point((0.0, 0.0)))

    def build(self) -> Town:
        """Everything, once."""
        joined = join([street.line for street in self._layout.streets], self._vertices)
        knots = {knot: self._vertices.at(place) for knot, place in self._layout.knots.items()}
        lanes = self._cut([Lane(s, v) for s, v in zip(self._layout.streets, joined, strict=True)], set(knots.values()))
        for knot in ROUNDABOUT_KNOTS:
            lanes = self._roundabout(lanes, knots[knot])
        ways = [(lane, self._lane_way(lane)) for lane in lanes if len(lane.vertices) > 1]
        self._signals(lanes, {knot: v for knot, v in knots.items() if knot not in ROUNDABOUT_KNOTS})
        for knot in NO_LEFT_KNOTS:
            self._no_left_turn(ways, knots[knot])
        self.town.bridges = sum("bridge" in lane.street.tags for lane in lanes)
        self._land()
        self._build_up()
        self._labels()
        return self.town

    @staticmethod
    def _cut(lanes: list[Lane], at: set[int]) -> list[Lane]:
        """Lanes end at the lattice's crossings, as turn restrictions need it."""
        result = []
        for lane in lanes:
            piece = [lane.vertices[0]]
            for vertex in lane.vertices[1:]:
                piece.append(vertex)
                if vertex in at:
                    result.append(replace(lane, vertices=piece))
                    piece = [vertex]
            if len(piece) > 1:
                result.append(replace(lane, vertices=piece))
        return result

    def _roundabout(self, lanes: list[Lane], centre: int) -> list[Lane]:
        """A ring instead of the crossing; every road ends on it."""
        x, y = self._vertices.places[centre]
        arms: list[tuple[float, int]] = []
        result = []
        for lane in lanes:
            vertices = list(lane.vertices)
            for end, beside in ((0, 1), (-1, -2)):
                if vertices[end] == centre:
                    bx, by = self._vertices.places[vertices[beside]]
                    angle = math.atan2(by - y, bx - x)
                    vertices[end] = self._vertices.new(
                        (x + ROUNDABOUT_M * math.cos(angle), y + ROUNDABOUT_M * math.sin(angle))
                    )
                    arms.append((angle, vertices[end]))
            result.append(replace(lane, vertices=vertices))
        for step in range(8):  # so that the ring is round between the arms
            angle = -math.pi + step * math.pi / 4
            if all(abs((angle - other + math.pi) % (2 * math.pi) - math.pi) > 0.2 for other, _ in arms):
                vertex = self._vertices.new((x + ROUNDABOUT_M * math.cos(angle), y + ROUNDABOUT_M * math.sin(angle)))
                arms.append((angle, vertex))
        ring = [vertex for _, vertex in sorted(arms)]  # counter-clockwise, as traffic goes on the right
        name = plain_name("Markaziy aylanma", "Центральное кольцо") if abs(x) + abs(y) < 1 else None
        street = Street(name, "primary" if name else "secondary", [], tags={"junction": "roundabout", "oneway": "yes"})
        return [*result, Lane(street, [*ring, ring[0]])]

    def _node(self, vertex: int) -> int:
        if vertex not in self._nodes:
            self._nodes[vertex] = self.writer.node(self._vertices.places[vertex])
        return self._nodes[vertex]

    def _lane_way(self, lane: Lane) -> int:
        names = name_tags(lane.street.name) if lane.street.name is not None else {}
        tags = {"highway": lane.street.kind} | names | lane.street.tags
        return self.writer.way([self._node(vertex) for vertex in lane.vertices], tags)

    def _signals(self, lanes: list[Lane], knots: dict[tuple[int, int], int]) -> None:
        meeting: dict[int, int] = defaultdict(int)
        for lane in lanes:
            if lane.street.kind in ("primary", "secondary"):
                meeting[lane.vertices[0]] += 1
                meeting[lane.vertices[-1]] += 1
        for vertex in knots.values():
            if meeting[vertex] >= 3 and vertex in self._nodes:
                self.writer.tag(self._nodes[vertex], {"highway": "traffic_signals"})

    def _no_left_turn(self, ways: list[tuple[Lane, int]], vertex: int) -> None:
        """Who comes from the south may not turn to the west."""
        arms: list[tuple[float, int]] = []
        x, y = self._vertices.places[vertex]
        for lane, way in ways:
            for end, beside in ((0, 1), (-1, -2)):
                if lane.vertices[end] == vertex:
                    bx, by = self._vertices.places[lane.vertices[beside]]
                    arms.append((math.atan2(by - y, bx - x), way))
        south = min(arms, key=lambda arm: abs(arm[0] + math.pi / 2))
        west = min(arms, key=lambda arm: abs(abs(arm[0]) - math.pi))
        if south[1] != west[1]:
            members = [("w", south[1], "from"), ("n", self._node(vertex), "via"), ("w", west[1], "to")]
            self.writer.relation(members, {"type": "restriction", "restriction": "no_left_turn"})

    def _land(self) -> None:
        """River, railway, parks, built-up land, fields."""
        layout, writer = self._layout, self.writer
        writer.way([writer.node(place) for place in layout.river], {"waterway": "river"} | name_tags(RIVER))
        north = [(x, y + RIVER_HALF_WIDTH_M) for x, y in layout.river]
        south = [(x, y - RIVER_HALF_WIDTH_M) for x, y in reversed(layout.river)]
        writer.area(north + south, {"natural": "water", "water": "river"})
        writer.way([writer.node(place) for place in layout.railway], {"railway": "rail", "gauge": "1520"})
        for cell, name in zip([c for c in layout.cells if c.park], _PARKS, strict=True):
            corners = [cell.at(u, v) for u, v in ((0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9))]
            writer.area(corners, {"leisure": "park"} | name_tags(name))
        for cell in layout.cells:
            if not cell.park:
                writer.area(list(cell.corners), {"landuse": "residential"})
        for village in layout.villages:
            x, y = village.place
            turns = [n * math.pi / 6 for n in range(12)]
            ring = [(x + 400 * math.cos(turn), y + 400 * math.sin(turn)) for turn in turns]
            writer.area(ring, {"landuse": "residential"})
        self._fields()

    def _fields(self) -> None:
        random = self._random
        for _ in range(220):
            angle, away = random.uniform(0, 2 * math.pi), random.uniform(4_200, 17_000)
            place = (away * math.cos(angle), away * math.sin(angle))
            corners = rectangle(place, random.uniform(350, 900), random.uniform(250, 600), random.uniform(0, math.pi))
            kind = random.choice(("farmland", "farmland", "farmland", "orchard", "meadow"))
            self.writer.area(corners, {"landuse": kind})

    def _build_up(self) -> None:
        ground = Ground()
        for street in self._layout.streets:
            ground.add_road(street.line)
        for cell in self._layout.cells:
            if cell.park:
                ground.take(cell.at(0.5, 0.5), 0.4 * 620)
        planner = Planner(self._layout, ground, self._random)
        for found, kept in ((planner.hospitals(), self.town.hospitals), (planner.stations(), self.town.stations)):
            for landmark in found:
                self._landmark(landmark)
                kept.append(TownPlace(landmark.name.latin, _point(landmark.place)))
        for landmark in planner.others():
            self._landmark(landmark)
        builder = Builder(ground, self._random)
        for street in self._layout.streets:
            if street.houses and street.name is not None:
                settlement = street.settlement or TOWN.latin
                for building in builder.build(street.line, street.name, settlement, blocks=street.houses == "blocks"):
                    self._house(building)

    def _landmark(self, landmark: Landmark) -> None:
        tags = landmark.tags | name_tags(landmark.name)
        self.writer.area(landmark.corners, tags | ({"building": "yes"} if landmark.building else {}))
        if not landmark.building:
            x, y = landmark.place
            for dx, dy, length, depth in ((-16, 8, 44, 14), (18, -8, 30, 16)):
                self.writer.area(rectangle((x + dx, y + dy), length, depth, 0.0), {"building": "hospital"})

    def _house(self, building: Building) -> None:
        assert building.street is not None
        kind = "apartments" if building.blocks else "house"
        tags = {"building": kind, "addr:street": building.street.latin, "addr:housenumber": building.number,
                "addr:city": building.settlement}  # fmt: skip
        self.writer.area(building.corners, tags)
        self.town.houses += 1
        if self.town.houses % SAMPLE_EVERY == 0:
            address = TownAddress(building.street.latin, building.number, building.settlement, _point(building.place))
            self.town.addresses.append(address)

    def _labels(self) -> None:
        writer, town = self.writer, self.town
        writer.node((0.0, 40.0), {"place": "town", "population": "84000"} | name_tags(TOWN))
        for cell in self._layout.cells:
            if not cell.park:
                middle = cell.at(0.5, 0.5)
                writer.node(middle, {"place": "neighbourhood"} | name_tags(cell.name))
                town.mahallas.append(TownPlace(cell.name.latin, _point(middle)))
        for village in self._layout.villages:
            writer.node(village.place, {"place": "village"} | name_tags(village.name))
            town.villages.append(TownPlace(village.name.latin, _point(village.place)))
        town.center = _point((0.0, 40.0))
        lanes = [self._vertices.places[vertex] for vertex in self._nodes]
        west, south = to_degrees((min(p[0] for p in lanes), min(p[1] for p in lanes)))
        east, north = to_degrees((max(p[0] for p in lanes), max(p[1] for p in lanes)))
        town.bounds = (west, south, east, north)


_PARKS: tuple[Name, ...] = (plain_name("Markaziy bogʻ", "Центральный парк"), plain_name("Bobur bogʻi", "Парк Бабура"))


def _point(place: Place) -> Point:
    lon, lat = to_degrees(place)
    return Point(lon=lon, lat=lat)

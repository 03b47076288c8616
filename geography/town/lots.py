"""Where buildings stand: beside the streets, clear of every road, the river, the railway and each other."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from geography.town.layout import RIVER_HALF_WIDTH_M, off_river, railway_y
from geography.town.names import Name
from geography.town.noding import Place

BUCKET_M = 60.0


@dataclass(frozen=True, slots=True)
class Building:
    """One building: its corners, and the street and number it is on (number "" where it has none)."""

    corners: list[Place]
    place: Place
    street: Name | None
    number: str
    settlement: str
    blocks: bool


class Ground:
    """What is taken: the roads' lines and the discs of what has been built."""

    def __init__(self) -> None:
        self._roads: dict[tuple[int, int], list[tuple[Place, Place]]] = defaultdict(list)
        self._discs: dict[tuple[int, int], list[tuple[Place, float]]] = defaultdict(list)

    def add_road(self, line: list[Place]) -> None:
        for a, b in pairwise(line):
            steps = 1 + int(math.dist(a, b) // (BUCKET_M / 2))
            cells = {
                _cell((a[0] + (b[0] - a[0]) * n / steps, a[1] + (b[1] - a[1]) * n / steps)) for n in range(steps + 1)
            }
            for cell in sorted(cells):
                self._roads[cell].append((a, b))

    def road_within(self, place: Place, reach: float) -> float:
        """How far the nearest road is, metres; infinity beyond ``reach`` (at most two buckets)."""
        column, row = _cell(place)
        span = 1 + int(reach // BUCKET_M)
        best = math.inf
        for x in range(column - span, column + span + 1):
            for y in range(row - span, row + span + 1):
                for a, b in self._roads.get((x, y), ()):
                    best = min(best, _away(place, a, b))
        return best if best <= reach else math.inf

    def take(self, place: Place, radius: float) -> None:
        self._discs[_cell(place)].append((place, radius))

    def is_free(self, place: Place, radius: float, clear: float) -> bool:
        """Whether a disc fits: nothing built in it, no road nearer than ``clear``, no water, no rails."""
        if abs(off_river(place)) < RIVER_HALF_WIDTH_M + radius + 4:
            return False
        if abs(place[1] - railway_y(place[0])) < radius + 10:
            return False
        column, row = _cell(place)
        for x in range(column - 2, column + 3):
            for y in range(row - 2, row + 3):
                for other, taken in self._discs.get((x, y), ()):
                    if math.dist(place, other) < radius + taken:
                        return False
        return self.road_within(place, clear) > clear


def _cell(place: Place) -> tuple[int, int]:
    return int(place[0] // BUCKET_M), int(place[1] // BUCKET_M)


def _away(place: Place, a: Place, b: Place) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    square = dx * dx + dy * dy
    t = max(0.0, min(1.0, ((place[0] - a[0]) * dx + (place[1] - a[1]) * dy) / square)) if square else 0.0
    return math.hypot(a[0] + dx * t - place[0], a[1] + dy * t - place[1])


def rectangle(place: Place, length: float, depth: float, direction: float) -> list[Place]:
    """The corners of a rectangle whose long side lies in the direction (radians from east)."""
    cos, sin = math.cos(direction), math.sin(direction)
    sides = ((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5))
    return [
        (place[0] + u * length * cos - v * depth * sin, place[1] + u * length * sin + v * depth * cos) for u, v in sides
    ]


def _between(a: Place, b: Place, share: float) -> Place:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def along(line: list[Place], every: float, begin: float) -> Iterator[tuple[Place, float]]:
    """Places on a line at equal steps, with the line's direction."""
    ahead = begin
    for a, b in pairwise(line):
        length = math.dist(a, b)
        while ahead < length:
            share = ahead / length
            yield (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share), math.atan2(b[1] - a[1], b[0] - a[0])
            ahead += every
        ahead -= length


class Builder:
    """Builds up streets; each street's numbers go on where its last piece ended (odd left, even right)."""

    def __init__(self, ground: Ground, random: Random) -> None:
        self._ground, self._random = ground, random
        self._last: dict[tuple[Name, str], dict[int, int]] = {}

    def build(self, line: list[Place], street: Name, settlement: str, *, blocks: bool) -> Iterator[Building]:
        """The buildings on both sides of a line."""
        every, setback = (64.0, 27.0) if blocks else (23.0, 15.5)
        last = self._last.setdefault((street, settlement), {1: -1, -1: 0})
        for here, direction in along(line, every, every * 0.6):
            for side in (1, -1):
                last[side] += 2
                if not blocks and self._random.random() < 0.1:
                    continue
                building = self._lot(here, direction + side * math.pi / 2, setback, blocks, street, settlement)
                if building is not None:
                    yield from self._numbered(building, last[side])

    def _lot(
        self, here: Place, away: float, setback: float, blocks: bool, street: Name, settlement: str
    ) -> Building | None:
        random = self._random
        length, depth = (random.uniform(38, 50), 13.0) if blocks else (random.uniform(9, 14), random.uniform(8, 11))
        back = setback + random.uniform(0, 3)
        place = (here[0] + math.cos(away) * back, here[1] + math.sin(away) * back)
        radius = 24.0 if blocks else 8.5
        if not self._ground.is_free(place, radius, back - 4):
            return None
        self._ground.take(place, radius)
        return Building(rectangle(place, length, depth, away + math.pi / 2), place, street, "", settlement, blocks)

    def _numbered(self, lot: Building, number: int) -> Iterator[Building]:
        """The lot with its number; now and then a lot that was divided: 14 and 14a, or 14/1 and 14/2."""
        chance = self._random.random()
        labels = [f"{number}"]
        if chance <= 0.08 and not lot.blocks:
            labels = [f"{number}", f"{number}a"] if chance > 0.03 else [f"{number}/1", f"{number}/2"]
        a, b, c, d = lot.corners
        for place, label in enumerate(labels):
            low, high = place / len(labels), (place + 1) / len(labels)
            corners = [_between(a, b, low), _between(a, b, high), _between(d, c, high), _between(d, c, low)]
            middle = (sum(c[0] for c in corners) / 4, sum(c[1] for c in corners) / 4)
            yield Building(corners, middle, lot.street, label, lot.settlement, lot.blocks)

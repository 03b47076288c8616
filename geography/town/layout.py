"""Where the town's streets, river and railway run, in metres east and north of its middle.

A lattice of arterials, eight cells by eight without the corners, and uneven; each cell is a mahalla with its own
inner streets. The river runs through from west to east and is crossed on three arterials and one country road; the
railway is crossed by arterials only. ``countryside`` adds what lies around.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from random import Random

from geography.town.names import MAHALLAS, STREETS, Name, mahalla_name, street_name
from geography.town.noding import Place

CELL_M, HALF = 620.0, 4
TOWN_RADIUS_M = 2_780.0
BRIDGE_COLUMNS = (2, 4, 6)
BANK_M, RAIL_MARGIN_M = 72.0, 26.0
RIVER_HALF_WIDTH_M = 34.0
FAR_M = 950.0  # a street whose corners are all farther from river and rails than this does not meet them
REACH_M = 27_000.0
PARK_CELLS = ((5, 4), (1, 4))
DIAGONALS = (((4, 4), (5, 5), (6, 6), (7, 7)), ((4, 4), (3, 5), (2, 6), (1, 7)))

Knot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Street:
    """One line to drive. ``tags`` beside highway and names; ``houses`` says how it is built up."""

    name: Name | None
    kind: str
    line: list[Place]
    tags: dict[str, str] = field(default_factory=dict)
    houses: str = ""  # "", "yards", "blocks"
    settlement: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One mahalla of the lattice, or a park."""

    column: int
    row: int
    corners: tuple[Place, Place, Place, Place]  # counter-clockwise from the south-west
    name: Name
    park: bool

    def at(self, u: float, v: float) -> Place:
        """The place at a share of the way east and north."""
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = self.corners
        return (
            (1 - u) * (1 - v) * ax + u * (1 - v) * bx + u * v * cx + (1 - u) * v * dx,
            (1 - u) * (1 - v) * ay + u * (1 - v) * by + u * v * cy + (1 - u) * v * dy,
        )


@dataclass(frozen=True, slots=True)
class Village:
    """A village at the end of a country road."""

    name: Name
    place: Place


@dataclass
class Layout:
    """All lines of the town."""

    streets: list[Street] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    villages: list[Village] = field(default_factory=list)
    knots: dict[Knot, Place] = field(default_factory=dict)
    river: list[Place] = field(default_factory=list)
    railway: list[Place] = field(default_factory=list)


def river_y(x: float) -> float:
    """Where the middle of the river is at ``x``."""
    return -560.0 + 230.0 * math.sin(x / 1400.0) + 110.0 * math.sin(x / 530.0 + 1.0) - 0.00001 * x * x


def railway_y(x: float) -> float:
    """Where the railway is at ``x``."""
    return 1_830.0 + 130.0 * math.sin(x / 2600.0 + 0.4)


def off_river(place: Place) -> float:
    """How far north of the river's middle a place is, metres; negative in the south."""
    return place[1] - river_y(place[0])


def _on_rails(place: Place) -> bool:
    return abs(place[1] - railway_y(place[0])) < RAIL_MARGIN_M


def lay_out(random: Random) -> Layout:
    """The town itself, the same for the same state of ``random``."""
    layout = Layout()
    names = list(STREETS[3:])
    random.shuffle(names)
    bases = iter([*STREETS[:3], *names])
    layout.river = [(x, river_y(x)) for x in steps(-REACH_M, REACH_M, 60.0)]
    layout.railway = [(x, railway_y(x)) for x in steps(-REACH_M, REACH_M, 150.0)]
    _knots(layout, random)
    _arterials(layout, bases)
    _diagonals(layout, bases)
    _banks(layout)
    mahallas = list(MAHALLAS)
    random.shuffle(mahallas)
    for column in range(2 * HALF):
        for row in range(2 * HALF):
            _cell(layout, (column, row), mahallas, bases, random)
    return layout


def steps(start: float, end: float, step: float) -> list[float]:
    count = max(1, round((end - start) / step))
    return [start + (end - start) * n / count for n in range(count + 1)]


def _knots(layout: Layout, random: Random) -> None:
    """The lattice's crossings that lie inside the town."""
    for column in range(2 * HALF + 1):
        for row in range(2 * HALF + 1):
            jitter = 0.0 if (column, row) == (HALF, HALF) else 62.0
            x = (column - HALF) * CELL_M + random.uniform(-jitter, jitter)
            y = (row - HALF) * CELL_M + random.uniform(-jitter, jitter)
            if math.hypot(x, y) <= TOWN_RADIUS_M:
                layout.knots[column, row] = (x, y)


def _arterials(layout: Layout, bases: Iterator[tuple[str, str]]) -> None:
    order = sorted(range(2 * HALF + 1), key=lambda n: abs(n - HALF))
    for number in order:
        for vertical in (True, False):
            kind = "primary" if number == HALF else "secondary" if number % 2 == 0 else "tertiary"
            name = street_name("avenue" if kind == "primary" else "street", next(bases))
            across = range(2 * HALF + 1)
            knots = [(number, n) if vertical else (n, number) for n in across]
            inside = [layout.knots[knot] for knot in knots if knot in layout.knots]
            street = Street(name, kind, inside, houses="blocks" if kind != "tertiary" else "yards",
                            tags={"maxspeed": "60"} if kind != "tertiary" else {})  # fmt: skip
            layout.streets += over_river(street, bridge=vertical and number in BRIDGE_COLUMNS)


def _diagonals(layout: Layout, bases: Iterator[tuple[str, str]]) -> None:
    """Two avenues from the middle outwards, across the lattice."""
    for knots in DIAGONALS:
        line = [layout.knots[knot] for knot in knots]
        name = street_name("avenue", next(bases))
        layout.streets.append(Street(name, "secondary", line, tags={"maxspeed": "60"}, houses="blocks"))


def over_river(street: Street, *, bridge: bool) -> list[Street]:
    """The street without the river, or with a bridge over it."""
    if (
        min(abs(off_river(place)) for place in street.line) > FAR_M
        and len({off_river(p) > 0 for p in street.line}) == 1
    ):
        return [street]  # nowhere near
    pieces = _pieces(street.line, lambda place: abs(off_river(place)) < BANK_M)
    result = []
    for wet, line in pieces:
        if not wet:
            result.append(replace(street, line=line))
        elif bridge:
            result.append(
                replace(street, line=[line[0], line[-1]], tags=street.tags | {"bridge": "yes", "layer": "1"}, houses="")
            )
    return result


def _pieces(line: list[Place], inside: Callable[[Place], bool]) -> list[tuple[bool, list[Place]]]:
    """The line taken apart where ``inside`` changes, judged every 6 m; pieces share their end places."""
    result: list[tuple[bool, list[Place]]] = []
    for a, b in pairwise(line):
        count = max(1, int(math.hypot(b[0] - a[0], b[1] - a[1]) // 6))
        for n in range(count):
            here = (a[0] + (b[0] - a[0]) * n / count, a[1] + (b[1] - a[1]) * n / count)
            there = (a[0] + (b[0] - a[0]) * (n + 1) / count, a[1] + (b[1] - a[1]) * (n + 1) / count)
            wet = inside(((here[0] + there[0]) / 2, (here[1] + there[1]) / 2))
            if not result or result[-1][0] != wet:
                result.append((wet, [here, there]))
            elif n == 0:
                result[-1][1].append(there)
            else:
                result[-1][1][-1] = there
    return [(wet, piece) for wet, piece in result if wet or _length(piece) > 25.0]


def _length(line: list[Place]) -> float:
    return sum(math.hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(line))


def _banks(layout: Layout) -> None:
    """A road along each bank."""
    for side, word in ((1, "Sohil"), (-1, "Janubiy sohil")):
        russian = "Набережная" if side == 1 else "Южная набережная"
        line = [(x, river_y(x) + side * (BANK_M + 2)) for x in steps(-2_350.0, 2_350.0, 70.0)]
        layout.streets.append(Street(street_name("street", (word, russian)), "tertiary", line, houses=""))


def _cell(layout: Layout, at: Knot, mahallas: list[str], bases: Iterator[tuple[str, str]], random: Random) -> None:
    column, row = at
    corners = [
        layout.knots.get(knot) for knot in ((column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1))
    ]
    a, b, c, d = corners
    if a is None or b is None or c is None or d is None:
        return
    cell = Cell(column, row, (a, b, c, d), mahalla_name(mahallas.pop()), at in PARK_CELLS)
    layout.cells.append(cell)
    if cell.park:
        return
    old = random.random() < 0.35
    for vertical in (True, False):
        _inner_streets(layout, cell, vertical, old, next(bases, None) or random.choice(STREETS), random)


def _inner_streets(
    layout: Layout, cell: Cell, vertical: bool, old: bool, base: tuple[str, str], random: Random
) -> None:
    """The streets of a cell in one direction; in an old mahalla some end blind."""
    count = random.choice((3, 4, 5) if vertical else (3, 4))
    middle = count // 2
    central = {3, 4} >= {cell.column, cell.row}
    lane = 0
    for number in range(count):
        share = (number + 1 + random.uniform(-0.16, 0.16)) / (count + 1)
        start, end = (0.0, 1.0)
        if old and number != middle:
            start, end = random.choice(((0.0, 1.0), (0.0, 0.72), (0.3, 1.0)))
        wave = 0.05 if old else 0.012
        line = []
        for step in steps(start, end, 0.25):
            drift = share + (random.uniform(-wave, wave) if 0 < step < 1 else 0.0)
            line.append(cell.at(drift, step) if vertical else cell.at(step, drift))
        lane += number != middle
        name = street_name("street", base) if number == middle else street_name("lane", base, lane)
        kind = (
            "residential"
            if number == middle or not old
            else "living_street"
            if random.random() < 0.2
            else "residential"
        )
        tags = {"oneway": "yes" if number % 2 else "-1"} if central and (start, end) == (0.0, 1.0) else {}
        if kind == "residential" and old:
            tags["surface"] = random.choice(("asphalt", "asphalt", "gravel"))
        street = Street(name, kind, line, tags=tags, houses="yards")
        for dry in over_river(street, bridge=False):
            near = min(abs(place[1] - railway_y(place[0])) for place in dry.line) < FAR_M
            pieces = _pieces(dry.line, _on_rails) if near else [(False, dry.line)]
            # A one-way street that is cut would lead nowhere.
            cut = len(pieces) > 1 or _length(dry.line) < 0.9 * _length(line)
            kept = {key: value for key, value in tags.items() if key != "oneway" or not cut}
            layout.streets += [replace(dry, line=piece, tags=kept) for blocked, piece in pieces if not blocked]

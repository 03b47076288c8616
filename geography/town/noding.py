"""Makes one network of lines drawn over each other: where two cross or touch, both get the same vertex."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

Place = tuple[float, float]
TOUCH_M = 4.0  # nearer than this is the same place
BUCKET_M = 150.0


class Vertices:
    """Places in metres; asking for one within ``TOUCH_M`` of an old one gives the old one."""

    def __init__(self) -> None:
        self.places: list[Place] = []
        self._buckets: dict[tuple[int, int], list[int]] = defaultdict(list)

    def at(self, place: Place) -> int:
        """The vertex at the place, made if need be."""
        column, row = int(place[0] // 10), int(place[1] // 10)
        for x in (column - 1, column, column + 1):
            for y in (row - 1, row, row + 1):
                for vertex in self._buckets.get((x, y), ()):
                    other = self.places[vertex]
                    if (other[0] - place[0]) ** 2 + (other[1] - place[1]) ** 2 <= TOUCH_M**2:
                        return vertex
        return self.new(place)

    def new(self, place: Place) -> int:
        """A vertex of its own at the place."""
        self.places.append(place)
        self._buckets[int(place[0] // 10), int(place[1] // 10)].append(len(self.places) - 1)
        return len(self.places) - 1


def join(lines: list[list[Place]], vertices: Vertices) -> list[list[int]]:
    """The lines as vertices, with one more wherever another line crosses or touches."""
    segments = [(number, a, b) for number, line in enumerate(lines) for a, b in pairwise(line)]
    cuts: dict[int, list[float]] = {number: [0.0, 1.0] for number in range(len(segments))}
    buckets: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, (_, a, b) in enumerate(segments):
        for cell in _cells(a, b):
            for other in buckets[cell]:
                if segments[other][0] != segments[number][0]:
                    _meet(segments[other][1:], segments[number][1:], cuts[other], cuts[number])
            buckets[cell].append(number)
    result: list[list[int]] = [[] for _ in lines]
    for number, (line_number, a, b) in enumerate(segments):
        for share in sorted(set(cuts[number])):
            vertex = vertices.at((a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share))
            if not result[line_number] or result[line_number][-1] != vertex:
                result[line_number].append(vertex)
    return result


def _cells(a: Place, b: Place) -> list[tuple[int, int]]:
    left, right = (int((edge(a[0], b[0]) + margin) // BUCKET_M) for edge, margin in ((min, -TOUCH_M), (max, TOUCH_M)))
    low, high = (int((edge(a[1], b[1]) + margin) // BUCKET_M) for edge, margin in ((min, -TOUCH_M), (max, TOUCH_M)))
    if (right - left + 1) * (high - low + 1) <= 4:
        return [(x, y) for x in range(left, right + 1) for y in range(low, high + 1)]
    steps = 2 + int(max(abs(b[0] - a[0]), abs(b[1] - a[1])) // (BUCKET_M / 4))
    cells: dict[tuple[int, int], None] = {}
    for step in range(steps + 1):
        x, y = a[0] + (b[0] - a[0]) * step / steps, a[1] + (b[1] - a[1]) * step / steps
        for dx in (-TOUCH_M, TOUCH_M):
            for dy in (-TOUCH_M, TOUCH_M):
                cells[int((x + dx) // BUCKET_M), int((y + dy) // BUCKET_M)] = None
    return list(cells)


def _meet(one: tuple[Place, Place], other: tuple[Place, Place], cuts: list[float], other_cuts: list[float]) -> None:
    """Adds to each segment's cuts the shares of its length at which it meets the other."""
    (ax, ay), (bx, by) = one
    (cx, cy), (dx, dy) = other
    rx, ry, sx, sy = bx - ax, by - ay, dx - cx, dy - cy
    cross = rx * sy - ry * sx
    if abs(cross) > 1e-6:
        t = ((cx - ax) * sy - (cy - ay) * sx) / cross
        u = ((cx - ax) * ry - (cy - ay) * rx) / cross
        if 0 <= t <= 1 and 0 <= u <= 1:
            cuts.append(t)
            other_cuts.append(u)
            return
    for place in other:
        _touch(place, one, cuts)
    for place in one:
        _touch(place, other, other_cuts)


def _touch(place: Place, segment: tuple[Place, Place], cuts: list[float]) -> None:
    (ax, ay), (bx, by) = segment
    rx, ry = bx - ax, by - ay
    square = rx * rx + ry * ry
    if square == 0:
        return
    t = ((place[0] - ax) * rx + (place[1] - ay) * ry) / square
    if 0 < t < 1 and (ax + rx * t - place[0]) ** 2 + (ay + ry * t - place[1]) ** 2 <= TOUCH_M**2:
        cuts.append(t)

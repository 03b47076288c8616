"""Where a vehicle is on its way: pure arithmetic over a route's line."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from signaling.protocol.base import Point

EARTH_M = 6_371_000.0


def metres_between(one: Point, other: Point) -> float:
    """Along the great circle."""
    lat1, lat2 = math.radians(one.lat), math.radians(other.lat)
    north, east = lat2 - lat1, math.radians(other.lon - one.lon)
    a = math.sin(north / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(east / 2) ** 2
    return 2 * EARTH_M * math.asin(math.sqrt(a))


def heading_degrees(one: Point, other: Point) -> float:
    """From one to the other, clockwise from north, 0 ≤ heading < 360."""
    east = (other.lon - one.lon) * math.cos(math.radians(one.lat))
    return math.degrees(math.atan2(east, other.lat - one.lat)) % 360


@dataclass(frozen=True, slots=True)
class Place:
    """A vehicle at one instant. ``arrived``: it stands at the end."""

    point: Point
    heading_degrees: float
    speed_kmh: float
    arrived: bool


class Drive:
    """A drive along a line that takes ``seconds`` in all, at one speed (the route's own mean, so "real" in sum)."""

    def __init__(self, line: Sequence[Point], seconds: float) -> None:
        self._line = list(line) or [Point(0, 0)]
        self._legs = [metres_between(a, b) for a, b in zip(self._line, self._line[1:], strict=False)]
        self.metres = sum(self._legs)
        self.seconds = max(seconds, 1.0)

    def at(self, seconds: float) -> Place:
        """Where it is so many seconds after it set out."""
        if seconds >= self.seconds or self.metres == 0:
            last = heading_degrees(self._line[-2], self._line[-1]) if len(self._line) > 1 else 0.0
            return Place(self._line[-1], last, 0.0, arrived=True)
        left = self.metres * max(seconds, 0.0) / self.seconds
        for index, leg in enumerate(self._legs):
            if left <= leg and leg > 0:
                a, b = self._line[index], self._line[index + 1]
                part = left / leg
                point = Point(a.lon + (b.lon - a.lon) * part, a.lat + (b.lat - a.lat) * part)
                return Place(point, heading_degrees(a, b), self.metres / self.seconds * 3.6, arrived=False)
            left -= leg
        return Place(self._line[-1], 0.0, 0.0, arrived=True)

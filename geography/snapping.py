"""From a point anywhere to a position on a road: the nearest place on the nearest usable edge."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.spatial import KDTree

Floats = npt.NDArray[np.float64]
PIECE_M = 80.0
CANDIDATES = 8
METRES_PER_DEGREE = 111_195.08  # of latitude, on the sphere of radius 6,371,008.8 m


@dataclass(frozen=True, slots=True)
class Snapped:
    """Where points were joined to roads, one element a point.

    ``part`` is how far along the edge, 0 to 1; ``metres`` how far the point is from the road; ``lon`` and ``lat`` the
    place on the road.
    """

    edge: npt.NDArray[np.int64]
    part: Floats
    metres: Floats
    lon: Floats
    lat: Floats


class Snapper:
    """A KD-tree over pieces of at most 80 m of the usable edges; exact projection on the nearest eight."""

    def __init__(self, lon: Floats, lat: Floats, offsets: npt.NDArray[np.int64], usable: npt.NDArray[np.bool_]) -> None:
        self._lon0, self._lat0 = float(lon.mean()), float(lat.mean())
        self._scale = METRES_PER_DEGREE * np.cos(np.radians(self._lat0))
        x, y = self._plane(lon, lat)
        edge_of_point = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))
        segment = np.flatnonzero((edge_of_point[:-1] == edge_of_point[1:]) & usable[edge_of_point[:-1]])
        lengths = np.hypot(x[segment + 1] - x[segment], y[segment + 1] - y[segment])
        every = np.zeros(len(x))
        inner = edge_of_point[:-1] == edge_of_point[1:]
        every[1:][inner] = np.hypot(np.diff(x), np.diff(y))[inner]
        along = np.cumsum(every)
        first = offsets[:-1][edge_of_point]
        self._total = np.maximum(along[offsets[1:] - 1] - along[offsets[:-1]], 1e-6)
        parts = np.maximum(1, np.ceil(lengths / PIECE_M)).astype(np.int64)
        rank = np.arange(parts.sum()) - np.repeat(np.cumsum(parts) - parts, parts)
        chosen, share = np.repeat(segment, parts), 1.0 / np.repeat(parts, parts)
        dx, dy = (x[chosen + 1] - x[chosen]) * share, (y[chosen + 1] - y[chosen]) * share
        self._x, self._y = x[chosen] + dx * rank, y[chosen] + dy * rank
        self._dx, self._dy = dx, dy
        self._edge = edge_of_point[chosen]
        self._along = along[chosen] - along[first[chosen]] + np.hypot(dx, dy) * rank
        self._tree = KDTree(np.column_stack((self._x + dx / 2, self._y + dy / 2)))

    def _plane(self, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        return (lon - self._lon0) * self._scale, (lat - self._lat0) * METRES_PER_DEGREE

    def snap(self, lon: Floats, lat: Floats) -> Snapped:
        """The nearest position on a usable edge, however far; the caller judges the distance."""
        px, py = self._plane(lon, lat)
        _, near = self._tree.query(np.column_stack((px, py)), k=min(CANDIDATES, len(self._x)))
        near = near.reshape(len(px), -1)
        x, y, dx, dy = self._x[near], self._y[near], self._dx[near], self._dy[near]
        square = np.maximum(dx * dx + dy * dy, 1e-9)
        t = np.clip(((px[:, None] - x) * dx + (py[:, None] - y) * dy) / square, 0.0, 1.0)
        away = np.hypot(x + t * dx - px[:, None], y + t * dy - py[:, None])
        best = away.argmin(axis=1)
        rows = np.arange(len(px))
        piece, t = near[rows, best], t[rows, best]
        edge = self._edge[piece]
        along = self._along[piece] + t * np.hypot(self._dx[piece], self._dy[piece])
        on_x, on_y = self._x[piece] + t * self._dx[piece], self._y[piece] + t * self._dy[piece]
        return Snapped(
            edge=edge,
            part=np.clip(along / self._total[edge], 0.0, 1.0),
            metres=away[rows, best],
            lon=on_x / self._scale + self._lon0,
            lat=on_y / METRES_PER_DEGREE + self._lat0,
        )


def as_arrays(points: list[Any]) -> tuple[Floats, Floats]:
    """The longitudes and the latitudes of points."""
    pairs = np.array([(point.lon, point.lat) for point in points], np.float64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]

"""From the named things of a file to the address index (``addresses.npz``).

A *thing* is a street in its settlement, a settlement, or a landmark. Its names in all languages are folded to words;
the words are sorted, and each has the list of its things, so that "begins with" is one slice. Houses stand sorted by
their street.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.spatial import KDTree

from geography.folds import GENERIC, house_key, number_parts, skeleton, words
from geography.osm_reader import PLACE_RANKS, NamedThing, Reading
from signaling.protocol.geography import AddressKind

KINDS = (AddressKind.SETTLEMENT, AddressKind.STREET, AddressKind.LANDMARK)
NO_SETTLEMENT = -1
_RADIUS_KM = {"city": 15.0, "town": 7.0, "village": 3.0, "hamlet": 1.2, "borough": 4.0}
_SAME_STREET_KM = 4.0
KM_PER_DEGREE = 111.195
OUTSKIRTS = 1.6  # so many times its reach from the middle still belongs to a settlement
LOOSE = "~"  # stands before a skeleton, so that the two kinds of words do not mix


@dataclass
class Thing:
    """One entry of the index. ``rank``: 0 is the most important."""

    kind: AddressKind
    names: dict[str, None]
    lon: float
    lat: float
    rank: int
    settlement: int = NO_SETTLEMENT
    houses: list[tuple[str, float, float]] = field(default_factory=list)


def plane(lon: npt.NDArray[Any] | float, lat: npt.NDArray[Any] | float, middle: float) -> npt.NDArray[np.float64]:
    """Kilometres on a plane that is right near the latitude ``middle``; rows are points."""
    x = np.asarray(lon, np.float64) * KM_PER_DEGREE * np.cos(np.radians(middle))
    return np.column_stack((np.atleast_1d(x), np.atleast_1d(np.asarray(lat, np.float64) * KM_PER_DEGREE)))


class AddressBuilder:
    """Collects the things of one reading and writes the index."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.middle = (reading.south + reading.north) / 2
        self.things = [self._place(place) for place in reading.places]
        self._settlements = [n for n, place in enumerate(reading.places) if place.kind in _RADIUS_KM]
        at = np.array([(self.things[n].lon, self.things[n].lat) for n in self._settlements]).reshape(-1, 2)
        self._tree = KDTree(plane(at[:, 0], at[:, 1], self.middle)) if len(at) else None
        self._streets: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._reach = np.array([_RADIUS_KM[reading.places[n].kind] for n in self._settlements])
        within = self.settlements_of(*zip(*((t.lon, t.lat) for t in self.things), strict=True)) if self.things else []
        for thing, place, here in zip(self.things, reading.places, within, strict=True):
            if place.kind not in _RADIUS_KM:
                thing.settlement = here

    @staticmethod
    def _place(place: NamedThing) -> Thing:
        return Thing(AddressKind.SETTLEMENT, dict.fromkeys(place.names), place.lon, place.lat, PLACE_RANKS[place.kind])

    def settlements_of(self, lons: Sequence[float], lats: Sequence[float]) -> list[int]:
        """For each point the settlement whose reach (by its kind) it lies in, judged by distance over reach."""
        if self._tree is None or not len(lons):
            return [NO_SETTLEMENT] * len(lons)
        near = min(8, len(self._settlements))
        found_near: Any = self._tree.query(plane(np.asarray(lons), np.asarray(lats), self.middle), k=near)
        away, places = found_near
        share = away.reshape(-1, near) / self._reach[places.reshape(-1, near)]
        best = share.argmin(axis=1)
        rows = np.arange(len(share))
        chosen = np.asarray(self._settlements)[places.reshape(-1, near)[rows, best]]
        found: list[int] = np.where(share[rows, best] < OUTSKIRTS, chosen, NO_SETTLEMENT).tolist()
        return found

    def build(self) -> None:
        """Streets from the roads, then landmarks, then the houses' places on the streets."""
        self._add_streets()
        found = self._reading.landmarks
        settlements = self.settlements_of([one.lon for one in found], [one.lat for one in found])
        for landmark, here in zip(found, settlements, strict=True):
            names = dict.fromkeys(landmark.names)
            self.things.append(Thing(AddressKind.LANDMARK, names, landmark.lon, landmark.lat, 5, here))
        houses = self._reading.houses
        settlements = self.settlements_of([one.lon for one in houses], [one.lat for one in houses])
        for house, here in zip(houses, settlements, strict=True):
            street = self._street(house.street, house.lon, house.lat, here, 6)
            self.things[street].houses.append((house.number, house.lon, house.lat))

    def _add_streets(self) -> None:
        roads = self._reading.roads
        named = [way for way, names in enumerate(roads.names) if names]
        middles = [(roads.starts[way] + roads.starts[way + 1]) // 2 for way in named]
        settlements = self.settlements_of([roads.lons[n] for n in middles], [roads.lats[n] for n in middles])
        points: dict[int, list[tuple[float, float]]] = defaultdict(list)
        for way, middle, here in zip(named, middles, settlements, strict=True):
            names, rank = roads.names[way], roads.passages[way].rank
            number = self._street(names[0], roads.lons[middle], roads.lats[middle], here, rank)
            thing = self.things[number]
            thing.names.update(dict.fromkeys(names))
            thing.rank = min(thing.rank, rank)
            first, last = roads.starts[way], roads.starts[way + 1]
            points[number] += zip(roads.lons[first:last], roads.lats[first:last], strict=True)
        for number, line in points.items():
            lon, lat = sum(p[0] for p in line) / len(line), sum(p[1] for p in line) / len(line)
            thing = self.things[number]
            thing.lon, thing.lat = _nearest(line, lon, lat)

    def _street(self, name: str, lon: float, lat: float, settlement: int, rank: int) -> int:
        """The street of that name in the settlement, or within 4 km; a new one when there is none."""
        best: tuple[float, int] | None = None
        for number in self._streets.get(_street_key(name), ()):
            thing = self.things[number]
            km = self._km(lon - thing.lon, lat - thing.lat)
            same = settlement != NO_SETTLEMENT and thing.settlement == settlement
            if (same or km <= _SAME_STREET_KM) and (best is None or (km - 100 * same, number) < best):
                best = (km - 100 * same, number)
        if best is not None:
            return best[1]
        self.things.append(Thing(AddressKind.STREET, {name: None}, lon, lat, rank, settlement))
        self._streets[_street_key(name)].append(len(self.things) - 1)
        return len(self.things) - 1

    def _km(self, lons: float, lats: float) -> float:
        return KM_PER_DEGREE * math.hypot(lons * math.cos(math.radians(self.middle)), lats)

    def save(self, target: Path) -> int:
        """Writes the index; gives the number of houses."""
        arrays = _thing_arrays(self.things) | _word_arrays(self.things)
        houses = [
            (number, *number_parts(house_key(label)), label, lon, lat)
            for number, thing in enumerate(self.things)
            for label, lon, lat in thing.houses
        ]
        houses.sort()
        arrays |= {
            "house_street": np.array([h[0] for h in houses], np.int32),
            "house_lon": np.array([h[4] for h in houses], np.float64),
            "house_lat": np.array([h[5] for h in houses], np.float64),
            "house_label": packed([h[3] for h in houses]),
            "house_key": packed([house_key(h[3]) for h in houses]),
            "middle": np.array([self.middle]),
        }
        with target.open("wb") as file:
            np.savez(file, allow_pickle=False, **arrays)
        return len(houses)


def _nearest(line: list[tuple[float, float]], lon: float, lat: float) -> tuple[float, float]:
    """The point of a line that is nearest to a place, near enough in degrees."""
    return min(line, key=lambda point: (point[0] - lon) ** 2 + (point[1] - lat) ** 2)


@lru_cache(maxsize=1 << 16)
def _street_key(name: str) -> tuple[str, ...]:
    """What makes two spellings one street: its words without "street" and the like, in any order."""
    all_words = words(name)
    return tuple(sorted(word for word in all_words if word not in GENERIC)) or tuple(all_words)


def packed(lines: list[str]) -> npt.NDArray[np.uint8]:
    """Strings as one array of bytes."""
    return np.frombuffer("\n".join(line.replace("\n", " ") for line in lines).encode(), np.uint8)


def unpacked(array: npt.NDArray[np.uint8], count: int) -> list[str]:
    """The strings of ``packed``."""
    return array.tobytes().decode().split("\n") if count else []


def _thing_arrays(things: list[Thing]) -> dict[str, npt.NDArray[Any]]:
    return {
        "kind": np.array([KINDS.index(t.kind) for t in things], np.int8),
        "lon": np.array([t.lon for t in things], np.float64),
        "lat": np.array([t.lat for t in things], np.float64),
        "rank": np.array([t.rank for t in things], np.int8),
        "settlement": np.array([t.settlement for t in things], np.int32),
        "label": packed([next(iter(t.names)) for t in things]),
        "length": np.array([len(_street_key(next(iter(t.names)))) for t in things], np.int8),
    }


def _word_arrays(things: list[Thing]) -> dict[str, npt.NDArray[Any]]:
    """Sorted words and, for each, its things: ``word_things[word_first[w]:word_first[w + 1]]``."""
    of_word: dict[str, dict[int, None]] = defaultdict(dict)
    for number, thing in enumerate(things):
        for name in thing.names:
            for word in words(name):
                of_word[word][number] = None
                of_word[LOOSE + skeleton(word)][number] = None
    # Sorted as bytes, as the search compares them.
    ordered = sorted(of_word)
    first = np.concatenate(([0], np.cumsum([len(of_word[word]) for word in ordered]))).astype(np.int64)
    return {
        "words": packed(ordered),
        "word_first": first,
        "word_things": np.array([n for word in ordered for n in of_word[word]], np.int32),
    }

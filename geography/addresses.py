"""The address index at work: suggestions while somebody types, and the address of a point."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.spatial import KDTree

from geography.address_build import KINDS, LOOSE, NO_SETTLEMENT, plane, unpacked
from geography.folds import GENERIC, house_key, is_house_number, skeleton, words
from signaling.protocol.base import Point
from signaling.protocol.geography import AddressFound, AddressKind

HOUSE_WITHIN_M = 75.0
STREET_WITHIN_M = 500.0
_LAST = "\U0010ffff"  # sorts after every continuation of a word
_NEAR_KM = 3.0
_KIND_WORTH = np.array([0.5, 0.4, 0.1])  # settlement, street, landmark, in the order of KINDS
_NO_SUCH_HOUSE = -1.5

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What was typed, taken apart: words that must fit, numbers that may be part of a name or a house."""

    names: list[str]
    numbers: list[str]
    kinds: list[str]  # "street", "lane" …: they decide nothing, they only weigh
    last: str  # the word that may still be growing
    number_first: bool  # "5-maktab": more likely a name than a house

    @classmethod
    def read(cls, text: str) -> _Wanted:
        typed = words(text)
        told = [word for word in typed if word not in GENERIC] or typed
        numbers = [word for word in told if is_house_number(word)]
        return cls(
            names=[word for word in told if not is_house_number(word)],
            numbers=numbers,
            kinds=[word for word in typed if word in GENERIC and word not in told],
            last=typed[-1] if typed else "",
            number_first=bool(typed) and typed[0] in numbers,
        )


class AddressIndex:
    """The index of one imported map, in memory."""

    def __init__(self, arrays: dict[str, npt.NDArray[Any]]) -> None:
        self._kind, self._settlement = arrays["kind"], arrays["settlement"]
        self._lon, self._lat, self._middle = arrays["lon"], arrays["lat"], float(arrays["middle"][0])
        count = len(self._kind)
        self._label = unpacked(arrays["label"], count)
        self._worth = _KIND_WORTH[self._kind] - 0.06 * arrays["rank"]
        self._length = arrays["length"].astype(np.float64)
        self._first, self._things = arrays["word_first"], arrays["word_things"]
        self._words = unpacked(arrays["words"], len(self._first) - 1)
        self._house_street = arrays["house_street"]
        houses = len(self._house_street)
        self._house_label, self._house_key = (unpacked(arrays[f"house_{what}"], houses) for what in ("label", "key"))
        self._house_lon, self._house_lat = arrays["house_lon"], arrays["house_lat"]
        self._house_first = np.searchsorted(self._house_street, np.arange(count + 1))
        at = plane(self._house_lon, self._house_lat, self._middle)
        self._house_tree = KDTree(at) if houses else None
        self._place = plane(self._lon, self._lat, self._middle)

    @classmethod
    def load(cls, path: Path) -> AddressIndex:
        """Reads ``addresses.npz``."""
        with np.load(path, allow_pickle=False) as stored:
            return cls({name: stored[name] for name in stored.files})

    def suggest(self, text: str, near: Point | None = None, limit: int = 8) -> list[AddressFound]:
        """The best fits, the best first. First by the words as they are spelled, then with the vowels joined."""
        wanted = _Wanted.read(text)
        if not wanted.names and not wanted.numbers:
            return []
        result: dict[tuple[str, Point], AddressFound] = {}
        for spelling in (lambda word: word, lambda word: LOOSE + skeleton(word)):
            for found in self._search(wanted, spelling, near, limit):
                result.setdefault((found.label, found.point), found)
            if len(result) >= limit:
                break
        return list(result.values())[:limit]

    def _holding(self, word: str, *, whole: bool) -> Flags:
        """The things one of whose words begins with (``whole``: is) the word."""
        low = bisect_left(self._words, word)
        high = bisect_left(self._words, word + _LAST, low)
        if whole:
            high = low + 1 if low < len(self._words) and self._words[low] == word else low
        flags = np.zeros(len(self._kind), bool)
        flags[self._things[self._first[low] : self._first[high]]] = True
        return flags

    def _search(
        self, wanted: _Wanted, spelling: Callable[[str], str], near: Point | None, limit: int
    ) -> list[AddressFound]:
        fits = np.ones(len(self._kind), bool)
        score = self._worth.copy()
        own = np.zeros(len(self._kind), bool)  # a word of the thing itself fits, not only its settlement's
        for word in wanted.names:
            begins, is_ = self._holding(spelling(word), whole=False), self._holding(spelling(word), whole=True)
            inside = np.where(self._settlement >= 0, begins[self._settlement], False)
            fits &= begins | inside
            own |= begins
            score += 1.0 * begins + 0.6 * is_ + 0.2 * (inside & ~begins)
        taken = []
        for number in wanted.numbers:
            named = self._holding(number, whole=number != wanted.last or bool(wanted.names))
            taken.append(named)
            score += (1.3 if wanted.number_first else 0.7) * named
        for word in wanted.kinds:
            score += 0.3 * self._holding(spelling(word), whole=True)
        if not wanted.names:
            own = np.logical_or.reduce(taken)
        chosen = np.flatnonzero(fits & own)
        if not len(chosen):
            return []
        score = score[chosen] - 0.12 * self._length[chosen] + self._nearness(chosen, near)
        best = chosen[np.argsort(-score, kind="stable")[: 6 * limit]]
        scores = dict(zip(chosen.tolist(), score.tolist(), strict=True))
        scored: list[tuple[float, AddressFound]] = []
        for thing in best.tolist():
            free = [number for number, named in zip(wanted.numbers, taken, strict=True) if not named[thing]]
            scored += self._with_house(thing, free, scores[thing], limit)
        scored.sort(key=lambda pair: -pair[0])
        return [found for _, found in scored[:limit]]

    def _nearness(self, chosen: npt.NDArray[np.int64], near: Point | None) -> Numbers:
        if near is None:
            return np.zeros(len(chosen))
        here = plane(near.lon, near.lat, self._middle)[0]
        away = np.hypot(*(self._place[chosen] - here).T)
        nearness: Numbers = 0.9 / (1.0 + away / _NEAR_KM)
        return nearness

    def _with_house(self, thing: int, free: list[str], score: float, limit: int) -> list[tuple[float, AddressFound]]:
        """The thing itself, or its houses with the number that no name of it took."""
        if not free:
            return [(score, self._found(thing))]
        first, last = int(self._house_first[thing]), int(self._house_first[thing + 1])
        key = house_key(free[0])
        exact = [n for n in range(first, last) if self._house_key[n] == key]
        begun = [n for n in range(first, last) if n not in exact and self._house_key[n].startswith(key)]
        houses = [(score + 0.8, self._house(n)) for n in exact[:2]]
        houses += [(score + 0.3 - 0.01 * place, self._house(n)) for place, n in enumerate(begun[:limit])]
        return houses or [(score + _NO_SUCH_HOUSE, self._found(thing))]

    def _settlement_name(self, thing: int) -> str:
        settlement = int(self._settlement[thing])
        return self._label[settlement] if settlement != NO_SETTLEMENT else ""

    def _found(self, thing: int, metres: float | None = None) -> AddressFound:
        kind, name, settlement = KINDS[self._kind[thing]], self._label[thing], self._settlement_name(thing)
        return AddressFound(
            label=f"{name}, {settlement}" if settlement else name,
            kind=kind,
            point=Point(lon=float(self._lon[thing]), lat=float(self._lat[thing])),
            street=name if kind is AddressKind.STREET else "",
            settlement=name if kind is AddressKind.SETTLEMENT and not settlement else settlement,
            metres=metres,
        )

    def _house(self, house: int, metres: float | None = None) -> AddressFound:
        street = int(self._house_street[house])
        name, number, settlement = self._label[street], self._house_label[house], self._settlement_name(street)
        return AddressFound(
            label=", ".join(part for part in (f"{name} {number}", settlement) if part),
            kind=AddressKind.HOUSE,
            point=Point(lon=float(self._house_lon[house]), lat=float(self._house_lat[house])),
            street=name,
            house=number,
            settlement=settlement,
            metres=metres,
        )

    def at(self, point: Point, street: tuple[str, float]) -> AddressFound | None:
        """The nearest house within 75 m, else the ``street`` (name, metres away) within 500 m, else None."""
        if self._house_tree is not None:
            km, house = self._house_tree.query(plane(point.lon, point.lat, self._middle)[0])
            if km * 1000 <= HOUSE_WITHIN_M:
                return self._house(int(house), metres=round(float(km) * 1000, 1))
        name, metres = street
        if not name or metres > STREET_WITHIN_M:
            return None
        here = plane(point.lon, point.lat, self._middle)[0]
        same = [n for n in self._named(name) if KINDS[self._kind[n]] is AddressKind.STREET]
        settlement = ""
        if same:
            settlement = self._settlement_name(min(same, key=lambda n: float(np.hypot(*(self._place[n] - here)))))
        label = f"{name}, {settlement}" if settlement else name
        return AddressFound(
            label=label,
            kind=AddressKind.STREET,
            point=point,
            street=name,
            settlement=settlement,
            metres=round(metres, 1),
        )

    def _named(self, name: str) -> list[int]:
        """The things whose shown name is this one."""
        fits = np.ones(len(self._kind), bool)
        for word in words(name):
            fits &= self._holding(word, whole=True)
        return [n for n in np.flatnonzero(fits).tolist() if self._label[n] == name]

"""The town's hospitals, ambulance stations, schools, bazaars and the like, each on ground of its own."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from geography.town.layout import Cell, Layout, Village
from geography.town.lots import Ground, rectangle
from geography.town.names import Name, cyrillic, plain_name, russian_letters
from geography.town.noding import Place


@dataclass(frozen=True, slots=True)
class Landmark:
    """A building, or grounds, with a name and what the map calls it."""

    name: Name
    tags: dict[str, str]
    corners: list[Place]
    place: Place
    building: bool


_HOSPITALS = (
    (Name("Viloyat shoshilinch tibbiy yordam markazi", "Вилоят шошилинч тиббий ёрдам маркази",
          "Областной центр экстренной медицинской помощи"), (3, 3)),
    (Name("Navroʻzobod shahar shifoxonasi", "Наврўзобод шаҳар шифохонаси", "Наврузабадская городская больница"), (5,
    6)),
    (Name("Bolalar koʻp tarmoqli shifoxonasi", "Болалар кўп тармоқли шифохонаси",
    "Детская многопрофильная больница"), (2, 1)),
)  # fmt: skip
_STATION_CELLS = ((4, 4), (1, 3), (6, 3), (4, 1))
_STATION_VILLAGES = (4, 13)
_PER_MAHALLA: tuple[tuple[float, str, str, str, dict[str, str]], ...] = (
    (0.8, "{}-maktab", "{}-мактаб", "Школа № {}", {"amenity": "school"}),
    (0.5, "{}-bolalar bogʻchasi", "{}-болалар боғчаси", "Детский сад № {}", {"amenity": "kindergarten"}),
    (0.4, "{}-oilaviy poliklinika", "{}-оилавий поликлиника", "Семейная поликлиника № {}", {"amenity": "clinic"}),
    (0.9, "{}-dorixona", "{}-дорихона", "Аптека № {}", {"amenity": "pharmacy"}),
)  # fmt: skip
_ONCE: tuple[tuple[str, str, dict[str, str], tuple[int, int], tuple[float, float]], ...] = (
    ("Markaziy dehqon bozori", "Центральный рынок", {"amenity": "marketplace"}, (3, 5), (90, 60)),
    ("Jome masjidi", "Соборная мечеть", {"amenity": "place_of_worship", "religion": "muslim"}, (4, 5), (40, 34)),
    ("Navroʻzobod vokzali", "Вокзал Наврузабад", {"railway": "station"}, (3, 6), (60, 18)),
    ("Avtovokzal", "Автовокзал", {"amenity": "bus_station"}, (6, 5), (50, 24)),
    ("Markaziy stadion", "Центральный стадион", {"leisure": "stadium"}, (2, 4), (100, 70)),
    ("Davlat pedagogika instituti", "Государственный педагогический институт", {"amenity": "university"}, (6, 4),
    (60, 30)),
    ("Viloyat hokimligi", "Хокимият области", {"office": "government"}, (4, 4), (50, 22)),
    ("Drama teatri", "Драматический театр", {"amenity": "theatre"}, (3, 4), (44, 34)),
    ("Registon mehmonxonasi", "Гостиница «Регистан»", {"tourism": "hotel"}, (4, 3), (40, 18)),
    ("Tarix muzeyi", "Музей истории", {"tourism": "museum"}, (5, 5), (36, 24)),
    ("Sharq savdo markazi", "Торговый центр «Восток»", {"shop": "mall"}, (5, 3), (60, 40)),
    ("Markaziy kutubxona", "Центральная библиотека", {"amenity": "library"}, (2, 5), (34, 20)),
)  # fmt: skip


class Planner:
    """Finds ground for each landmark and takes it."""

    def __init__(self, layout: Layout, ground: Ground, random: Random) -> None:
        self._cells = {(cell.column, cell.row): cell for cell in layout.cells}
        self._layout, self._ground, self._random = layout, ground, random

    def hospitals(self) -> list[Landmark]:
        return [
            self._grounds(
                name, {"amenity": "hospital", "healthcare": "hospital", "emergency": "yes"}, at, (92, 58), False
            )
            for name, at in _HOSPITALS
        ]

    def stations(self) -> list[Landmark]:
        """Six ambulance stations: four in the town, two in villages."""
        result = []
        for number in range(1, len(_STATION_CELLS) + len(_STATION_VILLAGES) + 1):
            name = Name(f"{number}-tez tibbiy yordam stansiyasi", f"{number}-тез тиббий ёрдам станцияси",
                        f"Подстанция скорой помощи № {number}")  # fmt: skip
            tags = {"emergency": "ambulance_station"}
            if number <= len(_STATION_CELLS):
                result.append(self._grounds(name, tags, _STATION_CELLS[number - 1], (26, 14), True))
            else:
                village = self._layout.villages[_STATION_VILLAGES[number - 1 - len(_STATION_CELLS)]]
                result.append(self._in_village(name, tags, village))
        return result

    def others(self) -> Iterator[Landmark]:
        """What is there once, then what each mahalla and village has."""
        for latin, russian, tags, at, size in _ONCE:
            yield self._grounds(plain_name(latin, russian), tags, at, size, True)
        numbers = dict.fromkeys(range(len(_PER_MAHALLA)), 0)
        for cell in self._layout.cells:
            for number, (chance, latin, cyrillic_form, russian, tags) in enumerate(_PER_MAHALLA):
                if cell.park or self._random.random() > chance:
                    continue
                numbers[number] += 1
                made = tuple(form.format(numbers[number]) for form in (latin, cyrillic_form, russian))
                size = (34.0, 16.0) if tags["amenity"] != "pharmacy" else (12.0, 9.0)
                yield self._grounds(Name(*made), tags, (cell.column, cell.row), size, True)
            if not cell.park and self._random.random() < 0.3:
                word = cell.name.latin.removesuffix(" mahallasi")
                name = Name(f"{word} masjidi", f"{cyrillic(word)} масжиди", f"мечеть {russian_letters(word)}")
                tags = {"amenity": "place_of_worship", "religion": "muslim"}
                yield self._grounds(name, tags, (cell.column, cell.row), (18, 16), True)
        for village in self._layout.villages:
            word = village.name.latin
            name = Name(f"{word} qishloq vrachlik punkti", f"{cyrillic(word)} қишлоқ врачлик пункти",
                        f"Сельский врачебный пункт {village.name.russian}")  # fmt: skip
            yield self._in_village(name, {"amenity": "clinic"}, village)

    def _grounds(
        self, name: Name, tags: dict[str, str], at: tuple[int, int], size: tuple[float, float], building: bool
    ) -> Landmark:
        """Ground in a mahalla: near a road, clear of it; the first of many tries that fits, else the best."""
        cell: Cell = self._cells[at]
        radius = math.hypot(*size) / 2
        for tries in range(400):
            u, v = self._random.uniform(0.06, 0.94), self._random.uniform(0.06, 0.94)
            place = cell.at(u, v)
            clear = radius + (4 if tries < 200 else -radius * 0.35)
            if self._ground.is_free(place, radius, clear) and self._ground.road_within(place, clear + 40) < math.inf:
                break
        (ax, ay), (bx, by), _, _ = cell.corners
        return self._made(name, tags, place, size, math.atan2(by - ay, bx - ax), building)

    def _in_village(self, name: Name, tags: dict[str, str], village: Village) -> Landmark:
        for reach in range(30, 400, 6):
            angle = self._random.uniform(0, 2 * math.pi)
            place = (village.place[0] + reach * math.cos(angle), village.place[1] + reach * math.sin(angle))
            if self._ground.is_free(place, 14, 18):
                break
        return self._made(name, tags, place, (22, 12), 0.0, True)

    def _made(
        self, name: Name, tags: dict[str, str], place: Place, size: tuple[float, float], turn: float, building: bool
    ) -> Landmark:
        self._ground.take(place, math.hypot(*size) / 2)
        return Landmark(name, tags, rectangle(place, *size, turn), place, building)

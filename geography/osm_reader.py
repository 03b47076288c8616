"""One reading of an OpenStreetMap file: what is needed for roads and addresses is kept, what the base map draws is
written to layer files as it is met. Everything here runs in the import's own process.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import osmium

from geography.layers import LayerWriter
from geography.profiles import Passage, blocks, passage

SIGNAL_KINDS = ("traffic_signals",)
_KEYS = (
    "highway", "building", "addr:housenumber", "place", "amenity", "shop", "tourism", "leisure", "natural", "water",
    "waterway", "landuse", "railway", "emergency", "healthcare", "office", "historic", "aeroway", "barrier",
)  # fmt: skip
_AREA_KEYS = tuple(key for key in _KEYS if key not in ("highway", "barrier", "railway"))
_NAME_KEYS = (
    "name", "name:uz", "name:uz-Latn", "name:uz-Cyrl", "name:uz_Cyrl", "name:ru", "name:en", "alt_name", "old_name",
    "official_name", "short_name", "int_name", "alt_name:ru", "alt_name:uz", "old_name:ru", "old_name:uz", "name:be",
)  # fmt: skip
_LANDMARK_KEYS = (
    "amenity",
    "healthcare",
    "emergency",
    "railway",
    "shop",
    "tourism",
    "leisure",
    "office",
    "historic",
    "aeroway",
)
_NOT_LANDMARKS = {
    "level_crossing",
    "switch",
    "signal",
    "bench",
    "waste_basket",
    "fire_hydrant",
    "parking_space",
    "rail",
    "tram",
}
PLACE_RANKS = {"city": 0, "town": 1, "village": 2, "suburb": 3, "quarter": 4, "neighbourhood": 4, "hamlet": 3,
               "locality": 5, "isolated_dwelling": 5, "farm": 5, "square": 5, "borough": 3}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Restriction:
    """A turn restriction: way ``start``, then ``via`` (one node, or ways), then way ``end``."""

    kind: str  # no_… or only_…
    start: int
    via_node: int | None
    via_ways: tuple[int, ...]
    end: int
    siren_exempt: bool


@dataclass(frozen=True, slots=True)
class NamedThing:
    """A place, landmark or house on the way to the address index."""

    kind: str  # the value that says what it is: town, school …
    names: tuple[str, ...]
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class House:
    """One numbered house; ``street`` is what the map calls its street, ``town`` its ``addr:city``."""

    number: str
    street: str
    town: str
    lon: float
    lat: float


@dataclass
class Roads:
    """Every drivable way, end to end in flat arrays; ``starts[i]:starts[i+1]`` are way i's nodes."""

    way_ids: array[int] = field(default_factory=lambda: array("q"))
    starts: array[int] = field(default_factory=lambda: array("q", [0]))
    nodes: array[int] = field(default_factory=lambda: array("q"))
    lons: array[float] = field(default_factory=lambda: array("d"))
    lats: array[float] = field(default_factory=lambda: array("d"))
    passages: list[Passage] = field(default_factory=list)
    names: list[tuple[str, ...]] = field(default_factory=list)


@dataclass
class Reading:
    """All that one file holds of what geography needs."""

    roads: Roads = field(default_factory=Roads)
    restrictions: list[Restriction] = field(default_factory=list)
    signals: array[int] = field(default_factory=lambda: array("q"))
    barriers: array[int] = field(default_factory=lambda: array("q"))
    places: list[NamedThing] = field(default_factory=list)
    landmarks: list[NamedThing] = field(default_factory=list)
    houses: list[House] = field(default_factory=list)
    objects: int = 0
    west: float = 180.0
    south: float = 90.0
    east: float = -180.0
    north: float = -90.0

    def widen(self, lon: float, lat: float) -> None:
        """Lets the bounds include the point."""
        self.west, self.east = min(self.west, lon), max(self.east, lon)
        self.south, self.north = min(self.south, lat), max(self.north, lat)


def names_of(tags: dict[str, str]) -> tuple[str, ...]:
    """Every name, the one to show first, without repeats; a name list (``;``) is taken apart."""
    found: dict[str, None] = {}
    for key in _NAME_KEYS:
        for part in tags.get(key, "").split(";"):
            if part.strip():
                found[part.strip()] = None
    return tuple(found)


def read_restrictions(path: Path) -> Iterator[Restriction]:
    """The turn restrictions that concern a car."""
    relation: Any
    for relation in osmium.FileProcessor(str(path), osmium.osm.RELATION):
        tags = dict(relation.tags)
        if tags.get("type") != "restriction":
            continue
        kind = tags.get("restriction") or tags.get("restriction:motorcar") or ""
        exempt = set(tags.get("except", "").replace(" ", "").split(";"))
        if not kind.startswith(("no_", "only_")) or "motorcar" in exempt:
            continue
        members: dict[str, list[Any]] = {"from": [], "via": [], "to": []}
        for member in relation.members:
            members.get(member.role, []).append((member.type, member.ref))
        yield from _restrictions(kind, members, "emergency" in exempt)


def _restrictions(kind: str, members: dict[str, list[Any]], siren_exempt: bool) -> Iterator[Restriction]:
    via_nodes = [ref for type_, ref in members["via"] if type_ == "n"]
    via_ways = tuple(ref for type_, ref in members["via"] if type_ == "w")
    if not via_nodes and not via_ways:
        return
    for start_type, start in members["from"]:
        for end_type, end in members["to"]:
            if start_type == end_type == "w":
                yield Restriction(kind, start, via_nodes[0] if via_nodes else None, via_ways, end, siren_exempt)


class OsmReader:
    """Reads a file once and fills a Reading; ``layers`` gets what the base map draws."""

    def __init__(self, layers: LayerWriter) -> None:
        self.reading = Reading()
        self._layers = layers

    def read(self, path: Path, progress: Callable[[float], None]) -> Reading:
        """Reads the whole file. Raises what osmium raises for a file that it cannot read."""
        self.reading.restrictions = list(read_restrictions(path))
        progress(0.05)
        expected = max(2_000.0, path.stat().st_size / 30)  # about 30 bytes for each object kept in a .pbf
        areas = osmium.filter.KeyFilter(*_AREA_KEYS)
        objects = osmium.FileProcessor(str(path)).with_locations().with_areas(areas)
        for number, thing in enumerate(objects.with_filter(osmium.filter.KeyFilter(*_KEYS))):
            self._take(thing)
            if number % 2000 == 0:
                progress(0.05 + 0.95 * number / (number + expected))
        return self.reading

    def _take(self, thing: Any) -> None:
        self.reading.objects += 1
        if thing.is_node():
            self._node(thing, dict(thing.tags))
        elif thing.is_way():
            self._way(thing, dict(thing.tags))
        elif thing.is_area():
            self._area(thing, dict(thing.tags))

    def _node(self, node: Any, tags: dict[str, str]) -> None:
        if tags.get("highway") in SIGNAL_KINDS:
            self.reading.signals.append(node.id)
        if "barrier" in tags and blocks(tags):
            self.reading.barriers.append(node.id)
        lon, lat = node.location.lon, node.location.lat
        self._named(tags, lon, lat)

    def _way(self, way: Any, tags: dict[str, str]) -> None:
        drive = passage(tags)
        if drive is not None:
            self._road(way, tags, drive)
        if not way.is_closed():
            self._layers.line(way, tags)
            if "addr:housenumber" in tags or "name" in tags:
                self._named_line(way, tags)
        elif "highway" in tags or "railway" in tags:
            self._layers.line(way, tags)

    def _road(self, way: Any, tags: dict[str, str], drive: Passage) -> None:
        roads, reading = self.reading.roads, self.reading
        kept = [(node.ref, node.lon, node.lat) for node in way.nodes if node.location.valid()]
        if len(kept) < 2:
            return
        for ref, lon, lat in kept:
            roads.nodes.append(ref)
            roads.lons.append(lon)
            roads.lats.append(lat)
            reading.widen(lon, lat)
        roads.way_ids.append(way.id)
        roads.starts.append(len(roads.nodes))
        roads.passages.append(drive)
        roads.names.append(names_of(tags) or ((tags["ref"],) if "ref" in tags else ()))

    def _named_line(self, way: Any, tags: dict[str, str]) -> None:
        middle = way.nodes[len(way.nodes) // 2]
        if middle.location.valid() and "highway" not in tags:
            self._named(tags, middle.lon, middle.lat)

    def _area(self, area: Any, tags: dict[str, str]) -> None:
        self._layers.area(area, tags)
        if not ("addr:housenumber" in tags or "name" in tags):
            return
        for ring in area.outer_rings():
            corners = [(node.lon, node.lat) for node in ring][1:]
            lon = sum(corner[0] for corner in corners) / len(corners)
            lat = sum(corner[1] for corner in corners) / len(corners)
            self._named(tags, lon, lat)
            return

    def _named(self, tags: dict[str, str], lon: float, lat: float) -> None:
        reading = self.reading
        if "addr:housenumber" in tags:
            street = tags.get("addr:street") or tags.get("addr:place") or ""
            town = tags.get("addr:city") or tags.get("addr:village") or tags.get("addr:hamlet") or ""
            for number in tags["addr:housenumber"].split(";"):
                if number.strip() and street:
                    reading.houses.append(House(number.strip(), street, town, lon, lat))
                    reading.widen(lon, lat)
        names = names_of(tags)
        if not names:
            return
        place = tags.get("place")
        if place in PLACE_RANKS:
            reading.places.append(NamedThing(place, names, lon, lat))
            reading.widen(lon, lat)
            self._layers.place(place, tags, lon, lat)
            return
        for key in _LANDMARK_KEYS:
            if key in tags and tags[key] not in _NOT_LANDMARKS and "highway" not in tags:
                kind = tags[key] if tags[key] != "yes" else key
                reading.landmarks.append(NamedThing(kind, names, lon, lat))
                self._layers.landmark(kind, tags, lon, lat)
                return

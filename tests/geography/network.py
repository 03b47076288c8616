"""Tiny road networks for one law each: nodes named by letters on a plane of metres, roads as strings of letters."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

from geography.layers import LayerWriter
from geography.osm_reader import OsmReader, Reading
from geography.road_build import build_roads
from geography.roads import RoadGraph
from signaling.protocol.base import Point

METRES = 111_195.08
Tags = Mapping[str, str]


class Network:
    """``Network({"A": (0, 0), "B": (100, 0)}).road("AB", oneway="yes")``; metres east and north of 0°, 0°."""

    def __init__(self, places: Mapping[str, tuple[float, float]]) -> None:
        self.places = dict(places)
        self._tags: dict[str, Tags] = {}
        self._ways: list[tuple[str, Tags]] = []
        self._relations: list[tuple[list[tuple[str, int, str]], Tags]] = []

    def road(self, letters: str, highway: str = "residential", **tags: str) -> int:
        """A road along the letters; gives its number for ``forbid``. ``oneway_emergency`` stands for the colon."""
        named = {key.replace("_", ":"): value for key, value in tags.items()}
        self._ways.append((letters, {"highway": highway, **named}))
        return len(self._ways)

    def thing(self, letter: str, **tags: str) -> None:
        """Tags of a node."""
        self._tags[letter] = {key.replace("_", ":"): value for key, value in tags.items()}

    def forbid(self, kind: str, start: int, via: str | Sequence[int], end: int, **tags: str) -> None:
        """A turn restriction; ``via`` is a letter, or numbers of roads."""
        nodes = [("node", self._number(via), "via")] if isinstance(via, str) else []
        middle = nodes or [("way", int(way), "via") for way in via]
        members = [("way", start, "from"), *middle, ("way", end, "to")]
        self._relations.append((members, {"type": "restriction", "restriction": kind, **tags}))

    def _number(self, letter: str) -> int:
        return 1 + list(self.places).index(letter)

    def point(self, letter: str) -> Point:
        x, y = self.places[letter]
        return Point(lon=x / METRES, lat=y / METRES)

    def between(self, one: str, other: str, share: float = 0.5) -> Point:
        """A point on the straight line between two nodes."""
        a, b = self.point(one), self.point(other)
        return Point(lon=a.lon + (b.lon - a.lon) * share, lat=a.lat + (b.lat - a.lat) * share)

    def write(self, target: Path) -> Path:
        """As an .osm file."""
        lines = ["<osm version='0.6'>"]
        for letter in self.places:
            at, tags = self.point(letter), _xml(self._tags.get(letter, {}))
            lines.append(f"<node id='{self._number(letter)}' lon='{at.lon:.7f}' lat='{at.lat:.7f}'>{tags}</node>")
        for number, (letters, way_tags) in enumerate(self._ways, 1):
            nodes = "".join(f"<nd ref='{self._number(letter)}'/>" for letter in letters)
            lines.append(f"<way id='{number}'>{nodes}{_xml(way_tags)}</way>")
        for number, (members, relation_tags) in enumerate(self._relations, 1):
            parts = "".join(f"<member type='{kind}' ref='{ref}' role='{role}'/>" for kind, ref, role in members)
            lines.append(f"<relation id='{number}'>{parts}{_xml(relation_tags)}</relation>")
        target.write_text("\n".join([*lines, "</osm>"]), encoding="utf-8")
        return target

    def read(self, folder: Path) -> Reading:
        """What the import reads of it."""
        with LayerWriter(folder) as layers:
            return OsmReader(layers).read(self.write(folder / "network.osm"), lambda share: None)

    def graph(self, folder: Path) -> RoadGraph:
        """The road graph that the import makes of it."""
        build_roads(self.read(folder), folder / "roads.npz")
        return RoadGraph.load(folder / "roads.npz")


def _xml(tags: Tags) -> str:
    return "".join(f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in tags.items())

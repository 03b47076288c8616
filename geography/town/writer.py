"""Writes OpenStreetMap objects with running numbers and no times, so that the same town is the same bytes."""

from __future__ import annotations

import math
from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Relation, Way

from geography.town.names import Name
from geography.town.noding import Place

CENTRE = (65.6120, 39.3480)  # longitude and latitude of the invented town's middle
METRES_PER_DEGREE = 111_195.08
GENERATOR = "tez-yordam-town"


def to_degrees(place: Place) -> tuple[float, float]:
    """Metres from the middle as longitude and latitude, 7 decimals."""
    shrink = math.cos(math.radians(CENTRE[1]))
    return (
        round(CENTRE[0] + place[0] / (METRES_PER_DEGREE * shrink), 7),
        round(CENTRE[1] + place[1] / METRES_PER_DEGREE, 7),
    )


def name_tags(name: Name) -> dict[str, str]:
    return {"name": name.latin, "name:uz": name.latin, "name:uz-Cyrl": name.cyrillic, "name:ru": name.russian}


class TownWriter:
    """Collects nodes, ways and relations; ``save`` writes them in the order that readers expect."""

    def __init__(self) -> None:
        self._nodes: list[tuple[Place, dict[str, str]]] = []
        self._ways: list[tuple[list[int], dict[str, str]]] = []
        self._relations: list[tuple[list[tuple[str, int, str]], dict[str, str]]] = []

    def node(self, place: Place, tags: dict[str, str] | None = None) -> int:
        self._nodes.append((place, dict(tags or {})))
        return len(self._nodes)

    def tag(self, node: int, tags: dict[str, str]) -> None:
        """Adds tags to a node that is there."""
        self._nodes[node - 1][1].update(tags)

    def way(self, nodes: list[int], tags: dict[str, str]) -> int:
        self._ways.append((nodes, tags))
        return len(self._ways)

    def area(self, corners: list[Place], tags: dict[str, str]) -> int:
        """A closed way around the corners."""
        ring = [self.node(corner) for corner in corners]
        return self.way([*ring, ring[0]], tags)

    def relation(self, members: list[tuple[str, int, str]], tags: dict[str, str]) -> None:
        self._relations.append((members, tags))

    def save(self, target: Path) -> None:
        """Replaces the file."""
        header = osmium.io.Header()
        header.set("generator", GENERATOR)
        header.add_box(self._box())
        writer = osmium.SimpleWriter(str(target), header=header, overwrite=True)
        try:
            for number, (place, tags) in enumerate(self._nodes, 1):
                writer.add_node(Node(id=number, version=1, location=to_degrees(place), tags=tags))
            for number, (nodes, tags) in enumerate(self._ways, 1):
                writer.add_way(Way(id=number, version=1, nodes=nodes, tags=tags))
            for number, (members, tags) in enumerate(self._relations, 1):
                writer.add_relation(Relation(id=number, version=1, members=members, tags=tags))
        finally:
            writer.close()

    def _box(self) -> osmium.osm.Box:
        places = [to_degrees(place) for place, _ in self._nodes]
        west, east = min(p[0] for p in places), max(p[0] for p in places)
        south, north = min(p[1] for p in places), max(p[1] for p in places)
        return osmium.osm.Box(west, south, east, north)

"""The invented town is always the same, and it has what an ambulance service meets."""

from collections import Counter
from pathlib import Path

import osmium
import pytest

from geography.adapters.distance import metres_between
from geography.map_store import map_in_use
from geography.roads import RoadGraph
from geography.town import SEED, describe, write_town
from geography.town.names import MAHALLAS, STREETS, VILLAGES, cyrillic
from tests.geography.conftest import TownMap


@pytest.fixture(scope="module")
def things(town_map: TownMap) -> list[tuple[str, dict[str, str]]]:
    """Every tagged object: its kind and tags."""
    objects = osmium.FileProcessor(str(town_map.source)).with_filter(osmium.filter.EmptyTagFilter())
    return [(type(one).__name__, dict(one.tags)) for one in objects]


def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_town(tmp_path: Path, town_map: TownMap) -> None:
    write_town(tmp_path / "again.osm.pbf")
    assert (tmp_path / "again.osm.pbf").read_bytes() == town_map.source.read_bytes()
    write_town(tmp_path / "other.osm.pbf", seed=SEED + 1)
    assert (tmp_path / "other.osm.pbf").read_bytes() != town_map.source.read_bytes()


def test_the_description_is_that_of_the_file(town_map: TownMap) -> None:
    assert describe(SEED) == town_map.town


def test_it_has_stations_hospitals_bridges_and_thousands_of_houses(town_map: TownMap) -> None:
    town = town_map.town
    assert (len(town.stations), len(town.hospitals), town.bridges) == (6, 3, 4)
    assert town.houses > 8_000
    assert len(town.villages) >= 14
    assert len(town.addresses) > 300
    distances = [metres_between(town.center, village.point) for village in town.villages]
    assert 14_000 < max(distances) < 27_000


def test_every_street_has_its_name_in_three_scripts(things: list[tuple[str, dict[str, str]]]) -> None:
    named = [tags for kind, tags in things if kind == "Way" and "highway" in tags and "name" in tags]
    assert len(named) > 400
    assert all(tags["name:uz-Cyrl"] and tags["name:ru"] and tags["name"] == tags["name:uz"] for tags in named)
    assert all(any("а" <= letter <= "я" for letter in tags["name:uz-Cyrl"].lower()) for tags in named)


def test_it_has_one_way_streets_roundabouts_restrictions_signals_a_park_and_a_railway(
    things: list[tuple[str, dict[str, str]]],
) -> None:
    assert sum(tags.get("oneway") in ("yes", "-1") for _, tags in things) > 10
    assert sum(tags.get("junction") == "roundabout" for _, tags in things) == 3
    assert sum(tags.get("type") == "restriction" for _, tags in things) >= 4
    assert sum(tags.get("highway") == "traffic_signals" for _, tags in things) >= 5
    assert sum(tags.get("leisure") == "park" for _, tags in things) == 2
    assert any(tags.get("railway") == "rail" for _, tags in things)
    kinds = Counter(tags["amenity"] for _, tags in things if "amenity" in tags)
    assert kinds["school"] > 20
    assert kinds["pharmacy"] > 20


def test_house_numbers_are_not_repeated_on_a_street(things: list[tuple[str, dict[str, str]]]) -> None:
    keys = ("addr:city", "addr:street", "addr:housenumber")
    houses = Counter(tuple(tags[key] for key in keys) for _, tags in things if keys[2] in tags)
    assert max(houses.values()) == 1
    assert any(number.endswith("a") for _, _, number in houses)
    assert any("/" in number for _, _, number in houses)


def test_the_river_parts_the_town_and_the_bridges_join_it(town_roads: RoadGraph, town_map: TownMap) -> None:
    town = town_map.town
    north = next(m.point for m in town.mahallas if m.point.lat > town.center.lat + 0.008)
    south = next(m.point for m in town.mahallas if m.point.lat < town.center.lat - 0.012)
    leg = town_roads.times_to(north, [south])[0]
    assert leg is not None
    assert leg.metres > metres_between(north, south)


def test_nearly_all_roads_are_one_network(town_map: TownMap, town_roads: RoadGraph) -> None:
    manifest = map_in_use(town_map.data_folder)
    assert manifest is not None
    assert manifest.edges / len(town_roads.tail) > 0.97


def test_no_name_is_repeated_and_every_letter_has_its_cyrillic(town_map: TownMap) -> None:
    for names in ([base for base, _ in STREETS], MAHALLAS, VILLAGES):
        assert len(set(names)) == len(names)
        assert not [name for name in names if any("a" <= letter <= "z" for letter in cyrillic(name).lower())]
    names = [mahalla.name for mahalla in town_map.town.mahallas]
    assert len(set(names)) == len(names)

"""Every real extract imports, and the laws of the town hold on it."""

from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from geography.addresses import AddressIndex
from geography.map_import import import_map
from geography.map_store import ADDRESSES, ROADS, map_folder
from geography.osm_reader import read_restrictions
from geography.profiles import Driver
from geography.roads import RoadGraph
from geography.routes import route
from signaling.protocol.base import Point
from signaling.protocol.geography import AddressKind, MapInfo
from tests.geography.forward import ForwardSearch
from tests.geography.test_roads import some_points

if TYPE_CHECKING:
    from tests.conftest import TestData

pytestmark = pytest.mark.outside_data

# name: (edges the siren can use at the least, houses at the least)
EXTRACTS = {
    "andorra_new": (5000, 200), "belarus_east": (8, 0), "heidelberg": (20000, 500), "liechtenstein_new": (7000, 3000),
    "manhattan_jemss": (28000, 10), "monaco": (1200, 200), "moscow_centre": (700, 300), "north-bayreuth": (2900, 700),
    "porto_alegre_centre": (20000, 10),
}  # fmt: skip


@dataclass(frozen=True)
class Imported:
    info: MapInfo
    roads: RoadGraph
    addresses: AddressIndex


_imported: dict[str, Imported] = {}


def imported(name: str, test_data: "TestData", tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """The extract's map, imported once a run."""
    source = test_data(f"osm/{name}.osm.pbf")
    if name not in _imported:
        data = tmp_path_factory.mktemp(name)
        info = import_map(source, data)
        folder = map_folder(data, info.map_id)
        assert folder is not None
        _imported[name] = Imported(info, RoadGraph.load(folder / ROADS), AddressIndex.load(folder / ADDRESSES))
    return _imported[name]


@pytest.mark.parametrize("name", EXTRACTS)
def test_it_imports_and_its_roads_lead_everywhere(
    name: str, test_data: "TestData", tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = imported(name, test_data, tmp_path_factory)
    edges, houses = EXTRACTS[name]
    assert made.roads.profiles[Driver.SIREN].usable.sum() >= edges
    assert made.info.houses >= houses
    assert made.info.attribution == "© OpenStreetMap contributors"
    random = Random(3)
    origins = some_points(made.roads, random, 100)
    for to in some_points(made.roads, random, 5):
        legs = made.roads.times_to(to, origins)
        assert sum(leg is None for leg in legs) == 0
        way = route(made.roads, origins[0], to)
        assert way is not None
        assert legs[0] is not None
        assert way.seconds == pytest.approx(legs[0].seconds, abs=0.2)


@pytest.mark.parametrize("name", ["moscow_centre", "monaco", "belarus_east"])
def test_one_reverse_search_equals_a_forward_search_for_each_pair(
    name: str, test_data: "TestData", tmp_path_factory: pytest.TempPathFactory
) -> None:
    made, random = imported(name, test_data, tmp_path_factory), Random(23)
    forward = ForwardSearch(made.roads, Driver.ORDINARY)
    origins = some_points(made.roads, random, 15)
    for to in some_points(made.roads, random, 6):
        for origin, leg in zip(origins, made.roads.times_to(to, origins, siren=False), strict=True):
            expected = forward.seconds_and_metres(origin, to)
            assert (leg is None) == (expected is None)
            if leg is not None and expected is not None:
                assert leg.seconds == pytest.approx(expected[0], abs=0.06)
                assert leg.metres == pytest.approx(expected[1], abs=0.11)


def test_real_turn_restrictions_make_states(test_data: "TestData", tmp_path_factory: pytest.TempPathFactory) -> None:
    made = imported("moscow_centre", test_data, tmp_path_factory)
    assert len(list(read_restrictions(test_data("osm/moscow_centre.osm.pbf")))) >= 100
    junctions = int(max(made.roads.tail.max(), made.roads.head.max())) + 1
    assert made.roads.profiles[Driver.ORDINARY].states > junctions + 40


@pytest.mark.parametrize(
    ("typed", "street"),
    [
        ("Шереметьевская", "Шереметьевская улица"),
        ("sheremetyevskaya", "Шереметьевская улица"),
        ("ул руставели", "улица Руставели"),
        ("Rustaveli", "улица Руставели"),
        ("ostankinskaya 1", "1-я Останкинская улица"),
    ],
)
def test_streets_of_moscow_are_found_in_both_scripts(
    typed: str, street: str, test_data: "TestData", tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = imported("moscow_centre", test_data, tmp_path_factory)
    assert street in [found.street for found in made.addresses.suggest(typed)[:3]]


@pytest.mark.parametrize("name", ["moscow_centre", "liechtenstein_new", "north-bayreuth", "monaco"])
def test_houses_are_found_by_what_their_label_says(
    name: str, test_data: "TestData", tmp_path_factory: pytest.TempPathFactory
) -> None:
    made, random = imported(name, test_data, tmp_path_factory), Random(29)
    west, south, east, north = made.info.bounds
    tried = found = 0
    while tried < 40:
        point = Point(lon=random.uniform(west, east), lat=random.uniform(south, north))
        here = made.addresses.at(point, ("", 0.0))
        if here is None or here.kind is not AddressKind.HOUSE:
            continue
        tried += 1
        suggested = made.addresses.suggest(here.label, near=here.point)
        found += any(one.house == here.house and one.street == here.street for one in suggested[:3])
    assert found >= 0.9 * tried


def test_a_map_of_a_country_answers_in_time(test_data: "TestData", tmp_path_factory: pytest.TempPathFactory) -> None:
    made = imported("liechtenstein_new", test_data, tmp_path_factory)
    assert Path(str(made.info.tiles_url)).name == "base.pmtiles"
    assert made.addresses.suggest("Landstrasse 1", near=made.info.center)[0].house.startswith("1")

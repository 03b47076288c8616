"""The invented town, written and imported once for all tests of geography."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from geography.addresses import AddressIndex
from geography.map_import import import_map
from geography.map_store import ADDRESSES, ROADS, map_folder
from geography.roads import RoadGraph
from geography.town import Town, write_town
from signaling.protocol.geography import MapInfo


@dataclass(frozen=True)
class TownMap:
    """The town's file, its description, and the map made of it."""

    source: Path
    town: Town
    data_folder: Path
    info: MapInfo
    progress: list[tuple[str, float]]

    @property
    def folder(self) -> Path:
        folder = map_folder(self.data_folder, self.info.map_id)
        assert folder is not None
        return folder


@pytest.fixture(scope="session")
def town_map(tmp_path_factory: pytest.TempPathFactory) -> TownMap:
    folder = tmp_path_factory.mktemp("town")
    source = folder / "town.osm.pbf"
    town = write_town(source)
    told: list[tuple[str, float]] = []
    info = import_map(source, folder / "data", "Navroʻzobod", lambda what, share: told.append((what, share)))
    return TownMap(source, town, folder / "data", info, told)


@pytest.fixture(scope="session")
def town_roads(town_map: TownMap) -> RoadGraph:
    return RoadGraph.load(town_map.folder / ROADS)


@pytest.fixture(scope="session")
def town_addresses(town_map: TownMap) -> AddressIndex:
    return AddressIndex.load(town_map.folder / ADDRESSES)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs the imported town, or an imported extract, runs in one process, which imports it once."""
    for item in items:
        needs = set(getattr(item, "fixturenames", ()))
        if "tests/geography" not in item.path.as_posix():
            continue
        if "town_map" in needs:
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.xdist_group("geography-town"))
        elif "test_data" in needs:
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.xdist_group("geography-extracts"))

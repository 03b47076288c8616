"""Any extract becomes the map in use; a broken, empty or wrong file gets a sentence and changes nothing."""

import asyncio
import gzip
from pathlib import Path

import msgspec
import pytest

from geography.import_process import import_map_beside
from geography.map_import import MapProblem, import_map
from geography.map_store import MANIFEST, POINTER, TILES, Manifest, map_folder, map_in_use, maps_folder, use_map
from geography.tiles import tile_maker
from tests.geography.conftest import TownMap
from tests.geography.network import Network


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A map of a few roads."""
    net = Network({"A": (0, 0), "B": (900, 0), "C": (900, 700)})
    net.road("ABC", name="Navoiy koʻchasi")
    return net.write(tmp_path / "small.osm")


@pytest.fixture
def in_use(tmp_path: Path, small: Path) -> tuple[Path, str]:
    """A data folder whose map in use is the small one, and that map's id."""
    data = tmp_path / "data"
    return data, import_map(small, data).map_id


def refuse(source: Path, in_use: tuple[Path, str]) -> str:
    """The sentence of the refusal; the map in use is as it was, and nothing is left lying about."""
    data, map_id = in_use
    before = {path.name for path in maps_folder(data).iterdir()}
    with pytest.raises(MapProblem) as problem:
        import_map(source, data)
    manifest = map_in_use(data)
    assert manifest is not None
    assert manifest.map_id == map_id
    assert {path.name for path in maps_folder(data).iterdir()} == before
    sentence = str(problem.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def written(target: Path, content: bytes) -> Path:
    target.write_bytes(content)
    return target


def test_a_file_that_is_not_there(tmp_path: Path, in_use: tuple[Path, str]) -> None:
    assert "no file" in refuse(tmp_path / "nowhere.osm.pbf", in_use)


def test_a_folder(tmp_path: Path, in_use: tuple[Path, str]) -> None:
    assert "not a file" in refuse(tmp_path, in_use)


def test_an_empty_file(tmp_path: Path, in_use: tuple[Path, str]) -> None:
    assert "empty" in refuse(written(tmp_path / "empty.osm.pbf", b""), in_use)


def test_a_file_of_another_kind(tmp_path: Path, in_use: tuple[Path, str]) -> None:
    assert "not an OpenStreetMap file" in refuse(written(tmp_path / "photo.jpg", b"\xff\xd8\xff"), in_use)


@pytest.mark.parametrize(
    "content", [b"hello", b"\x00" * 5000, b"\xff\xd8\xff\xe0" * 400, b"\x00\x00\x00\x0d\x0a\x09OSMHeader"]
)
def test_what_is_no_map_under_a_maps_name(tmp_path: Path, in_use: tuple[Path, str], content: bytes) -> None:
    for name in ("wrong.osm.pbf", "wrong.osm", "wrong.osm.gz"):
        assert "damaged" in refuse(written(tmp_path / name, content), in_use)


def test_a_map_cut_off_in_the_middle(tmp_path: Path, in_use: tuple[Path, str], town_map: TownMap) -> None:
    whole = town_map.source.read_bytes()
    for share in (0.1, 0.5, 0.95):
        cut = written(tmp_path / "cut.osm.pbf", whole[: int(len(whole) * share)])
        assert "damaged" in refuse(cut, in_use)


def test_a_map_with_a_damaged_byte(tmp_path: Path, in_use: tuple[Path, str], town_map: TownMap) -> None:
    damaged = bytearray(town_map.source.read_bytes())
    damaged[len(damaged) // 2] ^= 0xFF
    assert "damaged" in refuse(written(tmp_path / "damaged.osm.pbf", bytes(damaged)), in_use)


def test_a_map_without_anything(tmp_path: Path, in_use: tuple[Path, str]) -> None:
    assert "nothing" in refuse(written(tmp_path / "bare.osm", b"<osm version='0.6'></osm>"), in_use)


def test_a_map_without_a_road_for_vehicles(tmp_path: Path, in_use: tuple[Path, str]) -> None:
    net = Network({"A": (0, 0), "B": (100, 0)})
    net.road("AB", "steps")
    assert "no road" in refuse(net.write(tmp_path / "steps.osm"), in_use)


def test_a_second_import_at_the_same_time(tmp_path: Path, in_use: tuple[Path, str], small: Path) -> None:
    import fcntl

    with (maps_folder(in_use[0]) / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "Another map" in refuse(small, in_use)


def test_a_first_import_that_fails_leaves_no_map_in_use(tmp_path: Path) -> None:
    with pytest.raises(MapProblem):
        import_map(written(tmp_path / "wrong.osm.pbf", b"nothing"), tmp_path / "data")
    assert map_in_use(tmp_path / "data") is None


def test_the_town_is_imported_whole(town_map: TownMap) -> None:
    manifest = map_in_use(town_map.data_folder)
    assert manifest is not None
    assert manifest.houses == town_map.town.houses
    assert manifest.places == 1 + len(town_map.town.mahallas) + len(town_map.town.villages)
    assert manifest.invented
    assert "invented" in manifest.attribution.lower()
    assert manifest.info() == town_map.info
    west, south, east, north = manifest.bounds
    assert west < manifest.center.lon < east
    assert south < manifest.center.lat < north


def test_progress_only_grows_and_ends_at_the_whole(town_map: TownMap) -> None:
    shares = [share for _, share in town_map.progress]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert len({what for what, _ in town_map.progress}) >= 5


@pytest.mark.skipif(tile_maker() is None, reason="no tile maker for this machine")
def test_the_base_map_is_a_pmtiles_file(town_map: TownMap) -> None:
    assert town_map.info.tiles_url == f"/maps/{town_map.info.map_id}/{TILES}"
    assert (town_map.folder / TILES).read_bytes()[:8] == b"PMTiles\x03"


def test_a_real_map_keeps_its_attribution(in_use: tuple[Path, str]) -> None:
    manifest = map_in_use(in_use[0])
    assert manifest is not None
    assert manifest.attribution == "© OpenStreetMap contributors"
    assert manifest.licence == "ODbL-1.0"
    assert not manifest.invented


def test_the_same_file_under_the_same_name_is_not_imported_twice(in_use: tuple[Path, str], small: Path) -> None:
    data, map_id = in_use
    folder = map_folder(data, map_id)
    assert folder is not None
    made = (folder / MANIFEST).stat().st_mtime_ns
    assert import_map(small, data).map_id == map_id
    assert (folder / MANIFEST).stat().st_mtime_ns == made


def test_a_packed_xml_file_is_read(tmp_path: Path, small: Path) -> None:
    packed = written(tmp_path / "small.osm.gz", gzip.compress(small.read_bytes()))
    assert import_map(packed, tmp_path / "other", "Kichik").name == "Kichik"


def test_the_map_before_stays_and_older_ones_go(tmp_path: Path, small: Path) -> None:
    data = tmp_path / "data"
    ids = [import_map(small, data, name).map_id for name in ("one", "two", "three")]
    assert [map_folder(data, map_id) is not None for map_id in ids] == [False, True, True]


def test_a_pointer_to_a_map_that_is_gone_or_unreadable_is_no_map(in_use: tuple[Path, str]) -> None:
    data, map_id = in_use
    folder = map_folder(data, map_id)
    assert folder is not None
    (folder / MANIFEST).write_bytes(b"{")
    assert map_in_use(data) is None
    (maps_folder(data) / POINTER).write_text("../../etc")
    assert map_in_use(data) is None
    (maps_folder(data) / POINTER).write_bytes(b"\xff\xfe")
    assert map_in_use(data) is None


def test_what_an_interrupted_import_left_is_removed_by_the_next(in_use: tuple[Path, str], small: Path) -> None:
    left = maps_folder(in_use[0]) / ".import-left"
    (left / "map").mkdir(parents=True)
    import_map(small, in_use[0], "again")
    assert not left.exists()


def test_switching_replaces_the_pointer_whole(in_use: tuple[Path, str]) -> None:
    pointer = maps_folder(in_use[0]) / POINTER
    before = pointer.stat().st_ino
    use_map(*in_use)
    assert pointer.stat().st_ino != before
    assert pointer.read_text() == in_use[1] + "\n"


def test_a_manifest_of_another_format_is_no_map(in_use: tuple[Path, str]) -> None:
    data, map_id = in_use
    folder = map_folder(data, map_id)
    assert folder is not None
    manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    (folder / MANIFEST).write_bytes(msgspec.json.encode(msgspec.structs.replace(manifest, format=0)))
    assert map_in_use(data) is None


async def test_a_server_imports_in_a_process_of_its_own(tmp_path: Path, small: Path) -> None:
    told: list[float] = []
    info = await import_map_beside(small, tmp_path / "data", "Beside", lambda what, share: told.append(share))
    assert info.name == "Beside"
    assert told == sorted(told)
    assert map_in_use(tmp_path / "data") is not None
    with pytest.raises(MapProblem, match="damaged"):
        await import_map_beside(
            written(tmp_path / "no.osm.pbf", b"no"), tmp_path / "data", None, lambda what, share: None
        )


async def test_a_cancelled_import_ends_its_process_and_changes_nothing(tmp_path: Path, town_map: TownMap) -> None:
    begun = asyncio.Event()
    importing = asyncio.create_task(
        import_map_beside(town_map.source, tmp_path / "data", None, lambda what, share: begun.set())
    )
    await begun.wait()
    importing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await importing
    assert map_in_use(tmp_path / "data") is None

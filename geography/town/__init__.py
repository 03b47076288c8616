"""An invented Uzbek town, made from a seed as an OpenStreetMap file.

It stands for a real extract where there is none: it goes through the same import. The same seed gives the same bytes.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from geography.town.build import Town, TownAddress, TownBuilder, TownPlace
from geography.town.writer import GENERATOR

SEED = 103

__all__ = ["GENERATOR", "SEED", "Town", "TownAddress", "TownPlace", "describe", "write_town"]


@lru_cache(maxsize=2)
def describe(seed: int = SEED) -> Town:
    """The town's stations, hospitals, mahallas, villages and some addresses, without a file: about two seconds."""
    return TownBuilder(seed).build()


def write_town(target: Path, seed: int = SEED) -> Town:
    """Writes the town as ``.osm.pbf`` and describes it; replaces the file."""
    builder = TownBuilder(seed)
    town = builder.build()
    target.parent.mkdir(parents=True, exist_ok=True)
    builder.writer.save(target)
    return town

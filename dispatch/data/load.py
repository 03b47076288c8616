"""Reads the lists from files: the service's own, or those that come with the program."""

from importlib.resources import files
from pathlib import Path

from dispatch.domain.reasons import Catalogue, catalogue_from


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """From ``reasons.toml`` and ``profiles.toml`` of ``folder``; of this package when None."""
    place = folder if folder is not None else files(__package__)
    return catalogue_from((place / "reasons.toml").read_bytes(), (place / "profiles.toml").read_bytes())

"""Which aiortc and aioice the forwarder was written against: it overrides private names of theirs."""

from collections.abc import Mapping
from importlib.metadata import version

from signaling.starting import CannotStart

WRITTEN_AGAINST: Mapping[str, str] = {"aiortc": "1.16.", "aioice": "0.13."}


def check_versions(installed: Mapping[str, str] | None = None) -> None:
    """Returns where the pinned versions are installed; raises CannotStart with one sentence otherwise."""
    found = installed or {name: version(name) for name in WRITTEN_AGAINST}
    for name, beginning in WRITTEN_AGAINST.items():
        if not found[name].startswith(beginning):
            message = f"The forwarder needs {name} {beginning}x, and {found[name]} is installed."
            raise CannotStart(message)

"""Loads on a forwarder, run as programs of their own: the bench sees neither the forwarder nor aiortc."""

import subprocess
import sys
from typing import Any

import msgspec

END_WITHIN_S = 120


class LoadFailed(Exception):
    """The load's last words."""


def run(name: str, **wishes: float) -> dict[str, Any]:
    """Runs one load; its figures. Raises LoadFailed."""
    words = [f"{key}={value}" for key, value in wishes.items()]
    command = [sys.executable, "-m", "media.forwarder.trial.load", name, *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=END_WITHIN_S, check=False)
    if done.returncode != 0:
        raise LoadFailed(done.stderr.strip().rsplit("\n", 1)[-1] or f"The load {name} failed.")
    figures: dict[str, Any] = msgspec.json.decode(done.stdout.strip().rsplit("\n", 1)[-1])
    return figures

"""Puts the built fronts into the wheel, as ``signaling/fronts``; an editable installation reads ``.build/web``."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontsHook(BuildHookInterface[Any]):
    """Called by hatchling before it packs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the fronts to a real wheel, and refuse to pack one without them."""
        if self.target_name != "wheel" or version == "editable":
            return
        fronts = Path(self.root) / ".build" / "web"
        if not any(fronts.glob("*/index.html")):
            message = "The fronts are not built: `make fronts` builds them, and then the wheel can be packed."
            raise FileNotFoundError(message)
        build_data["force_include"][str(fronts)] = "signaling/fronts"

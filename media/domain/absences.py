"""Which devices of a conversation have lost their connection, since when, and which for too long.

Nothing here is kept: what a server knew of it is gone with the server, so a server that has just begun counts from
then on, and nobody is lost because of it.
"""

from collections.abc import Collection, Mapping

from signaling.protocol.negotiation import Away

LOST_AFTER_MS = 120_000
TOLD_AFTER_MS = 1_000
"""A page that reloads or changes its network is back sooner, and nobody need be told."""


class Absences:
    """``see`` what is carried, as often as it may have changed."""

    def __init__(self) -> None:
        self._since_ms: dict[str, int] = {}

    def see(self, wanted: Collection[str], carried: Collection[str], now_ms: int) -> None:
        """``wanted`` are the endpoints of those who are in conversations."""
        absent = set(wanted).difference(carried)
        self._since_ms = {endpoint: self._since_ms.get(endpoint, now_ms) for endpoint in absent}

    def away(self, endpoints: Collection[str], now_ms: int) -> list[Away]:
        """Those of the endpoints that others should know of."""
        return [
            Away(endpoint=endpoint, since_ms=since_ms)
            for endpoint, since_ms in sorted(self._since_ms.items())
            if endpoint in endpoints and now_ms - since_ms >= TOLD_AFTER_MS
        ]

    def lost(self, now_ms: int) -> list[str]:
        """Those that have been away for so long that their participant has left."""
        return [endpoint for endpoint, since_ms in self._since_ms.items() if now_ms - since_ms >= LOST_AFTER_MS]


GONE_AFTER_MS = 1_000
FIRST_GRACE_MS = 10_000
"""Workers come back to a server that has just begun by a ladder of waits; until then nobody takes their rooms."""


class GoneProcesses:
    """Which processes that hold rooms are gone for longer than a short break of their line."""

    def __init__(self, began_ms: int) -> None:
        self._began_ms = began_ms
        self._since_ms: dict[str, int] = {}

    def see(self, pinned: Mapping[str, bool], connected: Collection[str], now_ms: int) -> list[str]:
        """Those whose rooms must go elsewhere now. ``pinned``: process → whether its worker's key is still good."""
        absent = [process for process in pinned if process not in connected]
        self._since_ms = {process: self._since_ms.get(process, now_ms) for process in absent}
        return [process for process, good in pinned.items() if not good or self._is_gone(process, now_ms)]

    def _is_gone(self, process: str, now_ms: int) -> bool:
        since_ms = self._since_ms.get(process)
        if since_ms is None or now_ms - since_ms < GONE_AFTER_MS:
            return False
        was_here = since_ms > self._began_ms + GONE_AFTER_MS
        return was_here or now_ms - self._began_ms >= FIRST_GRACE_MS

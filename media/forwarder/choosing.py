"""How much of a picture each viewer gets, and how much its sender is asked for. Rates are bits per second.

A viewer's own estimate rises only to about 1.5 times what it receives (measured in Chromium), so a step up cannot wait
for the estimate: it is tried, and after a failed try the next one comes later.
"""

from collections.abc import Sequence
from typing import Literal

FLOOR_BPS = 60_000
"""Below this a moving picture is no use: the sound keeps the link to itself."""

SOUND_ROOM_BPS = 80_000
"""Sound and headers inside a sender's cap, when its congestion control counts them in."""

LOW_BPS = 200_000
UNWATCHED_BPS = 100_000
NO_LIMIT_BPS = 20_000_000
FIRST_WAIT_S = 10.0
LONGEST_WAIT_S = 80.0
STOOD_S = 8.0
STARVED_S = 3.0
STARVED_TIMES = 1.5
DRY_S = 2.0
"""So long a layer may be silent while a smaller one flows: an encoder leaves its larger layers out when its link or its
processor is too small for them."""
LEAST_BPS = 30_000
"""What takes no more than this is let be: an encoder goes no lower, and sound lives beside it."""


Depth = Literal["off", "low", "high"]


class Chooser:
    """Which layer one viewer of one picture gets; layers are numbered from the smallest."""

    __slots__ = ("_changed_s", "_dry_s", "_starving_s", "_wait_s", "layer")

    def __init__(self) -> None:
        self.layer: int | None = None
        self._changed_s: float | None = None
        self._dry_s: float | None = None
        self._starving_s: float | None = None
        self._wait_s = FIRST_WAIT_S

    def choose(self, now_s: float, wish: Depth, share_bps: float | None, rates: Sequence[float]) -> int | None:
        """The layer to send; None for none. ``share_bps`` is what the viewer's link leaves for this picture, None
        while it has said nothing; ``rates`` is what each layer takes now, 0 for one that does not flow."""
        if wish == "off" or not rates:
            self.layer, self._changed_s = None, None
            return None
        top = 0 if wish == "low" else len(rates) - 1
        if self._changed_s is None:
            self.layer, self._changed_s = top, now_s
        layer = top if self.layer is None else min(self.layer, top)
        if share_bps is None:
            self._become(top, now_s)
        elif self.layer is not None and (lower := self._lower(now_s, layer, share_bps, rates)) != layer:
            self._fell(lower, now_s)
        else:
            self._maybe_up(now_s, top, share_bps, rates)
        return None if self.layer is None else self._flowing(now_s, self.layer, rates)

    def _flowing(self, now_s: float, layer: int, rates: Sequence[float]) -> int:
        """This layer, or the next smaller one that flows while it has been silent for too long: as soon as it flows
        again it is what the viewer gets."""
        smaller = next((one for one in range(layer - 1, -1, -1) if rates[one] > 0), None)
        if smaller is None or rates[layer] > 0:
            self._dry_s = None
        elif self._dry_s is None:
            self._dry_s = now_s
        elif now_s - self._dry_s >= DRY_S:
            return smaller
        return layer

    def _lower(self, now_s: float, layer: int, share_bps: float, rates: Sequence[float]) -> int | None:
        while layer > 0 and rates[layer] > share_bps:
            layer -= 1
        # An estimate grows with what is received: where little is sent it is low, too, and that is no reason to stop.
        starving = layer == 0 and share_bps < FLOOR_BPS and rates[0] > max(LEAST_BPS, STARVED_TIMES * share_bps)
        if not starving:
            self._starving_s = None
        elif self._starving_s is None:
            self._starving_s = now_s
        elif now_s - self._starving_s >= STARVED_S:
            self._starving_s = None
            return None
        return layer

    def _fell(self, lower: int | None, now_s: float) -> None:
        self.layer = lower
        self._changed_s = now_s
        self._wait_s = min(self._wait_s * 2, LONGEST_WAIT_S)

    def _become(self, layer: int, now_s: float) -> None:
        if layer != self.layer:
            self.layer, self._changed_s = layer, now_s

    def _maybe_up(self, now_s: float, top: int, share_bps: float, rates: Sequence[float]) -> None:
        if self.layer is not None and self.layer > top:
            self.layer = top
        stood_s = now_s - (self._changed_s or 0.0)
        upper = 0 if self.layer is None else self.layer + 1
        if upper > top:
            if stood_s > STOOD_S:
                self._wait_s = FIRST_WAIT_S
            return
        if 0 < rates[upper] <= share_bps or stood_s >= self._wait_s:
            self.layer, self._changed_s = upper, now_s


def shares_of(limit_bps: float | None, sound_bps: float, rates: Sequence[float]) -> list[float | None]:
    """What a viewer's link leaves for each of its pictures, which take ``rates`` now; sound comes first. While all of
    them fit, each keeps what it has and gets its part of what is left; else each gets the same."""
    if limit_bps is None:
        return [None] * len(rates)
    left_bps = max(0.0, limit_bps - sound_bps)
    spare_bps = left_bps - sum(rates)
    if spare_bps < 0:
        return [left_bps / len(rates)] * len(rates)
    return [rate + spare_bps / len(rates) for rate in rates]


def cap_of(viewers: Sequence[tuple[Depth, float | None]], layers: int) -> int:
    """What a sender is told to send at most. ``viewers``: (wish, share) of each that the picture is meant for.

    With one layer the slowest viewer above the floor decides, those below it get sound alone instead of dragging
    everybody down; with several layers the fastest decides, since each viewer gets a layer of its own.
    """
    wishes = {wish for wish, _ in viewers} - {"off"}
    if not wishes:
        return UNWATCHED_BPS
    shares = [share for wish, share in viewers if wish != "off" and share is not None and share >= FLOOR_BPS]
    unlimited = any(share is None for wish, share in viewers if wish != "off")
    cap = float(NO_LIMIT_BPS)
    if shares and layers == 1:
        cap = min(shares)
    elif shares and not unlimited:
        cap = max(shares)
    if layers == 1 and wishes == {"low"}:
        cap = min(cap, LOW_BPS)
    return int(min(cap + SOUND_ROOM_BPS, NO_LIMIT_BPS))

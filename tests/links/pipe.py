"""One direction of one host's piece of a link: when a packet leaves it, or that it is lost. Time is an argument."""

import random
from dataclasses import dataclass

from tests.links.conditions import Link

QUEUE_S = 1.0
"""How long a full queue takes to empty; what comes then is dropped, as in a telephone network's own queues."""
QUEUE_AT_LEAST = 6_000
HELD_BACK_S = 0.03


@dataclass
class Passed:
    """What came, and what became of it."""

    packets: int = 0
    lost: int = 0
    overflowed: int = 0


class Pipe:
    """``uplink``: this piece loses, delays at random and reorders; both pieces limit the rate and take a quarter of
    the round trip. ``limited``: the rate counts here (a server's own line is wide)."""

    def __init__(self, chance: random.Random, *, uplink: bool, limited: bool) -> None:
        self.passed = Passed()
        self._chance = chance
        self._uplink = uplink
        self._limited = limited
        self._link: Link | None = None
        self._free_at = 0.0
        self._last_out = 0.0
        self._losing = False

    def become(self, link: Link | None) -> None:
        """From now on like this; None lets nothing through."""
        self._link = link
        self._losing = False

    def through(self, size: int, now: float) -> float | None:
        """When a packet of ``size`` bytes that comes ``now`` (seconds) leaves; None: never."""
        self.passed.packets += 1
        link = self._link
        if link is None or (self._uplink and self._loses(link)):
            self.passed.lost += 1
            return None
        out = now
        if self._limited and link.rate_kbit is not None:
            bytes_a_second = link.rate_kbit * 1000 / 8
            if (self._free_at - now) * bytes_a_second > max(QUEUE_AT_LEAST, bytes_a_second * QUEUE_S):
                self.passed.overflowed += 1
                return None
            self._free_at = out = max(self._free_at, now) + size / bytes_a_second
        out += link.rtt_ms / 4000
        if not self._uplink:
            return out
        out += self._chance.random() * link.jitter_ms / 1000
        if self._chance.random() < link.reordered:
            return max(self._last_out, out) + HELD_BACK_S
        self._last_out = max(self._last_out, out)
        return self._last_out

    def _loses(self, link: Link) -> bool:
        """Each packet by itself; or two states, with bursts of ``burst`` packets on average, as many of them as the
        share asks for."""
        if link.burst <= 1:
            return self._chance.random() < link.loss
        if self._losing:
            self._losing = self._chance.random() >= 1 / link.burst
        else:
            self._losing = self._chance.random() < link.loss / (link.burst * (1 - link.loss))
        return self._losing

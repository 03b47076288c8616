"""Asking again for what was lost on the way in, and how much of it may be sent again on the way out.

Measured in Chromium: answering every NACK on a link that is full sends it a thousand packets a second and shows no
picture for as long as the link is full; asking for the whole list at each new gap makes five copies of each packet.
"""

from media.forwarder.sequence import SEQUENCE_MASK

TRIES = 10
GIVE_UP_S = 1.0
SHORTEST_WAIT_S = 0.02
WIDEST_GAP = 512
"""More in one step is a pause or a new beginning, not loss: nobody could use that much again."""

HELD_BACK_S = 0.1


class Missing:
    """The numbers that one stream lacks. Each has its own timer: asked at once, then once a round trip."""

    __slots__ = ("_lacking",)

    def __init__(self) -> None:
        self._lacking: dict[int, tuple[float, float, int]] = {}  # number → first missed, next asked, tries

    def __bool__(self) -> bool:
        return bool(self._lacking)

    def gap(self, first: int, count: int, now_s: float) -> None:
        """``count`` numbers from ``first`` on did not come."""
        if count > WIDEST_GAP:
            self._lacking.clear()
            return
        for step in range(count):
            self._lacking[(first + step) & SEQUENCE_MASK] = (now_s, now_s, 0)

    def found(self, number: int) -> bool:
        """It came after all; whether because it was asked for, as far as one can know."""
        _, _, tries = self._lacking.pop(number, (0.0, 0.0, 0))
        return tries > 0

    def due(self, now_s: float, round_trip_s: float) -> list[int]:
        """What to ask for now, in order of loss; forgets what is too old or was asked often enough."""
        asked: list[int] = []
        for number, (since_s, at_s, tries) in list(self._lacking.items()):
            if now_s - since_s > GIVE_UP_S or tries >= TRIES:
                del self._lacking[number]
            elif at_s <= now_s:
                self._lacking[number] = (since_s, now_s + max(round_trip_s * 1.1, SHORTEST_WAIT_S), tries + 1)
                asked.append(number)
        return asked


class Bucket:
    """How many bytes may be sent again: ``rate_bps`` in the long run, ``burst`` bytes at once."""

    __slots__ = ("_at_s", "_bytes", "burst", "rate_bps")

    def __init__(self, rate_bps: float, burst: float) -> None:
        self.rate_bps = rate_bps
        self.burst = burst
        self._bytes = burst
        self._at_s: float | None = None

    def take(self, size: int, now_s: float) -> bool:
        """Whether ``size`` bytes may go now; they are counted if so."""
        if self._at_s is not None:
            self._bytes = min(self.burst, self._bytes + (now_s - self._at_s) * self.rate_bps / 8)
        self._at_s = now_s
        if size > self._bytes:
            return False
        self._bytes -= size
        return True


class HeldBack:
    """Refuses to send one number twice within a tenth of a second: the second request crossed the first answer."""

    __slots__ = ("_sent",)

    def __init__(self) -> None:
        self._sent: dict[int, float] = {}

    def may(self, number: int, now_s: float) -> bool:
        """Whether the number may be sent again now; if so, it is noted."""
        if now_s - self._sent.get(number, -1.0) < HELD_BACK_S:
            return False
        if len(self._sent) > WIDEST_GAP:
            self._sent = {one: at for one, at in self._sent.items() if now_s - at < HELD_BACK_S}
        self._sent[number] = now_s
        return True

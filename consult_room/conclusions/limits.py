"""How often one address may look at seals: told the time, keeps only the last minute."""

from collections import OrderedDict, deque

from signaling.protocol.refusals import Code, Refused

AT_MOST = 60
WINDOW_MS = 60_000
ADDRESSES_KEPT = 10_000


class Limits:
    """Of one node. A code has 128 random bits: the limit is against load, not against guessing."""

    def __init__(self, at_most: int = AT_MOST, window_ms: int = WINDOW_MS) -> None:
        self._at_most = at_most
        self._window_ms = window_ms
        self._times: OrderedDict[str, deque[int]] = OrderedDict()

    def count(self, address: str, now_ms: int) -> None:
        """Refuses ``too_many_tries`` with ``retry_after_ms``."""
        times = self._times.setdefault(address, deque())
        self._times.move_to_end(address)
        while len(self._times) > ADDRESSES_KEPT:
            self._times.popitem(last=False)
        while times and times[0] <= now_ms - self._window_ms:
            times.popleft()
        if len(times) >= self._at_most:
            raise Refused(Code.TOO_MANY_TRIES, retry_after_ms=times[0] + self._window_ms - now_ms)
        times.append(now_ms)

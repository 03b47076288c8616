"""How often one address may guess a pairing code: told the time, keeps only the last minute."""

from collections import deque

ALLOWED = 5
WINDOW_MS = 60_000
ADDRESSES_KEPT = 10_000


class WrongCodes:
    """Of one node. Beside it every offer has its own count, which all addresses and nodes share."""

    def __init__(self, allowed: int = ALLOWED, window_ms: int = WINDOW_MS) -> None:
        self._allowed = allowed
        self._window_ms = window_ms
        self._times: dict[str, deque[int]] = {}

    def retry_after_ms(self, address: str, now_ms: int) -> int:
        """0 when the address may try, else how long it must wait."""
        times = self._times.get(address)
        if times is None:
            return 0
        while times and times[0] <= now_ms - self._window_ms:
            times.popleft()
        if not times:
            del self._times[address]
            return 0
        return times[0] + self._window_ms - now_ms if len(times) >= self._allowed else 0

    def wrong(self, address: str, now_ms: int) -> None:
        """The address was wrong once more."""
        if len(self._times) >= ADDRESSES_KEPT and address not in self._times:
            for known in list(self._times):
                self.retry_after_ms(known, now_ms)
        self._times.setdefault(address, deque(maxlen=self._allowed)).append(now_ms)

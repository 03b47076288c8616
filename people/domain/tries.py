"""How often a password may be tried: sliding windows in memory, with the time as an argument.

Three windows, so that guessing is slow and yet nobody can lock a colleague out from outside: one name from one
address, all names from one address, and one name from all addresses. The last does not hold for an address from
which that name has signed in before. A restart forgets; argon2 and the least length carry the rest.
"""

from collections import OrderedDict, deque
from dataclasses import dataclass, field

from signaling.protocol.refusals import Code, Refused


@dataclass(frozen=True, slots=True)
class Window:
    """At most ``tries`` failures within ``ms``."""

    tries: int
    ms: int


NAME_AT_ADDRESS = Window(tries=5, ms=5 * 60_000)
ADDRESS = Window(tries=30, ms=5 * 60_000)
NAME = Window(tries=60, ms=15 * 60_000)
MOST_KEYS = 20_000  # a flood of invented names may not fill the memory: the least recently used are forgotten


@dataclass
class Tries:
    """The failures that still count."""

    _failures: OrderedDict[tuple[str, ...], deque[int]] = field(default_factory=OrderedDict)
    _known: OrderedDict[tuple[str, str], None] = field(default_factory=OrderedDict)

    def check(self, name: str, address: str, now_ms: int) -> None:
        """Refuses ``too_many_tries`` with ``wait_ms``; it does not tell whether the name exists."""
        wait_ms = max(self._wait(key, window, now_ms) for key, window in self._windows(name, address))
        if wait_ms > 0:
            raise Refused(Code.TOO_MANY_TRIES, wait_ms=wait_ms)

    def reserve(self, name: str, address: str, now_ms: int) -> None:
        """Checks, and counts a failure at once: tries sent side by side may not slip in while a hash is computed."""
        self.check(name, address, now_ms)
        for key, _ in self._windows(name, address):
            failures = self._failures.setdefault(key, deque())
            failures.append(now_ms)
            self._failures.move_to_end(key)
        while len(self._failures) > MOST_KEYS:
            self._failures.popitem(last=False)

    def succeeded(self, name: str, address: str) -> None:
        """The password was right: this name's failures at this address are forgotten, and the try's own elsewhere."""
        for key, _ in self._windows(name, address):
            failures = self._failures.get(key)
            if failures:
                failures.pop()
        self._failures.pop(("name at address", name, address), None)
        self._known[(name, address)] = None
        self._known.move_to_end((name, address))
        while len(self._known) > MOST_KEYS:
            self._known.popitem(last=False)

    def _windows(self, name: str, address: str) -> list[tuple[tuple[str, ...], Window]]:
        windows: list[tuple[tuple[str, ...], Window]] = [
            (("name at address", name, address), NAME_AT_ADDRESS),
            (("address", address), ADDRESS),
        ]
        if (name, address) not in self._known:
            windows.append((("name", name), NAME))
        return windows

    def _wait(self, key: tuple[str, ...], window: Window, now_ms: int) -> int:
        failures = self._failures.get(key)
        if failures is None:
            return 0
        while failures and failures[0] <= now_ms - window.ms:
            failures.popleft()
        if not failures:
            del self._failures[key]
            return 0
        if len(failures) < window.tries:
            return 0
        return failures[-window.tries] + window.ms - now_ms

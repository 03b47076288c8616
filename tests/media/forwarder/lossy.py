"""A path between a device and the forwarder that loses packets: a relay of UDP in a thread of its own."""

import random
import re
import selectors
import socket
import threading

CANDIDATE = re.compile(r"^(a=candidate:\S+ 1 udp \d+) (\S+) (\d+) (typ host)\r\n", re.MULTILINE)


class LossyPath:
    """Between one device and one forwarder. STUN and DTLS always arrive; of the rest, the share ``loss`` does not,
    on the way to the device."""

    def __init__(self, chance: random.Random, loss: float) -> None:
        self._chance = chance
        self._loss = loss
        self._near = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._far = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._device: tuple[str, int] | None = None
        self._forwarder: tuple[str, int] | None = None
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def instead_of(self, sdp: str) -> str:
        """The same description with this path's address for the forwarder's first."""
        found = CANDIDATE.search(sdp)
        assert found is not None
        host, self._forwarder = found[2], (found[2], int(found[3]))
        self._near.bind((host, 0))
        self._far.bind((host, 0))
        self._thread.start()
        ours = f"{found[1]} {host} {self._near.getsockname()[1]} {found[4]}\r\n"
        return CANDIDATE.sub("", sdp).replace("a=end-of-candidates\r\n", f"{ours}a=end-of-candidates\r\n")

    def _run(self) -> None:
        selector = selectors.DefaultSelector()
        selector.register(self._near, selectors.EVENT_READ)
        selector.register(self._far, selectors.EVENT_READ)
        while not self._ended.is_set():
            for key, _ in selector.select(0.1):
                if key.fileobj is self._near:
                    data, self._device = self._near.recvfrom(2048)
                    assert self._forwarder is not None
                    self._far.sendto(data, self._forwarder)
                else:
                    data, _ = self._far.recvfrom(2048)
                    if self._device is not None and (data[0] < 128 or self._chance.random() >= self._loss):
                        self._near.sendto(data, self._device)
        selector.close()

    def __enter__(self) -> "LossyPath":
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join(5)
        self._near.close()
        self._far.close()

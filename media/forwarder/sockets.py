"""The UDP sockets of a forwarder: one for each of the machine's addresses, shared by all its connections.

One port is one line in a firewall. And one socket with many senders is read in batches: with a socket for each
connection every packet cost a wake-up of its own. Plain sockets, because the event loop's own datagram transport costs
twice as much for each packet received (measured: 2.4 against 4.2 µs) and queues what cannot be sent at once.
"""

import asyncio
import contextlib
import ipaddress
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from aioice.ice import get_host_addresses

from media.forwarder.writing import Candidate
from signaling.starting import CannotStart

BATCH = 64
LONGEST = 2048
BUFFER_BYTES = 4 << 20
Address = tuple[Any, ...]


@dataclass(frozen=True)
class Places:
    """Where a forwarder listens. ``addresses``: all of the machine's when empty; ``announced``: what devices are told
    instead, in the same order, where an address is translated on the way; ``ports``: first and last, any when None."""

    addresses: Sequence[str] = ()
    announced: Sequence[str] = ()
    ports: tuple[int, int] | None = None


class Path(Protocol):
    """One address from which somebody proved to be a connection's other end."""

    def media(self, data: bytes) -> None: ...

    def handshake(self, data: bytes) -> None: ...


class Sockets:
    """``paths``: the other end's address → whose it is. ``on_check`` is given every STUN message."""

    def __init__(self, places: Places, on_check: Callable[[bytes, socket.socket, Address], None]) -> None:
        self._places = places
        self._on_check = on_check
        self._sockets: list[socket.socket] = []
        self.paths: dict[Address, Path] = {}
        self.candidates: list[Candidate] = []

    def open(self) -> None:
        """Binds and begins to read; raises CannotStart where no port is free."""
        addresses = list(self._places.addresses) or get_host_addresses(use_ipv4=True, use_ipv6=True) or ["127.0.0.1"]
        announced = list(self._places.announced) or addresses
        if len(announced) != len(addresses):
            raise CannotStart("There must be one announced address for each address.")
        loop = asyncio.get_running_loop()
        for address, said in sorted(zip(addresses, announced, strict=True), key=lambda pair: ":" in pair[0]):
            bound = self._bind(address)
            if bound is not None:
                self._sockets.append(bound)
                self.candidates.append(Candidate(said, bound.getsockname()[1]))
                loop.add_reader(bound, self._readable, bound)
        if not self._sockets:
            raise CannotStart("No UDP port is free for the forwarder.")

    def _bind(self, address: str) -> socket.socket | None:
        family = socket.AF_INET6 if ipaddress.ip_address(address).version == 6 else socket.AF_INET
        first, last = self._places.ports or (0, 0)
        for port in range(first, last + 1):
            bound = socket.socket(family, socket.SOCK_DGRAM)
            bound.setblocking(False)
            for option in (socket.SO_RCVBUF, socket.SO_SNDBUF):
                bound.setsockopt(socket.SOL_SOCKET, option, BUFFER_BYTES)
            try:
                bound.bind((address, port))
            except OSError:
                bound.close()
            else:
                return bound
        return None

    def close(self) -> None:
        for one in self._sockets:
            with contextlib.suppress(RuntimeError, ValueError):
                asyncio.get_running_loop().remove_reader(one)
            one.close()
        self._sockets.clear()
        self.paths.clear()

    def _readable(self, one: socket.socket) -> None:
        receive, paths = one.recvfrom, self.paths
        for _ in range(BATCH):
            try:
                data, address = receive(LONGEST)
            except (BlockingIOError, InterruptedError):
                return
            except OSError:
                continue  # some earlier packet of ours came back as undeliverable
            if len(data) < 12:
                continue
            first = data[0]
            path = paths.get(address)
            if path is not None and first > 127:
                path.media(data)
            elif first < 4:
                self._on_check(data, one, address)
            elif path is not None and 19 < first < 64:
                path.handshake(data)

"""Carries packets between hosts that live in network namespaces, as badly as it is told to.

Each host's only way out is a TUN device whose other end is this process. It reads orders from its input, one JSON
object a line, and answers each with one line. Only what comes from a host's present address, and goes to another's, is
carried: what is sent from an address that a host has given up is lost, as it is in the world.
"""

import asyncio
import fcntl
import heapq
import json
import os
import random
import socket
import struct
import subprocess
import sys
from dataclasses import asdict
from typing import Any

from tests.links.conditions import CLEAR, Link
from tests.links.pipe import Pipe

TUN_DEVICE = "/dev/net/tun"
TUNSETIFF = 0x400454CA  # linux/if_tun.h
IFF_TUN, IFF_NO_PI = 0x0001, 0x1000
LARGEST = 65_536
SOURCE, DESTINATION, IP_SUM = 12, 16, 10  # places in an IPv4 header
TRANSPORT_SUMS = {socket.IPPROTO_TCP: 16, socket.IPPROTO_UDP: 6}  # places in the header after it
LATER_PART = 0x1FFF  # of a packet in parts only the first has that header


def ip(*arguments: str) -> None:
    """One command of iproute2. Raises CalledProcessError."""
    subprocess.run(["ip", *arguments], check=True, capture_output=True, text=True)


class Host:
    """One namespace with its device, its address and its two pipes. ``inner`` is the address that the device itself
    knows of; behind a router that translates, the others see ``address``."""

    def __init__(self, namespace: str, address: str, *, limited: bool, seed: int) -> None:
        self.namespace = namespace
        self.address = address
        self.inner = address
        self.up = Pipe(random.Random(f"{seed} {address} up"), uplink=True, limited=limited)
        self.down = Pipe(random.Random(f"{seed} {address} down"), uplink=False, limited=limited)
        self.become(CLEAR)
        self.device = os.open(TUN_DEVICE, os.O_RDWR | os.O_NONBLOCK)
        wish = struct.pack("16sH", b"tez%d", IFF_TUN | IFF_NO_PI)
        name = fcntl.ioctl(self.device, TUNSETIFF, wish)[:16].rstrip(b"\0").decode()
        ip("link", "set", name, "netns", namespace)
        ip("-n", namespace, "link", "set", name, "name", "road")
        ip("-n", namespace, "address", "add", f"{address}/32", "dev", "road")
        ip("-n", namespace, "link", "set", "lo", "up")
        ip("-n", namespace, "link", "set", "road", "up")
        ip("-n", namespace, "route", "add", "default", "dev", "road")

    def become(self, link: Link | None) -> None:
        self.up.become(link)
        self.down.become(link)

    def move_to(self, address: str) -> None:
        """Another address, as after a change of the network."""
        ip("-n", self.namespace, "address", "add", f"{address}/32", "dev", "road")
        ip("-n", self.namespace, "address", "delete", f"{self.inner}/32", "dev", "road")
        self.address = self.inner = address

    def appear_as(self, address: str) -> None:
        """Another address to the world, of which the device hears nothing: its router went to another network."""
        self.address = address


def readdressed(packet: bytes, place: int, address: str) -> bytes:
    """An IPv4 packet with another address at ``place``, and with checksums that are true of it (RFC 1624)."""
    old, new = packet[place : place + 4], socket.inet_aton(address)
    if old == new:
        return packet
    changed = bytearray(packet)
    changed[place : place + 4] = new
    sums = [IP_SUM]
    header, protocol = (packet[0] & 15) * 4, packet[9]
    if protocol in TRANSPORT_SUMS and not struct.unpack_from("!H", packet, 6)[0] & LATER_PART:
        sums.append(header + TRANSPORT_SUMS[protocol])
    for at in sums:
        (told,) = struct.unpack_from("!H", packet, at)
        if told == 0 and protocol == socket.IPPROTO_UDP and at != IP_SUM:
            continue  # the sender made none
        total = ~told & 0xFFFF
        for was, now in zip(struct.unpack("!2H", old), struct.unpack("!2H", new), strict=True):
            total += (~was & 0xFFFF) + now
        while total >> 16:
            total = (total & 0xFFFF) + (total >> 16)
        struct.pack_into("!H", changed, at, (~total & 0xFFFF) or 0xFFFF)
    return bytes(changed)


class Relay:
    """Reads every host's packets and gives each to whom it is for, when its pipes let it out."""

    def __init__(self, hosts: dict[str, Host]) -> None:
        self._hosts = hosts
        self._loop = asyncio.get_running_loop()
        self._due: list[tuple[float, int, Host, bytes]] = []
        self._count = 0
        self._timer: asyncio.TimerHandle | None = None
        for host in hosts.values():
            self._loop.add_reader(host.device, self._read, host)

    def obey(self, order: dict[str, Any]) -> dict[str, Any]:
        """``links``: host → conditions or null for none at all; ``addresses``: host → its new one; ``seen_as``: host →
        the address that others see from now on. Answers with what each pipe has carried since it was last asked."""
        for name, link in order.get("links", {}).items():
            self._hosts[name].become(None if link is None else Link(**link))
        for name, address in order.get("addresses", {}).items():
            self._hosts[name].move_to(address)
        for name, address in order.get("seen_as", {}).items():
            self._hosts[name].appear_as(address)
        return {
            name: {"up": asdict(host.up.passed), "down": asdict(host.down.passed)} for name, host in self._hosts.items()
        }

    def _read(self, host: Host) -> None:
        while True:
            try:
                packet = os.read(host.device, LARGEST)
            except BlockingIOError:
                return
            if packet[0] >> 4 != 4:
                continue
            source, destination = socket.inet_ntoa(packet[12:16]), socket.inet_ntoa(packet[16:20])
            to = next((other for other in self._hosts.values() if other.address == destination), None)
            if to is not None and source == host.inner:
                self._carry(host, to, readdressed(packet, SOURCE, host.address))

    def _carry(self, host: Host, to: Host, packet: bytes) -> None:
        halfway = host.up.through(len(packet), self._loop.time())
        out = None if halfway is None else to.down.through(len(packet), halfway)
        if out is None:
            return
        self._count += 1
        heapq.heappush(self._due, (out, self._count, to, packet))
        if self._due[0][1] == self._count:
            self._wake_at(out)

    def _wake_at(self, when: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_at(when, self._give)

    def _give(self) -> None:
        now = self._loop.time()
        while self._due and self._due[0][0] <= now + 0.0005:
            _, _, to, packet = heapq.heappop(self._due)
            # A packet for an address that its host has left meanwhile goes nowhere.
            if socket.inet_ntoa(packet[16:20]) == to.address:
                os.write(to.device, readdressed(packet, DESTINATION, to.inner))
        self._timer = None
        if self._due:
            self._wake_at(self._due[0][0])


async def main() -> None:
    """First line: host → namespace, address, limited. Ends when its input ends."""
    lines = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    described = json.loads(await lines.readline())
    hosts = {name: Host(**described["hosts"][name], seed=described["seed"]) for name in described["hosts"]}
    relay = Relay(hosts)
    print("{}", flush=True)
    while line := await lines.readline():
        print(json.dumps(relay.obey(json.loads(line))), flush=True)


if __name__ == "__main__":
    asyncio.run(main())

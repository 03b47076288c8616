"""Three hosts on one machine: two people's devices and the server, each in a network namespace of its own, joined by
the relay alone."""

import asyncio
import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.links.conditions import Link
from tests.links.relay import TUN_DEVICE, ip

NAMES = ("desk", "crew", "server")


class NoHosts(Exception):
    """This machine cannot make them; the text says what is missing, in one sentence."""


def missing() -> str | None:
    """What this machine lacks for the link harness, in one sentence; None when it has everything."""
    for name, package in (("ip", "iproute2"), ("nsenter", "util-linux")):
        if shutil.which(name) is None:
            return (
                f"The links cannot be measured: there is no `{name}`; on Debian `apt-get install {package}` brings it."
            )
    if not Path(TUN_DEVICE).exists():
        return f"The links cannot be measured: this machine has no {TUN_DEVICE}."
    name = f"tez-try-{os.getpid()}"
    tried = subprocess.run(["ip", "netns", "add", name], capture_output=True, text=True, check=False)
    if tried.returncode != 0:
        said = tried.stderr.strip().rstrip(".")
        return f"The links cannot be measured: network namespaces may not be made here ({said}); root may make them."
    subprocess.run(["ip", "netns", "delete", name], capture_output=True, check=False)
    return None


class Hosts:
    """``address["crew"]`` and so on; ``inside`` starts a program on one of them."""

    def __init__(self, number: int, relay: asyncio.subprocess.Process) -> None:
        self.address = addresses(number)
        self._number = number
        self._relay = relay

    def inside(self, name: str) -> list[str]:
        """What a command begins with to run on that host."""
        return ["nsenter", f"--net=/run/netns/{namespace(self._number, name)}", "--"]

    async def link(self, link: Link | None, *names: str) -> None:
        """The named hosts' links (all when none is named) are like this from now on; None: cut."""
        described = None if link is None else asdict(link)
        await self._order({"links": dict.fromkeys(names or NAMES, described)})

    async def move(self, name: str) -> None:
        """The host gets another address."""
        await self._order({"addresses": {name: self._next_address(name)}})

    async def seen_as_another(self, name: str) -> None:
        """The host keeps its address, and the others see another: the router between has changed its network."""
        await self._order({"seen_as": {name: self._next_address(name)}})

    def _next_address(self, name: str) -> str:
        head, _, tail = self.address[name].rpartition(".")
        self.address[name] = f"{head}.{int(tail) + 1}"
        return self.address[name]

    async def passed(self) -> dict[str, Any]:
        """Packets that came, were lost and overflowed, by host and direction."""
        return await self._order({})

    async def _order(self, order: dict[str, Any]) -> dict[str, Any]:
        assert self._relay.stdin is not None
        assert self._relay.stdout is not None
        self._relay.stdin.write(json.dumps(order).encode() + b"\n")
        await self._relay.stdin.drain()
        answered = await self._relay.stdout.readline()
        if not answered:
            raise NoHosts("The relay has ended.")
        said: dict[str, Any] = json.loads(answered)
        return said


def addresses(number: int) -> dict[str, str]:
    return {name: f"10.77.{number * len(NAMES) + place}.2" for place, name in enumerate(NAMES)}


def namespace(number: int, name: str) -> str:
    return f"tez-{os.getpid()}-{number}-{name}"


@asynccontextmanager
async def hosts(number: int, seed: int) -> AsyncIterator[Hosts]:
    """The ``number``-th three of this process. Raises NoHosts with one sentence where they cannot be made."""
    lacking = missing()
    if lacking is not None:
        raise NoHosts(lacking)
    with contextlib.ExitStack() as stack:
        for name in NAMES:
            ip("netns", "add", namespace(number, name))
            stack.callback(
                subprocess.run, ["ip", "netns", "delete", namespace(number, name)], capture_output=True, check=False
            )
        relay = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.links.relay", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        try:
            made = Hosts(number, relay)
            described = {
                name: {"namespace": namespace(number, name), "address": address, "limited": name != "server"}
                for name, address in made.address.items()
            }
            await made._order({"seed": seed, "hosts": described})
            yield made
        finally:
            relay.kill()
            await relay.wait()

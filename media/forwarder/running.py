"""``tez media``: one process a core, each a worker of its own, started again when it ends by mistake."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from media.forwarder.worker import MediaWorker
from signaling.client import Stopped

if TYPE_CHECKING:
    from media.forwarder.sockets import Places

log = structlog.get_logger("media.running")

AGAIN_S = 1.0
STOPPED = 3
"""A process ends with this code when the server does not want it: it is not started again."""

NO_SERVER = "no welcome"


class NoWorker(Exception):
    """One sentence: why this machine is no worker."""


async def run_process(server: str, key: str, slot: int, places: Sequence[str], spool: Path) -> None:
    """One worker in this process, until SIGTERM. Raises NoWorker when the server does not know the key, or no more.

    ``places``: addresses to listen on, those to announce instead, and the first and last port, each "" for any.
    ``spool``: where recordings lie until the server has taken them.
    """
    from media.forwarder.aiortc_forwarder import AiortcForwarder
    from media.forwarder.interface import OfferWanted

    made: list[AiortcForwarder] = []

    def make(offer_wanted: OfferWanted) -> AiortcForwarder:
        made.append(AiortcForwarder(offer_wanted, _places(places)))
        return made[0]

    stopping = _stopping()
    while not stopping.is_set():
        made.clear()
        worker = MediaWorker(server, key, slot, make, spool)
        made[0].open()
        try:
            await _until(worker, stopping)
        finally:
            await made[0].stop()


async def _until(worker: MediaWorker, stopping: asyncio.Event) -> None:
    running = asyncio.create_task(worker.run())
    waiting = asyncio.create_task(stopping.wait())
    await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if not running.done():
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        return
    try:
        reason = running.result()
    except Stopped as stopped:
        if str(stopped) == NO_SERVER:
            log.info("no server yet")
            return
        reason = str(stopped)
    except TimeoutError:
        return
    raise NoWorker(f"The server ends this worker: {reason}.")


def _places(places: Sequence[str]) -> "Places":
    from media.forwarder.sockets import Places

    addresses, announced, ports = places
    first, _, last = ports.partition("-")
    return Places(
        addresses=addresses.split(),
        announced=announced.split(),
        ports=(int(first), int(last or first)) if first else None,
    )


def _stopping() -> asyncio.Event:
    stopping = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    return stopping


async def run_machine(command: Sequence[str], processes: int, key: str, *, trusts: Path | None = None) -> None:
    """Keeps the machine's processes until SIGTERM. Raises NoWorker when the server wants none of them."""
    stopping = _stopping()
    keeping = asyncio.create_task(keep_processes(command, processes, key, trusts=trusts))
    waiting = asyncio.create_task(stopping.wait())
    await asyncio.wait({keeping, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if keeping.done():
        keeping.result()
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)


async def keep_processes(command: Sequence[str], processes: int, key: str, *, trusts: Path | None = None) -> None:
    """``processes`` children of ``command`` with ``--slot`` 0, 1, …, until cancelled. ``trusts``: the authority of the
    server's certificate; None: those that the machine trusts. Raises NoWorker when the server wants none of them."""
    trusting = {} if trusts is None else {"SSL_CERT_FILE": str(trusts)}
    environment = {**os.environ, **trusting, "TEZ_WORKER_KEY": key, "PYTHONUNBUFFERED": "1"}
    children = [asyncio.create_task(_keep([*command, "--slot", str(slot)], environment)) for slot in range(processes)]
    try:
        await asyncio.gather(*children)
    finally:
        for child in children:
            child.cancel()
        await asyncio.gather(*children, return_exceptions=True)


async def _keep(command: Sequence[str], environment: Mapping[str, str]) -> None:
    while True:
        child = await asyncio.create_subprocess_exec(sys.executable, *command, env=environment)
        try:
            code = await child.wait()
        finally:
            if child.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    child.terminate()
                await child.wait()
        if code == STOPPED:
            raise NoWorker("The server ends this machine's workers.")
        log.warning("a worker's process ended and starts again", code=code)
        await asyncio.sleep(AGAIN_S)

"""Everything of recording that a worker's process runs: ears, disk, and the way to the server."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from media.forwarder.interface import Forwarder
from media.recording.sending import Sender
from media.recording.spool import Spool
from media.recording.studio import Shelf, Studio
from media.worker_keys import hash_of
from signaling import clock
from signaling.protocol.forwarding import RoomView

TICK_S = 1.0
LAST_WORDS_S = 3.0


class Recordings:
    """``folder`` is the machine's; each key and slot has its own in it, so that no two processes send the same."""

    def __init__(
        self, forwarder: Forwarder, *, folder: Path, server: str, key: str, slot: int, server_now_ms: Callable[[], int]
    ) -> None:
        spool = Spool(folder / hash_of(key)[:16] / str(slot), key)
        self._sender = Sender(spool, server, key, self._renew)
        self._shelf = Shelf(spool, self._sender.nudge, self._sender.grows)
        self._studio = Studio(
            forwarder,
            keep=self._shelf.keep,
            end=self._shelf.end,
            now_ms=lambda: int(clock.monotonic_ms()),
            server_now_ms=server_now_ms,
        )

    def follow(self, name: str, view: RoomView) -> None:
        """The room's view now."""
        self._studio.follow(name, view)

    def leave(self, name: str) -> None:
        """The room is here no more."""
        self._studio.leave(name)

    async def run(self) -> None:
        """Until cancelled. Then what was recorded is on disk, and what can be sent within three seconds is sent; the
        rest is sent by the process that comes after this one."""
        work = [asyncio.create_task(one) for one in (self._ticking(), self._shelf.run(), self._sender.run())]
        try:
            await asyncio.gather(*work)
        finally:
            for task in work:
                task.cancel()
            await asyncio.gather(*work, return_exceptions=True)
            self._studio.close()
            await self._shelf.flush()
            await self._sender.send_once(LAST_WORDS_S)

    async def _ticking(self) -> None:
        while True:
            await asyncio.sleep(TICK_S)
            self._studio.tick()

    def _renew(self, reel_id: str) -> None:
        self._studio.renew(reel_id)

"""A link between a browser and a server that breaks: a real TCP proxy that cuts its connections after so many bytes."""

import asyncio
import contextlib
from collections.abc import Iterable
from types import TracebackType
from typing import Self


class BreakingLink:
    """``async with BreakingLink(port, [100, 2000]) as link``: the connection that carries the 100th byte to the server
    is cut, and so is the one that carries the 2,000th; afterwards it holds."""

    def __init__(self, to_port: int, breaks_at: Iterable[int]) -> None:
        self._to_port = to_port
        self._breaks_at = sorted(breaks_at)
        self._server: asyncio.Server | None = None
        self._carrying: set[asyncio.Task[None]] = set()
        self._more = asyncio.Condition()
        self.carried = 0
        self.broken = 0

    @property
    def port(self) -> int:
        assert self._server is not None
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def has_carried(self, so_much: int) -> None:
        """Returns once so much has gone to the server."""
        async with self._more:
            await self._more.wait_for(lambda: self.carried >= so_much)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._carrying:
            task.cancel()
        await asyncio.gather(*self._carrying, return_exceptions=True)

    async def _connected(self, near_in: asyncio.StreamReader, near_out: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._carrying.add(task)
        far_out: asyncio.StreamWriter | None = None
        try:
            far_in, far_out = await asyncio.open_connection("127.0.0.1", self._to_port)
            back = asyncio.create_task(self._carry(far_in, near_out))
            await self._carry(near_in, far_out, counted=True)
            back.cancel()
        except OSError:
            pass
        finally:
            self._carrying.discard(task)
            for end in (near_out, far_out):
                if end is not None:
                    # Cut, not closed: whoever is at the other end hears of a reset, as when a line is lost.
                    end.transport.abort()

    async def _carry(self, source: asyncio.StreamReader, to: asyncio.StreamWriter, *, counted: bool = False) -> None:
        with contextlib.suppress(ConnectionError):
            while piece := await source.read(64 * 1024):
                if counted and self._breaks(len(piece)):
                    to.write(piece[: len(piece) // 2])
                    with contextlib.suppress(ConnectionError):
                        await to.drain()
                    return
                to.write(piece)
                await to.drain()
                async with self._more:
                    self._more.notify_all()

    def _breaks(self, more: int) -> bool:
        self.carried += more
        if not self._breaks_at or self.carried < self._breaks_at[0]:
            return False
        self._breaks_at.pop(0)
        self.broken += 1
        return True

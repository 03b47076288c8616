"""The server's side of the graph's process: asks it, restarts it when it dies, changes it when the map changes."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
from pathlib import Path
from typing import Any

import msgspec

from geography.inquiry import HEAD, LIMIT_BYTES, READY, Asked, Inquiry, Reply
from geography.map_store import Manifest, map_folder, map_in_use
from signaling.protocol.refusals import Unavailable

log = logging.getLogger(__name__)
ASK_S, LOAD_S, HANGS_S = 5.0, 300.0, 30.0
LOOK_S = 2.0  # how often the pointer to the map in use is looked at
BACKOFF_S = (0.0, 0.5, 2.0, 5.0)


class _Child:
    """One process with one map loaded."""

    def __init__(self, process: asyncio.subprocess.Process, map_id: str) -> None:
        self.process, self.map_id = process, map_id
        self.ready = asyncio.Event()
        self.gone = asyncio.Event()
        self.waiting: dict[int, asyncio.Future[Reply]] = {}
        self._decoder = msgspec.msgpack.Decoder(Reply)
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def start(cls, folder: Path) -> _Child:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "geography.worker", str(folder), stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE, limit=LIMIT_BYTES, start_new_session=True,
        )  # fmt: skip
        return cls(process, folder.name)

    async def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        try:
            while True:
                length = HEAD.unpack(await stream.readexactly(HEAD.size))[0]
                reply = self._decoder.decode(await stream.readexactly(length))
                if reply.number == READY:
                    self.ready.set()
                    continue
                waiter = self.waiting.pop(reply.number, None)
                if waiter is not None and not waiter.done():
                    waiter.set_result(reply)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self.gone.set()
            for waiter in self.waiting.values():
                if not waiter.done():
                    waiter.set_exception(Unavailable("geography"))
            self.waiting.clear()

    def send(self, number: int, question: Asked) -> asyncio.Future[Reply]:
        """Writes the question; the future gets the reply. Raises Unavailable when the process is gone."""
        if self.gone.is_set() or self.process.stdin is None:
            raise Unavailable("geography")
        body = msgspec.msgpack.encode(Inquiry(number, question))
        waiter: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self.waiting[number] = waiter
        self.process.stdin.write(HEAD.pack(len(body)) + body)
        return waiter

    async def end(self) -> None:
        """Ends the process, at once; a second call does nothing."""
        if self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.kill()
        await self.process.wait()
        await self.gone.wait()
        await asyncio.gather(self._reading, return_exceptions=True)


class GeographyClient:
    """Asks the graph's process. ``start`` returns at once; until the map is loaded asks raise Unavailable."""

    def __init__(self, data_folder: Path, *, look_s: float = LOOK_S) -> None:
        self._data_folder, self._look_s = data_folder, look_s
        self._child: _Child | None = None
        self._leaving: _Child | None = None
        self._keeping: asyncio.Task[None] | None = None
        self._manifest: Manifest | None = None
        self._number = READY
        self._changed = asyncio.Event()
        self._answers: dict[type, msgspec.msgpack.Decoder[Any]] = {}

    @property
    def manifest(self) -> Manifest | None:
        """The map that is answered from; None while none is loaded."""
        return self._manifest

    @property
    def in_use(self) -> Manifest | None:
        """The map to be drawn. It is there before the graph is loaded: a page asks once, as soon as it is open."""
        return self._manifest or map_in_use(self._data_folder)

    @property
    def process_id(self) -> int | None:
        """The graph's process; None while there is none."""
        return self._child.process.pid if self._child is not None else None

    async def start(self) -> None:
        """Begins to keep a process for the map in use."""
        self._keeping = asyncio.create_task(self._keep(), name="geography")

    async def stop(self) -> None:
        """Ends the process and the keeping."""
        if self._keeping is not None:
            self._keeping.cancel()
            await asyncio.gather(self._keeping, return_exceptions=True)
        for child in (self._leaving, self._child):
            if child is not None:
                await child.end()
        self._leaving, self._child, self._keeping, self._manifest = None, None, None, None

    async def changed(self) -> None:
        """Waits until another process, of the same map or another, has taken over."""
        self._changed.clear()
        await self._changed.wait()

    async def loaded(self, timeout_s: float = LOAD_S) -> Manifest:
        """Waits until a map is loaded. Raises Unavailable after the timeout."""
        try:
            async with asyncio.timeout(timeout_s):
                while self._child is None or self._manifest is None:
                    await self.changed()
        except TimeoutError:
            raise Unavailable("geography") from None
        return self._manifest

    async def ask(self, question: Asked, timeout_s: float = ASK_S) -> Any:
        """The answer in the question's ``answer_type``, None for a route that does not exist.

        Raises Unavailable while no map is loaded, when the process died meanwhile, and after the timeout.
        """
        child = self._child
        if child is None:
            raise Unavailable("geography")
        self._number += 1
        number = self._number
        waiter = child.send(number, question)
        try:
            reply = await asyncio.wait_for(waiter, timeout_s)
        except TimeoutError:
            # The number stays in ``waiting`` as a mark of how long the process has not answered.
            raise Unavailable("geography") from None
        if reply.problem:
            log.error("the graph's process could not answer %s: %s", type(question).__name__, reply.problem)
            raise Unavailable("geography")
        return self._decoder(type(question)).decode(reply.body)

    def _decoder(self, question: type[Asked]) -> msgspec.msgpack.Decoder[Any]:
        if question not in self._answers:
            self._answers[question] = msgspec.msgpack.Decoder(question.answer_type | None)  # type: ignore[operator]
        return self._answers[question]

    async def _keep(self) -> None:
        """Runs for ever: a process for the map in use, a new one when it dies or the map changes."""
        failures = 0
        while True:
            manifest = map_in_use(self._data_folder)
            if manifest is None:
                await asyncio.sleep(self._look_s)
                continue
            await asyncio.sleep(BACKOFF_S[min(failures, len(BACKOFF_S) - 1)])
            if await self._change_to(manifest):
                failures = 0
                await self._watch(manifest)
            else:
                failures += 1

    async def _change_to(self, manifest: Manifest) -> bool:
        """Loads the map in a new process; the old one answers until the new one can."""
        folder = map_folder(self._data_folder, manifest.map_id)
        if folder is None:
            return False
        fresh = await _Child.start(folder)
        try:
            if not await _first_of(fresh.ready, fresh.gone, LOAD_S) or not fresh.ready.is_set():
                log.error("the graph's process for the map %s ended while loading", manifest.map_id)
                await fresh.end()
                return False
        except asyncio.CancelledError:
            await fresh.end()
            raise
        # Who stops in the midst of this must still see the old one to its end.
        self._leaving, self._child, self._manifest = self._child, fresh, manifest
        self._changed.set()
        if self._leaving is not None:
            await self._leaving.end()
            self._leaving = None
        return True

    async def _watch(self, manifest: Manifest) -> None:
        """Returns when another map is in use, or the process died or hangs."""
        child = self._child
        assert child is not None
        oldest: tuple[int, float] | None = None
        while not await _first_of(child.gone, None, self._look_s):
            now = asyncio.get_running_loop().time()
            first = min(child.waiting, default=None)
            if first is None or oldest is None or oldest[0] != first:
                oldest = (first, now) if first is not None else None
            elif now - oldest[1] > HANGS_S:
                break
            latest = map_in_use(self._data_folder)
            if latest is not None and latest.map_id != manifest.map_id:
                return
        log.error("the graph's process died or hangs; starting it again")
        self._child = None
        await child.end()


async def _first_of(one: asyncio.Event, other: asyncio.Event | None, timeout_s: float) -> bool:
    """Waits for one of the events; False after the timeout."""
    tasks = [asyncio.create_task(event.wait()) for event in (one, other) if event is not None]
    try:
        done, _ = await asyncio.wait(tasks, timeout=timeout_s, return_when=asyncio.FIRST_COMPLETED)
        return bool(done)
    finally:
        for task in tasks:
            task.cancel()

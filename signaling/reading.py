"""The Reading of slices: what a store gives as bytes, decoded."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack

import msgspec

from signaling.breaths import in_breaths
from signaling.protocol.refusals import Code, Refused
from signaling.slice import State
from signaling.store.interface import Look, Store


class StateReader:
    """The Reading of slices over a store's look: decodes states."""

    def __init__(self, look: Look) -> None:
        self.look = look

    async def get(self, kind: str, id: str, state: type[State]) -> State:
        stored = await self.look.get(kind, id)
        if stored is None:
            raise Refused(Code.NOT_FOUND, kind=kind, id=id)
        return msgspec.json.decode(stored.state, type=state)

    async def find(self, kind: str, state: type[State], *, limit: int = 1000, **columns: object) -> list[State]:
        found = await self.look.find(kind, columns, limit)
        return await in_breaths(lambda stored: msgspec.json.decode(stored.state, type=state), found)

    async def due(
        self,
        kind: str,
        state: type[State],
        column: str,
        now_ms: int,
        *,
        order: Sequence[str] = (),
        limit: int = 1000,
        **columns: object,
    ) -> list[State]:
        found = await self.look.due(kind, column, now_ms, limit, order=order, columns=columns)
        return await in_breaths(lambda stored: msgspec.json.decode(stored.state, type=state), found)

    async def version(self, kind: str, id: str) -> int:
        stored = await self.look.get(kind, id)
        return stored.version if stored else 0


class LazyReader(StateReader):
    """A reader that takes a connection only when something is read: most questions are answered without one."""

    def __init__(self, store: Store, stack: AsyncExitStack) -> None:
        self._store = store
        self._stack = stack
        self._opening = asyncio.Lock()
        self._look: Look | None = None

    async def open(self) -> Look:
        async with self._opening:
            if self._look is None:
                self._look = await self._stack.enter_async_context(self._store.reading())
            return self._look

    async def get(self, kind: str, id: str, state: type[State]) -> State:
        return await StateReader(await self.open()).get(kind, id, state)

    async def find(self, kind: str, state: type[State], *, limit: int = 1000, **columns: object) -> list[State]:
        return await StateReader(await self.open()).find(kind, state, limit=limit, **columns)

    async def due(
        self,
        kind: str,
        state: type[State],
        column: str,
        now_ms: int,
        *,
        order: Sequence[str] = (),
        limit: int = 1000,
        **columns: object,
    ) -> list[State]:
        reader = StateReader(await self.open())
        return await reader.due(kind, state, column, now_ms, order=order, limit=limit, **columns)

    async def version(self, kind: str, id: str) -> int:
        return await StateReader(await self.open()).version(kind, id)

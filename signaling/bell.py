"""The bell between nodes: "the journal has grown", and messages past the journal for screens of other nodes.

It carries nothing that may be lost: who misses a ring finds the head by polling the database every second.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Protocol

import msgspec
import redis.asyncio as redis
import structlog

log = structlog.get_logger("bell")


class Told(msgspec.Struct, frozen=True):
    """A message past the journal: to an audience, or to one session when ``session`` is set."""

    node: str
    audience: str
    session: str
    latest_of: str | None
    message: msgspec.Raw


class Bell(Protocol):
    """Ringing and hearing."""

    def ring(self, head: int) -> None: ...

    def tell(self, told: Told) -> None: ...

    async def listen(self, heads: Callable[[int], Awaitable[None]], tells: Callable[[Told], None]) -> None:
        """Runs until cancelled."""
        ...


class NoBell:
    """One node alone: there is nobody to tell."""

    def ring(self, head: int) -> None: ...

    def tell(self, told: Told) -> None: ...

    async def listen(self, heads: Callable[[int], Awaitable[None]], tells: Callable[[Told], None]) -> None:
        await asyncio.Event().wait()


class RedisBell:
    """The bell in Redis pub/sub. Redis may be away: then rings are left out, and polling heals."""

    def __init__(self, url: str, stream: str) -> None:
        self._redis = redis.Redis.from_url(url, socket_timeout=5, socket_connect_timeout=2)
        self._heads = f"tez:{stream}:head"
        self._tells = f"tez:{stream}:tell"
        self._out: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue(maxsize=5_000)

    def ring(self, head: int) -> None:
        self._say(self._heads, str(head).encode())

    def tell(self, told: Told) -> None:
        self._say(self._tells, msgspec.json.encode(told))

    def _say(self, channel: str, message: bytes) -> None:
        with contextlib.suppress(asyncio.QueueFull):
            self._out.put_nowait((channel, message))

    async def listen(self, heads: Callable[[int], Awaitable[None]], tells: Callable[[Told], None]) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._publish())
            group.create_task(self._subscribe(heads, tells))

    async def _publish(self) -> None:
        while True:
            channel, message = await self._out.get()
            try:
                await self._redis.publish(channel, message)
            except (redis.RedisError, OSError) as error:
                log.warning("bell is away", error=type(error).__name__)
                await asyncio.sleep(0.5)

    async def _subscribe(self, heads: Callable[[int], Awaitable[None]], tells: Callable[[Told], None]) -> None:
        while True:
            try:
                async with self._redis.pubsub(ignore_subscribe_messages=True) as pubsub:
                    await pubsub.subscribe(self._heads, self._tells)
                    while True:
                        heard = await pubsub.get_message(timeout=1.0)
                        if heard is None:
                            continue
                        if heard["channel"].decode() == self._heads:
                            await heads(int(heard["data"]))
                        else:
                            tells(msgspec.json.decode(heard["data"], type=Told))
            except (redis.RedisError, OSError) as error:
                log.warning("bell cannot be heard", error=type(error).__name__)
                await asyncio.sleep(0.5)


async def hears(url: str, timeout_s: float = 5) -> str:
    """The version of a Redis, once what is told there was heard there. Raises ConnectionError with why not."""
    client = redis.Redis.from_url(url, socket_timeout=timeout_s, socket_connect_timeout=timeout_s)
    try:
        async with asyncio.timeout(timeout_s), client.pubsub() as ear:
            name = f"tez:trial:{id(ear)}"
            await ear.subscribe(name)
            await client.publish(name, b"1")
            while (heard := await ear.get_message(timeout=timeout_s)) is None or heard["type"] != "message":
                pass
            return str((await client.info("server"))["redis_version"])
    except (redis.RedisError, OSError, TimeoutError) as problem:
        raise ConnectionError(str(problem) or "it does not answer in time") from problem
    finally:
        await client.aclose()

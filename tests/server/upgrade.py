"""Two nodes replaced one after the other under load: what `make prove` measures as ``upgrade``.

Everybody comes through one address, as behind a proxy that asks each node whether it is ready. A node is told to end,
started again as a newer program would be, and only once it is ready the other one follows. No acknowledged command may
be lost or done twice, and the time is taken from the moment a client loses its node until it is welcomed by another.
"""

import argparse
import asyncio
import contextlib
import json
import statistics
import sys
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from config.offline import opened
from signaling import clock, rebuild
from signaling.client import Client
from signaling.protocol.incidents import OpenIncident
from tests.fixtures.child import free_port
from tests.fixtures.postgresql import running_postgresql
from tests.fixtures.redis import running_redis
from tests.fixtures.server import CENTRE, TezServer, people

LOOK_S = 0.1
AT_ONCE = 64 * 1024


@dataclass
class Front:
    """What stands in front of the nodes: every connection goes to the next that is ready."""

    nodes: list[TezServer]
    port: int = field(default_factory=free_port)
    ready: list[TezServer] = field(default_factory=list)
    _turn: int = 0

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        looking = asyncio.create_task(self._look())
        server = await asyncio.start_server(self._pass, "127.0.0.1", self.port)
        try:
            yield f"http://127.0.0.1:{self.port}"
        finally:
            looking.cancel()
            server.close()

    async def until_ready(self, node: TezServer) -> None:
        async with asyncio.timeout(60):
            while node not in self.ready:  # noqa: ASYNC110 - it is looked at by asking, as a proxy does
                await asyncio.sleep(LOOK_S)

    async def _look(self) -> None:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as client:
            while True:
                answers = await asyncio.gather(*(self._asked(client, node) for node in self.nodes))
                self.ready = [node for node, good in zip(self.nodes, answers, strict=True) if good]
                await asyncio.sleep(LOOK_S)

    async def _asked(self, client: aiohttp.ClientSession, node: TezServer) -> bool:
        try:
            async with client.get(f"{node.url}/readyz") as answer:
                return answer.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._turn += 1
        for node in self.ready[self._turn % max(1, len(self.ready)) :] + self.ready:
            try:
                there = await asyncio.open_connection("127.0.0.1", node.port)
            except OSError:
                continue
            await asyncio.gather(_pipe(reader, there[1]), _pipe(there[0], writer))
            return
        writer.close()


async def _pipe(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while some := await source.read(AT_ONCE):
            target.write(some)
            await target.drain()
    target.close()


@dataclass
class Watched:
    """A client, and how long it was without a node each time, ms."""

    client: Client
    away_ms: list[float] = field(default_factory=list)

    async def watch(self) -> None:
        while True:
            await asyncio.sleep(0.01)
            if self.client.welcomed.is_set():
                continue
            lost_ms = clock.monotonic_ms()
            await self.client.welcomed.wait()
            self.away_ms.append(clock.monotonic_ms() - lost_ms)


async def keep_opening(client: Client, acknowledged: dict[str, str], stop: asyncio.Event) -> None:
    while not stop.is_set():
        wish = OpenIncident(**client.envelope(), reason="chest_pain", point=CENTRE, description="under load")
        acknowledged[wish.id] = (await client.do(wish, timeout_s=60))["incident_id"]
        await asyncio.sleep(0.02)


async def campaign(folder: Path, database: str, redis: str, clients: int, rounds: int) -> dict[str, Any]:
    """Raises AssertionError when screens do not meet in the end; the counts otherwise."""
    environment = {"TEZ_DATABASE_URL": database, "TEZ_REDIS_URL": redis}
    front = Front([TezServer(folder / name, environment) for name in ("one", "other")])
    peopled = await people(front.nodes[0].settings(), brigades=1)
    for node in front.nodes:
        await asyncio.to_thread(node.start)
    acknowledged: dict[str, str] = {}
    stop = asyncio.Event()
    try:
        async with front.running() as url, contextlib.AsyncExitStack() as stack:
            for node in front.nodes:
                await front.until_ready(node)
            tokens = [peopled.tokens["nodira"], peopled.tokens["lola"]]
            watched = [
                Watched(await stack.enter_async_context(Client(url, f"tez_session={tokens[number % 2]}")))
                for number in range(clients)
            ]
            watching = [asyncio.create_task(one.watch()) for one in watched]
            work = [asyncio.create_task(keep_opening(one.client, acknowledged, stop)) for one in watched[:4]]
            for _ in range(rounds):
                for node in front.nodes:
                    await asyncio.sleep(0.5)
                    await asyncio.to_thread(node.stop)
                    await asyncio.to_thread(node.start)
                    await front.until_ready(node)
            stop.set()
            await asyncio.gather(*work)
            for one in watched:
                await one.client.until(lambda c: set(acknowledged.values()) == set(c.things("incident")), timeout_s=30)
            for task in watching:
                task.cancel()
            away_ms = sorted(ms for one in watched for ms in one.away_ms)
            gaps = sum(one.client.gaps for one in watched)
    finally:
        for node in front.nodes:
            node.kill()
    async with opened(front.nodes[0].settings()) as offline:
        found = await rebuild.check(offline.tables, offline.store)
        async with offline.store.reading() as look:
            rows = [row.cause for row in await look.rows(0, 1_000_000, ["incident.opened"])]
    return {
        "clients": clients,
        "replaced": rounds * len(front.nodes),
        "acknowledged": len(acknowledged),
        "lost": len(set(acknowledged) - set(rows)),
        "doubled": len(rows) - len(set(rows)),
        "differences": len(found.differences),
        "gaps": gaps,
        "reconnects": len(away_ms),
        "reconnect_p50_ms": round(statistics.median(away_ms)),
        "reconnect_p99_ms": round(away_ms[int(len(away_ms) * 0.99)]),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    with (
        running_postgresql(durable=True) as postgresql,
        postgresql.fresh_database() as database,
        running_redis() as redis,
        tempfile.TemporaryDirectory() as folder,
    ):
        found = asyncio.run(campaign(Path(folder), database, redis.url, arguments.clients, arguments.rounds))
    print(json.dumps(found))
    return 0 if found["lost"] == found["doubled"] == found["differences"] == 0 else 1


if __name__ == "__main__":
    sys.exit(main())

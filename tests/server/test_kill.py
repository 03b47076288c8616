"""The server killed again and again under load: no acknowledged command is lost, none is done twice, on SQLite and on
PostgreSQL; every client catches up by itself, and the replayed journal gives the tables."""

import asyncio
import random
from pathlib import Path

import pytest

from config.offline import opened
from signaling import rebuild
from signaling.client import Client
from signaling.protocol.incidents import OpenIncident
from tests.fixtures.server import CENTRE, TezServer, people

SHORT_KILLS, LONG_KILLS = 7, 30
DISPATCHERS = 3


async def keep_opening(client: Client, acknowledged: dict[str, str], stop: asyncio.Event) -> None:
    """Opens incidents one after another; what is answered is acknowledged. An unanswered one is sent again."""
    while not stop.is_set():
        wish = OpenIncident(**client.envelope(), reason="chest_pain", point=CENTRE, description="under load")
        result = await client.do(wish, timeout_s=60)
        assert wish.id not in acknowledged
        acknowledged[wish.id] = result["incident_id"]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("store", ["sqlite", "postgresql"])
@pytest.mark.parametrize("kills", [SHORT_KILLS, pytest.param(LONG_KILLS, marks=pytest.mark.long)])
async def test_kills_lose_and_double_nothing(
    kills: int, store: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    environment = {} if store == "sqlite" else {"TEZ_DATABASE_URL": request.getfixturevalue("postgresql")}
    server = TezServer(tmp_path, environment)
    peopled = await people(server.settings(), brigades=1)
    chance = random.Random(103)
    server.start()
    acknowledged: dict[str, str] = {}
    stop = asyncio.Event()
    try:
        clients = [server.client(peopled.tokens["nodira"]) for _ in range(DISPATCHERS)]
        for client in clients:
            await client.__aenter__()
        work = [asyncio.create_task(keep_opening(client, acknowledged, stop)) for client in clients]
        for _ in range(kills):
            before = len(acknowledged)
            while len(acknowledged) < before + 3:
                await asyncio.sleep(chance.uniform(0.01, 0.2))
                assert all(not task.done() for task in work), [task for task in work if task.done()]
            await asyncio.to_thread(server.kill)
            await asyncio.to_thread(server.start)
        stop.set()
        await asyncio.gather(*work)
        for client in clients:
            seen = await client.until(lambda c: set(acknowledged.values()) <= set(c.things("incident")) and c)
            assert client.reconnects >= kills
            assert len(seen.things("incident")) == len(acknowledged)
            await client.close()
    finally:
        server.kill()
    async with opened(server.settings()) as offline:
        found = await rebuild.check(offline.tables, offline.store)
        async with offline.store.reading() as look:
            rows = await look.rows(0, 1_000_000, ["incident.opened"])
    assert found.differences == []
    assert len(rows) == len(acknowledged) == len({row.cause for row in rows})
    assert {row.cause for row in rows} == set(acknowledged)

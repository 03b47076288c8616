"""`/readyz` says whether this node should be given work: it follows its database."""

import asyncio
import json
from pathlib import Path

import aiohttp

from config.doctor import outside
from tests.fixtures.postgresql import running_postgresql
from tests.fixtures.server import TezServer, running


async def ready(server: TezServer) -> tuple[int, dict[str, object]]:
    async with aiohttp.ClientSession() as client, client.get(f"{server.url}/readyz") as answer:
        return answer.status, json.loads(await answer.text())


async def test_a_node_whose_database_is_away_is_not_ready_and_is_again(tmp_path: Path) -> None:
    # Durable: what the node has written as it began must not go with the killed database.
    with running_postgresql(durable=True) as postgresql, postgresql.fresh_database() as url:
        server = TezServer(tmp_path, {"TEZ_DATABASE_URL": url})
        with running(server):
            status, told = await ready(server)
            assert (status, told["ready"]) == (200, True)
            postgresql.kill()
            status, told = await ready(server)
            assert (status, told["ready"], told["why"]) == (503, False, "database")
            found, *_ = await outside.server(server.settings())
            assert (found.state, "its database does not" in found.sentence) == ("wrong", True)
            postgresql.start_again()
            for _ in range(200):
                status, told = await ready(server)
                if status == 200:
                    break
                await asyncio.sleep(0.1)
            assert told["ready"] is True

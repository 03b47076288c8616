"""Debian's Caddy with the Caddyfile of the page in front of a real server: pages and sockets go through it, what is for
monitoring does not, and a server that is killed and started again costs nobody a command."""

import asyncio
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from config.trial import people
from signaling.client import Client
from signaling.protocol.incidents import OpenIncident
from tests.fixtures.caddy import caddy
from tests.fixtures.child import free_port
from tests.fixtures.programs import need
from tests.fixtures.redis import RedisServer
from tests.fixtures.server import CENTRE, TezServer, running


def status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def wish(client: Client) -> OpenIncident:
    return OpenIncident(**client.envelope(), reason="chest_pain", point=CENTRE, description="through a proxy")


@pytest.mark.outside_data
async def test_everybody_comes_through_and_comes_back(tmp_path: Path) -> None:
    need("caddy")
    front = f"http://127.0.0.1:{free_port()}"
    server = TezServer(tmp_path / "data", {"TEZ_PUBLIC_BASE": front, "TEZ_TRUSTED_PROXIES": "127.0.0.1"})
    peopled = await people(server.settings(), brigades=1)
    with caddy(tmp_path, front, server.port), running(server):
        async with Client(front, f"tez_session={peopled.tokens['nodira']}") as nodira:
            assert (await nodira.do(wish(nodira), timeout_s=30))["number"] == 1
            told = {path: await asyncio.to_thread(status, front + path) for path in ("/", "/metrics", "/readyz")}
            assert told == {"/": 200, "/metrics": 404, "/readyz": 404}
            await asyncio.to_thread(server.kill)
            await asyncio.to_thread(server.start)
            assert (await nodira.do(wish(nodira), timeout_s=30))["number"] == 2
            assert nodira.reconnects >= 1


@pytest.mark.outside_data
@pytest.mark.timeout(120)
async def test_when_one_of_two_is_killed_requests_and_sockets_go_on_by_the_other(
    tmp_path: Path, postgresql: str, redis_server: RedisServer
) -> None:
    need("caddy")
    front = f"http://127.0.0.1:{free_port()}"
    shared = {"TEZ_DATABASE_URL": postgresql, "TEZ_REDIS_URL": redis_server.url, "TEZ_PUBLIC_BASE": front}
    one, other = (TezServer(tmp_path / "data", shared) for _ in range(2))
    peopled = await people(one.settings(), brigades=1)
    with running(one), running(other), caddy(tmp_path, front, one.port, other.port):
        async with Client(front, f"tez_session={peopled.tokens['nodira']}") as nodira:
            numbers = [(await nodira.do(wish(nodira), timeout_s=30))["number"]]
            for gone in (one, other):
                await asyncio.to_thread(gone.kill)
                answers = [await asyncio.to_thread(status, front + "/") for _ in range(20)]
                assert set(answers) == {200}
                numbers.append((await nodira.do(wish(nodira), timeout_s=30))["number"])
                await asyncio.to_thread(gone.start)
                # The first has to be found ready again before the other goes.
                async with asyncio.timeout(30):
                    while await asyncio.to_thread(status, gone.url + "/readyz") != 200:  # noqa: ASYNC110 - asked as Caddy asks
                        await asyncio.sleep(0.1)
            assert numbers == [1, 2, 3]
            assert nodira.reconnects >= 1

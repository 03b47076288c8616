"""Servers are updated first: clients of an older release are served by a newer server, those of a newer one wait for
it, and a node that cannot follow a newer one's journal leaves everybody to it."""

import asyncio
import json
from pathlib import Path

import aiohttp
import pytest
from websockets.asyncio.client import connect

from config.offline import opened
from signaling import client
from signaling.client import Client, Stopped
from signaling.protocol.frames import CLIENT_OLDER, SCHEMA, SERVER_OLDER
from signaling.protocol.incidents import OpenIncident
from tests.fixtures.later import invent
from tests.fixtures.redis import RedisServer
from tests.fixtures.server import CENTRE, TezServer, people, running
from tests.server.upgrade import Front

NEWER = "tests.server.newer"
FIRST = "the first word is hello"


def wish(of: Client) -> OpenIncident:
    return OpenIncident(**of.envelope(), reason="chest_pain", point=CENTRE)


async def incidents(server: TezServer) -> int:
    async with opened(server.settings()) as offline, offline.store.reading() as look:
        return len(await look.rows(0, 1_000, ["incident.opened"]))


async def test_w11_an_older_client_is_served_by_a_newer_server(tmp_path: Path) -> None:
    server = TezServer(tmp_path, {"NEWER_SCHEMA": str(SCHEMA + 3)}, program=NEWER)
    peopled = await people(server.settings(), brigades=1)
    with running(server):
        async with server.client(peopled.tokens["nodira"]) as nodira:
            done = await nodira.do(wish(nodira))
            await nodira.until(lambda c: done["incident_id"] in c.things("incident"))


async def test_w11_a_client_that_is_too_old_is_told_so_and_does_not_come_back(tmp_path: Path) -> None:
    server = TezServer(tmp_path, {"NEWER_OLDEST": str(SCHEMA + 1)}, program=NEWER)
    peopled = await people(server.settings(), brigades=1)
    with running(server):
        with pytest.raises(Stopped, match=CLIENT_OLDER):
            async with server.client(peopled.tokens["nodira"]):
                pass
        async with connect(
            f"{server.url.replace('http', 'ws', 1)}/socket",
            additional_headers={"Cookie": f"tez_session={peopled.tokens['nodira']}"}, proxy=None,
        ) as socket:  # fmt: skip
            await socket.send(json.dumps({"type": "hello", "schema": SCHEMA}))
            assert json.loads(await socket.recv()) == {"type": "bye", "verdict": "stop", "reason": CLIENT_OLDER}


async def test_w11_a_newer_client_keeps_what_it_wants_to_say_until_its_server_is_updated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = TezServer(tmp_path)
    peopled = await people(server.settings(), brigades=1)
    monkeypatch.setattr(client, "SCHEMA", SCHEMA + 1)
    server.start()
    try:
        nodira = server.client(peopled.tokens["nodira"])
        coming = asyncio.create_task(nodira.__aenter__())
        said = wish(nodira)
        saying = asyncio.create_task(nodira.do(said, timeout_s=60))
        async with asyncio.timeout(30):
            while nodira.reconnects < 3:  # noqa: ASYNC110 - it is told to wait at each try
                await asyncio.sleep(0.05)
        assert (nodira.stopped, nodira.welcomed.is_set(), saying.done()) == (None, False, False)
        await asyncio.to_thread(server.stop)
        server.program = NEWER
        await asyncio.to_thread(server.start)
        assert (await saying)["number"] == 1
        await coming
        assert nodira.reconnects < 12  # it climbed the ladder of waits, and did not knock without a pause
        await nodira.close()
    finally:
        server.kill()
    assert await incidents(server) == 1


async def test_w11_a_newer_greeting_may_have_fields_that_the_server_does_not_know(tmp_path: Path) -> None:
    server = TezServer(tmp_path)
    peopled = await people(server.settings(), brigades=1)
    with running(server):
        for schema, reason in (
            (SCHEMA + 1, SERVER_OLDER),
            (0, CLIENT_OLDER),
            (SCHEMA, FIRST),
            ("1", FIRST),
            (None, FIRST),
        ):
            async with connect(
                f"{server.url.replace('http', 'ws', 1)}/socket",
                additional_headers={"Cookie": f"tez_session={peopled.tokens['nodira']}"}, proxy=None,
            ) as socket:  # fmt: skip
                await socket.send(json.dumps({"type": "hello", "schema": schema, "seen_from": "the future"}))
                verdict = "wait" if reason == SERVER_OLDER else "stop"
                assert json.loads(await socket.recv()) == {"type": "bye", "verdict": verdict, "reason": reason}


async def ready(server: TezServer) -> tuple[int, object]:
    async with aiohttp.ClientSession() as asking, asking.get(f"{server.url}/readyz") as answer:
        return answer.status, (await answer.json()).get("why")


@pytest.mark.timeout(120)
async def test_w12_a_node_that_cannot_read_the_journal_any_more_leaves_everybody_to_the_newer_one(
    tmp_path: Path, postgresql: str, redis_server: RedisServer
) -> None:
    """Rule [W12]."""
    environment = {"TEZ_DATABASE_URL": postgresql, "TEZ_REDIS_URL": redis_server.url}
    older = TezServer(tmp_path / "older", environment)
    newer = TezServer(tmp_path / "newer", environment, program=NEWER)
    front = Front([older, newer])
    peopled = await people(older.settings(), brigades=1)
    with running(older):
        async with front.running() as url:
            await front.until_ready(older)
            async with Client(url, f"tez_session={peopled.tokens['nodira']}") as nodira:
                assert (await nodira.do(wish(nodira)))["number"] == 1
                with running(newer):
                    await front.until_ready(newer)
                    assert (await ready(older))[0] == 200
                    await invent(newer.settings())
                    async with asyncio.timeout(30):
                        while await ready(older) != (503, "newer"):  # noqa: ASYNC110 - asked as a proxy asks
                            await asyncio.sleep(0.05)
                    assert (await ready(newer))[0] == 200
                    opened_now = await nodira.do(wish(nodira), timeout_s=30)
                    assert opened_now["number"] == 2
                    await nodira.until(lambda c: opened_now["incident_id"] in c.things("incident"))
                    assert (nodira.reconnects >= 1, nodira.stopped) == (True, None)
    assert await incidents(newer) == 2

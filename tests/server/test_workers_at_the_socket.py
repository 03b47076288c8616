"""Who connects with a worker's key, and how little they are told: raw frames, a real server, the command line."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from websockets.asyncio.client import connect

from signaling.protocol.frames import SCHEMA
from tests.fixtures.server import Peopled, TezServer, people, running
from tests.server.test_wire_rules import Message, Raw, envelope


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TezServer, Peopled]]:
    server = TezServer(tmp_path_factory.mktemp("workers"))
    peopled = asyncio.run(people(server.settings(), brigades=1))
    with running(server):
        yield server, peopled


def tez(server: TezServer, *arguments: str) -> str:
    """What a command of ``tez`` printed, on the server's data."""
    command = [sys.executable, "-m", "config.cli", "--data-dir", str(server.folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def added(server: TezServer, name: str) -> tuple[str, str]:
    """A new worker's id and key, as the command line prints them once."""
    first, second = tez(server, "worker", "add", name).splitlines()
    return first.split()[0], second.removeprefix("TEZ_WORKER_KEY=")


@asynccontextmanager
async def process(server: TezServer, *, hello: bool = True, **headers: str) -> AsyncIterator[Raw]:
    url = f"{server.url.replace('http', 'ws', 1)}/socket"
    async with connect(url, additional_headers=headers, proxy=None, max_size=None) as socket:
        connection = Raw(socket)
        if hello:
            await connection.say({"type": "hello", "schema": SCHEMA})
        yield connection


async def test_a_key_opens_the_socket_as_a_process_without_a_name(served: tuple[TezServer, Peopled]) -> None:
    """Rules [M1], [M2], [W9]."""
    server, _ = served
    worker_id, key = added(server, "media 1")
    ways: tuple[dict[str, Any], ...] = ({"Cookie": f"tez_worker={key}"}, {"Authorization": f"Bearer {key}.2"})
    for headers in ways:
        async with process(server, **headers) as connection:
            me: Message = (await connection.hear("welcome"))["me"]
            assert (me["id"].rpartition(".")[0], me["role"], me["name"]) == (worker_id, "worker", "")
            frame = await connection.hear("frame")
            assert (frame["changes"], frame["events"]) == ([], [])
            await connection.say(envelope(type="person.add", person_id="p", login="x", name="x", role="dispatcher"))
            assert (await connection.hear("refused"))["code"] == "not_allowed"
            await connection.say({"type": "ice_servers", "id": envelope()["id"]})
            assert (await connection.hear("refused"))["code"] == "not_allowed"
            await connection.say(envelope(type="worker.begin"))
            await connection.hear("done")
    async with process(server, hello=False, Cookie="tez_worker=nobodys-key-nobodys-key-nobodys") as connection:
        bye = await connection.gone()
        assert (bye["verdict"], bye["reason"]) == ("stop", "signed_out")


async def test_of_two_connections_under_one_name_the_newest_is_the_process(served: tuple[TezServer, Peopled]) -> None:
    """Rules [M1], [W9]."""
    server, _ = served
    _, key = added(server, "media 2")
    async with process(server, Cookie=f"tez_worker={key}.0") as older:
        await older.hear("welcome")
        async with process(server, Cookie=f"tez_worker={key}.1") as neighbour:
            await neighbour.hear("welcome")
            async with process(server, Cookie=f"tez_worker={key}.0") as newer:
                await newer.hear("frame")
                bye = await older.gone()
                assert (bye["verdict"], bye["reason"]) == ("stop", "replaced")
                await newer.say({"type": "ping", "clock_ms": 1})
                await newer.hear("pong")
            await neighbour.say({"type": "ping", "clock_ms": 1})
            await neighbour.hear("pong")


async def test_a_revoked_key_ends_its_connections(served: tuple[TezServer, Peopled]) -> None:
    """Rules [M3], [W9]."""
    server, _ = served
    worker_id, key = added(server, "media 3")
    async with process(server, Cookie=f"tez_worker={key}") as connection:
        await connection.hear("frame")
        assert f"{worker_id}  media 3\n" in await asyncio.to_thread(tez, server, "worker", "list")
        await asyncio.to_thread(tez, server, "worker", "revoke", worker_id)
        bye = await connection.gone()
        assert (bye["verdict"], bye["reason"]) == ("stop", "signed_out")
    assert f"{worker_id}  media 3  (revoked)" in await asyncio.to_thread(tez, server, "worker", "list")

"""Nothing of a connection outlives it, however it ended."""

import asyncio
from dataclasses import replace
from pathlib import Path

import msgspec
from aiohttp.test_utils import TestClient, TestServer

from config import wiring
from config.settings import Settings
from config.trial import people
from signaling.protocol.frames import SCHEMA
from signaling.slice import Actor


async def test_a_connection_that_breaks_while_it_is_greeted_leaves_nothing_behind(tmp_path: Path) -> None:
    settings = Settings(data_dir=str(tmp_path))
    peopled = await people(settings, brigades=1)
    service = wiring.build(settings)
    node = service.node
    greeted = asyncio.Event()

    async def fails(actor: Actor) -> list[msgspec.Struct]:
        greeted.set()
        raise OSError("the database is away")

    node.parts = replace(node.parts, greetings=(fails,))
    cookies = {"tez_session": peopled.tokens["nodira"]}
    async with TestClient(TestServer(service.application), cookies=cookies) as client:
        async with client.ws_connect("/socket") as socket:
            await socket.send_json({"type": "hello", "schema": SCHEMA})
            await greeted.wait()
            async for _ in socket:
                pass
        assert node.hub.screens == {}
        told = node.screens.everybody(node.parts.now_ms())
        assert [item.connected for item in told.items] == [False]


def test_the_demo_is_known_by_both_names_of_its_machine_and_a_service_by_its_own_alone(tmp_path: Path) -> None:
    settings = Settings(data_dir=str(tmp_path), port=8103)
    assert wiring.build(settings, demo=True).node.parts.allowed_origins == ("http://localhost:8103",)
    assert wiring.build(settings).node.parts.allowed_origins == ()

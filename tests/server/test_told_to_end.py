"""A server that is told to end: it takes no more, says "come back" to every socket, and is gone in five seconds."""

import asyncio
import contextlib
import signal
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from signaling import clock
from tests.fixtures.server import TezServer, people
from tests.server.test_wire_rules import opening, raw

WITHIN_S = 5


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
async def test_w9_told_to_end_it_says_resume_and_is_gone_in_five_seconds(name: str, tmp_path: Path) -> None:
    """[W9] nothing that was begun is answered with a mistake of ours: it is answered, or asked again later."""
    server = TezServer(tmp_path)
    peopled = await people(server.settings(), brigades=1)
    await asyncio.to_thread(server.start)
    child = server.child
    assert child is not None
    try:
        async with raw((server, peopled), "lola"):
            pass  # somebody who has been here, and has gone
        async with raw((server, peopled)) as nodira, raw((server, peopled), "brigade 1") as tablet:
            for _ in range(40):
                await nodira.say(opening())
            child.process.send_signal(signal.Signals[name])
            told_at_ms = clock.monotonic_ms()
            heard: list[dict[str, Any]] = []
            with contextlib.suppress(ConnectionClosed):
                while True:
                    heard.append(await nodira.hear("done", "refused", "unavailable", "broken", "bye"))
            assert (await tablet.gone())["verdict"] == "resume"
            assert heard[-1]["type"] == "bye"
            assert heard[-1]["verdict"] == "resume"
            assert {message["type"] for message in heard[:-1]} <= {"done"}
            ended = await asyncio.to_thread(child.process.wait, WITHIN_S)
        assert ended == 0
        assert clock.monotonic_ms() - told_at_ms < WITHIN_S * 1000
        assert [line for line in child.lines if '"level": "error"' in line] == []
    finally:
        server.kill()

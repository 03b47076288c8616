"""What a connection may expect, and what becomes of a client that breaks the rules: raw frames, a real server."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from hashlib import sha256
from typing import Any

import aiohttp
import pytest
from websockets.asyncio.client import ClientConnection, connect

from signaling import clock, ids
from signaling.protocol.frames import SCHEMA
from signaling.slice import consequence_id
from tests.fixtures.server import CENTRE, Peopled, TezServer, fixed_id, people, running

Message = dict[str, Any]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TezServer, Peopled]]:
    server = TezServer(tmp_path_factory.mktemp("wire"))
    peopled = asyncio.run(people(server.settings(), brigades=1))
    with running(server):
        yield server, peopled


class Raw:
    """A connection that says exactly what it is told to."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket

    async def say(self, message: Message | str | bytes) -> None:
        await self.socket.send(json.dumps(message) if isinstance(message, dict) else message)

    async def hear(self, *types: str) -> Message:
        """The next message of these types; others are passed over."""
        async with asyncio.timeout(15):
            while True:
                message: Message = json.loads(await self.socket.recv())
                if message["type"] in types:
                    return message

    async def gone(self) -> Message:
        """The goodbye, after which the connection is closed."""
        bye = await self.hear("bye")
        async with asyncio.timeout(15):
            await self.socket.wait_closed()
        return bye


@asynccontextmanager
async def raw(
    served: tuple[TezServer, Peopled], who: str = "nodira", *, hello: bool = True, **headers: str
) -> AsyncIterator[Raw]:
    server, peopled = served
    cookie = {"Cookie": f"tez_session={peopled.tokens[who]}", **headers}
    url = f"{server.url.replace('http', 'ws', 1)}/socket"
    async with connect(url, additional_headers=cookie, proxy=None, max_size=None) as socket:
        connection = Raw(socket)
        if hello:
            await connection.say({"type": "hello", "schema": SCHEMA})
            await connection.hear("frame")
        yield connection


def envelope(**fields: Any) -> Message:
    now = clock.now_ms()
    return {"id": ids.new_id(now), "made_at_ms": now, **fields}


def opening(**fields: Any) -> Message:
    return envelope(type="incident.open", reason="chest_pain", point={"lon": CENTRE.lon, "lat": CENTRE.lat}, **fields)


async def test_w1_hello_is_answered_with_welcome_and_a_snapshot(served: tuple[TezServer, Peopled]) -> None:
    """Rules [W1], [S2]."""
    async with raw(served, hello=False) as connection:
        await connection.say({"type": "hello", "schema": SCHEMA, "after": None, "language": "ru"})
        first = json.loads(await connection.socket.recv())
        assert first["type"] == "welcome"
        assert first["me"]["role"] == "dispatcher"
        assert first["stream"] == "103"
        frame = await connection.hear("frame")
        assert frame["after"] is None
        assert any(change["kind"] == "brigade" for change in frame["changes"])


async def test_w9_who_does_not_greet_first_is_sent_away(served: tuple[TezServer, Peopled]) -> None:
    """Rule [W9]."""
    async with raw(served, hello=False) as connection:
        await connection.say(opening())
        assert (await connection.gone())["verdict"] == "stop"


async def test_w3_a_command_is_answered_once_with_its_id(served: tuple[TezServer, Peopled]) -> None:
    """Rules [W3], [W4], [J2]: when ``done`` has come, a fresh snapshot holds the incident."""
    async with raw(served) as connection:
        wish = opening()
        await connection.say(wish)
        done = await connection.hear("done", "refused", "rejected")
        assert (done["type"], done["to"]) == ("done", wish["id"])
        await connection.say(wish)
        assert await connection.hear("done") == done
        async with raw(served, "lola", hello=False) as other:
            await other.say({"type": "hello", "schema": SCHEMA})
            frame = await other.hear("frame")
            assert done["result"]["incident_id"] in {change["id"] for change in frame["changes"]}


async def test_w5_a_question_is_answered(served: tuple[TezServer, Peopled]) -> None:
    """Rule [W5]."""
    async with raw(served) as connection:
        asked = {"type": "reasons.list", "id": ids.new_id(clock.now_ms())}
        await connection.say(asked)
        answer = await connection.hear("answer")
        assert answer["to"] == asked["id"]
        assert answer["result"]


async def test_w6_a_signal_is_not_answered(served: tuple[TezServer, Peopled]) -> None:
    """Rules [W6], [S6]: the position comes to the service's screens, latest wins, unnumbered."""
    async with raw(served) as desk, raw(served, "brigade 1") as tablet:
        at = clock.now_ms()
        fix = {"type": "position.fix", "point": {"lon": CENTRE.lon, "lat": CENTRE.lat}, "at_device_ms": at}
        await tablet.say(fix)
        while True:
            positions = await desk.hear("positions")
            if any(item["brigade_id"] == fixed_id("brigade 1") for item in positions["items"]):
                break
        await tablet.say({"type": "ping", "clock_ms": 5})
        assert (await tablet.hear("pong", "done", "refused", "rejected"))["type"] == "pong"


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"reason": 7}, "Expected `str`"),
        ({"surprise": 1}, "unknown field"),
        ({"point": {"lon": 500, "lat": 0}}, "Expected `float`"),
        ({"type": "incident.opne"}, "unknown_type"),
        ({"made_at_ms": "yesterday"}, "Expected `int`"),
    ],
)
async def test_w7_an_unreadable_body_is_answered_and_the_connection_lives(
    served: tuple[TezServer, Peopled], fields: Message, rule: str
) -> None:
    """Rule [W7]."""
    async with raw(served) as connection:
        wish = {**opening(), **fields}
        await connection.say(wish)
        rejected = await connection.hear("rejected")
        assert rejected["to"] == wish["id"]
        assert rule in rejected["rule"]
        good = opening()
        await connection.say(good)
        assert (await connection.hear("done"))["to"] == good["id"]


async def test_w7_twenty_unreadable_ones_in_a_minute_close_the_connection(served: tuple[TezServer, Peopled]) -> None:
    """Rule [W7]."""
    async with raw(served, "lola") as connection:
        for _ in range(20):
            await connection.say({**opening(), "reason": None})
        assert (await connection.gone())["verdict"] == "stop"


@pytest.mark.parametrize(
    "frame",
    [
        "not json",
        "[1, 2]",
        '{"id": "x"}',
        '{"type": 5}',
        '{"type": "incident.open"}',
        '{"type": "incident.open", "id": "no-uuid"}',
        json.dumps({"type": "incident.open", "id": consequence_id(fixed_id("event"), "sms.incidents 0")}),
        b"\xff\xfe\x00",
        "[" * 50_000,
        json.dumps({"type": "incident.open", "id": "x", "description": "x" * 70_000}),
    ],
)
async def test_w8_no_frame_at_all_closes_the_connection(served: tuple[TezServer, Peopled], frame: str | bytes) -> None:
    """Rule [W8]."""
    async with raw(served) as connection:
        await connection.say(frame)
        bye = await connection.gone()
        assert bye["verdict"] == "stop"
        assert bye["reason"]


async def test_s2_resume_gives_what_was_missed(served: tuple[TezServer, Peopled]) -> None:
    """Rules [S2], [S3]."""
    async with raw(served) as connection:
        await connection.say(opening())
        done = await connection.hear("done")
        await connection.say({"type": "resume", "after": done["upto"] - 1})
        while True:
            frame = await connection.hear("frame")
            if frame["after"] == done["upto"] - 1 and frame["upto"] >= done["upto"]:
                break
        assert done["result"]["incident_id"] in {change["id"] for change in frame["changes"]}


async def test_s5_silence_is_broken_by_an_empty_frame(served: tuple[TezServer, Peopled]) -> None:
    """Rule [S5]."""
    async with raw(served, "admin") as connection:
        frame = await connection.hear("frame")
        assert frame["changes"] == []
        assert frame["after"] <= frame["upto"]


async def test_a_crew_may_not_open_an_incident_and_nobody_else_closes_its_sign_in(
    served: tuple[TezServer, Peopled],
) -> None:
    async with raw(served, "brigade 1") as tablet:
        await tablet.say(opening())
        refused = await tablet.hear("refused")
        assert refused["code"] == "not_allowed"


async def test_a_page_of_another_origin_may_not_connect(served: tuple[TezServer, Peopled]) -> None:
    server, peopled = served
    headers = {"Cookie": f"tez_session={peopled.tokens['nodira']}", "Origin": "https://elsewhere.example"}
    async with aiohttp.ClientSession() as http:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await http.ws_connect(f"{server.url}/socket", headers=headers)
        assert refused.value.status == 403
        async with http.post(f"{server.url}/api/sign-out", headers=headers) as answer:
            assert answer.status == 403


async def test_serve_has_no_sign_in_without_a_password(served: tuple[TezServer, Peopled]) -> None:
    """The one-tap sign-ins exist in ``tez demo`` alone."""
    server, _ = served
    async with aiohttp.ClientSession() as http:
        for method, path in (("GET", "/api/demo/people"), ("POST", "/api/demo/sign-in"), ("GET", "/sms")):
            async with http.request(method, f"{server.url}{path}", json={"person_id": fixed_id("nodira")}) as answer:
                assert answer.status == 404, path


async def test_every_answer_carries_the_security_headers(served: tuple[TezServer, Peopled]) -> None:
    server, _ = served
    async with aiohttp.ClientSession() as http:
        for path in ("/healthz", "/", "/nothing-here", "/api/me", "/metrics"):
            async with http.get(f"{server.url}{path}") as answer:
                assert "default-src 'self'" in answer.headers["Content-Security-Policy"], path
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert "unsafe" not in answer.headers["Content-Security-Policy"]


async def test_what_a_browser_keeps_of_a_page_is_what_the_server_has(served: tuple[TezServer, Peopled]) -> None:
    """The worker may answer for the pages, is never taken from a cache, and each listed file is of its digest."""
    server, _ = served
    async with aiohttp.ClientSession() as http:
        async with http.get(f"{server.url}/web/pages/worker.js") as answer:
            assert answer.status == 200
            assert answer.headers["Service-Worker-Allowed"] == "/"
            assert answer.headers["Cache-Control"] == "no-store"
        for front in ("console", "tablet"):
            async with http.get(f"{server.url}/web/{front}/files.json") as answer:
                assert "Service-Worker-Allowed" not in answer.headers
                kept = await answer.json()
            assert any(path.startswith("/web/fonts/") for path in kept["files"])
            for path, digest in {f"/{front}": kept["page"], **kept["files"]}.items():
                async with http.get(f"{server.url}{path}") as answer:
                    assert sha256(await answer.read()).hexdigest() == digest, path


async def test_ch1_one_page_may_stand_in_a_frame_and_of_this_service_alone(
    served: tuple[TezServer, Peopled],
) -> None:
    """Rule [CH1]."""
    server, _ = served
    async with aiohttp.ClientSession() as http:
        for path in ("/", "/tablet", "/hospital", "/console", "/room/x", "/api/me", "/healthz"):
            async with http.get(f"{server.url}{path}") as answer:
                assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"], path
        for path in ("/room", "/room?within=tablet"):
            async with http.get(f"{server.url}{path}") as answer:
                policy = answer.headers["Content-Security-Policy"]
                assert "frame-ancestors 'self'" in policy, path
                assert "none'" in policy.replace("frame-ancestors", ""), path


async def test_w10_words_are_packed_for_a_page_that_can_unpack_them(served: tuple[TezServer, Peopled]) -> None:
    """Rule [W10]: the board comes in a fraction of its size; who offers nothing gets it as it is."""
    server, peopled = served
    url = f"{server.url.replace('http', 'ws', 1)}/socket"
    cookie = {"Cookie": f"tez_session={peopled.tokens['nodira']}"}
    for offered, packed in (("deflate", True), (None, False)):
        async with connect(url, additional_headers=cookie, proxy=None, compression=offered) as socket:
            extension = (socket.response.headers if socket.response else {}).get("Sec-WebSocket-Extensions", "")
            assert ("permessage-deflate" in extension) is packed
            await socket.send(json.dumps({"type": "hello", "schema": SCHEMA}))
            assert json.loads(await socket.recv())["type"] == "welcome"


async def test_w10_a_small_word_that_unpacks_to_a_flood_ends_its_connection_alone(
    served: tuple[TezServer, Peopled],
) -> None:
    """Rule [W10]."""
    async with raw(served) as other, raw(served) as connection:
        await connection.say({"type": "incident.open", "reason": " " * 2_000_000})
        async with asyncio.timeout(15):
            await connection.socket.wait_closed()
        assert connection.socket.close_code == 1009
        await other.say(opening())
        assert (await other.hear("done", "refused", "rejected"))["type"] == "done"

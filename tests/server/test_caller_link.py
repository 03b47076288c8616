"""A caller's link on a real server: the guest's socket, and nothing of the caller in logs, metrics and errors."""

import asyncio
import json
import re
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import aiohttp
from websockets.asyncio.client import connect

from signaling import clock, ids
from signaling.protocol.frames import SCHEMA
from tests.fixtures.server import TezServer, people, running
from tests.media.caller.yard import CONSENT, a_jpeg
from tests.server.test_wire_rules import Raw, envelope, opening, raw

CANARY = "kanareyka"
NUMBER = f"+998 00 111 22 33 {CANARY}"
LINK = re.compile(r"/c/([\w-]{22})")
WITHIN_S = 15.0


def new_id() -> str:
    return ids.new_id(clock.now_ms())


async def ticket_of(folder: Path) -> str:
    """The ticket in the message that the page gateway has kept."""
    file = folder / "messages.json"
    async with asyncio.timeout(WITHIN_S):
        while True:
            found = LINK.search(file.read_text("utf-8")) if file.exists() else None
            if found is not None:
                return found[1]
            await asyncio.sleep(0.05)


async def guest_socket(stack: AsyncExitStack, server: TezServer, cookie: str) -> Raw:
    url = f"{server.url.replace('http', 'ws', 1)}/socket?guest"
    headers = {"Cookie": f"tez_guest={cookie}"}
    guest = Raw(await stack.enter_async_context(connect(url, additional_headers=headers, proxy=None)))
    await guest.say({"type": "hello", "schema": SCHEMA})
    return guest


async def test_a_guest_speaks_for_the_own_link_and_leaves_no_trace_in_the_logs(tmp_path: Path) -> None:
    """Rules [L2], [L4] and [J5]."""
    server = TezServer(tmp_path)
    peopled = await people(server.settings(), brigades=1)
    with running(server):
        child = server.child
        assert child is not None
        async with AsyncExitStack() as stack:
            nodira = await stack.enter_async_context(raw((server, peopled)))
            jar = aiohttp.CookieJar(unsafe=True)  # it takes none from a bare address otherwise
            http = await stack.enter_async_context(aiohttp.ClientSession(server.url, cookie_jar=jar))
            link_id, ticket = await asked(nodira, tmp_path)
            cookie = await agreed(http, ticket)
            guest = await guest_socket(stack, server, cookie)
            shown = (await guest.hear("frame"))["changes"]
            # The own sign-in and the own link; nothing of the incident.
            assert sorted(change["kind"] for change in shown) == ["caller_link", "sign_in"]
            await everything_sent(guest, http, link_id)
            await everything_wrong(guest, http, link_id, ticket)
            async with http.get("/metrics") as answer:
                metrics = await answer.text()
            await nodira.say(envelope(type="caller_link.revoke", link_id=link_id))
            assert (await guest.gone())["verdict"] == "stop"
        await asyncio.to_thread(server.stop)
        for secret in (CANARY, ticket, cookie):
            assert secret not in metrics
            assert [line for line in child.lines if secret in line] == []


async def asked(nodira: Raw, folder: Path) -> tuple[str, str]:
    """The desk's wish; the link's id and the ticket in the message."""
    incident_id, link_id = new_id(), new_id()
    await nodira.say(opening(incident_id=incident_id, caller={"number": NUMBER, "name": CANARY}))
    await nodira.hear("done")
    await nodira.say(envelope(type="caller_link.send", link_id=link_id, incident_id=incident_id, language="uz"))
    assert CANARY not in str(await nodira.hear("done"))
    return link_id, await ticket_of(folder)


async def agreed(http: aiohttp.ClientSession, ticket: str) -> str:
    """The guest's cookie."""
    body = {"text_version": CONSENT, "language": "uz"}
    async with http.post(f"/api/caller/{ticket}/agree", json=body) as answer:
        assert (answer.status, CANARY in await answer.text()) == (200, False)
        return answer.cookies["tez_guest"].value


async def everything_sent(guest: Raw, http: aiohttp.ClientSession, link_id: str) -> None:
    place = {"point": {"lon": 66.9, "lat": 39.6}, "accuracy_metres": 12, "at_device_ms": clock.now_ms()}
    for wish in (
        {"type": "caller_link.place", **place},
        {"type": "caller_link.say", "message_id": new_id(), "text": f"{CANARY} lies in the yard"},
    ):
        await guest.say(envelope(link_id=link_id, **wish))
        await guest.hear("done")
    status, _ = await picture(http, a_jpeg(scan=CANARY.encode()))
    assert status == 200


async def everything_wrong(guest: Raw, http: aiohttp.ClientSession, link_id: str, ticket: str) -> None:
    """What is refused or cannot be read names nothing that came with it."""
    for wish in (
        {"type": "caller_link.say", "link_id": link_id, "message_id": new_id(), "text": CANARY * 1_000},
        {"type": "caller_link.say", "link_id": link_id, "message_id": new_id(), "text": [CANARY]},
        {"type": "caller_link.say", "link_id": new_id(), "message_id": new_id(), "text": CANARY},
        {"type": "caller_link.revoke", "link_id": link_id},
        {"type": "incident.close", "incident_id": CANARY, "result": "withdrawn"},
        {"type": "thread", "kind": "incident", "about": CANARY},
    ):
        await guest.say(envelope(**wish))
        told = await guest.hear("rejected", "refused")
        assert CANARY not in str(told), told
    for content in (CANARY.encode(), a_jpeg()[:-2] + CANARY.encode()):
        status, text = await picture(http, content)
        assert (status, CANARY in text) == (409, False)
    async with http.post(f"/api/caller/{ticket}/agree", json={"text_version": CANARY}) as answer:
        assert (answer.status, CANARY in await answer.text()) == (400, False)


async def picture(http: aiohttp.ClientSession, content: bytes) -> tuple[int, str]:
    headers: dict[str, Any] = {"Content-Type": "image/jpeg"}
    async with http.post(f"/api/caller/pictures/{new_id()}", data=content, headers=headers) as answer:
        text = await answer.text()
        assert json.loads(text)
        return answer.status, text

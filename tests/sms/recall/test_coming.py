"""The link of a recall's message: opening it answers nothing, one tap does, and another tap changes it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from signaling.front_door import FrontDoor
from signaling.http import errors_told, security_headers
from signaling.protocol.recall import RecallEnd
from signaling.slice import Actor
from sms.recall.http import routes
from tests.sms.desk import PUBLIC_BASE
from tests.sms.recall.desk import HOUR, MINUTE, NODIRA, RECALL_ID, RecallTown, staff, town

Client = TestClient[web.Request, web.Application]


class Nobody:
    """No one is signed in behind a link."""

    async def actor_for(self, token: str) -> Actor | None:
        return None


@asynccontextmanager
async def served(folder: Path) -> AsyncIterator[tuple[RecallTown, Client]]:
    for front in ("coming", "recall"):
        (folder / front).mkdir(parents=True)
        (folder / front / "index.html").write_text("<!doctype html><title>page</title>")
    async with town(staff(1), staff(2, language="ru")) as place:
        door = FrontDoor(
            bus=place.bus, hub=place.hub, tickets=place.tickets, actors=Nobody(),  # type: ignore[arg-type]
            now_ms=place.clock, settings=None, built=folder, demo=False, public_base=PUBLIC_BASE,
        )  # fmt: skip
        application = web.Application(middlewares=[security_headers(False), errors_told])
        application.add_routes(routes(door))
        async with TestClient(TestServer(application)) as client:
            await place.started()
            await place.send()
            yield place, client


async def test_a_link_shows_why_and_where_to_and_no_name(tmp_path: Path) -> None:
    """Rules [E7], [A1]."""
    async with served(tmp_path) as (place, client):
        path = place.path(2)
        for _ in range(2):
            assert (await client.get(path)).status == 200
        await client.head(place.path(1))
        people = await place.people()
        assert people["person-0002"].opened_at_ms == place.now_ms
        assert people["person-0001"].opened_at_ms is None
        assert {one.reply for one in people.values()} == {None}
        shown = await (await client.get(f"/api/recall/{path[3:]}")).json()
        assert (shown["phase"], shown["language"], shown["reply"]) == ("running", "ru", None)
        assert shown["text"] == "Katta avtohalokat"
        assert "Xodim" not in str(shown)


async def test_an_answer_may_be_changed_until_the_recall_ends(tmp_path: Path) -> None:
    """Rule [E3]."""
    async with served(tmp_path) as (place, client):
        address = f"/api/recall/{place.path(1)[3:]}"
        for reply in ["cannot", *(["in_20", "in_40"] * 15)]:
            answer = await client.post(address, json={"reply": reply})
            assert answer.status == 200
            shown = await answer.json()
            assert shown["reply"] == reply
        assert shown["by_ms"] == place.now_ms + 40 * MINUTE
        await place.do(place.wish(RecallEnd, recall_id=RECALL_ID, called_off=True), NODIRA)
        answer = await client.post(address, json={"reply": "in_20"})
        assert (answer.status, (await answer.json())["code"]) == (409, "link_ended")
        assert (await (await client.get(address)).json())["phase"] == "called_off"


async def test_over_by_the_clock_though_the_timer_is_late(tmp_path: Path) -> None:
    """Rule [E6]."""
    async with served(tmp_path) as (place, client):
        address = f"/api/recall/{place.path(1)[3:]}"
        place.now_ms += 2 * HOUR
        assert (await (await client.get(address)).json())["phase"] == "over"
        assert (await client.post(address, json={"reply": "later"})).status == 409


@pytest.mark.parametrize(
    "body", [b"", b"{", b'{"reply":"soon"}', b'{"reply":"in_20","more":1}', b"[]", b'{"reply":1}', b"\xff"]
)
async def test_what_is_no_answer_is_told_so_and_changes_nothing(tmp_path: Path, body: bytes) -> None:
    async with served(tmp_path) as (place, client):
        address, before = f"/api/recall/{place.path(1)[3:]}", place.hub.upto
        answer = await client.post(address, data=body, headers={"Content-Type": "application/json"})
        assert (answer.status, (await answer.json())["code"]) == (400, "rejected")
        assert place.hub.upto == before


async def test_a_form_is_no_answer_and_a_strange_ticket_none_at_all(tmp_path: Path) -> None:
    """Rule [A1]."""
    async with served(tmp_path) as (place, client):
        assert (await client.post(f"/api/recall/{place.path(1)[3:]}", data={"reply": "in_20"})).status == 415
        wrong: dict[str, Any] = await (await client.get(f"/api/recall/{'A' * 22}")).json()
        assert wrong["code"] == "ticket_invalid"
        assert (await client.get(f"/r/{'A' * 22}")).status == 200
        assert (await client.get("/api/recall/short")).status == 404
        other = await place.issue(purpose="alert.answer", about="x", holder="y", lives_ms=HOUR, uses=5)
        assert (await client.post(f"/api/recall/{other}", json={"reply": "in_20"})).status == 409

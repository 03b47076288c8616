"""The link of a message: opened by anybody, it answers nothing; one tap answers it."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

from config.settings import Settings
from signaling.front_door import FrontDoor
from signaling.http import errors_told, security_headers
from signaling.protocol.alerts import AlertedPerson
from signaling.slice import Actor
from sms.adapters.page import PageGateway
from sms.composing import TICKET_USES
from sms.domain.gateway import Gateway
from sms.http import demo_routes, routes
from tests.fakes.twilio.server import TOKEN
from tests.sms.desk import KARIMOV, LIVES_MS, PUBLIC_BASE, RASULOVA, AlertTown, Scripted, town

Client = TestClient[web.Request, web.Application]


class Nobody:
    """No one is signed in behind a link."""

    async def actor_for(self, token: str) -> Actor | None:
        return None


@dataclass
class Served:
    """A town with its web pages in front of it."""

    place: AlertTown
    client: Client
    gateway: Scripted

    def link(self, who: AlertedPerson) -> str:
        """The path in the newest message to the person."""
        message = next(each for each in reversed(self.gateway.given) if each.to == who.telephone)
        found = re.search(rf"{re.escape(PUBLIC_BASE)}(/a/[\w-]{{22}})", message.body)
        assert found is not None
        return found.group(1)

    def ticket(self, who: AlertedPerson) -> str:
        return self.link(who).removeprefix("/a/")

    async def shown(self, who: AlertedPerson) -> dict[str, Any]:
        answer = await self.client.get(f"/api/alert/{self.ticket(who)}")
        assert answer.status == 200
        body: dict[str, Any] = await answer.json()
        return body

    async def say(self, who: AlertedPerson, answer: str) -> tuple[int, dict[str, Any]]:
        reply = await self.client.post(f"/api/alert/{self.ticket(who)}", json={"answer": answer})
        return reply.status, await reply.json()


def front_door(place: AlertTown, built: Path, *, demo: bool = False) -> FrontDoor:
    for front in ("answer", "page"):
        (built / front).mkdir(parents=True)
        (built / front / "index.html").write_text("<!doctype html><title>page</title>")
    return FrontDoor(
        bus=place.bus,
        hub=place.hub,
        tickets=place.tickets,
        actors=Nobody(),  # type: ignore[arg-type]
        now_ms=place.clock,
        settings=Settings(
            data_dir=str(built / "data"),
            twilio_auth_token="new" * 10,
            twilio_second_token=TOKEN,
            twilio_shared_keys=f"webhooks_sharedkey_1={TOKEN}",
        ),
        built=built,
        demo=demo,
        public_base=PUBLIC_BASE,
    )


@asynccontextmanager
async def served(built: Path, *, demo: bool = False, gateway: Gateway | None = None) -> AsyncIterator[Served]:
    scripted = Scripted()
    async with town(gateway or scripted) as place:
        application = web.Application(middlewares=[security_headers(True), errors_told])
        door = front_door(place, built, demo=demo)
        application.add_routes([*routes(door), *(demo_routes(door) if demo else [])])
        async with TestClient(TestServer(application)) as client:
            yield Served(place, client, scripted)


async def test_a_scanner_that_opens_the_link_five_times_leaves_the_alert_unanswered(tmp_path: Path) -> None:
    """Rule [A1]."""
    async with served(tmp_path) as here:
        alert_id = await here.place.raised(KARIMOV)
        await here.place.send()
        for _ in range(5):
            assert (await here.client.get(here.link(KARIMOV))).status == 200
            assert (await here.client.head(here.link(KARIMOV))).status == 200
            assert (await here.client.get(f"/api/alert/{here.ticket(KARIMOV)}")).status == 200
            assert (await here.client.head(f"/api/alert/{here.ticket(KARIMOV)}")).status == 200
        alert = await here.place.alert(alert_id)
        assert (alert.status, alert.people[0].status) == ("open", "opened")
        assert (await here.say(KARIMOV, "accept"))[1]["taken_by_me"]


async def test_a_look_at_the_head_is_not_even_an_opening(tmp_path: Path) -> None:
    """Rule [A1]."""
    async with served(tmp_path) as here:
        alert_id = await here.place.raised(KARIMOV)
        await here.place.send()
        await here.client.head(here.link(KARIMOV))
        assert (await here.place.alert(alert_id)).people[0].opened_at_ms is None


async def test_the_page_says_why_and_where_and_never_who(tmp_path: Path) -> None:
    """Rule [A7]."""
    async with served(tmp_path) as here:
        await here.place.raised(KARIMOV)
        await here.place.send()
        shown = await here.shown(KARIMOV)
        assert shown["reason_labels"]["uz"] == "Koʻkrak qafasida ogʻriq"
        assert shown["address_label"] == "Registon koʻchasi 14"
        assert (shown["status"], shown["mine"], shown["language"]) == ("open", "called", "uz")
        assert "name" not in str(shown)
        assert "+998" not in str(shown)


async def test_accepting_twice_is_accepting(tmp_path: Path) -> None:
    """Rule [A2]."""
    async with served(tmp_path) as here:
        alert_id = await here.place.raised(KARIMOV)
        await here.place.send()
        answers = [await here.say(KARIMOV, "accept") for _ in range(2)]
        assert [status for status, _ in answers] == [200, 200]
        assert all(body["status"] == "acknowledged" and body["taken_by_me"] for _, body in answers)
        alert = await here.place.alert(alert_id)
        assert (alert.acknowledged_by, alert.channel) == ("karimov", "sms")


async def test_a_late_yes_hears_that_it_is_covered_and_no_longer_where(tmp_path: Path) -> None:
    """Rules [A2] and [A7]."""
    async with served(tmp_path) as here:
        await here.place.raised(KARIMOV, RASULOVA, urgency="life_threat")
        await here.place.send()
        await here.say(RASULOVA, "accept")
        assert await here.say(KARIMOV, "accept") == (
            409,
            {"code": "alert_covered", "details": {"status": "acknowledged"}},
        )
        shown = await here.shown(KARIMOV)
        assert (shown["status"], shown["taken_by_me"]) == ("acknowledged", False)
        assert (shown["reason_labels"], shown["address_label"], shown["number"]) == ({}, None, None)


async def test_an_expired_alert_is_shown_as_expired_and_refuses(tmp_path: Path) -> None:
    """Rule [A3]."""
    async with served(tmp_path) as here:
        await here.place.raised(KARIMOV)
        await here.place.send()
        here.place.now_ms += LIVES_MS["urgent"]
        assert (await here.shown(KARIMOV))["status"] == "expired"
        status, body = await here.say(KARIMOV, "accept")
        assert (status, body["code"]) == (409, "alert_expired")


async def test_declining_asks_the_next(tmp_path: Path) -> None:
    async with served(tmp_path) as here:
        await here.place.raised(KARIMOV, RASULOVA)
        await here.place.send()
        status, body = await here.say(KARIMOV, "decline")
        assert (status, body["mine"]) == (200, "declined")
        await here.place.send()
        assert (await here.say(RASULOVA, "accept"))[1]["taken_by_me"]


@pytest.mark.parametrize("ticket", ["A" * 22, "-" * 22])
async def test_a_ticket_that_is_not_one_of_ours_opens_a_page_that_says_so(tmp_path: Path, ticket: str) -> None:
    async with served(tmp_path) as here:
        assert (await here.client.get(f"/a/{ticket}")).status == 200
        for reply in (
            await here.client.get(f"/api/alert/{ticket}"),
            await here.client.post(f"/api/alert/{ticket}", json={"answer": "accept"}),
        ):
            assert (reply.status, (await reply.json())["code"]) == (409, "ticket_invalid")


async def test_something_that_is_no_ticket_at_all_is_not_found(tmp_path: Path) -> None:
    async with served(tmp_path) as here:
        for path in ("/a/short", "/a/" + "A" * 23, "/a/" + "A" * 21 + "%2F", "/a/" + "ж" * 22):
            assert (await here.client.get(path)).status == 404


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b'{"answer":"accept"}', "text/plain", 415),
        (b"answer=accept", "application/x-www-form-urlencoded", 415),
        (b'{"answer":"maybe"}', "application/json", 400),
        (b'{"answer":"accept","as":"another"}', "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"", "application/json", 400),
    ],
)
async def test_an_answer_that_cannot_be_read_uses_nothing_up(
    tmp_path: Path, body: bytes, kind: str, status: int
) -> None:
    async with served(tmp_path) as here:
        alert_id = await here.place.raised(KARIMOV)
        await here.place.send()
        path = f"/api/alert/{here.ticket(KARIMOV)}"
        for _ in range(TICKET_USES + 1):
            reply = await here.client.post(path, data=body, headers={"Content-Type": kind})
            assert reply.status == status
        assert (await here.place.alert(alert_id)).status == "open"
        assert (await here.say(KARIMOV, "accept"))[0] == 200


async def test_the_demo_alone_shows_the_messages(tmp_path: Path) -> None:
    kept = tmp_path / "messages.json"
    gateway = PageGateway(kept, lambda: 5)
    async with served(tmp_path / "demo", demo=True, gateway=gateway) as here:
        await here.place.raised(KARIMOV)
        await here.place.send()
        [message] = await (await here.client.get("/api/sms/messages")).json()
        assert message["to"] == KARIMOV.telephone
        assert message["segments"] <= 2
        assert (await here.client.get("/sms")).status == 200
        (delivery,) = await here.place.deliveries()
        assert delivery.alert_id is not None
        alert = await here.place.seen_by(delivery.alert_id)
        assert alert is not None
        assert alert.people[0].steps[-1].status == "delivered"
        assert PageGateway(kept, lambda: 5).messages() == gateway.messages()
    async with served(tmp_path / "serve", gateway=gateway) as here:
        assert (await here.client.get("/sms")).status == 404
        assert (await here.client.get("/api/sms/messages")).status == 404


def test_a_page_file_cut_short_costs_old_messages_only(tmp_path: Path) -> None:
    (tmp_path / "messages.json").write_text('[{"sid":')
    assert PageGateway(tmp_path / "messages.json", lambda: 5).messages() == []


def test_a_link_has_room_for_128_bits() -> None:
    assert len(URL(f"{PUBLIC_BASE}/a/{'A' * 22}").path.removeprefix("/a/")) * 6 >= 128

"""The test notification that a person sends to their own browser, over HTTP."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from cryptography.hazmat.primitives.asymmetric import ec

import people.assembly
from config.settings import Settings
from signaling.front_door import COOKIE, FrontDoor
from signaling.http import errors_told
from signaling.protocol.push import PushSubscribe
from signaling.protocol.refusals import Refused
from signaling.slice import Actor, Role, Slice
from signaling.testing import Town, person
from sms.adapters.push import PushGateway
from sms.assembly import DELIVERIES
from sms.push_subscriptions.assembly import assemble
from sms.push_subscriptions.http import REST_MS, routes
from sms.push_subscriptions.queries import Addresses, own_open
from tests.sms.push.receiving import PushService, Receiver

RASULOVA = person(Role.SPECIALIST, "Rasulova N.")
KARIMOV = person(Role.PHYSICIAN, "Karimov A.")
ID = "0199aaaa-0000-7000-8000-00000000f001"
PEOPLE = people.assembly.assemble(time_zone="Asia/Tashkent")
WISH = {"page": "/room", "language": "ru"}


class SignedIn:
    """Whose cookie is the name of somebody known."""

    async def actor_for(self, token: str | None) -> Actor | None:
        return {"rasulova": RASULOVA, "karimov": KARIMOV}.get(token or "")


@dataclass
class Desk:
    town: Town
    service: PushService
    receiver: Receiver
    client: TestClient[web.Request, web.Application]

    async def press(self, who: str = "rasulova", *, id: str = ID, body: Any = WISH) -> tuple[int, Any]:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        answer = await self.client.post(f"/api/push/{id}/test", data=content, cookies={COOKIE: who})
        return answer.status, json.loads(await answer.read() or b"null") if answer.status != 404 else None


@asynccontextmanager
async def desk(folder: Path, *, with_push: bool = True) -> AsyncIterator[Desk]:
    async with PushService(folder) as service:
        subscriptions = assemble(public_key="BKey", services=(service.host,))
        async with Town([subscriptions, Slice(name="others", aggregates=(DELIVERIES,)), PEOPLE]) as town:
            receiver = Receiver.made()
            keys = {"p256dh": receiver.p256dh, "auth": receiver.auth, "endpoint": service.endpoint()}
            await town.do(town.wish(PushSubscribe, subscription_id=ID, **keys), RASULOVA)
            gateway = PushGateway(
                key=ec.generate_private_key(ec.SECP256R1()),
                contact="mailto:duty@example.uz",
                services=(service.host,),
                address=Addresses(town.bus.reading),
                now_ms=town.clock,
                tls=service.trusting(),
            )
            door = FrontDoor(
                bus=town.bus,
                hub=town.hub,
                tickets=town.tickets,
                actors=SignedIn(),  # type: ignore[arg-type]
                now_ms=town.clock,
                settings=Settings(),
                built=folder,
                demo=False,
                public_base="http://127.0.0.1",
            )
            application = web.Application(middlewares=[errors_told])
            application.add_routes(routes(door, gateway if with_push else None))
            async with TestClient(TestServer(application)) as client:
                yield Desk(town, service, receiver, client)
            await gateway.close()


async def test_it_arrives_in_the_persons_language_and_leads_back_to_the_page(tmp_path: Path) -> None:
    """[P8]"""
    async with desk(tmp_path) as here:
        assert await here.press() == (200, {"outcome": "taken", "code": ""})
        shown = json.loads(here.receiver.open(here.service.got[0].body))
        assert shown == {
            "title": "Проба от Tez Yordam",
            "body": "Это устройство можно вызвать при закрытой странице.",
            "link": "/room",
            "tag": "test",
            "urgency": "routine",
        }


async def test_it_is_its_persons_alone_and_not_too_often(tmp_path: Path) -> None:
    """[P8]"""
    async with desk(tmp_path) as here:
        assert (await here.press("nobody"))[0] == 401
        assert await here.press("karimov") == (409, {"code": "not_found", "details": {"id": ID}})
        assert (await here.press(id="0199aaaa-0000-7000-8000-00000000ffff"))[0] == 409
        assert here.service.got == []
        assert (await here.press())[0] == 200
        assert await here.press() == (429, {"code": "too_many_tries", "details": {}})
        here.town.now_ms += REST_MS
        assert (await here.press())[0] == 200
        assert len(here.service.got) == 2


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (503, {"outcome": "later", "code": "503"}),
        (403, {"outcome": "refused", "code": "403"}),
        (500, {"outcome": "unclear", "code": "500"}),
    ],
)
async def test_the_push_services_answer_is_told_as_it_is(tmp_path: Path, status: int, told: Any) -> None:
    """[P8]"""
    async with desk(tmp_path) as here:
        here.service.answers = [(status, {})]
        assert await here.press() == (200, told)
        async with here.town.bus.reading() as reading:
            assert (await own_open(reading, ID, RASULOVA)).is_open


async def test_a_browser_that_is_gone_is_forgotten_at_once(tmp_path: Path) -> None:
    """[P6]"""
    async with desk(tmp_path) as here:
        here.service.answers = [(410, {})]
        assert await here.press() == (200, {"outcome": "gone", "code": "410"})
        async with here.town.bus.reading() as reading:
            with pytest.raises(Refused, match="not_found"):
                await own_open(reading, ID, RASULOVA)


async def test_without_web_push_there_is_no_test(tmp_path: Path) -> None:
    """[P1]"""
    async with desk(tmp_path, with_push=False) as here:
        assert await here.press() == (409, {"code": "no_push", "details": {}})


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not JSON",
        b"\xff\xfe",
        b"[" * 5_000,
        b"[]",
        b"{}",
        {**WISH, "page": 7},
        {**WISH, "page": "https://example.org/"},
        {**WISH, "page": "//example.org"},
        {**WISH, "page": "/room/../x"},
        {"page": "/room"},
        {"page": "/room", "language": "fr"},
        {**WISH, "more": 1},
    ],
)
async def test_what_is_no_wish_is_told_so_and_sends_nothing(tmp_path: Path, body: Any) -> None:
    async with desk(tmp_path) as here:
        status, told = await here.press(body=body)
        assert (status, told["code"]) == (400, "rejected")
        assert here.service.got == []

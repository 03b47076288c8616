"""Texts that the gateway described by data brings back."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from signaling.http import errors_told
from signaling.protocol.telephones import InboundHeard, TelephoneUnsubscribed, UnplacedTexts
from sms.http.inbound import inbound_routes
from tests.sms.desk import KARIMOV, AlertTown, town
from tests.sms.test_http_gateway import TEXT
from tests.sms.test_links import front_door

NUMBER = (KARIMOV.telephone or "").removeprefix("+")
FIELDS = 'inbound_id = "message.id"\ninbound_from = "message.msisdn"\ninbound_text = "message.body"\n'


class Brings:
    """``text`` is what the gateway posts when a telephone has written."""

    def __init__(self, place: AlertTown, client: TestClient[web.Request, web.Application]) -> None:
        self.place = place
        self._client = client

    async def post(self, path: str = "/sms/text/tok", **how: Any) -> tuple[int, str]:
        async with self._client.post(path, **how) as answer:
            said = await answer.text()
        await self.place.react()
        return answer.status, said

    async def text(self, body: str, sid: object = "77", number: str = NUMBER) -> int:
        message = {"id": sid, "msisdn": number, "body": body}
        return (await self.post(json={"message": message}))[0]

    async def heard(self) -> list[InboundHeard]:
        events = [each.event for each in await self.place.events(InboundHeard)]
        return [event for event in events if isinstance(event, InboundHeard)]


@pytest.fixture
async def brings(tmp_path: Path) -> AsyncIterator[Brings]:
    file = tmp_path / "gateway.toml"
    file.write_text(TEXT.format(url="https://gateway.example.uz") + FIELDS, "utf-8")
    async with town() as place:
        door = front_door(place, tmp_path)
        door.settings = msgspec.structs.replace(door.settings, sms_http_file=str(file), sms_inbound_token="tok")
        application = web.Application(middlewares=[errors_told])
        application.add_routes(inbound_routes(door))
        async with TestClient(TestServer(application)) as client:
            yield Brings(place, client)


async def test_a_digit_answers_and_the_same_text_again_is_the_same(brings: Brings) -> None:
    """Rules [A16], [T1]."""
    alert_id = await brings.place.raised(KARIMOV)
    await brings.place.send()
    assert [await brings.text("1") for _ in range(3)] == [200, 200, 200]
    assert (await brings.place.alert(alert_id)).acknowledged_by == KARIMOV.person_id
    [heard] = await brings.heard()
    assert (heard.means, heard.telephone, heard.sid) == ("answer", f"+{NUMBER}", "http.77")


async def test_stop_ends_the_messages_and_what_is_about_nothing_is_given_to_administrators(brings: Brings) -> None:
    """Rules [T2], [T3]."""
    assert await brings.text("stop", sid=1) == 200
    assert len(await brings.place.events(TelephoneUnsubscribed)) == 1
    assert await brings.text("Salom", sid=2, number="998000009999") == 200
    [text] = await brings.place.ask(UnplacedTexts())
    assert (text.text, text.telephone) == ("Salom", "+998000009999")


async def test_a_form_is_read_as_well_and_a_text_without_words_is_kept(brings: Brings) -> None:
    """Fields of a form have no depth: the description names them as they are called."""
    assert (await brings.post(data={"message.id": "5"}))[0] == 400
    assert await brings.text("", sid="6") == 200
    assert [one.means for one in await brings.heard()] == ["text"]


@pytest.mark.parametrize("path", ["/sms/text/other", "/sms/text/", "/sms/text/tok%C3%BC"])
async def test_with_another_token_there_is_no_such_address(brings: Brings, path: str) -> None:
    assert (await brings.post(path, json={"message": {"id": "1", "msisdn": NUMBER, "body": "1"}}))[0] == 404
    assert await brings.heard() == []


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ({"json": {}}, "message.id"),
        ({"json": []}, "message.msisdn"),
        ({"json": {"message": {"id": "1", "body": "1"}}}, "message.msisdn"),
        ({"json": {"message": {"id": "x" * 60, "msisdn": NUMBER}}}, "59 characters"),
        ({"json": {"message": {"id": "1", "msisdn": "9" * 41}}}, "(39)"),
        ({"json": {"message": {"id": {}, "msisdn": NUMBER}}}, "message.id"),
        ({"data": b"{", "headers": {"Content-Type": "application/json"}}, "no JSON"),
        ({"data": b""}, "message.id"),
    ],
)
async def test_what_does_not_say_which_text_it_is_is_told_why(brings: Brings, how: Any, says: str) -> None:
    status, said = await brings.post(**how)
    assert status == 400
    assert says in said
    assert await brings.heard() == []


async def test_without_a_token_nothing_is_brought(tmp_path: Path) -> None:
    async with town() as place:
        door = front_door(place, tmp_path)
        assert [route.path for route in inbound_routes(door)] == ["/sms/inbound"]

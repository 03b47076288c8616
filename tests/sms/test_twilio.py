"""The Twilio gateway against a Twilio that loses answers, refuses, delays, and calls back in any order."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from twilio.request_validator import RequestValidator

from signaling.http import errors_told
from signaling.protocol.deliveries import DeliveryReported
from sms.adapters.twilio import TwilioGateway
from sms.domain.failures import FAILURES, RETRY
from sms.domain.gateway import CannotLook, Later, Message, Never, Outcome, Sought, Taken, Unclear
from sms.domain.progress import LOOK_AFTER_MS
from sms.http import routes
from tests.fakes.twilio.calls import ACCOUNT
from tests.fakes.twilio.server import TOKEN, FakeTwilio, Fault
from tests.fixtures.child import free_port
from tests.sms.desk import KARIMOV, PUBLIC_BASE, RASULOVA, AlertTown, town
from tests.sms.test_links import front_door

MESSAGE = Message(
    delivery_id="0199",
    attempt=1,
    to="+998000000001",
    body="Tez yordam 103 https://tez.example.uz/a/AAAA Kod QW2RT",
    code="QW2RT",
    valid_s=300,
    status_callback=f"{PUBLIC_BASE}/sms/status/0199/1",
)


def gateway_to(url: str, *, sender: str = "TezYordam", timeout_s: float = 5, token: str = TOKEN) -> TwilioGateway:
    return TwilioGateway(
        account_sid=ACCOUNT, auth_token=token, sender=sender, base_url=url, timeout_s=timeout_s, per_second=1000
    )


async def sent(twilio: FakeTwilio, message: Message = MESSAGE, *, timeout_s: float = 5, token: str = TOKEN) -> Outcome:
    async with twilio.running():
        gateway = gateway_to(twilio.url, timeout_s=timeout_s, token=token)
        try:
            return await gateway.send(message)
        finally:
            await gateway.close()


async def test_a_message_is_taken_as_it_was_given() -> None:
    twilio = FakeTwilio()
    outcome = await sent(twilio)
    [kept] = twilio.ledger
    assert outcome == Taken(kept.sid)
    assert (kept.to, kept.body, kept.valid_s) == (MESSAGE.to, MESSAGE.body, 300)
    assert (kept.sender, kept.service, kept.status_callback) == ("TezYordam", None, MESSAGE.status_callback)


async def test_a_messaging_service_sends_without_a_number_of_ours() -> None:
    twilio = FakeTwilio()
    async with twilio.running():
        gateway = gateway_to(twilio.url, sender="MG" + "0" * 32)
        assert isinstance(await gateway.send(MESSAGE), Taken)
        await gateway.close()
    assert (twilio.ledger[0].sender, twilio.ledger[0].service) == (None, "MG" + "0" * 32)


@pytest.mark.parametrize("fault", ["drop_after", "error_after", "error_before", "garbage_after"])
async def test_whatever_may_have_been_taken_is_unclear(fault: Fault) -> None:
    twilio = FakeTwilio()
    twilio.faults.append(fault)
    assert isinstance(await sent(twilio), Unclear)
    assert len(twilio.requests) == 1, "nobody below us repeats a request"


async def test_an_answer_that_does_not_come_is_unclear() -> None:
    twilio = FakeTwilio()
    twilio.faults.append("slow")
    assert isinstance(await sent(twilio, timeout_s=0.2), Unclear)
    assert len(twilio.ledger) == 1


async def test_too_many_is_surely_not_taken_and_says_when() -> None:
    twilio = FakeTwilio()
    twilio.faults.append("too_many")
    assert await sent(twilio) == Later("20429", 3_000)


async def test_a_gateway_that_is_not_there_has_surely_taken_nothing() -> None:
    gateway = gateway_to(f"http://127.0.0.1:{free_port()}")
    assert await gateway.send(MESSAGE) == Later("connect")
    await gateway.close()


async def test_a_wrong_token_is_our_configuration() -> None:
    assert await sent(FakeTwilio(), token="wrong") == Never("20003", "configuration")


@pytest.mark.parametrize("code", sorted(FAILURES))
async def test_each_permanent_code_has_its_class(code: str) -> None:
    twilio = FakeTwilio()
    twilio.refusals.append((400, int(code)))
    assert await sent(twilio) == Never(code, FAILURES[code])


@pytest.mark.parametrize("code", sorted(RETRY - {"429"}))
async def test_each_passing_code_is_tried_again(code: str) -> None:
    twilio = FakeTwilio()
    twilio.refusals.append((400, int(code)))
    assert await sent(twilio) == Later(code)


async def test_a_code_nobody_knows_is_not_trusted() -> None:
    twilio = FakeTwilio()
    twilio.refusals.append((400, 99999))
    assert await sent(twilio) == Never("99999", "unreachable")


async def test_a_lost_message_is_found_by_its_code_whether_it_was_sent_or_waits() -> None:
    twilio = FakeTwilio()
    async with twilio.running():
        gateway = gateway_to(twilio.url)
        other = Message(**{name: getattr(MESSAGE, name) for name in MESSAGE.__slots__} | {"body": "Kod QW2RTX"})
        await gateway.send(other)
        outcome = await gateway.send(MESSAGE)
        assert isinstance(outcome, Taken)
        sought = Sought(to=MESSAGE.to, code="QW2RT", since_ms=int(twilio.now.timestamp() * 1000))
        assert await gateway.find(sought) == outcome.sid
        twilio.move(outcome.sid, "sent")
        assert await gateway.find(sought) == outcome.sid
        assert await gateway.find(Sought(to="+998000000009", code="QW2RT", since_ms=0)) is None
        assert await gateway.find(Sought(to=MESSAGE.to, code="NOTIT", since_ms=0)) is None
        twilio.faults.append("error_before")
        with pytest.raises(CannotLook):
            await gateway.find(sought)
        await gateway.close()


# Through the whole slice


class Whole:
    """A town that sends by the fake Twilio, which calls back to the town's own web pages."""

    def __init__(self, place: AlertTown, twilio: FakeTwilio) -> None:
        self.place = place
        self.twilio = twilio

    async def later(self, ms: int = LOOK_AFTER_MS) -> None:
        self.place.now_ms += ms
        await self.place.send()


@asynccontextmanager
async def whole(built: Path, *faults: Fault, timeout_s: float = 5) -> AsyncIterator[Whole]:
    twilio = FakeTwilio()
    twilio.faults.extend(faults)
    async with twilio.running():
        gateway = gateway_to(twilio.url, timeout_s=timeout_s)
        async with town(gateway) as place:
            application = web.Application(middlewares=[errors_told])
            application.add_routes(routes(front_door(place, built)))
            async with TestClient(TestServer(application)) as client:
                base = str(client.make_url("")).rstrip("/")
                twilio.reach = lambda url: url.replace(PUBLIC_BASE, base)
                yield Whole(place, twilio)
        await gateway.close()


@pytest.mark.parametrize("fault", ["drop_after", "error_after", "garbage_after"])
async def test_a_message_whose_answer_was_lost_is_found_and_not_sent_again(tmp_path: Path, fault: Fault) -> None:
    async with whole(tmp_path, fault) as here:
        alert_id = await here.place.raised(KARIMOV)
        await here.place.send()
        assert (await here.place.delivery(alert_id, KARIMOV)).progress.status == "unknown"
        for _ in range(4):
            await here.later()
        assert len(here.twilio.ledger) == 1
        delivery = await here.place.delivery(alert_id, KARIMOV)
        assert (delivery.progress.status, delivery.progress.sid) == ("accepted", here.twilio.ledger[0].sid)


async def test_a_message_that_was_never_taken_is_sent_again_and_marked(tmp_path: Path) -> None:
    async with whole(tmp_path, "error_before") as here:
        alert_id = await here.place.raised(KARIMOV)
        for _ in range(4):
            await here.later()
        assert len(here.twilio.ledger) == 1
        assert (await here.place.delivery(alert_id, KARIMOV)).progress.repeated


async def test_a_report_before_the_answer_to_the_create_is_believed(tmp_path: Path) -> None:
    async with whole(tmp_path, "slow") as here:
        alert_id = await here.place.raised(KARIMOV)
        sending = asyncio.create_task(here.place.send())
        await here.twilio.accepted.wait()
        sid = here.twilio.ledger[0].sid
        assert await here.twilio.tell(sid, "delivered") == 200
        here.twilio.release.set()
        await sending
        assert (await here.place.delivery(alert_id, KARIMOV)).progress.status == "delivered"


@pytest.mark.parametrize("algorithm", ["HMAC_SHA1", "HMAC_SHA256"])
async def test_reports_in_any_order_and_number_end_the_same(tmp_path: Path, algorithm: str) -> None:
    async with whole(tmp_path) as here:
        alert_id = await here.place.raised(KARIMOV)
        await here.place.send()
        sid = here.twilio.ledger[0].sid
        for status in ("sent", "delivered", "queued", "sending", "sent", "delivered"):
            assert await here.twilio.tell(sid, status, algorithm=algorithm) == 200
        assert (await here.place.delivery(alert_id, KARIMOV)).progress.status == "delivered"
        assert len(await here.place.events(DeliveryReported)) == 2


async def test_a_failed_delivery_asks_the_next_doctor(tmp_path: Path) -> None:
    async with whole(tmp_path) as here:
        await here.place.raised(KARIMOV, RASULOVA)
        await here.place.send()
        await here.twilio.tell(here.twilio.ledger[0].sid, "undelivered", error_code=30005)
        await here.place.send()
        assert [each.to for each in here.twilio.ledger] == [KARIMOV.telephone, RASULOVA.telephone]


async def test_a_report_with_another_signature_is_refused(tmp_path: Path) -> None:
    async with whole(tmp_path) as here:
        alert_id = await here.place.raised(KARIMOV)
        await here.place.send()
        sid = here.twilio.ledger[0].sid
        assert await here.twilio.tell(sid, "delivered", token="somebody else's") == 403
        assert (await here.place.delivery(alert_id, KARIMOV)).progress.status == "accepted"


async def test_a_report_about_no_message_of_ours_is_not_found(tmp_path: Path) -> None:
    async with whole(tmp_path) as here:
        await here.place.raised(KARIMOV)
        await here.place.send()
        message = here.twilio.ledger[0]
        message.status_callback = f"{PUBLIC_BASE}/sms/status/0199dead-0000-7000-8000-000000000000/1"
        assert await here.twilio.tell(message.sid, "delivered") == 404


async def test_too_many_requests_delay_a_message_and_lose_none(tmp_path: Path) -> None:
    async with whole(tmp_path, "too_many", "too_many") as here:
        alert_id = await here.place.raised(KARIMOV)
        for _ in range(3):
            await here.later(5_000)
        assert (await here.place.delivery(alert_id, KARIMOV)).progress.status == "accepted"
        assert len(here.twilio.ledger) == 1


async def test_a_report_as_json_is_believed_by_its_digest(tmp_path: Path) -> None:
    async with whole(tmp_path) as here:
        alert_id = await here.place.raised(KARIMOV)
        await here.place.send()
        message = here.twilio.ledger[0]
        body = json.dumps({"MessageSid": message.sid, "MessageStatus": "delivered"})
        signed = f"{message.status_callback}?bodySHA256={hashlib.sha256(body.encode()).hexdigest()}"
        headers = {"X-Twilio-Signature": RequestValidator(TOKEN).compute_signature(signed, {})}
        async with aiohttp.ClientSession(headers=headers | {"Content-Type": "application/json"}) as session:
            url = here.twilio.reach(signed)
            for told, expected in ((body + " ", 403), ("[]", 403), (body, 200), (body, 200)):
                async with session.post(url, data=told) as answer:
                    assert answer.status == expected
        assert (await here.place.delivery(alert_id, KARIMOV)).progress.status == "delivered"

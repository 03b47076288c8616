"""The carrier against an endpoint that decrypts, checks who sends, and answers whatever push services answer."""

import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from sms.adapters.push import PushGateway
from sms.domain.gateway import Later, Message, Never, Outcome, Sought, Taken, Unclear
from sms.domain.push_encryption import Destination, public_text
from tests.sms.push.receiving import PushService, Receiver, sender_of

NOW_MS = 1_790_000_000_000
BODY = json.dumps({"title": "103", "body": "Kardiologiya: shoshilinch", "link": "/room", "tag": "K7WQ2MPA"})
CODE = "K7WQ2MPA"


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[PushService]:
    async with PushService(tmp_path) as opened:
        yield opened


class Yard:
    """A carrier with one known browser."""

    def __init__(self, service: PushService, **more: Any) -> None:
        self.service = service
        self.receiver = Receiver.made()
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.to: Destination | None = Destination(service.endpoint(), self.receiver.p256dh, self.receiver.auth)
        self.gateway = PushGateway(
            key=self.key,
            contact="mailto:duty@example.uz",
            address=self.address,
            now_ms=lambda: NOW_MS,
            tls=service.trusting(),
            **{"services": (service.host,), **more},
        )

    async def address(self, subscription_id: str) -> Destination | None:
        return self.to if subscription_id == "sub-0001" else None

    async def send(self, *, to: str = "sub-0001", body: str = BODY, code: str = CODE) -> Outcome:
        message = Message(
            delivery_id="delivery", attempt=2, to=to, body=body, code=code, valid_s=120, status_callback=None
        )
        return await self.gateway.send(message)


@pytest.fixture
async def yard(service: PushService) -> AsyncIterator[Yard]:
    made = Yard(service)
    yield made
    await made.gateway.close()


async def test_the_browser_reads_what_was_sent_and_the_service_knows_by_whom(yard: Yard) -> None:
    """[P3] [P4]"""
    assert await yard.send() == Taken(f"{yard.service.origin}/message/1")
    (pushed,) = yard.service.got
    assert yard.receiver.open(pushed.body).decode() == BODY
    assert b"Kardiologiya" not in pushed.body
    key, claims = sender_of(pushed.headers["Authorization"], yard.service.origin, NOW_MS // 1000)
    assert key == public_text(yard.key)
    assert claims["sub"] == "mailto:duty@example.uz"
    assert pushed.headers["Content-Encoding"] == "aes128gcm"
    assert (pushed.headers["TTL"], pushed.headers["Urgency"], pushed.headers["Topic"]) == ("120", "high", CODE)
    assert "Cookie" not in pushed.headers


async def test_no_two_messages_share_salt_or_key(yard: Yard) -> None:
    """[P3]"""
    await yard.send()
    await yard.send()
    first, second = (pushed.body for pushed in yard.service.got)
    assert first[:16] != second[:16]
    assert first[21:86] != second[21:86]


@pytest.mark.parametrize(
    ("status", "headers", "outcome"),
    [
        (201, {}, Taken("push-delivery-2")),
        (202, {"Location": "/message/9"}, Taken("/message/9")),
        (429, {"Retry-After": "7"}, Later("429", 7_000)),
        (429, {}, Later("429", None)),
        (429, {"Retry-After": "soon"}, Later("429", None)),
        (429, {"Retry-After": "-1"}, Later("429", None)),
        (429, {"Retry-After": "9" * 40}, Later("429", None)),
        (429, {"Retry-After": "999999999"}, Later("429", 3_600_000)),
        (503, {"Retry-After": "Mon, 21 Sep 2026 14:13:30 GMT"}, Later("503", 10_000)),
        (503, {"Retry-After": "Mon, 21 Sep 2020 14:13:30 GMT"}, Later("503", 0)),
        (404, {}, Never("404", "number")),
        (410, {}, Never("410", "number")),
        (400, {}, Never("400", "configuration")),
        (401, {}, Never("401", "configuration")),
        (403, {}, Never("403", "configuration")),
        (413, {}, Never("413", "content")),
        (500, {}, Unclear("500")),
        (502, {}, Unclear("502")),
    ],
)
async def test_every_answer_has_its_outcome(yard: Yard, status: int, headers: dict[str, str], outcome: Outcome) -> None:
    """[P5]"""
    yard.service.answers = [(status, headers)]
    assert await yard.send() == outcome


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_a_redirection_is_not_followed(yard: Yard, status: int) -> None:
    """[P2]"""
    yard.service.answers = [(status, {"Location": yard.service.endpoint("elsewhere")})]
    assert await yard.send() == Never(str(status), "configuration")
    assert [pushed.path for pushed in yard.service.got] == ["/push/browser"]


async def test_a_broken_answer_is_unclear_and_there_is_no_list_to_look_in(yard: Yard) -> None:
    """[P5]"""
    yard.service.answers = [None]
    assert isinstance(await yard.send(), Unclear)
    assert len(yard.service.got) == 1
    sought = Sought(to="sub-0001", code=CODE, since_ms=0, channel="push")
    find: Callable[[Sought], Any] = yard.gateway.find
    assert await find(sought) is None


async def test_a_repeat_carries_the_same_topic_and_the_same_tag(yard: Yard) -> None:
    """[P5] So the push service keeps one of the two, and the browser shows one."""
    yard.service.answers = [None]
    for _ in range(2):
        await yard.send()
    assert {pushed.headers["Topic"] for pushed in yard.service.got} == {CODE}
    assert {json.loads(yard.receiver.open(pushed.body))["tag"] for pushed in yard.service.got} == {CODE}


async def test_a_service_that_is_not_there_took_nothing(yard: Yard, service: PushService) -> None:
    await service.__aexit__()
    assert await yard.send() == Later("connect")


async def test_a_service_that_does_not_answer_is_given_up(service: PushService, tmp_path: Path) -> None:
    """An answer later than the limit says nothing about whether it was taken."""
    yard = Yard(service, timeout_s=0.000_001)
    assert await yard.send() in (Unclear("timeouterror"), Unclear("sockettimeouterror"), Later("connect"))
    await yard.gateway.close()


async def test_a_certificate_that_nobody_vouches_for_is_not_believed(service: PushService) -> None:
    yard = Yard(service)
    stranger = PushGateway(
        key=yard.key,
        contact="mailto:duty@example.uz",
        services=(service.host,),
        address=yard.address,
        now_ms=lambda: NOW_MS,
    )
    message = Message(delivery_id="d", attempt=1, to="sub-0001", body=BODY, code=CODE, valid_s=60, status_callback=None)
    assert await stranger.send(message) == Later("connect")
    assert service.got == []
    await stranger.close()


async def test_what_cannot_be_sent_never_leaves(yard: Yard) -> None:
    """[P2]"""
    assert await yard.send(to="nobody") == Never("unsubscribed", "number")
    assert await yard.send(body="ў" * 2_000) == Never("cannot_seal", "content")
    assert yard.to is not None
    known, yard.to = yard.to, Destination("https://169.254.169.254/", yard.to.p256dh, yard.to.auth)
    assert await yard.send() == Never("not_a_push_service", "configuration")
    yard.to = Destination(known.endpoint, "A" * 87, known.auth)
    assert await yard.send() == Never("cannot_seal", "content")
    assert yard.service.got == []


async def test_a_code_that_is_no_topic_is_left_out(yard: Yard) -> None:
    await yard.send(code="two words")
    assert "Topic" not in yard.service.got[0].headers


async def test_it_opens_again_after_it_was_closed(yard: Yard) -> None:
    """The frame closes a sender that raised, and starts it anew."""
    await yard.send()
    await yard.gateway.close()
    assert isinstance(await yard.send(), Taken)

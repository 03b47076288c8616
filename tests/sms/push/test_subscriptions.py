"""Which browsers of a person may be rung: the rules, and what ends a subscription."""

from collections.abc import AsyncIterator
from typing import Any

import msgspec
import pytest

import people.assembly
from signaling.protocol.base import Command
from signaling.protocol.deliveries import DeliveryFailed, DeliveryQueued
from signaling.protocol.people import PersonAdd, SignInClose, SignInOpen
from signaling.protocol.push import (
    AskPushKey,
    PushSubscribe,
    PushSubscribed,
    PushUnsubscribe,
    PushUnsubscribed,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Audience, Handler, Role, Slice
from signaling.testing import Town, person
from sms.assembly import DELIVERIES
from sms.push_subscriptions.assembly import assemble
from sms.push_subscriptions.domain.decisions import BROWSERS_AT_MOST
from sms.push_subscriptions.domain.subscription import KIND, PushSubscription, views
from sms.push_subscriptions.queries import Addresses
from tests.sms.push.receiving import Receiver

SERVICES = ("push.example.net",)
RASULOVA = person(Role.SPECIALIST, "Rasulova N.", device="Chromium")
KARIMOV = person(Role.PHYSICIAN, "Karimov A.")
BROWSER = Receiver.made()


class TellFailure(Command, frozen=True, kw_only=True, tag="test.tell_failure"):
    """Stands for the sender: records what it would."""

    subscription_id: str
    code: str


async def failed(command: TellFailure, facts: None, desk: Any) -> None:
    about: dict[str, Any] = {"delivery_id": "delivery-1", "about_id": "incident-1", "person_id": RASULOVA.id}
    desk.record(
        DeliveryQueued(
            **about, language="uz", urgency="urgent", code="K7WQ2MPA", expires_at_ms=desk.moment.now_ms + 60_000,
            channel="push", address_id=command.subscription_id,
        ),
        DeliveryFailed(**about, attempt=1, code=command.code, failure="number"),
    )  # fmt: skip


OTHERS = Slice(name="others", aggregates=(DELIVERIES,), handlers=(Handler(TellFailure, failed),))
PEOPLE = people.assembly.assemble(time_zone="Asia/Tashkent")


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with Town([assemble(public_key="BKey", services=SERVICES), OTHERS, PEOPLE]) as opened:
        yield opened


def endpoint(name: str = "one") -> str:
    return f"https://push.example.net/v2/{name}"


async def subscribe(town: Town, who: Actor = RASULOVA, name: str = "one", **more: Any) -> str:
    id = town.new_id()
    keys = {"p256dh": BROWSER.p256dh, "auth": BROWSER.auth, "endpoint": endpoint(name)}
    await town.do(town.wish(PushSubscribe, **{"subscription_id": id, **keys, **more}), who)
    return id


async def state(town: Town, id: str) -> PushSubscription:
    async with town.bus.reading() as reading:
        return await reading.get(KIND, id, PushSubscription)


async def test_the_page_is_told_the_key_or_that_there_is_none(town: Town) -> None:
    """[P1]"""
    assert (await town.ask(AskPushKey(), RASULOVA)).public_key == "BKey"
    async with Town([assemble(public_key=None, services=())]) as without:
        assert (await without.ask(AskPushKey(), RASULOVA)).public_key is None
        with pytest.raises(Refused) as said:
            await subscribe(without)
        assert said.value.code is Code.NO_PUSH


async def test_a_person_subscribes_a_browser_and_sees_it_without_its_secrets(town: Town) -> None:
    """[P1]"""
    id = await subscribe(town)
    (audience, view), *others = views(await state(town, id)).items()
    assert (audience, others) == (Audience("person", RASULOVA.id), [])
    shown = msgspec.json.encode(view).decode()
    assert "Chromium" in shown
    assert "push.example.net" in shown
    for secret in (endpoint(), BROWSER.p256dh, BROWSER.auth):
        assert secret not in shown
    found = await Addresses(town.bus.reading)(id)
    assert found is not None
    assert found.endpoint == endpoint()
    assert await Addresses(town.bus.reading)("nobody-0") is None


async def test_open_subscriptions_are_found_by_their_person(town: Town) -> None:
    first, second = await subscribe(town), await subscribe(town, name="two")
    await subscribe(town, KARIMOV, name="three")
    await town.do(town.wish(PushUnsubscribe, subscription_id=first), RASULOVA)
    async with town.bus.reading() as reading:
        found = await reading.find(KIND, PushSubscription, person_id=RASULOVA.id, open=True)
    assert [one.subscription_id for one in found] == [second]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("endpoint", "https://169.254.169.254/latest"),
        ("endpoint", "http://push.example.net/x"),
        ("endpoint", "https://push.example.net.example.org/x"),
        ("p256dh", "A" * 87),
    ],
)
async def test_what_is_no_browser_of_a_known_service_is_refused(town: Town, field: str, value: str) -> None:
    """[P2] The refusal names the field, never what stood in it."""
    with pytest.raises(Refused) as said:
        await subscribe(town, RASULOVA, "one", **{field: value})
    assert said.value.code is Code.BAD_SUBSCRIPTION
    assert said.value.details == {"field": field}
    assert await town.events(PushSubscribed) == []


async def test_only_its_person_unsubscribes_it_and_again_is_nothing(town: Town) -> None:
    """[P1]"""
    id = await subscribe(town)
    with pytest.raises(Refused) as said:
        await town.do(town.wish(PushUnsubscribe, subscription_id=id), KARIMOV)
    assert said.value.code is Code.NOT_FOUND
    for _ in range(2):
        await town.do(town.wish(PushUnsubscribe, subscription_id=id), RASULOVA)
    assert len(await town.events(PushUnsubscribed)) == 1
    ended = await state(town, id)
    assert (ended.ended_because, ended.destination, ended.is_open) == ("asked", None, False)


async def test_an_id_is_used_once(town: Town) -> None:
    id = await subscribe(town)
    with pytest.raises(Refused) as said:
        await subscribe(town, KARIMOV, name="two", subscription_id=id)
    assert said.value.code is Code.ALREADY_EXISTS


async def test_one_browser_rings_for_one_person(town: Town) -> None:
    """[P6] Whoever subscribes it last: the one before is rung there no more."""
    before = await subscribe(town)
    now = await subscribe(town, KARIMOV)
    assert (await state(town, before)).ended_because == "replaced"
    assert (await state(town, now)).person_id == KARIMOV.id
    again = await subscribe(town, KARIMOV)
    assert (await state(town, now)).ended_because == "replaced"
    assert (await state(town, again)).is_open


async def test_a_person_has_so_many_browsers_and_no_more(town: Town) -> None:
    for number in range(BROWSERS_AT_MOST):
        await subscribe(town, name=f"browser-{number}")
    with pytest.raises(Refused) as said:
        await subscribe(town, name="one-more")
    assert said.value.code is Code.TOO_LONG
    await subscribe(town, name="browser-3")  # the same browser anew takes its own place


async def test_signing_out_ends_it(town: Town) -> None:
    """[P6]"""
    mine, elsewhere = await subscribe(town), await subscribe(town, KARIMOV, name="two")
    sign_in_id = RASULOVA.sign_in_id or ""
    login = town.wish(PersonAdd, person_id=RASULOVA.id, login="rasulova", name="Rasulova N.", role="specialist")
    await town.do(login)
    opened = {"sign_in_id": sign_in_id, "person_id": RASULOVA.id, "token_hash": "0" * 64}
    await town.do(town.wish(SignInOpen, **opened))
    await town.do(town.wish(SignInClose, sign_in_id=sign_in_id), RASULOVA)
    await town.react()
    assert (await state(town, mine)).ended_because == "signed_out"
    assert (await state(town, elsewhere)).is_open


@pytest.mark.parametrize(("code", "ended"), [("404", "gone"), ("410", "gone"), ("401", None)])
async def test_a_browser_that_its_service_knows_no_more_is_forgotten(town: Town, code: str, ended: str | None) -> None:
    """[P6] After 404 and 410, and after no other failure."""
    id = await subscribe(town)
    await town.do(TellFailure(id=town.new_id(), made_at_ms=town.now_ms, subscription_id=id, code=code))
    await town.react()
    assert (await state(town, id)).ended_because == ended


@pytest.mark.parametrize(
    "change",
    [
        {"endpoint": ""},
        {"endpoint": "https://push.example.net/" + "x" * 1000},
        {"endpoint": 7},
        {"p256dh": BROWSER.p256dh + "="},
        {"p256dh": None},
        {"auth": "short"},
        {"auth": BROWSER.auth + "!"},
        {"subscription_id": "../x"},
        {"subscription_id": ""},
        {"more": "than asked"},
    ],
)
def test_a_word_that_is_not_one_is_rejected(change: dict[str, Any]) -> None:
    word = {
        "type": "push.subscribe",
        "id": "0199aaaa-0000-7000-8000-000000000001",
        "made_at_ms": 1,
        "subscription_id": "0199aaaa-0000-7000-8000-000000000002",
        "endpoint": endpoint(),
        "p256dh": BROWSER.p256dh,
        "auth": BROWSER.auth,
    }
    msgspec.convert(word, PushSubscribe)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**word, **change}, PushSubscribe)

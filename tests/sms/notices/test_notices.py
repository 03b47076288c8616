"""Notices of other systems: taken once, sent by day, told of, forgotten."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import given
from hypothesis import strategies as st

from signaling import rebuild
from signaling.consequences import Backstage
from signaling.front_door import FrontDoor
from signaling.http import errors_told, security_headers
from signaling.protocol.deliveries import DeliveryReport
from signaling.protocol.duty import DutyPeople
from signaling.protocol.notices import NoticeFollow, NoticeKeyAdd, NoticeKeyRevoke, NoticeTake, NoticeTaken
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.telephones import TelephoneMayGet
from signaling.slice import Answers, Enquiry, Slice
from signaling.store.interface import Store
from signaling.testing import Town
from sms.adapters.catalogue import LANGUAGES, Catalogue
from sms.assembly import WRITTEN_ELSEWHERE, assemble
from sms.composing import composer
from sms.domain.deliveries import FIRST, Delivery, turn_of
from sms.domain.gateway import Gateway, Never
from sms.domain.segments import is_gsm_7, segments
from sms.notices.assembly import assemble as notices
from sms.notices.assembly import erase_forgotten
from sms.notices.domain.decisions import decide_take
from sms.notices.domain.notice import KEPT_MS, NOTICE, Notice, NoticeKey
from sms.notices.domain.templates import BadNotice, check_values, notice_text
from sms.notices.http import MOST_A_MINUTE, MOST_BYTES, hash_of, read, routes
from sms.notices.writing import WORDS
from sms.sender import Sender
from tests.fixtures.stores import EVERY_STORE, EmptyStore
from tests.sms.desk import PUBLIC_BASE, Scripted

SECRET, OTHER = "tezn_" + "A" * 32, "tezn_" + "B" * 32
HOUR = 3_600_000
Client = TestClient[web.Request, web.Application]
WANTED: Mapping[str, Any] = {
    "to": {"telephone": "+998901234567"},
    "language": "uz",
    "template": "result_ready",
    "values": {"place": "1-son poliklinika", "telephone": "+998712345678"},
    "expires_at": "2026-09-23T12:00:00+05:00",
}
"""The town's clock begins on 21 September 2026 at 19:13 in Tashkent."""


class NoticeTown(Town):
    def __init__(self, gateway: Gateway, store: Store | None = None, quiet_hours: str = "22:00-07:00") -> None:
        self.unsubscribed: set[str] = set()
        carriers = {"sms": gateway, "email": gateway}
        slices = [
            assemble(carriers=carriers, issue_ticket=self.issue, public_base=PUBLIC_BASE),  # type: ignore[arg-type]
            notices(quiet_hours=quiet_hours, time_zone="Asia/Tashkent", erase=self.erase),
            Slice(name="rest", answers=(Answers(TelephoneMayGet, self.may_get), Answers(DutyPeople, self.nobody))),
        ]
        super().__init__(slices, store=store)
        written = composer(self.issue, PUBLIC_BASE, Catalogue().say, WRITTEN_ELSEWHERE)
        self.sender = Sender(carriers, written, lambda: 0.5)  # type: ignore[arg-type]
        self.back = Backstage(self.bus, self.hub, self.clock)

    async def issue(self, *, purpose: str, about: str, holder: str, lives_ms: int, uses: int) -> str:
        return await self.tickets.issue(purpose=purpose, about=about, holder=holder, lives_ms=lives_ms, uses=uses)

    async def may_get(self, question: TelephoneMayGet, enquiry: Enquiry) -> bool:
        return question.telephone not in self.unsubscribed

    async def nobody(self, question: DutyPeople, enquiry: Enquiry) -> list[Any]:
        return []

    async def erase(self, subject: str) -> None:
        async with self.store.transaction() as transaction:
            await transaction.erase(subject)

    async def notice(self, id: str) -> Notice:
        async with self.bus.reading() as reading:
            return await reading.get(NOTICE, id, Notice)

    async def delivery(self, id: str) -> Delivery:
        async with self.bus.reading() as reading:
            return await reading.get("delivery", (await self.notice(id)).delivery_id or "", Delivery)

    async def go(self, milliseconds: int = 0) -> None:
        """Time passes, and the sender does what is due."""
        await self.pass_time(milliseconds)
        await self.sender.work(self.back)
        await self.react()


class Other:
    """The laboratory's system."""

    def __init__(self, place: NoticeTown, client: Client) -> None:
        self.place, self.client = place, client

    async def post(self, body: Any = WANTED, *, key: str = SECRET, repeat: str = "order-0001", **headers: str) -> Any:
        given = {"Authorization": f"Bearer {key}", "Content-Type": "application/json", **headers}
        if repeat:
            given["Idempotency-Key"] = repeat
        data = body if isinstance(body, bytes) else msgspec.json.encode(body)
        answer = await self.client.post("/api/notices", data=data, headers=given)
        return answer.status, await answer.json()

    async def state(self, id: str, key: str = SECRET) -> Any:
        answer = await self.client.get(f"/api/notices/{id}", headers={"Authorization": f"Bearer {key}"})
        return answer.status, await answer.json()


@asynccontextmanager
async def served(gateway: Scripted | None = None, store: Store | None = None, **more: Any) -> AsyncIterator[Other]:
    async with NoticeTown(gateway or Scripted(), store, **more) as place:
        for key_id, secret in (("key-one", SECRET), ("key-two", OTHER)):
            fields = {"key_id": KEY_IDS[key_id], "name": key_id, "key_hash": hash_of(secret)}
            await place.do(place.wish(NoticeKeyAdd, **fields))
        door = FrontDoor(
            bus=place.bus, hub=place.hub, tickets=place.tickets, actors=None,  # type: ignore[arg-type]
            now_ms=place.clock, settings=None, built=Path(), demo=False, public_base=PUBLIC_BASE,
        )  # fmt: skip
        application = web.Application(middlewares=[security_headers(False), errors_told])
        application.add_routes(routes(door))
        async with TestClient(TestServer(application)) as client:
            yield Other(place, client)


KEY_IDS = {"key-one": "0199cccc-0000-7000-8000-000000000001", "key-two": "0199cccc-0000-7000-8000-000000000002"}


async def test_taken_sent_and_told_of() -> None:
    """Rules [N1], [N3]."""
    gateway = Scripted()
    async with served(gateway) as other:
        status, taken = await other.post()
        assert (status, taken["state"]) == (202, "waiting")
        await other.place.go()
        assert (await other.state(taken["id"]))[1]["state"] == "sent"
        (message,) = gateway.given
        assert message.body.startswith("Natijangiz tayyor: 1-son poliklinika. +998712345678")
        delivery = await other.place.delivery(taken["id"])
        assert turn_of(delivery) > FIRST["routine"]
        report = {"delivery_id": delivery.delivery_id, "attempt": 1, "sid": "SM1", "status": "delivered"}
        await other.place.do(other.place.wish(DeliveryReport, **report))
        await other.place.react()
        assert (await other.state(taken["id"]))[1]["state"] == "delivered"
        assert (await other.state(taken["id"], OTHER))[0] == 404


async def test_the_same_again_is_the_same_and_another_body_is_refused() -> None:
    """Rule [N1]."""
    async with served() as other:
        _, first = await other.post()
        shuffled = dict(reversed(list(WANTED.items())))
        assert await other.post(shuffled) == (202, first)
        status, told = await other.post({**WANTED, "language": "ru"})
        assert (status, told["code"], told["path"]) == (409, "same_id_other_body", "Idempotency-Key")
        assert (await other.post(key=OTHER))[1]["id"] != first["id"]
        assert len(await other.place.events(NoticeTaken)) == 2


async def test_by_night_it_waits_and_in_the_morning_it_goes() -> None:
    """Rule [N4]."""
    gateway = Scripted()
    async with served(gateway) as other:
        other.place.now_ms += 4 * HOUR  # 23:13
        _, taken = await other.post()
        await other.place.go()
        assert gateway.given == []
        assert (await other.state(taken["id"]))[1]["state"] == "waiting"
        await other.place.go(7 * HOUR)
        assert gateway.given == []
        await other.place.go(HOUR)
        assert len(gateway.given) == 1


async def test_what_would_be_late_in_the_morning_ends_and_is_never_sent() -> None:
    """Rule [N4]."""
    gateway = Scripted()
    async with served(gateway) as other:
        other.place.now_ms += 4 * HOUR
        _, taken = await other.post({**WANTED, "expires_at": "2026-09-22T06:00:00+05:00"})
        await other.place.go()
        shown = (await other.state(taken["id"]))[1]
        assert (shown["state"], shown["reason"]) == ("expired", "quiet_hours")
        await other.place.go(12 * HOUR)
        assert gateway.given == []


async def test_what_the_gateway_did_not_take_by_evening_waits_for_the_morning() -> None:
    """Rule [N4]."""
    async with served() as other:
        _, taken = await other.post()
        await other.place.pass_time(0)
        await other.place.pass_time(4 * HOUR)
        assert (await other.place.notice(taken["id"])).phase == "waiting"
        await other.place.go(9 * HOUR)
        assert (await other.place.notice(taken["id"])).phase == "sent"


async def test_without_quiet_hours_nothing_waits() -> None:
    async with served(quiet_hours="") as other:
        other.place.now_ms += 6 * HOUR
        _, taken = await other.post({**WANTED, "to": {"email": "a@example.uz"}})
        await other.place.go()
        assert (await other.place.notice(taken["id"])).phase == "sent"


async def test_not_before_its_time() -> None:
    async with served() as other:
        _, taken = await other.post({**WANTED, "not_before": "2026-09-22T09:00:00+05:00"})
        await other.place.go(13 * HOUR)
        assert (await other.place.notice(taken["id"])).phase == "waiting"
        await other.place.go(HOUR)
        assert (await other.place.notice(taken["id"])).phase == "sent"


async def test_whoever_takes_no_messages_gets_none() -> None:
    """Rule [N5]."""
    gateway = Scripted(Never("21610", "unreachable"))
    async with served(gateway) as other:
        other.place.unsubscribed.add("+998901234567")
        _, known = await other.post()
        await other.place.go()
        assert gateway.given == []
        other.place.unsubscribed.clear()
        _, learned = await other.post(repeat="order-0002")
        await other.place.go()
        for taken in (known, learned):
            shown = (await other.state(taken["id"]))[1]
            assert (shown["state"], shown["reason"]) == ("not_sent", "unsubscribed")


@pytest.fixture(params=EVERY_STORE)
def store(request: pytest.FixtureRequest, empty_store: EmptyStore) -> Store:
    return empty_store(request.param, NoticeTown(Scripted()).tables.aggregates.values())


async def test_after_thirty_days_nobody_can_say_to_whom(store: Store) -> None:
    """Rules [N6], [J3], [J5]."""
    async with served(store=store) as other:
        place = other.place
        _, taken = await other.post()
        await place.go()
        await place.pass_time(KEPT_MS)
        await erase_forgotten(place.back, place.erase)
        notice, delivery = await place.notice(taken["id"]), await place.delivery(taken["id"])
        assert (notice.values, notice.telephone, delivery.telephone, notice.erased) == (None, None, None, True)
        (happened,) = await place.events(NoticeTaken)
        assert isinstance(happened.event, NoticeTaken)
        assert (happened.event.telephone, happened.event.values) == (None, None)
        assert (await rebuild.check(place.tables, place.store)).differences == []
        assert (await other.state(taken["id"]))[1]["state"] == "sent"


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"to": {}}, "$.to"),
        ({"to": {"telephone": "+998901234567", "email": "a@b"}}, "$.to"),
        ({"to": {"telephone": "901234567"}}, "$.to.telephone"),
        ({"to": {"email": "nobody"}}, "$.to.email"),
        ({"to": {"fax": "1"}}, "$.to"),
        ({"language": "de"}, "$.language"),
        ({"template": "diagnosis"}, "$.template"),
        ({"values": {}}, "$.values.place"),
        ({"values": {"place": "x", "result": "HIV"}}, "$.values.result"),
        ({"values": {"place": "x\ny"}}, "$.values.place"),
        ({"values": {"place": "x" * 41}}, "$.values.place"),
        ({"values": {"place": 1}}, "$.values[...]"),
        ({"values": {"place": "x", "link": "http://x.uz"}}, "$.values.link"),
        ({"values": {"place": "x", "telephone": "call"}}, "$.values.telephone"),
        ({"template": "reminder", "values": {"place": "x", "at": "tomorrow"}}, "$.values.at"),
        ({"template": "reminder", "values": {"place": "x", "at": "2026-9-1T9:00"}}, "$.values.at"),
        ({"expires_at": "2026-09-23T12:00:00"}, "$.expires_at"),
        ({"expires_at": "2026-09-20T12:00:00+05:00"}, "$.expires_at"),
        ({"expires_at": "2027-09-20T12:00:00+05:00"}, "$.expires_at"),
        ({"not_before": "2026-09-24T12:00:00+05:00"}, "$.expires_at"),
        ({"more": 1}, "$"),
    ],
)
async def test_what_is_wrong_is_told_with_its_path(change: dict[str, Any], path: str) -> None:
    """Rule [N2]."""
    async with served() as other:
        before = other.place.hub.upto
        status, told = await other.post({**WANTED, **change})
        assert (status, told["path"]) == (400, path), told
        assert told["rule"]
        assert other.place.hub.upto == before


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 3000, b"null", b"[]"])
async def test_what_is_no_notice_is_told_so(body: bytes) -> None:
    """Rule [N2]."""
    async with served() as other:
        assert (await other.post(body))[0] == 400


async def test_the_door_has_its_limits() -> None:
    """Rule [N2]."""
    async with served() as other:
        assert (await other.post(b" " * (MOST_BYTES + 1)))[0] == 413
        assert (await other.post(repeat=""))[0] == 400
        assert (await other.post(repeat="short"))[0] == 400
        assert (await other.post(**{"Content-Type": "text/plain"}))[0] == 415
        for wrong in ("", "x", "tezn_" + "C" * 32, SECRET + "A"):
            assert (await other.post(key=wrong))[0] == 401
        for _ in range(MOST_A_MINUTE - 4):
            assert (await other.post())[0] == 202
        assert (await other.post())[0] == 429
        assert (await other.post(key=OTHER))[0] == 202
        await other.place.do(other.place.wish(NoticeKeyRevoke, key_id=KEY_IDS["key-two"]))
        assert (await other.post(key=OTHER))[0] == 401


@given(st.binary(max_size=300) | st.text().map(str.encode))
def test_nothing_that_comes_breaks_the_reading(body: bytes) -> None:
    """Rule [N2]."""
    with suppress(BadNotice):
        read(body)


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=12))
def test_one_idempotency_key_is_one_notice(digests: list[str]) -> None:
    """Rule [N1]: whatever comes in whatever order, the first body stands."""
    key = NoticeKey(key_id="k", name="k", key_hash="h", added_at_ms=0)
    present: Notice | None = None
    for digest in digests:
        wish = NoticeTake(
            id="c", made_at_ms=0, notice_id="n", key_id="k", digest=digest * 64, language="uz",
            template="result_ready", values={"place": "x"}, not_before_ms=0, expires_at_ms=10, telephone="+998",
        )  # fmt: skip
        if present is not None and present.digest != wish.digest:
            with pytest.raises(Refused, match=Code.SAME_ID_OTHER_BODY):
                decide_take(wish, present, key, 1)
            continue
        events = decide_take(wish, present, key, 1)
        assert bool(events) is (present is None)
        if present is None:
            present = Notice(
                notice_id="n", key_id="k", digest=wish.digest, language="uz", template="result_ready", taken_at_ms=1,
                expires_at_ms=10, due_ms=1,
            )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", ["result_ready", "appointment", "appointment_changed", "reminder"])
def test_no_notice_costs_more_than_two_segments(language: str, template: Any) -> None:
    """Rule [N3]."""
    values = {"place": "П" * 40, "telephone": "+998 (71) 234 56 78"}
    values |= {"link": "https://" + "x" * 92} if template == "result_ready" else {"at": "2026-11-24T09:30"}
    check_values(template, values)
    text = notice_text(template, values, language=language, say=Catalogue(WORDS).say)
    assert segments(f"{text} QW2RT") <= 2
    assert values["place"] in text
    plainly = {**values, "place": "1-son poliklinika"}
    if language != "ru":
        assert is_gsm_7(notice_text(template, plainly, language=language, say=Catalogue(WORDS).say))


async def test_only_the_newest_message_of_a_notice_counts() -> None:
    async with served() as other:
        _, taken = await other.post()
        await other.place.go()
        follow = {"notice_id": taken["id"], "delivery_id": "another", "status": "failed"}
        await other.place.do(other.place.wish(NoticeFollow, **follow))
        assert (await other.place.notice(taken["id"])).phase == "sent"

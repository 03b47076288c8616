"""A gateway described by data: what is sent, what each answer means, and what it may report."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from config.carriers import carriers_of
from config.settings import Settings, SettingsProblem
from signaling.http import errors_told
from signaling.protocol.deliveries import DeliveryReported
from sms.adapters.http import DescriptionProblem, HttpDescription, HttpGateway, at, read_description
from sms.domain.gateway import Later, Never, Outcome, Sought, Taken, Unclear
from sms.http.reports import ReportDoor
from sms.http.webhooks import ReportBook
from tests.fixtures.child import free_port
from tests.sms.desk import KARIMOV, town
from tests.sms.test_links import front_door
from tests.sms.test_twilio import MESSAGE

TEXT = """
url = "{url}/send"
fields = {{ to = "phone", body = "text", sender = "from", valid_s = "ttl", report_url = "callback", key = "ref" }}
constant = {{ service = "alerts" }}
headers = {{ Authorization = "Bearer {{secret}}" }}
sid_at = "messages.0.id"
code_at = "error.code"
later = ["E_BUSY"]
failures = {{ E_NUMBER = "number", E_MONEY = "configuration" }}
statuses = {{ DELIVRD = "delivered", UNDELIV = "undelivered", ACCEPTD = "sent" }}
report_key = "ref"
report_status = "state"
report_code = "why"
plus = false
"""


@dataclass
class FakeGateway:
    """Keeps what it took; its next answer is what a test says."""

    answer: Any = None
    status: int = 200
    given: list[dict[str, str]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    retry_after: str = ""

    async def take(self, request: web.Request) -> web.StreamResponse:
        if request.method == "GET":
            self.given.append(dict(request.query))
        elif request.content_type == "application/json":
            self.given.append(await request.json())
        else:
            self.given.append({name: str(value) for name, value in (await request.post()).items()})
        self.headers.append(dict(request.headers))
        if self.answer == "drop" and request.transport is not None:
            request.transport.abort()
        body = self.answer if isinstance(self.answer, str) else msgspec.json.encode(self.answer).decode()
        more = {"Retry-After": self.retry_after} if self.retry_after else {}
        return web.Response(status=self.status, text=body, headers=more)


@asynccontextmanager
async def gateway(tmp_path: Path, fake: FakeGateway, **changes: Any) -> AsyncIterator[HttpGateway]:
    application = web.Application()
    application.add_routes([web.post("/send", fake.take), web.get("/send", fake.take)])
    async with TestServer(application) as server:
        file = tmp_path / "gateway.toml"
        file.write_text(TEXT.format(url=str(server.make_url("")).rstrip("/")), "utf-8")
        description = msgspec.structs.replace(read_description(file), **changes)
        made = HttpGateway(description, sender="103", secret="s3cret", report_token="tok", timeout_s=2)
        try:
            yield made
        finally:
            await made.close()


TAKEN_ANSWER = {"messages": [{"id": 77}]}


@pytest.mark.parametrize(("shape", "method"), [("json", "POST"), ("form", "POST"), ("query", "GET")])
async def test_a_message_goes_as_it_is_described(tmp_path: Path, shape: str, method: str) -> None:
    fake = FakeGateway(TAKEN_ANSWER)
    async with gateway(tmp_path, fake, shape=shape, method=method) as http:
        assert await http.send(MESSAGE) == Taken("77")
    assert fake.given == [
        {
            "service": "alerts",
            "phone": "998000000001",
            "text": MESSAGE.body,
            "from": "103",
            "ttl": "300",
            "callback": "https://tez.example.uz/sms/report/tok",
            "ref": "0199.1",
        }
    ]
    assert fake.headers[0]["Authorization"] == "Bearer s3cret"


@pytest.mark.parametrize(
    ("status", "answer", "expected"),
    [
        (200, TAKEN_ANSWER, Taken("77")),
        (200, {"messages": []}, Unclear("no_sid")),
        (200, "not json", Unclear("no_sid")),
        (200, {"messages": {"0": {"id": None}}}, Unclear("no_sid")),
        (200, {"error": {"code": "E_BUSY"}}, Later("E_BUSY", 7_000)),
        (429, {}, Later("429", 7_000)),
        (400, {"error": {"code": "E_NUMBER"}}, Never("E_NUMBER", "number")),
        (402, {"error": {"code": "E_MONEY"}}, Never("E_MONEY", "configuration")),
        (401, {}, Never("401", "configuration")),
        (400, {}, Never("400", "unreachable")),
        (500, {}, Unclear("500")),
        (503, TAKEN_ANSWER, Unclear("503")),
        (302, "", Unclear("302")),
    ],
)
async def test_each_answer_has_its_meaning(tmp_path: Path, status: int, answer: Any, expected: Outcome) -> None:
    fake = FakeGateway(answer, status, retry_after="7")
    async with gateway(tmp_path, fake) as http:
        assert await http.send(MESSAGE) == expected


async def test_a_lost_answer_is_unclear_and_a_gateway_that_is_not_there_took_nothing(tmp_path: Path) -> None:
    fake = FakeGateway("drop")
    async with gateway(tmp_path, fake) as http:
        assert isinstance(await http.send(MESSAGE), Unclear)
        assert await http.find(Sought(to=MESSAGE.to, code=MESSAGE.code, since_ms=0)) is None
    async with gateway(tmp_path, fake, url=f"http://127.0.0.1:{free_port()}/send") as http:
        assert await http.send(MESSAGE) == Later("connect")


async def test_a_gateway_that_repeats_its_answer_to_a_key_gets_the_same_key(tmp_path: Path) -> None:
    fake = FakeGateway(TAKEN_ANSWER)
    async with gateway(tmp_path, fake, key_repeats=True) as http:
        await http.send(MESSAGE)
    assert fake.given[0]["ref"] == "0199"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("url = 1", "url"),
        ("not toml", "cannot be used"),
        ('url = "ftp://x"\nsid_at = "id"\nfields = { to = "a", body = "b" }', "url"),
        ('url = "https://x"\nsid_at = "id"\nfields = { to = "a" }', "no field to body"),
        ('url = "https://x"\nsid_at = "id"\nfields = { to = "a", body = "b" }\nunknown = 1', "unknown"),
        ('url = "https://x"\nsid_at = "id"\nfields = { to = "a", body = "b" }\nfailures = { E = "bad" }', "failures"),
    ],
)
def test_a_description_that_cannot_be_used_is_told_by_its_key(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "gateway.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(DescriptionProblem, match=says):
        read_description(file)
    with pytest.raises(SettingsProblem, match="sms_http_file"):
        carriers_of(Settings(sms_gateway="http", sms_http_file=str(file)))


@pytest.mark.parametrize(
    "settings",
    [
        Settings(sms_gateway="http"),
        Settings(sms_gateway="http", sms_http_file="/no/such/file.toml"),
        Settings(sms_gateway="twilio"),
        Settings(
            sms_gateway="twilio",
            sms_second_gateway="twilio",
            twilio_account_sid="AC1",
            twilio_auth_token="t",
            twilio_from="+998000000000",
        ),
        Settings(
            sms_gateway="twilio",
            twilio_account_sid="AC1",
            twilio_auth_token="t",
            twilio_from="+998000000000",
            twilio_shared_keys="nonsense",
        ),
        Settings(sms_gateway="twilio", smtp_host="mail.example.uz"),
    ],
)
def test_settings_that_lack_something_keep_a_server_from_starting(settings: Settings) -> None:
    with pytest.raises(SettingsProblem):
        carriers_of(settings)


def test_a_path_into_an_answer_never_breaks() -> None:
    assert at({"a": [{"b": 1}]}, "a.0.b") == 1
    for path in ("a.1.b", "a.x", "b", "a.0.b.c", ""):
        assert at({"a": [{"b": 1}]}, path) is None


# Its reports


@pytest.mark.parametrize("shape", ["json", "form"])
async def test_reports_in_any_order_end_the_same(tmp_path: Path, shape: str) -> None:
    """Rule [A6]."""
    async with town() as place:
        alert_id = await place.raised(KARIMOV)
        await place.send()
        delivery_id = (await place.delivery(alert_id, KARIMOV)).delivery_id
        file = tmp_path / "gateway.toml"
        file.write_text(TEXT.format(url="https://gateway.example.uz"), "utf-8")
        door = front_door(place, tmp_path)
        door.settings = msgspec.structs.replace(door.settings, sms_http_file=str(file), sms_report_token="tok")
        application = web.Application(middlewares=[errors_told])
        reports = ReportDoor(door, ReportBook(door), read_description(file))
        application.add_routes([web.post("/sms/report/{token}", reports.report)])
        async with TestClient(TestServer(application)) as client:

            async def told(state: str, key: str = f"{delivery_id}.1", token: str = "tok") -> int:
                fields = {"id": "SM1", "ref": key, "state": state, "why": "12"}
                body: dict[str, Any] = {"json": fields} if shape == "json" else {"data": fields}
                async with client.post(f"/sms/report/{token}", **body) as answer:
                    return answer.status

            for state in ("ACCEPTD", "DELIVRD", "UNDELIV", "ACCEPTD", "NOBODY_KNOWS", "DELIVRD"):
                assert await told(state) == 200
            assert await told("DELIVRD", delivery_id) == 200
            assert await told("DELIVRD", token="other") == 404
            assert await told("DELIVRD", "0199dead-0000-7000-8000-000000000000.1") == 404
            assert await told("DELIVRD", "") == 404
            broken = await client.post("/sms/report/tok", data=b"{", headers={"Content-Type": "application/json"})
            assert broken.status == 400
        assert (await place.delivery(alert_id, KARIMOV)).progress.status == "delivered"
        assert len(await place.events(DeliveryReported)) == 2


def test_a_description_says_how_fast() -> None:
    described = HttpDescription(url="https://x", fields={"to": "a", "body": "b"}, sid_at="id", per_second=3)
    assert HttpGateway(described, sender="", secret="").per_second == 3

"""An answer by SMS: one digit; whatever else comes changes nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from signaling.http import errors_told
from signaling.protocol.alerts import AlertAcknowledged, AlertDeclined
from sms.http import routes
from tests.fakes.twilio.server import TOKEN, FakeTwilio
from tests.sms.desk import KARIMOV, LIVES_MS, PUBLIC_BASE, RASULOVA, AlertTown, town
from tests.sms.test_links import front_door

OTHER = "0199aaaa-0000-7000-8000-000000000002"


class Desk:
    def __init__(self, place: AlertTown, twilio: FakeTwilio) -> None:
        self.place = place
        self.twilio = twilio

    async def text(
        self, body: str, telephone: str | None = RASULOVA.telephone, token: str = TOKEN, sid: str | None = None
    ) -> int:
        form = {"MessageSid": sid or self.place.new_id(), "From": telephone or "", "To": "+998000000000", "Body": body}
        return (await self.twilio.post(f"{PUBLIC_BASE}/sms/inbound", form, token=token))[0]

    async def status(self, alert_id: str) -> str:
        return (await self.place.alert(alert_id)).status


@asynccontextmanager
async def listening(built: Path) -> AsyncIterator[Desk]:
    twilio = FakeTwilio()
    async with town() as place:
        application = web.Application(middlewares=[errors_told])
        application.add_routes(routes(front_door(place, built)))
        async with TestClient(TestServer(application)) as client:
            base = str(client.make_url("")).rstrip("/")
            twilio.reach = lambda url: url.replace(PUBLIC_BASE, base)
            yield Desk(place, twilio)


@pytest.mark.parametrize("body", ["1", " 1 ", "1\n"])
async def test_one_digit_accepts_however_often_it_comes(tmp_path: Path, body: str) -> None:
    """Rule [A16]."""
    async with listening(tmp_path) as here:
        alert_id = await here.place.raised(RASULOVA)
        await here.place.send()
        for _ in range(3):
            assert await here.text(body, sid="SM1") == 200
        assert await here.status(alert_id) == "acknowledged"
        assert len(await here.place.events(AlertAcknowledged)) == 1


async def test_two_passes_on(tmp_path: Path) -> None:
    async with listening(tmp_path) as here:
        await here.place.raised(RASULOVA, KARIMOV)
        await here.place.send()
        await here.text("2")
        [declined] = await here.place.events(AlertDeclined)
        assert isinstance(declined.event, AlertDeclined)
        assert declined.event.person_id == RASULOVA.person_id


async def test_when_two_wait_the_code_says_which(tmp_path: Path) -> None:
    """Rule [A16]."""
    async with listening(tmp_path) as here:
        first = await here.place.raised(RASULOVA)
        second = await here.place.raised(RASULOVA, about_id=OTHER)
        await here.place.send()
        await here.text("1")
        assert (await here.status(first), await here.status(second)) == ("open", "open")
        code = (await here.place.delivery(second, RASULOVA)).code
        await here.text(f"1 {code.lower()}")
        assert (await here.status(first), await here.status(second)) == ("open", "acknowledged")


@pytest.mark.parametrize(
    "body", ["", "3", "11", "yes", "ok 1", "1 2", "STOP", "CANCEL", "1 ABCDE F", "１", "1 AAAAA", "x" * 2000, "\0"]
)
async def test_anything_else_answers_nothing(tmp_path: Path, body: str) -> None:
    """Rule [A16]."""
    async with listening(tmp_path) as here:
        alert_id = await here.place.raised(RASULOVA)
        await here.place.send()
        assert await here.text(body) == 200
        assert await here.status(alert_id) == "open"


async def test_a_stranger_somebody_late_and_a_forger_answer_nothing(tmp_path: Path) -> None:
    async with listening(tmp_path) as here:
        alert_id = await here.place.raised(RASULOVA)
        await here.place.send()
        assert await here.text("1", "+998000009999") == 200
        assert await here.text("1", "") == 400
        assert await here.text("1", token="somebody else's") == 403
        here.place.now_ms += LIVES_MS["urgent"] + 1
        assert await here.text("1") == 200
        assert await here.status(alert_id) == "open"

"""Calendar links and files over HTTP and on the command line: who may, and what bad input gets."""

from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from config.cli import main
from people import http
from people.accounts import with_password
from people.assembly import assemble
from people.domain import rights
from signaling.protocol.booking import BookedSlot, BookedSlots
from signaling.protocol.people import PersonAdd, PersonDisable
from signaling.protocol.rota import AbsenceAdd
from signaling.slice import Answers, Enquiry, Slice
from signaling.testing import Town
from tests.people.rota_town import RASULOVA, Department, at
from tests.people.test_calendars import MONDAY, NIGHT, TUESDAY, event, file
from tests.people.test_signing_in import PASSWORD, browser, front_door

ICS = {"Content-Type": "text/calendar"}
Browser = TestClient[Any, Any]


async def _no_consults(question: BookedSlots, enquiry: Enquiry) -> list[BookedSlot]:
    return []


NO_CONSULTS = Slice(name="no_consults", answers=(Answers(BookedSlots, _no_consults),))


@pytest.fixture
async def house() -> AsyncIterator[Department]:
    async with Town([assemble(), NO_CONSULTS], rights=rights, sees=rights.may_see) as town:
        department = Department(town)
        await department.fill()
        for name, role in (("boss", "administrator"), ("doctor", "specialist"), ("ward", "hospital")):
            belongs = {"hospital_id": "h1"} if role == "hospital" else {}
            wish = town.wish(PersonAdd, person_id=name, login=name, name=name, role=role, **belongs)
            assert isinstance(wish, PersonAdd)
            await town.do(await with_password(wish, PASSWORD))
        yield department


@pytest.fixture
async def client(house: Department) -> AsyncIterator[Browser]:
    async with browser(http.routes(front_door(house.town))) as client:
        yield client


async def sign_in(client: Browser, name: str) -> None:
    answer = await client.post("/api/sign-in", json={"name": name, "password": PASSWORD})
    assert answer.status == 200


async def feed(client: Browser, **wish: str) -> str:
    answer = await client.post("/api/rota/feed", json=wish)
    assert answer.status == 200
    url: str = (await answer.json())["url"]
    return url.removeprefix("http://127.0.0.1:8103")


async def test_d6_a_link_is_read_without_signing_in_until_it_is_revoked(house: Department, client: Browser) -> None:
    """Rule [D6]."""
    assert (await client.post("/api/rota/feed", json={})).status == 401
    await sign_in(client, "doctor")
    await house.night("own", type(RASULOVA)("doctor", RASULOVA.role))
    await house.do(
        AbsenceAdd, absence_id="a", person_id="rasulova", from_ms=at(NIGHT[0]), until_ms=at(NIGHT[1]), kind="illness"
    )
    own, all_of_it = await feed(client), await feed(client, specialty="cardiology")
    await client.post("/api/sign-out")
    answer = await client.get(own)
    assert (answer.status, answer.content_type, answer.headers["Cache-Control"]) == (200, "text/calendar", "no-store")
    text = await answer.text()
    assert "doctor" in text
    assert "Rasulova" not in text
    text = await (await client.get(all_of_it)).text()
    assert "cardiology: Rasulova" in text
    assert "illness" not in text
    assert "DTSTART:20260302T150000Z" in text, "the doctor's own night"
    assert text.count("DTSTART:20260302T150000Z") == 1, "who is absent is not on duty"
    await sign_in(client, "doctor")
    await client.post("/api/rota/feed/revoke", json={})
    assert (await client.get(own)).status == (await client.get(all_of_it)).status == 404


async def test_d6_the_links_of_a_closed_account_are_none(house: Department, client: Browser) -> None:
    """Rule [D6]."""
    await sign_in(client, "doctor")
    link = await feed(client)
    await house.do(PersonDisable, person_id="doctor")
    assert (await client.get(link)).status == 404
    assert (await client.get("/rota/AAAAAAAAAAAAAAAAAAAAAA.ics")).status == 404
    assert (await client.get("/rota/short.ics")).status == 404


async def test_d6_a_wish_that_is_none_is_refused(client: Browser) -> None:
    """Rule [D6]."""
    await sign_in(client, "doctor")
    wishes: tuple[object, ...] = ({"specialty": "astrology"}, {"other": 1}, [])
    for body in wishes:
        assert (await client.post("/api/rota/feed", json=body)).status == 400
    assert (await client.post("/api/rota/feed", data="x=1")).status == 415
    await client.post("/api/sign-out")
    await sign_in(client, "ward")
    assert (await client.post("/api/rota/feed", json={})).status == 403


async def test_d7_only_an_administrator_brings_a_file(house: Department, client: Browser) -> None:
    """Rule [D7]."""
    assert (await client.post("/api/rota/import", data=file(event()), headers=ICS)).status == 401
    await sign_in(client, "doctor")
    assert (await client.post("/api/rota/import", data=file(event()), headers=ICS)).status == 403
    await client.post("/api/sign-out")
    await sign_in(client, "boss")
    answer = await client.post("/api/rota/import", data=file(event(), event("bad", DTEND=None)), headers=ICS)
    assert answer.status == 200
    assert await answer.json() == {
        "done": True, "added": 1, "changed": 0, "removed": 0, "kept": 0,
        "problems": [{"line": 11, "uid": "bad", "why": "no_end"}],
    }  # fmt: skip
    assert set(await house.asked(f"{TUESDAY}T03:00")) == {"li", "rasulova"}
    answer = await client.post("/api/rota/import?strict", data=file(event("bad", DTEND=None)), headers=ICS)
    assert (await answer.json())["done"] is False


async def test_d7_what_is_no_calendar_changes_nothing(client: Browser) -> None:
    """Rule [D7]."""
    await sign_in(client, "boss")
    assert (await client.post("/api/rota/import", data=b"hello", headers=ICS)).status == 400
    assert (await client.post("/api/rota/import", data=b"\xff\xff", headers=ICS)).status == 400
    assert (await client.post("/api/rota/import", data=file(event()))).status == 415
    large = BytesIO(file(*[event()] * 12_000))
    assert (await client.post("/api/rota/import", data=large, headers=ICS)).status == 413


def test_d7_the_command_line_brings_a_file_and_tells_what_it_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rule [D7]."""
    tez = ["--data-dir", str(tmp_path / "data")]
    assert main([*tez, "user", "add", "li", "Li", "--role", "specialist", "--specialty", "cardiology"]) == 0
    year = {"DTSTART": "DTSTART:21260302T200000", "DTEND": "DTEND:21260303T080000"}
    bring = [*tez, "duty", "import", str(tmp_path / "rota.ics")]
    assert main(bring) == 2, "there is no such file"
    (tmp_path / "rota.ics").write_bytes(b"no calendar")
    assert main(bring) == 2
    (tmp_path / "rota.ics").write_bytes(file(event("good", year), event("bad", year, SUMMARY="SUMMARY:nobody")))
    assert main([*bring, "--strict"]) == 1
    assert "line 11: bad: nobody\nNothing was changed." in capsys.readouterr().out
    assert main(bring) == 1
    assert "1 added, 0 changed, 0 removed, 0 as they were, 1 left out." in capsys.readouterr().out
    (tmp_path / "rota.ics").write_bytes(file(event("good", year)))
    assert main(bring) == 0
    assert "0 added, 0 changed, 0 removed, 1 as they were, 0 left out." in capsys.readouterr().out
    (tmp_path / "rota.ics").write_bytes(b"x" * (1024 * 1024 + 1))
    assert main(bring) == 2
    assert MONDAY not in capsys.readouterr().out

"""A tablet is paired, signed in, replaced and shut out, as a browser does it, with the real slices around it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from aiohttp import CookieJar, web
from aiohttp.test_utils import TestClient, TestServer

import dispatch.assembly
import people.assembly
import people.http
from brigade_app import http
from brigade_app.assembly import assemble
from brigade_app.positions.live import LivePositions
from brigade_app.store import MemoryPositions
from people.domain import rights
from people.sessions import Sessions
from signaling.front_door import FrontDoor
from signaling.http import errors_told
from signaling.protocol.base import Point
from signaling.protocol.brigade_app import EndShift, OfferPairing, PairingOffered, StartShift, UnpairTablet
from signaling.protocol.brigades import AddBrigade, BrigadesKnown, Profile
from signaling.protocol.hospitals import AddStation
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Audience, Role
from signaling.testing import Town, person

DISPATCHER = person(Role.DISPATCHER)
CREW = Actor(id="b5", role=Role.CREW, brigade_id="b5")
Browser = TestClient[Any, Any]


class NoScreens:
    """Nobody looks at these positions."""

    def tell(self, audience: Audience, message: msgspec.Struct) -> None:
        return None

    def tell_session(self, session_id: str, message: msgspec.Struct) -> None:
        return None


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    tablet = assemble(LivePositions(MemoryPositions(), NoScreens()))
    slices = [people.assembly.assemble(), dispatch.assembly.assemble(), tablet]
    async with Town(slices, rights=rights, sees=rights.may_see) as town:
        await town.do(town.wish(AddStation, station_id="s1", name="Station 1", point=Point(lon=66.9, lat=39.6)))
        await town.do(
            town.wish(AddBrigade, brigade_id="b5", callsign="Reanimatsion 5", profile=Profile.GENERAL, station_id="s1")
        )
        yield town


@asynccontextmanager
async def browser(town: Town) -> AsyncIterator[Browser]:
    sessions = Sessions(town.bus.reading, town.clock)
    town.hub.listen(lambda row, event: sessions.hear(event))
    door = FrontDoor(
        bus=town.bus,
        hub=town.hub,
        tickets=town.tickets,
        actors=sessions,
        now_ms=town.clock,
        settings=SimpleNamespace(),
        built=Path("/nowhere"),
        demo=False,
        public_base="http://127.0.0.1:8103",
    )
    application = web.Application(middlewares=[errors_told])
    application.add_routes([*http.routes(door), *people.http.routes(door)])
    async with TestClient(TestServer(application), cookie_jar=CookieJar(unsafe=True)) as client:
        yield client


async def offer(town: Town) -> str:
    answer = await town.do(town.wish(OfferPairing, brigade_id="b5"), DISPATCHER)
    assert len(answer["code"]) == 6
    return str(answer["code"])


async def pair(client: Browser, code: str) -> tuple[int, dict[str, Any]]:
    answer = await client.post("/api/tablet/pair", json={"code": code, "device_name": "Tablet 1"})
    return answer.status, await answer.json()


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


async def test_a_code_that_was_read_out_makes_this_browser_the_brigades_tablet_once(town: Town) -> None:
    code = await offer(town)
    async with browser(town) as client:
        assert await pair(client, code) == (200, {"brigade_id": "b5"})
        me = await (await client.get("/api/me")).json()
        assert (me["role"], me["brigade_id"], me["name"], me["front"]) == ("crew", "b5", "Reanimatsion 5", "/tablet")
    async with browser(town) as client:
        status, told = await pair(client, code)
        assert (status, told["code"]) == (409, "wrong_code")
        assert "id" not in await (await client.get("/api/me")).json()


async def test_the_code_itself_is_nowhere_in_the_journal(town: Town) -> None:
    code = await offer(town)
    async with town.store.reading() as look:
        rows = await look.rows(0, 1000, None)
    assert all(code not in f"{row.body}{row.personal}" for row in rows)
    (offered,) = await town.events(PairingOffered)
    body = next(row.body for row in rows if row.type == "pairing.offered")
    assert isinstance(offered.event, PairingOffered)
    assert offered.event.code_hash is not None
    assert offered.event.code_hash not in body


async def test_the_same_offer_asked_again_gives_the_same_code(town: Town) -> None:
    wish = town.wish(OfferPairing, brigade_id="b5")
    assert await town.do(wish, DISPATCHER) == await town.do(wish, DISPATCHER)


async def test_a_code_is_dead_after_ten_minutes(town: Town) -> None:
    code = await offer(town)
    town.now_ms += 10 * 60_000
    async with browser(town) as client:
        status, told = await pair(client, code)
        assert (status, told["code"]) == (409, "code_expired")


async def test_the_sixth_guess_of_a_minute_is_not_looked_at_even_if_it_is_right(town: Town) -> None:
    code = await offer(town)
    async with browser(town) as client:
        for _ in range(5):
            assert (await pair(client, wrong(code)))[1]["code"] == "wrong_code"
        status, told = await pair(client, code)
        assert (status, told["code"]) == (429, "too_many_tries")
        town.now_ms += 60_000
        assert (await pair(client, code))[0] == 200


@pytest.mark.parametrize(
    "body", [b"{}", b'{"code":"12345","device_name":"x"}', b'{"code":"1234567","device_name":"x"}']
)
async def test_what_is_no_code_is_rejected_and_counts_as_nothing(town: Town, body: bytes) -> None:
    async with browser(town) as client:
        assert (await client.post("/api/tablet/pair", data=body)).status == 400
        assert (await client.get("/api/tablet/pair")).status == 405


async def test_a_new_tablet_shuts_the_old_one_out_and_so_does_unpairing(town: Town) -> None:
    async with browser(town) as old, browser(town) as new:
        await pair(old, await offer(town))
        await pair(new, await offer(town))
        await town.react()
        assert "id" not in await (await old.get("/api/me")).json()
        assert "id" in await (await new.get("/api/me")).json()
        await town.do(town.wish(UnpairTablet, brigade_id="b5"), DISPATCHER)
        await town.react()
        assert "id" not in await (await new.get("/api/me")).json()


async def test_a_shift_makes_the_brigade_available_and_its_end_takes_it_off(town: Town) -> None:
    async def state() -> str:
        return str((await town.ask(BrigadesKnown())).brigades[0].state)

    assert await state() == "off_shift"
    await town.do(town.wish(StartShift, brigade_id="b5", crew_names=["Dilnoza"]), CREW)
    await town.react()
    assert await state() == "available"
    await town.do(town.wish(EndShift), CREW)
    await town.react()
    assert await state() == "off_shift"


async def test_a_brigade_that_does_not_exist_is_offered_nothing(town: Town) -> None:
    with pytest.raises(Refused, match=Code.NOT_FOUND):
        await town.do(town.wish(OfferPairing, brigade_id="b6"), DISPATCHER)

"""Signing in over HTTP, as a browser does it."""

import re
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import CookieJar, web
from aiohttp.test_utils import TestClient, TestServer

from people import http
from people.accounts import with_password
from people.assembly import assemble
from people.demo import demo_routes
from people.domain import rights
from people.domain.tries import NAME_AT_ADDRESS
from people.sessions import Sessions
from signaling.front_door import FrontDoor
from signaling.protocol.base import Point
from signaling.protocol.brigades import AddBrigade, Profile
from signaling.protocol.hospitals import AddStation
from signaling.protocol.people import PersonAdd
from signaling.testing import Town
from tests.laws.watching import every_slice

PASSWORD = "kf8-qmx-2uw-t9z"


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with Town([assemble()], rights=rights, sees=rights.may_see) as town:
        yield town


def front_door(town: Town, *, demo: bool = False) -> FrontDoor:
    sessions = Sessions(town.bus.reading, town.clock)
    town.hub.listen(lambda row, event: sessions.hear(event))
    return FrontDoor(
        bus=town.bus,
        hub=town.hub,
        tickets=town.tickets,
        actors=sessions,
        now_ms=town.clock,
        settings=SimpleNamespace(),
        built=Path("/nowhere"),
        demo=demo,
        public_base="http://127.0.0.1:8103",
    )


@asynccontextmanager
async def browser(routes: Iterable[web.RouteDef]) -> AsyncIterator[TestClient[Any, Any]]:
    application = web.Application()
    application.add_routes(routes)
    async with TestClient(TestServer(application), cookie_jar=CookieJar(unsafe=True)) as client:
        yield client


async def add_nodira(town: Town) -> None:
    wish = PersonAdd(
        id=town.new_id(), made_at_ms=0, person_id=town.new_id(), login="nodira", name="Nodira", role="specialist"
    )
    await town.do(await with_password(wish, PASSWORD))


async def test_a_right_password_gives_a_cookie_that_scripts_cannot_read_and_says_who_one_is(town: Town) -> None:
    await add_nodira(town)
    async with browser(http.routes(front_door(town))) as client:
        assert await (await client.get("/api/me")).json() == {"demo": False}
        answer = await client.post("/api/sign-in", json={"name": " Nodira", "password": PASSWORD})
        assert answer.status == 200
        (cookie,) = answer.cookies.values()
        assert cookie["httponly"]
        assert cookie["samesite"] in ("Lax", "Strict")
        assert len(cookie.value) >= 22
        me = await (await client.get("/api/me")).json()
        assert me == await answer.json()
        assert (me["name"], me["role"], me["front"], me["language"]) == ("Nodira", "specialist", "/room", "uz")
        assert (await client.post("/api/sign-out")).status == 200
        assert await (await client.get("/api/me")).json() == {"demo": False}


async def test_a_wrong_password_and_an_unknown_name_are_answered_alike(town: Town) -> None:
    await add_nodira(town)
    async with browser(http.routes(front_door(town))) as client:
        told = []
        for typed in ({"name": "nodira", "password": "wrong"}, {"name": "nobody", "password": "wrong"}):
            answer = await client.post("/api/sign-in", json=typed)
            told.append((answer.status, await answer.text(), sorted(answer.headers)))
        assert told[0] == told[1]
        assert told[0][:2] == (401, '{"code":"wrong_password","details":{}}')


async def test_after_five_failures_even_the_right_password_waits(town: Town) -> None:
    await add_nodira(town)
    async with browser(http.routes(front_door(town))) as client:
        for _ in range(NAME_AT_ADDRESS.tries):
            await client.post("/api/sign-in", json={"name": "nodira", "password": "wrong"})
        answer = await client.post("/api/sign-in", json={"name": "nodira", "password": PASSWORD})
        assert answer.status == 429
        assert (await answer.json())["code"] == "too_many_tries"
        town.now_ms += NAME_AT_ADDRESS.ms
        assert (await client.post("/api/sign-in", json={"name": "nodira", "password": PASSWORD})).status == 200


@pytest.mark.parametrize(
    ("trusted", "forwarded", "counted_apart"),
    [
        ("127.0.0.1", ("192.0.2.{}",), True),
        ("127.0.0.1 10.0.0.2", ("192.0.2.{}, 10.0.0.2",), True),
        ("127.0.0.1", ("192.0.2.{}", "198.51.100.7"), False),
        ("127.0.0.1", ("192.0.2.{}, 198.51.100.7",), False),
        ("", ("192.0.2.{}",), False),
        ("10.0.0.2", ("192.0.2.{}",), False),
    ],
)
async def test_behind_a_proxy_of_ours_tries_are_counted_by_whoever_stands_before_it(
    town: Town, trusted: str, forwarded: tuple[str, ...], counted_apart: bool
) -> None:
    """Else one guesser would keep everybody out; and nobody invents the address they are counted under."""
    await add_nodira(town)
    door = front_door(town)
    door.settings = SimpleNamespace(trusted_proxies=trusted)
    async with browser(http.routes(door)) as client:
        for number in range(NAME_AT_ADDRESS.tries + 1):
            headers = [("X-Forwarded-For", line.format(number)) for line in forwarded]
            answer = await client.post("/api/sign-in", json={"name": "nodira", "password": "wrong"}, headers=headers)
        assert answer.status == (401 if counted_apart else 429)


async def test_signing_in_again_ends_the_sign_in_before(town: Town) -> None:
    await add_nodira(town)
    async with browser(http.routes(front_door(town))) as client:
        typed = {"name": "nodira", "password": PASSWORD}
        first = await client.post("/api/sign-in", json=typed)
        (cookie,) = first.cookies.values()
        await client.post("/api/sign-in", json=typed)
        async with browser(http.routes(front_door(town))) as other:
            nobody = await other.get("/api/me", cookies={cookie.key: cookie.value})
            assert "id" not in await nobody.json()


async def test_a_language_is_kept_with_the_account_and_on_the_browser(town: Town) -> None:
    await add_nodira(town)
    async with browser(http.routes(front_door(town))) as client:
        assert (await client.post("/api/language", json={"language": "en"})).status == 200
        typed = {"name": "nodira", "password": PASSWORD}
        assert (await (await client.post("/api/sign-in", json=typed)).json())["language"] == "en"
        await client.post("/api/language", json={"language": "ru"})
        assert (await (await client.get("/api/me")).json())["language"] == "ru"
        assert (await client.post("/api/language", json={"language": "xx"})).status == 400


@pytest.mark.parametrize("path", ["/api/sign-in", "/api/language"])
async def test_only_json_is_read_and_nothing_by_get(town: Town, path: str) -> None:
    async with browser(http.routes(front_door(town))) as client:
        assert (await client.post(path, data={"name": "nodira", "password": PASSWORD})).status == 415
        assert (await client.post(path, data="{", headers={"content-type": "application/json"})).status == 400
        assert (await client.get(path)).status == 405


async def test_one_tap_sign_ins_are_the_demos_alone(tmp_path: Path) -> None:
    async with Town(every_slice(tmp_path), rights=rights, sees=rights.may_see) as town:
        await _one_tap(town)


async def _one_tap(town: Town) -> None:
    await add_nodira(town)
    place = Point(lon=69.0, lat=41.0)
    station = await town.do(AddStation(id=town.new_id(), made_at_ms=0, name="Markaziy", point=place))
    wish = AddBrigade(
        id=town.new_id(), made_at_ms=0, callsign="Brigada 1", profile=Profile.GENERAL, station_id=station["id"]
    )
    brigade = await town.do(wish)
    with pytest.raises(RuntimeError):
        demo_routes(front_door(town))
    serve, demo = front_door(town), front_door(town, demo=True)
    async with browser(http.routes(serve)) as client:
        assert (await client.get("/api/demo/people")).status == 404
        assert (await client.post("/api/demo/sign-in", json={"person_id": "x"})).status == 404
    async with browser([*http.routes(demo), *demo_routes(demo)]) as client:
        (nodira, crew) = await (await client.get("/api/demo/people")).json()
        assert (crew["person_id"], crew["name"], crew["front"]) == (brigade["id"], "Brigada 1", "/tablet")
        tapped = await client.post("/api/demo/sign-in", json={"person_id": crew["person_id"]})
        assert re.fullmatch("[0-9]{6}", (await tapped.json())["code"])
        assert (nodira["name"], nodira["front"]) == ("Nodira", "/room")
        answer = await client.post("/api/demo/sign-in", json={"person_id": nodira["person_id"]})
        assert answer.status == 200
        assert (await (await client.get("/api/me")).json())["id"] == nodira["person_id"]

"""The graph's process: it answers beside the server, comes back when it dies, changes when the map changes."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random
from time import thread_time

import pytest

from geography.assembly import assemble
from geography.client import GeographyClient
from geography.map_import import import_map
from geography.roads import RoadGraph
from signaling.protocol.base import Point
from signaling.protocol.geography import (
    AddressAt,
    AddressFound,
    Leg,
    MapInUse,
    Route,
    RouteView,
    SuggestAddresses,
    TravelTimes,
)
from signaling.protocol.refusals import Refused, Unavailable
from signaling.slice import Actor, Enquiry, Role
from tests.geography.conftest import TownMap
from tests.geography.network import Network
from tests.geography.test_roads import some_points

NOBODY = Enquiry(reading=None, actor=Actor("p1", Role.DISPATCHER), now_ms=0, ask=None)  # type: ignore[arg-type]


@pytest.fixture
async def client(town_map: TownMap) -> AsyncIterator[GeographyClient]:
    client = GeographyClient(town_map.data_folder, look_s=0.05)
    await client.start()
    await client.loaded(60)
    yield client
    await client.stop()


async def answered(client: GeographyClient, question: object, within_s: float = 60) -> object:
    """Asks until somebody answers, as a screen would."""
    async with asyncio.timeout(within_s):
        while True:
            try:
                return await client.ask(question)  # type: ignore[arg-type]
            except Unavailable:
                await client.loaded(within_s)
                await asyncio.sleep(0)


async def test_it_answers_as_the_graph_does(client: GeographyClient, town_map: TownMap, town_roads: RoadGraph) -> None:
    town = town_map.town
    stations = [station.point for station in town.stations]
    to = town.addresses[0].point
    legs: list[Leg | None] = await client.ask(TravelTimes(to=to, origins=stations))
    assert legs == town_roads.times_to(to, stations)
    way: RouteView = await client.ask(Route(origin=stations[0], to=to))
    assert legs[0] is not None
    assert way.seconds == pytest.approx(legs[0].seconds, abs=0.2)
    found: list[AddressFound] = await client.ask(SuggestAddresses(text=town.addresses[0].label))
    assert found[0].house == town.addresses[0].house
    here: AddressFound = await client.ask(AddressAt(point=to))
    assert (here.street, here.house) == (town.addresses[0].street, town.addresses[0].house)


async def test_many_may_ask_at_once_and_each_gets_their_own_answer(
    client: GeographyClient, town_map: TownMap, town_roads: RoadGraph
) -> None:
    stations = [station.point for station in town_map.town.stations]
    goals = [address.point for address in town_map.town.addresses[:200:5]]
    answers = await asyncio.gather(*(client.ask(TravelTimes(to=to, origins=stations)) for to in goals))
    assert answers == [town_roads.times_to(to, stations) for to in goals]


async def test_it_comes_back_when_it_is_killed(client: GeographyClient, town_map: TownMap) -> None:
    question = AddressAt(point=town_map.town.addresses[0].point)
    assert client.process_id is not None
    waiting = [asyncio.create_task(client.ask(question)) for _ in range(50)]
    await asyncio.sleep(0)
    os.kill(client.process_id, signal.SIGKILL)
    results = await asyncio.gather(*waiting, return_exceptions=True)
    assert all(isinstance(result, AddressFound | Unavailable) for result in results)
    assert isinstance(await answered(client, question), AddressFound)


async def test_a_process_that_does_not_answer_in_time_is_unavailable(
    client: GeographyClient, town_map: TownMap
) -> None:
    assert client.process_id is not None
    os.kill(client.process_id, signal.SIGSTOP)
    try:
        with pytest.raises(Unavailable):
            await client.ask(AddressAt(point=town_map.town.center), timeout_s=0.05)
    finally:
        os.kill(client.process_id, signal.SIGCONT)
    assert await client.ask(AddressAt(point=town_map.town.addresses[0].point)) is not None


async def test_another_map_is_taken_up_without_a_restart(tmp_path: Path) -> None:
    net = Network({"A": (0, 0), "B": (1000, 0)})
    net.road("AB", name="Navoiy koʻchasi")
    source = net.write(tmp_path / "first.osm")
    client = GeographyClient(tmp_path, look_s=0.05)
    await client.start()
    try:
        with pytest.raises(Unavailable):
            await client.ask(AddressAt(point=net.point("A")))
        first = import_map(source, tmp_path, "first")
        assert (await client.loaded(60)).map_id == first.map_id
        second = import_map(source, tmp_path, "second")
        async with asyncio.timeout(60):
            while (await client.loaded()).map_id != second.map_id:
                await client.changed()
        assert await client.ask(SuggestAddresses(text="navoiy"))
    finally:
        await client.stop()


def stands(process: int | None) -> bool:
    """Whether it runs, or is dead and nobody has waited for it."""
    return Path(f"/proc/{process}").exists()


async def test_who_stops_while_one_process_takes_over_from_another_leaves_neither_behind(tmp_path: Path) -> None:
    net = Network({"A": (0, 0), "B": (1000, 0)})
    net.road("AB", name="Navoiy koʻchasi")
    source = net.write(tmp_path / "first.osm")
    import_map(source, tmp_path, "first")
    client = GeographyClient(tmp_path, look_s=0.05)
    await client.start()
    await client.loaded(60)
    started = {client.process_id}
    import_map(source, tmp_path, "second")
    await client.changed()
    started.add(client.process_id)
    await client.stop()
    assert len(started) == 2
    assert [process for process in started if stands(process)] == []


async def test_the_slice_answers_and_refuses(client: GeographyClient, town_map: TownMap) -> None:
    answers = {one.question: one for one in assemble(client=client).answers}
    assert {q.__name__ for q, one in answers.items() if one.from_screens} == {
        "Route",
        "SuggestAddresses",
        "AddressAt",
        "MapInUse",
    }
    assert await answers[MapInUse].answer(MapInUse(), NOBODY) == town_map.info
    with pytest.raises(Refused, match="too_long"):
        await answers[SuggestAddresses].answer(SuggestAddresses(text="a" * 201), NOBODY)
    nowhere = Point(lon=0.0, lat=0.0)
    with pytest.raises(Refused, match="not_found"):
        await answers[Route].answer(Route(origin=nowhere, to=town_map.town.center), NOBODY)


@pytest.mark.alone
async def test_the_server_does_not_wait_while_a_thousand_origins_are_asked(
    client: GeographyClient, town_roads: RoadGraph
) -> None:
    random = Random(5)
    origins = some_points(town_roads, random, 1000)
    goals = some_points(town_roads, random, 40)
    lags: list[float] = []

    async def watch() -> None:
        while True:
            started = thread_time()  # the loop's own work, whatever else the machine does
            await asyncio.sleep(0)
            lags.append((thread_time() - started) * 1000)

    watching = asyncio.create_task(watch())
    await asyncio.gather(*(client.ask(TravelTimes(to=to, origins=origins), timeout_s=30) for to in goals))
    watching.cancel()
    lags.sort()
    assert lags[int(len(lags) * 0.99)] < 20

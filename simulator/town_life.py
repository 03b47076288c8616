"""The whole simulated town: callers, desk, crews and doctors as ordinary clients of one running server."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import Any

import aiohttp
import msgspec
import structlog

from signaling.client import Client, Stopped
from signaling.protocol.base import Point
from signaling.protocol.brigade_app import TabletView
from signaling.protocol.brigades import BrigadeView
from signaling.protocol.conversation_views import ConversationView
from signaling.protocol.refusals import Refused, Unavailable
from simulator.caller_life import CallerLife
from simulator.crew_life import CrewLife
from simulator.desk_life import DeskLife
from simulator.doctor_life import DoctorLife
from simulator.door import DEVICE, Door, Person
from simulator.pace import Pace
from simulator.talking import Lines, Talker

log = structlog.get_logger("simulator")

TRY_AGAIN_S = 5.0
TAKE_BACK_S = 600.0
BEGIN_AGAIN_S = 30.0
ALL = frozenset({"callers", "desk", "crews", "doctors"})


async def live(
    base_url: str,
    people: Iterable[str] = ALL,
    seed: int = 1,
    pace: float = 1.0,
    *,
    patience_s: float | None = 60.0,
    between_calls_s: float = 200.0,
) -> None:
    """Until cancelled. ``people``: of callers, desk, crews, doctors. ``pace``: how many times faster than life.

    ``patience_s``: how long the simulated dispatcher leaves an incident to people; None: for ever.
    """
    town = TownLife(Door(base_url), frozenset(people), Pace(pace, seed))
    while True:
        try:
            await town.live(patience_s, between_calls_s)
        except* (aiohttp.ClientError, OSError, Stopped, TimeoutError) as gone:
            log.info("the town waits for its server", why=str(gone.exceptions[0]))
        await asyncio.sleep(TRY_AGAIN_S)


class TownLife:
    """One life of the town: from the server's first answer until it signs the desk out."""

    def __init__(self, door: Door, people: frozenset[str], pace: Pace) -> None:
        self._door = door
        self._people = people
        self._pace = pace
        self._lines = Lines()
        self._places: dict[str, Point] = {}
        self._connected: set[str] = set()
        self._talker: Talker | None = None

    async def live(self, patience_s: float | None, between_calls_s: float) -> None:
        known = await self._door.people()
        dispatcher = next(person for person in reversed(known) if person.role == "dispatcher")
        async with asyncio.TaskGroup() as tasks:
            cookie = await self._door.sign_in(dispatcher.person_id)
            async with Client(self._door.base_url, cookie, hear=self._hear) as desk:
                await desk.until(lambda client: client.upto is not None)
                self._talker = Talker(desk, dispatcher.name, self._lines, self._pace, answers=self._desk_answers)
                if "callers" in self._people:
                    tasks.create_task(_steadily(CallerLife(desk, self._pace, mean_s=between_calls_s).live))
                if "desk" in self._people:
                    tasks.create_task(_steadily(DeskLife(desk, self._pace, patience_s=patience_s).live))
                if "doctors" in self._people:
                    for person in known:
                        if person.role in ("physician", "specialist"):
                            tasks.create_task(_steadily(partial(self._doctor, person)))
                if "crews" in self._people:
                    for view in desk.things("brigade").values():
                        brigade = msgspec.convert(view, BrigadeView)
                        tasks.create_task(_steadily(partial(self._crew, desk, brigade)))
                await desk.until(lambda client: client.stopped, timeout_s=365 * 86_400)
                raise Stopped(desk.stopped or "")

    def _desk_answers(self, view: ConversationView) -> bool:
        """Rings to the desk alone: the dispatcher who asks for somebody is a person."""
        return view.to_relation == "service" and "desk" in self._people

    async def _hear(self, message: dict[str, Any]) -> None:
        if message["type"] == "positions":
            for item in message["items"]:
                self._places.setdefault(item["brigade_id"], msgspec.convert(item["point"], Point))
        elif message["type"] == "presence":
            self._connected = {item["id"] for item in message["items"] if item["connected"]}
        elif self._talker is not None:
            await self._talker.hear(message)

    async def _doctor(self, person: Person) -> None:
        with contextlib.suppress(aiohttp.ClientError, OSError):
            cookie = await self._door.sign_in(person.person_id)
            asks = person.role == "physician"
            await DoctorLife(self._door.base_url, cookie, person, self._lines, self._pace, asks=asks).live()

    async def _crew(self, desk: Client, brigade: BrigadeView) -> None:
        """Pairs the brigade's tablet, unless a person has; takes it back when theirs has been away for a while."""
        while self._is_theirs(desk, brigade.brigade_id):
            await asyncio.sleep(TAKE_BACK_S)
            if brigade.brigade_id not in self._connected:
                break
        with contextlib.suppress(aiohttp.ClientError, OSError, Refused, Unavailable, TimeoutError):
            cookie = await self._door.pair(desk, brigade.brigade_id)
            crew = CrewLife(self._door.base_url, cookie, brigade, self._lines, self._pace)
            await crew.live(self._places.get(brigade.brigade_id))

    def _is_theirs(self, desk: Client, brigade_id: str) -> bool:
        tablet = desk.things("tablet").get(brigade_id)
        return tablet is not None and msgspec.convert(tablet, TabletView).device_name not in (None, DEVICE)


async def _steadily(live: Callable[[], Awaitable[None]]) -> None:
    """One person's trouble is written down and does not end the others' day."""
    while True:
        try:
            await live()
        except Exception:
            log.exception("somebody begins the day anew")
        await asyncio.sleep(BEGIN_AGAIN_S)

"""A desk, a brigade with its crew, a sender and a door, for the tests of this folder."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

import dispatch.assembly
import people.assembly
from config.settings import Settings
from signaling.consequences import Backstage
from signaling.front_door import FrontDoor
from signaling.http import errors_told, security_headers
from signaling.protocol.assignments import AssignBrigade
from signaling.protocol.base import Command, Point
from signaling.protocol.brigade_app import NewestPositions, Position
from signaling.protocol.brigades import AddBrigade, ComeOnShift, Profile
from signaling.protocol.crew_messages import CrewMessageView
from signaling.protocol.deliveries import DeliveryChannel, DeliveryQueued, Says
from signaling.protocol.geography import Leg, TravelTimes
from signaling.protocol.hospitals import AddStation
from signaling.protocol.incidents import Address, Caller, OpenIncident
from signaling.protocol.people import PersonAdd
from signaling.slice import SERVICE, Actor, Answers, Enquiry, Role, Slice
from signaling.testing import Town, person
from sms.adapters.catalogue import Catalogue
from sms.assembly import assemble
from sms.beside.domain.crew_message import KIND, CrewMessage, views
from sms.beside.writers import writers
from sms.composing import composer
from sms.domain.deliveries import Delivery
from sms.domain.gateway import Message
from sms.http import routes
from sms.sender import Sender
from sms.telephones.assembly import TELEPHONES
from tests.sms.desk import PUBLIC_BASE, Scripted

INCIDENT, BRIGADE, STATION = "incident-1", "brigade-3", "station-1"
CENTRE = Point(lat=39.65, lon=66.96)
NODIRA = person(Role.DISPATCHER, "Nodira A.")
ADMIN = person(Role.ADMINISTRATOR, "Admin")
TABLET = person(Role.CREW, "Brigada 3", id=BRIGADE, brigade_id=BRIGADE)
CALLER = "+998000000009"
CREW: Mapping[str, str] = {"aziz": "+998000000031", "laylo": "+998000000032"}


class Shift(Town):
    """Dispatch, people and sms as they are; roads and positions are what the test says."""

    def __init__(self, channels: Sequence[DeliveryChannel] = ("sms",)) -> None:
        self.gateway = Scripted()
        self.road_s: float | None = 600.0
        carriers = dict.fromkeys(channels, self.gateway)
        roads = Slice(
            name="roads", answers=(Answers(TravelTimes, self._legs), Answers(NewestPositions, self._positions))
        )
        super().__init__(
            [
                dispatch.assembly.assemble(),
                people.assembly.assemble(time_zone="Asia/Tashkent"),
                assemble(carriers=carriers, issue_ticket=self._issue, public_base=PUBLIC_BASE),
                TELEPHONES,
                roads,
            ]
        )
        say = Catalogue().say
        self.sender = Sender(carriers, composer(self._issue, PUBLIC_BASE, say, writers(say)), lambda: 0.5)
        self.back = Backstage(self.bus, self.hub, self.clock)

    async def _issue(self, *, purpose: str, about: str, holder: str, lives_ms: int, uses: int) -> str:
        return await self.tickets.issue(purpose=purpose, about=about, holder=holder, lives_ms=lives_ms, uses=uses)

    async def _legs(self, question: TravelTimes, enquiry: Enquiry) -> list[Leg | None]:
        leg = None if self.road_s is None else Leg(seconds=self.road_s, metres=5_000)
        return [leg for _ in question.origins]

    async def _positions(self, question: NewestPositions, enquiry: Enquiry) -> list[Position]:
        return [
            Position(brigade_id=id, point=CENTRE, at_ms=self.now_ms, received_at_ms=self.now_ms)
            for id in question.brigade_ids or ()
        ]

    async def does(self, word: type[Command], actor: Actor, **fields: Any) -> Any:
        """A wish and all that follows from it at once."""
        result = await self.do(self.wish(word, **fields), actor)
        await self.react()
        return result

    async def set_up(self, crew: Mapping[str, str] = CREW, language: str = "uz") -> None:
        """A brigade on shift, whose crew has these telephones."""
        await self.does(AddStation, ADMIN, station_id=STATION, name="Markaziy", point=CENTRE)
        brigade = {"callsign": "Brigada 3", "profile": Profile.GENERAL, "station_id": STATION}
        await self.does(AddBrigade, ADMIN, brigade_id=BRIGADE, **brigade)
        await self.does(ComeOnShift, NODIRA, brigade_id=BRIGADE)
        for name, telephone in crew.items():
            account = {"person_id": name, "login": name, "name": name.title(), "role": "crew"}
            await self.does(
                PersonAdd, ADMIN, **account, telephone=telephone or None, brigade_id=BRIGADE, language=language
            )

    async def opened(self, incident_id: str = INCIDENT, telephone: str = CALLER, label: str = "Registon 14") -> str:
        caller = Caller(number=telephone, name="Sobirov Olim")
        await self.does(
            OpenIncident, NODIRA, incident_id=incident_id, reason="chest_pain", point=CENTRE, caller=caller,
            address=Address(label=label),
        )  # fmt: skip
        return incident_id

    async def ordered(self, **more: Any) -> str:
        """An incident, and the brigade sent to it; the assignment's id."""
        incident_id = await self.opened(**more)
        result = await self.does(AssignBrigade, NODIRA, incident_id=incident_id, brigade_id=BRIGADE)
        return str(result["assignment_id"])

    async def send(self) -> list[Message]:
        """The sender does what is due; what the gateway has been given since the beginning."""
        await self.sender.work(self.back)
        await self.react()
        return self.gateway.given

    async def message(self, assignment_id: str) -> CrewMessage:
        async with self.bus.reading() as reading:
            return await reading.get(KIND, assignment_id, CrewMessage)

    async def shown(self, assignment_id: str) -> CrewMessageView | None:
        view = views(await self.message(assignment_id)).get(SERVICE)
        assert view is None or isinstance(view, CrewMessageView)
        return view

    async def queued(self, says: Says) -> list[DeliveryQueued]:
        found = [one.event for one in await self.events(DeliveryQueued)]
        return [one for one in found if isinstance(one, DeliveryQueued) and one.says == says]

    async def deliveries(self) -> list[Delivery]:
        async with self.bus.reading() as reading:
            return await reading.find("delivery", Delivery)


@asynccontextmanager
async def shift(
    crew: Mapping[str, str] = CREW, language: str = "uz", channels: Sequence[DeliveryChannel] = ("sms",)
) -> AsyncIterator[Shift]:
    """An open town, its brigade on shift."""
    async with Shift(channels) as town:
        await town.set_up(crew, language)
        yield town


class Nobody:
    """No one is signed in behind a link."""

    async def actor_for(self, token: str) -> Actor | None:
        return None


@dataclass
class Served:
    """A shift with its web pages in front of it."""

    town: Shift
    client: TestClient[web.Request, web.Application]


@asynccontextmanager
async def served(built: Path) -> AsyncIterator[Served]:
    async with shift() as town:
        for front in ("answer", "order"):
            (built / front).mkdir(parents=True)
            (built / front / "index.html").write_text("<!doctype html><title>page</title>")
        door = FrontDoor(
            bus=town.bus,
            hub=town.hub,
            tickets=town.tickets,
            actors=Nobody(),  # type: ignore[arg-type]  # behind a link nobody is signed in: one method is enough
            now_ms=town.clock,
            settings=Settings(data_dir=str(built / "data")),
            built=built,
            demo=False,
            public_base=PUBLIC_BASE,
        )
        application = web.Application(middlewares=[security_headers(True), errors_told])
        application.add_routes(routes(door))
        async with TestClient(TestServer(application)) as client:
            yield Served(town, client)

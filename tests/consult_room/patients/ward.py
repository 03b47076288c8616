"""A service in which a caller is to be called by a doctor: every slice as the server joins them, its gateway, and the
patient's page in front of it."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from brigade_app.positions.live import LivePositions
from brigade_app.store import MemoryPositions
from config import wiring
from config.settings import Settings
from config.slices import Late, all_slices
from consult_room.domain.states import Consult
from consult_room.files import http as files_http
from consult_room.patients.domain.link import KIND, PatientLink
from consult_room.patients.http import routes
from geography.client import GeographyClient
from people.domain import rights
from people.sessions import Sessions
from signaling.consequences import Backstage
from signaling.files import Files
from signaling.front_door import FrontDoor
from signaling.http import errors_told, origin_allowed, security_headers
from signaling.protocol import assignments, brigades, consult_room, hospitals, incidents, patient_links
from signaling.protocol.base import Command, Event, Point
from signaling.protocol.duty import DutyAdd
from signaling.protocol.people import PersonAdd
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Role, Screens
from signaling.store.files import MemoryFileRecords
from signaling.store.uploads import MemoryLongFileRecords
from signaling.testing import Town, person
from signaling.uploads import LongFiles
from sms.adapters.catalogue import Catalogue
from sms.composing import composer
from sms.patient_messages import writers
from sms.sender import Sender
from tests.sms.desk import PUBLIC_BASE, Scripted

NODIRA = person(Role.DISPATCHER, "Nodira A.")
ADMIN = person(Role.ADMINISTRATOR, "Rustam A.")
RASULOVA = Actor("rasulova", Role.SPECIALIST, "G. Rasulova")
TOSHEVA = Actor("tosheva", Role.SPECIALIST, "Z. Tosheva")
KARIMOV = Actor("karimov", Role.PHYSICIAN, "Sh. Karimov")
CENTRE = Point(lon=66.95, lat=39.65)
TELEPHONE = "+998 90 123-45-67"
INCIDENT = "0199aaaa-0000-7000-8000-0000000000b1"
CONSULT = "0199aaaa-0000-7000-8000-0000000000f1"
AGREED = "1"
DAY_MS = 86_400_000
HOUR_MS = 3_600_000
Client = TestClient[web.Request, web.Application]


class NoScreens:
    """Nobody is connected."""

    def tell(self, audience: object, message: object) -> None: ...

    def tell_session(self, session_id: str, message: object) -> None: ...


class Ward:
    """What people do there, in short words."""

    def __init__(self, folder: Path) -> None:
        screens: Screens = NoScreens()
        live = LivePositions(MemoryPositions(), screens)
        self.gateway = Scripted()
        say = Catalogue().say
        settings = Settings(data_dir=str(folder))
        slices = all_slices(settings, Late(), live, GeographyClient(folder), {"sms": self.gateway})
        self.town = Town(slices, rights=wiring.Rights(), sees=rights.may_see)
        self.sender = Sender({"sms": self.gateway}, composer(self._issue, PUBLIC_BASE, say, writers(say)), lambda: 0.5)
        self.sessions = Sessions(self.town.bus.reading, self.town.clock)
        self.town.hub.listen(lambda row, event: self.sessions.hear(event))

    async def _issue(self, *, purpose: str, about: str, holder: str, lives_ms: int, uses: int) -> str:
        tickets = self.town.tickets
        return await tickets.issue(purpose=purpose, about=about, holder=holder, lives_ms=lives_ms, uses=uses)

    async def do(self, kind: type[Command], actor: Actor | None = None, /, **fields: Any) -> Any:
        """A wish, and what follows from it."""
        self.town.now_ms += 10
        result = await self.town.do(self.town.wish(kind, **fields), actor)
        await self.town.react()
        return result

    async def people(self) -> None:
        for one in (RASULOVA, TOSHEVA, KARIMOV):
            await self.do(
                PersonAdd, ADMIN, person_id=one.id, login=one.id, name=one.name, role=one.role.value, place="Samarqand"
            )

    async def on_duty(self, *, specialty: str = "therapy", senior: bool = False) -> None:
        await self.do(
            DutyAdd, ADMIN, duty_id=self.town.new_id(), person_id=RASULOVA.id, specialty=specialty, senior=senior,
            from_ms=self.town.now_ms - 1, until_ms=self.town.now_ms + 300 * DAY_MS,
        )  # fmt: skip

    async def incident(self, incident_id: str = INCIDENT, number: str = TELEPHONE) -> None:
        await self.do(
            incidents.OpenIncident, NODIRA, incident_id=incident_id, reason="fever", point=CENTRE,
            address=incidents.Address(label="Registon 12"), age_years=34, sex=incidents.Sex.FEMALE,
            description="38.4 since Monday",
            caller=incidents.Caller(number=number, name="Malika"),
        )  # fmt: skip

    async def doctor_will_call(self, incident_id: str = INCIDENT, number: str = TELEPHONE, **wanted: Any) -> str:
        """The incident is closed with it; the id of the consult that follows."""
        await self.incident(incident_id, number)
        doctor = incidents.DoctorWanted(**{"specialty": "therapy", "urgency": "urgent", "language": "ru", **wanted})
        await self.do(
            incidents.CloseIncident, NODIRA, incident_id=incident_id, result=incidents.Result.DOCTOR_WILL_CALL,
            note="Cough, fever", doctor=doctor,
        )  # fmt: skip
        asked: list[consult_room.ConsultAsked] = await self.facts(consult_room.ConsultAsked)
        return asked[-1].consult_id

    async def sent(self) -> None:
        """What waits for the gateway leaves."""
        await self.sender.work(Backstage(self.town.bus, self.town.hub, self.town.clock))
        await self.town.react()

    async def agree(self, consult_id: str) -> Actor:
        """The patient, who has agreed on the page."""
        await self.do(patient_links.PatientAgree, consult_id=consult_id, text_version=AGREED, language="ru")
        return patient_of(consult_id)

    async def taken(self, **wanted: Any) -> tuple[str, Actor]:
        """A consult of somebody's own, whose patient has agreed and which Rasulova has taken."""
        await self.people()
        consult_id = await self.doctor_will_call(**wanted)
        patient = await self.agree(consult_id)
        await self.accept(consult_id)
        return consult_id, patient

    async def accept(self, consult_id: str, actor: Actor = RASULOVA) -> None:
        """Nobody need be on the list: the system speaks for who has answered an alert."""
        await self.do(consult_room.ConsultAccept, consult_id=consult_id, person_id=actor.id, channel="sms")

    async def end(self, consult_id: str, closing: str = "advice", actor: Actor = RASULOVA) -> None:
        await self.do(consult_room.ConsultConclude, actor, consult_id=consult_id, conclusion="A cold. Rest.")
        await self.do(patient_links.PatientConsultEnd, actor, consult_id=consult_id, closing=closing)

    async def brigade_goes(self, incident_id: str, brigade_id: str = "b1") -> None:
        await self.do(hospitals.AddStation, ADMIN, station_id=f"s {brigade_id}", name="1-stansiya", point=CENTRE)
        await self.do(
            brigades.AddBrigade, ADMIN, brigade_id=brigade_id, callsign=brigade_id,
            profile=brigades.Profile.GENERAL, station_id=f"s {brigade_id}",
        )  # fmt: skip
        await self.do(brigades.ComeOnShift, brigade_id=brigade_id)
        await self.do(assignments.AssignBrigade, NODIRA, incident_id=incident_id, brigade_id=brigade_id)

    async def link(self, consult_id: str) -> PatientLink:
        async with self.town.bus.reading() as reading:
            return await reading.get(KIND, consult_id, PatientLink)

    async def consult(self, consult_id: str) -> Consult:
        async with self.town.bus.reading() as reading:
            return await reading.get("consult", consult_id, Consult)

    async def facts(self, *kinds: type[Event]) -> list[Any]:
        return [happened.event for happened in await self.town.events(*kinds)]

    @property
    def ticket(self) -> str:
        """Of the newest message to a patient."""
        found = re.findall(
            rf"{re.escape(PUBLIC_BASE)}/p/([\w-]{{22}})", " ".join(one.body for one in self.gateway.given)
        )
        assert found
        return str(found[-1])

    @asynccontextmanager
    async def served(self, built: Path) -> AsyncIterator[Client]:
        """The page, as the server guards it."""
        (built / "patient").mkdir(parents=True, exist_ok=True)
        (built / "patient" / "index.html").write_text("<!doctype html><title>page</title>")
        door = FrontDoor(
            bus=self.town.bus, hub=self.town.hub, tickets=self.town.tickets, actors=self.sessions,
            now_ms=self.town.clock, settings=Settings(), built=built, demo=False, public_base="http://127.0.0.1",
        )  # fmt: skip
        middlewares = [security_headers(False), errors_told, origin_allowed("http://127.0.0.1", ())]
        application = web.Application(middlewares=middlewares, client_max_size=1024 * 1024)
        files = LongFiles(
            Files(MemoryFileRecords(), built / "files", self.town.clock), MemoryLongFileRecords(), self.town.clock
        )
        application.add_routes([*routes(door), *files_http.routes(door, files, NoScreens())])
        async with TestClient(TestServer(application)) as client:
            yield client


def patient_of(consult_id: str) -> Actor:
    return Actor(id=patient_links.patient_guest_id(consult_id), role=Role.GUEST, sign_in_id="guest's")


@asynccontextmanager
async def ward(folder: Path) -> AsyncIterator[Ward]:
    made = Ward(folder)
    async with made.town:
        yield made


async def refused(made: Ward, kind: type[Command], actor: Actor | None, /, **fields: Any) -> Code:
    with pytest.raises(Refused) as told:
        await made.do(kind, actor, **fields)
    return told.value.code

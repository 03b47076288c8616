"""A small city for tests of dispatch: stations, brigades, a hospital, and roads that are straight lines."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
import pytest

from dispatch.assembly import assemble
from dispatch.domain.assignment import Assignment
from dispatch.domain.assignment import view as assignment_view
from dispatch.domain.incident import Incident
from dispatch.domain.incident_views import full_view
from dispatch.domain.recommendation import metres_between
from people.domain import rights
from signaling import threads
from signaling.protocol.assignments import (
    AcceptAssignment,
    AssignBrigade,
    AssignedResult,
    AssignmentView,
    DeliverAssignment,
    SeeAssignment,
)
from signaling.protocol.base import Point
from signaling.protocol.brigade_app import NewestPositions, Position
from signaling.protocol.brigades import AddBrigade, BrigadesKnown, BrigadeView, ComeOnShift, Profile
from signaling.protocol.geography import Leg, TravelTimes
from signaling.protocol.hospitals import AddHospital, AddStation
from signaling.protocol.incidents import Address, Caller, IncidentOpenedResult, OpenIncident, Result
from signaling.protocol.milestones import Milestone, ReportMilestone
from signaling.protocol.refusals import Refused, Unavailable
from signaling.reading import StateReader
from signaling.slice import Actor, Answers, Enquiry, Role, Slice
from signaling.store.interface import Store
from signaling.testing import Town, person

CENTRE = Point(lon=66.95, lat=39.65)
NORTH = Point(lon=66.95, lat=39.70)
SCENE = Point(lon=66.96, lat=39.66)
DISPATCHER = person(Role.DISPATCHER)
CALL_TAKER = person(Role.CALL_TAKER, "Malika T.")
ADMINISTRATOR = person(Role.ADMINISTRATOR, "Rustam A.")
METRES_A_SECOND = 10.0


def crew(brigade_id: str) -> Actor:
    """The actor of a paired tablet."""
    return Actor(id=brigade_id, role=Role.CREW, name=brigade_id, brigade_id=brigade_id)


def hospital_user(hospital_id: str) -> Actor:
    return person(Role.HOSPITAL, "Qabul", hospital_id=hospital_id)


class Surroundings:
    """The answers that other slices give: positions that the test sets, and roads as the crow flies."""

    def __init__(self) -> None:
        self.positions: dict[str, Position] = {}
        self.roads_closed = False
        self.unreachable: set[tuple[float, float]] = set()

    def place(self, brigade_id: str, point: Point, at_ms: int) -> None:
        self.positions[brigade_id] = Position(brigade_id=brigade_id, point=point, at_ms=at_ms, received_at_ms=at_ms)

    def slice(self) -> Slice:
        return Slice(
            name="surroundings", answers=(Answers(NewestPositions, self.newest), Answers(TravelTimes, self.legs))
        )

    async def newest(self, question: NewestPositions, enquiry: Enquiry) -> list[Position]:
        wanted = question.brigade_ids
        return [one for id, one in self.positions.items() if wanted is None or id in wanted]

    async def legs(self, question: TravelTimes, enquiry: Enquiry) -> list[Leg | None]:
        if self.roads_closed:
            raise Unavailable("geography")
        return [self._leg(origin, question.to) for origin in question.origins]

    def _leg(self, origin: Point, to: Point) -> Leg | None:
        if (origin.lon, origin.lat) in self.unreachable:
            return None
        metres = metres_between(origin, to)
        return Leg(seconds=metres / METRES_A_SECOND, metres=metres)


class City:
    """What people do in it, in short words."""

    def __init__(self, town: Town, around: Surroundings) -> None:
        self.town = town
        self.around = around

    async def do(self, kind: type[Any], actor: Actor = DISPATCHER, **fields: Any) -> Any:
        self.town.now_ms += 1000
        return await self.town.do(self.town.wish(kind, **fields), actor)

    async def brigade(self, brigade_id: str, point: Point = CENTRE, profile: Profile = Profile.GENERAL) -> None:
        await self.do(
            AddBrigade, ADMINISTRATOR, brigade_id=brigade_id, callsign=f"Brigada {brigade_id}", profile=profile,
            station_id="s1",
        )  # fmt: skip
        await self.do(ComeOnShift, brigade_id=brigade_id)
        self.around.place(brigade_id, point, self.town.now_ms)

    async def incident(self, reason: str = "chest_pain", **fields: Any) -> IncidentOpenedResult:
        shown: dict[str, Any] = {
            "caller": Caller(number="+998 90 123-45-67", name="Aziz", relation="oʻgʻli"),
            "address": Address(label="Registon koʻchasi 14", flat="7", door_code="27K"),
            "point": SCENE,
            "age_years": 61,
            **fields,
        }
        result = await self.do(OpenIncident, CALL_TAKER, reason=reason, **shown)
        return msgspec.convert(result, IncidentOpenedResult)

    async def assign(self, incident_id: str, brigade_id: str, **fields: Any) -> AssignedResult:
        result = await self.do(AssignBrigade, incident_id=incident_id, brigade_id=brigade_id, **fields)
        return msgspec.convert(result, AssignedResult)

    async def report(
        self, assignment_id: str, brigade_id: str, *milestones: Milestone, hospital_id: str = "h1"
    ) -> None:
        for milestone in milestones:
            await self.do(
                ReportMilestone, crew(brigade_id), assignment_id=assignment_id, milestone=milestone,
                at_device_ms=self.town.now_ms - 300,
                hospital_id=hospital_id if milestone == Milestone.LEFT_SCENE else None,
                result=Result.DELIVERED if milestone == Milestone.CLEARED else None,
            )  # fmt: skip


async def furnish(city: City) -> None:
    """A station, two hospitals, b1 at its post and b2 in the north, both on shift."""
    await city.do(AddStation, ADMINISTRATOR, station_id="s1", name="1-stansiya", point=CENTRE)
    for id in ("h1", "h2"):
        await city.do(AddHospital, ADMINISTRATOR, hospital_id=id, name=f"Shifoxona {id}", point=NORTH)
    await city.brigade("b1", CENTRE)
    await city.brigade("b2", NORTH)


@asynccontextmanager
async def running_city(store: Store | None = None) -> AsyncIterator[City]:
    around = Surroundings()
    async with Town(
        [assemble(), around.slice(), threads.assemble()], store=store, rights=rights, sees=rights.may_see
    ) as town:
        city = City(town, around)
        await furnish(city)
        yield city


TO_SCENE = (Milestone.DEPARTED, Milestone.ARRIVED, Milestone.PATIENT_CONTACT)
HOUR_MS = 3_600_000


async def incident_of(city: City, incident_id: str) -> Any:
    async with city.town.store.reading() as look:
        return full_view(await StateReader(look).get("incident", incident_id, Incident))


async def assignment_of(city: City, assignment_id: str) -> AssignmentView:
    async with city.town.store.reading() as look:
        return assignment_view(await StateReader(look).get("assignment", assignment_id, Assignment))


async def brigade_of(city: City, brigade_id: str) -> BrigadeView:
    known = await city.town.ask(BrigadesKnown())
    found: BrigadeView = next(one for one in known.brigades if one.brigade_id == brigade_id)
    return found


async def accepted(city: City, brigade_id: str = "b1", **fields: Any) -> tuple[str, str]:
    """An incident and its assignment that the crew has accepted."""
    incident = await city.incident(**fields)
    assigned = await city.assign(incident.incident_id, brigade_id)
    for kind in (DeliverAssignment, SeeAssignment, AcceptAssignment):
        await city.do(kind, crew(brigade_id), assignment_id=assigned.assignment_id, at_device_ms=city.town.now_ms - 200)
    return incident.incident_id, assigned.assignment_id


async def refusal(city: City, kind: type[Any], *actor: Any, **fields: Any) -> Refused:
    with pytest.raises(Refused) as refused:
        await city.do(kind, *actor, **fields)
    return refused.value

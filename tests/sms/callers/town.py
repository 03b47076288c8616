"""A desk, brigades, a caller and a hospital, for the tests of this folder."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from zoneinfo import ZoneInfo

import dispatch.assembly
import media.caller.assembly
import people.assembly
import sms.callers.assembly
from signaling.consequences import Backstage
from signaling.protocol.assignments import AcceptAssignment, AssignBrigade
from signaling.protocol.base import Command
from signaling.protocol.brigade_app import NewestPositions, Position
from signaling.protocol.brigades import AddBrigade, ComeOnShift, Profile
from signaling.protocol.coming import ComingTold, ComingView
from signaling.protocol.deliveries import DeliveryQueued
from signaling.protocol.geography import Leg, TravelTimes
from signaling.protocol.hospitals import AddHospital, AddStation
from signaling.protocol.incidents import Address, Caller, OpenIncident
from signaling.protocol.milestones import Milestone, ReportMilestone
from signaling.protocol.relatives import RelativeView
from signaling.slice import SERVICE, Actor, Answers, Enquiry, Role, Slice
from signaling.testing import Town, person
from sms.adapters.catalogue import Catalogue
from sms.assembly import assemble
from sms.beside.writers import writers
from sms.callers.domain import coming, relative
from sms.callers.domain.coming import Coming
from sms.callers.domain.relative import Relative
from sms.callers.writers import writers as callers_writers
from sms.composing import composer
from sms.domain.gateway import Message
from sms.sender import Carriers, Sender
from sms.telephones.assembly import TELEPHONES
from tests.sms.beside.shift import ADMIN, CENTRE, INCIDENT, NODIRA, STATION
from tests.sms.desk import PUBLIC_BASE, Scripted

BRIGADES = ("brigade-1", "brigade-2", "brigade-3")
HOSPITAL, OTHER_HOSPITAL = "hospital-1", "hospital-2"
CALLER, RELATIVE = "+998901234567", "+998931112233"
LANDLINES = "+99866 +99871"
MINUTE = 60_000
ZONE = "Asia/Tashkent"


def crew(brigade_id: str) -> Actor:
    return person(Role.CREW, brigade_id, id=brigade_id, brigade_id=brigade_id)


class OutwardTown(Town):
    """Dispatch, the caller's link and sms as they are; ``road_s`` is how long the way is, None: nobody can say."""

    def __init__(self, caller_messages: bool = True) -> None:
        self.gateway = Scripted()
        self.road_s: float | None = 600.0
        carriers: Carriers = {"sms": self.gateway}
        roads = Slice(
            name="roads", answers=(Answers(TravelTimes, self._legs), Answers(NewestPositions, self._positions))
        )
        super().__init__(
            [
                dispatch.assembly.assemble(),
                people.assembly.assemble(time_zone=ZONE),
                media.caller.assembly.CALLER,
                assemble(carriers=carriers, issue_ticket=self._issue, public_base=PUBLIC_BASE, time_zone=ZONE),
                TELEPHONES,
                sms.callers.assembly.assemble(caller_messages=caller_messages, landline_prefixes=LANDLINES),
                roads,
            ]
        )
        say = Catalogue().say
        written = {**writers(say), **callers_writers(ZoneInfo(ZONE))}
        self.sender = Sender(carriers, composer(self._issue, PUBLIC_BASE, say, written), lambda: 0.5)
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

    async def does(self, word: type[Command], actor: Actor = NODIRA, **fields: Any) -> Any:
        """A wish and all that follows from it at once."""
        result = await self.do(self.wish(word, **fields), actor)
        await self.react()
        return result

    async def set_up(self) -> None:
        await self.does(AddStation, ADMIN, station_id=STATION, name="Markaziy", point=CENTRE)
        for id, name, telephone in (
            (HOSPITAL, "1-son shahar shifoxonasi", "+998 66 233 44 55"),
            (OTHER_HOSPITAL, "Областная больница", ""),
        ):
            await self.does(AddHospital, ADMIN, hospital_id=id, name=name, point=CENTRE, telephone=telephone)
        for id in BRIGADES:
            brigade = {"callsign": id, "profile": Profile.GENERAL, "station_id": STATION}
            await self.does(AddBrigade, ADMIN, brigade_id=id, **brigade)
            await self.does(ComeOnShift, NODIRA, brigade_id=id)

    async def opened(self, telephone: str = CALLER) -> str:
        await self.does(
            OpenIncident,
            incident_id=INCIDENT,
            reason="chest_pain",
            point=CENTRE,
            caller=Caller(number=telephone, name="Sobirov Olim"),
            patient_name="Sobirova Nargiza",
            address=Address(label="Registon 14"),
        )
        return INCIDENT

    async def ordered(self, brigade_id: str = BRIGADES[0], **more: Any) -> str:
        """The brigade is sent; the assignment's id."""
        result = await self.does(AssignBrigade, incident_id=INCIDENT, brigade_id=brigade_id, **more)
        return str(result["assignment_id"])

    async def accepted(self, brigade_id: str = BRIGADES[0], telephone: str = CALLER) -> str:
        """An incident whose lead has accepted; the assignment's id."""
        await self.opened(telephone)
        return await self.sent(brigade_id)

    async def sent(self, brigade_id: str, **more: Any) -> str:
        """The brigade is sent and accepts."""
        assignment_id = await self.ordered(brigade_id, **more)
        await self.does(AcceptAssignment, crew(brigade_id), assignment_id=assignment_id)
        return assignment_id

    async def reports(self, assignment_id: str, brigade_id: str, *milestones: str, **more: Any) -> None:
        for each in milestones:
            await self.does(
                ReportMilestone, crew(brigade_id), assignment_id=assignment_id, milestone=Milestone(each), **more
            )

    async def taken_away(self, assignment_id: str, hospital_id: str = HOSPITAL) -> None:
        """From the order to leaving for the hospital."""
        steps = ("departed", "arrived", "patient_contact")
        await self.reports(assignment_id, BRIGADES[0], *steps)
        await self.reports(assignment_id, BRIGADES[0], "left_scene", hospital_id=hospital_id)

    async def wait(self, milliseconds: int) -> None:
        """Time goes on, a minute at most at once, as the clock looks at what is due."""
        while milliseconds > 0:
            step = min(MINUTE, milliseconds)
            await self.pass_time(step)
            milliseconds -= step

    async def send(self) -> list[Message]:
        """The sender does what is due; what the gateway has been given since the beginning."""
        await self.sender.work(self.back)
        await self.react()
        return self.gateway.given

    async def told(self) -> list[ComingTold]:
        found = [one.event for one in await self.events(ComingTold)]
        return [one for one in found if isinstance(one, ComingTold)]

    async def queued(self) -> list[DeliveryQueued]:
        found = [one.event for one in await self.events(DeliveryQueued)]
        return [one for one in found if isinstance(one, DeliveryQueued)]

    async def shown(self) -> ComingView | None:
        async with self.bus.reading() as reading:
            view = coming.views(await reading.get(coming.KIND, INCIDENT, Coming)).get(SERVICE)
        assert view is None or isinstance(view, ComingView)
        return view

    async def relative(self) -> RelativeView | None:
        async with self.bus.reading() as reading:
            view = relative.views(await reading.get(relative.KIND, INCIDENT, Relative)).get(SERVICE)
        assert view is None or isinstance(view, RelativeView)
        return view


@asynccontextmanager
async def town(**more: Any) -> AsyncIterator[OutwardTown]:
    """An open town with three brigades on shift and two hospitals."""
    async with OutwardTown(**more) as opened:
        await opened.set_up()
        yield opened

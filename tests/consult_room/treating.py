"""A consult with an asker, a specialist, a colleague who was called in and a stranger, for tests of what is kept
beside it."""

from collections.abc import Collection
from typing import Any

import msgspec

from consult_room.medical_orders import assembly as medical_orders
from consult_room.vitals import assembly as vitals
from people import assembly as people
from people.domain import rights
from signaling.protocol.consult_room import ConsultAccept, ConsultAsk
from signaling.protocol.council import ConsultAdmitHospital, ConsultCallIn
from signaling.protocol.people import PersonAdd
from signaling.slice import Actor, Audience, Role, stands_as, system
from signaling.testing import Town
from tests.consult_room.slices import the_room

ASKER = Actor("asker", Role.PHYSICIAN, "Sh. Karimov")
LI = Actor("li", Role.SPECIALIST, "N. Li")
CALLED = Actor("called", Role.SPECIALIST, "B. Rasulov")
STRANGER = Actor("stranger", Role.SPECIALIST, "Z. Tosheva")
HOSPITAL = Actor("reception", Role.HOSPITAL, "Reception", hospital_id="h")
PEOPLE = {ASKER: "physician", LI: "specialist", CALLED: "specialist", STRANGER: "specialist"}
CONSULT = "c"


class Treating(Town):
    """The consult ``c``, whose specialist is Li."""

    def __init__(self) -> None:
        slices = [people.assemble(), *the_room(vitals.assemble(), medical_orders.assemble())]
        super().__init__(slices, rights=rights, sees=rights.may_see)

    async def begin(self, **asked: Any) -> None:
        for actor, role in PEOPLE.items():
            await self.do(
                self.wish(PersonAdd, person_id=actor.id, login=actor.id, name=actor.name, role=role, place="Urgut")
            )
        fields = {"specialty": "neurology", "urgency": "emergency", "question": "?", "age_years": 67, "sex": "female"}
        await self.do(self.wish(ConsultAsk, consult_id=CONSULT, **{**fields, **asked}), ASKER)
        # Nobody is on the duty list: the system accepts for who answered an alert.
        await self.do(self.wish(ConsultAccept, consult_id=CONSULT, person_id=LI.id, channel="sms"), system("alert"))

    async def call_in(self) -> None:
        called = {"consult_id": CONSULT, "specialty": "surgery", "person_id": CALLED.id}
        await self.do(self.wish(ConsultCallIn, **called), LI)
        await self.do(self.wish(ConsultAccept, consult_id=CONSULT), CALLED)

    async def admit(self) -> None:
        await self.do(self.wish(ConsultAdmitHospital, consult_id=CONSULT, hospital_id="h"), system("dispatch"))

    def shown(self, kind: str, actor: Actor) -> dict[str, Any] | None:
        """What the actor's screen shows of the one thing of that kind."""
        return self.shown_to(kind, [str(stands_as(actor))])

    def shown_to(self, kind: str, audiences: Collection[str]) -> dict[str, Any] | None:
        frame = msgspec.json.decode(self.hub.frame_after(None, tuple(audiences)))
        views = [change["view"] for change in frame["changes"] if change["kind"] == kind]
        assert len(views) <= 1
        return views[0] if views else None


SERVICE = [str(Audience("service"))]

"""A consult room with law and trust, and everybody who may or may not come near a record."""

from pathlib import Path
from typing import Any

from consult_room.trust import assembly as trust
from people import assembly as people
from people.domain import rights
from signaling.files import Files
from signaling.protocol.consult_room import ConsultAccept, ConsultAsk
from signaling.protocol.duty import DutyAdd
from signaling.protocol.people import PersonAdd
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Role, Slice
from signaling.store.files import MemoryFileRecords
from signaling.testing import Town
from tests.consult_room.slices import the_room

ASKER = Actor("asker", Role.PHYSICIAN, "Sh. Karimov", device="notebook")
LI = Actor("li", Role.SPECIALIST, "N. Li")
RASULOV = Actor("rasulov", Role.SPECIALIST, "B. Rasulov")
OUTSIDER = Actor("outsider", Role.PHYSICIAN, "Z. Tosheva", device="elsewhere")
NODIRA = Actor("nodira", Role.DISPATCHER, "Nodira A.")
ADMIN = Actor("admin", Role.ADMINISTRATOR, "A. Admin")
RECEPTION = Actor("reception", Role.HOSPITAL, "Reception", hospital_id="h1")
ACCOUNTS = (ASKER, LI, RASULOV, OUTSIDER, NODIRA, ADMIN)
HOUR_MS = 3_600_000
YEARS = 25


class House(Town):
    """``async with House(folder) as house``: neurologists Li and Rasulov are on duty."""

    def __init__(self, folder: Path, *others: Slice) -> None:
        self.let_go_of: list[str] = []
        self.files = Files(MemoryFileRecords(), folder, self.clock)
        super().__init__(
            [
                people.assemble(),
                *others,
                *the_room(trust.assemble(lambda: self.files, self.erase, self.erase_files, YEARS)),
            ],
            rights=rights,
            sees=rights.may_see,
        )

    async def erase(self, subject: str) -> None:
        async with self.store.transaction() as transaction:
            await transaction.erase(subject)

    async def erase_files(self, consult_id: str) -> None:
        self.let_go_of.append(consult_id)

    async def begin(self) -> None:
        for actor in ACCOUNTS:
            person = {"person_id": actor.id, "login": actor.id, "name": actor.name, "role": actor.role.value}
            await self.do(self.wish(PersonAdd, place="Urgut", **person))
        for rank, actor in enumerate((LI, RASULOV)):
            duty = {"duty_id": self.new_id(), "person_id": actor.id, "specialty": "neurology", "rank": rank}
            await self.do(self.wish(DutyAdd, from_ms=self.now_ms, **duty))

    async def consult(self, *, taken: bool = True, **asked: Any) -> str:
        """Its id; number 1 is the first."""
        consult_id = self.new_id()
        shown = {"specialty": "neurology", "urgency": "emergency", "question": "canary question", "sex": "female"}
        ask = self.wish(ConsultAsk, consult_id=consult_id, **{**shown, "age_years": 67, "summary": "canary", **asked})
        await self.do(ask, ASKER)
        if taken:
            await self.do(self.wish(ConsultAccept, consult_id=consult_id), LI)
        return consult_id

    async def refusal(self, command: Any, actor: Actor) -> Code:
        try:
            await self.do(command, actor)
        except Refused as refused:
            return refused.code
        raise AssertionError(f"{type(command).__name__} was not refused")

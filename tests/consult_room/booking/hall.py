"""A town in which specialists publish hours and physicians book, with the people and the messages of the service."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from consult_room.booking import assembly as booking
from people import assembly as people
from people.domain import rights
from signaling.protocol.booking import ConsultBook, ConsultPublishHours, FreeSlot, FreeSlots
from signaling.protocol.consult_room import ConsultAsk, SlotWish
from signaling.protocol.consult_views import ConsultRecord, ConsultView
from signaling.protocol.duty import WeeklyHours
from signaling.protocol.people import PersonAdd
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Role
from signaling.store.interface import Store
from signaling.testing import Town
from sms import assembly as sms
from sms.adapters.page import PageGateway
from sms.reminders import assembly as reminders
from sms.telephones.assembly import TELEPHONES
from tests.consult_room.slices import the_room

ZONE = ZoneInfo("Asia/Tashkent")
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
ASKER = Actor("asker", Role.PHYSICIAN, "Sh. Karimov")
OTHER = Actor("other", Role.PHYSICIAN, "A. Umarov")
LI = Actor("li", Role.SPECIALIST, "N. Li")
RASULOV = Actor("rasulov", Role.SPECIALIST, "B. Rasulov")
QUESTION = "Levetiracetam does not hold the seizures"
PATIENT = "+998931112233"
WEEKDAYS = [WeeklyHours(weekday=day, from_minute=9 * 60, until_minute=12 * 60) for day in range(5)]


def at(text: str, zone: ZoneInfo = ZONE) -> int:
    """Ms UTC of ``2026-09-22 09:00`` on the wall."""
    return int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp()) * 1000


MONDAY = "2026-09-21"


class Hall:
    """Everybody has an account, nobody is on duty; it is Monday, 8 o'clock."""

    def __init__(self, folder: Path, store: Store | None = None, *, more: tuple[Any, ...] = ()) -> None:
        slices = slices_of(folder)
        self.town = Town([*slices, *more], store=store, rights=rights, sees=rights.may_see)
        self.town.now_ms = at(f"{MONDAY} 08:00")

    async def fill(self) -> None:
        for place, (actor, role) in enumerate(
            {ASKER: "physician", OTHER: "physician", LI: "specialist", RASULOV: "specialist"}.items()
        ):
            await self.do(
                PersonAdd,
                person_id=actor.id,
                login=actor.id,
                name=actor.name,
                role=role,
                place="Urgut",
                telephone=f"+99890123450{place}",
                email=f"{actor.id}@example.uz",
            )

    async def do(self, command: Any, actor: Actor | None = None, **fields: Any) -> Any:
        done = await self.town.do(self.town.wish(command, **fields), actor)
        await self.town.react()
        return done

    async def publish(self, actor: Actor = LI, **fields: Any) -> str:
        hours_id = str(fields.pop("hours_id", self.town.new_id()))
        shown = {"specialty": "neurology", "slot_minutes": 30, "weekly": WEEKDAYS}
        await self.do(ConsultPublishHours, actor, hours_id=hours_id, **{**shown, **fields})
        return hours_id

    async def free(self, from_text: str = f"{MONDAY} 00:00", days: int = 1, **fields: Any) -> list[FreeSlot]:
        from_ms = at(from_text)
        question = FreeSlots(specialty="neurology", from_ms=from_ms, until_ms=from_ms + days * DAY, **fields)
        found: list[FreeSlot] = await self.town.ask(question, ASKER)
        return found

    async def ask(self, slot: str | None, actor: Actor = ASKER, specialist: Actor = LI, **more: Any) -> str:
        """Asks with the slot that begins at that wall time."""
        consult_id = self.town.new_id()
        wish = None if slot is None else SlotWish(specialist_id=specialist.id, from_ms=at(slot), **more)
        await self.do(
            ConsultAsk,
            actor,
            consult_id=consult_id,
            specialty="neurology",
            urgency="planned",
            question=QUESTION,
            slot=wish,
        )
        return consult_id

    async def book(self, consult_id: str, slot: str, actor: Actor = ASKER, specialist: Actor = LI, **more: Any) -> None:
        wish = SlotWish(specialist_id=specialist.id, from_ms=at(slot))
        await self.do(ConsultBook, actor, consult_id=consult_id, slot=wish, **more)

    async def record(self, consult_id: str, actor: Actor = ASKER) -> ConsultView:
        view: ConsultView = await self.town.ask(ConsultRecord(consult_id=consult_id), actor)
        return view

    async def until(self, wall: str) -> None:
        """Time goes by to that wall time, minute by minute: every timer fires in its minute."""
        while self.town.now_ms < at(wall):
            await self.town.pass_time(min(MINUTE, at(wall) - self.town.now_ms))

    async def refused(self, command: Any, actor: Actor, **fields: Any) -> Code:
        try:
            await self.do(command, actor, **fields)
        except Refused as refused:
            return refused.code
        raise AssertionError(f"{command.__name__} was not refused")


def slices_of(folder: Path) -> list[Any]:
    async def no_ticket(**fields: Any) -> str:
        return "T" * 22

    gateway = PageGateway(folder / "messages.json", lambda: 0)
    texts = sms.assemble(carriers={"sms": gateway}, issue_ticket=no_ticket, public_base="https://103.example")
    return [people.assemble(), *the_room(booking.assemble(), texts, TELEPHONES, reminders.assemble())]

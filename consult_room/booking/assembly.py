"""What planned consults give to the frame, as a part of the consult room."""

from zoneinfo import ZoneInfo

from consult_room.booking.domain import hours
from consult_room.booking.domain.hours import ConsultHours
from consult_room.booking.handlers import HANDLERS, HoursHandlers
from consult_room.booking.queries import SlotQueries, booked_slots, slot_of_consult
from consult_room.booking.reactions import REACTIONS
from consult_room.domain.states import Consult
from signaling.protocol.booking import (
    BookedSlots,
    ConsultComeUp,
    ConsultSettleSlot,
    FreeSlots,
    SlotOfConsult,
    SlotOffered,
)
from signaling.slice import Aggregate, Answers, Slice, Timer

MINUTE_MS = 60_000

HOURS = Aggregate(
    kind=hours.KIND,
    state=ConsultHours,
    evolve=hours.EVOLVE,
    views=hours.views,
    columns={
        "person_id": (str, lambda entry: entry.person_id),
        "specialty": (str, lambda entry: entry.specialty),
        "removed": (bool, lambda entry: entry.removed),
    },
    live=lambda entry: not entry.removed,
)


def _come_up(consult: Consult) -> ConsultComeUp:
    """The frame gives the command its id and its time."""
    assert consult.slot is not None
    return ConsultComeUp(id="", made_at_ms=consult.slot.rings_ms, consult_id=consult.id, from_ms=consult.slot.from_ms)


def _settle(consult: Consult) -> ConsultSettleSlot:
    assert consult.slot is not None
    return ConsultSettleSlot(
        id="", made_at_ms=consult.slot.settles_ms, consult_id=consult.id, from_ms=consult.slot.from_ms
    )


def assemble(*, time_zone: str = "Asia/Tashkent", rings_before_minutes: int = 3, grace_minutes: int = 10) -> Slice:
    """``time_zone``: the service's, in which hours are read. A slot rings so long before it begins; who has not come so
    long after that was absent."""
    zone = ZoneInfo(time_zone)
    slots = SlotQueries(zone, rings_before_minutes * MINUTE_MS, grace_minutes * MINUTE_MS)
    return Slice(
        name="consult_room.booking",
        aggregates=(HOURS,),
        handlers=(*HoursHandlers(zone).all(), *HANDLERS),
        answers=(
            Answers(FreeSlots, slots.free, from_screens=True),
            Answers(SlotOffered, slots.offered),
            Answers(SlotOfConsult, slot_of_consult),
            Answers(BookedSlots, booked_slots),
        ),
        reactions=REACTIONS,
        timers=(
            Timer("consult_room.slot_comes_up", "consult", Consult, "slot_rings_ms", _come_up),
            Timer("consult_room.slot_settles", "consult", Consult, "slot_settles_ms", _settle),
        ),
    )

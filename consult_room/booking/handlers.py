"""The commands of hours and slots: gather, decide, record."""

from dataclasses import dataclass
from datetime import tzinfo

from consult_room.booking.domain import decide, hours
from consult_room.booking.domain.hours import KIND, ConsultHours, covered
from consult_room.booking.held import holding
from consult_room.booking.queries import calendar_of, stretches_of
from consult_room.domain.states import Consult
from signaling.hours import Span
from signaling.protocol.booking import (
    ConsultBook,
    ConsultComeUp,
    ConsultDropSlot,
    ConsultLookAtHours,
    ConsultNoteCame,
    ConsultPublishHours,
    ConsultRemoveHours,
    ConsultSettleSlot,
    SlotOffer,
    SlotOffered,
)
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.rota import RotaAway, RotaAwayView
from signaling.slice import Ask, Desk, Handler, Moment, Role


@dataclass(frozen=True, slots=True)
class HoursHandlers:
    """``zone``: in which hours are read."""

    zone: tzinfo

    def all(self) -> tuple[Handler, ...]:
        return (
            Handler(ConsultPublishHours, self.publish, _own_away),
            Handler(ConsultRemoveHours, self.remove, _own_away),
            Handler(ConsultLookAtHours, self.look, _away),
        )

    async def publish(self, wish: ConsultPublishHours, away: RotaAwayView, desk: Desk) -> None:
        known = await desk.version(KIND, wish.hours_id) > 0
        present = await desk.get(KIND, wish.hours_id, ConsultHours) if known else None
        own = await desk.find(KIND, ConsultHours, person_id=desk.moment.actor.id, removed=False)
        others = sum(1 for one in own if one.id != wish.hours_id)
        desk.record(hours.decide_publish(wish, present, others, desk.moment.actor))
        await self._look(desk, away, [desk.moment.actor.id])

    async def remove(self, wish: ConsultRemoveHours, away: RotaAwayView, desk: Desk) -> None:
        desk.record(hours.decide_remove(await desk.get(KIND, wish.hours_id, ConsultHours), wish, desk.moment.actor))
        dropped = await self._look(desk, away, [desk.moment.actor.id], wish.reason)
        if dropped and not wish.reason.strip():
            raise Refused(Code.REASON_NEEDED, booked=dropped)

    async def look(self, wish: ConsultLookAtHours, away: RotaAwayView, desk: Desk) -> None:
        _only_system(desk)
        await self._look(desk, away, [wish.person_id] if wish.person_id else [])

    async def _look(self, desk: Desk, away: RotaAwayView, people: list[str], reason: str = "") -> int:
        """Drops what lies in no hours any more; how many that were."""
        booked = await holding(desk, *people)
        ids = sorted({one.slot.specialist_id for one in booked if one.slot})
        entries = await desk.find(KIND, ConsultHours, person_id=ids, removed=False) if ids else []
        calendar = calendar_of(away, self.zone)

        def still_there(consult: Consult) -> bool:
            slot = consult.slot
            assert slot is not None
            if slot.specialist_id in away.closed:
                return False
            own = [one for one in entries if one.person_id == slot.specialist_id and one.specialty == consult.specialty]
            return covered(own, Span(slot.from_ms, slot.until_ms), calendar, stretches_of(away, slot.specialist_id))

        dropped = decide.out_of_hours(booked, still_there, reason)
        desk.record(*dropped)
        return len(dropped)


async def _own_away(wish: ConsultPublishHours | ConsultRemoveHours, moment: Moment, ask: Ask) -> RotaAwayView:
    away: RotaAwayView = await ask(RotaAway(person_ids=[moment.actor.id]))
    return away


async def _away(wish: ConsultLookAtHours, moment: Moment, ask: Ask) -> RotaAwayView:
    away: RotaAwayView = await ask(RotaAway(person_ids=[wish.person_id] if wish.person_id else None))
    return away


async def before_book(wish: ConsultBook, moment: Moment, ask: Ask) -> SlotOffer | Refused:
    """A refusal is kept until it is known that the consult is theirs: that it exists is nobody else's to know."""
    slot = SlotOffered(consult_id=wish.consult_id, specialist_id=wish.slot.specialist_id, from_ms=wish.slot.from_ms)
    try:
        offer: SlotOffer = await ask(slot)
    except Refused as refused:
        return refused
    return offer


async def book(wish: ConsultBook, offer: SlotOffer | Refused, desk: Desk) -> None:
    consult = await desk.get("consult", wish.consult_id, Consult)
    decide.check_book(consult, desk.moment.actor)
    if isinstance(offer, Refused):
        raise offer
    others = await holding(desk, offer.specialist_id)
    desk.record(decide.book(consult, wish, offer, others, desk.moment.actor))


async def drop_slot(wish: ConsultDropSlot, facts: None, desk: Desk) -> None:
    desk.record(decide.drop(await desk.get("consult", wish.consult_id, Consult), wish, desk.moment.actor))


async def come_up(wish: ConsultComeUp, facts: None, desk: Desk) -> None:
    _only_system(desk)
    desk.record(*decide.come_up(await desk.get("consult", wish.consult_id, Consult), wish.from_ms))


async def settle(wish: ConsultSettleSlot, facts: None, desk: Desk) -> None:
    _only_system(desk)
    consult = await desk.get("consult", wish.consult_id, Consult)
    desk.record(*decide.settle(consult, wish.from_ms, desk.moment.now_ms))


async def note_came(wish: ConsultNoteCame, facts: None, desk: Desk) -> None:
    _only_system(desk)
    if await desk.version("consult", wish.consult_id):
        desk.record(*decide.note_came(await desk.get("consult", wish.consult_id, Consult)))


def _only_system(desk: Desk) -> None:
    if desk.moment.actor.role is not Role.SYSTEM:
        raise Refused(Code.NOT_ALLOWED)


HANDLERS = (
    Handler(ConsultBook, book, before_book),
    Handler(ConsultDropSlot, drop_slot),
    Handler(ConsultComeUp, come_up),
    Handler(ConsultSettleSlot, settle),
    Handler(ConsultNoteCame, note_came),
)

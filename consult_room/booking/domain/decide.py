"""What may happen to the slot of a consult: each function gives the facts, or refuses."""

from collections.abc import Callable, Iterable, Sequence

from consult_room.booking.domain.slot import STEPS_AT_MOST, SlotVerb, check_slot
from consult_room.domain.circle import part_of
from consult_room.domain.operations import Operation, check_may
from consult_room.domain.states import TABLE as CONSULTS
from consult_room.domain.states import Consult, Verb, check
from signaling.hours import Span
from signaling.protocol.base import Event
from signaling.protocol.booking import (
    ConsultAskerCame,
    ConsultBook,
    ConsultBooked,
    ConsultCameUp,
    ConsultDropSlot,
    ConsultSlotDropped,
    ConsultSlotSettled,
    Side,
    SlotOffer,
    SlotOutcome,
)
from signaling.protocol.consult_room import ConsultAsk, ConsultAsked, SlotWish
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor
from signaling.telephone_numbers import digits_of

SETTLES = Verb.SETTLE_SLOT
FEWEST_DIGITS = 7
"""A shorter number is no telephone that takes an SMS."""


def check_wish(command: ConsultAsk) -> None:
    """A slot is for what can wait."""
    if command.slot is not None and command.urgency != "planned":
        raise Refused(Code.WRONG_STATE, field="slot", urgency=command.urgency)


def book_asked(asked: ConsultAsked, wish: SlotWish, offer: SlotOffer, others: Iterable[Consult]) -> ConsultBooked:
    """With the question itself. ``others``: the consults that hold slots of the same specialist."""
    if offer.specialist_id == asked.asker_id:
        raise Refused(Code.NOT_YOURS)
    _check_free(asked.consult_id, offer, others)
    return _booked(asked.consult_id, wish, offer, "asker", incident_id=asked.incident_id)


def check_book(consult: Consult, actor: Actor) -> None:
    """Whether any slot may be booked for it, by whoever wishes it."""
    check_may(consult.circle, actor, Operation.MOVE_SLOT)
    check(consult.state, Verb.BOOK)


def book(
    consult: Consult, command: ConsultBook, offer: SlotOffer, others: Iterable[Consult], actor: Actor
) -> ConsultBooked:
    """A slot, or another one. A specialist gives away nobody's hours but their own."""
    check_book(consult, actor)
    side: Side = "asker" if part_of(consult.circle, actor) == "asker" else "specialist"
    if side == "specialist" and offer.specialist_id != actor.id:
        raise Refused(Code.NOT_YOURS)
    if offer.specialist_id == consult.asker_id:
        raise Refused(Code.NOT_YOURS)
    if consult.urgency != "planned":
        raise Refused(Code.WRONG_STATE, urgency=consult.urgency)
    if consult.slot is not None:
        check_slot(consult.slot, SlotVerb.MOVE)
        if consult.slot.state != "specialist_absent" and not command.reason.strip():
            raise Refused(Code.REASON_NEEDED)
    if len(consult.slot_steps) >= STEPS_AT_MOST:
        raise Refused(Code.TOO_LONG, moves=STEPS_AT_MOST)
    _check_free(consult.id, offer, others)
    return _booked(
        consult.id,
        command.slot,
        offer,
        side,
        former=consult,
        reason=command.reason.strip(),
        incident_id=consult.incident_id,
    )


def _booked(
    consult_id: str,
    wish: SlotWish,
    offer: SlotOffer,
    side: Side,
    *,
    former: Consult | None = None,
    reason: str = "",
    incident_id: str | None,
) -> ConsultBooked:
    slot = former.slot if former else None
    telephone, language = wish.patient_telephone.strip() or None, wish.patient_language
    if telephone is not None and len(digits_of(telephone)) < FEWEST_DIGITS:
        raise Refused(Code.NOT_A_NUMBER, field="patient_telephone")
    if telephone is None and slot is not None:
        telephone, language = slot.patient_telephone, slot.patient_language
    return ConsultBooked(
        consult_id=consult_id,
        specialist_id=offer.specialist_id,
        from_ms=offer.from_ms,
        until_ms=offer.until_ms,
        rings_ms=offer.rings_ms,
        settles_ms=offer.settles_ms,
        chosen_by=side,
        place=offer.place,
        former_id=slot.specialist_id if slot else None,
        moved=slot is not None,
        specialist_name=offer.name,
        reason=reason or None,
        patient_telephone=telephone,
        patient_language=language,
        incident_id=incident_id,
    )


def _check_free(consult_id: str, offer: SlotOffer, others: Iterable[Consult]) -> None:
    """The database refuses two with the same beginning; hours of another length may give two that overlap."""
    wanted = Span(offer.from_ms, offer.until_ms)
    for other in others:
        slot = other.slot
        if other.id == consult_id or slot is None or slot.specialist_id != offer.specialist_id:
            continue
        if not wanted.within(Span(slot.from_ms, slot.until_ms)).empty:
            raise Refused(Code.SLOT_TAKEN)


def drop(consult: Consult, command: ConsultDropSlot, actor: Actor) -> ConsultSlotDropped:
    """By its asker or its specialist, with the reason."""
    check_may(consult.circle, actor, Operation.MOVE_SLOT)
    check(consult.state, Verb.DROP_SLOT)
    check_slot(consult.slot, SlotVerb.DROP)
    if not command.reason.strip():
        raise Refused(Code.REASON_NEEDED)
    side: Side = "asker" if part_of(consult.circle, actor) == "asker" else "specialist"
    return _dropped(consult, side, command.reason.strip())


def _dropped(consult: Consult, side: Side, reason: str) -> ConsultSlotDropped:
    assert consult.slot is not None
    return ConsultSlotDropped(
        consult_id=consult.id,
        specialist_id=consult.slot.specialist_id,
        from_ms=consult.slot.from_ms,
        dropped_by=side,
        reason=reason or None,
        incident_id=consult.incident_id,
    )


def out_of_hours(
    booked: Sequence[Consult], still_there: Callable[[Consult], bool], reason: str = ""
) -> list[ConsultSlotDropped]:
    """Those whose slot has not come up yet and lies in no hours any more. What has come up already goes on: both are
    being rung."""
    gone = [one for one in booked if one.state == "booked" and one.slot is not None and not still_there(one)]
    return [_dropped(consult, "hours", reason.strip()) for consult in gone]


def come_up(consult: Consult, from_ms: int) -> list[Event]:
    """The slot's specialist is rung. Nothing when it was moved meanwhile: the clock speaks of a slot that is none."""
    slot = consult.slot
    if slot is None or slot.from_ms != from_ms or slot.state != "booked" or consult.state != "booked":
        return []
    return [
        ConsultCameUp(
            consult_id=consult.id,
            specialist_id=slot.specialist_id,
            from_ms=slot.from_ms,
            specialist_name=slot.specialist_name,
            incident_id=consult.incident_id,
        )
    ]


def settle(consult: Consult, from_ms: int, now_ms: int) -> list[Event]:
    """Who was absent. Nothing when it was moved meanwhile, or when it is too early: who came late waits in turn."""
    slot = consult.slot
    if slot is None or slot.from_ms != from_ms or now_ms < slot.settles_ms or (consult.state, SETTLES) not in CONSULTS:
        return []
    if slot.state == "rung":
        return [_settled(consult, "specialist_absent")]
    if slot.state != "taken":
        return []
    waits = consult.state == "accepted" and consult.mode == "live" and not slot.asker_came
    return [_settled(consult, "asker_absent" if waits else "held")]


def refused_by_specialist(consult: Consult, person_id: str) -> list[Event]:
    """Its specialist was rung and said no: nobody waits until the time is over."""
    slot = consult.slot
    if slot is None or slot.state != "rung" or slot.specialist_id != person_id:
        return []
    return [_settled(consult, "specialist_absent")]


def _settled(consult: Consult, outcome: SlotOutcome) -> ConsultSlotSettled:
    assert consult.slot is not None
    return ConsultSlotSettled(
        consult_id=consult.id,
        specialist_id=consult.slot.specialist_id,
        outcome=outcome,
        incident_id=consult.incident_id,
    )


def note_came(consult: Consult) -> list[Event]:
    """The asker is in the conversation."""
    slot = consult.slot
    if slot is None or slot.state not in ("rung", "taken") or slot.asker_came or consult.over:
        return []
    return [ConsultAskerCame(consult_id=consult.id)]

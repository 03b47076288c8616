"""Slots as whoever reads the record sees them, and as other parts are told of them."""

from consult_room.booking.domain.slot import Slot, Step
from consult_room.domain.states import Consult
from signaling.protocol.booking import BookedSlot
from signaling.protocol.consult_views import SlotStepView, SlotView


def slot_view(slot: Slot | None) -> SlotView | None:
    if slot is None:
        return None
    return SlotView(
        specialist_id=slot.specialist_id,
        specialist_name=slot.specialist_name,
        from_ms=slot.from_ms,
        until_ms=slot.until_ms,
        rings_ms=slot.rings_ms,
        settles_ms=slot.settles_ms,
        state=slot.state,
        place=slot.place,
        patient_told=slot.patient_telephone is not None,
    )


def step_view(step: Step) -> SlotStepView:
    return SlotStepView(
        what=step.what,
        at_ms=step.at_ms,
        from_ms=step.from_ms,
        specialist_name=step.specialist_name,
        side=step.side,
        reason=step.reason,
    )


def booked_slot(consult: Consult) -> BookedSlot | None:
    """None when it holds none."""
    slot = consult.slot
    if slot is None or consult.over:
        return None
    return BookedSlot(
        consult_id=consult.id,
        number=consult.number,
        specialty=consult.specialty,
        state=slot.state,
        asker_id=consult.asker_id,
        asker_is_person=consult.asker_kind == "person",
        asker_name=consult.asker_name or "",
        asker_place=consult.asker_place,
        specialist_id=slot.specialist_id,
        specialist_name=slot.specialist_name or "",
        from_ms=slot.from_ms,
        until_ms=slot.until_ms,
        place=slot.place,
        patient_telephone=slot.patient_telephone,
        patient_language=slot.patient_language,
    )

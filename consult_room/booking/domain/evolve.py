"""How facts change the slot of a consult, and the consult with it."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from consult_room.booking.domain.slot import Slot, Step
from consult_room.domain.states import Consult, Invited
from signaling.protocol.base import Event
from signaling.protocol.booking import (
    ConsultAskerCame,
    ConsultBooked,
    ConsultCameUp,
    ConsultSlotDropped,
    ConsultSlotSettled,
    Side,
    SlotState,
    StepKind,
)
from signaling.protocol.consult_room import ConsultAccepted, ConsultReleased, ConsultSaid
from signaling.protocol.consult_views import InvitedState
from signaling.protocol.council import ConsultTelephoned
from signaling.slice import Stamp


def _booked(consult: Consult, event: ConsultBooked, stamp: Stamp) -> Consult:
    """Whoever was being rung no longer is."""
    slot = Slot(
        specialist_id=event.specialist_id,
        specialist_name=event.specialist_name,
        from_ms=event.from_ms,
        until_ms=event.until_ms,
        rings_ms=event.rings_ms,
        settles_ms=event.settles_ms,
        place=event.place,
        patient_telephone=event.patient_telephone,
        patient_language=event.patient_language,
    )
    moved: StepKind = "moved" if event.moved else "booked"
    return msgspec.structs.replace(
        consult,
        state="booked",
        since_ms=stamp.at_ms,
        invited=(),
        look_again_ms=None,
        slot=slot,
        slot_steps=(*consult.slot_steps, _step(slot, moved, stamp, event.chosen_by, event.reason)),
    )


def _dropped(consult: Consult, event: ConsultSlotDropped, stamp: Stamp) -> Consult:
    assert consult.slot is not None
    step = _step(consult.slot, "dropped", stamp, event.dropped_by, event.reason)
    left = _without(consult, event.specialist_id, stamp, None)
    return msgspec.structs.replace(left, slot=None, slot_steps=(*consult.slot_steps, step))


def _came_up(consult: Consult, event: ConsultCameUp, stamp: Stamp) -> Consult:
    specialist = Invited(person_id=event.specialist_id, name=event.specialist_name, state="rung", since_ms=stamp.at_ms)
    rung = msgspec.structs.replace(consult, state="ringing", since_ms=stamp.at_ms, invited=(specialist,))
    return _slot(rung, state="rung")


def _settled(consult: Consult, event: ConsultSlotSettled, stamp: Stamp) -> Consult:
    assert consult.slot is not None
    match event.outcome:
        case "held":
            return _slot(consult, state="held")
        case "asker_absent":
            step = _step(consult.slot, "asker_absent", stamp)
        case "specialist_absent":
            step = _step(consult.slot, "specialist_absent", stamp)
            consult = _without(consult, event.specialist_id, stamp, "silent")
    return _slot(msgspec.structs.replace(consult, slot_steps=(*consult.slot_steps, step)), state=event.outcome)


def _without(consult: Consult, person_id: str, stamp: Stamp, now: InvitedState | None) -> Consult:
    """The specialist is rung no more: they stand there as ``now`` (unless they have said no themselves), or not at all
    when it is None."""
    kept = (one for one in consult.invited if now is not None or one.person_id != person_id)
    invited = tuple(
        msgspec.structs.replace(one, state=now, since_ms=stamp.at_ms)
        if now is not None and one.person_id == person_id and one.state == "rung"
        else one
        for one in kept
    )
    rung = any(one.state == "rung" for one in invited)
    return msgspec.structs.replace(
        consult,
        state="ringing" if rung else "waiting",
        since_ms=consult.since_ms if rung else stamp.at_ms,
        invited=invited,
    )


def _came(consult: Consult, event: ConsultAskerCame, stamp: Stamp) -> Consult:
    return _slot(consult, asker_came=True)


def _slot(consult: Consult, **changes: Any) -> Consult:
    assert consult.slot is not None
    return msgspec.structs.replace(consult, slot=msgspec.structs.replace(consult.slot, **changes))


def _step(slot: Slot, what: StepKind, stamp: Stamp, side: Side | None = None, reason: str | None = None) -> Step:
    return Step(
        what=what,
        at_ms=stamp.at_ms,
        from_ms=slot.from_ms,
        specialist_id=slot.specialist_id,
        specialist_name=slot.specialist_name,
        side=side,
        reason=reason,
    )


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Consult]] = {
    ConsultBooked: _booked,
    ConsultSlotDropped: _dropped,
    ConsultCameUp: _came_up,
    ConsultSlotSettled: _settled,
    ConsultAskerCame: _came,
}


def _accepted(consult: Consult, event: ConsultAccepted, stamp: Stamp) -> Consult:
    """Who comes late waits for the asker as long as who comes in time."""
    slot = consult.slot
    if slot is None or slot.state != "rung":
        return consult
    if event.person_id != slot.specialist_id:
        return _slot(consult, state="given_up")
    return _slot(consult, state="taken", settles_ms=max(slot.settles_ms, stamp.at_ms + slot.grace_ms))


def _released(consult: Consult, event: ConsultReleased, stamp: Stamp) -> Consult:
    slot = consult.slot
    if slot is None or slot.state != "taken" or event.person_id != slot.specialist_id:
        return consult
    state: SlotState = "specialist_absent"
    step = _step(slot, "specialist_absent", stamp)
    return _slot(msgspec.structs.replace(consult, slot_steps=(*consult.slot_steps, step)), state=state)


def _heard_of(consult: Consult, event: ConsultSaid | ConsultTelephoned, stamp: Stamp) -> Consult:
    slot = consult.slot
    if slot is None or slot.state not in ("rung", "taken") or event.author_id != consult.asker_id:
        return consult
    return _slot(consult, asker_came=True)


FOLLOWS: Mapping[type[Event], Callable[[Any, Any, Stamp], Consult]] = {
    ConsultAccepted: _accepted,
    ConsultReleased: _released,
    ConsultSaid: _heard_of,
    ConsultTelephoned: _heard_of,
}
"""What facts of the consult itself say of its slot besides."""

"""How facts change medical orders."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from consult_room.domain.circle import follow
from consult_room.medical_orders.domain.states import Dose, Mark, MedicalOrder, MedicalOrders, Version
from signaling.protocol.base import Event
from signaling.protocol.medical_orders import (
    MedicalOrderConfirmed,
    MedicalOrderDone,
    MedicalOrderLeft,
    MedicalOrderSeen,
    MedicalOrderState,
    MedicalOrderStopped,
    MedicalOrderTold,
    MedicalOrderWasReadBack,
)
from signaling.slice import Stamp

replace = msgspec.structs.replace


def _mark(person_id: str, stamp: Stamp, words: str | None = None, *, aloud: bool = False) -> Mark:
    return Mark(
        person_id=person_id,
        name=stamp.actor_name,
        at_ms=stamp.at_ms,
        made_at_ms=stamp.made_at_ms,
        words=words,
        aloud=aloud,
    )


def _told(one: MedicalOrder | None, event: MedicalOrderTold, stamp: Stamp) -> MedicalOrder:
    version = Version(
        version=event.version,
        wanted=event.wanted,
        told=_mark(event.teller_id, stamp, event.why),
        dangers=tuple(event.dangers),
        weight_kg=event.weight_kg,
    )
    if one is None:
        return MedicalOrder(medical_order_id=event.medical_order_id, state="told", versions=(version,))
    return replace(one, state="told", versions=(*one.versions, version))


def _in_version(one: MedicalOrder, state: MedicalOrderState, **marks: Mark) -> MedicalOrder:
    return replace(one, state=state, versions=(*one.versions[:-1], replace(one.now, **marks)))


def _read_back(one: MedicalOrder, event: MedicalOrderWasReadBack, stamp: Stamp) -> MedicalOrder:
    mark = _mark(event.reader_id, stamp, event.words, aloud=event.aloud)
    return _in_version(one, "read_back", read_back=mark)


def _confirmed(one: MedicalOrder, event: MedicalOrderConfirmed, stamp: Stamp) -> MedicalOrder:
    return _in_version(one, "confirmed", confirmed=_mark(event.confirmer_id, stamp))


def _done(one: MedicalOrder, event: MedicalOrderDone, stamp: Stamp) -> MedicalOrder:
    dose = Dose(
        dose_number=event.dose_number,
        version=event.version,
        done_at_ms=event.done_at_ms,
        done=_mark(event.doer_id, stamp, event.unconfirmed_because),
        given=event.given,
        unconfirmed=event.unconfirmed,
    )
    doses = (*one.doses, dose)
    return replace(one, doses=doses, state="done", ended="done") if event.ends else replace(one, doses=doses)


def _left(one: MedicalOrder, event: MedicalOrderLeft, stamp: Stamp) -> MedicalOrder:
    end = _mark(event.leaver_id, stamp, event.note)
    return replace(one, state="not_done", ended="not_done", end=end, because=event.because)


def _stopped(one: MedicalOrder, event: MedicalOrderStopped, stamp: Stamp) -> MedicalOrder:
    return replace(one, state="stopped", ended="stopped", end=_mark(event.stopper_id, stamp, event.why))


def _seen(one: MedicalOrder, event: MedicalOrderSeen, stamp: Stamp) -> MedicalOrder:
    return replace(one, state="seen", seen=_mark(event.seer_id, stamp))


def _of_one(change: Callable[[Any, Any, Stamp], MedicalOrder]) -> Callable[[Any, Any, Stamp], MedicalOrders]:
    """The change of one among all: in its place, or, when it is new, behind the others."""

    def evolve(state: MedicalOrders, event: Any, stamp: Stamp) -> MedicalOrders:
        before = state.find(event.medical_order_id)
        after = change(before, event, stamp)
        if before is None:
            return replace(state, medical_orders=(*state.medical_orders, after))
        kept = (after if one is before else one for one in state.medical_orders)
        return replace(state, medical_orders=tuple(kept))

    return evolve


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Any]] = {
    **follow(MedicalOrders),
    MedicalOrderTold: _of_one(_told),
    MedicalOrderWasReadBack: _of_one(_read_back),
    MedicalOrderConfirmed: _of_one(_confirmed),
    MedicalOrderDone: _of_one(_done),
    MedicalOrderLeft: _of_one(_left),
    MedicalOrderStopped: _of_one(_stopped),
    MedicalOrderSeen: _of_one(_seen),
}

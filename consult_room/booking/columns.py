"""The columns of a consult by which slots are found, and the rule that the database keeps: one slot, one consult."""

from collections.abc import Callable, Mapping
from typing import Any

from consult_room.booking.domain.slot import KEPT
from consult_room.domain.states import Consult
from signaling.protocol.refusals import Code
from signaling.slice import Unique


def slot_held(consult: Consult) -> bool:
    return consult.slot is not None and not consult.over and consult.slot.state in KEPT


def _rings_ms(consult: Consult) -> int | None:
    """When it comes up."""
    return consult.slot.rings_ms if consult.slot and consult.state == "booked" else None


def _settles_ms(consult: Consult) -> int | None:
    waits = consult.slot is not None and consult.slot.state in ("rung", "taken") and not consult.over
    return consult.slot.settles_ms if consult.slot and waits else None


COLUMNS: Mapping[str, tuple[type, Callable[[Any], Any]]] = {
    "slot_specialist_id": (str, lambda consult: consult.slot.specialist_id if consult.slot else None),
    "slot_from_ms": (int, lambda consult: consult.slot.from_ms if consult.slot else None),
    "slot_held": (bool, slot_held),
    "slot_rings_ms": (int, _rings_ms),
    "slot_settles_ms": (int, _settles_ms),
}
UNIQUE = (Unique("one_slot_one_consult", ("slot_specialist_id", "slot_from_ms"), "slot_held", Code.SLOT_TAKEN.value),)

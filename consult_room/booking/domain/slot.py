"""A slot that a consult holds: its states as a table, and what became of the slots before it."""

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from signaling.protocol.booking import Side, SlotState, StepKind
from signaling.protocol.people import Language
from signaling.protocol.refusals import Code, Refused

STEPS_AT_MOST = 50
"""More moves than that are somebody's game with a specialist's hours."""


class SlotVerb(StrEnum):
    """What happens to a slot."""

    COME_UP = "come_up"
    """Its time has come."""
    TAKE = "take"
    """Its specialist takes the consult."""
    GIVE_UP = "give_up"
    """Somebody else takes it."""
    RELEASE = "release"
    """Its specialist took it and did not come."""
    SETTLE = "settle"
    """The time to come is over, or the specialist has said no."""
    MOVE = "move"
    DROP = "drop"


TABLE: Mapping[tuple[SlotState, SlotVerb], tuple[SlotState, ...]] = {
    ("booked", SlotVerb.COME_UP): ("rung",),
    ("booked", SlotVerb.MOVE): ("booked",),
    ("booked", SlotVerb.DROP): (),
    ("rung", SlotVerb.TAKE): ("taken",),
    ("rung", SlotVerb.GIVE_UP): ("given_up",),
    ("rung", SlotVerb.SETTLE): ("specialist_absent",),
    ("rung", SlotVerb.MOVE): ("booked",),
    ("rung", SlotVerb.DROP): (),
    ("taken", SlotVerb.RELEASE): ("specialist_absent",),
    ("taken", SlotVerb.SETTLE): ("held", "asker_absent"),
    ("specialist_absent", SlotVerb.MOVE): ("booked",),
}
"""(state, verb) → the states that may follow; with none the consult holds no slot after it. A pair that is missing is a
refusal."""

KEPT: frozenset[SlotState] = frozenset({"booked", "rung", "taken"})
"""In these nobody else can have it."""


class Slot(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a specialist's hours. ``rings_ms``: from when it rings; ``settles_ms``: who has not come by then was
    absent. Personal fields are None once erased."""

    specialist_id: str
    specialist_name: str | None
    from_ms: int
    until_ms: int
    rings_ms: int
    settles_ms: int
    state: SlotState = "booked"
    place: str = ""
    asker_came: bool = False
    patient_telephone: str | None = None
    patient_language: Language = "uz"

    @property
    def grace_ms(self) -> int:
        return self.settles_ms - self.from_ms


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a slot that began at ``from_ms``."""

    what: StepKind
    at_ms: int
    from_ms: int
    specialist_id: str
    specialist_name: str | None
    side: Side | None = None
    reason: str | None = None


def check_slot(slot: Slot | None, verb: SlotVerb) -> Slot:
    """The slot. Refuses ``wrong_state`` for what the table does not hold, and where there is no slot."""
    if slot is None or (slot.state, verb) not in TABLE:
        raise Refused(Code.WRONG_STATE, slot=slot.state if slot else None, wanted=verb.value)
    return slot

"""What was said of a consult's slot, and what is still to be said."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from signaling.protocol.base import Event, Personal, View
from signaling.protocol.booking import BookedSlot
from signaling.protocol.reminders import ReminderDue, ReminderForgotten, ReminderTo, ReminderTold
from signaling.slice import Audience, Stamp

KIND = "reminder"


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A message, and the slot that it is about."""

    to: ReminderTo
    sequence: int
    slot: Personal[BookedSlot] = None


class Reminder(msgspec.Struct, frozen=True, kw_only=True):
    """Of one consult. ``from_ms`` None: it holds no slot now. ``sequence`` grows with every slot."""

    consult_id: str
    specialist_id: str
    from_ms: int | None
    sequence: int
    told: tuple[Told, ...] = ()
    dues: tuple[ReminderDue, ...] = ()
    slot: Personal[BookedSlot] = None

    @property
    def due_ms(self) -> int | None:
        return min((due.at_ms for due in self.dues), default=None)


def _told(before: Reminder | None, event: ReminderTold, stamp: Stamp) -> Reminder:
    new = tuple(Told(to=one, sequence=event.sequence, slot=event.slot) for one in event.messages)
    return Reminder(
        consult_id=event.consult_id,
        specialist_id=event.specialist_id,
        from_ms=event.from_ms,
        sequence=event.sequence,
        told=(*(before.told if before else ()), *new),
        dues=tuple(event.dues),
        slot=event.slot,
    )


def _forgotten(state: Reminder, event: ReminderForgotten, stamp: Stamp) -> Reminder:
    return msgspec.structs.replace(state, from_ms=None, told=(), dues=(), slot=None)


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Reminder]] = {
    ReminderTold: _told,
    ReminderForgotten: _forgotten,
}


def views(state: Reminder) -> Mapping[Audience, View]:
    """Nobody follows them on a screen: the consult says when it is."""
    return {}

"""One telephone that has once refused messages: its state, what each event makes of it, and who is shown it."""

from collections.abc import Callable, Mapping
from typing import Any, Literal
from uuid import UUID, uuid5

import msgspec

from signaling.protocol.base import Event, View
from signaling.protocol.telephones import (
    TelephoneDisowned,
    TelephoneNoted,
    TelephoneOwned,
    TelephoneOwner,
    TelephoneSubscribed,
    TelephoneUnsubscribed,
    TelephoneView,
    UnsubscribedBecause,
)
from signaling.slice import ADMINISTRATION, SERVICE, Audience, Stamp
from signaling.telephone_numbers import digits_of

KIND = "telephone"
_TELEPHONES = UUID("6f0d2bd8-41c1-5b0e-9a4f-0c8f8f0f7a35")

Phase = Literal["subscribed", "unsubscribed"]
REFUSED = "21610"
"""The gateway's code for a telephone whose owner has asked for no more messages."""


def telephone_id(number: str) -> str:
    """The same for every spelling of the number, and not the number: rows and logs may hold it."""
    return str(uuid5(_TELEPHONES, digits_of(number)))


class Telephone(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``owners``: those who work here and are reached by it, while it is unsubscribed."""

    telephone_id: str
    phase: Phase
    since_ms: int
    because: UnsubscribedBecause
    to: str = ""
    owners: tuple[TelephoneOwner, ...] = ()
    noted_by: str | None = None
    noted_at_ms: int | None = None

    @property
    def is_alarm(self) -> bool:
        """Whether somebody who works here is not reached."""
        return self.phase == "unsubscribed" and bool(self.owners)

    def is_owned_by(self, person_id: str) -> bool:
        return any(owner.person_id == person_id for owner in self.owners)


def _unsubscribed(state: Telephone | None, event: TelephoneUnsubscribed, stamp: Stamp) -> Telephone:
    return Telephone(
        telephone_id=event.telephone_id,
        phase="unsubscribed",
        since_ms=stamp.at_ms,
        because=event.because,
        to=event.to,
    )


def _subscribed(state: Telephone, event: TelephoneSubscribed, stamp: Stamp) -> Telephone:
    return msgspec.structs.replace(
        state, phase="subscribed", since_ms=stamp.at_ms, owners=(), noted_by=None, noted_at_ms=None
    )


def _owned(state: Telephone, event: TelephoneOwned, stamp: Stamp) -> Telephone:
    """Whoever comes to it new has been seen by nobody: the alarm stands again."""
    owner = TelephoneOwner(person_id=event.person_id, role=event.role, name=event.name, number=event.number)
    return msgspec.structs.replace(state, owners=(*state.owners, owner), noted_by=None, noted_at_ms=None)


def _disowned(state: Telephone, event: TelephoneDisowned, stamp: Stamp) -> Telephone:
    left = tuple(owner for owner in state.owners if owner.person_id != event.person_id)
    return msgspec.structs.replace(state, owners=left)


def _noted(state: Telephone, event: TelephoneNoted, stamp: Stamp) -> Telephone:
    return msgspec.structs.replace(state, noted_by=stamp.actor_name, noted_at_ms=stamp.at_ms)


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Telephone]] = {
    TelephoneUnsubscribed: _unsubscribed,
    TelephoneSubscribed: _subscribed,
    TelephoneOwned: _owned,
    TelephoneDisowned: _disowned,
    TelephoneNoted: _noted,
}


def views(state: Telephone) -> Mapping[Audience, View]:
    """The desk, which must telephone, and the administrators. A telephone of nobody who works here is shown nobody."""
    shown = TelephoneView(
        telephone_id=state.telephone_id,
        people=list(state.owners),
        because=state.because,
        since_ms=state.since_ms,
        to=state.to,
        noted_by=state.noted_by,
        noted_at_ms=state.noted_at_ms,
    )
    return {SERVICE: shown, ADMINISTRATION: shown}

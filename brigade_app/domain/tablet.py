"""The tablet of a brigade: its state, how events change it, who is shown what of it.

The kind ``tablet`` has its brigade's id. It is paired or not, has an open offer of pairing or not, a shift or not,
an alarm or not; these four do not depend on one another, except that a tablet which is unpaired has no shift.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from brigade_app.domain.pairing import GUESSES_ALLOWED
from signaling.protocol import brigade_app as words
from signaling.protocol.base import Event, Point, View
from signaling.slice import ADMINISTRATION, SERVICE, Aggregate, Audience, Stamp

KIND = "tablet"


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """A pairing that is offered. ``salt`` and ``hash`` are None once the journal has erased them."""

    expires_ms: int
    salt: str | None
    hash: str | None
    guesses_left: int = GUESSES_ALLOWED

    def stands(self, now_ms: int) -> bool:
        return self.guesses_left > 0 and now_ms < self.expires_ms


class Shift(msgspec.Struct, frozen=True, kw_only=True):
    """People in the vehicle since ``since_ms`` (server time)."""

    id: str
    since_ms: int
    crew_names: list[str] | None


class Alarm(msgspec.Struct, frozen=True, kw_only=True):
    """The crew's own alarm, at the device's time and place."""

    at_ms: int
    point: Point | None


class Tablet(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is known of one brigade's tablet."""

    id: str
    offer: Offer | None = None
    device_name: str | None = None
    paired_at_ms: int | None = None
    sign_in_id: str | None = None
    shift: Shift | None = None
    alarm: Alarm | None = None


def _offered(state: Tablet | None, event: words.PairingOffered, stamp: Stamp) -> Tablet:
    offer = Offer(expires_ms=event.expires_ms, salt=event.code_salt, hash=event.code_hash)
    return msgspec.structs.replace(state or Tablet(id=event.brigade_id), offer=offer)


def _missed(state: Tablet, event: words.PairingMissed, stamp: Stamp) -> Tablet:
    if state.offer is None:
        return state
    offer = msgspec.structs.replace(state.offer, guesses_left=state.offer.guesses_left - 1)
    return msgspec.structs.replace(state, offer=offer)


def _paired(state: Tablet, event: words.TabletPaired, stamp: Stamp) -> Tablet:
    return msgspec.structs.replace(
        state,
        offer=None,
        device_name=event.device_name,
        paired_at_ms=stamp.at_ms,
        sign_in_id=event.sign_in_id,
    )


def _unpaired(state: Tablet, event: words.TabletUnpaired, stamp: Stamp) -> Tablet:
    return msgspec.structs.replace(state, offer=None, device_name=None, paired_at_ms=None, sign_in_id=None)


def _shift_started(state: Tablet | None, event: words.ShiftStarted, stamp: Stamp) -> Tablet:
    shift = Shift(id=event.shift_id, since_ms=stamp.at_ms, crew_names=event.crew_names)
    return msgspec.structs.replace(state or Tablet(id=event.brigade_id), shift=shift)


def _shift_ended(state: Tablet, event: words.ShiftEnded, stamp: Stamp) -> Tablet:
    return msgspec.structs.replace(state, shift=None)


def _sos_raised(state: Tablet | None, event: words.SosRaised, stamp: Stamp) -> Tablet:
    alarm = Alarm(at_ms=event.at_device_ms, point=event.point)
    return msgspec.structs.replace(state or Tablet(id=event.brigade_id), alarm=alarm)


def _sos_settled(state: Tablet, event: words.SosSettled, stamp: Stamp) -> Tablet:
    return msgspec.structs.replace(state, alarm=None)


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Tablet]] = {
    words.PairingOffered: _offered,
    words.PairingMissed: _missed,
    words.TabletPaired: _paired,
    words.TabletUnpaired: _unpaired,
    words.ShiftStarted: _shift_started,
    words.ShiftEnded: _shift_ended,
    words.SosRaised: _sos_raised,
    words.SosSettled: _sos_settled,
}


def views(state: Tablet) -> Mapping[Audience, View]:
    """Dispatchers and the crew itself see all; administrators see no names and no place."""
    whole = words.TabletView(
        brigade_id=state.id,
        device_name=state.device_name,
        paired_at_ms=state.paired_at_ms,
        offer_expires_ms=state.offer.expires_ms if state.offer else None,
        shift_id=state.shift.id if state.shift else None,
        shift_since_ms=state.shift.since_ms if state.shift else None,
        crew_names=state.shift.crew_names if state.shift else None,
        sos_at_ms=state.alarm.at_ms if state.alarm else None,
        sos_point=state.alarm.point if state.alarm else None,
    )
    nameless = msgspec.structs.replace(whole, crew_names=None, sos_at_ms=None, sos_point=None)
    return {SERVICE: whole, Audience("brigade", state.id): whole, ADMINISTRATION: nameless}


TABLET = Aggregate(
    kind=KIND,
    state=Tablet,
    evolve=EVOLVE,
    views=views,
    columns={
        "offered": (bool, lambda state: state.offer is not None),
        "paired": (bool, lambda state: state.paired_at_ms is not None),
        "on_shift": (bool, lambda state: state.shift is not None),
    },
)

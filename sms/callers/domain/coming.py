"""That help is coming, as one incident's caller is told it: its state, and how each fact changes it."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

import msgspec

from signaling.protocol.base import Event, View
from signaling.protocol.coming import (
    ComingDeliveryNoted,
    ComingEnded,
    ComingFollowed,
    ComingLost,
    ComingMessage,
    ComingMuted,
    ComingNotTold,
    ComingReckoned,
    ComingTold,
    ComingUnmuted,
    ComingView,
    MutedBecause,
    NotToldBecause,
)
from signaling.slice import SERVICE, Audience, Stamp

replace = msgspec.structs.replace

KIND = "coming"

ComingPhase = Literal["waiting", "coming", "lost", "ended"]
"""Nobody is on the way yet; a brigade is; it was, and nobody is now; nothing more is told."""


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """The newest message, and when it was told."""

    message: ComingMessage
    delivery_id: str


class Coming(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``look_at_ms``: when the clock looks again. ``updates``: how often another time was told; ``replacements``: how
    often that another brigade is being sent. ``sent``: every message's delivery."""

    incident_id: str
    phase: ComingPhase = "waiting"
    assignment_id: str | None = None
    look_at_ms: int | None = None
    told: Message | None = None
    updates: int = 0
    replacements: int = 0
    sent: tuple[str, ...] = ()
    muted_because: MutedBecause | None = None
    muted_by: str | None = None
    not_told_because: NotToldBecause | None = None

    @property
    def due_ms(self) -> int | None:
        """None while there is nothing to look for."""
        return self.look_at_ms if self.phase in ("coming", "lost") else None

    @property
    def shown(self) -> bool:
        """Whether the desk has something to see."""
        return self.phase != "ended" and bool(self.muted_because or self.not_told_because or self.told)


def _followed(state: Coming | None, event: ComingFollowed, stamp: Stamp) -> Coming:
    state = state or Coming(incident_id=event.incident_id)
    return replace(state, phase="coming", assignment_id=event.assignment_id, look_at_ms=event.look_at_ms)


def _reckoned(state: Coming, event: ComingReckoned, stamp: Stamp) -> Coming:
    return replace(state, look_at_ms=event.look_at_ms)


def _lost(state: Coming, event: ComingLost, stamp: Stamp) -> Coming:
    return replace(state, phase="lost", assignment_id=None, look_at_ms=event.look_at_ms)


def _told(state: Coming, event: ComingTold, stamp: Stamp) -> Coming:
    message = ComingMessage(says=event.says, at_ms=stamp.at_ms, arrives_at_ms=event.arrives_at_ms, delivery="queued")
    return replace(
        state,
        told=Message(message=message, delivery_id=event.delivery_id),
        sent=(*state.sent, event.delivery_id),
        updates=state.updates + (event.says == "later"),
        replacements=state.replacements + (event.says == "another"),
        look_at_ms=event.look_at_ms,
        not_told_because=None,
    )


def _not_told(state: Coming, event: ComingNotTold, stamp: Stamp) -> Coming:
    return replace(state, not_told_because=event.because)


def _noted(state: Coming, event: ComingDeliveryNoted, stamp: Stamp) -> Coming:
    if state.told is None or state.told.delivery_id != event.delivery_id:
        return state
    return replace(state, told=replace(state.told, message=replace(state.told.message, delivery=event.status)))


def _muted(state: Coming | None, event: ComingMuted, stamp: Stamp) -> Coming:
    state = state or Coming(incident_id=event.incident_id)
    return replace(state, muted_because=event.because, muted_by=stamp.actor_name)


def _unmuted(state: Coming, event: ComingUnmuted, stamp: Stamp) -> Coming:
    return replace(state, muted_because=None, muted_by=None)


def _ended(state: Coming, event: ComingEnded, stamp: Stamp) -> Coming:
    return replace(state, phase="ended", look_at_ms=None, assignment_id=None)


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Coming]] = {
    ComingFollowed: _followed,
    ComingReckoned: _reckoned,
    ComingLost: _lost,
    ComingTold: _told,
    ComingNotTold: _not_told,
    ComingDeliveryNoted: _noted,
    ComingMuted: _muted,
    ComingUnmuted: _unmuted,
    ComingEnded: _ended,
}


def views(state: Coming) -> Mapping[Audience, View]:
    if not state.shown:
        return {}
    view = ComingView(
        incident_id=state.incident_id,
        muted_because=state.muted_because,
        muted_by=state.muted_by,
        not_told_because=state.not_told_because,
        told=state.told.message if state.told else None,
    )
    return {SERVICE: view}

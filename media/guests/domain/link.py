"""A guest's link: its state, what each event makes of it, and what the guest is shown of it."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from signaling.protocol.base import Event, Personal, View
from signaling.protocol.deliveries import DeliveryStatus
from signaling.protocol.guests import (
    GuestAdmitted,
    GuestDeliveryNoted,
    GuestEndedBecause,
    GuestInvited,
    GuestKnocked,
    GuestKnockEnded,
    GuestLinkEnded,
    GuestLinkView,
    GuestOut,
    GuestOutBecause,
    GuestPhase,
    GuestRecordingNoted,
    GuestRole,
    GuestTaken,
    KnockEndedBecause,
)
from signaling.protocol.people import Language
from signaling.slice import Audience, Stamp

replace = msgspec.structs.replace

KIND = "guest_link"


class GuestLink(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One link, from its making to its end. Times are milliseconds UTC."""

    link_id: str
    conversation_id: str
    incident_id: str | None = None
    consult_id: str | None = None
    role: GuestRole
    language: Language
    phase: GuestPhase
    expires_at_ms: int
    invited_by: str
    invited_by_role: str
    by_message: bool
    name: Personal[str] = None
    invited_by_name: Personal[str] = None
    delivery: DeliveryStatus | None = None
    knock_until_ms: int | None = None
    knock_ended_because: KnockEndedBecause | None = None
    agreed_version: int | None = None
    recorded_version: int | None = None
    out_because: GuestOutBecause | None = None
    ended_because: GuestEndedBecause | None = None

    @property
    def key(self) -> str:
        """Names the guest among all participants."""
        return f"guest:{self.link_id}"

    @property
    def is_open(self) -> bool:
        return self.phase != "ended"

    @property
    def due_ms(self) -> int | None:
        """When the clock has a word to say: nobody answered the knock, or the time to use the link is over. Nobody is
        sent out for the link's time: whoever is inside stays until the conversation ends."""
        if self.phase == "knocking":
            return self.knock_until_ms
        return self.expires_at_ms if self.phase in ("invited", "ready") else None


def _invited(state: None, event: GuestInvited, stamp: Stamp) -> GuestLink:
    return GuestLink(
        link_id=event.link_id,
        conversation_id=event.conversation_id,
        incident_id=event.incident_id,
        consult_id=event.consult_id,
        role=event.role,
        language=event.language,
        phase="invited",
        expires_at_ms=event.expires_at_ms,
        invited_by=event.by_id,
        invited_by_role=event.by_role,
        by_message=event.by_message,
        name=event.name,
        invited_by_name=event.by_name,
        delivery="queued" if event.by_message else None,
        recorded_version=event.recorded_version,
    )


def _delivery_noted(state: GuestLink, event: GuestDeliveryNoted, stamp: Stamp) -> GuestLink:
    return replace(state, delivery=event.status)


def _taken(state: GuestLink, event: GuestTaken, stamp: Stamp) -> GuestLink:
    return replace(state, phase="ready", language=event.language)


def _knocked(state: GuestLink, event: GuestKnocked, stamp: Stamp) -> GuestLink:
    return replace(
        state,
        phase="knocking",
        knock_until_ms=event.until_ms,
        agreed_version=event.agreed_version,
        knock_ended_because=None,
        out_because=None,
    )


def _knock_ended(state: GuestLink, event: GuestKnockEnded, stamp: Stamp) -> GuestLink:
    return replace(state, phase="ready", knock_until_ms=None, knock_ended_because=event.because)


def _admitted(state: GuestLink, event: GuestAdmitted, stamp: Stamp) -> GuestLink:
    return replace(state, phase="inside", knock_until_ms=None)


def _out(state: GuestLink, event: GuestOut, stamp: Stamp) -> GuestLink:
    return replace(state, phase="ready", out_because=event.because, agreed_version=None)


def _recording_noted(state: GuestLink, event: GuestRecordingNoted, stamp: Stamp) -> GuestLink:
    return replace(state, recorded_version=event.text_version)


def _ended(state: GuestLink, event: GuestLinkEnded, stamp: Stamp) -> GuestLink:
    return replace(state, phase="ended", ended_because=event.because, knock_until_ms=None)


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], GuestLink]] = {
    GuestInvited: _invited,
    GuestDeliveryNoted: _delivery_noted,
    GuestTaken: _taken,
    GuestKnocked: _knocked,
    GuestKnockEnded: _knock_ended,
    GuestAdmitted: _admitted,
    GuestOut: _out,
    GuestRecordingNoted: _recording_noted,
    GuestLinkEnded: _ended,
}


def views(state: GuestLink) -> Mapping[Audience, View]:
    """The guest's own page. Those inside see who is expected in the conversation's view."""
    shown = GuestLinkView(
        link_id=state.link_id,
        role=state.role,
        name=state.name,
        language=state.language,
        phase=state.phase,
        expires_at_ms=state.expires_at_ms,
        knock_until_ms=state.knock_until_ms,
        knock_ended_because=state.knock_ended_because,
        out_because=state.out_because,
        recorded_version=state.recorded_version,
        conversation_id=state.conversation_id if state.phase == "inside" else None,
    )
    return {Audience("guest", state.link_id): shown}

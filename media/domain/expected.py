"""Guests who are expected in a conversation, as those inside see them: invited, ready, knocking."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from media.domain.conversation import Conversation, Expected
from signaling.protocol.base import Event
from signaling.protocol.guests import (
    ExpectedView,
    GuestAdmitted,
    GuestDeliveryNoted,
    GuestInvited,
    GuestKnocked,
    GuestKnockEnded,
    GuestLinkEnded,
    GuestOut,
    GuestTaken,
)
from signaling.slice import Stamp


def _changed(state: Conversation, link_id: str, **changes: Any) -> Conversation:
    expected = tuple(
        msgspec.structs.replace(one, **changes) if one.link_id == link_id else one for one in state.expected
    )
    return msgspec.structs.replace(state, expected=expected)


def _invited(state: Conversation, event: GuestInvited, stamp: Stamp) -> Conversation:
    one = Expected(
        link_id=event.link_id,
        role=event.role,
        name=event.name,
        language=event.language,
        phase="invited",
        by_id=event.by_id,
        by_name=event.by_name,
        expires_at_ms=event.expires_at_ms,
        delivery="queued" if event.by_message else None,
    )
    return msgspec.structs.replace(state, expected=(*state.expected, one))


def _delivery_noted(state: Conversation, event: GuestDeliveryNoted, stamp: Stamp) -> Conversation:
    return _changed(state, event.link_id, delivery=event.status)


def _taken(state: Conversation, event: GuestTaken, stamp: Stamp) -> Conversation:
    return _changed(state, event.link_id, phase="ready", language=event.language)


def _knocked(state: Conversation, event: GuestKnocked, stamp: Stamp) -> Conversation:
    return _changed(state, event.link_id, phase="knocking", knock_until_ms=event.until_ms)


def _quiet(state: Conversation, event: GuestKnockEnded | GuestOut, stamp: Stamp) -> Conversation:
    return _changed(state, event.link_id, phase="ready", knock_until_ms=None)


def _admitted(state: Conversation, event: GuestAdmitted, stamp: Stamp) -> Conversation:
    return _changed(state, event.link_id, phase="inside", knock_until_ms=None)


def _ended(state: Conversation, event: GuestLinkEnded, stamp: Stamp) -> Conversation:
    expected = tuple(one for one in state.expected if one.link_id != event.link_id)
    return msgspec.structs.replace(state, expected=expected)


EXPECTED_EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Conversation]] = {
    GuestInvited: _invited,
    GuestDeliveryNoted: _delivery_noted,
    GuestTaken: _taken,
    GuestKnocked: _knocked,
    GuestKnockEnded: _quiet,
    GuestOut: _quiet,
    GuestAdmitted: _admitted,
    GuestLinkEnded: _ended,
}


def expected_views(state: Conversation) -> list[ExpectedView]:
    """Whoever is inside already stands among the participants."""
    return [
        ExpectedView(
            link_id=one.link_id,
            role=one.role,
            name=one.name,
            language=one.language,
            phase=one.phase,
            by_id=one.by_id,
            by_name=one.by_name,
            expires_at_ms=one.expires_at_ms,
            knock_until_ms=one.knock_until_ms,
            delivery=one.delivery,
        )
        for one in state.expected
        if one.phase != "inside"
    ]

"""What each event makes of a conversation: those between its sides, and those of three and more."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from media.domain.conversation import BETWEEN_TWO, Conversation, Invitation, Participant, Party, Tried, Written
from media.domain.expected import EXPECTED_EVOLVE
from signaling.protocol.base import Event
from signaling.protocol.forwarding import ConversationRouted
from signaling.protocol.participants import (
    ConversationEntered,
    ConversationHeld,
    ConversationInvited,
    ConversationLeft,
    ConversationMuted,
    ConversationWritten,
    InvitationEnded,
)
from signaling.slice import Stamp


def _invited(state: Conversation, event: ConversationInvited, stamp: Stamp) -> Conversation:
    by = state.participant(f"{event.by_relation}:{event.by_id}")
    invitation = Invitation(
        invitation_id=event.invitation_id,
        to_relation=event.to_relation,
        to_id=event.to_id,
        to_name=event.to_name,
        by=by.party if by else Party(event.by_relation, event.by_id),
        ring_until_ms=event.ring_until_ms,
    )
    return msgspec.structs.replace(state, invitations=(*state.invitations, invitation))


def _without(state: Conversation, invitation_id: str) -> tuple[Invitation, ...]:
    return tuple(one for one in state.invitations if one.invitation_id != invitation_id)


def _entered(state: Conversation, event: ConversationEntered, stamp: Stamp) -> Conversation:
    party = Party(event.of_relation, event.of_id, event.of_name, event.role)
    after = msgspec.structs.replace(
        state,
        invitations=_without(state, event.invitation_id),
        were=tuple(key for key in state.were if key != party.key),
    )
    # A side that comes back is that side again: it offers or answers as before.
    if party.key == state.asker.key:
        return msgspec.structs.replace(after, asker_present=True, asker_endpoint=None)
    if state.answerer is not None and party.key == state.answerer.key:
        return msgspec.structs.replace(after, answerer_present=True, answerer_endpoint=None)
    entered = Participant(party=party, place="other", endpoint=None, entered_at_ms=stamp.at_ms)
    return msgspec.structs.replace(after, others=(*state.others, entered))


def _invitation_ended(state: Conversation, event: InvitationEnded, stamp: Stamp) -> Conversation:
    invitation = state.invitation(event.invitation_id)
    if invitation is None:
        return state
    tried = Tried(
        relation=invitation.to_relation,
        id=invitation.to_id,
        name=invitation.to_name,
        outcome=event.because,
        at_ms=stamp.at_ms,
    )
    invitations = _without(state, event.invitation_id)
    return msgspec.structs.replace(state, invitations=invitations, tried=(*state.tried, tried))


def _left(state: Conversation, event: ConversationLeft, stamp: Stamp) -> Conversation:
    key = f"{event.of_relation}:{event.of_id}"
    after = msgspec.structs.replace(state, were=(*state.were, key))
    if key == state.asker.key:
        return msgspec.structs.replace(after, asker_present=False, asker_endpoint=None, asker_muted_by=None)
    if state.answerer is not None and key == state.answerer.key:
        return msgspec.structs.replace(after, answerer_present=False, answerer_endpoint=None, answerer_muted_by=None)
    return msgspec.structs.replace(after, others=tuple(one for one in state.others if one.party.key != key))


def _muted(state: Conversation, event: ConversationMuted, stamp: Stamp) -> Conversation:
    key = f"{event.of_relation}:{event.of_id}"
    if key == state.asker.key:
        return msgspec.structs.replace(state, asker_muted_by=event.by_id)
    if state.answerer is not None and key == state.answerer.key:
        return msgspec.structs.replace(state, answerer_muted_by=event.by_id)
    others = tuple(
        msgspec.structs.replace(one, muted_by=event.by_id) if one.party.key == key else one for one in state.others
    )
    return msgspec.structs.replace(state, others=others)


def _held(state: Conversation, event: ConversationHeld, stamp: Stamp) -> Conversation:
    held = tuple(why for why in state.held_by if why != event.why)
    return msgspec.structs.replace(state, held_by=(*held, event.why) if event.held else held)


def _written(state: Conversation, event: ConversationWritten, stamp: Stamp) -> Conversation:
    party = Party(event.of_relation, event.of_id, event.of_name)
    written = Written(party=party, text=event.text, at_ms=stamp.at_ms)
    return msgspec.structs.replace(state, written=(*state.written, written))


def _routed(state: Conversation, event: ConversationRouted, stamp: Stamp) -> Conversation:
    return msgspec.structs.replace(
        state,
        path=event.path,
        worker_id=event.worker_id,
        move=event.move,
        room_kept_until_ms=event.kept_until_ms,
    )


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Conversation]] = {
    **BETWEEN_TWO,
    ConversationInvited: _invited,
    ConversationEntered: _entered,
    InvitationEnded: _invitation_ended,
    ConversationLeft: _left,
    ConversationMuted: _muted,
    ConversationHeld: _held,
    ConversationWritten: _written,
    ConversationRouted: _routed,
    **EXPECTED_EVOLVE,
}


def after(state: Conversation, events: Iterable[Event], now_ms: int) -> Conversation:
    """The state that the events will make, for deciding what follows from it within the same command."""
    for event in events:
        state = EVOLVE[type(event)](state, event, Stamp(0, now_ms, now_ms, ""))
    return state

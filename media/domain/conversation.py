"""A conversation's state and what each event makes of it."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from signaling.protocol.base import Event
from signaling.protocol.media import (
    AboutKind,
    ConversationAccepted,
    ConversationAsked,
    ConversationDeclined,
    ConversationEnded,
    ConversationJoined,
    ConversationOpened,
    ConversationPhase,
    ConversationRang,
    ConversationUnanswered,
    EndedBecause,
    Relation,
    Side,
    SideRelation,
)
from signaling.slice import Stamp


class Party(msgspec.Struct, frozen=True):
    """One side: a person, or a brigade as a whole by its tablet."""

    relation: SideRelation
    id: str
    name: str | None = None

    @property
    def key(self) -> str:
        """Names the side among all conversations, without its name."""
        return f"{self.relation}:{self.id}"


class Conversation(msgspec.Struct, frozen=True, kw_only=True):
    """One conversation, from its ring to its end. Times are milliseconds UTC."""

    conversation_id: str
    about: str
    about_kind: AboutKind
    phase: ConversationPhase
    asker: Party
    to_relation: Relation
    to_id: str
    answerer: Party | None
    video: bool
    asked_at_ms: int
    ring_until_ms: int
    end_by_ms: int | None = None
    accepted_at_ms: int | None = None
    ended_at_ms: int | None = None
    ended_because: EndedBecause | None = None
    ended_by_side: Side | None = None
    round: int = 0
    asker_endpoint: str | None = None
    answerer_endpoint: str | None = None

    @property
    def rings(self) -> bool:
        return self.phase in ("asked", "ringing")

    @property
    def goes_on(self) -> bool:
        return self.phase == "accepted"

    @property
    def due_ms(self) -> int | None:
        """When the clock has a word to say: the ring's end, or the longest that a conversation may last."""
        if self.rings:
            return self.ring_until_ms
        return self.end_by_ms if self.goes_on else None


def _about(incident_id: str | None, consult_id: str | None) -> tuple[str, AboutKind]:
    if consult_id is not None:
        return consult_id, "consult"
    return (incident_id, "incident") if incident_id is not None else ("", "none")


def _asked(state: None, event: ConversationAsked, stamp: Stamp) -> Conversation:
    about, about_kind = _about(event.incident_id, event.consult_id)
    return Conversation(
        conversation_id=event.conversation_id,
        about=about,
        about_kind=about_kind,
        phase="asked",
        asker=Party(event.asker_relation, event.asker_id, event.asker_name),
        to_relation=event.to_relation,
        to_id=event.to_id,
        answerer=None,
        video=event.video,
        asked_at_ms=stamp.at_ms,
        ring_until_ms=event.ring_until_ms,
    )


def _opened(state: None, event: ConversationOpened, stamp: Stamp) -> Conversation:
    about, about_kind = _about(event.incident_id, event.consult_id)
    return Conversation(
        conversation_id=event.conversation_id,
        about=about,
        about_kind=about_kind,
        phase="accepted",
        asker=Party(event.asker_relation, event.asker_id, event.asker_name),
        to_relation=event.answerer_relation,
        to_id=event.answerer_id,
        answerer=Party(event.answerer_relation, event.answerer_id, event.answerer_name),
        video=event.video,
        asked_at_ms=stamp.at_ms,
        ring_until_ms=stamp.at_ms,
        accepted_at_ms=stamp.at_ms,
        end_by_ms=event.end_by_ms,
    )


def _rang(state: Conversation, event: ConversationRang, stamp: Stamp) -> Conversation:
    return msgspec.structs.replace(state, phase="ringing")


def _accepted(state: Conversation, event: ConversationAccepted, stamp: Stamp) -> Conversation:
    return msgspec.structs.replace(
        state,
        phase="accepted",
        answerer=Party(event.answerer_relation, event.answerer_id, event.answerer_name),
        accepted_at_ms=stamp.at_ms,
        end_by_ms=event.end_by_ms,
    )


def _declined(state: Conversation, event: ConversationDeclined, stamp: Stamp) -> Conversation:
    return msgspec.structs.replace(state, phase="declined", ended_at_ms=stamp.at_ms)


def _unanswered(state: Conversation, event: ConversationUnanswered, stamp: Stamp) -> Conversation:
    return msgspec.structs.replace(state, phase="no_answer", ended_at_ms=stamp.at_ms)


def _ended(state: Conversation, event: ConversationEnded, stamp: Stamp) -> Conversation:
    return msgspec.structs.replace(
        state, phase="ended", ended_at_ms=stamp.at_ms, ended_because=event.because, ended_by_side=event.by_side
    )


def _joined(state: Conversation, event: ConversationJoined, stamp: Stamp) -> Conversation:
    if event.side == "asker":
        return msgspec.structs.replace(state, round=event.round, asker_endpoint=event.endpoint)
    return msgspec.structs.replace(state, round=event.round, answerer_endpoint=event.endpoint)


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Conversation]] = {
    ConversationAsked: _asked,
    ConversationOpened: _opened,
    ConversationRang: _rang,
    ConversationAccepted: _accepted,
    ConversationDeclined: _declined,
    ConversationUnanswered: _unanswered,
    ConversationEnded: _ended,
    ConversationJoined: _joined,
}

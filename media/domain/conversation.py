"""A conversation's state, and what each event between its two sides makes of it."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from signaling.protocol.base import Event
from signaling.protocol.conversation_views import Place
from signaling.protocol.conversations import (
    AboutKind,
    Called,
    ConversationAccepted,
    ConversationAsked,
    ConversationDeclined,
    ConversationEnded,
    ConversationJoined,
    ConversationOpened,
    ConversationPassedOn,
    ConversationPhase,
    ConversationRang,
    ConversationUnanswered,
    EndedBecause,
    HeldBy,
    Outcome,
    Path,
    Relation,
    Side,
    SideRelation,
)
from signaling.protocol.deliveries import DeliveryStatus
from signaling.protocol.guests import GuestPhase, GuestRole
from signaling.protocol.people import Language
from signaling.slice import Stamp


class Party(msgspec.Struct, frozen=True):
    """One side: a person, or a brigade as a whole by its tablet."""

    relation: SideRelation
    id: str
    name: str | None = None
    role: str = ""

    @property
    def key(self) -> str:
        """Names the side among all conversations, without its name."""
        return f"{self.relation}:{self.id}"

    @classmethod
    def of_key(cls, key: str) -> "Party":
        """Who a key names. Raises msgspec.ValidationError for what is no key."""
        relation, _, id = key.partition(":")
        return msgspec.convert({"relation": relation, "id": id}, cls)


class Participant(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is in the conversation now, by which device."""

    party: Party
    place: Place
    endpoint: str | None
    entered_at_ms: int
    muted_by: str | None = None


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is being rung to come in."""

    invitation_id: str
    to_relation: Relation
    to_id: str
    to_name: str | None
    by: Party
    ring_until_ms: int
    ringing_on: tuple[str, ...] = ()
    rings: bool = False


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who was rung in vain."""

    relation: Relation
    id: str
    name: str | None
    outcome: Outcome
    at_ms: int


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """One text; None once it has been erased."""

    party: Party
    text: str | None
    at_ms: int


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """A guest who has a link, as far as those inside see it."""

    link_id: str
    role: GuestRole
    name: str | None
    language: Language
    phase: GuestPhase
    by_id: str
    by_name: str | None
    expires_at_ms: int
    knock_until_ms: int | None = None
    delivery: DeliveryStatus | None = None


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
    asker_present: bool = True
    answerer_present: bool = True
    asker_muted_by: str | None = None
    answerer_muted_by: str | None = None
    others: tuple[Participant, ...] = ()
    were: tuple[str, ...] = ()  # the keys of those who have left
    invitations: tuple[Invitation, ...] = ()
    tried: tuple[Tried, ...] = ()
    then: tuple[Called, ...] = ()
    ringing_on: tuple[str, ...] = ()
    held_by: tuple[HeldBy, ...] = ()
    path: Path = "direct"
    worker_id: str | None = None
    move: int = 0
    room_kept_until_ms: int | None = None
    written: tuple[Written, ...] = ()
    expected: tuple[Expected, ...] = ()

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

    @property
    def invitations_due_ms(self) -> int | None:
        """When the first of those who are invited has been rung long enough."""
        return min((one.ring_until_ms for one in self.invitations), default=None) if self.goes_on else None

    @property
    def release_ms(self) -> int | None:
        """When the worker lets the room go in which the two still hear each other."""
        return self.room_kept_until_ms if self.goes_on else None

    @property
    def participants(self) -> tuple[Participant, ...]:
        """Everybody who is in it now, the sides first; nobody before it is accepted."""
        if self.answerer is None:
            return ()
        at_ms = self.accepted_at_ms or self.asked_at_ms
        asker = Participant(
            party=self.asker, place="asker", endpoint=self.asker_endpoint, entered_at_ms=at_ms,
            muted_by=self.asker_muted_by,
        )  # fmt: skip
        answerer = Participant(
            party=self.answerer, place="answerer", endpoint=self.answerer_endpoint, entered_at_ms=at_ms,
            muted_by=self.answerer_muted_by,
        )  # fmt: skip
        return (*([asker] if self.asker_present else ()), *([answerer] if self.answerer_present else ()), *self.others)

    def participant(self, key: str) -> Participant | None:
        """Who of those in it has this key."""
        return next((one for one in self.participants if one.party.key == key), None)

    def invitation(self, invitation_id: str) -> Invitation | None:
        return next((one for one in self.invitations if one.invitation_id == invitation_id), None)


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
        asker=Party(event.asker_relation, event.asker_id, event.asker_name, event.asker_role),
        to_relation=event.to_relation,
        to_id=event.to_id,
        answerer=None,
        video=event.video,
        asked_at_ms=stamp.at_ms,
        ring_until_ms=event.ring_until_ms,
        then=tuple(event.then),
    )


def _opened(state: None, event: ConversationOpened, stamp: Stamp) -> Conversation:
    about, about_kind = _about(event.incident_id, event.consult_id)
    return Conversation(
        conversation_id=event.conversation_id,
        about=about,
        about_kind=about_kind,
        phase="accepted",
        asker=Party(event.asker_relation, event.asker_id, event.asker_name, event.asker_role),
        to_relation=event.answerer_relation,
        to_id=event.answerer_id,
        answerer=Party(event.answerer_relation, event.answerer_id, event.answerer_name, event.answerer_role),
        video=event.video,
        asked_at_ms=stamp.at_ms,
        ring_until_ms=stamp.at_ms,
        accepted_at_ms=stamp.at_ms,
        end_by_ms=event.end_by_ms,
    )


def _rang(state: Conversation, event: ConversationRang, stamp: Stamp) -> Conversation:
    if event.invitation_id is None:
        return msgspec.structs.replace(state, phase="ringing", ringing_on=_with(state.ringing_on, event.device))
    invitations = tuple(
        msgspec.structs.replace(one, rings=True, ringing_on=_with(one.ringing_on, event.device))
        if one.invitation_id == event.invitation_id
        else one
        for one in state.invitations
    )
    return msgspec.structs.replace(state, invitations=invitations)


def _with(labels: tuple[str, ...], label: str) -> tuple[str, ...]:
    return labels if not label or label in labels else (*labels, label)


def _rung_in_vain(state: Conversation, outcome: Outcome, stamp: Stamp) -> tuple[Tried, ...]:
    tried = Tried(relation=state.to_relation, id=state.to_id, name=None, outcome=outcome, at_ms=stamp.at_ms)
    return (*state.tried, tried)


def _passed_on(state: Conversation, event: ConversationPassedOn, stamp: Stamp) -> Conversation:
    called = [(one.relation, one.id) for one in state.then]
    at = called.index((event.to_relation, event.to_id)) + 1
    return msgspec.structs.replace(
        state,
        phase="asked",
        to_relation=event.to_relation,
        to_id=event.to_id,
        ring_until_ms=event.ring_until_ms,
        ringing_on=(),
        then=state.then[at:],
        tried=_rung_in_vain(state, event.because, stamp),
    )


def _accepted(state: Conversation, event: ConversationAccepted, stamp: Stamp) -> Conversation:
    return msgspec.structs.replace(
        state,
        phase="accepted",
        answerer=Party(event.answerer_relation, event.answerer_id, event.answerer_name, event.answerer_role),
        accepted_at_ms=stamp.at_ms,
        end_by_ms=event.end_by_ms,
        ringing_on=(),
    )


def _declined(state: Conversation, event: ConversationDeclined, stamp: Stamp) -> Conversation:
    tried = _rung_in_vain(state, "declined", stamp)
    return msgspec.structs.replace(state, phase="declined", ended_at_ms=stamp.at_ms, tried=tried)


def _unanswered(state: Conversation, event: ConversationUnanswered, stamp: Stamp) -> Conversation:
    tried = _rung_in_vain(state, "no_answer", stamp)
    return msgspec.structs.replace(state, phase="no_answer", ended_at_ms=stamp.at_ms, tried=tried)


def _ended(state: Conversation, event: ConversationEnded, stamp: Stamp) -> Conversation:
    return msgspec.structs.replace(
        state,
        phase="ended",
        ended_at_ms=stamp.at_ms,
        ended_because=event.because,
        ended_by_side=event.by_side,
        invitations=(),
    )


def _joined(state: Conversation, event: ConversationJoined, stamp: Stamp) -> Conversation:
    if event.side == "asker":
        return msgspec.structs.replace(state, round=event.round, asker_endpoint=event.endpoint)
    if event.side == "answerer":
        return msgspec.structs.replace(state, round=event.round, answerer_endpoint=event.endpoint)
    key = f"{event.of_relation}:{event.of_id}"
    others = tuple(
        msgspec.structs.replace(one, endpoint=event.endpoint) if one.party.key == key else one for one in state.others
    )
    return msgspec.structs.replace(state, others=others)


BETWEEN_TWO: Mapping[type[Event], Callable[[Any, Any, Stamp], Conversation]] = {
    ConversationAsked: _asked,
    ConversationOpened: _opened,
    ConversationRang: _rang,
    ConversationPassedOn: _passed_on,
    ConversationAccepted: _accepted,
    ConversationDeclined: _declined,
    ConversationUnanswered: _unanswered,
    ConversationEnded: _ended,
    ConversationJoined: _joined,
}

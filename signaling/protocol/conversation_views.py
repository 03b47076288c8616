"""What is shown of a conversation, and what may be asked about it."""

from typing import ClassVar, Literal

import msgspec

from signaling.protocol.base import Question, View
from signaling.protocol.conversations import (
    AboutKind,
    Called,
    ConversationPhase,
    EndedBecause,
    HeldBy,
    Outcome,
    Path,
    Relation,
    Side,
    SideRelation,
)
from signaling.protocol.guests import ExpectedView

Place = Literal["asker", "answerer", "other"]


# Views


class ParticipantView(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is in the conversation now. ``muted_by``: the id of who muted them, their own when they did."""

    place: Place
    relation: SideRelation
    id: str
    name: str | None
    role: str
    endpoint: str | None
    entered_at_ms: int
    muted_by: str | None = None


class InvitationView(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is being rung to come in. ``ringing_on`` are the labels of the devices that ring."""

    invitation_id: str
    to_relation: Relation
    to_id: str
    to_name: str | None
    by_relation: SideRelation
    by_id: str
    by_name: str | None
    rings: bool
    ringing_on: list[str]
    ring_until_ms: int


class TriedView(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who was rung in vain."""

    relation: Relation
    id: str
    name: str | None
    outcome: Outcome
    at_ms: int


class ConversationView(View, frozen=True, kw_only=True):
    """The same for everybody in it and for the desk. On the direct path the asker's device makes the offers, in the
    view's ``round``; on the path ``forwarder`` every device offers its ``up`` to the worker of the view's ``move``.
    ``participants`` are all who are in it now, the two sides (while they are) first."""

    conversation_id: str
    about: str
    about_kind: AboutKind
    phase: ConversationPhase
    asker_relation: SideRelation
    asker_id: str
    asker_name: str | None
    to_relation: Relation
    to_id: str
    answerer_relation: SideRelation | None
    answerer_id: str | None
    answerer_name: str | None
    video: bool
    asked_at_ms: int
    ring_until_ms: int
    accepted_at_ms: int | None
    ended_at_ms: int | None
    ended_because: EndedBecause | None
    ended_by_side: Side | None
    round: int
    asker_endpoint: str | None
    answerer_endpoint: str | None
    participants: list[ParticipantView] = []
    invitations: list[InvitationView] = []
    tried: list[TriedView] = []
    then: list[Called] = []
    ringing_on: list[str] = []
    path: Path = "direct"
    move: int = 0
    held_by: list[HeldBy] = []
    no_worker: bool = False  # the path is ``forwarder`` and there is none now
    texts: int = 0  # how many were written; ``conversation.texts`` gives them
    expected: list[ExpectedView] = []  # guests with a link who are not inside


# Questions: the server's own


class Parties(msgspec.Struct, frozen=True, kw_only=True):
    """``asker`` and ``answerer`` are (relation, id). Endpoints are None until that side's device has joined."""

    asker: tuple[str, str]
    answerer: tuple[str, str]
    asker_endpoint: str | None
    answerer_endpoint: str | None
    round: int
    members: list[tuple[SideRelation, str, str | None]] = []  # everybody in it: relation, id, endpoint
    worker_id: str | None = None
    move: int = 0
    about: str | None = None
    about_kind: AboutKind | None = None


class Rung(msgspec.Struct, frozen=True, kw_only=True):
    """A conversation that rings: whose, by which device, in which round, and whom it rings, as (relation, id)."""

    asker: tuple[str, str]
    asker_endpoint: str | None
    round: int
    to: tuple[str, str]


class ConversationRung(Question, frozen=True, kw_only=True, tag="conversation.rung"):
    """Who is rung by whom; None when it does not ring. The server's own question."""

    answer_type: ClassVar[object] = Rung | None

    conversation_id: str


class ConversationParties(Question, frozen=True, kw_only=True, tag="conversation.parties"):
    """Who is in a conversation and by which devices; the server's own question."""

    answer_type: ClassVar[object] = Parties | None

    conversation_id: str


class ConversationsAbout(Question, frozen=True, kw_only=True, tag="conversations.about"):
    """The ids of the accepted conversations about an incident or a consult; the server's own question."""

    answer_type: ClassVar[object] = list[str]

    about: str

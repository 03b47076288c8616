"""Conversations: voice and video between two people, and what their devices say to each other to connect.

A conversation is between two *sides*: ``asker`` and ``answerer``. The asker's device always makes the offers. Each time
a device joins (again) the server counts a new ``round``; within a round the asker counts ``restart`` for each ICE
restart. What belongs to an older round or restart is dropped, so two devices never mix two negotiations.
"""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Command, Event, Personal, Question, Signal, View, Word

Side = Literal["asker", "answerer"]
# In the order of AskerKind: typing takes two Literals of the same values for one, and would give the order by chance.
SideRelation = Literal["person", "brigade"]
Relation = Literal["brigade", "person", "service"]
AboutKind = Literal["incident", "consult", "none"]
ConversationPhase = Literal["asked", "ringing", "accepted", "declined", "no_answer", "ended"]
EndedBecause = Literal["hung_up", "withdrawn", "too_long", "consult_over"]
Sdp = Annotated[str, msgspec.Meta(max_length=48_000)]
CandidateLine = Annotated[str, msgspec.Meta(max_length=1_000)]
EndpointId = Annotated[str, msgspec.Meta(min_length=8, max_length=64)]
Count = Annotated[int, msgspec.Meta(ge=0)]


# Commands


class ConversationAsk(Command, frozen=True, kw_only=True, tag="conversation.ask"):
    """Ring somebody. ``to_relation`` service rings every dispatcher (``to_id`` is ""); ``about`` is an incident's or
    a consult's id, or "" with ``about_kind`` none."""

    conversation_id: str
    about: str = ""
    about_kind: AboutKind = "incident"
    to_relation: Relation
    to_id: str = ""
    video: bool = True


class ConversationRing(Command, frozen=True, kw_only=True, tag="conversation.ring"):
    """A device of the one who is asked says that it rings now."""

    conversation_id: str


class ConversationAccept(Command, frozen=True, kw_only=True, tag="conversation.accept"):
    """The first to accept is in it; later ones are refused ``already_answered``."""

    conversation_id: str


class ConversationDecline(Command, frozen=True, kw_only=True, tag="conversation.decline"):
    """The one person or brigade that is asked says no. A ring to the whole desk cannot be declined by one."""

    conversation_id: str


class ConversationHangUp(Command, frozen=True, kw_only=True, tag="conversation.hang_up"):
    """Either side ends it; the asker also while it rings; the system once the consult that it is about is over."""

    conversation_id: str


class ConversationJoin(Command, frozen=True, kw_only=True, tag="conversation.join"):
    """This device carries the conversation for its side from now on, in a new round; the side's earlier device leaves
    it. ``endpoint`` is an id that the device makes once for each page load."""

    conversation_id: str
    endpoint: EndpointId


class ConversationGiveUp(Command, frozen=True, kw_only=True, tag="conversation.give_up"):
    """The clock's: nobody answered in time, or an accepted conversation went on beyond all sense."""

    conversation_id: str


class ConversationOpenAccepted(Command, frozen=True, kw_only=True, tag="conversation.open_accepted"):
    """The system's: two who have already agreed elsewhere (a consult was accepted) are in a conversation at once."""

    conversation_id: str
    about: str
    about_kind: AboutKind
    asker_relation: SideRelation
    asker_id: str
    asker_name: Personal[str] = None
    answerer_relation: SideRelation
    answerer_id: str
    answerer_name: Personal[str] = None
    video: bool = True


# Events


class ConversationAsked(Event, frozen=True, kw_only=True, tag="conversation.asked"):
    touches: ClassVar[dict[str, str]] = {"conversation": "conversation_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id", "consult_id")
    subject: ClassVar[str | None] = "asker_id"

    conversation_id: str
    incident_id: str | None = None
    consult_id: str | None = None
    asker_relation: SideRelation
    asker_id: str
    asker_name: Personal[str] = None
    to_relation: Relation
    to_id: str
    video: bool
    ring_until_ms: int


class ConversationRang(Event, frozen=True, kw_only=True, tag="conversation.rang"):
    touches: ClassVar[dict[str, str]] = {"conversation": "conversation_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id", "consult_id")

    conversation_id: str
    incident_id: str | None = None
    consult_id: str | None = None


class ConversationAccepted(Event, frozen=True, kw_only=True, tag="conversation.accepted"):
    touches: ClassVar[dict[str, str]] = {"conversation": "conversation_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id", "consult_id")
    subject: ClassVar[str | None] = "answerer_id"

    conversation_id: str
    incident_id: str | None = None
    consult_id: str | None = None
    answerer_relation: SideRelation
    answerer_id: str
    answerer_name: Personal[str] = None
    end_by_ms: int


class ConversationDeclined(Event, frozen=True, kw_only=True, tag="conversation.declined"):
    touches: ClassVar[dict[str, str]] = {"conversation": "conversation_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id", "consult_id")

    conversation_id: str
    incident_id: str | None = None
    consult_id: str | None = None


class ConversationUnanswered(Event, frozen=True, kw_only=True, tag="conversation.unanswered"):
    touches: ClassVar[dict[str, str]] = {"conversation": "conversation_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id", "consult_id")

    conversation_id: str
    incident_id: str | None = None
    consult_id: str | None = None


class ConversationEnded(Event, frozen=True, kw_only=True, tag="conversation.ended"):
    """``by_side`` None: the system ended it, because it went on too long or its consult is over."""

    touches: ClassVar[dict[str, str]] = {"conversation": "conversation_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id", "consult_id")

    conversation_id: str
    incident_id: str | None = None
    consult_id: str | None = None
    because: EndedBecause
    by_side: Side | None = None


class ConversationJoined(Event, frozen=True, kw_only=True, tag="conversation.joined"):
    touches: ClassVar[dict[str, str]] = {"conversation": "conversation_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id", "consult_id")

    conversation_id: str
    incident_id: str | None = None
    consult_id: str | None = None
    side: Side
    endpoint: str
    round: int


class ConversationOpened(Event, frozen=True, kw_only=True, tag="conversation.opened"):
    """Begun as accepted, without a ring."""

    touches: ClassVar[dict[str, str]] = {"conversation": "conversation_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id", "consult_id")
    subject: ClassVar[str | None] = "asker_id"

    conversation_id: str
    incident_id: str | None = None
    consult_id: str | None = None
    asker_relation: SideRelation
    asker_id: str
    asker_name: Personal[str] = None
    answerer_relation: SideRelation
    answerer_id: str
    answerer_name: Personal[str] = None
    video: bool
    end_by_ms: int


# Signals: from a device to the other side's device, past the journal, in order


class ConversationDescription(Signal, frozen=True, kw_only=True, tag="conversation.description"):
    """An SDP offer (the asker's device only) or the answer to it."""

    conversation_id: str
    endpoint: EndpointId
    round: Count
    restart: Count = 0
    kind: Literal["offer", "answer"]
    sdp: Sdp


class ConversationCandidate(Signal, frozen=True, kw_only=True, tag="conversation.candidate"):
    """One ICE candidate; "" says there are no more."""

    conversation_id: str
    endpoint: EndpointId
    round: Count
    restart: Count = 0
    candidate: CandidateLine
    mid: str | None = None
    line: int | None = None


class NegotiationWanted(Signal, frozen=True, kw_only=True, tag="negotiation.wanted"):
    """The answerer's device asks the asker's for a new offer; ``restart`` True: the path is dead, restart ICE."""

    conversation_id: str
    endpoint: EndpointId
    restart: bool = False


# From the server to a device; a device ignores what is not for its endpoint


class PeerDescription(Word, frozen=True, kw_only=True, tag="peer.description"):
    conversation_id: str
    to_endpoint: str
    round: int
    restart: int
    kind: Literal["offer", "answer"]
    sdp: str


class PeerCandidate(Word, frozen=True, kw_only=True, tag="peer.candidate"):
    conversation_id: str
    to_endpoint: str
    round: int
    restart: int
    candidate: str
    mid: str | None = None
    line: int | None = None


class PeerWantsNegotiation(Word, frozen=True, kw_only=True, tag="peer.wants_negotiation"):
    conversation_id: str
    to_endpoint: str
    restart: bool


# Questions


class IceServer(msgspec.Struct, frozen=True, kw_only=True):
    """As a browser's RTCIceServer wants it. STUN has no username."""

    urls: list[str]
    username: str | None = None
    credential: str | None = None


class IceServers(Question, frozen=True, kw_only=True, tag="ice_servers"):
    """How devices find a path to each other; an empty list on a network where they see each other."""

    answer_type: ClassVar[object] = list[IceServer]


class Parties(msgspec.Struct, frozen=True, kw_only=True):
    """``asker`` and ``answerer`` are (relation, id). Endpoints are None until that side's device has joined."""

    asker: tuple[str, str]
    answerer: tuple[str, str]
    asker_endpoint: str | None
    answerer_endpoint: str | None
    round: int


class ConversationParties(Question, frozen=True, kw_only=True, tag="conversation.parties"):
    """Who is in a conversation and by which devices; the server's own question."""

    answer_type: ClassVar[object] = Parties | None

    conversation_id: str


class ConversationsAbout(Question, frozen=True, kw_only=True, tag="conversations.about"):
    """The ids of the accepted conversations about an incident or a consult; the server's own question."""

    answer_type: ClassVar[object] = list[str]

    about: str


# Views


class ConversationView(View, frozen=True, kw_only=True):
    """The same for both sides and for the desk. The asker's device makes the offers, in the view's ``round``."""

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

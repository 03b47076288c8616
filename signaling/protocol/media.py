"""Conversations: voice and video between two people, and what their devices say to each other to connect.

A conversation begins between two *sides*: ``asker`` and ``answerer``. The asker's device always makes the offers. Each
time a side's device joins (again) the server counts a new ``round``; within a round the asker counts ``restart`` for
each ICE restart. What belongs to an older round or restart is dropped, so two devices never mix two negotiations.
Further participants come in by invitation (``participants.py``); then a worker forwards (``forwarding.py``). What the
two sides say from ring to end stays together here, though the file is longer than most.
"""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Command, Event, Personal, Question, Signal, View, Word
from signaling.protocol.guests import ExpectedView

Side = Literal["asker", "answerer"]
# In the order of AskerKind: typing takes two Literals of the same values for one, and would give the order by chance.
SideRelation = Literal["person", "brigade", "guest"]
Relation = Literal["brigade", "person", "service", "guest"]
Place = Literal["asker", "answerer", "other"]
Path = Literal["direct", "forwarder"]
HeldBy = Literal["no_path", "recording"]
Outcome = Literal["declined", "no_answer", "withdrawn"]
AboutKind = Literal["incident", "consult", "none"]
ConversationPhase = Literal["asked", "ringing", "accepted", "declined", "no_answer", "ended"]
EndedBecause = Literal["hung_up", "withdrawn", "too_long", "consult_over", "link_over", "lost"]
Sdp = Annotated[str, msgspec.Meta(max_length=48_000)]
CandidateLine = Annotated[str, msgspec.Meta(max_length=1_000)]
EndpointId = Annotated[str, msgspec.Meta(min_length=8, max_length=64)]
Count = Annotated[int, msgspec.Meta(ge=0)]
DeviceLabel = Annotated[str, msgspec.Meta(max_length=60)]


class Called(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is rung, or is to be rung next."""

    relation: Relation
    id: str = ""


# Commands


class ConversationAsk(Command, frozen=True, kw_only=True, tag="conversation.ask"):
    """Ring somebody. ``to_relation`` service rings every dispatcher (``to_id`` is ""); ``about`` is an incident's or
    a consult's id, or "" with ``about_kind`` none. ``then`` are rung in turn, each for 30 s, while nobody answers."""

    conversation_id: str
    about: str = ""
    about_kind: AboutKind = "incident"
    to_relation: Relation
    to_id: str = ""
    video: bool = True
    then: Annotated[list[Called], msgspec.Meta(max_length=8)] = []


class ConversationRing(Command, frozen=True, kw_only=True, tag="conversation.ring"):
    """A device of the one who is asked says that it rings now; ``device`` names it for the asker. With
    ``invitation_id`` it rings for that invitation."""

    conversation_id: str
    device: DeviceLabel = ""
    invitation_id: str | None = None


class ConversationAccept(Command, frozen=True, kw_only=True, tag="conversation.accept"):
    """The first to accept is in it; later ones are refused ``already_answered``."""

    conversation_id: str


class ConversationDecline(Command, frozen=True, kw_only=True, tag="conversation.decline"):
    """The one person or brigade that is asked says no. A ring to the whole desk cannot be declined by one."""

    conversation_id: str


class ConversationHangUp(Command, frozen=True, kw_only=True, tag="conversation.hang_up"):
    """Whoever is in it leaves it, and it ends when fewer than two are left; the asker also while it rings; the system
    once the consult that it is about is over."""

    conversation_id: str


class ConversationJoin(Command, frozen=True, kw_only=True, tag="conversation.join"):
    """This device carries the conversation for its participant from now on; the participant's earlier device leaves it.
    A side's device begins a new round. ``endpoint`` is an id that the device makes once for each page load."""

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
    touches: ClassVar[dict[str, str]] = {"conversation": "conversation_id", "conversation_course": "conversation_id"}
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
    asker_role: str = ""
    then: list[Called] = []


class ConversationRang(Event, frozen=True, kw_only=True, tag="conversation.rang"):
    touches: ClassVar[dict[str, str]] = {"conversation": "conversation_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id", "consult_id")

    conversation_id: str
    incident_id: str | None = None
    consult_id: str | None = None
    device: str = ""
    invitation_id: str | None = None


class ConversationPassedOn(Event, frozen=True, kw_only=True, tag="conversation.passed_on"):
    """Who was rung declined or did not answer; the next of ``then`` is rung."""

    touches: ClassVar[dict[str, str]] = {"conversation": "conversation_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id", "consult_id")

    conversation_id: str
    incident_id: str | None = None
    consult_id: str | None = None
    because: Outcome
    to_relation: Relation
    to_id: str
    ring_until_ms: int


class ConversationAccepted(Event, frozen=True, kw_only=True, tag="conversation.accepted"):
    touches: ClassVar[dict[str, str]] = {"conversation": "conversation_id", "conversation_course": "conversation_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id", "consult_id")
    subject: ClassVar[str | None] = "answerer_id"

    conversation_id: str
    incident_id: str | None = None
    consult_id: str | None = None
    answerer_relation: SideRelation
    answerer_id: str
    answerer_name: Personal[str] = None
    answerer_role: str = ""
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
    """``by_side`` None: a further participant was the last to leave, or the system ended it: it went on too long, its
    consult is over, or the last but one was lost."""

    touches: ClassVar[dict[str, str]] = {"conversation": "conversation_id", "conversation_course": "conversation_id"}
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
    side: Side | None = None  # None: a further participant, named by the next two
    of_relation: SideRelation | None = None
    of_id: str | None = None
    endpoint: str
    round: int


class ConversationOpened(Event, frozen=True, kw_only=True, tag="conversation.opened"):
    """Begun as accepted, without a ring."""

    touches: ClassVar[dict[str, str]] = {"conversation": "conversation_id", "conversation_course": "conversation_id"}
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
    asker_role: str = ""
    answerer_role: str = ""


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


class ConversationHere(Signal, frozen=True, kw_only=True, tag="conversation.here"):
    """Each page says after each welcome that it still carries its endpoint; without it the participant counts as
    reconnecting, and as lost after 120 s. Answered with ``conversation.away``."""

    conversation_id: str
    endpoint: EndpointId


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


class Away(msgspec.Struct, frozen=True, kw_only=True):
    """A participant's device whose connection to the server is lost since then."""

    endpoint: str
    since_ms: int


class ConversationAway(Word, frozen=True, kw_only=True, tag="conversation.away"):
    """Who of a conversation is reconnecting now; the newest list holds, and an empty one says: everybody is here."""

    conversation_id: str
    away: list[Away]


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
    members: list[tuple[SideRelation, str, str | None]] = []  # everybody in it: relation, id, endpoint
    worker_id: str | None = None
    move: int = 0


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

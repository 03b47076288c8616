"""What the devices of a conversation say to each other to connect, past the journal and in order.

The asker's device always makes the offers. Each time a side's device joins (again) the server counts a new ``round``;
within a round the asker counts ``restart`` for each ICE restart. What belongs to an older round or restart is dropped,
so two devices never mix two negotiations.
"""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Question, Signal, Word
from signaling.protocol.conversations import EndpointId

Sdp = Annotated[str, msgspec.Meta(max_length=48_000)]
CandidateLine = Annotated[str, msgspec.Meta(max_length=1_000)]
Count = Annotated[int, msgspec.Meta(ge=0)]


# Signals: from a device to the other side's device


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

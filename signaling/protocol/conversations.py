"""Conversations: voice and video between two people. The words of the two sides, from ring to end.

A conversation begins between two *sides*: ``asker`` and ``answerer``. Each time a side's device joins (again) the
server counts a new ``round`` of what the devices say to each other to connect (``negotiation.py``). Further
participants come in by invitation (``participants.py``); then a worker forwards (``forwarding.py``). What is shown of a
conversation, and what may be asked about it, is in ``conversation_views.py``.
"""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Command, Event, Personal

Side = Literal["asker", "answerer"]
# In the order of AskerKind: typing takes two Literals of the same values for one, and would give the order by chance.
SideRelation = Literal["person", "brigade", "guest"]
Relation = Literal["brigade", "person", "service", "guest"]
Path = Literal["direct", "forwarder"]
HeldBy = Literal["no_path", "recording"]
Outcome = Literal["declined", "no_answer", "withdrawn"]
AboutKind = Literal["incident", "consult", "none"]
ConversationPhase = Literal["asked", "ringing", "accepted", "declined", "no_answer", "ended"]
EndedBecause = Literal["hung_up", "withdrawn", "too_long", "consult_over", "link_over", "lost"]
EndpointId = Annotated[str, msgspec.Meta(min_length=8, max_length=64)]
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

"""Conversations of three and more: invitations, coming and going, muting, texts.

``of_relation`` and ``of_id`` name the participant whom a wish or a fact is about. Who may do what to whom is decided in
``media.domain``; everybody in the conversation sees what happened.
"""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Command, Event, Personal, Question
from signaling.protocol.conversations import HeldBy, Outcome, Relation, SideRelation

LeftBecause = Literal["left", "removed", "lost"]
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=2_000)]
InvitationId = Annotated[str, msgspec.Meta(min_length=8, max_length=64)]


# Commands


class ConversationInvite(Command, frozen=True, kw_only=True, tag="conversation.invite"):
    """Ring somebody to come in. ``invitation_id`` is made by the inviter's device. A person and a brigade ring for
    30 s, a guest, who first has to open a link, for 30 minutes. ``to_name`` is for those whose name the server does
    not know."""

    conversation_id: str
    invitation_id: InvitationId
    to_relation: Relation
    to_id: str = ""
    to_name: Personal[str] = None


class ConversationEnter(Command, frozen=True, kw_only=True, tag="conversation.enter"):
    """Accept an invitation: the first of the invited one's devices is in; then the device joins."""

    conversation_id: str
    invitation_id: str


class ConversationComeIn(Command, frozen=True, kw_only=True, tag="conversation.come_in"):
    """Whoever treats the patient in the consult ``about`` wants to come into the conversation that goes on about it,
    and is rung into it. Refuses ``not_found`` when none does. Result: ``{conversation_id}``."""

    about: str


class ConversationRefuseInvitation(Command, frozen=True, kw_only=True, tag="conversation.refuse_invitation"):
    """The invited one says no, or who is in the conversation takes the invitation back."""

    conversation_id: str
    invitation_id: str


class ConversationLapseInvitations(Command, frozen=True, kw_only=True, tag="conversation.lapse_invitations"):
    """The clock's: whoever has been rung long enough is rung no more."""

    conversation_id: str


class ConversationLeave(Command, frozen=True, kw_only=True, tag="conversation.leave"):
    """Leaves a conversation that goes on without one; between two it is hanging up."""

    conversation_id: str


class ConversationRemove(Command, frozen=True, kw_only=True, tag="conversation.remove"):
    """The asker, or the desk, takes somebody else out."""

    conversation_id: str
    of_relation: SideRelation
    of_id: str


class ConversationMute(Command, frozen=True, kw_only=True, tag="conversation.mute"):
    """Asks somebody's device to mute, or says so of oneself. ``muted`` False takes it back: only of oneself."""

    conversation_id: str
    of_relation: SideRelation
    of_id: str
    muted: bool = True


class ConversationMove(Command, frozen=True, kw_only=True, tag="conversation.move"):
    """Holds the conversation on the forwarder (``held`` False: no longer). A participant says ``no_path``: their
    devices do not reach each other; ``recording`` is the system's."""

    conversation_id: str
    why: HeldBy
    held: bool = True


class ConversationWrite(Command, frozen=True, kw_only=True, tag="conversation.write"):
    """A text to everybody in it; kept in the journal."""

    conversation_id: str
    text: Text


class ConversationLose(Command, frozen=True, kw_only=True, tag="conversation.lose"):
    """The system's: that device has been without a connection for 120 s; its participant has left."""

    conversation_id: str
    endpoint: str


# Events


class ConversationInvited(Event, frozen=True, kw_only=True, tag="conversation.invited"):
    touches: ClassVar[dict[str, str]] = {"conversation": "conversation_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id", "consult_id")
    subject: ClassVar[str | None] = "to_id"

    conversation_id: str
    incident_id: str | None = None
    consult_id: str | None = None
    invitation_id: str
    to_relation: Relation
    to_id: str
    to_name: Personal[str] = None
    by_relation: SideRelation
    by_id: str
    ring_until_ms: int


class ConversationEntered(Event, frozen=True, kw_only=True, tag="conversation.entered"):
    touches: ClassVar[dict[str, str]] = {"conversation": "conversation_id", "conversation_course": "conversation_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id", "consult_id")
    subject: ClassVar[str | None] = "of_id"

    conversation_id: str
    incident_id: str | None = None
    consult_id: str | None = None
    invitation_id: str
    of_relation: SideRelation
    of_id: str
    of_name: Personal[str] = None
    role: str


class InvitationEnded(Event, frozen=True, kw_only=True, tag="conversation.invitation_ended"):
    """Nobody came in by it."""

    touches: ClassVar[dict[str, str]] = {"conversation": "conversation_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id", "consult_id")

    conversation_id: str
    incident_id: str | None = None
    consult_id: str | None = None
    invitation_id: str
    because: Outcome


class ConversationLeft(Event, frozen=True, kw_only=True, tag="conversation.left"):
    """One has gone and the others go on. ``by_id``: who took them out."""

    touches: ClassVar[dict[str, str]] = {"conversation": "conversation_id", "conversation_course": "conversation_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id", "consult_id")

    conversation_id: str
    incident_id: str | None = None
    consult_id: str | None = None
    of_relation: SideRelation
    of_id: str
    because: LeftBecause
    by_id: str | None = None


class ConversationMuted(Event, frozen=True, kw_only=True, tag="conversation.muted"):
    """``by_id`` None: nobody mutes them any more."""

    touches: ClassVar[dict[str, str]] = {"conversation": "conversation_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id", "consult_id")

    conversation_id: str
    incident_id: str | None = None
    consult_id: str | None = None
    of_relation: SideRelation
    of_id: str
    by_id: str | None


class ConversationHeld(Event, frozen=True, kw_only=True, tag="conversation.held"):
    """What holds the conversation on the forwarder has begun, or has ended."""

    touches: ClassVar[dict[str, str]] = {"conversation": "conversation_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id", "consult_id")

    conversation_id: str
    incident_id: str | None = None
    consult_id: str | None = None
    why: HeldBy
    held: bool


class ConversationWritten(Event, frozen=True, kw_only=True, tag="conversation.written"):
    touches: ClassVar[dict[str, str]] = {"conversation": "conversation_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id", "consult_id")
    subject: ClassVar[str | None] = "of_id"

    conversation_id: str
    incident_id: str | None = None
    consult_id: str | None = None
    of_relation: SideRelation
    of_id: str
    of_name: Personal[str] = None
    text: Personal[str] = None


# Questions


class WrittenText(msgspec.Struct, frozen=True, kw_only=True):
    """One text. None: it has been erased."""

    relation: SideRelation
    id: str
    name: str | None
    text: str | None
    at_ms: int


class ConversationTexts(Question, frozen=True, kw_only=True, tag="conversation.texts"):
    """What was written, in order, for whoever is or was in the conversation."""

    answer_type: ClassVar[object] = list[WrittenText]

    conversation_id: str

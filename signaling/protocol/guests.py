"""Guests of a conversation: an interpreter, a relative or an expert gets a one-time link, asks to come in, and is let
in, one by one, by those who are inside.

A *guest's link* belongs to one conversation and ends with it. The first browser that takes it is its *guest*; asking to
come in is a *knock*.
"""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Command, Event, Personal, Question, View
from signaling.protocol.deliveries import DeliveryStatus
from signaling.protocol.people import Language

GUEST_TICKET_PURPOSE = "guest"
"""Of the tickets behind the addresses ``/g/<ticket>``: ``about`` is the link."""

GuestRole = Literal["interpreter", "relative", "expert"]
GuestPhase = Literal["invited", "ready", "knocking", "inside", "ended"]
GuestEndedBecause = Literal["refused", "withdrawn", "removed", "conversation_over", "expired"]
KnockEndedBecause = Literal["no_answer", "recorded"]
GuestOutBecause = Literal["left", "lost"]
GuestLinkId = Annotated[str, msgspec.Meta(pattern="^[0-9a-f-]{36}$")]
GuestName = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
GuestTelephone = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]


class ExpectedView(msgspec.Struct, frozen=True, kw_only=True):
    """A guest who is expected in the conversation, or asks to come in now (``knock_until_ms``), for those inside.
    ``delivery`` None: the link went by no message."""

    link_id: str
    role: GuestRole
    name: str | None
    language: Language
    phase: GuestPhase
    by_id: str
    by_name: str | None
    expires_at_ms: int
    knock_until_ms: int | None
    delivery: DeliveryStatus | None


# Wishes of those inside


class GuestInvite(Command, frozen=True, kw_only=True, tag="guest.invite"):
    """A one-time link for somebody who has no account. With a ``telephone`` it goes there by SMS; without one its
    address is given to who made it, over HTTP. ``language`` is that of the message and of the page."""

    link_id: GuestLinkId
    conversation_id: str
    role: GuestRole
    name: Personal[GuestName] = None
    language: Language
    telephone: Personal[GuestTelephone] = None


class GuestWithdraw(Command, frozen=True, kw_only=True, tag="guest.withdraw"):
    """The link is worth nothing from now on. Who is inside already is taken out by ``conversation.remove``."""

    link_id: str


class GuestAdmit(Command, frozen=True, kw_only=True, tag="guest.admit"):
    """Lets in who knocks."""

    link_id: str


class GuestRefuse(Command, frozen=True, kw_only=True, tag="guest.refuse"):
    """Does not let in who knocks; the link ends with it."""

    link_id: str


# The guest's wish


class GuestKnock(Command, frozen=True, kw_only=True, tag="guest.knock"):
    """Asks to come in. ``text_version``: the text of consent to a recording that the guest has agreed to; needed while
    the conversation is recorded."""

    link_id: str
    text_version: int | None = None


# Wishes of the server


class GuestTake(Command, frozen=True, kw_only=True, tag="guest.take"):
    """A browser takes the link: the first one does, and no other."""

    link_id: str
    language: Language


class GuestLapse(Command, frozen=True, kw_only=True, tag="guest.lapse"):
    """The clock's: nobody has answered the knock."""

    link_id: str


class GuestExpire(Command, frozen=True, kw_only=True, tag="guest.expire"):
    """The clock's: the link's time is over."""

    link_id: str


class GuestEnd(Command, frozen=True, kw_only=True, tag="guest.end"):
    """The conversation is over, or the guest was taken out of it."""

    link_id: str
    because: Literal["conversation_over", "removed"]


class GuestNoteOut(Command, frozen=True, kw_only=True, tag="guest.note_out"):
    """The guest has left, or was lost, and may knock again."""

    link_id: str
    because: GuestOutBecause


class GuestFollowRecording(Command, frozen=True, kw_only=True, tag="guest.follow_recording"):
    """Its conversation is recorded now, or no more: whoever knocks has to agree to that."""

    link_id: str


class GuestNoteDelivery(Command, frozen=True, kw_only=True, tag="guest.note_delivery"):
    """How far the SMS has come."""

    link_id: str
    status: DeliveryStatus


# Facts


class OfGuestLink(Event, frozen=True, kw_only=True):
    """What every fact of a link says: which, of which conversation, and on whose thread it is."""

    touches: ClassVar[dict[str, str]] = {"guest_link": "link_id", "conversation": "conversation_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id", "consult_id")

    link_id: str
    conversation_id: str
    incident_id: str | None = None
    consult_id: str | None = None


class GuestInvited(OfGuestLink, frozen=True, kw_only=True, tag="guest.invited"):
    """``recorded_version``: the conversation is recorded, under this text of consent."""

    subject: ClassVar[str | None] = "link_id"

    role: GuestRole
    language: Language
    expires_at_ms: int
    by_id: str
    by_role: str
    recorded_version: int | None = None
    by_message: bool
    name: Personal[str] = None
    telephone: Personal[str] = None
    by_name: Personal[str] = None


class GuestDeliveryNoted(OfGuestLink, frozen=True, kw_only=True, tag="guest.delivery_noted"):
    status: DeliveryStatus


class GuestTaken(OfGuestLink, frozen=True, kw_only=True, tag="guest.taken"):
    language: Language


class GuestKnocked(OfGuestLink, frozen=True, kw_only=True, tag="guest.knocked"):
    """``agreed_version``: the text of consent to a recording that the guest has agreed to."""

    until_ms: int
    agreed_version: int | None = None


class GuestKnockEnded(OfGuestLink, frozen=True, kw_only=True, tag="guest.knock_ended"):
    """Nobody answered it, or a recording has begun to which the guest has not agreed; they may knock again."""

    because: KnockEndedBecause


class GuestAdmitted(OfGuestLink, frozen=True, kw_only=True, tag="guest.admitted"):
    """``by_relation`` and ``by_id``: who let them in."""

    by_relation: str
    by_id: str


class GuestOut(OfGuestLink, frozen=True, kw_only=True, tag="guest.out"):
    because: GuestOutBecause


class GuestRecordingNoted(OfGuestLink, frozen=True, kw_only=True, tag="guest.recording_noted"):
    touches: ClassVar[dict[str, str]] = {"guest_link": "link_id"}

    text_version: int | None


class GuestLinkEnded(OfGuestLink, frozen=True, kw_only=True, tag="guest.ended"):
    """``by_id``: who refused it or took it back."""

    because: GuestEndedBecause
    by_id: str | None = None


# Views


class GuestLinkView(View, frozen=True, kw_only=True):
    """For the guest alone: what their own page shows. ``conversation_id`` is told once they are inside."""

    link_id: str
    role: GuestRole
    name: str | None
    language: Language
    phase: GuestPhase
    expires_at_ms: int
    knock_until_ms: int | None
    knock_ended_because: KnockEndedBecause | None
    out_because: GuestOutBecause | None
    recorded_version: int | None
    conversation_id: str | None


# Questions


class GuestLinksOf(Question, frozen=True, kw_only=True, tag="guest_links.of"):
    """The ids of the conversation's links that have not ended; the server's own question."""

    answer_type: ClassVar[object] = list[str]

    conversation_id: str

"""Words of the telephones: what they send back, and which of them take no more messages."""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Command, Event, Personal, Question, View
from signaling.protocol.deliveries import Says
from signaling.protocol.people import AccountRole

Means = Literal["answer", "stop", "start", "text"]
"""What a text that came back was taken for: an answer to an alert, a wish to get no more messages, the wish to get them
again, or anything else, which people have to read."""

UnsubscribedBecause = Literal["texted", "refused"]
"""Its owner sent STOP or the like; the gateway refused a message because they had."""

TextSaid = Annotated[str, msgspec.Meta(max_length=1600)]
"""The longest text that gateways bring, in characters."""

SentId = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
"""The gateway's name for one text."""

Number = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]


class TelephoneOwner(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who works here and is reached by a telephone; several people may share one."""

    person_id: str
    role: AccountRole
    name: Personal[str] = None
    number: Personal[str] = None


# Wishes: the server's own, and that of whoever has seen the alarm


class InboundTake(Command, frozen=True, kw_only=True, tag="inbound.take"):
    """A text came back. ``to``: our own number that it was sent to. Answered with ``InboundTaken``; the same
    ``inbound_id`` again changes nothing."""

    inbound_id: str
    sid: SentId
    telephone: Number
    to: str
    text: TextSaid
    means: Means


class InboundTaken(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to ``inbound.take``. ``placed``: it stands on the thread of what the telephone was last told about."""

    means: Means
    placed: bool


class InboundNote(Command, frozen=True, kw_only=True, tag="inbound.note"):
    """I have read the text that nobody could place: it is put away. Refused ``wrong_state`` for any other text."""

    inbound_id: str


class TelephoneUnsubscribe(Command, frozen=True, kw_only=True, tag="telephone.unsubscribe"):
    """Messages do not reach the telephone any more. ``to``: our number that must be sent START; empty: not known."""

    telephone: Number
    because: UnsubscribedBecause
    to: str = ""


class TelephoneSubscribe(Command, frozen=True, kw_only=True, tag="telephone.subscribe"):
    """Messages reach the telephone again."""

    telephone: Number


class TelephoneNote(Command, frozen=True, kw_only=True, tag="telephone.note"):
    """I have seen that messages do not reach it. Refused ``wrong_state`` when they do."""

    telephone_id: str


class TelephoneFollow(Command, frozen=True, kw_only=True, tag="telephone.follow"):
    """The person's account was made or changed: another telephone may be theirs."""

    person_id: str


# Facts


class InboundHeard(Event, frozen=True, kw_only=True, tag="inbound.heard"):
    """A text came back. ``about_id`` is what its telephone was last told about within a day, ``person_id`` who was told
    it, ``says`` as what; all None: nobody knows what it is about. An answer stands on the thread as what it does.

    ``subject_id`` is the person's, else the telephone's.
    """

    touches: ClassVar[dict[str, str]] = {"inbound_text": "inbound_id", "alert": "alert_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)
    subject: ClassVar[str | None] = "subject_id"

    inbound_id: str
    sid: str
    means: Means
    telephone_id: str
    subject_id: str
    to: str
    about_id: str | None = None
    alert_id: str | None = None
    person_id: str | None = None
    says: Says | None = None
    name: Personal[str] = None
    telephone: Personal[str] = None
    text: Personal[str] = None


class InboundNoted(Event, frozen=True, kw_only=True, tag="inbound.noted"):
    """Somebody has read a text that nobody could place."""

    touches: ClassVar[dict[str, str]] = {"inbound_text": "inbound_id"}

    inbound_id: str


class TelephoneUnsubscribed(Event, frozen=True, kw_only=True, tag="telephone.unsubscribed"):
    """Messages do not reach the telephone any more. Its number stands with its owners, and nowhere if nobody who works
    here has it."""

    touches: ClassVar[dict[str, str]] = {"telephone": "telephone_id"}

    telephone_id: str
    because: UnsubscribedBecause
    to: str


class TelephoneSubscribed(Event, frozen=True, kw_only=True, tag="telephone.subscribed"):
    touches: ClassVar[dict[str, str]] = {"telephone": "telephone_id"}

    telephone_id: str


class TelephoneOwned(Event, frozen=True, kw_only=True, tag="telephone.owned"):
    """The unsubscribed telephone is that of somebody who works here."""

    touches: ClassVar[dict[str, str]] = {"telephone": "telephone_id"}
    subject: ClassVar[str | None] = "person_id"

    telephone_id: str
    person_id: str
    role: AccountRole
    name: Personal[str] = None
    number: Personal[str] = None


class TelephoneDisowned(Event, frozen=True, kw_only=True, tag="telephone.disowned"):
    """The person has another telephone now, or works here no more."""

    touches: ClassVar[dict[str, str]] = {"telephone": "telephone_id"}

    telephone_id: str
    person_id: str


class TelephoneNoted(Event, frozen=True, kw_only=True, tag="telephone.noted"):
    touches: ClassVar[dict[str, str]] = {"telephone": "telephone_id"}

    telephone_id: str


# What is shown


class TelephoneView(View, frozen=True, kw_only=True):
    """A telephone of somebody who works here, which messages do not reach. ``noted_by``: who has seen it; None: the
    alarm stands."""

    telephone_id: str
    people: list[TelephoneOwner]
    because: UnsubscribedBecause
    since_ms: int
    to: str
    noted_by: str | None = None
    noted_at_ms: int | None = None


# Questions


class TelephoneOwners(Question, frozen=True, kw_only=True, tag="telephone.owners"):
    """Who of those who work here is reached by the number."""

    answer_type: ClassVar[object] = list[TelephoneOwner]

    telephone: str


class TelephoneMayGet(Question, frozen=True, kw_only=True, tag="telephone.may_get"):
    """Whether messages may be sent to the number: its owner has not asked for no more."""

    answer_type: ClassVar[object] = bool

    telephone: str


class TelephoneOfDelivery(Question, frozen=True, kw_only=True, tag="telephone.of_delivery"):
    """The number that an SMS went to; None for what goes by another channel, and once it was erased."""

    answer_type: ClassVar[object] = str | None

    delivery_id: str


class UnplacedText(msgspec.Struct, frozen=True, kw_only=True):
    """A text that is about nothing we know. ``name``: of the one person who works here and has the telephone."""

    inbound_id: str
    at_ms: int
    name: Personal[str] = None
    telephone: Personal[str] = None
    text: Personal[str] = None


class UnplacedTexts(Question, frozen=True, kw_only=True, tag="inbound.unplaced"):
    """Texts that came back, are about nothing we know and were not put away, the newest first; 200 at most."""

    answer_type: ClassVar[object] = list[UnplacedText]

"""Words of the alerts: a person must be reached, through which message, and did somebody take it.

Two kinds of thing. An ``alert`` is about one incident or consult and asks the people of one specialty, in order, until
one of them acknowledges. A ``delivery`` is one message to one person's telephone, on behalf of an alert or with the
link to a caller's page. One file holds a slice's words, so this one is longer than most.
"""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Command, Event, Personal, Question, View

AboutKind = Literal["incident", "consult"]
Urgency = Literal["life_threat", "urgent", "routine"]
Channel = Literal["browser", "sms", "voice", "desk"]
"""Through what somebody answered: a signed-in page, the link of a message, a telephone call's keys, or by word of mouth
to the desk."""

AlertStatus = Literal["open", "uncovered", "acknowledged", "declined_by_all", "expired", "cancelled"]
PersonStatus = Literal["listed", "called", "opened", "acknowledged", "declined", "unreachable"]
DeliveryStatus = Literal["queued", "claimed", "unknown", "accepted", "sent", "delivered", "failed", "withdrawn"]
LinkedPage = Literal["caller", "guest"]
"""Which page the link of a message leads to, when it is not an alert's."""

Failure = Literal["number", "content", "configuration", "unreachable", "expired"]
"""What is wrong when a message will not be tried again: the number, the text, our account, the telephone, the time."""

GatewayStatus = Literal[
    "accepted", "scheduled", "queued", "sending", "sent", "canceled", "failed", "undelivered", "delivered", "read"
]
"""The states of an outgoing message as gateways report them (Twilio's own names)."""

Attempt = Annotated[int, msgspec.Meta(ge=1)]
"""The fencing number: the n-th time that the message was claimed for sending."""


class AlertedPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may be asked; ``language`` is ``uz``, ``ru`` or ``en``."""

    person_id: str
    name: Personal[str] = None
    telephone: Personal[str] = None
    language: str = "uz"


class RaisedAlert(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to ``alert.raise``: the alert that stands, be it new or already there."""

    alert_id: str
    status: AlertStatus


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to ``delivery.claim``: the fencing number and until when it holds."""

    attempt: int
    lease_until_ms: int


# Wishes about alerts


class AlertRaise(Command, frozen=True, kw_only=True, tag="alert.raise"):
    """Reach ``people``, in this order. A second wish about the same thing and specialty finds the alert that stands,
    and adds to it whoever is new. Answered with ``RaisedAlert``."""

    about_kind: AboutKind
    about_id: str
    specialty: str
    urgency: Urgency
    people: list[AlertedPerson]
    reason: str = ""
    reason_labels: dict[str, str] = msgspec.field(default_factory=dict)
    address_label: Personal[str] = None
    number: int | None = None


class AlertOpen(Command, frozen=True, kw_only=True, tag="alert.open"):
    """The link was opened. It answers nothing: a scanner opens links too."""

    alert_id: str
    person_id: str


class AlertAcknowledge(Command, frozen=True, kw_only=True, tag="alert.acknowledge"):
    """The person takes it. The first wins; the others are refused ``alert_covered``."""

    alert_id: str
    person_id: str
    channel: Channel


class AlertDecline(Command, frozen=True, kw_only=True, tag="alert.decline"):
    """The person cannot; the next one is asked."""

    alert_id: str
    person_id: str
    channel: Channel
    reason: Personal[str] = None


class AlertExpire(Command, frozen=True, kw_only=True, tag="alert.expire"):
    """The clock's wish: nobody answered in time."""

    alert_id: str


class AlertSettle(Command, frozen=True, kw_only=True, tag="alert.settle"):
    """What the alerts are about went on without them: elsewhere a person has ``taken`` or ``declined`` it, or it has
    ``closed``."""

    about_kind: AboutKind
    about_id: str
    outcome: Literal["taken", "declined", "closed"]
    person_id: str | None = None


# Wishes about deliveries: the sender's and the gateway's


class DeliveryClaim(Command, frozen=True, kw_only=True, tag="delivery.claim"):
    """The sender takes a queued message for ``lease_ms``."""

    delivery_id: str
    lease_ms: int


class DeliveryAccept(Command, frozen=True, kw_only=True, tag="delivery.accept"):
    """The gateway took the message and named it ``sid``."""

    delivery_id: str
    attempt: Attempt
    sid: str


class DeliveryPostpone(Command, frozen=True, kw_only=True, tag="delivery.postpone"):
    """The gateway surely did not take it and may later."""

    delivery_id: str
    attempt: Attempt
    code: str
    wait_ms: int


class DeliveryFail(Command, frozen=True, kw_only=True, tag="delivery.fail"):
    """The gateway refused it for good."""

    delivery_id: str
    attempt: Attempt
    code: str
    failure: Failure


class DeliveryUnknown(Command, frozen=True, kw_only=True, tag="delivery.unknown"):
    """Nobody can tell whether the gateway took it: no answer, a broken one, or the sender died."""

    delivery_id: str
    attempt: Attempt
    code: str


class DeliveryReconcile(Command, frozen=True, kw_only=True, tag="delivery.reconcile"):
    """The gateway's list was searched for the message: found as ``sid``, or not there (None)."""

    delivery_id: str
    attempt: Attempt
    sid: str | None


class DeliveryReport(Command, frozen=True, kw_only=True, tag="delivery.report"):
    """The gateway says how far a message has come. Any order, any number of times."""

    delivery_id: str
    attempt: Attempt
    sid: str
    status: GatewayStatus
    code: str | None = None


# Wishes about messages with a caller's link


class CallerMessageSend(Command, frozen=True, kw_only=True, tag="caller_message.send"):
    """A message with the link to the caller's page. ``patient_id``: by whom the telephone number is erased."""

    link_id: str
    incident_id: str
    patient_id: str
    language: str
    expires_at_ms: int
    telephone: Personal[str] = None


class CallerMessageRecall(Command, frozen=True, kw_only=True, tag="caller_message.recall"):
    """The link is over: what has not left is not sent."""

    link_id: str


class GuestMessageSend(Command, frozen=True, kw_only=True, tag="guest_message.send"):
    """A message with a guest's link to a conversation. ``link_id`` is also by what the telephone number is erased."""

    link_id: str
    conversation_id: str
    language: str
    expires_at_ms: int
    telephone: Personal[str] = None


class GuestMessageRecall(Command, frozen=True, kw_only=True, tag="guest_message.recall"):
    """The link is over: what has not left is not sent."""

    link_id: str


# Facts about alerts


class AlertRaised(Event, frozen=True, kw_only=True, tag="alert.raised"):
    touches: ClassVar[dict[str, str]] = {"alert": "alert_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)
    subject: ClassVar[str | None] = "about_id"

    alert_id: str
    about_kind: AboutKind
    about_id: str
    specialty: str
    urgency: Urgency
    reason: str
    reason_labels: dict[str, str]
    expires_at_ms: int
    address_label: Personal[str] = None
    number: int | None = None


class AlertPersonListed(Event, frozen=True, kw_only=True, tag="alert.person_listed"):
    """The person is the next in the order of those who may be asked."""

    touches: ClassVar[dict[str, str]] = {"alert": "alert_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)
    subject: ClassVar[str | None] = "person_id"

    alert_id: str
    about_id: str
    person_id: str
    language: str
    name: Personal[str] = None
    telephone: Personal[str] = None


class AlertPersonCalled(Event, frozen=True, kw_only=True, tag="alert.person_called"):
    """It is the person's turn: the alert is on their screen, and a message goes out if they have a telephone."""

    touches: ClassVar[dict[str, str]] = {"alert": "alert_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)

    alert_id: str
    about_id: str
    person_id: str


class AlertUncovered(Event, frozen=True, kw_only=True, tag="alert.uncovered"):
    """Nobody is on duty for the specialty."""

    touches: ClassVar[dict[str, str]] = {"alert": "alert_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)

    alert_id: str
    about_kind: AboutKind
    about_id: str
    specialty: str


class AlertOpened(Event, frozen=True, kw_only=True, tag="alert.opened"):
    touches: ClassVar[dict[str, str]] = {"alert": "alert_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)

    alert_id: str
    about_id: str
    person_id: str


class AlertAcknowledged(Event, frozen=True, kw_only=True, tag="alert.acknowledged"):
    touches: ClassVar[dict[str, str]] = {"alert": "alert_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)
    subject: ClassVar[str | None] = "person_id"

    alert_id: str
    about_kind: AboutKind
    about_id: str
    specialty: str
    person_id: str
    channel: Channel
    name: Personal[str] = None


class AlertDeclined(Event, frozen=True, kw_only=True, tag="alert.declined"):
    touches: ClassVar[dict[str, str]] = {"alert": "alert_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)
    subject: ClassVar[str | None] = "person_id"

    alert_id: str
    about_kind: AboutKind
    about_id: str
    person_id: str
    channel: Channel
    name: Personal[str] = None
    reason: Personal[str] = None


class AlertDeclinedByAll(Event, frozen=True, kw_only=True, tag="alert.declined_by_all"):
    """Nobody is left to ask: each declined or cannot be reached."""

    touches: ClassVar[dict[str, str]] = {"alert": "alert_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)

    alert_id: str
    about_kind: AboutKind
    about_id: str
    specialty: str


class AlertExpired(Event, frozen=True, kw_only=True, tag="alert.expired"):
    touches: ClassVar[dict[str, str]] = {"alert": "alert_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)

    alert_id: str
    about_kind: AboutKind
    about_id: str
    specialty: str


class AlertCancelled(Event, frozen=True, kw_only=True, tag="alert.cancelled"):
    """It is not needed any more: what it is about was taken by somebody else, or closed."""

    touches: ClassVar[dict[str, str]] = {"alert": "alert_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)

    alert_id: str
    about_kind: AboutKind
    about_id: str
    cause: Literal["taken", "closed"]


class AlertClosed(Event, frozen=True, kw_only=True, tag="alert.closed"):
    """What it is about has ended; the alert leaves the screens as it stands."""

    touches: ClassVar[dict[str, str]] = {"alert": "alert_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)

    alert_id: str
    about_id: str


# Facts about deliveries. Each also touches its alert, whose view shows how far each message has come; one that carries
# a caller's link has no alert and names the link.


class DeliveryQueued(Event, frozen=True, kw_only=True, tag="delivery.queued"):
    touches: ClassVar[dict[str, str]] = {"delivery": "delivery_id", "alert": "alert_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)
    subject: ClassVar[str | None] = "person_id"

    delivery_id: str
    alert_id: str | None = None
    link_id: str | None = None
    about_id: str
    person_id: str
    language: str
    urgency: Urgency
    code: str
    expires_at_ms: int
    telephone: Personal[str] = None
    page: LinkedPage = "caller"


class DeliveryClaimed(Event, frozen=True, kw_only=True, tag="delivery.claimed"):
    touches: ClassVar[dict[str, str]] = {"delivery": "delivery_id", "alert": "alert_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)

    delivery_id: str
    alert_id: str | None = None
    link_id: str | None = None
    about_id: str
    person_id: str
    attempt: int
    lease_until_ms: int


class DeliveryAccepted(Event, frozen=True, kw_only=True, tag="delivery.accepted"):
    touches: ClassVar[dict[str, str]] = {"delivery": "delivery_id", "alert": "alert_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)

    delivery_id: str
    alert_id: str | None = None
    link_id: str | None = None
    about_id: str
    person_id: str
    attempt: int
    sid: str


class DeliveryPostponed(Event, frozen=True, kw_only=True, tag="delivery.postponed"):
    touches: ClassVar[dict[str, str]] = {"delivery": "delivery_id", "alert": "alert_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)

    delivery_id: str
    alert_id: str | None = None
    link_id: str | None = None
    about_id: str
    person_id: str
    attempt: int
    code: str
    not_before_ms: int


class DeliveryFailed(Event, frozen=True, kw_only=True, tag="delivery.failed"):
    touches: ClassVar[dict[str, str]] = {"delivery": "delivery_id", "alert": "alert_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)

    delivery_id: str
    alert_id: str | None = None
    link_id: str | None = None
    about_id: str
    person_id: str
    attempt: int
    code: str
    failure: Failure


class DeliveryBecameUnknown(Event, frozen=True, kw_only=True, tag="delivery.became_unknown"):
    touches: ClassVar[dict[str, str]] = {"delivery": "delivery_id", "alert": "alert_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)

    delivery_id: str
    alert_id: str | None = None
    link_id: str | None = None
    about_id: str
    person_id: str
    attempt: int
    code: str


class DeliveryNotFound(Event, frozen=True, kw_only=True, tag="delivery.not_found"):
    """The gateway's list did not have it. After the second look it is queued again, marked as a repeat."""

    touches: ClassVar[dict[str, str]] = {"delivery": "delivery_id", "alert": "alert_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)

    delivery_id: str
    alert_id: str | None = None
    link_id: str | None = None
    about_id: str
    person_id: str
    attempt: int
    repeat: bool


class DeliveryReconciled(Event, frozen=True, kw_only=True, tag="delivery.reconciled"):
    """The message of the unknown attempt was taken after all: it is not sent again."""

    touches: ClassVar[dict[str, str]] = {"delivery": "delivery_id", "alert": "alert_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)

    delivery_id: str
    alert_id: str | None = None
    link_id: str | None = None
    about_id: str
    person_id: str
    attempt: int
    sid: str


class DeliveryReported(Event, frozen=True, kw_only=True, tag="delivery.reported"):
    touches: ClassVar[dict[str, str]] = {"delivery": "delivery_id", "alert": "alert_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)

    delivery_id: str
    alert_id: str | None = None
    link_id: str | None = None
    about_id: str
    person_id: str
    attempt: int
    sid: str
    status: GatewayStatus
    code: str | None = None


class DeliveryWithdrawn(Event, frozen=True, kw_only=True, tag="delivery.withdrawn"):
    """It was not sent and will not be: its alert is over."""

    touches: ClassVar[dict[str, str]] = {"delivery": "delivery_id", "alert": "alert_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)

    delivery_id: str
    alert_id: str | None = None
    link_id: str | None = None
    about_id: str
    person_id: str


class DeliveryRecalled(Event, frozen=True, kw_only=True, tag="delivery.recalled"):
    """The caller's link that it carries is over: it is not sent, and not sent again."""

    touches: ClassVar[dict[str, str]] = {"delivery": "delivery_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)

    delivery_id: str
    about_id: str


# What is shown


class AlertPersonView(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the alert's ladder. ``delivery`` is None while no message was made; ``repeated`` warns that an
    unknown message was sent again, so the person may have it twice."""

    person_id: str
    status: PersonStatus
    name: Personal[str] = None
    delivery: DeliveryStatus | None = None
    delivery_at_ms: int | None = None
    delivery_code: str | None = None
    repeated: bool = False
    called_at_ms: int | None = None
    opened_at_ms: int | None = None
    answered_at_ms: int | None = None


class AlertView(View, frozen=True, kw_only=True):
    """An alert: the whole ladder for the desk; for a person who is asked, their own line alone."""

    alert_id: str
    about_kind: AboutKind
    about_id: str
    specialty: str
    urgency: Urgency
    status: AlertStatus
    reason: str
    reason_labels: dict[str, str]
    raised_at_ms: int
    expires_at_ms: int
    people: list[AlertPersonView]
    address_label: Personal[str] = None
    number: int | None = None
    acknowledged_by: str | None = None
    acknowledged_by_name: Personal[str] = None
    acknowledged_at_ms: int | None = None
    channel: Channel | None = None


# Questions


class PageMessage(msgspec.Struct, frozen=True, kw_only=True):
    """A message that the ``page`` gateway kept instead of sending it. ``segments``: how many parts it would cost."""

    sid: str
    to: str
    body: str
    segments: int
    at_ms: int


class PageMessages(Question, frozen=True, kw_only=True, tag="sms.page_messages"):
    """What the ``page`` gateway has kept, newest first; empty with any other gateway."""

    answer_type: ClassVar[object] = list[PageMessage]


class CallerMessageStatus(Question, frozen=True, kw_only=True, tag="caller_message.status"):
    """How far the newest message with this link has come; None when there is none. The server's own question."""

    answer_type: ClassVar[object] = DeliveryStatus | None

    link_id: str


class GuestMessageStatus(Question, frozen=True, kw_only=True, tag="guest_message.status"):
    """How far the newest message with this guest's link has come; None: there is none. The server's own question."""

    answer_type: ClassVar[object] = DeliveryStatus | None

    link_id: str

"""Words of the deliveries: one message to one person by one channel, from the queue to what the gateway reports.

It goes on behalf of an alert (``alerts.py``) or carries the link to a page (``link_messages.py``).
"""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Command, Event, Personal, Question

Urgency = Literal["life_threat", "urgent", "routine"]
DeliveryStatus = Literal["queued", "claimed", "unknown", "accepted", "sent", "delivered", "failed", "withdrawn"]

DeliveryChannel = Literal["sms", "voice", "push", "email"]
"""By what it goes: a text to a telephone, a telephone call that speaks, a notification of a browser, an e-mail."""

Says = Literal[
    "alert", "covered", "caller", "guest", "order", "coming", "relative", "recall", "notice", "patient", "reminder"
]
"""What a message is: an alert; that it is covered; the link to a caller's page, or a guest's; the order of a crew whose
tablet is silent; that help is coming, to who called, or a relative; staff called in; a notice to a patient; the link
into a patient's consult; a reminder of a planned consult."""

Failure = Literal["number", "content", "configuration", "unreachable", "expired"]
"""What is wrong when a message will not be tried again: the number, the text, our account, the telephone, the time."""

GatewayStatus = Literal[
    "accepted", "scheduled", "queued", "sending", "sent", "canceled", "failed", "undelivered", "delivered", "read"
]
"""The states of an outgoing message as gateways report them (Twilio's own names)."""

Attempt = Annotated[int, msgspec.Meta(ge=1)]
"""The fencing number: the n-th time that the message was claimed for sending."""


# Wishes: the sender's and the gateway's


class DeliveryClaim(Command, frozen=True, kw_only=True, tag="delivery.claim"):
    """The sender takes a queued message for ``lease_ms``, and means to give it to ``gateway`` (empty: to its channel's
    only one)."""

    delivery_id: str
    lease_ms: int
    gateway: str = ""


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to ``delivery.claim``: the fencing number and until when it holds."""

    attempt: int
    lease_until_ms: int


class DeliveryAccept(Command, frozen=True, kw_only=True, tag="delivery.accept"):
    """The gateway took the message and named it ``sid``. ``segments``: the parts that it is paid for."""

    delivery_id: str
    attempt: Attempt
    sid: str
    segments: Annotated[int, msgspec.Meta(ge=1, le=20)] = 1


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


# Facts. Each also touches its alert, whose view shows how far each message has come; one that carries a link has no
# alert and names the link.


class DeliveryQueued(Event, frozen=True, kw_only=True, tag="delivery.queued"):
    """``telephone`` is the address of ``sms`` and ``voice``, ``email`` of e-mail, ``address_id`` names the subscription
    of ``push``."""

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
    channel: DeliveryChannel = "sms"
    address_id: str | None = None
    telephone: Personal[str] = None
    email: Personal[str] = None
    says: Says = "alert"


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
    gateway: str = ""


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
    segments: int = 1


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


DELIVERY_MOVED = (
    DeliveryAccepted,
    DeliveryPostponed,
    DeliveryFailed,
    DeliveryBecameUnknown,
    DeliveryNotFound,
    DeliveryReconciled,
    DeliveryReported,
    DeliveryWithdrawn,
)
"""The facts after which a message stands elsewhere than before: what whoever follows one message reads."""


# Questions


class PageMessage(msgspec.Struct, frozen=True, kw_only=True):
    """A message that the ``page`` gateway kept instead of sending it. ``segments``: how many parts it would cost."""

    sid: str
    to: str
    body: str
    segments: int
    at_ms: int
    channel: DeliveryChannel = "sms"


class PageMessages(Question, frozen=True, kw_only=True, tag="sms.page_messages"):
    """What the ``page`` gateway has kept, newest first; empty with any other gateway."""

    answer_type: ClassVar[object] = list[PageMessage]

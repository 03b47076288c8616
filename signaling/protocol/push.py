"""Words of Web Push: the browsers that a person lets ring while the page is closed.

What goes to them is a delivery (``deliveries.py``) by the channel ``push``.
"""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Command, Event, Personal, Question, View

Endpoint = Annotated[str, msgspec.Meta(min_length=9, max_length=1000)]
"""The push service's address for one browser: whoever knows it, and our private key, can ring it."""

BrowserKey = Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9_-]{87}$")]
"""The browser's public key, an uncompressed point of P-256 in base64url."""

BrowserSecret = Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9_-]{22}$")]
"""The 16 bytes that the browser shares with us, in base64url."""

SubscriptionId = Annotated[str, msgspec.Meta(pattern="^[0-9A-Za-z-]{8,64}$")]

ForgetBecause = Literal["gone", "signed_out"]
"""The push service knows the browser no more; its sign-in is over."""

PushEndedBecause = Literal["asked", "replaced", "gone", "signed_out"]
"""The person's own wish; the same browser subscribed anew; and the two of ``ForgetBecause``."""


# Wishes


class PushSubscribe(Command, frozen=True, kw_only=True, tag="push.subscribe"):
    """This browser may be rung for me while its page is closed, as long as I am signed in on it."""

    subscription_id: SubscriptionId
    endpoint: Endpoint
    p256dh: BrowserKey
    auth: BrowserSecret


class PushUnsubscribe(Command, frozen=True, kw_only=True, tag="push.unsubscribe"):
    """It may not any more. By its person alone, from any device of theirs."""

    subscription_id: SubscriptionId


class PushForget(Command, frozen=True, kw_only=True, tag="push.forget"):
    """The server's own wish."""

    subscription_id: SubscriptionId
    because: ForgetBecause


# Facts


class PushSubscribed(Event, frozen=True, kw_only=True, tag="push.subscribed"):
    """``service`` is the host of the endpoint."""

    touches: ClassVar[dict[str, str]] = {"push_subscription": "subscription_id"}
    subject: ClassVar[str | None] = "person_id"

    subscription_id: str
    person_id: str
    sign_in_id: str | None
    device: str
    service: str
    endpoint: Personal[str] = None
    p256dh: Personal[str] = None
    auth: Personal[str] = None


class PushUnsubscribed(Event, frozen=True, kw_only=True, tag="push.unsubscribed"):
    touches: ClassVar[dict[str, str]] = {"push_subscription": "subscription_id"}

    subscription_id: str
    person_id: str
    because: PushEndedBecause


# What is shown


class PushSubscriptionView(View, frozen=True, kw_only=True):
    """One of a person's browsers, to the person."""

    subscription_id: str
    device: str
    service: str
    since_ms: int


# Questions


class PushKey(msgspec.Struct, frozen=True, kw_only=True):
    """What a browser must be told to let this service ring it; None where there is no Web Push."""

    public_key: str | None


class AskPushKey(Question, frozen=True, kw_only=True, tag="push.key"):
    answer_type: ClassVar[object] = PushKey


class PushOfSignIn(Question, frozen=True, kw_only=True, tag="push.of_sign_in"):
    """The ids of the open subscriptions that were made under a sign-in."""

    answer_type: ClassVar[object] = list[str]

    sign_in_id: str


class PushOfDelivery(Question, frozen=True, kw_only=True, tag="push.of_delivery"):
    """The subscription that a delivery went to; None when it went by another channel."""

    answer_type: ClassVar[object] = str | None

    delivery_id: str

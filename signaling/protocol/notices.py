"""Words of the notices: other systems let us tell a patient that a result is ready, or when an appointment is."""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Command, Event, Personal, Question
from signaling.protocol.deliveries import DeliveryStatus
from signaling.protocol.people import Language

NoticeTemplate = Literal["result_ready", "appointment", "appointment_changed", "reminder"]
NoticePhase = Literal["waiting", "sending", "sent", "delivered", "failed", "expired", "not_sent"]
"""``waiting``: for its time, or for the morning. ``not_sent``: its owner has asked for no more messages."""

KeyName = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
Digest = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
"""SHA-256 in hex: of a key, or of what was asked for under an idempotency key."""


# Wishes


class NoticeKeyAdd(Command, frozen=True, kw_only=True, tag="notice_key.add"):
    """A key by which another system may send notices, and nothing else. It is kept as its hash."""

    key_id: str
    name: KeyName
    key_hash: Digest


class NoticeKeyRevoke(Command, frozen=True, kw_only=True, tag="notice_key.revoke"):
    """It is good no more. What was taken under it still goes."""

    key_id: str


class NoticeTake(Command, frozen=True, kw_only=True, tag="notice.take"):
    """A notice that another system asks for. ``digest``: of all that it said; the same again is the same notice."""

    notice_id: str
    key_id: str
    digest: Digest
    language: Language
    template: NoticeTemplate
    values: dict[str, str]
    not_before_ms: int
    expires_at_ms: int
    telephone: str | None = None
    email: str | None = None


class NoticeSend(Command, frozen=True, kw_only=True, tag="notice.send"):
    """Its time has come: it is sent, put off until the quiet hours are over, or has expired."""

    notice_id: str


class NoticeFollow(Command, frozen=True, kw_only=True, tag="notice.follow"):
    """How far its message has come."""

    notice_id: str
    delivery_id: str
    status: DeliveryStatus
    code: str | None = None


class NoticeForget(Command, frozen=True, kw_only=True, tag="notice.forget"):
    """Address and values have had their day."""

    notice_id: str


class NoticeErased(Command, frozen=True, kw_only=True, tag="notice.say_erased"):
    """The journal holds them no more either."""

    notice_id: str


# Facts


class NoticeKeyAdded(Event, frozen=True, kw_only=True, tag="notice_key.added"):
    touches: ClassVar[dict[str, str]] = {"notice_key": "key_id"}
    kept_only: ClassVar[tuple[str, ...]] = ("key_hash",)

    key_id: str
    name: str
    key_hash: str


class NoticeKeyRevoked(Event, frozen=True, kw_only=True, tag="notice_key.revoked"):
    touches: ClassVar[dict[str, str]] = {"notice_key": "key_id"}

    key_id: str


class NoticeTaken(Event, frozen=True, kw_only=True, tag="notice.taken"):
    touches: ClassVar[dict[str, str]] = {"notice": "notice_id", "notice_key": "key_id"}
    about: ClassVar[tuple[str, ...]] = ("notice_id",)
    subject: ClassVar[str | None] = "notice_id"
    kept_only: ClassVar[tuple[str, ...]] = ("digest",)

    notice_id: str
    key_id: str
    digest: str
    language: Language
    template: NoticeTemplate
    not_before_ms: int
    expires_at_ms: int
    values: Personal[dict[str, str]] = None
    telephone: Personal[str] = None
    email: Personal[str] = None


class NoticePutOff(Event, frozen=True, kw_only=True, tag="notice.put_off"):
    """It would come by night: it waits until ``until_ms``."""

    touches: ClassVar[dict[str, str]] = {"notice": "notice_id"}
    about: ClassVar[tuple[str, ...]] = ("notice_id",)

    notice_id: str
    until_ms: int


class NoticeSending(Event, frozen=True, kw_only=True, tag="notice.sending"):
    touches: ClassVar[dict[str, str]] = {"notice": "notice_id"}
    about: ClassVar[tuple[str, ...]] = ("notice_id",)

    notice_id: str
    delivery_id: str


class NoticeMoved(Event, frozen=True, kw_only=True, tag="notice.moved"):
    """Its message left or arrived."""

    touches: ClassVar[dict[str, str]] = {"notice": "notice_id"}
    about: ClassVar[tuple[str, ...]] = ("notice_id",)

    notice_id: str
    phase: NoticePhase


class NoticeEnded(Event, frozen=True, kw_only=True, tag="notice.ended"):
    """Nothing more will be done. ``reason`` is None when it was delivered, else ``quiet_hours``, ``too_late``,
    ``unsubscribed``, or the gateway's code."""

    touches: ClassVar[dict[str, str]] = {"notice": "notice_id", "notice_key": "key_id"}
    about: ClassVar[tuple[str, ...]] = ("notice_id",)

    notice_id: str
    key_id: str
    phase: NoticePhase
    reason: str | None = None


class NoticeForgotten(Event, frozen=True, kw_only=True, tag="notice.forgotten"):
    """Address and values are gone from the notice and from its message."""

    touches: ClassVar[dict[str, str]] = {"notice": "notice_id", "delivery": "delivery_id"}

    notice_id: str
    delivery_id: str | None = None


class NoticeFilesErased(Event, frozen=True, kw_only=True, tag="notice.erased"):
    """The journal's personal columns are empty."""

    touches: ClassVar[dict[str, str]] = {"notice": "notice_id"}

    notice_id: str


# Questions


class NoticeOfDelivery(Question, frozen=True, kw_only=True, tag="notice.of_delivery"):
    """How far this message of a notice has come; None: it is no notice's. The server's own question."""

    answer_type: ClassVar[object] = DeliveryStatus | None

    delivery_id: str


class NoticeTelephone(Question, frozen=True, kw_only=True, tag="notice.telephone"):
    """The number that a notice goes to; None: it goes by e-mail. The server's own question."""

    answer_type: ClassVar[object] = str | None

    notice_id: str

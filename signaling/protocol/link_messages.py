"""Words of the messages that carry a link: to the caller's page, a guest's to a conversation, a patient's to a consult.

Each becomes a delivery (``deliveries.py``).
"""

from typing import ClassVar

import msgspec

from signaling.protocol.base import Command, Personal, Question
from signaling.protocol.deliveries import DeliveryStatus
from signaling.protocol.people import Language


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


class PatientMessageSend(Command, frozen=True, kw_only=True, tag="patient_message.send"):
    """A message with the patient's link into a consult. ``consult_id`` is also by what the telephone number is
    erased."""

    consult_id: str
    language: str
    expires_at_ms: int
    telephone: Personal[str] = None


class PatientMessageRecall(Command, frozen=True, kw_only=True, tag="patient_message.recall"):
    """The link is over: what has not left is not sent."""

    consult_id: str


# Questions


class CallerMessageStatus(Question, frozen=True, kw_only=True, tag="caller_message.status"):
    """How far the newest message with this link has come; None when there is none. The server's own question."""

    answer_type: ClassVar[object] = DeliveryStatus | None

    link_id: str


class GuestMessageStatus(Question, frozen=True, kw_only=True, tag="guest_message.status"):
    """How far the newest message with this guest's link has come; None: there is none. The server's own question."""

    answer_type: ClassVar[object] = DeliveryStatus | None

    link_id: str


class NewestCallerLink(msgspec.Struct, frozen=True, kw_only=True):
    """``usable``: it is open and the caller has not said no."""

    link_id: str
    language: Language
    expires_at_ms: int
    usable: bool


class CallerLinkNewest(Question, frozen=True, kw_only=True, tag="caller_link.newest"):
    """The incident's newest link; None when none was sent. The server's own question."""

    answer_type: ClassVar[object] = NewestCallerLink | None

    incident_id: str

"""What is shown of an alert."""

from typing import ClassVar, Literal

import msgspec

from signaling.protocol.alerts import AboutKind, AlertStatus, Channel, PersonStatus
from signaling.protocol.base import Personal, Question, View
from signaling.protocol.deliveries import DeliveryChannel, DeliveryStatus, Urgency

NextStep = DeliveryChannel | Literal["next_person", "seniors"]
"""What an alert does next by itself: a message by that channel, or somebody more is asked."""


class AlertStepView(msgspec.Struct, frozen=True, kw_only=True):
    """One step towards a person, and how far it has come. ``status`` None: nothing was sent, for want of an address.
    ``repeated`` warns that an unknown message was sent again, so the person may have it twice."""

    channel: DeliveryChannel
    at_ms: int
    status: DeliveryStatus | None = None
    code: str | None = None
    repeated: bool = False


class AlertPersonView(msgspec.Struct, frozen=True, kw_only=True):
    """One person of the alert's ladder, with the steps towards them, oldest first."""

    person_id: str
    status: PersonStatus
    name: Personal[str] = None
    senior: bool = False
    steps: list[AlertStepView] = []
    called_at_ms: int | None = None
    opened_at_ms: int | None = None
    answered_at_ms: int | None = None


class AlertView(View, frozen=True, kw_only=True):
    """An alert: the whole ladder for the desk; for a person who is asked, their own line alone.

    ``next_step_at_ms``: when something more is done by itself. ``promised_at_ms``: by when who took it is expected;
    ``confirm_by_ms``: when the ladder begins again without a word from them; ``round`` counts its beginnings.
    """

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
    round: int = 1
    next_step_at_ms: int | None = None
    address_label: Personal[str] = None
    number: int | None = None
    drill_id: str | None = None
    acknowledged_by: str | None = None
    acknowledged_by_name: Personal[str] = None
    acknowledged_at_ms: int | None = None
    channel: Channel | None = None
    promised_at_ms: int | None = None
    confirm_by_ms: int | None = None
    confirmed_at_ms: int | None = None


# Questions


class SoughtView(msgspec.Struct, frozen=True, kw_only=True):
    """How far the search by alerts has come: by which channels people were written to or rung so far, and what is done
    next and when, if nobody answers."""

    channels: list[DeliveryChannel]
    next_step: NextStep | None = None
    next_step_at_ms: int | None = None


class AlertSought(Question, frozen=True, kw_only=True, tag="alert.sought"):
    """How far the alerts about something have come; the server's own question. None without an open one."""

    answer_type: ClassVar[object] = SoughtView | None

    about_id: str

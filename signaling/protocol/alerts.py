"""Words of the alerts: a person must be reached, and did somebody take it.

An alert is about one incident or consult and asks the people of one specialty, in order, until one of them
acknowledges. The messages that it sends are ``deliveries.py``'s.
"""

from typing import ClassVar, Literal

import msgspec

from signaling.protocol.base import Command, Event, Personal, View
from signaling.protocol.deliveries import DeliveryStatus, Urgency

AboutKind = Literal["incident", "consult"]

Channel = Literal["browser", "sms", "voice", "desk"]
"""Through what somebody answered: a signed-in page, the link of a message, a telephone call's keys, or by word of mouth
to the desk."""

AlertStatus = Literal["open", "uncovered", "acknowledged", "declined_by_all", "expired", "cancelled"]
PersonStatus = Literal["listed", "called", "opened", "acknowledged", "declined", "unreachable"]


class AlertedPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may be asked; ``language`` is ``uz``, ``ru`` or ``en``."""

    person_id: str
    name: Personal[str] = None
    telephone: Personal[str] = None
    language: str = "uz"


# Wishes, and what they are answered with


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


class RaisedAlert(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to ``alert.raise``: the alert that stands, be it new or already there."""

    alert_id: str
    status: AlertStatus


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


# Facts


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

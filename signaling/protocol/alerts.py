"""Words of the alerts: a person must be reached, and did somebody take it.

An alert is about one incident or consult and asks the people of one specialty, by its ladder, until one of them
acknowledges and is there. The messages that it sends are ``deliveries.py``'s, what is shown is ``alert_views.py``'s.
"""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Command, Event, Personal
from signaling.protocol.deliveries import DeliveryChannel, Urgency
from signaling.protocol.ladders import Ladder

AboutKind = Literal["incident", "consult", "drill"]
"""``drill``: about nothing; a test of the ladder, one alert for each person."""

Channel = Literal["browser", "sms", "voice", "desk"]
"""Through what somebody answered: a signed-in page, the link of a message, a telephone call's keys, or by word of mouth
to the desk."""

AlertStatus = Literal["open", "uncovered", "acknowledged", "declined_by_all", "expired", "cancelled"]
PersonStatus = Literal["listed", "called", "opened", "acknowledged", "declined", "unreachable", "silent", "off_duty"]
"""``silent``: accepted and did not come. ``off_duty``: left the rota before it was their turn."""

Promise = Annotated[int, msgspec.Meta(ge=0, le=4 * 3600)]
"""In how many seconds somebody says they will be there."""


class AlertedPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may be asked; ``language`` is ``uz``, ``ru`` or ``en``. ``senior``: asked last, or when it takes
    too long."""

    person_id: str
    name: Personal[str] = None
    telephone: Personal[str] = None
    email: Personal[str] = None
    language: str = "uz"
    senior: bool = False


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
    """The person takes it, and is there in ``promise_s`` seconds; None: as soon as the ladder expects. The first wins;
    the others are refused ``alert_covered``. Who has it may name another time in the same way."""

    alert_id: str
    person_id: str
    channel: Channel
    promise_s: Promise | None = None


class AlertDecline(Command, frozen=True, kw_only=True, tag="alert.decline"):
    """The person cannot; the next one is asked."""

    alert_id: str
    person_id: str
    channel: Channel
    reason: Personal[str] = None


class AlertConfirm(Command, frozen=True, kw_only=True, tag="alert.confirm"):
    """Who took it is there, or on the way as promised. Refused ``wrong_state`` once the ladder has begun again."""

    alert_id: str
    person_id: str
    channel: Channel


class AlertStep(Command, frozen=True, kw_only=True, tag="alert.step"):
    """The clock's wish: a step or somebody's turn has come. The rota is asked again, so nobody off duty is called."""

    alert_id: str
    specialty: str


class AlertLapse(Command, frozen=True, kw_only=True, tag="alert.lapse"):
    """The clock's wish: who took it has not come in the promised time."""

    alert_id: str


class AlertExpire(Command, frozen=True, kw_only=True, tag="alert.expire"):
    """The clock's wish: nobody answered in time."""

    alert_id: str


class AlertSettle(Command, frozen=True, kw_only=True, tag="alert.settle"):
    """What the alerts are about went on without them: elsewhere a person has ``taken`` or ``declined`` it, has
    ``arrived`` there (None: whoever took it), or it has ``closed``."""

    about_kind: AboutKind
    about_id: str
    outcome: Literal["taken", "declined", "arrived", "closed"]
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
    ladder: Ladder
    drill_id: str | None = None
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
    email: Personal[str] = None
    senior: bool = False


class AlertPersonCalled(Event, frozen=True, kw_only=True, tag="alert.person_called"):
    """It is the person's turn: the alert rings on their open screens."""

    touches: ClassVar[dict[str, str]] = {"alert": "alert_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)
    subject: ClassVar[str | None] = "person_id"

    alert_id: str
    about_id: str
    person_id: str
    name: Personal[str] = None
    senior: bool = False


class AlertPersonLeft(Event, frozen=True, kw_only=True, tag="alert.person_left"):
    """The person is not on duty any more and is not asked."""

    touches: ClassVar[dict[str, str]] = {"alert": "alert_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)
    subject: ClassVar[str | None] = "person_id"

    alert_id: str
    about_id: str
    person_id: str
    name: Personal[str] = None


class AlertStepped(Event, frozen=True, kw_only=True, tag="alert.stepped"):
    """The next step towards the person. ``missing``: they have no address for it, or nobody carries it, so that
    nothing was sent."""

    touches: ClassVar[dict[str, str]] = {"alert": "alert_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)
    subject: ClassVar[str | None] = "person_id"

    alert_id: str
    about_id: str
    person_id: str
    channel: DeliveryChannel
    missing: bool = False
    name: Personal[str] = None


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
    subject: ClassVar[str | None] = "person_id"

    alert_id: str
    about_id: str
    person_id: str
    name: Personal[str] = None


class AlertAcknowledged(Event, frozen=True, kw_only=True, tag="alert.acknowledged"):
    """Somebody took it. ``promised_at_ms``: by when they say they are there; ``confirm_by_ms``: what is not confirmed
    until then begins again."""

    touches: ClassVar[dict[str, str]] = {"alert": "alert_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)
    subject: ClassVar[str | None] = "person_id"

    alert_id: str
    about_kind: AboutKind
    about_id: str
    specialty: str
    person_id: str
    channel: Channel
    promised_at_ms: int
    confirm_by_ms: int
    name: Personal[str] = None


class AlertPromised(Event, frozen=True, kw_only=True, tag="alert.promised"):
    """Who took it has named another time."""

    touches: ClassVar[dict[str, str]] = {"alert": "alert_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)
    subject: ClassVar[str | None] = "person_id"

    alert_id: str
    about_id: str
    person_id: str
    promised_at_ms: int
    confirm_by_ms: int
    name: Personal[str] = None


class AlertConfirmed(Event, frozen=True, kw_only=True, tag="alert.confirmed"):
    """Who took it is there, or on the way as promised."""

    touches: ClassVar[dict[str, str]] = {"alert": "alert_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)
    subject: ClassVar[str | None] = "person_id"

    alert_id: str
    about_id: str
    person_id: str
    channel: Channel
    name: Personal[str] = None


class AlertLapsed(Event, frozen=True, kw_only=True, tag="alert.lapsed"):
    """Who took it did not come: the ladder begins again, for everybody who has not said no."""

    touches: ClassVar[dict[str, str]] = {"alert": "alert_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)
    subject: ClassVar[str | None] = "person_id"

    alert_id: str
    about_kind: AboutKind
    about_id: str
    specialty: str
    person_id: str
    expires_at_ms: int
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

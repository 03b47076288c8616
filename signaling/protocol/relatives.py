"""Words of what a relative is told: where the patient is taken, and that they are there. Never who, never why.

An incident has at most one relative, whose id is the incident's. Each message is a delivery (``deliveries.py``) that
says ``relative``.
"""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Command, Event, Personal, View
from signaling.protocol.deliveries import DeliveryStatus
from signaling.protocol.people import Language

RelativeSays = Literal["on_the_way", "handed_over"]
Relation = Annotated[str, msgspec.Meta(max_length=60)]


# Wishes of the desk


class RelativeRegister(Command, frozen=True, kw_only=True, tag="relative.register"):
    """Tell this telephone where the patient is taken, as soon as it is known, in place of any number before. Refused
    ``not_a_number`` (also what takes no SMS), ``incident_closed``."""

    incident_id: str
    language: Language
    telephone: Personal[Annotated[str, msgspec.Meta(max_length=40)]] = None
    relation: Personal[Relation] = None


class RelativeRemove(Command, frozen=True, kw_only=True, tag="relative.remove"):
    """Nobody is told any more; what has not left is not sent."""

    incident_id: str


# The server's wish


class RelativeLook(Command, frozen=True, kw_only=True, tag="relative.look"):
    """Look where the patient is, and tell the relative. Wished again it tells nothing again."""

    incident_id: str


# Facts


class OfRelative(Event, frozen=True, kw_only=True):
    """What every fact of a relative says."""

    touches: ClassVar[dict[str, str]] = {"relative": "incident_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id",)
    subject: ClassVar[str | None] = "patient_id"

    incident_id: str
    patient_id: str


class RelativeRegistered(OfRelative, frozen=True, kw_only=True, tag="relative.registered"):
    language: Language
    telephone: Personal[str] = None
    relation: Personal[str] = None


class RelativeRemoved(OfRelative, frozen=True, kw_only=True, tag="relative.removed"):
    """Nobody is told any more."""


class RelativeTold(OfRelative, frozen=True, kw_only=True, tag="relative.told"):
    says: RelativeSays
    hospital_id: str
    hospital_name: str
    delivery_id: str


class RelativeNotTold(OfRelative, frozen=True, kw_only=True, tag="relative.not_told"):
    """Its owner sent STOP."""


class RelativeDeliveryNoted(OfRelative, frozen=True, kw_only=True, tag="relative.delivery_noted"):
    delivery_id: str
    status: DeliveryStatus


class RelativeEnded(OfRelative, frozen=True, kw_only=True, tag="relative.ended"):
    """The incident is closed: nothing more is told."""


# What is shown


class RelativeMessage(msgspec.Struct, frozen=True, kw_only=True):
    """The newest message."""

    says: RelativeSays
    hospital_name: str
    at_ms: int
    delivery: DeliveryStatus


class RelativeView(View, frozen=True, kw_only=True):
    """Kind ``relative``, for the service, while one is registered and the incident goes on."""

    incident_id: str
    language: Language
    telephone: Personal[str]
    relation: Personal[str]
    unsubscribed: bool
    told: RelativeMessage | None

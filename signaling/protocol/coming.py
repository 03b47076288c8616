"""Words of what a caller is told: that help is coming, and about when.

One *coming* for each incident, whose id is the incident's. Each message is a delivery (``deliveries.py``) that says
``coming``.
"""

from typing import ClassVar, Literal

import msgspec

from signaling.protocol.base import Command, Event, View
from signaling.protocol.deliveries import DeliveryStatus

ComingSays = Literal["coming", "later", "another"]
"""What a message says: help is coming; it comes later than we said; another brigade is being sent."""

MutedBecause = Literal["in_danger", "asked", "other"]
"""Why nothing is written to a caller: a message could give them away; they asked for it; anything else."""

NotToldBecause = Literal["no_telephone", "landline", "unsubscribed"]
"""Why a caller cannot be told: no number, one that takes no SMS, or one whose owner sent STOP."""

ComingEndedBecause = Literal["arrived", "closed"]


# Wishes of the desk


class ComingMute(Command, frozen=True, kw_only=True, tag="coming.mute"):
    """Nothing is written to this incident's caller from now on; what has not left is not sent."""

    incident_id: str
    because: MutedBecause


class ComingUnmute(Command, frozen=True, kw_only=True, tag="coming.unmute"):
    """The caller may be written to again; what changed meanwhile is told."""

    incident_id: str


# Wishes of the server


class ComingLook(Command, frozen=True, kw_only=True, tag="coming.look"):
    """Look who is on the way now, and tell the caller what they must know. Wished again it tells nothing again."""

    incident_id: str


class ToldNote(Command, frozen=True, kw_only=True, tag="told.note"):
    """Look how far the message to a caller or a relative has come."""

    delivery_id: str


# Facts


class OfComing(Event, frozen=True, kw_only=True):
    """What every fact of a coming says."""

    touches: ClassVar[dict[str, str]] = {"coming": "incident_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id",)

    incident_id: str


class ComingFollowed(OfComing, frozen=True, kw_only=True, tag="coming.followed"):
    """This assignment's brigade is on the way; at ``look_at_ms`` its time is reckoned again."""

    assignment_id: str
    look_at_ms: int


class ComingReckoned(Event, frozen=True, kw_only=True, tag="coming.reckoned"):
    """The time was reckoned again and there was nothing to tell. It stands on no thread."""

    touches: ClassVar[dict[str, str]] = {"coming": "incident_id"}

    incident_id: str
    look_at_ms: int


class ComingLost(OfComing, frozen=True, kw_only=True, tag="coming.lost"):
    """Nobody is on the way any more; if that is still so at ``look_at_ms``, the caller is told."""

    look_at_ms: int


class ComingTold(OfComing, frozen=True, kw_only=True, tag="coming.told"):
    """A message goes to the caller. ``arrives_at_ms``: the time it names, a full minute; None: it names none."""

    says: ComingSays
    arrives_at_ms: int | None
    delivery_id: str
    language: str
    look_at_ms: int


class ComingNotTold(OfComing, frozen=True, kw_only=True, tag="coming.not_told"):
    because: NotToldBecause


class ComingDeliveryNoted(OfComing, frozen=True, kw_only=True, tag="coming.delivery_noted"):
    delivery_id: str
    status: DeliveryStatus


class ComingMuted(OfComing, frozen=True, kw_only=True, tag="coming.muted"):
    because: MutedBecause


class ComingUnmuted(OfComing, frozen=True, kw_only=True, tag="coming.unmuted"):
    """From now on messages go again."""


class ComingEnded(OfComing, frozen=True, kw_only=True, tag="coming.ended"):
    """Nothing more is told."""

    because: ComingEndedBecause


# What is shown


class ComingMessage(msgspec.Struct, frozen=True, kw_only=True):
    """The newest message. ``arrives_at_ms``: the time that it names, if any."""

    says: ComingSays
    at_ms: int
    arrives_at_ms: int | None
    delivery: DeliveryStatus


class ComingView(View, frozen=True, kw_only=True):
    """Kind ``coming``, for the service, until help has arrived."""

    incident_id: str
    muted_because: MutedBecause | None
    muted_by: str | None
    not_told_because: NotToldBecause | None
    told: ComingMessage | None

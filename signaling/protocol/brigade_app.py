"""The words of the tablet in the vehicle: pairing, shift, positions, and the crew's own alarm.

The kind ``tablet`` has the id of its brigade: one paired tablet a brigade, a new pairing replaces the old one.
"""

from typing import Annotated, ClassVar

import msgspec

from signaling.protocol.base import Command, Event, Personal, Point, Question, Signal, View, Word

PairingCode = Annotated[str, msgspec.Meta(pattern="^[0-9]{6}$")]
CrewName = Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
CrewNames = Annotated[list[CrewName], msgspec.Meta(min_length=1, max_length=8)]
DeviceName = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
Degrees = Annotated[float, msgspec.Meta(ge=0, le=360)]
NotNegative = Annotated[float, msgspec.Meta(ge=0)]

# --- commands ---------------------------------------------------------------------------------------------------


class OfferPairing(Command, frozen=True, kw_only=True, tag="pairing.offer"):
    """Dispatcher or administrator: give a one-time code for this brigade's tablet. Answered with PairingOffer."""

    brigade_id: str


class PairTablet(Command, frozen=True, kw_only=True, tag="tablet.pair"):
    """Made by the pairing page's POST, not by a socket. Answered with PairingOutcome.

    ``sign_in_id`` is the sign-in that the tablet will be given; the one that it had before is closed.
    """

    code: PairingCode
    device_name: DeviceName
    sign_in_id: str


class UnpairTablet(Command, frozen=True, kw_only=True, tag="tablet.unpair"):
    """Dispatcher or administrator: the tablet is lost or broken; its shift ends with it."""

    brigade_id: str


class StartShift(Command, frozen=True, kw_only=True, tag="shift.start"):
    """The brigade's own tablet: these people are in the vehicle from now on."""

    brigade_id: str
    crew_names: CrewNames


class EndShift(Command, frozen=True, kw_only=True, tag="shift.end"):
    """The brigade's own tablet, or a dispatcher for a tablet that is gone."""

    brigade_id: str | None = None


class RaiseSos(Command, frozen=True, kw_only=True, tag="sos.raise"):
    """The crew is in danger. Needs no incident and no shift; repeating it while it stands changes nothing."""

    at_device_ms: int
    point: Point | None = None


class SettleSos(Command, frozen=True, kw_only=True, tag="sos.settle"):
    """A dispatcher has reached the crew, or the crew itself says that it is safe."""

    brigade_id: str


# --- what commands are answered with ----------------------------------------------------------------------------


class PairingOffer(msgspec.Struct, frozen=True, kw_only=True):
    """The code as a dispatcher reads it out. It is in this answer and nowhere else."""

    brigade_id: str
    code: str
    expires_ms: int


class PairingOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """``brigade_id`` is None when the code was wrong: a wrong try is counted, so it is no refusal."""

    brigade_id: str | None


# --- events -----------------------------------------------------------------------------------------------------


class PairingOffered(Event, frozen=True, kw_only=True, tag="pairing.offered"):
    """``code_hash`` is SHA-256 of salt and code; set apart like personal data, so that no screen is sent it."""

    touches: ClassVar[dict[str, str]] = {"tablet": "brigade_id"}
    subject: ClassVar[str | None] = "brigade_id"

    brigade_id: str
    expires_ms: int
    code_salt: Personal[str] = None
    code_hash: Personal[str] = None


class PairingMissed(Event, frozen=True, kw_only=True, tag="pairing.missed"):
    """Somebody typed a wrong code while this offer stood: one try less."""

    touches: ClassVar[dict[str, str]] = {"tablet": "brigade_id"}

    brigade_id: str


class TabletPaired(Event, frozen=True, kw_only=True, tag="tablet.paired"):
    """``replaced_sign_in_id`` is the sign-in of the tablet that was paired before; it is closed."""

    touches: ClassVar[dict[str, str]] = {"tablet": "brigade_id"}

    brigade_id: str
    device_name: str
    sign_in_id: str
    replaced_sign_in_id: str | None = None


class TabletUnpaired(Event, frozen=True, kw_only=True, tag="tablet.unpaired"):
    touches: ClassVar[dict[str, str]] = {"tablet": "brigade_id"}

    brigade_id: str
    replaced_sign_in_id: str | None = None


class ShiftStarted(Event, frozen=True, kw_only=True, tag="shift.started"):
    touches: ClassVar[dict[str, str]] = {"tablet": "brigade_id"}
    subject: ClassVar[str | None] = "shift_id"

    brigade_id: str
    shift_id: str
    crew_names: Personal[list[str]] = None


class ShiftEnded(Event, frozen=True, kw_only=True, tag="shift.ended"):
    touches: ClassVar[dict[str, str]] = {"tablet": "brigade_id"}

    brigade_id: str
    shift_id: str


class SosRaised(Event, frozen=True, kw_only=True, tag="sos.raised"):
    touches: ClassVar[dict[str, str]] = {"tablet": "brigade_id"}

    brigade_id: str
    at_device_ms: int
    point: Point | None = None


class SosSettled(Event, frozen=True, kw_only=True, tag="sos.settled"):
    touches: ClassVar[dict[str, str]] = {"tablet": "brigade_id"}

    brigade_id: str


# --- views ------------------------------------------------------------------------------------------------------


class TabletView(View, frozen=True, kw_only=True):
    """One brigade's tablet as its crew, the dispatchers and the administrators see it (these without names)."""

    brigade_id: str
    device_name: str | None = None
    paired_at_ms: int | None = None
    offer_expires_ms: int | None = None
    shift_id: str | None = None
    shift_since_ms: int | None = None
    crew_names: list[str] | None = None
    sos_at_ms: int | None = None
    sos_point: Point | None = None


# --- positions --------------------------------------------------------------------------------------------------


class PositionFix(Signal, frozen=True, kw_only=True, tag="position.fix"):
    """Where the tablet is. ``at_device_ms`` is the fix's own time on the device's clock.

    ``sent_at_device_ms`` is the same clock at sending: with it the server knows the fix's age whatever the
    device's clock says. Only a crew's sign-in is listened to, and only for its own brigade.
    """

    point: Point
    at_device_ms: int
    accuracy_m: NotNegative | None = None
    speed_kmh: NotNegative | None = None
    heading_degrees: Degrees | None = None
    sent_at_device_ms: int | None = None


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """A brigade's place. ``at_ms`` is when it was there, ``received_at_ms`` when the server heard of it."""

    brigade_id: str
    point: Point
    at_ms: int
    received_at_ms: int
    speed_kmh: float | None = None
    heading_degrees: float | None = None
    accuracy_m: float | None = None


class Positions(Word, frozen=True, kw_only=True, tag="positions"):
    """Told to the service's screens: the newest position of each brigade that was heard since the last tick."""

    items: list[Position]


class ArrivalSuggested(Word, frozen=True, kw_only=True, tag="arrival.suggested"):
    """Told to the brigade's own tablet: it stands near where the order leads. It stamps nothing."""

    brigade_id: str
    assignment_id: str
    milestone: str  # arrived | at_hospital
    metres: float
    at_ms: int


class NewestPositions(Question, frozen=True, kw_only=True, tag="positions.newest"):
    """The newest known position of each brigade (None: of all), however old; its age is for the asker to show."""

    answer_type: ClassVar[object] = list[Position]

    brigade_ids: list[str] | None = None


class Trail(Question, frozen=True, kw_only=True, tag="trail"):
    """Where the brigade has been since then, in the order of ``at_ms``; at most 24 hours back."""

    answer_type: ClassVar[object] = list[Position]

    brigade_id: str
    since_ms: int

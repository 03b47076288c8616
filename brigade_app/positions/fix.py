"""What travels through the pipeline, and what the pipeline knows of one brigade. Pure."""

from dataclasses import dataclass, field
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

from signaling.protocol.base import Point
from signaling.protocol.brigade_app import ArrivalSuggested, Position, PositionFix

EARTH_RADIUS_M = 6_371_008.8


class Verdict(StrEnum):
    """What a step says of a position; all but ``onward`` end its way."""

    ONWARD = "onward"
    STALE = "stale"
    FUTURE = "future"
    REPEATED = "repeated"
    JUMP = "jump"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a brigade's order leads now, and the milestone that standing there would be."""

    assignment_id: str
    milestone: str  # arrived | at_hospital
    point: Point


@dataclass(slots=True)
class Heard:
    """One position on its way. ``late`` is set once a newer one is known: it fills the trail and moves nothing."""

    position: Position
    late: bool = False


@dataclass(slots=True)
class Knowledge:
    """What is known of one brigade. ``doubted`` is the last position that was too far away to believe, ``stands_since``
    the first of those at one place near the target."""

    newest: Position | None = None
    doubted: Position | None = None
    doubts: int = 0
    target: Target | None = None
    stands_since: Position | None = None
    suggested: set[tuple[str, str]] = field(default_factory=set)
    suggestion: ArrivalSuggested | None = None
    to_write: list[Position] = field(default_factory=list)
    changed: bool = False


def as_position(fix: PositionFix, brigade_id: str, received_at_ms: int) -> Position:
    """In server time: what the device says of the fix's age is believed, what it says of the hour is not."""
    at_ms = fix.at_device_ms
    if fix.sent_at_device_ms is not None:
        at_ms = received_at_ms - (fix.sent_at_device_ms - fix.at_device_ms)
    return Position(
        brigade_id=brigade_id,
        point=fix.point,
        at_ms=at_ms,
        received_at_ms=received_at_ms,
        speed_kmh=fix.speed_kmh,
        heading_degrees=fix.heading_degrees,
        accuracy_m=fix.accuracy_m,
    )


def metres_between(a: Point, b: Point) -> float:
    """Along the great circle (haversine)."""
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 2 * EARTH_RADIUS_M * asin(sqrt(min(1.0, half)))

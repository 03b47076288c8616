"""Which ways a vehicle may drive and how fast, from a way's tags: pure functions of a mapping.

Two drivers: *ordinary* (an ambulance without siren keeps the signs) and *siren*. The speeds are means between
junctions, km/h, of what navigation engines agree on for these classes; a service calibrates them on its own tracks.
The siren's driver still keeps one-way streets and turn restrictions unless the map exempts ``emergency``: an
estimate that counts on breaking them would promise too much.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

Tags = Mapping[str, str]


class Driver(IntEnum):
    """Who drives; the number is the profile's place in the graph file."""

    ORDINARY = 0
    SIREN = 1


# class: (ordinary, siren) km/h where no sign says otherwise, rank for drawing and for the manoeuvres' text
SPEEDS: dict[str, tuple[float, float]] = {
    "motorway": (95, 110), "motorway_link": (50, 60), "trunk": (75, 92), "trunk_link": (45, 55),
    "primary": (48, 64), "primary_link": (38, 48), "secondary": (42, 57), "secondary_link": (34, 44),
    "tertiary": (36, 49), "tertiary_link": (30, 40), "unclassified": (31, 42), "residential": (25, 34),
    "living_street": (12, 18), "road": (25, 32), "service": (14, 20), "track": (13, 17), "busway": (0, 50),
}  # fmt: skip
_SIREN_ONLY = {"pedestrian": 12.0, "footway": 8.0, "path": 8.0, "cycleway": 10.0, "bridleway": 6.0}
_SURFACE_LIMITS = {
    "unpaved": 45.0, "compacted": 55.0, "gravel": 45.0, "fine_gravel": 45.0, "dirt": 30.0, "earth": 30.0,
    "ground": 30.0, "grass": 20.0, "sand": 15.0, "mud": 12.0, "cobblestone": 30.0, "sett": 40.0, "pebblestone": 30.0,
}  # fmt: skip
_TRACK_LIMITS = {"grade1": 35.0, "grade2": 25.0, "grade3": 18.0, "grade4": 12.0, "grade5": 9.0}
_CLOSED = {"no", "agricultural", "forestry", "military", "emergency"}
_ASK = {"private", "destination", "customers", "permit", "permissive", "delivery", "residents"}
_OPEN = {"yes", "designated", "permissive", "official", "emergency"}
_BLOCKING = {
    "block", "jersey_barrier", "log", "debris", "wall", "fence", "stile", "turnstile", "kissing_gate",
    "full-height_turnstile",
    "motorcycle_barrier", "cycle_barrier", "bollard", "planter", "hedge",
}  # fmt: skip
ORDINARY_OF_SIGN, SIREN_OF_SIGN, SIREN_TOP = 0.88, 1.25, 130.0


@dataclass(frozen=True, slots=True)
class Passage:
    """How a way may be driven, km/h per driver and direction; 0 is closed. Order: ordinary, siren."""

    forward: tuple[float, float]
    backward: tuple[float, float]
    roundabout: bool
    rank: int  # 0 motorway … 9 track: how important the road is


_RANK = {"motorway": 0, "trunk": 1, "primary": 2, "secondary": 3, "tertiary": 4, "unclassified": 5, "residential": 6,
         "road": 6, "living_street": 7, "busway": 7, "service": 8, "track": 9}  # fmt: skip


def maxspeed(value: str | None) -> float | None:
    """A ``maxspeed`` in km/h; None when it says nothing that can be read."""
    if not value:
        return None
    head = value.split(";")[0].strip().lower()
    number = head.removesuffix("km/h").removesuffix("mph").strip()
    if not number.replace(".", "", 1).isdigit():
        return 10.0 if head == "walk" else None
    speed = float(number) * (1.609344 if head.endswith("mph") else 1.0)
    return speed if speed >= 5 else None


def _access(tags: Tags, driver: Driver) -> str:
    """``open``, ``ask`` (slow: gates, yards) or ``closed`` for the driver."""
    if tags.get("emergency") in ("yes", "designated", "official", "destination"):
        return "open"
    if driver is Driver.SIREN and tags.get("emergency") == "no":
        return "closed"
    for key in ("motorcar", "motor_vehicle", "vehicle", "access"):
        value = tags.get(key)
        if value is None:
            continue
        if value in _CLOSED:
            # What keeps cars out of a bus lane or a square (vehicle=no) does not stop a siren; a closed road does.
            return "ask" if driver is Driver.SIREN and key != "access" else "closed"
        return "ask" if value in _ASK else "open"
    return "open"


def _speed(tags: Tags, kind: str, driver: Driver) -> float:
    if kind in SPEEDS:
        speed = SPEEDS[kind][driver]
    elif driver is Driver.SIREN or tags.get("emergency") in _OPEN:
        speed = _SIREN_ONLY.get(kind, 0.0)
        if kind != "pedestrian" and tags.get("emergency") not in _OPEN and tags.get("motor_vehicle") not in _OPEN:
            return 0.0
    else:
        return 0.0
    sign = maxspeed(tags.get("maxspeed"))
    if sign is not None and speed:
        # A sign tells what kind of road it is: above the class it lifts the mean, below it holds it down.
        speed = min(sign * SIREN_OF_SIGN, SIREN_TOP, speed * 1.6) if driver is Driver.SIREN else min(
            sign * ORDINARY_OF_SIGN, speed * 1.4)  # fmt: skip
    limits = [_SURFACE_LIMITS.get(tags.get("surface", ""), speed)]
    if kind == "track":
        limits.append(_TRACK_LIMITS.get(tags.get("tracktype", ""), speed))
    if tags.get("service") in ("driveway", "parking_aisle", "drive-through"):
        limits.append(12.0)
    return min(speed, *limits)


def _direction(tags: Tags, kind: str, driver: Driver) -> tuple[bool, bool]:
    """Whether forward and backward are open."""
    oneway = tags.get("oneway")
    if driver is Driver.SIREN and tags.get("oneway:emergency") == "no":
        return True, True
    implied = tags.get("junction") in ("roundabout", "circular") or kind == "motorway"
    if oneway in ("yes", "true", "1") or (implied and oneway not in ("no", "false", "0", "-1", "reverse")):
        return True, False
    if oneway in ("-1", "reverse"):
        return False, True
    return True, True


def passage(tags: Tags) -> Passage | None:
    """How the way may be driven; None when no vehicle may drive it in any direction."""
    kind = tags.get("highway")
    if kind is None or tags.get("area") == "yes" or kind in ("construction", "proposed", "platform", "steps"):
        return None
    forward, backward = [0.0, 0.0], [0.0, 0.0]
    for driver in Driver:
        access = _access(tags, driver)
        speed = _speed(tags, kind, driver) if access != "closed" else 0.0
        if access == "ask":
            speed = min(speed, 15.0)
        ahead, back = _direction(tags, kind, driver)
        forward[driver] = speed if ahead else 0.0
        backward[driver] = speed if back else 0.0
    if not any(forward) and not any(backward):
        return None
    rank = _RANK.get(kind.removesuffix("_link"), 8)
    return Passage(
        forward=(forward[0], forward[1]),
        backward=(backward[0], backward[1]),
        roundabout=tags.get("junction") in ("roundabout", "circular"),
        rank=rank,
    )


def blocks(tags: Tags) -> bool:
    """Whether a node on a road stops every vehicle."""
    if tags.get("barrier") not in _BLOCKING:
        return False
    for key in ("emergency", "motorcar", "motor_vehicle", "vehicle", "access"):
        if key in tags:
            return tags[key] == "no"
    return True

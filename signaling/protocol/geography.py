"""The words of geography: travel times, routes, addresses, the map in use. It has only questions."""

from enum import StrEnum
from typing import ClassVar

import msgspec

from signaling.protocol.base import Point, Question


class Leg(msgspec.Struct, frozen=True, kw_only=True):
    """How long and how far one drive is."""

    seconds: float
    metres: float


class TravelTimes(Question, frozen=True, kw_only=True, tag="travel_times.ask"):
    """How long from each origin TO the point, in the order of the origins. Answered ``list[Leg | None]``.

    None: no road leads there, or it takes longer than ``limit_seconds``. ``siren`` False is the ordinary driver's
    time. Raises Unavailable("geography") while no map is in use or the graph's process is starting.
    """

    answer_type: ClassVar[object] = list[Leg | None]

    to: Point
    origins: list[Point]
    siren: bool = True
    limit_seconds: float | None = None


class Manoeuvre(StrEnum):
    """What the driver does at the beginning of a step; the screens have a sentence for each."""

    DEPART = "depart"
    STRAIGHT = "straight"
    SLIGHT_LEFT = "slight_left"
    LEFT = "left"
    SHARP_LEFT = "sharp_left"
    SLIGHT_RIGHT = "slight_right"
    RIGHT = "right"
    SHARP_RIGHT = "sharp_right"
    TURN_BACK = "turn_back"
    ROUNDABOUT = "roundabout"
    ARRIVE = "arrive"


class RouteStep(msgspec.Struct, frozen=True, kw_only=True):
    """From one manoeuvre to the next. ``exit`` is the number of the roundabout's exit, else None."""

    manoeuvre: Manoeuvre
    street: str
    metres: float
    seconds: float
    point: Point
    exit: int | None = None


class RouteView(msgspec.Struct, frozen=True, kw_only=True):
    """One way to drive, from the door to the door."""

    line: list[Point]
    metres: float
    seconds: float
    steps: list[RouteStep]


class Route(Question, frozen=True, kw_only=True, tag="route.ask"):
    """The quickest way. Refuses ``not_found`` when no road leads there."""

    answer_type: ClassVar[object] = RouteView

    origin: Point
    to: Point
    siren: bool = True


class AddressKind(StrEnum):
    """What was found, from the most exact to the widest."""

    HOUSE = "house"
    LANDMARK = "landmark"
    STREET = "street"
    SETTLEMENT = "settlement"


class AddressFound(msgspec.Struct, frozen=True, kw_only=True):
    """A place that has an address or a name.

    ``label`` is one line as people write it. ``street``, ``house``, ``settlement`` are empty where there is none;
    ``house`` keeps what the map says (``14a``, ``14/2``). ``metres`` is how far it is from the asked point in
    AddressAt, None in suggestions.
    """

    label: str
    kind: AddressKind
    point: Point
    street: str = ""
    house: str = ""
    settlement: str = ""
    metres: float | None = None


class SuggestAddresses(Question, frozen=True, kw_only=True, tag="addresses.suggest"):
    """Places that begin as ``text`` does, in whatever script it is typed; nearest to ``near`` first among equals.

    The words may stand in any order, the house number where people put it: ``Навои 14а``, ``14/2 navoiy``.
    """

    answer_type: ClassVar[object] = list[AddressFound]

    text: str
    near: Point | None = None
    limit: int = 8


class AddressAt(Question, frozen=True, kw_only=True, tag="address.at"):
    """The nearest address of a point on the map; None when nothing is within 500 m."""

    answer_type: ClassVar[object] = AddressFound | None

    point: Point


class MapInfo(msgspec.Struct, frozen=True, kw_only=True):
    """The map in use.

    ``bounds`` is west, south, east, north. ``tiles_url`` is the path of the base map on this server, null when the
    map has none. ``attribution`` has to stand on every screen that shows the map; ``invented`` says that the town
    does not exist.
    """

    name: str
    map_id: str
    bounds: tuple[float, float, float, float]
    center: Point
    tiles_url: str | None
    imported_at_ms: int
    attribution: str = "© OpenStreetMap contributors"
    invented: bool = False
    junctions: int = 0
    houses: int = 0


class MapInUse(Question, frozen=True, kw_only=True, tag="map.in_use"):
    """Which map is in use; None when none has been imported."""

    answer_type: ClassVar[object] = MapInfo | None

"""Whom to send? The words of a recommendation: what is weighed, what is answered, what the journal keeps."""

from typing import ClassVar

import msgspec

from signaling.protocol.base import Command, Event, Point, Question
from signaling.protocol.brigades import BrigadeState, Profile
from signaling.protocol.incidents import IncidentStatus


class AskRecommendation(Command, frozen=True, kw_only=True, tag="recommendation.ask"):
    """Whom to send? Answered with RecommendationView. The event keeps everything that was weighed."""

    incident_id: str


# What it is answered with


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A brigade that may go. ``seconds`` = ``free_in_seconds`` + ``mobilise_seconds`` + ``road_seconds``.

    ``reasons``: ``profile_exact`` | ``profile_replaces``, ``nearest``, ``at_post``, ``returning``, ``soon_free``.
    """

    rank: int
    brigade_id: str
    callsign: str
    profile: Profile
    state: BrigadeState
    seconds: float
    road_seconds: float
    mobilise_seconds: float
    free_in_seconds: float
    metres: float
    position_age_ms: int
    reasons: list[str]


class Rejected(msgspec.Struct, frozen=True, kw_only=True):
    """A brigade that may not. ``code``: ``busy``, ``off_shift``, ``on_break``, ``out_of_service``, ``profile``,
    ``position_old``, ``unreachable``. ``seconds`` is its road time where one is known."""

    brigade_id: str
    callsign: str
    profile: Profile
    state: BrigadeState
    code: str
    seconds: float | None
    position_age_ms: int | None


class RecommendationView(msgspec.Struct, frozen=True, kw_only=True):
    """The best 20 and the nearest 20 of the rejected; all are counted here and kept in the journal.

    ``by_road`` False: the map's roads could not be asked, the times are estimates along the straight line.
    """

    recommendation_id: str
    incident_id: str
    at_ms: int
    by_road: bool
    wanted: list[Profile]
    ranked: list[Candidate]
    ranked_total: int
    rejected: list[Rejected]
    rejected_counts: dict[str, int]


# Events


class BrigadesWeighed(msgspec.Struct, frozen=True, kw_only=True):
    """Every brigade that was looked at, in parallel lists: the i-th entry of each speaks of the same brigade.

    Lists of plain values because a thousand brigades are kept with every recommendation. Places are kept to a metre.
    """

    as_of_seq: int
    brigade_ids: list[str]
    callsigns: list[str]
    profiles: list[Profile]
    states: list[BrigadeState]
    state_since_ms: list[int]
    lon: list[float | None]
    lat: list[float | None]
    position_age_ms: list[int | None]
    at_post: list[bool]
    shift_ending: list[bool]
    road_seconds: list[float | None]
    road_metres: list[float | None]


class RecommendationGiven(Event, frozen=True, kw_only=True, tag="recommendation.given"):
    """Whole: from ``brigades`` and the values beside them the same ranking can be made again.

    ``allowed`` are the profiles that might be sent: those wanted, and who may replace them.

    ``ranked`` holds indexes into ``brigades``, best first, ``ranked_seconds`` their total times; ``rejected`` indexes
    and ``rejected_codes`` why.
    """

    touches: ClassVar[dict[str, str]] = {"recommendation": "recommendation_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id",)
    # A hundred kilobytes with a thousand brigades: kept in the journal, left out of what a thread shows.
    kept_only: ClassVar[tuple[str, ...]] = ("brigades", "ranked", "ranked_seconds", "rejected", "rejected_codes")

    recommendation_id: str
    incident_id: str
    point: Point
    priority: int
    wanted: list[Profile]
    allowed: list[Profile]
    asked_at_ms: int
    by_road: bool
    brigades: BrigadesWeighed
    ranked: list[int]
    ranked_seconds: list[float]
    rejected: list[int]
    rejected_codes: list[str]
    best_brigade_id: str | None = None
    best_callsign: str | None = None
    best_seconds: float | None = None
    ranked_total: int = 0
    rejected_counts: dict[str, int] = {}


# What is asked for it


class IncidentToWeigh(msgspec.Struct, frozen=True, kw_only=True):
    """What a recommendation has to know of an incident before the transaction."""

    incident_id: str
    point: Point | None
    priority: int
    wanted: list[Profile]
    status: IncidentStatus


class IncidentWeighed(Question, frozen=True, kw_only=True, tag="incident.weigh"):
    """Inside the server only."""

    answer_type: ClassVar[object] = IncidentToWeigh

    incident_id: str

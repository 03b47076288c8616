"""Whom to send: the first rung of the ladder.

Capability is a hard filter, then the nearest by road time comes first, counting the crew's way to the vehicle at its
post. Brigades that will soon be free stand after those that are. Everything that was weighed is kept, and ``rank``
is a function of what is kept, so that the same advice can be made again from the journal.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import cos, hypot, radians

import msgspec

from signaling.protocol.base import Point
from signaling.protocol.brigade_app import Position
from signaling.protocol.brigades import BrigadesKnownView, BrigadeState, Profile
from signaling.protocol.geography import Leg
from signaling.protocol.recommendations import (
    BrigadesWeighed,
    Candidate,
    IncidentToWeigh,
    RecommendationGiven,
    RecommendationView,
    Rejected,
)

POSITION_OLD_MS = 10 * 60_000  # a standing tablet reports every 30 s: after ten minutes nobody knows where it is
POST_METRES = 150.0
MOBILISE_SECONDS = 60.0  # from the order to rolling, when the crew is inside
HANDOVER_SECONDS = 900.0  # the field's norm for a handover, 15 minutes
SOON_AT_LEAST_SECONDS = 60.0
SHOWN = 20
METRES_A_DEGREE = 111_320.0
DETOUR = 1.35  # how much longer a city's roads are than the straight line, when no roads can be asked
METRES_A_SECOND = 11.0

REJECTED_BY_STATE = {
    BrigadeState.OFF_SHIFT: "off_shift",
    BrigadeState.ON_BREAK: "on_break",
    BrigadeState.OUT_OF_SERVICE: "out_of_service",
    BrigadeState.ASSIGNED: "busy",
    BrigadeState.EN_ROUTE: "busy",
    BrigadeState.ON_SCENE: "busy",
    BrigadeState.TRANSPORTING: "busy",
}


class Ranking(msgspec.Struct, frozen=True, kw_only=True):
    """Indexes into what was weighed: ``ranked`` best first with (free in, mobilise, total) seconds each."""

    ranked: list[int]
    times: list[tuple[float, float, float]]
    rejected: list[int]
    codes: list[str]


def metres_between(one: Point, other: Point) -> float:
    """Along the straight line; good to a few metres over a city."""
    east = (one.lon - other.lon) * cos(radians((one.lat + other.lat) / 2))
    return hypot(east, one.lat - other.lat) * METRES_A_DEGREE


def straight_leg(origin: Point, to: Point) -> Leg:
    """An estimate for when no roads can be asked."""
    metres = metres_between(origin, to) * DETOUR
    return Leg(seconds=metres / METRES_A_SECOND, metres=metres)


def weigh(
    known: BrigadesKnownView, positions: Mapping[str, Position], legs: Mapping[str, Leg | None], now_ms: int
) -> BrigadesWeighed:
    """Puts together what is known of every brigade. A brigade without a position has None for its place and leg."""
    brigades = known.brigades
    places = [positions.get(one.brigade_id) for one in brigades]
    ways = [legs.get(one.brigade_id) for one in brigades]
    return BrigadesWeighed(
        as_of_seq=known.as_of_seq,
        brigade_ids=[one.brigade_id for one in brigades],
        callsigns=[one.callsign for one in brigades],
        profiles=[one.profile for one in brigades],
        states=[one.state for one in brigades],
        state_since_ms=[one.state_since_ms for one in brigades],
        shift_ending=[one.shift_ending for one in brigades],
        lon=[round(place.point.lon, 5) if place else None for place in places],
        lat=[round(place.point.lat, 5) if place else None for place in places],
        position_age_ms=[max(0, now_ms - place.at_ms) if place else None for place in places],
        at_post=[
            place is not None
            and one.state == BrigadeState.AVAILABLE
            and metres_between(place.point, one.station_point) <= POST_METRES
            for one, place in zip(brigades, places, strict=True)
        ],
        road_seconds=[round(way.seconds, 1) if way else None for way in ways],
        road_metres=[round(way.metres) if way else None for way in ways],
    )


def rank(weighed: BrigadesWeighed, allowed: frozenset[Profile], asked_at_ms: int) -> Ranking:
    """Every brigade is either ranked or rejected with a code."""
    free: list[tuple[float, str, int, tuple[float, float, float]]] = []
    soon: list[tuple[float, str, int, tuple[float, float, float]]] = []
    rejected: list[int] = []
    codes: list[str] = []
    for place, state in enumerate(weighed.states):
        code = _why_not(weighed, place, state, allowed)
        if code is not None:
            rejected.append(place)
            codes.append(code)
            continue
        road = weighed.road_seconds[place] or 0.0
        mobilise = MOBILISE_SECONDS if weighed.at_post[place] else 0.0
        free_in = _free_in(state, weighed.state_since_ms[place], asked_at_ms)
        times = (free_in, mobilise, round(free_in + mobilise + road, 1))
        into = soon if state == BrigadeState.AT_HOSPITAL else free
        into.append((times[2], weighed.brigade_ids[place], place, times))
    both = [*sorted(free), *sorted(soon)]
    return Ranking(ranked=[one[2] for one in both], times=[one[3] for one in both], rejected=rejected, codes=codes)


def _why_not(weighed: BrigadesWeighed, place: int, state: BrigadeState, allowed: frozenset[Profile]) -> str | None:
    code = REJECTED_BY_STATE.get(state)
    if code is not None:
        return code
    if weighed.shift_ending[place]:
        return "busy"
    if weighed.profiles[place] not in allowed:
        return "profile"
    age_ms = weighed.position_age_ms[place]
    if age_ms is None or age_ms > POSITION_OLD_MS:
        return "position_old"
    return "unreachable" if weighed.road_seconds[place] is None else None


def _free_in(state: BrigadeState, since_ms: int, now_ms: int) -> float:
    if state != BrigadeState.AT_HOSPITAL:
        return 0.0
    return max(SOON_AT_LEAST_SECONDS, round(HANDOVER_SECONDS - (now_ms - since_ms) / 1000))


def given(
    recommendation_id: str, incident: IncidentToWeigh, point: Point, allowed: frozenset[Profile],
    weighed: BrigadesWeighed, by_road: bool, now_ms: int,
) -> tuple[RecommendationGiven, Ranking]:  # fmt: skip
    """What is kept: all that was looked at, and what came of it."""
    ranking = rank(weighed, allowed, now_ms)
    best = ranking.ranked[0] if ranking.ranked else None
    event = RecommendationGiven(
        recommendation_id=recommendation_id,
        incident_id=incident.incident_id,
        point=point,
        priority=incident.priority,
        wanted=incident.wanted,
        allowed=sorted(allowed),
        asked_at_ms=now_ms,
        by_road=by_road,
        brigades=weighed,
        ranked=ranking.ranked,
        ranked_seconds=[times[2] for times in ranking.times],
        rejected=ranking.rejected,
        rejected_codes=ranking.codes,
        best_brigade_id=None if best is None else weighed.brigade_ids[best],
        best_callsign=None if best is None else weighed.callsigns[best],
        best_seconds=None if best is None else ranking.times[0][2],
        ranked_total=len(ranking.ranked),
        rejected_counts=dict(Counter(ranking.codes)),
    )
    return event, ranking


def view(event: RecommendationGiven, ranking: Ranking) -> RecommendationView:
    """What the asker is answered: the best, and the nearest of those rejected."""
    return RecommendationView(
        recommendation_id=event.recommendation_id,
        incident_id=event.incident_id,
        at_ms=event.asked_at_ms,
        by_road=event.by_road,
        wanted=event.wanted,
        ranked=_candidates(event, ranking),
        ranked_total=event.ranked_total,
        rejected=_rejected(event.brigades, ranking),
        rejected_counts=event.rejected_counts,
    )


def _candidates(event: RecommendationGiven, ranking: Ranking) -> list[Candidate]:
    brigades = event.brigades
    shown = zip(ranking.ranked[:SHOWN], ranking.times[:SHOWN], strict=True)
    return [
        Candidate(
            rank=number,
            brigade_id=brigades.brigade_ids[place],
            callsign=brigades.callsigns[place],
            profile=brigades.profiles[place],
            state=brigades.states[place],
            seconds=total,
            road_seconds=brigades.road_seconds[place] or 0.0,
            mobilise_seconds=mobilise,
            free_in_seconds=free_in,
            metres=brigades.road_metres[place] or 0.0,
            position_age_ms=brigades.position_age_ms[place] or 0,
            reasons=_reasons(event, place, number),
        )
        for number, (place, (free_in, mobilise, total)) in enumerate(shown, start=1)
    ]


def _reasons(event: RecommendationGiven, place: int, number: int) -> list[str]:
    brigades, state = event.brigades, event.brigades.states[place]
    exact = brigades.profiles[place] in event.wanted
    reasons = ["profile_exact" if exact else "profile_replaces"]
    if number == 1 and state != BrigadeState.AT_HOSPITAL:
        reasons.append("nearest")
    if brigades.at_post[place]:
        reasons.append("at_post")
    if state == BrigadeState.RETURNING:
        reasons.append("returning")
    if state == BrigadeState.AT_HOSPITAL:
        reasons.append("soon_free")
    return reasons


def _rejected(brigades: BrigadesWeighed, ranking: Ranking) -> list[Rejected]:
    far = float("inf")

    def nearness(pair: tuple[int, str]) -> tuple[float, str]:
        seconds = brigades.road_seconds[pair[0]]
        return (far if seconds is None else seconds, brigades.brigade_ids[pair[0]])

    nearest: Sequence[tuple[int, str]] = sorted(zip(ranking.rejected, ranking.codes, strict=True), key=nearness)
    return [
        Rejected(
            brigade_id=brigades.brigade_ids[place],
            callsign=brigades.callsigns[place],
            profile=brigades.profiles[place],
            state=brigades.states[place],
            code=code,
            seconds=brigades.road_seconds[place],
            position_age_ms=brigades.position_age_ms[place],
        )
        for place, code in nearest[:SHOWN]
    ]

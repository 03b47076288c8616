"""Whom to send: the ranking against a naive one, the kept decision, and its cost."""

from time import perf_counter
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.data.load import load_catalogue
from dispatch.domain.recommendation import MOBILISE_SECONDS, POSITION_OLD_MS, rank, weigh
from signaling import rebuild
from signaling.protocol.assignments import BrigadeAssigned
from signaling.protocol.base import Point
from signaling.protocol.brigade_app import Position
from signaling.protocol.brigades import (
    BrigadesKnownView,
    BrigadeState,
    BrigadeView,
    Profile,
    SetOutOfService,
    TakeBreak,
)
from signaling.protocol.frames import Thread
from signaling.protocol.geography import Leg
from signaling.protocol.incidents import AmendIncident, CloseIncident, Result
from signaling.protocol.recommendations import AskRecommendation, RecommendationGiven, RecommendationView
from signaling.protocol.refusals import Code, Refused
from tests.dispatch.city import CENTRE, NORTH, SCENE, City

NOW_MS = 1_790_000_000_000
POST = Point(lon=66.95, lat=39.65)
FAR = Point(lon=66.99, lat=39.69)
GENERAL = frozenset({Profile.GENERAL, Profile.INTENSIVE_CARE})


def brigade(number: int, state: BrigadeState, profile: Profile, *, since_ms: int, shift_ending: bool) -> BrigadeView:
    return BrigadeView(
        brigade_id=f"b{number:04}", callsign=str(number), profile=profile, equipment=[], station_id="s",
        station_name="1", station_point=POST, state=state, state_since_ms=since_ms, reason="", on_shift=True,
        shift_ending=shift_ending, assignment_id=None, incident_id=None,
    )  # fmt: skip


Known = tuple[BrigadeView, Position | None, Leg | None]


@st.composite
def known_brigades(draw: st.DrawFn) -> list[Known]:
    found: list[Known] = []
    for number in range(draw(st.integers(0, 12))):
        one = brigade(
            number, draw(st.sampled_from(BrigadeState)), draw(st.sampled_from(Profile)),
            since_ms=NOW_MS - draw(st.integers(0, 1_200_000)), shift_ending=draw(st.booleans()),
        )  # fmt: skip
        at_ms = NOW_MS - draw(st.sampled_from([0, 1000, POSITION_OLD_MS, POSITION_OLD_MS + 1]))
        place = Position(
            brigade_id=one.brigade_id, point=draw(st.sampled_from([POST, FAR])), at_ms=at_ms, received_at_ms=at_ms
        )
        leg = Leg(seconds=draw(st.integers(0, 3000)), metres=1.0) if draw(st.booleans()) else None
        found.append((one, place if draw(st.booleans()) else None, leg))
    return found


def naive(one: BrigadeView, place: Position | None, leg: Leg | None) -> tuple[str | None, float, bool]:
    """(why not, total seconds, only soon free): the rules as the field says them, one brigade at a time."""
    soon = one.state == BrigadeState.AT_HOSPITAL
    if one.state in (BrigadeState.OFF_SHIFT, BrigadeState.ON_BREAK, BrigadeState.OUT_OF_SERVICE):
        return one.state.value, 0, soon
    if one.state not in (BrigadeState.AVAILABLE, BrigadeState.RETURNING) and not soon:
        return "busy", 0, soon
    if one.shift_ending:
        return "busy", 0, soon
    if one.profile not in GENERAL:
        return "profile", 0, soon
    if place is None or NOW_MS - place.at_ms > POSITION_OLD_MS:
        return "position_old", 0, soon
    if leg is None:
        return "unreachable", 0, soon
    seconds = leg.seconds
    if one.state == BrigadeState.AVAILABLE and place.point == POST:
        seconds += MOBILISE_SECONDS
    if soon:
        seconds += max(60, round(900 - (NOW_MS - one.state_since_ms) / 1000))
    return None, round(seconds, 1), soon


@settings(max_examples=150)
@given(known_brigades())
def test_the_ranking_is_what_the_rules_say_of_each_brigade_alone(known: list[Known]) -> None:
    view = BrigadesKnownView(as_of_seq=7, brigades=[one for one, _, _ in known])
    positions = {one.brigade_id: place for one, place, _ in known if place}
    legs = {one.brigade_id: leg for one, place, leg in known if place}
    ranking = rank(weigh(view, positions, legs, NOW_MS), GENERAL, NOW_MS)

    judged = {place: naive(*one) for place, one in enumerate(known)}
    best = sorted(
        (soon, seconds, known[place][0].brigade_id, place)
        for place, (code, seconds, soon) in judged.items()
        if code is None
    )
    assert ranking.ranked == [one[3] for one in best]
    assert [times[2] for times in ranking.times] == [one[1] for one in best]
    assert dict(zip(ranking.rejected, ranking.codes, strict=True)) == {
        place: code for place, (code, _, _) in judged.items() if code is not None
    }


async def asked(city: City, incident_id: str) -> RecommendationView:
    return msgspec.convert(await city.do(AskRecommendation, incident_id=incident_id), RecommendationView)


async def given_events(city: City) -> list[RecommendationGiven]:
    return [
        one.event for one in await city.town.events(RecommendationGiven) if isinstance(one.event, RecommendationGiven)
    ]


async def test_the_nearest_that_may_go_comes_first_with_its_reasons(city: City) -> None:
    await city.brigade("b3", SCENE, Profile.PSYCHIATRIC)
    await city.brigade("b4", SCENE)
    await city.do(TakeBreak, brigade_id="b4")
    await city.brigade("b5", SCENE)
    await city.do(SetOutOfService, brigade_id="b5", reason="engine")
    opened = await city.incident()
    advice = await asked(city, opened.incident_id)
    assert [one.brigade_id for one in advice.ranked] == ["b1", "b2"]
    first = advice.ranked[0]
    assert first.rank == 1
    assert first.reasons == ["profile_replaces", "nearest", "at_post"]
    assert first.seconds == pytest.approx(first.road_seconds + MOBILISE_SECONDS)
    assert first.position_age_ms > 0
    assert advice.rejected_counts == {"profile": 1, "on_break": 1, "out_of_service": 1}
    assert {one.brigade_id: one.code for one in advice.rejected} == {
        "b3": "profile", "b4": "on_break", "b5": "out_of_service"
    }  # fmt: skip


async def test_the_kept_decision_can_be_made_again_from_the_journal(city: City) -> None:
    await city.brigade("b3", SCENE, Profile.PARAMEDIC)
    opened = await city.incident()
    await asked(city, opened.incident_id)
    (kept,) = await given_events(city)
    again = rank(kept.brigades, frozenset(kept.allowed), kept.asked_at_ms)
    assert again.ranked == kept.ranked
    assert [times[2] for times in again.times] == kept.ranked_seconds
    assert (again.rejected, again.codes) == (kept.rejected, kept.rejected_codes)
    assert frozenset(kept.allowed) == load_catalogue().allowed(kept.wanted, kept.priority)
    assert kept.brigades.as_of_seq > 0
    assert (kept.best_brigade_id, kept.ranked_total) == (kept.brigades.brigade_ids[again.ranked[0]], len(again.ranked))
    assert (await rebuild.check(city.town.tables, city.town.store)).differences == []


async def test_a_thread_tells_the_outcome_without_the_thousand_that_were_weighed(city: City) -> None:
    opened = await city.incident()
    await asked(city, opened.incident_id)
    rows = await city.town.ask(Thread(about=opened.incident_id, kind="incident"))
    assert [row.type for row in rows] == ["incident.opened", "recommendation.given"]
    assert rows[-1].body["best_brigade_id"] == "b1"
    assert "brigades" not in rows[-1].body


async def test_an_assignment_says_whether_the_advice_was_followed(city: City) -> None:
    await city.brigade("b3", SCENE, Profile.PSYCHIATRIC)
    for brigade_id, place in (("b2", 2), ("b1", 1), ("b3", None)):
        opened = await city.incident()
        advice = await asked(city, opened.incident_id)
        assigned = await city.assign(opened.incident_id, brigade_id, recommendation_id=advice.recommendation_id)
        event: Any = (await city.town.events(BrigadeAssigned))[-1].event
        assert (event.recommendation_id, event.recommended_rank) == (advice.recommendation_id, place)
        shown = [one.seconds for one in advice.ranked if one.brigade_id == brigade_id]
        expected = city.town.now_ms + round(shown[0] * 1000) if shown else None
        assert assigned.eta_at_ms == expected


async def test_advice_for_another_incident_or_of_long_ago_is_stale(city: City) -> None:
    one, other = await city.incident(), await city.incident()
    advice = await asked(city, one.incident_id)
    with pytest.raises(Refused) as refused:
        await city.assign(other.incident_id, "b1", recommendation_id=advice.recommendation_id)
    assert refused.value.code == Code.RECOMMENDATION_STALE
    await city.town.pass_time(31 * 60_000)
    with pytest.raises(Refused) as refused:
        await city.assign(one.incident_id, "b1", recommendation_id=advice.recommendation_id)
    assert refused.value.code == Code.RECOMMENDATION_STALE


async def test_old_positions_and_closed_roads_are_said(city: City) -> None:
    opened = await city.incident()
    city.around.place("b1", CENTRE, city.town.now_ms - POSITION_OLD_MS - 10_000)
    city.around.unreachable.add((NORTH.lon, NORTH.lat))
    advice = await asked(city, opened.incident_id)
    assert advice.ranked_total == 0
    assert advice.rejected_counts == {"position_old": 1, "unreachable": 1}


async def test_without_a_map_the_advice_is_an_estimate_and_says_so(city: City) -> None:
    opened = await city.incident()
    by_road = await asked(city, opened.incident_id)
    city.around.roads_closed = True
    estimated = await asked(city, opened.incident_id)
    assert (by_road.by_road, estimated.by_road) == (True, False)
    assert [one.brigade_id for one in by_road.ranked] == [one.brigade_id for one in estimated.ranked]


async def test_an_incident_without_a_point_or_closed_gets_no_advice(city: City) -> None:
    opened = await city.incident(point=None)
    with pytest.raises(Refused) as refused:
        await asked(city, opened.incident_id)
    assert refused.value.code == Code.MISSING
    await city.do(AmendIncident, incident_id=opened.incident_id, point=SCENE)
    assert (await asked(city, opened.incident_id)).ranked_total == 2
    await city.do(CloseIncident, incident_id=opened.incident_id, result=Result.ADVICE)
    with pytest.raises(Refused) as refused:
        await asked(city, opened.incident_id)
    assert refused.value.code == Code.INCIDENT_CLOSED


@pytest.mark.alone
def test_a_thousand_brigades_are_weighed_in_milliseconds() -> None:
    states = list(BrigadeState)
    brigades = [
        brigade(number, states[number % 3], Profile.GENERAL, since_ms=NOW_MS, shift_ending=False)
        for number in range(1000)
    ]
    view = BrigadesKnownView(as_of_seq=1, brigades=brigades)
    positions = {
        one.brigade_id: Position(brigade_id=one.brigade_id, point=POST, at_ms=NOW_MS, received_at_ms=NOW_MS)
        for one in brigades
    }
    legs: dict[str, Leg | None] = {one.brigade_id: Leg(seconds=100.0, metres=900.0) for one in brigades}
    took = []
    for _ in range(10):
        started = perf_counter()
        rank(weigh(view, positions, legs, NOW_MS), GENERAL, NOW_MS)
        took.append(perf_counter() - started)
    assert min(took) < 0.020

"""One emergency, from the telephone call to the hospital door, through the bus."""

from typing import Any

import pytest

from signaling import rebuild
from signaling.protocol.assignments import (
    AcceptAssignment,
    ActiveAssignment,
    AssignBrigade,
    BrigadeAssigned,
    CancelAssignment,
    DeclineAssignment,
    DivertBrigade,
)
from signaling.protocol.brigades import BrigadeState, GoOffShift, SetOutOfService, TakeBreak
from signaling.protocol.hospitals import HospitalList
from signaling.protocol.incidents import AmendIncident, CloseIncident, IncidentClosed, IncidentStatus, Part, Result
from signaling.protocol.milestones import AcknowledgeHandover, ChangeHospital, Milestone, ReportMilestone, Stage
from signaling.protocol.reasons import ReasonList
from signaling.protocol.refusals import Code, Refused
from tests.dispatch.city import (
    CENTRE,
    HOUR_MS,
    SCENE,
    TO_SCENE,
    City,
    accepted,
    assignment_of,
    brigade_of,
    crew,
    hospital_user,
    incident_of,
    refusal,
)


async def test_the_whole_way_is_stamped_once_with_both_times(city: City) -> None:
    incident_id, assignment_id = await accepted(city)
    assert (await incident_of(city, incident_id)).status == IncidentStatus.ATTENDED
    states = []
    for milestone in Milestone:
        await city.report(assignment_id, "b1", milestone)
        states.append((await brigade_of(city, "b1")).state)
    assert states == [
        BrigadeState.EN_ROUTE, BrigadeState.ON_SCENE, BrigadeState.ON_SCENE, BrigadeState.TRANSPORTING,
        BrigadeState.AT_HOSPITAL, BrigadeState.AT_HOSPITAL, BrigadeState.RETURNING, BrigadeState.AVAILABLE,
    ]  # fmt: skip
    assignment = await assignment_of(city, assignment_id)
    assert [one.stage for one in assignment.milestones] == [
        Stage.ORDERED, Stage.DELIVERED, Stage.SEEN, Stage.ACCEPTED, *(Stage(milestone) for milestone in Milestone)
    ]  # fmt: skip
    assert all(one.at_ms - one.at_device_ms in (0, 1200, 1300) for one in assignment.milestones)
    incident = await incident_of(city, incident_id)
    assert (incident.status, incident.result) == (IncidentStatus.CLOSED, Result.DELIVERED)
    assert (await rebuild.check(city.town.tables, city.town.store)).differences == []


async def test_numbers_are_of_the_year_and_of_the_day(city: City) -> None:
    first, second = await city.incident(), await city.incident()
    assert (second.number - first.number, second.day_number - first.day_number) == (1, 1)
    await city.town.pass_time(24 * HOUR_MS)
    third = await city.incident()
    assert (third.number, third.day_number) == (second.number + 1, 1)


async def test_the_priority_is_the_servers_and_follows_what_is_learned(city: City) -> None:
    opened = await city.incident("fever")
    assert (opened.priority, opened.priority_because) == (3, ["reason:fever"])
    await city.do(AmendIncident, incident_id=opened.incident_id, answers=["not_breathing"])
    incident = await incident_of(city, opened.incident_id)
    assert (incident.priority, incident.priority_because) == (1, ["answer:not_breathing"])
    assert incident.assign_by_ms < opened.assign_by_ms
    assert incident.arrive_by_ms < opened.arrive_by_ms
    await city.do(AmendIncident, incident_id=opened.incident_id, reason="labour")
    incident = await incident_of(city, opened.incident_id)
    assert incident.answers == ["not_breathing"]
    assert incident.alert_specialty == "obstetrics"


async def test_deadlines_run_from_when_the_telephone_was_picked_up_if_that_can_be(city: City) -> None:
    picked_up = city.town.now_ms - 30_000
    early = await city.incident(answered_at_ms=picked_up)
    assert early.assign_by_ms == picked_up + 60_000
    never = await city.incident(answered_at_ms=1)
    assert never.assign_by_ms == city.town.now_ms + 60_000


async def test_an_incident_needs_a_place_and_a_known_reason(city: City) -> None:
    with pytest.raises(Refused) as refused:
        await city.incident(address=None, point=None)
    assert refused.value.code == Code.MISSING
    with pytest.raises(Refused) as refused:
        await city.incident("sadness")
    assert refused.value.code == Code.REASON_NEEDED


async def test_a_busy_brigade_is_refused_and_keeps_its_first_incident(city: City) -> None:
    first, _ = await accepted(city)
    other = await city.incident()
    refused = await refusal(city, AssignBrigade, incident_id=other.incident_id, brigade_id="b1")
    assert refused.code == Code.BRIGADE_BUSY
    assert refused.details == {"state": "assigned", "incident_id": first}
    brigade = await brigade_of(city, "b1")
    assert brigade.incident_id == first


@pytest.mark.parametrize(
    ("kind", "fields"), [(GoOffShift, {}), (TakeBreak, {}), (SetOutOfService, {"reason": "engine"})], ids=str
)
async def test_an_unavailable_brigade_is_refused_with_its_state(
    city: City, kind: type[Any], fields: dict[str, Any]
) -> None:
    await city.do(kind, brigade_id="b1", **fields)
    incident = await city.incident()
    refused = await refusal(city, AssignBrigade, incident_id=incident.incident_id, brigade_id="b1")
    assert refused.code == Code.BRIGADE_UNAVAILABLE
    assert refused.details["state"] == (await brigade_of(city, "b1")).state


async def test_one_leads_the_others_assist(city: City) -> None:
    incident = await city.incident()
    first = await city.assign(incident.incident_id, "b1")
    refused = await refusal(city, AssignBrigade, incident_id=incident.incident_id, brigade_id="b2", part=Part.LEAD)
    assert refused.code == Code.INCIDENT_HAS_LEAD
    second = await city.assign(incident.incident_id, "b2")
    assert (first.part, second.part) == (Part.LEAD, Part.ASSISTING)
    events = await city.town.events(BrigadeAssigned)
    assert [getattr(one.event, "alert_specialty", "") for one in events] == ["cardiology", None]


async def test_an_incident_waits_again_when_its_brigade_declines(city: City) -> None:
    incident = await city.incident()
    assigned = await city.assign(incident.incident_id, "b1")
    await city.do(DeclineAssignment, crew("b1"), assignment_id=assigned.assignment_id, at_device_ms=1, reason="vehicle")
    assert (await brigade_of(city, "b1")).state == BrigadeState.AVAILABLE
    assert (await incident_of(city, incident.incident_id)).status == IncidentStatus.WAITING
    assert (await assignment_of(city, assigned.assignment_id)).ended_because == "vehicle"
    again = await city.assign(incident.incident_id, "b1")
    assert again.part == Part.LEAD


async def test_the_desk_calls_back_before_and_after_departure(city: City) -> None:
    incident_id, assignment_id = await accepted(city)
    await city.do(CancelAssignment, assignment_id=assignment_id, reason="caller withdrew")
    assert (await brigade_of(city, "b1")).state == BrigadeState.AVAILABLE
    assigned = await city.assign(incident_id, "b1")
    await city.do(AcceptAssignment, crew("b1"), assignment_id=assigned.assignment_id, at_device_ms=1)
    await city.report(assigned.assignment_id, "b1", Milestone.DEPARTED)
    await city.do(CancelAssignment, assignment_id=assigned.assignment_id, reason="nearer one")
    assert (await brigade_of(city, "b1")).state == BrigadeState.RETURNING
    await city.report(assigned.assignment_id, "b1", Milestone.RETURNED)
    assert (await brigade_of(city, "b1")).state == BrigadeState.AVAILABLE
    await city.do(CloseIncident, incident_id=incident_id, result=Result.WITHDRAWN)
    refused = await refusal(city, AssignBrigade, incident_id=incident_id, brigade_id="b1")
    assert refused.code == Code.INCIDENT_CLOSED


async def test_a_diversion_ends_one_and_begins_the_other_at_once(city: City) -> None:
    first, assignment_id = await accepted(city, reason="fever")
    await city.report(assignment_id, "b1", Milestone.DEPARTED)
    grave = await city.incident("cardiac_arrest")
    before = city.town.hub.upto
    diverted = await city.do(DivertBrigade, brigade_id="b1", to_incident_id=grave.incident_id, reason="threat to life")
    assert city.town.hub.upto == before + 2
    old = await assignment_of(city, assignment_id)
    assert (old.stage, old.active, old.ended_because) == (Stage.DIVERTED, False, "threat to life")
    assert (await incident_of(city, first)).status == IncidentStatus.WAITING
    active = await city.town.ask(ActiveAssignment(brigade_id="b1"))
    assert active.assignment_id == diverted["assignment_id"]
    assert (await brigade_of(city, "b1")).state == BrigadeState.ASSIGNED


async def test_nobody_closes_an_incident_under_a_working_brigade(city: City) -> None:
    incident_id, _ = await accepted(city)
    refused = await refusal(city, CloseIncident, incident_id=incident_id, result=Result.ADVICE)
    assert refused.code == Code.WRONG_STATE


async def test_the_incident_closes_when_the_last_brigade_clears_with_the_leads_result(city: City) -> None:
    incident_id, lead = await accepted(city)
    assisting = (await city.assign(incident_id, "b2")).assignment_id
    await city.do(AcceptAssignment, crew("b2"), assignment_id=assisting, at_device_ms=1)
    for assignment_id, brigade_id in ((lead, "b1"), (assisting, "b2")):
        await city.report(assignment_id, brigade_id, *TO_SCENE)
    await city.do(
        ReportMilestone, crew("b1"), assignment_id=lead, milestone=Milestone.CLEARED, at_device_ms=1,
        result=Result.IMPROVED,
    )  # fmt: skip
    assert (await incident_of(city, incident_id)).status == IncidentStatus.ATTENDED
    await city.report(assisting, "b2", Milestone.CLEARED)
    closed = [one.event for one in await city.town.events(IncidentClosed)]
    assert [getattr(event, "result", None) for event in closed] == [Result.IMPROVED]


async def test_leaving_the_scene_needs_a_hospital_and_clearing_a_result(city: City) -> None:
    _, assignment_id = await accepted(city)
    await city.report(assignment_id, "b1", *TO_SCENE)
    left = {"assignment_id": assignment_id, "at_device_ms": 1}
    refused = await refusal(city, ReportMilestone, crew("b1"), milestone=Milestone.LEFT_SCENE, **left)
    assert refused.code == Code.HOSPITAL_NEEDED
    refused = await refusal(city, ReportMilestone, crew("b1"), milestone=Milestone.LEFT_SCENE, hospital_id="h9", **left)
    assert refused.code == Code.NOT_FOUND
    refused = await refusal(city, ReportMilestone, crew("b1"), milestone=Milestone.CLEARED, **left)
    assert refused.code == Code.MISSING
    refused = await refusal(city, ReportMilestone, crew("b1"), milestone=Milestone.ARRIVED, **left)
    assert refused.code == Code.MILESTONE_ALREADY_STAMPED
    refused = await refusal(city, ReportMilestone, crew("b1"), milestone=Milestone.AT_HOSPITAL, **left)
    assert refused.code == Code.MILESTONE_OUT_OF_ORDER


async def test_a_crew_acts_for_itself_alone(city: City) -> None:
    _, assignment_id = await accepted(city)
    refused = await refusal(
        city, ReportMilestone, crew("b2"), assignment_id=assignment_id, milestone=Milestone.DEPARTED, at_device_ms=1
    )
    assert refused.code == Code.NOT_YOURS
    assert (await refusal(city, TakeBreak, crew("b2"), brigade_id="b1")).code == Code.NOT_YOURS


async def test_one_ordered_on_its_way_back_never_came_back_from_the_first(city: City) -> None:
    _, assignment_id = await accepted(city)
    await city.report(assignment_id, "b1", *TO_SCENE, Milestone.CLEARED)
    second = await city.incident()
    await city.assign(second.incident_id, "b1")
    refused = await refusal(
        city, ReportMilestone, crew("b1"), assignment_id=assignment_id, milestone=Milestone.RETURNED, at_device_ms=1
    )
    assert refused.code == Code.WRONG_STATE
    assert (await brigade_of(city, "b1")).state == BrigadeState.ASSIGNED


async def test_the_expected_arrival_follows_the_road_and_its_lack_stops_nothing(city: City) -> None:
    _, assignment_id = await accepted(city)
    city.around.place("b1", CENTRE, city.town.now_ms)
    await city.report(assignment_id, "b1", Milestone.DEPARTED)
    eta_at_ms = (await assignment_of(city, assignment_id)).eta_at_ms
    assert eta_at_ms is not None
    assert 100_000 < eta_at_ms - city.town.now_ms < 200_000
    await city.report(assignment_id, "b1", Milestone.ARRIVED)
    assert (await assignment_of(city, assignment_id)).eta_at_ms is None
    city.around.roads_closed = True
    await city.report(assignment_id, "b1", Milestone.PATIENT_CONTACT, Milestone.LEFT_SCENE)
    assert (await assignment_of(city, assignment_id)).eta_at_ms is None


async def test_the_hospital_that_is_chosen_acknowledges_once_and_no_other_may(city: City) -> None:
    _, assignment_id = await accepted(city)
    acknowledge = {"assignment_id": assignment_id, "note": "reanimatsiya"}
    refused = await refusal(city, AcknowledgeHandover, hospital_user("h1"), **acknowledge)
    assert refused.code == Code.NOT_YOURS
    await city.report(assignment_id, "b1", *TO_SCENE, Milestone.LEFT_SCENE)
    refused = await refusal(city, AcknowledgeHandover, hospital_user("h2"), **acknowledge)
    assert refused.code == Code.NOT_YOURS
    await city.do(AcknowledgeHandover, hospital_user("h1"), **acknowledge)
    assert (await assignment_of(city, assignment_id)).acknowledged_note == "reanimatsiya"
    refused = await refusal(city, AcknowledgeHandover, hospital_user("h1"), **acknowledge)
    assert refused.code == Code.ALREADY_ANSWERED
    await city.do(ChangeHospital, crew("b1"), assignment_id=assignment_id, hospital_id="h2")
    assert (await assignment_of(city, assignment_id)).acknowledged_at_ms is None
    await city.do(AcknowledgeHandover, hospital_user("h2"), **acknowledge)


async def test_hospitals_are_told_nearest_first_and_reasons_with_their_questions(city: City) -> None:
    near = await city.town.ask(HospitalList(near=SCENE))
    assert {one.hospital_id for one in near} == {"h1", "h2"}
    listed = await city.town.ask(ReasonList())
    assert len(listed.reasons) >= 40
    assert [one.code for one in listed.threats] == ["unconscious", "not_breathing", "heavy_bleeding"]


async def test_a_shift_that_ends_under_way_ends_when_the_brigade_is_free(city: City) -> None:
    _, assignment_id = await accepted(city)
    assert (await refusal(city, GoOffShift, brigade_id="b1")).code == Code.BRIGADE_BUSY
    await city.town.do(city.town.wish(GoOffShift, brigade_id="b1", when_free=True))
    await city.report(assignment_id, "b1", *TO_SCENE, Milestone.CLEARED)
    brigade = await brigade_of(city, "b1")
    assert (brigade.state, brigade.on_shift, brigade.shift_ending) == (BrigadeState.OFF_SHIFT, False, False)


async def test_a_shift_that_ends_under_way_goes_on_with_the_next_incident_when_the_brigade_is_diverted(
    city: City,
) -> None:
    await accepted(city)
    await city.town.do(city.town.wish(GoOffShift, brigade_id="b1", when_free=True))
    grave = await city.incident("cardiac_arrest")
    await city.do(DivertBrigade, brigade_id="b1", to_incident_id=grave.incident_id, reason="threat to life")
    brigade = await brigade_of(city, "b1")
    assert (brigade.state, brigade.on_shift, brigade.shift_ending) == (BrigadeState.ASSIGNED, True, True)

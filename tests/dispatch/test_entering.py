"""What was done while the server was away, by telephone and on paper, meets in the journal with its true times."""

from typing import Any

import pytest

from dispatch.domain.milestones import WAY
from signaling import rebuild
from signaling.protocol.assignments import (
    AcceptAssignment,
    AssignBrigade,
    CancelAssignment,
    DeliverAssignment,
    SeeAssignment,
)
from signaling.protocol.brigades import BrigadeState, TakeBreak
from signaling.protocol.entering import AssignmentToldAgain, EnterAssignment, EnteredStep
from signaling.protocol.incidents import CloseIncident, IncidentStatus, Part, Result
from signaling.protocol.milestones import Milestone, ReportMilestone, Stage
from signaling.protocol.refusals import Code
from tests.dispatch.city import (
    CALL_TAKER,
    DISPATCHER,
    HOUR_MS,
    TO_SCENE,
    City,
    accepted,
    assignment_of,
    brigade_of,
    crew,
    incident_of,
    refusal,
)

MINUTE_MS = 60_000
PHONED = (Stage.ORDERED, Stage.ACCEPTED)
WHOLE = (
    Stage.ORDERED, Stage.ACCEPTED, Stage.DEPARTED, Stage.ARRIVED, Stage.LEFT_SCENE, Stage.AT_HOSPITAL,
    Stage.HANDED_OVER, Stage.CLEARED, Stage.RETURNED,
)  # fmt: skip


def steps(from_ms: int, *stages: Stage) -> list[EnteredStep]:
    """A minute between each."""
    return [EnteredStep(stage=stage, at_ms=from_ms + place * MINUTE_MS) for place, stage in enumerate(stages)]


async def away(city: City, minutes: int = 60) -> int:
    """The server was away; when that began."""
    began_ms = city.town.now_ms
    city.town.now_ms += minutes * MINUTE_MS
    return began_ms


def story(incident_id: str, brigade_id: str, steps: list[EnteredStep], **more: Any) -> dict[str, Any]:
    return {
        "assignment_id": f"entered {brigade_id}", "incident_id": incident_id, "brigade_id": brigade_id, "steps": steps,
        **more,
    }  # fmt: skip


async def test_an_incident_has_the_time_at_which_it_was_taken_and_says_that_it_came_later(city: City) -> None:
    """Rule [CE1]."""
    taken_ms = await away(city)
    opened = await city.incident(taken_at_ms=taken_ms, answered_at_ms=taken_ms - 30_000)
    incident = await incident_of(city, opened.incident_id)
    assert (incident.opened_at_ms, incident.entered_at_ms) == (taken_ms, city.town.now_ms)
    assert incident.opened_by == CALL_TAKER.name
    assert opened.assign_by_ms == taken_ms - 30_000 + 60_000


@pytest.mark.parametrize("ago_ms", [0, 4_000, -HOUR_MS, 8 * 24 * HOUR_MS], ids=["now", "soon", "future", "last year"])
async def test_no_emergency_is_refused_or_back_dated_for_a_wrong_clock(city: City, ago_ms: int) -> None:
    opened = await city.incident(taken_at_ms=city.town.now_ms + 1000 - ago_ms)
    incident = await incident_of(city, opened.incident_id)
    assert (incident.opened_at_ms, incident.entered_at_ms) == (city.town.now_ms, None)


async def test_a_closing_has_the_time_at_which_it_was_and_says_that_it_came_later(city: City) -> None:
    """Rule [CE1]."""
    opened = await city.incident()
    ended_ms = await away(city)
    await city.do(CloseIncident, incident_id=opened.incident_id, result=Result.ADVICE, ended_at_ms=ended_ms)
    incident = await incident_of(city, opened.incident_id)
    assert (incident.closed_at_ms, incident.closing_entered_at_ms) == (ended_ms, city.town.now_ms)


@pytest.mark.parametrize("ago_ms", [None, 0, 3_000, -HOUR_MS, 3 * HOUR_MS], ids=["", "now", "soon", "future", "before"])
async def test_a_closing_at_a_time_that_cannot_be_is_now(city: City, ago_ms: int | None) -> None:
    opened = await city.incident()
    await away(city, 20)
    told_ms = None if ago_ms is None else city.town.now_ms - ago_ms
    await city.do(CloseIncident, incident_id=opened.incident_id, result=Result.ADVICE, ended_at_ms=told_ms)
    incident = await incident_of(city, opened.incident_id)
    assert (incident.closed_at_ms, incident.closing_entered_at_ms) == (city.town.now_ms, None)


async def test_also_a_short_while_is_not_lost(city: City) -> None:
    """The server was started anew while it was typed."""
    taken_ms = city.town.now_ms - 9_000
    incident = await incident_of(city, (await city.incident(taken_at_ms=taken_ms)).incident_id)
    assert incident.opened_at_ms == taken_ms


async def test_a_brigade_told_by_telephone_is_on_its_way_when_the_server_is_back(city: City) -> None:
    began_ms = await away(city)
    incident_id = (await city.incident(taken_at_ms=began_ms)).incident_id
    told = story(incident_id, "b1", steps(began_ms + MINUTE_MS, *PHONED, Stage.DEPARTED))
    result = await city.do(EnterAssignment, **told)
    assert result == {"assignment_id": "entered b1", "entered": 3, "again": 0}
    assert (await brigade_of(city, "b1")).state == BrigadeState.EN_ROUTE
    assignment = await assignment_of(city, "entered b1")
    assert [one.at_device_ms - began_ms for one in assignment.milestones] == [MINUTE_MS, 2 * MINUTE_MS, 3 * MINUTE_MS]
    assert {(one.heard, one.by, one.at_ms) for one in assignment.milestones} == {
        ("telephone", DISPATCHER.name, city.town.now_ms)
    }
    await city.report("entered b1", "b1", Milestone.ARRIVED)
    assert (await assignment_of(city, "entered b1")).milestones[-1].heard is None
    assert (await rebuild.check(city.town.tables, city.town.store)).differences == []


async def test_a_whole_story_leaves_what_the_brigade_does_now_and_closes_its_incident(city: City) -> None:
    """Rule [CE2]."""
    began_ms = await away(city)
    on_paper = (await city.incident(taken_at_ms=began_ms)).incident_id
    now, _ = await accepted(city)
    told = story(on_paper, "b1", steps(began_ms, *WHOLE), hospital_id="h1", result=Result.DELIVERED, heard="paper")
    await city.do(EnterAssignment, **told)
    brigade = await brigade_of(city, "b1")
    assert (brigade.state, brigade.incident_id) == (BrigadeState.ASSIGNED, now)
    incident = await incident_of(city, on_paper)
    assert (incident.status, incident.result) == (IncidentStatus.CLOSED, Result.DELIVERED)
    cleared_ms = began_ms + WHOLE.index(Stage.CLEARED) * MINUTE_MS
    assert (incident.closed_at_ms, incident.closing_entered_at_ms) == (cleared_ms, city.town.now_ms)
    assignment = await assignment_of(city, "entered b1")
    assert (assignment.stage, assignment.active, assignment.part) == (Stage.RETURNED, False, Part.LEAD)
    assert (assignment.hospital_name, assignment.result) == ("Shifoxona h1", Result.DELIVERED)
    assert [one.stage for one in assignment.milestones] == list(WHOLE)
    assert (await rebuild.check(city.town.tables, city.town.store)).differences == []


async def test_a_second_brigade_of_the_same_incident_assisted_also_after_it_closed(city: City) -> None:
    began_ms = await away(city)
    incident_id = (await city.incident(taken_at_ms=began_ms)).incident_id
    for brigade_id in ("b1", "b2"):
        told = steps(began_ms, Stage.ORDERED, Stage.ARRIVED, Stage.CLEARED)
        await city.do(EnterAssignment, **story(incident_id, brigade_id, told, result=Result.IMPROVED))
    parts = [(one.callsign, one.part) for one in (await incident_of(city, incident_id)).brigades]
    assert parts == [("Brigada b1", Part.LEAD), ("Brigada b2", Part.ASSISTING)]


async def test_what_is_known_already_is_gone_on_with(city: City) -> None:
    """Sent before the server was lost; the answer never came, so the desk made an id of its own."""
    incident_id, assignment_id = await accepted(city)
    began_ms = await away(city)
    told = story(incident_id, "b1", steps(began_ms, Stage.DEPARTED, Stage.ARRIVED))
    assert (await city.do(EnterAssignment, **told))["assignment_id"] == assignment_id
    assert (await assignment_of(city, assignment_id)).stage == Stage.ARRIVED
    more = story(incident_id, "b1", steps(began_ms + 9 * MINUTE_MS, Stage.CLEARED, Stage.RETURNED))
    await city.do(EnterAssignment, **{**more, "assignment_id": assignment_id}, result=Result.IMPROVED)
    assert (await brigade_of(city, "b1")).state == BrigadeState.AVAILABLE
    incident = await incident_of(city, incident_id)
    assert (incident.status, incident.closed_at_ms) == (IncidentStatus.CLOSED, began_ms + 9 * MINUTE_MS)


@pytest.mark.parametrize("off_ms", [0, -HOUR_MS, 3 * HOUR_MS], ids=["right", "an hour slow", "three hours fast"])
@pytest.mark.parametrize("late_ms", [0, HOUR_MS], ids=["at once", "late"])
async def test_an_incident_that_a_tablet_clears_ended_when_it_was_cleared(
    city: City, off_ms: int, late_ms: int
) -> None:
    """Rule [CE1], whatever the tablet's own clock says. ``late_ms``: so long it was without a line."""
    incident = await city.incident()
    ordered = await city.assign(incident.incident_id, "b1")

    async def tells(kind: type[Any], told_ms: int, **more: Any) -> None:
        mine = {"assignment_id": ordered.assignment_id, "at_device_ms": told_ms + off_ms}
        await city.do(kind, crew("b1"), **mine, **more)

    for kind in (DeliverAssignment, SeeAssignment, AcceptAssignment):
        await tells(kind, city.town.now_ms)
    await city.town.pass_time(10 * MINUTE_MS)
    await tells(ReportMilestone, city.town.now_ms, milestone=Milestone.DEPARTED)
    await city.town.pass_time(10 * MINUTE_MS)
    arrived_ms, cleared_ms = city.town.now_ms, city.town.now_ms + 5 * MINUTE_MS
    await city.town.pass_time(5 * MINUTE_MS + late_ms)
    await tells(ReportMilestone, arrived_ms, milestone=Milestone.ARRIVED)
    await tells(ReportMilestone, cleared_ms, milestone=Milestone.CLEARED, result=Result.IMPROVED)
    closed = await incident_of(city, incident.incident_id)
    assert closed.status == IncidentStatus.CLOSED
    assert closed.closed_at_ms is not None
    assert 0 <= closed.closed_at_ms - cleared_ms <= 2_000, "each telling takes a second here"
    assert closed.closing_entered_at_ms == (city.town.now_ms if late_ms else None)
    assert (await rebuild.check(city.town.tables, city.town.store)).differences == []


async def test_a_tablet_whose_clock_nothing_tells_of_clears_now(city: City) -> None:
    """The desk had told all the other steps."""
    began_ms = await away(city)
    incident_id = (await city.incident(taken_at_ms=began_ms)).incident_id
    await city.do(EnterAssignment, **story(incident_id, "b1", steps(began_ms, Stage.ORDERED, Stage.ARRIVED)))
    await city.do(
        ReportMilestone, crew("b1"), assignment_id="entered b1", milestone=Milestone.CLEARED, result=Result.IMPROVED,
        at_device_ms=began_ms + 30 * MINUTE_MS,
    )  # fmt: skip
    closed = await incident_of(city, incident_id)
    assert (closed.closed_at_ms, closed.closing_entered_at_ms) == (city.town.now_ms, None)


async def test_the_tablet_tells_its_own_times_later_and_both_stand(city: City) -> None:
    """Rule [CE3]."""
    began_ms = await away(city)
    incident_id = (await city.incident(taken_at_ms=began_ms)).incident_id
    told = steps(began_ms, Stage.ORDERED, Stage.ARRIVED)
    await city.do(EnterAssignment, **story(incident_id, "b1", told))
    mine = {"assignment_id": "entered b1", "at_device_ms": began_ms + 5 * MINUTE_MS}
    await city.do(DeliverAssignment, crew("b1"), **mine)
    await city.do(AcceptAssignment, crew("b1"), **mine)
    for milestone in (Milestone.DEPARTED, Milestone.ARRIVED):
        await city.do(ReportMilestone, crew("b1"), milestone=milestone, **mine)
    stages = {one.stage: one for one in (await assignment_of(city, "entered b1")).milestones}
    assert list(stages) == [Stage.ORDERED, Stage.DELIVERED, Stage.ACCEPTED, Stage.DEPARTED, Stage.ARRIVED]
    arrived = stages[Stage.ARRIVED]
    assert (arrived.at_device_ms, arrived.again_at_ms) == (began_ms + MINUTE_MS, began_ms + 5 * MINUTE_MS)
    assert (arrived.by, arrived.again_by) == (DISPATCHER.name, "b1")
    assert (await brigade_of(city, "b1")).state == BrigadeState.ON_SCENE
    refused = await refusal(city, ReportMilestone, crew("b1"), milestone=Milestone.ARRIVED, **mine)
    assert refused.code == Code.MILESTONE_ALREADY_STAMPED
    assert (await rebuild.check(city.town.tables, city.town.store)).differences == []


async def test_the_desk_comes_after_the_tablet_and_both_stand_unless_they_agree(city: City) -> None:
    incident_id, assignment_id = await accepted(city)
    began_ms = city.town.now_ms
    await city.report(assignment_id, "b1", *TO_SCENE, Milestone.CLEARED, Milestone.RETURNED)
    await away(city)
    told = steps(began_ms, Stage.DEPARTED, Stage.ARRIVED, Stage.CLEARED)
    wish = {**story(incident_id, "b1", told, result=Result.IMPROVED), "assignment_id": assignment_id}
    assert await city.do(EnterAssignment, **wish) == {"assignment_id": assignment_id, "entered": 2, "again": 1}
    again = [one.event for one in await city.town.events(AssignmentToldAgain)]
    assert [getattr(event, "stage", None) for event in again] == [Stage.CLEARED]
    assert (await brigade_of(city, "b1")).state == BrigadeState.AVAILABLE
    assert (await assignment_of(city, assignment_id)).stage == Stage.RETURNED


async def test_a_brigade_that_is_elsewhere_is_refused_with_where(city: City) -> None:
    """Rule [CE4]."""
    busy, _ = await accepted(city)
    began_ms = await away(city)
    other = (await city.incident(taken_at_ms=began_ms)).incident_id
    refused = await refusal(city, EnterAssignment, **story(other, "b1", steps(began_ms, *PHONED)))
    assert refused.code == Code.BRIGADE_BUSY
    number = (await incident_of(city, busy)).number
    assert (refused.details["callsign"], refused.details["number"]) == ("Brigada b1", number)
    await city.do(TakeBreak, brigade_id="b2")
    refused = await refusal(city, EnterAssignment, **story(other, "b2", steps(began_ms, *PHONED)))
    assert refused.code == Code.BRIGADE_UNAVAILABLE


async def test_a_brigade_cannot_have_driven_to_two_incidents_at_once(city: City) -> None:
    incident_id, assignment_id = await accepted(city)
    await city.report(assignment_id, "b1", *TO_SCENE)
    drove_ms = city.town.now_ms
    await city.town.pass_time(30 * MINUTE_MS)
    await city.report(assignment_id, "b1", Milestone.CLEARED, Milestone.RETURNED)
    await away(city)
    other = (await city.incident(taken_at_ms=drove_ms - 10 * MINUTE_MS)).incident_id

    async def told(from_ms: int) -> Any:
        stages = steps(from_ms, Stage.ORDERED, Stage.DEPARTED, Stage.CLEARED)
        return story(other, "b1", stages, result=Result.IMPROVED)

    refused = await refusal(city, EnterAssignment, **await told(drove_ms + 5 * MINUTE_MS))
    assert refused.code == Code.TIMES_OVERLAP
    number = (await incident_of(city, incident_id)).number
    assert (refused.details["number"], refused.details["callsign"]) == (number, "Brigada b1")
    before = await told(drove_ms - 5 * MINUTE_MS)
    await city.do(EnterAssignment, **before)
    after = {**await told(drove_ms + 40 * MINUTE_MS), "assignment_id": "after"}
    await city.do(EnterAssignment, **after)


async def test_a_closed_incident_takes_no_brigade_that_still_goes_there(city: City) -> None:
    began_ms = await away(city)
    incident_id = (await city.incident(taken_at_ms=began_ms)).incident_id
    await city.do(CloseIncident, incident_id=incident_id, result=Result.ADVICE)
    refused = await refusal(city, EnterAssignment, **story(incident_id, "b1", steps(began_ms, *PHONED)))
    assert refused.code == Code.INCIDENT_CLOSED


@pytest.mark.parametrize(
    ("stages", "more", "code"),
    [
        ([Stage.ACCEPTED], {}, Code.MILESTONE_OUT_OF_ORDER),
        ([Stage.ORDERED, Stage.DEPARTED, Stage.ACCEPTED], {}, Code.MILESTONE_OUT_OF_ORDER),
        ([Stage.ORDERED, Stage.ORDERED], {}, Code.MILESTONE_OUT_OF_ORDER),
        ([Stage.ORDERED, Stage.AT_HOSPITAL], {"hospital_id": "h1"}, Code.MILESTONE_OUT_OF_ORDER),
        ([Stage.ORDERED, Stage.RETURNED], {}, Code.MILESTONE_OUT_OF_ORDER),
        ([Stage.ORDERED, Stage.DELIVERED], {}, Code.WRONG_VALUE),
        ([Stage.ORDERED, Stage.SEEN], {}, Code.WRONG_VALUE),
        ([Stage.ORDERED, Stage.CANCELLED], {}, Code.WRONG_VALUE),
        ([Stage.ORDERED, Stage.LEFT_SCENE], {}, Code.HOSPITAL_NEEDED),
        ([Stage.ORDERED, Stage.LEFT_SCENE], {"hospital_id": "nowhere"}, Code.NOT_FOUND),
        ([Stage.ORDERED, Stage.CLEARED], {}, Code.MISSING),
        ([Stage.ORDERED], {"brigade_id": "b9"}, Code.NOT_FOUND),
        ([Stage.ORDERED], {"incident_id": "nothing"}, Code.NOT_FOUND),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, list) else None,
)
async def test_a_story_that_cannot_be_is_refused(
    city: City, stages: list[Stage], more: dict[str, Any], code: Code
) -> None:
    began_ms = await away(city)
    incident_id = (await city.incident(taken_at_ms=began_ms)).incident_id
    wish = {**story(incident_id, "b1", steps(began_ms, *stages)), **more}
    assert (await refusal(city, EnterAssignment, **wish)).code == code
    assert (await brigade_of(city, "b1")).state == BrigadeState.AVAILABLE


@pytest.mark.parametrize("off_ms", [-3 * MINUTE_MS, 8 * 24 * HOUR_MS], ids=["before it was taken", "to come"])
async def test_a_time_that_cannot_be_is_refused(city: City, off_ms: int) -> None:
    began_ms = await away(city)
    incident_id = (await city.incident(taken_at_ms=began_ms)).incident_id
    wish = story(incident_id, "b1", steps(began_ms + off_ms, Stage.ORDERED))
    refused = await refusal(city, EnterAssignment, **wish)
    assert (refused.code, refused.details["milestone"]) == (Code.WRONG_TIME, Stage.ORDERED)


async def test_another_ones_assignment_and_one_called_back_take_nothing(city: City) -> None:
    incident_id, assignment_id = await accepted(city)
    began_ms = await away(city)
    wish = {**story(incident_id, "b2", steps(began_ms, *PHONED)), "assignment_id": assignment_id}
    assert (await refusal(city, EnterAssignment, **wish)).code == Code.ALREADY_EXISTS
    await city.do(CancelAssignment, assignment_id=assignment_id, reason="not_needed")
    wish = {**story(incident_id, "b1", steps(began_ms, Stage.DEPARTED)), "assignment_id": assignment_id}
    assert (await refusal(city, EnterAssignment, **wish)).code == Code.WRONG_STATE


async def test_only_one_leads_also_on_paper(city: City) -> None:
    incident_id, _ = await accepted(city)
    began_ms = await away(city)
    wish = story(incident_id, "b2", steps(began_ms, *PHONED))
    assert (await refusal(city, EnterAssignment, part=Part.LEAD, **wish)).code == Code.INCIDENT_HAS_LEAD
    await city.do(EnterAssignment, **wish)
    assert (await assignment_of(city, "entered b2")).part == Part.ASSISTING


async def test_who_was_told_by_telephone_can_be_called_back_and_sent_again(city: City) -> None:
    began_ms = await away(city)
    incident_id = (await city.incident(taken_at_ms=began_ms)).incident_id
    await city.do(EnterAssignment, **story(incident_id, "b1", steps(began_ms, *PHONED)))
    await city.do(CancelAssignment, assignment_id="entered b1", reason="not_needed")
    again = await city.do(AssignBrigade, incident_id=incident_id, brigade_id="b1")
    assert again["part"] == Part.LEAD


def test_the_way_is_every_stage_that_a_crew_passes() -> None:
    assert set(Stage) - set(WAY) == {Stage.DECLINED, Stage.CANCELLED, Stage.DIVERTED}

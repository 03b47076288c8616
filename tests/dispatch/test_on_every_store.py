"""What the database itself keeps: one active assignment of a brigade, one lead of an incident, a whole diversion."""

from typing import Any

import pytest
from msgspec.structs import replace

from dispatch.assembly import ASSIGNMENT, assemble
from dispatch.domain.assignment import Assignment
from dispatch.domain.assignment_rules import assign
from dispatch.domain.brigade import Brigade
from dispatch.domain.incident import Incident
from signaling import rebuild, tables
from signaling.protocol.assignments import AcceptAssignment, AssignBrigade, DivertBrigade
from signaling.protocol.brigades import BrigadesKnown, BrigadeState
from signaling.protocol.incidents import Part
from signaling.protocol.milestones import Milestone
from signaling.protocol.recommendations import AskRecommendation
from signaling.protocol.refusals import Code, Refused
from signaling.reading import StateReader
from signaling.slice import Desk, Handler, Slice
from signaling.store.interface import Store
from signaling.testing import Town
from tests.dispatch.city import City, Surroundings, crew, furnish, running_city
from tests.fixtures.stores import EVERY_STORE, EmptyStore


@pytest.fixture(params=EVERY_STORE)
def store(request: pytest.FixtureRequest, empty_store: EmptyStore) -> Store:
    return empty_store(request.param, tables.join([assemble()]).aggregates.values())


async def test_a_whole_day_of_one_brigade_replays_to_the_same_tables(store: Store) -> None:
    async with running_city(store) as city:
        opened = await city.incident()
        advice = await city.do(AskRecommendation, incident_id=opened.incident_id)
        first = await city.assign(opened.incident_id, "b1", recommendation_id=advice["recommendation_id"])
        await city.do(AcceptAssignment, crew("b1"), assignment_id=first.assignment_id, at_device_ms=1)
        grave = await city.incident("cardiac_arrest")
        diverted = await city.do(DivertBrigade, brigade_id="b1", to_incident_id=grave.incident_id, reason="graver")
        await city.assign(opened.incident_id, "b2")
        id = diverted["assignment_id"]
        await city.do(AcceptAssignment, crew("b1"), assignment_id=id, at_device_ms=1)
        await city.report(id, "b1", *Milestone)
        known = await city.town.ask(BrigadesKnown())
        assert [one.state for one in known.brigades] == [BrigadeState.AVAILABLE, BrigadeState.ASSIGNED]
        await city.town.pass_time(48 * 3_600_000)
        assert (await rebuild.check(city.town.tables, city.town.store)).differences == []


async def hasty(command: AssignBrigade, facts: None, desk: Desk) -> None:
    """An assignment by a handler that believes in an idle brigade and an incident without a lead."""
    incident = replace(await desk.get("incident", command.incident_id, Incident), brigades=())
    brigade = replace(await desk.get("brigade", command.brigade_id, Brigade), state=BrigadeState.AVAILABLE)
    desk.record(assign(incident, brigade, command, None, desk.moment))


async def test_the_database_refuses_what_a_handler_forgot_to(store: Store) -> None:
    around, ours = Surroundings(), assemble()
    handlers = tuple(one for one in ours.handlers if one.command is not AssignBrigade)
    forgetful = Slice(
        name="dispatch", aggregates=ours.aggregates, handlers=(*handlers, Handler(AssignBrigade, hasty)),
        answers=ours.answers,
    )  # fmt: skip
    async with Town([forgetful, around.slice()], store=store) as town:
        city = City(town, around)
        await furnish(city)
        one, other = await city.incident(), await city.incident()
        await city.do(AssignBrigade, incident_id=one.incident_id, brigade_id="b1")
        wishes: list[tuple[dict[str, Any], Code]] = [
            ({"incident_id": other.incident_id, "brigade_id": "b1", "part": Part.ASSISTING}, Code.BRIGADE_BUSY),
            ({"incident_id": one.incident_id, "brigade_id": "b2", "part": Part.LEAD}, Code.INCIDENT_HAS_LEAD),
        ]
        for fields, code in wishes:
            with pytest.raises(Refused) as refused:
                await city.do(AssignBrigade, **fields)
            assert refused.value.code == code
        async with store.reading() as look:
            kept = await StateReader(look).find(ASSIGNMENT.kind, Assignment)
        assert [one.brigade_id for one in kept] == ["b1"]

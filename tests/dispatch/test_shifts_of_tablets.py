"""A shift that a tablet opens or ends, and what it means for the brigade."""

from collections.abc import AsyncIterator

import pytest

from brigade_app.domain.tablet import TABLET
from brigade_app.handlers import draw_by_chance, handlers
from dispatch.assembly import assemble
from signaling.protocol.assignments import AcceptAssignment
from signaling.protocol.brigade_app import EndShift, OfferPairing, PairTablet, StartShift
from signaling.protocol.brigades import BrigadesKnown, BrigadeState, BrigadeView, GoOffShift
from signaling.protocol.milestones import Milestone
from signaling.slice import Slice
from signaling.testing import Town
from tests.dispatch.city import City, Surroundings, crew, furnish


@pytest.fixture
async def city() -> AsyncIterator[City]:
    """A city whose brigade b1 has a paired tablet and no shift."""
    around = Surroundings()
    tablets = Slice(name="tablets", aggregates=(TABLET,), handlers=handlers(draw_by_chance))
    async with Town([assemble(), around.slice(), tablets]) as town:
        city = City(town, around)
        await furnish(city)
        await city.do(GoOffShift, brigade_id="b1")
        offer = await city.do(OfferPairing, brigade_id="b1")
        await town.do(town.wish(PairTablet, code=offer["code"], device_name="Samsung", sign_in_id=town.new_id()))
        yield city


async def brigade(city: City) -> BrigadeView:
    await city.town.react()
    known = await city.town.ask(BrigadesKnown())
    found: BrigadeView = next(one for one in known.brigades if one.brigade_id == "b1")
    return found


async def test_a_shift_on_the_tablet_is_the_brigades(city: City) -> None:
    await city.do(StartShift, crew("b1"), brigade_id="b1", crew_names=["Aziz"])
    assert (await brigade(city)).state == BrigadeState.AVAILABLE
    await city.do(EndShift, crew("b1"))
    assert (await brigade(city)).state == BrigadeState.OFF_SHIFT


async def test_a_shift_that_ends_with_a_patient_ends_when_the_brigade_has_cleared(city: City) -> None:
    await city.do(StartShift, crew("b1"), brigade_id="b1", crew_names=["Aziz"])
    await city.town.react()
    incident = await city.incident()
    assigned = await city.assign(incident.incident_id, "b1")
    await city.do(AcceptAssignment, crew("b1"), assignment_id=assigned.assignment_id, at_device_ms=1)
    await city.do(EndShift, crew("b1"))
    working = await brigade(city)
    assert (working.state, working.shift_ending) == (BrigadeState.ASSIGNED, True)
    await city.report(assigned.assignment_id, "b1", Milestone.DEPARTED, Milestone.ARRIVED, Milestone.CLEARED)
    assert (await brigade(city)).state == BrigadeState.OFF_SHIFT

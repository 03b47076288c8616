"""Who is shown an incident, for how long, and how it is found again."""

import itertools

import msgspec
import pytest

from signaling import rebuild
from signaling.protocol.incident_summaries import IncidentsFound, IncidentSummary
from signaling.protocol.incidents import AmendIncident, IncidentView
from signaling.protocol.milestones import AcknowledgeHandover, ChangeHospital, Milestone
from signaling.protocol.refusals import Code, Refused
from tests.dispatch.city import (
    CENTRE,
    HOUR_MS,
    TO_SCENE,
    City,
    accepted,
    crew,
    hospital_user,
    incident_of,
)


async def test_history_is_found_by_number_and_by_the_callers_telephone(city: City) -> None:
    first = await city.incident()
    await city.incident(caller=None)
    for text in ("90 123 45 67", "+998901234567", f"№ {first.number}"):
        found = await city.town.ask(IncidentsFound(text=text))
        assert first.incident_id in [one.incident_id for one in found]
    assert await city.town.ask(IncidentsFound(text="Aziz")) == []
    assert await city.town.ask(IncidentsFound(text="99 999 99 99")) == []


async def test_a_days_number_finds_the_newest_however_many_days_there_were(city: City) -> None:
    for _ in range(240):
        city.town.now_ms += 24 * HOUR_MS
        last = await city.incident()
    found = await city.town.ask(IncidentsFound(text="1", limit=100))
    opened = [one.opened_at_ms for one in found]
    assert found[0].incident_id == last.incident_id
    assert [before - after for before, after in itertools.pairwise(opened)].count(24 * HOUR_MS + 1_000) >= 98


async def test_a_summary_names_nobody(city: City) -> None:
    opened = await city.incident(patient_name="Karim Aliyev", description="Aspirin berilgan")
    summary = await city.town.ask(IncidentSummary(incident_id=opened.incident_id))
    assert summary.reason_label["uz"] == "Koʻkrak qafasida ogʻriq"
    assert summary.address_label == "Registon koʻchasi 14"
    shown = str(summary)
    assert not any(secret in shown for secret in ("Karim", "Aziz", "998", "27K", "Aspirin"))


async def test_nobody_sees_the_caller_through_a_hospitals_screen(city: City) -> None:
    incident_id, assignment_id = await accepted(city)
    board = Board(city)
    assert board.of("hospital:h1", "incident") == {}
    await city.report(assignment_id, "b1", *TO_SCENE, Milestone.LEFT_SCENE)
    shown = board.of("hospital:h1", "incident")[incident_id]
    assert not any(secret in shown for secret in (b"998", b"Aziz", b"27K", b"Registon"))
    assert board.of("hospital:h2", "assignment") == {}
    await city.do(ChangeHospital, crew("b1"), assignment_id=assignment_id, hospital_id="h2")
    assert board.of("hospital:h1", "assignment") == board.of("hospital:h1", "incident") == {}
    assert set(board.of("hospital:h2", "assignment")) == {assignment_id}


async def test_the_right_to_see_ends_by_the_clock(city: City) -> None:
    incident_id, assignment_id = await accepted(city)
    await city.report(assignment_id, "b1", *Milestone)
    board = Board(city)
    everybody = ("service", "brigade:b1", "hospital:h1")
    for passed_ms, seers in (
        (0, everybody),
        (HOUR_MS + 60_000, ("brigade:b1", "hospital:h1")),
        (11 * HOUR_MS, ("hospital:h1",)),
        (12 * HOUR_MS, ()),
    ):
        await city.town.pass_time(passed_ms)
        for audience in everybody:
            expected = {incident_id} if audience in seers else set()
            assert set(board.of(audience, "incident")) == expected, (audience, passed_ms)
            assert len(board.of(audience, "assignment")) == len(expected), (audience, passed_ms)
    assert (await rebuild.check(city.town.tables, city.town.store)).differences == []
    assert isinstance(await incident_of(city, incident_id), IncidentView)


async def test_a_brigade_sees_its_own_incidents_alone(city: City) -> None:
    mine, _ = await accepted(city)
    await city.incident()
    board = Board(city)
    assert set(board.of("brigade:b1", "incident")) == {mine}
    assert board.of("brigade:b2", "incident") == {}
    assert len(board.of("service", "incident")) == 2


class Board:
    """What a snapshot would show an audience."""

    def __init__(self, city: City) -> None:
        self.city = city

    def of(self, audience: str, kind: str) -> dict[str, bytes]:
        frame = msgspec.json.decode(self.city.town.hub.frame_after(None, (audience,)))
        return {
            change["id"]: msgspec.json.encode(change["view"])
            for change in frame["changes"]
            if change["kind"] == kind and change["op"] == "put"
        }


async def test_nobody_hears_in_an_event_what_they_are_not_shown(city: City) -> None:
    """[S4] the point of an incident is its address: the hospital is told neither, also when they are corrected."""
    incident_id, assignment_id = await accepted(city)
    await city.report(assignment_id, "b1", *TO_SCENE, Milestone.LEFT_SCENE)
    before = city.town.hub.upto
    await city.do(AmendIncident, incident_id=incident_id, point=CENTRE, description="the second entrance")
    for audience in ("hospital:h1", "brigade:b1", "service"):
        (heard,) = msgspec.json.decode(city.town.hub.frame_after(before, (audience,)))["events"]
        assert heard["type"] == "incident.amended"
        assert not {"point", "address", "caller", "description", "patient_name"} & heard["body"].keys()
    assert (await incident_of(city, incident_id)).point == CENTRE
    await city.do(AcknowledgeHandover, hospital_user("h1"), assignment_id=assignment_id, note="two beds are free")
    async with city.town.store.reading() as look:
        rows = await look.rows(before, 100)
    assert not [row.type for row in rows if "beds" in row.body or str(CENTRE.lat) in row.body]
    assert (await rebuild.check(city.town.tables, city.town.store)).differences == []


async def test_of_an_incident_a_brigade_is_told_as_long_as_it_is_shown_it(city: City) -> None:
    """Who is behind a crew's consult or conversation is asked with its brigade's name."""
    incident_id, assignment_id = await accepted(city)
    asks = [IncidentSummary(incident_id=incident_id, shown_to_brigade=brigade_id) for brigade_id in ("b1", "b2")]
    assert (await city.town.ask(asks[0])).incident_id == incident_id
    with pytest.raises(Refused) as refused:
        await city.town.ask(asks[1])
    assert refused.value.code is Code.NOT_FOUND
    await city.report(assignment_id, "b1", *Milestone)
    await city.town.pass_time(12 * HOUR_MS - 60_000)
    assert (await city.town.ask(asks[0])).incident_id == incident_id
    await city.town.pass_time(60_000)
    with pytest.raises(Refused):
        await city.town.ask(asks[0])

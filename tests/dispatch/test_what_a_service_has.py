"""Stations, brigades and hospitals, and who is shown them."""

import msgspec
import pytest

from signaling.protocol.base import Point
from signaling.protocol.brigades import AddBrigade, BrigadesKnown, BrigadeState, Profile
from signaling.protocol.hospitals import AddHospital, AddStation
from signaling.protocol.incidents import Sex
from signaling.protocol.refusals import Code, Refused
from tests.dispatch.city import ADMINISTRATOR, CALL_TAKER, CENTRE, City


async def test_a_brigade_stands_at_a_station_that_exists_under_a_callsign_of_its_own(city: City) -> None:
    fields = {"callsign": "Reanimatsion 5", "profile": Profile.INTENSIVE_CARE}
    added = await city.do(AddBrigade, ADMINISTRATOR, station_id="s1", **fields)
    known = await city.town.ask(BrigadesKnown())
    mine = next(one for one in known.brigades if one.brigade_id == added["id"])
    assert (mine.state, mine.station_point) == (BrigadeState.OFF_SHIFT, CENTRE)
    with pytest.raises(Refused) as refused:
        await city.do(AddBrigade, ADMINISTRATOR, station_id="s1", **fields)
    assert refused.value.code == Code.ALREADY_EXISTS
    with pytest.raises(Refused) as refused:
        await city.do(AddBrigade, ADMINISTRATOR, station_id="s9", callsign="8", profile=Profile.GENERAL)
    assert refused.value.code == Code.NOT_FOUND


@pytest.mark.parametrize("kind", [AddStation, AddHospital], ids=str)
async def test_an_id_is_given_once(city: City, kind: type[AddStation | AddHospital]) -> None:
    field = "station_id" if kind is AddStation else "hospital_id"
    wish = {field: "s1" if kind is AddStation else "h1", "name": "2", "point": Point(lon=1, lat=1)}
    with pytest.raises(Refused) as refused:
        await city.do(kind, ADMINISTRATOR, **wish)
    assert refused.value.code == Code.ALREADY_EXISTS


async def test_only_the_administration_adds(city: City) -> None:
    with pytest.raises(Refused) as refused:
        await city.do(AddStation, CALL_TAKER, name="2", point=CENTRE)
    assert refused.value.code == Code.NOT_ALLOWED


async def test_the_administration_sees_brigades_and_no_incident(city: City) -> None:
    opened = await city.incident()
    await city.assign(opened.incident_id, "b1")
    frame = city.town.hub.frame_after(None, ("administration",))
    shown = [(one["kind"], one["id"]) for one in msgspec.json.decode(frame)["changes"]]
    assert sorted(shown) == [
        ("brigade", "b1"), ("brigade", "b2"), ("hospital", "h1"), ("hospital", "h2"), ("station", "s1")
    ]  # fmt: skip
    assert opened.incident_id.encode() not in frame


async def test_what_is_told_of_a_brigade_tells_nothing_of_a_patient(city: City) -> None:
    before = city.town.hub.upto
    opened = await city.incident(age_years=61, patient_name="Karim", sex=Sex.MALE)
    await city.assign(opened.incident_id, "b1")
    frame = city.town.hub.frame_after(before, ("administration",))
    told = msgspec.json.decode(frame)
    assert [(one["kind"], one["id"]) for one in told["changes"]] == [("brigade", "b1")]
    assert told["events"] == []  # the order is first of all about the incident, which the administration may not see
    assert not any(secret in frame for secret in (b'"male"', b"Karim", b"123-45-67", b"Registon"))

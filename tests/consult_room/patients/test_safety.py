"""The safety counters, over a month that is played."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from signaling.protocol import patient_links
from signaling.protocol.patient_safety import PatientSafety, PatientSafetyView, SafetyCounts
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Role
from tests.consult_room.patients.ward import ADMIN, DAY_MS, HOUR_MS, RASULOVA, TOSHEVA, Ward, ward


def incident(number: int) -> str:
    return f"0199aaaa-0000-7000-8000-{number:012d}"


def telephone(number: int) -> str:
    return f"+998 90 123-{number // 100:02d}-{number % 100:02d}"


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[Ward]:
    async with ward(tmp_path) as one:
        await one.people()
        yield one


async def ended(made: Ward, number: int, doctor: Actor, closing: str = "advice") -> str:
    consult_id = await made.doctor_will_call(incident(number), telephone(number))
    await made.accept(consult_id, doctor)
    if closing == "emergency":
        await made.do(patient_links.PatientMakeEmergency, doctor, consult_id=consult_id)
    await made.end(consult_id, closing, doctor)
    return consult_id


async def a_month(made: Ward) -> None:
    """Six consults: one left at that; one telephones after 20 h, and a brigade goes after 21; one after 60 h; one after
    80 h; one is made an emergency; one gets another consult after 10 h, which ends well."""
    await ended(made, 1, RASULOVA)
    await made.town.pass_time(DAY_MS)
    await ended(made, 2, RASULOVA)
    await made.town.pass_time(20 * HOUR_MS)
    await made.incident(incident(102), telephone(2))
    await made.town.pass_time(HOUR_MS)
    await made.brigade_goes(incident(102), "b1")
    await ended(made, 3, TOSHEVA, "prescribed")
    await made.town.pass_time(60 * HOUR_MS)
    await made.incident(incident(103), "998" + telephone(3)[5:])
    await ended(made, 4, TOSHEVA)
    await made.town.pass_time(80 * HOUR_MS)
    await made.incident(incident(104), telephone(4))
    await ended(made, 5, RASULOVA, "emergency")
    await ended(made, 6, TOSHEVA)
    await made.town.pass_time(10 * HOUR_MS)
    again = await made.doctor_will_call(incident(106), telephone(6))
    await made.accept(again, RASULOVA)
    await made.end(again)


async def test_cp8_what_became_of_them_is_counted_by_doctor_reason_and_closing(made: Ward) -> None:
    """Rule [CP8]."""
    from_ms = made.town.now_ms
    await a_month(made)
    await made.town.pass_time(10 * DAY_MS)
    asked = PatientSafety(from_ms=from_ms, until_ms=made.town.now_ms)
    told: PatientSafetyView = await made.town.ask(asked, ADMIN)
    assert told.all == SafetyCounts(ended=7, again_24=2, again_72=3, sent_24=1, sent_72=1, emergencies=1)
    doctors = {row.key: row for row in told.by_doctor}
    assert doctors[RASULOVA.id].name == RASULOVA.name
    assert doctors[RASULOVA.id].counts == SafetyCounts(
        ended=4, again_24=1, again_72=1, sent_24=1, sent_72=1, emergencies=1
    )
    assert doctors[TOSHEVA.id].counts == SafetyCounts(ended=3, again_24=1, again_72=2)
    assert [(row.key, row.counts.ended) for row in told.by_reason] == [("fever", 7)]
    closings = {row.key: row.counts for row in told.by_closing}
    assert closings["prescribed"] == SafetyCounts(ended=1, again_72=1)
    assert closings["emergency"] == SafetyCounts(ended=1, emergencies=1)
    assert closings["advice"].ended == 5


async def test_cp8_a_period_counts_what_ended_in_it_and_hears_three_days_more(made: Ward) -> None:
    """Rule [CP8]."""
    from_ms = made.town.now_ms
    await ended(made, 1, RASULOVA)
    until_ms = made.town.now_ms + 1
    await made.town.pass_time(23 * HOUR_MS)
    await made.incident(incident(101), telephone(1))
    await ended(made, 2, RASULOVA)
    told: PatientSafetyView = await made.town.ask(PatientSafety(from_ms=from_ms, until_ms=until_ms), ADMIN)
    assert told.all == SafetyCounts(ended=1, again_24=1, again_72=1)
    assert told.heard_until_ms == made.town.now_ms + 1


async def test_cp8_administrators_and_seniors_on_duty_are_told(made: Ward) -> None:
    """Rule [CP8]."""
    asked = PatientSafety(from_ms=made.town.now_ms - 1, until_ms=made.town.now_ms)
    with pytest.raises(Refused) as refused:
        await made.town.ask(asked, RASULOVA)
    assert refused.value.code is Code.NOT_ALLOWED
    await made.on_duty(specialty="any", senior=True)
    told: PatientSafetyView = await made.town.ask(asked, RASULOVA)
    assert told.all.ended == 0
    with pytest.raises(Refused) as nobody:
        await made.town.ask(asked, Actor("n", Role.DISPATCHER))
    assert nobody.value.code is Code.NOT_ALLOWED


async def test_cp8_a_period_that_is_none_or_too_long_is_refused(made: Ward) -> None:
    """Rule [CP8]."""
    for from_ms, until_ms in ((5, 5), (6, 5), (0, 367 * DAY_MS)):
        with pytest.raises(Refused) as refused:
            await made.town.ask(PatientSafety(from_ms=from_ms, until_ms=until_ms), ADMIN)
        assert refused.value.code is Code.TOO_LONG

"""Whoever answers for records: openings from outside are looked at, and what is kept is told with its reasons."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from consult_room.trust.domain.keeping import YEAR_MS
from signaling import rebuild
from signaling.protocol.base import Point
from signaling.protocol.consult_room import ConsultAcknowledge, ConsultConclude
from signaling.protocol.council import ConsultAdmitHospital
from signaling.protocol.hospitals import HospitalList, HospitalView
from signaling.protocol.people import PersonAdd
from signaling.protocol.record_access import ConsultOpen, ConsultReaders, RecordBreakGlass
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.trust import RecordEndHold, RecordHold
from signaling.protocol.trust_review import RecordGlasses, RecordGlassesView, RecordKeeping, RecordLookAtGlass
from signaling.slice import Actor, Answers, Enquiry, Role, Slice
from tests.consult_room.trust.house import ADMIN, ASKER, LI, NODIRA, OUTSIDER, RECEPTION, YEARS, House
from tests.consult_room.trust.test_keeping import canaries, run
from tests.consult_room.trust.test_reading import TYPED

OTHERS = Actor("other reception", Role.HOSPITAL, "Elsewhere", hospital_id="h2")
DAY_MS = 86_400_000


async def hospitals(question: HospitalList, enquiry: Enquiry) -> list[HospitalView]:
    point = Point(lon=67.0, lat=39.6)
    return [
        HospitalView(hospital_id=id, name=name, point=point, address_label="", telephone="", specialties=[])
        for id, name in (("h1", "City hospital"), ("h2", "Other hospital"))
    ]


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with House(tmp_path, Slice("places", answers=(Answers(HospitalList, hospitals),))) as house:
        await house.begin()
        for actor in (RECEPTION, OTHERS):
            fields: dict[str, Any] = {"login": actor.id.replace(" ", "."), "name": actor.name, "role": "hospital"}
            await house.do(house.wish(PersonAdd, person_id=actor.id, hospital_id=actor.hospital_id, **fields))
        yield house


async def opened_from_outside(house: House, number: int = 1) -> str:
    """The opening's id. A second later than what was before."""
    house.now_ms += 1_000
    typed = {**TYPED, "consult_number": number, "reason_text": "canary: she is in our admission"}
    result = await house.do(house.wish(RecordBreakGlass, **typed), OUTSIDER)
    return str(result["glass_id"])


async def glasses(house: House, actor: Actor = ADMIN, **more: Any) -> RecordGlassesView:
    told: RecordGlassesView = await house.bus.ask_from_screen(RecordGlasses(**more), actor)
    return told


async def look(house: House, glass_id: str, actor: Actor = ADMIN, note: str = "canary: she was there") -> None:
    await house.do(house.wish(RecordLookAtGlass, glass_id=glass_id, note=note), actor)


async def test_ct17_administrators_see_every_opening_the_newest_first_and_no_word_of_its_reason(house: House) -> None:
    """Rule [CT17]."""
    for _ in range(2):
        await house.consult()
    first, second = await opened_from_outside(house, 1), await opened_from_outside(house, 2)
    told = await glasses(house)
    assert [(one.glass_id, one.number, one.specialty) for one in told.lines] == [
        (second, 2, "neurology"), (first, 1, "neurology"),
    ]  # fmt: skip
    assert {(one.name, one.place, one.reason) for one in told.lines} == {("Z. Tosheva", "Urgut", "arrived_here")}
    assert (told.new, told.more) == (2, False)
    assert b"canary" not in msgspec.json.encode(told)


async def test_ct16_an_opening_is_looked_at_once_with_a_note_and_is_new_no_more(house: House) -> None:
    """Rules [CT16], [CT17]."""
    for _ in range(2):
        await house.consult()
    first, second = await opened_from_outside(house, 1), await opened_from_outside(house, 2)
    for note in ("", "  "):
        wish = house.wish(RecordLookAtGlass, glass_id=first, note=note)
        assert await house.refusal(wish, ADMIN) is Code.REASON_NEEDED
    await look(house, first)
    told = await glasses(house)
    seen = told.lines[1]
    assert (told.new, seen.looked_at_ms, seen.looked_by_name) == (1, house.now_ms, "A. Admin")
    assert seen.look_note == "canary: she was there"
    assert [one.glass_id for one in (await glasses(house, only_new=True)).lines] == [second]
    again = house.wish(RecordLookAtGlass, glass_id=first, note="Something else")
    assert await house.refusal(again, ADMIN) is Code.WRONG_STATE
    unknown = house.wish(RecordLookAtGlass, glass_id="none", note="Which?")
    assert await house.refusal(unknown, ADMIN) is Code.NOT_FOUND
    assert (await rebuild.check(house.tables, house.store)).differences == []


@pytest.mark.parametrize("actor", [ASKER, LI, OUTSIDER, NODIRA, RECEPTION])
async def test_ct16_only_administrators_look_at_openings(house: House, actor: Actor) -> None:
    """Rule [CT16]."""
    await house.consult()
    wish = house.wish(RecordLookAtGlass, glass_id=await opened_from_outside(house), note="Mine")
    assert await house.refusal(wish, actor) is Code.NOT_ALLOWED


async def test_ct17_a_hospital_sees_openings_of_its_patients_records_and_of_no_others(house: House) -> None:
    """Rule [CT17]: with the words of the reason, because it may read the record; without the administrators' note."""
    theirs = await house.consult()
    await house.consult()
    await house.do(house.wish(ConsultAdmitHospital, consult_id=theirs, hospital_id="h1"))
    glass_id = await opened_from_outside(house, 1)
    await opened_from_outside(house, 2)
    await look(house, glass_id)
    (line,) = (await glasses(house, RECEPTION)).lines
    assert (line.glass_id, line.reason_text) == (glass_id, "canary: she is in our admission")
    assert (line.looked_by_name, line.look_note) == ("A. Admin", None)
    assert (await glasses(house, RECEPTION, only_new=True)).lines == []
    assert (await glasses(house, OTHERS)).lines == []
    for actor in (ASKER, OUTSIDER, NODIRA):
        with pytest.raises(Refused):
            await glasses(house, actor)


async def test_ct8_a_reading_tells_where_its_reader_works_and_by_which_way_it_was(house: House) -> None:
    """Rule [CT8]."""
    consult_id = await house.consult()
    await house.do(house.wish(ConsultAdmitHospital, consult_id=consult_id, hospital_id="h1"))
    await opened_from_outside(house)
    for actor, what in ((OUTSIDER, "record"), (RECEPTION, "record"), (LI, "pdf")):
        house.now_ms += 1_000
        await house.do(house.wish(ConsultOpen, consult_id=consult_id, what=what), actor)
    for asked_by in (ADMIN, RECEPTION):
        told = await house.ask(ConsultReaders(consult_id=consult_id), asked_by)
        assert [(one.name, one.place, one.way) for one in told.readings] == [
            ("N. Li", "Urgut", "export"),
            ("Reception", "City hospital", "part"),
            ("Z. Tosheva", "Urgut", "broken_glass"),
        ]
    with pytest.raises(Refused):
        await house.ask(ConsultReaders(consult_id=consult_id), OTHERS)


async def test_ct12_ct18_what_is_held_says_why_by_whom_and_since_when_and_so_does_the_end(house: House) -> None:
    """Rules [CT12], [CT18]."""
    consult_id = await house.consult()
    asked_ms = house.now_ms
    house.now_ms += DAY_MS
    await house.do(house.wish(RecordHold, consult_id=consult_id, reason=" A court asks "), ADMIN)
    held_ms = house.now_ms
    (held,) = (await house.ask(RecordKeeping(), ADMIN)).held
    assert (held.consult_id, held.number, held.specialty) == (consult_id, 1, "neurology")
    assert (held.held_at_ms, held.held_by_name, held.reason) == (held_ms, "A. Admin", "A court asks")
    assert held.until_ms == asked_ms + YEARS * YEAR_MS
    silent = house.wish(RecordEndHold, consult_id=consult_id, reason=" ")
    assert await house.refusal(silent, ADMIN) is Code.REASON_NEEDED
    house.now_ms += DAY_MS
    await house.do(house.wish(RecordEndHold, consult_id=consult_id, reason="It was settled"), ADMIN)
    again = house.wish(RecordEndHold, consult_id=consult_id, reason="Twice")
    assert await house.refusal(again, ADMIN) is Code.WRONG_STATE
    told = await house.ask(ConsultReaders(number=1), ADMIN)
    (hold,) = told.holds
    assert (hold.at_ms, hold.reason, hold.ended_at_ms, hold.ended_reason) == (
        held_ms, "A court asks", house.now_ms, "It was settled",
    )  # fmt: skip
    assert (await house.ask(ConsultReaders(consult_id=consult_id), ASKER)).holds == []


async def test_ct18_what_goes_soon_and_what_is_gone_is_told_by_number_and_id_alone(house: House) -> None:
    """Rule [CT18]."""
    goes = await house.consult()
    await house.do(house.wish(ConsultConclude, consult_id=goes, conclusion="canary"), LI)
    await house.do(house.wish(ConsultAcknowledge, consult_id=goes), ASKER)
    over_ms = house.now_ms
    house.now_ms += YEARS * YEAR_MS - 31 * DAY_MS
    await house.consult()
    assert (await house.ask(RecordKeeping(), ADMIN)).due_count == 0
    house.now_ms += 2 * DAY_MS
    told = await house.ask(RecordKeeping(), ADMIN)
    assert [(one.consult_id, one.until_ms) for one in told.due] == [(goes, over_ms + YEARS * YEAR_MS)]
    assert (told.due_count, told.consult_years) == (1, YEARS)
    house.now_ms += 30 * DAY_MS
    await run(house)
    told = await house.ask(RecordKeeping(), ADMIN)
    assert (told.due, told.erased_count) == ([], 1)
    assert [(one.consult_id, one.number, one.files_gone) for one in told.erased] == [(goes, 1, True)]
    assert b"canary" not in msgspec.json.encode(told)
    house.now_ms += 366 * DAY_MS
    assert (await house.ask(RecordKeeping(), ADMIN)).erased_count == 0


async def test_ct18_only_administrators_are_told_what_is_kept(house: House) -> None:
    """Rule [CT18]."""
    for actor in (ASKER, LI, NODIRA, RECEPTION):
        with pytest.raises(Refused):
            await house.bus.ask_from_screen(RecordKeeping(), actor)


async def test_ct11_ct16_no_note_and_no_reason_of_a_hold_outlives_the_record(house: House) -> None:
    """Rules [CT11], [CT16]: an opening of an erased record can still be looked at, and nothing is written of it."""
    consult_id = await house.consult()
    first, second = await opened_from_outside(house), ""
    await house.pass_time(5 * 3_600_000)
    second = await opened_from_outside(house)
    await look(house, first)
    await house.do(house.wish(RecordHold, consult_id=consult_id, reason="canary: a court asks"), ADMIN)
    await house.do(house.wish(RecordEndHold, consult_id=consult_id, reason="canary: it was settled"), ADMIN)
    assert {"record_access", "journal record.glass_looked_at", "journal record.hold_ended"} <= set(
        await canaries(house)
    )
    house.now_ms += YEARS * YEAR_MS
    assert await run(house) == (1, 1)
    await look(house, second, note="canary: too late")
    assert await canaries(house) == []
    told = await glasses(house)
    assert [(one.look_note, one.erased, one.looked_at_ms is None) for one in told.lines] == [(None, True, False)] * 2
    assert (await rebuild.check(house.tables, house.store)).differences == []

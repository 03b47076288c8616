"""Every reading leaves a trace, and a record is opened from outside with a reason, known facts and a limited time."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from signaling.protocol.consult_room import ConsultAcknowledge, ConsultConclude, ConsultSay
from signaling.protocol.consult_views import ConsultParties, ConsultRecord
from signaling.protocol.record_access import (
    ConsultOpen,
    ConsultReaders,
    ConsultReadersView,
    RecordBreakGlass,
    RecordEndGlass,
    RecordRead,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor
from tests.consult_room.trust.house import ADMIN, ASKER, HOUR_MS, LI, NODIRA, OUTSIDER, RASULOV, House

TYPED: dict[str, Any] = {
    "consult_number": 1, "age_years": 67, "sex": "female", "reason": "arrived_here",
    "reason_text": "She is in our admission now",
}  # fmt: skip
TEN_MINUTES_MS = 10 * 60_000


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with House(tmp_path) as house:
        await house.begin()
        yield house


async def opened(house: House, consult_id: str, actor: Actor, **fields: Any) -> None:
    await house.do(house.wish(ConsultOpen, consult_id=consult_id, **fields), actor)


async def readers(house: House, consult_id: str, actor: Actor = ASKER) -> ConsultReadersView:
    answer: ConsultReadersView = await house.ask(ConsultReaders(consult_id=consult_id), actor)
    return answer


async def test_ct7_who_when_as_what_part_what_and_from_which_device(house: House) -> None:
    """Rule [CT7]."""
    consult_id = await house.consult()
    await opened(house, consult_id, ASKER)
    house.now_ms += 1_000
    await opened(house, consult_id, LI, what="file", item_id="f1")
    read = (await readers(house, consult_id)).readings
    assert [(one.name, one.role, one.part, one.what, one.item_id, one.device) for one in read] == [
        ("N. Li", "specialist", "specialist", "file", "f1", ""),
        ("Sh. Karimov", "physician", "asker", "record", None, "notebook"),
    ]


async def test_ct7_once_in_ten_minutes_for_each_person_part_and_thing(house: House) -> None:
    """Rule [CT7]."""
    consult_id = await house.consult()
    house.now_ms += TEN_MINUTES_MS - house.now_ms % TEN_MINUTES_MS
    for _ in range(3):
        await opened(house, consult_id, LI)
        house.now_ms += 60_000
    await opened(house, consult_id, LI, what="history")
    assert len(await house.events(RecordRead)) == 2
    house.now_ms += TEN_MINUTES_MS
    await opened(house, consult_id, LI)
    assert len(await house.events(RecordRead)) == 3


async def test_ct7_strangers_leave_no_trace_because_they_read_nothing(house: House) -> None:
    """Rule [CT7]."""
    consult_id = await house.consult()
    for actor in (OUTSIDER, RASULOV):
        assert await house.refusal(house.wish(ConsultOpen, consult_id=consult_id), actor) is Code.NOT_FOUND
    assert await house.refusal(house.wish(ConsultOpen, consult_id="none"), LI) is Code.NOT_FOUND


async def test_ct8_the_askers_side_and_administrators_see_who_read_it_and_nothing_of_it(house: House) -> None:
    """Rule [CT8]."""
    consult_id = await house.consult()
    await opened(house, consult_id, LI)
    told = await house.ask(ConsultReaders(number=1), ADMIN)
    assert told.consult_id == consult_id
    assert [(one.part, one.name) for one in told.members] == [("asker", "Sh. Karimov"), ("specialist", "N. Li")]
    assert b"canary" not in msgspec.json.encode(told)
    for actor in (LI, OUTSIDER):
        with pytest.raises(Refused):
            await readers(house, consult_id, actor)
    for question in (ConsultReaders(number=1), ConsultReaders(), ConsultReaders(consult_id="none")):
        with pytest.raises(Refused):
            await house.ask(question, ASKER)


async def test_ct9_two_facts_and_a_reason_open_it_for_four_hours(house: House) -> None:
    """Rule [CT9]."""
    consult_id = await house.consult()
    result = await house.do(house.wish(RecordBreakGlass, **TYPED), OUTSIDER)
    assert result == {**result, "consult_id": consult_id, "until_ms": house.now_ms + 4 * HOUR_MS}
    record = await house.ask(ConsultRecord(consult_id=consult_id), OUTSIDER)
    assert (record.relation, record.question) == ("broke_glass", "canary question")
    said = house.wish(ConsultSay, consult_id=consult_id, text="x")
    assert await house.refusal(said, OUTSIDER) is Code.NOT_YOURS, "they read and do nothing"
    parties = await house.ask(ConsultParties(consult_id=consult_id))
    assert OUTSIDER.id not in [one.id for one in parties.members], "and are talked with by nobody"
    again = house.wish(RecordBreakGlass, **TYPED)
    assert await house.refusal(again, OUTSIDER) is Code.ALREADY_EXISTS
    await house.pass_time(4 * HOUR_MS)
    with pytest.raises(Refused):
        await house.ask(ConsultRecord(consult_id=consult_id), OUTSIDER)
    assert b"canary" not in house.hub.frame_after(None, ("person:outsider",))


async def test_ct10_everybody_of_the_circle_and_the_administration_are_told(house: House) -> None:
    """Rule [CT10]: the administration without the text of the reason, which may be clinical."""
    consult_id = await house.consult()
    text = "canary: she has a stroke"
    result = await house.do(house.wish(RecordBreakGlass, **{**TYPED, "reason_text": text}), OUTSIDER)
    for audience in ("person:asker", "person:li"):
        frame = house.hub.frame_after(None, (audience,))
        assert text.encode() in frame
        assert b"Z. Tosheva" in frame
    frame = house.hub.frame_after(None, ("administration",))
    assert b"broken_glass" in frame
    assert b"arrived_here" in frame
    assert b"canary" not in frame
    await house.do(house.wish(RecordEndGlass, glass_id=result["glass_id"]), OUTSIDER)
    told = await readers(house, consult_id)
    assert [(one.name, one.reason_text, one.ended_at_ms) for one in told.glasses] == [
        ("Z. Tosheva", text, house.now_ms)
    ], "it stands in the trace"
    assert (await readers(house, consult_id, ADMIN)).glasses[0].reason_text is None


async def test_ct9_one_fact_or_a_wrong_one_opens_nothing_and_tries_are_counted(house: House) -> None:
    """Rule [CT9]."""
    await house.consult()
    for less in ({"age_years": None}, {"sex": None}, {"sex": "unknown"}, {"consult_number": None}):
        assert await house.refusal(house.wish(RecordBreakGlass, **{**TYPED, **less}), OUTSIDER) is Code.MISSING
    short = house.wish(RecordBreakGlass, **{**TYPED, "reason_text": "why not"})
    assert await house.refusal(short, OUTSIDER) is Code.REASON_NEEDED
    for wrong in ({"age_years": 66}, {"sex": "male"}, {"consult_number": 2}, {"incident_number": 1}, {"age_years": 1}):
        told = await house.do(house.wish(RecordBreakGlass, **{**TYPED, **wrong}), OUTSIDER)
        assert told == {"consult_id": None, "glass_id": None, "until_ms": None}
    right = house.wish(RecordBreakGlass, **TYPED)
    assert await house.refusal(right, OUTSIDER) is Code.TOO_MANY_TRIES
    house.now_ms += HOUR_MS
    assert (await house.do(house.wish(RecordBreakGlass, **TYPED), OUTSIDER))["consult_id"] is not None


@pytest.mark.parametrize("actor", [NODIRA, ADMIN])
async def test_ct9_only_doctors_open_it_so(house: House, actor: Actor) -> None:
    """Rule [CT9]."""
    await house.consult()
    assert await house.refusal(house.wish(RecordBreakGlass, **TYPED), actor) is Code.NOT_ALLOWED


async def test_ct9_who_was_its_specialist_is_again_what_they_were(house: House) -> None:
    """Rule [CT9]: of a consult that is over the specialist reads what they signed, before and afterwards."""
    consult_id = await house.consult()
    await house.do(house.wish(ConsultConclude, consult_id=consult_id, conclusion="A conclusion"), LI)
    await house.do(house.wish(ConsultAcknowledge, consult_id=consult_id), ASKER)
    assert (await house.ask(ConsultRecord(consult_id=consult_id), LI)).relation == "former"
    result = await house.do(house.wish(RecordBreakGlass, **TYPED), LI)
    assert (await house.ask(ConsultRecord(consult_id=consult_id), LI)).question == "canary question"
    stolen = house.wish(RecordEndGlass, glass_id=result["glass_id"])
    assert await house.refusal(stolen, OUTSIDER) is Code.NOT_FOUND
    await house.do(house.wish(RecordEndGlass, glass_id=result["glass_id"]), LI)
    after = await house.ask(ConsultRecord(consult_id=consult_id), LI)
    assert (after.relation, after.question, after.conclusion) == ("former", None, "A conclusion")


@pytest.mark.parametrize("change", [{"hours": 0}, {"hours": 25}, {"reason": "curious"}, {"consult_number": 0}])
def test_what_is_no_wish_to_open_is_not_read(change: dict[str, Any]) -> None:
    body = {"type": "record.break_glass", "id": "x", "made_at_ms": 1, **TYPED, **change}
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode(body), type=RecordBreakGlass)

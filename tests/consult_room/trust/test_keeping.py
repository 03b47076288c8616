"""How long a record is kept, what holds it, and that nothing personal is left of it anywhere."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from consult_room.trust.domain.keeping import YEAR_MS
from consult_room.trust.erasing import erase_let_go, let_go, subjects_of
from signaling import rebuild
from signaling.protocol.base import Command, Question
from signaling.protocol.consult_room import ConsultAcknowledge, ConsultConclude, ConsultSay
from signaling.protocol.consult_views import ConsultRecord
from signaling.protocol.record_access import ConsultOpen, ConsultReaders, RecordBreakGlass
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.trust import (
    ConsentNote,
    ConsultNamePatient,
    RecordEndHold,
    RecordErase,
    RecordErased,
    RecordHold,
)
from signaling.slice import Actor
from signaling.store.uploads import MemoryLongFileRecords
from signaling.uploads import LongFiles
from tests.consult_room.trust.house import ADMIN, ASKER, LI, OUTSIDER, YEARS, House
from tests.consult_room.trust.test_reading import TYPED


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with House(tmp_path) as house:
        await house.begin()
        yield house


class Back:
    """What a worker has of the frame."""

    def __init__(self, house: House) -> None:
        self._house = house

    def now_ms(self) -> int:
        return self._house.now_ms

    async def submit(self, command: Command, actor: Actor) -> Any:
        return await self._house.do(command, actor)

    async def ask(self, question: Question, actor: Actor | None = None) -> Any:
        return await self._house.ask(question, actor)

    async def changed(self, kind: str, timeout_s: float) -> None:
        raise AssertionError("nothing is waited for here")

    def reading(self) -> AbstractAsyncContextManager[Any]:
        return self._house.bus.reading()


async def full_consult(house: House) -> str:
    """With canary words in everything that may hold words."""
    consult_id = await house.consult()

    async def do(command: type[Command], actor: Actor, **fields: Any) -> None:
        await house.do(house.wish(command, consult_id=consult_id, **fields), actor)

    await do(ConsultSay, ASKER, text="canary line")
    await do(
        ConsentNote, ASKER, purposes=["consult"], answer="given", given_by="guardian", how="written", text_version=1,
        giver_name="canary mother", why="canary why",
    )  # fmt: skip
    await do(ConsultNamePatient, ASKER, said_by="document", name="canary name", patient_number="canary 7")
    await do(ConsultConclude, LI, conclusion="canary conclusion")
    await do(ConsultAcknowledge, ASKER)
    await house.do(house.wish(RecordBreakGlass, **{**TYPED, "reason_text": "canary reason"}), OUTSIDER)
    await do(ConsultOpen, OUTSIDER)
    return consult_id


async def run(house: House) -> tuple[int, int]:
    back = Back(house)
    return await let_go(back, YEARS), await erase_let_go(back, house.files, house.erase, house.erase_files)


async def canaries(house: House) -> list[str]:
    """Kinds of state tables, and rows of the journal, in which a canary word still stands."""
    async with house.store.reading() as look:
        rows = await look.rows(0, 1_000_000)
        found = [f"journal {row.type}" for row in rows if "canary" in f"{row.body} {row.personal}"]
        for kind in house.tables.aggregates:
            found += [kind for stored in await look.find(kind, {}, 10_000) if b"canary" in stored.state]
    return found


def lying_in(folder: Path) -> list[Path]:
    return [place for place in folder.rglob("*") if place.is_file()]


async def test_ct11_after_its_years_nothing_personal_is_left_anywhere(house: House, tmp_path: Path) -> None:
    """Rule [CT11]."""
    consult_id = await full_consult(house)
    kept = await house.files.put(b"canary picture", subject=subjects_of(consult_id)[0], media_type="image/png")
    assert {"consult", "consents", "consult_patient", "record_access"} <= set(await canaries(house))
    house.now_ms += YEARS * YEAR_MS - 1_000
    assert await run(house) == (0, 0), "not a second too early"
    house.now_ms += 1_000
    assert await run(house) == (1, 1)
    assert await canaries(house) == []
    assert kept.id not in [place.name for place in lying_in(tmp_path)]
    assert house.let_go_of == [consult_id]
    assert await run(house) == (0, 0)
    assert len(await house.events(RecordErased)) == 1
    found = await rebuild.check(house.tables, house.store)
    assert found.differences == []


async def test_ct11_nobody_reads_what_is_erased_and_the_trace_stays(house: House) -> None:
    """Rule [CT11]."""
    consult_id = await full_consult(house)
    house.now_ms += YEARS * YEAR_MS
    await run(house)
    for actor in (ASKER, LI, OUTSIDER):
        with pytest.raises(Refused):
            await house.ask(ConsultRecord(consult_id=consult_id), actor)
    told = await house.ask(ConsultReaders(number=1), ADMIN)
    assert (told.erased, [one.name for one in told.readings]) == (True, ["Z. Tosheva"])
    assert len(told.glasses) == 1
    assert await house.refusal(house.wish(RecordHold, consult_id=consult_id, reason="late"), ADMIN) is Code.WRONG_STATE


async def test_ct12_what_is_held_is_kept_until_that_is_ended(house: House) -> None:
    """Rule [CT12]."""
    consult_id = await full_consult(house)
    assert await house.refusal(house.wish(RecordHold, consult_id=consult_id, reason=" "), ADMIN) is Code.REASON_NEEDED
    await house.do(house.wish(RecordHold, consult_id=consult_id, reason="canary: a court asks"), ADMIN)
    again = house.wish(RecordHold, consult_id=consult_id, reason="twice")
    assert await house.refusal(again, ADMIN) is Code.WRONG_STATE
    house.now_ms += 2 * YEARS * YEAR_MS
    assert await run(house) == (0, 0)
    with pytest.raises(Refused):
        await house.do(house.wish(RecordErase, consult_id=consult_id))
    await house.do(house.wish(RecordEndHold, consult_id=consult_id, reason="canary: it was settled"), ADMIN)
    assert await run(house) == (1, 1)
    assert await canaries(house) == []


@pytest.mark.parametrize("actor", [ASKER, LI, OUTSIDER])
async def test_ct12_only_administrators_hold_a_record(house: House, actor: Actor) -> None:
    """Rule [CT12]."""
    consult_id = await full_consult(house)
    assert await house.refusal(house.wish(RecordHold, consult_id=consult_id, reason="mine"), actor) is Code.NOT_ALLOWED


async def test_ct11_a_consult_that_nobody_ended_is_kept_from_its_asking(house: House) -> None:
    """Rule [CT11]."""
    await house.consult(taken=False)
    house.now_ms += YEARS * YEAR_MS
    assert await run(house) == (1, 1)
    assert await canaries(house) == []
    before = house.hub.upto
    await house.pass_time(86_400_000)
    assert house.hub.upto == before, "nobody is sought for it any more"


async def test_ct13_documents_lie_sealed_in_the_data_folder(house: House, tmp_path: Path) -> None:
    """Rule [CT13]."""
    await house.files.put(b"canary document " * 100, subject=subjects_of("c")[0], media_type="text/plain")
    long_files = LongFiles(house.files, MemoryLongFileRecords(), house.clock)
    await long_files.keep("f.preview", b"canary picture " * 100)
    places = lying_in(tmp_path)
    assert len(places) >= 2
    for place in places:
        assert b"canary" not in place.read_bytes()
        assert "canary" not in str(place)

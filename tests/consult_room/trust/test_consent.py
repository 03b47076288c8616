"""Consent: who answers, for what, how long, what withdrawing it closes; and what the patient is called."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from consult_room.trust.domain.consents import WORDING_OF_LINK
from signaling.protocol.base import Command
from signaling.protocol.council import ConsultAdmitHospital
from signaling.protocol.record_access import ConsultTrust
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.trust import (
    ConsentNote,
    ConsentNow,
    ConsentStands,
    ConsentWithdraw,
    ConsultNamePatient,
)
from signaling.slice import Actor, system
from tests.consult_room.trust.house import ASKER, HOUR_MS, LI, NODIRA, OUTSIDER, RASULOV, RECEPTION, House

DAY_MS = 24 * HOUR_MS
SPOKEN: dict[str, Any] = {"answer": "given", "given_by": "patient", "how": "spoken", "text_version": 1}


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with House(tmp_path) as house:
        await house.begin()
        yield house


async def now(house: House, consult_id: str, purpose: Any) -> ConsentNow:
    answer: ConsentNow = await house.ask(ConsentStands(consult_id=consult_id, purpose=purpose))
    return answer


async def note(house: House, consult_id: str, actor: Actor = ASKER, **fields: Any) -> None:
    await house.do(house.wish(ConsentNote, consult_id=consult_id, **{**SPOKEN, **fields}), actor)


async def test_ct1_a_consult_begins_unasked_and_says_so(house: House) -> None:
    """Rule [CT1]: help is never kept back."""
    consult_id = await house.consult()
    assert await now(house, consult_id, "consult") == ConsentNow(stands=False, state="not_asked")
    assert await now(house, "no such consult", "recording") == ConsentNow(stands=False, state="not_asked")


async def test_ct2_each_purpose_has_its_own_answer_and_its_own_time(house: House) -> None:
    """Rule [CT2]."""
    consult_id = await house.consult()
    await note(house, consult_id, purposes=["consult", "recording"], days=1)
    assert await now(house, consult_id, "recording") == ConsentNow(stands=True, state="given")
    assert not (await now(house, consult_id, "pictures")).stands
    await note(house, consult_id, purposes=["pictures"], answer="refused")
    assert await now(house, consult_id, "pictures") == ConsentNow(stands=False, state="refused")
    house.now_ms += DAY_MS
    assert await now(house, consult_id, "recording") == ConsentNow(stands=False, state="ended")


async def test_ct3_an_emergency_stands_for_help_alone_and_says_why(house: House) -> None:
    """Rule [CT3]."""
    consult_id = await house.consult()
    unasked: dict[str, Any] = {**SPOKEN, "consult_id": consult_id, "given_by": "nobody_emergency"}
    assert await house.refusal(house.wish(ConsentNote, purposes=["consult"], **unasked), ASKER) is Code.REASON_NEEDED
    both = house.wish(ConsentNote, purposes=["consult", "recording"], why="unconscious", **unasked)
    assert await house.refusal(both, ASKER) is Code.NOT_AGREED
    await note(house, consult_id, purposes=["consult"], given_by="nobody_emergency", why="unconscious")
    assert await now(house, consult_id, "consult") == ConsentNow(stands=True, state="emergency")
    await note(house, consult_id, purposes=["consult"], given_by="relative", giver_name="Her son")
    assert await now(house, consult_id, "consult") == ConsentNow(stands=True, state="given")


async def test_ct2_another_text_than_is_shown_is_not_agreed_to(house: House) -> None:
    """Rule [CT2]."""
    consult_id = await house.consult()
    old: dict[str, Any] = {**SPOKEN, "text_version": 0}
    wish = house.wish(ConsentNote, consult_id=consult_id, purposes=["consult"], **old)
    assert await house.refusal(wish, ASKER) is Code.CHANGED_MEANWHILE
    by_link = house.wish(ConsentNote, consult_id=consult_id, purposes=["consult"], **{**SPOKEN, "how": "link"})
    assert await house.refusal(by_link, ASKER) is Code.NOT_YOURS, "nobody answers by the patient's own link"


@pytest.mark.parametrize(
    "change",
    [
        {"purposes": []},
        {"purposes": ["selling"]},
        {"purposes": ["consult"], "days": 0},
        {"purposes": ["consult"], "given_by": "neighbour"},
        {"purposes": ["consult"], "why": "x" * 2001},
        {"purposes": ["consult"], "giver": "x"},
    ],
)
def test_what_is_no_consent_is_not_read(change: dict[str, Any]) -> None:
    body = {"type": "consent.note", "id": "x", "made_at_ms": 1, "consult_id": "c", **SPOKEN, **change}
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode(body), type=ConsentNote)


async def test_ct2_who_comes_in_by_the_patients_link_has_agreed_to_its_wording(house: House) -> None:
    """Rule [CT2]."""
    consult_id = await house.consult()
    agreed = {"purposes": ["consult"], "given_by": "patient", "how": "link"}
    await note(house, consult_id, system("consult_room.consent_by_link"), text_version=WORDING_OF_LINK, **agreed)
    assert (await now(house, consult_id, "consult")).state == "given"
    with pytest.raises(Refused) as refused:
        await note(house, consult_id, ASKER, purposes=["consult"], text_version=WORDING_OF_LINK)
    assert refused.value.code is Code.CHANGED_MEANWHILE


async def test_ct4_withdrawing_ends_it_once_and_what_was_answered_stays_written(house: House) -> None:
    """Rule [CT4]."""
    consult_id = await house.consult()
    wish: dict[str, Any] = {"consult_id": consult_id, "purpose": "teaching", "withdrawn_by": "patient"}
    assert await house.refusal(house.wish(ConsentWithdraw, **wish), ASKER) is Code.WRONG_STATE
    await note(house, consult_id, purposes=["teaching"])
    await house.do(house.wish(ConsentWithdraw, **wish, why="changed her mind"), LI)
    assert await now(house, consult_id, "teaching") == ConsentNow(stands=False, state="withdrawn")
    assert await house.refusal(house.wish(ConsentWithdraw, **wish), ASKER) is Code.WRONG_STATE
    shown = await house.ask(ConsultTrust(consult_id=consult_id), ASKER)
    (item,) = shown.consents.items
    assert (item.noted_by_name, item.withdrawn_noted_by_name, item.withdrawn_why) == (
        "Sh. Karimov", "N. Li", "changed her mind",
    )  # fmt: skip


async def test_ct5_strangers_and_the_desk_neither_note_nor_see_it(house: House) -> None:
    """Rule [CT5]."""
    consult_id = await house.consult()
    await note(house, consult_id, purposes=["consult"], giver_name="canary giver")
    named = house.wish(ConsultNamePatient, consult_id=consult_id, said_by="document", name="canary name")
    await house.do(named, ASKER)
    wishes: list[Command] = [
        house.wish(ConsentNote, consult_id=consult_id, purposes=["consult"], **SPOKEN),
        house.wish(ConsentWithdraw, consult_id=consult_id, purpose="consult", withdrawn_by="patient"),
        house.wish(ConsultNamePatient, consult_id=consult_id, said_by="patient", name="x"),
    ]
    for actor in (OUTSIDER, RASULOV, RECEPTION):
        for wish in wishes:
            assert await house.refusal(msgspec.structs.replace(wish, id=house.new_id()), actor) is Code.NOT_FOUND
        with pytest.raises(Refused):
            await house.ask(ConsultTrust(consult_id=consult_id), actor)
    for audience in ("service", "administration", "person:outsider", "person:rasulov", "hospital:h1"):
        assert b"canary" not in house.hub.frame_after(None, (audience,)), audience
        assert b"canary" not in house.hub.frame_after(0, (audience,)), audience
    assert await house.refusal(wishes[0], NODIRA) is Code.NOT_ALLOWED
    for audience in ("person:asker", "person:li"):
        assert b"canary name" in house.hub.frame_after(None, (audience,)), audience


async def test_ct6_a_patient_may_have_no_name_and_it_is_put_right_later(house: House) -> None:
    """Rule [CT6]."""
    consult_id = await house.consult()
    shown = await house.ask(ConsultTrust(consult_id=consult_id), LI)
    assert (shown.patient.name, shown.patient.said_by) == (None, None)
    for said_by, name in (("crew", "Dilbar"), ("document", "Dilbar Yusupova")):
        fields = {"said_by": said_by, "name": name, "birth_date": "1959-03-08", "patient_number": "A 12"}
        await house.do(house.wish(ConsultNamePatient, consult_id=consult_id, **fields), ASKER)
    shown = await house.ask(ConsultTrust(consult_id=consult_id), LI)
    assert (shown.patient.name, shown.patient.said_by, shown.patient.times_said) == ("Dilbar Yusupova", "document", 2)
    await house.do(house.wish(ConsultAdmitHospital, consult_id=consult_id, hospital_id="h1"))
    put_right = house.wish(ConsultNamePatient, consult_id=consult_id, said_by="relative", name="")
    await house.do(put_right, RECEPTION)
    assert (await house.ask(ConsultTrust(consult_id=consult_id), LI)).patient.name is None


@pytest.mark.parametrize("birth_date", ["2026-02-30", "1800-01-01", "2126-01-01"])
async def test_ct6_no_day_is_no_birth_date(house: House, birth_date: str) -> None:
    """Rule [CT6]."""
    consult_id = await house.consult()
    wish = house.wish(ConsultNamePatient, consult_id=consult_id, said_by="patient", birth_date=birth_date)
    assert await house.refusal(wish, ASKER) is Code.WRONG_VALUE

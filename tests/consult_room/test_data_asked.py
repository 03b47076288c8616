"""The data of a question, through the whole server: read, counted, missing, added to."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from consult_room.forms import assembly as forms
from people import assembly as people
from people.domain import rights
from signaling.protocol.consult_room import ConsultAsk, ConsultSupplement
from signaling.protocol.consult_views import ConsultRecord, ConsultView
from signaling.protocol.people import PersonAdd
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Role
from signaling.testing import Town
from tests.consult_room.slices import the_room

ASKER = Actor("asker", Role.PHYSICIAN, "Sh. Karimov")


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    slices = [people.assemble(), *the_room(forms.assemble())]
    async with Town(slices, rights=rights, sees=rights.may_see) as town:
        await town.do(
            town.wish(PersonAdd, person_id=ASKER.id, login="asker", name=ASKER.name, role="physician", place="Urgut")
        )
        yield town


async def ask(town: Town, **fields: Any) -> ConsultView:
    consult_id = town.new_id()
    shown = {
        "specialty": "neurology",
        "urgency": "emergency",
        "question": "Stroke?",
        "age_years": 67,
        "problem": "stroke",
    }
    await town.do(town.wish(ConsultAsk, consult_id=consult_id, **{**shown, **fields}), ASKER)
    return await record(town, consult_id)


async def record(town: Town, consult_id: str) -> ConsultView:
    view = await town.bus.ask_from_screen(ConsultRecord(consult_id=consult_id), ASKER)
    assert isinstance(view, ConsultView)
    return view


async def refused(town: Town, **fields: Any) -> Refused:
    with pytest.raises(Refused) as told:
        await ask(town, **fields)
    return told.value


async def test_cd6_an_emergency_that_lacks_something_rings_and_says_what(town: Town) -> None:
    """Rules [CD4] and [CD6]."""
    view = await ask(town, data={"glucose": 6.1, "nihss": 3})
    assert view.data == {"glucose": 6.1, "nihss": 3}
    assert view.missing == ["last_seen_well", "systolic", "anticoagulants", "transfer_hours"]


async def test_cd6_a_planned_one_is_refused_until_it_lacks_nothing_but_files(town: Town) -> None:
    """Rule [CD6]."""
    told = await refused(town, urgency="planned")
    assert (told.code, told.details) == (Code.INCOMPLETE, {"missing": ["last_seen_well"]})
    view = await ask(town, urgency="planned", data={"last_seen_well": town.now_ms - 60_000})
    assert view.missing == ["ct"]


async def test_cd3_what_does_not_fit_is_refused_and_nothing_is_kept(town: Town) -> None:
    """Rule [CD3]."""
    told = await refused(town, data={"glucose": 600})
    assert (told.code, told.details) == (Code.WRONG_VALUE, {"field": "glucose", "why": "too_large"})
    assert (await refused(town, problem="no_such")).code is Code.NOT_FOUND
    assert (await refused(town, problem=None, data={"glucose": 6})).code is Code.MISSING
    assert (await ask(town, problem=None)).missing == []


async def test_what_was_missing_is_added_counted_and_taken_away(town: Town) -> None:
    """Rules [CD3] and [CD4]."""
    view = await ask(town, problem="trauma", specialty="surgery", data={"gcs.eyes": "4", "gcs.verbal": "4"})
    assert "gcs" in view.missing

    async def add(**data: Any) -> ConsultView:
        await town.do(town.wish(ConsultSupplement, consult_id=view.consult_id, data=data), ASKER)
        return await record(town, view.consult_id)

    added = await add(**{"gcs.motor": "6", "oxygen_level": 97})
    assert added.data is not None
    assert (added.data["gcs"], added.data["oxygen_level"]) == (14, 97)
    assert "gcs" not in added.missing
    taken = await add(**{"gcs.eyes": "", "oxygen_level": ""})
    assert taken.data == {"gcs.verbal": "4", "gcs.motor": "6"}
    assert {"gcs", "oxygen_level"} <= set(taken.missing)
    with pytest.raises(Refused) as told:
        await add(pulse="fast")
    assert told.value.details == {"field": "pulse", "why": "unknown"}

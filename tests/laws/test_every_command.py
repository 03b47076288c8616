"""Law [S1] over every command there is: a whole day of the service is played on every store, and after each command
every role's screen, brought up by frames from any earlier number, equals a fresh snapshot. And the journal of that day,
replayed, gives the tables (rule [J3]).
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from config import wiring
from people.domain import rights
from signaling import rebuild, tables
from signaling.store.memory import MemoryStore
from signaling.testing import Town
from tests.fixtures.stores import EVERY_STORE, EmptyStore
from tests.laws.day_beside import silent_tablets, told_outside
from tests.laws.day_of_booking import planned_consults
from tests.laws.day_of_calling_in import calling_in
from tests.laws.day_of_conclusions import the_conclusion
from tests.laws.day_of_conversations import conversations
from tests.laws.day_of_figures import rating
from tests.laws.day_of_files import files_of_a_consult
from tests.laws.day_of_notices import telling_patients
from tests.laws.day_of_patients import patients_own_consults
from tests.laws.day_of_the_council import the_council
from tests.laws.day_of_the_field import from_the_field
from tests.laws.day_of_the_rota import the_rota
from tests.laws.day_of_the_service import (
    alerts,
    callers,
    closed_pages,
    consult,
    drill,
    incident_to_hospital,
    set_up,
    telephones,
    the_end,
    what_else_a_desk_does,
    without_the_server,
)
from tests.laws.day_of_treating import treating
from tests.laws.day_of_trust import law_and_trust
from tests.laws.watching import Day, every_slice


@pytest.fixture(params=EVERY_STORE)
async def town(request: pytest.FixtureRequest, tmp_path: Path, empty_store: EmptyStore) -> AsyncIterator[Town]:
    slices = every_slice(tmp_path)
    store = empty_store(request.param, tables.join(slices).aggregates.values())
    async with Town(slices, store=store, rights=wiring.Rights(), sees=rights.may_see) as town:
        yield town


@pytest.mark.timeout(400)
async def test_s1_s2_s3_j3_after_every_command_every_screen_equals_its_snapshot(town: Town) -> None:
    """Rules [S1], [S2], [S3], [J3]."""
    day = Day(town)
    await set_up(day)
    await drill(day)
    await incident_to_hospital(day)
    await what_else_a_desk_does(day)
    await without_the_server(day)
    await conversations(day)
    await consult(day)
    await the_council(day)
    await from_the_field(day)
    await treating(day)
    await files_of_a_consult(day)
    await the_conclusion(day)
    await law_and_trust(day)
    await patients_own_consults(day)
    await rating(day)
    await alerts(day)
    await callers(day)
    await silent_tablets(day)
    await told_outside(day)
    await closed_pages(day)
    await telephones(day)
    await the_rota(day)
    await calling_in(day)
    await telling_patients(day)
    await planned_consults(day)
    await the_end(day)
    missing = set(town.tables.handlers) - day.done
    assert missing == set(), f"no command of the day: {sorted(missing)}"
    # A hub answers from its own memory, whatever the store is: of the two on disk each tenth number shows it.
    assert day.from_every_number(every=1 if isinstance(town.store, MemoryStore) else 10) > 500
    found = await rebuild.check(town.tables, town.store)
    assert found.differences == []
    assert found.rows == town.hub.upto

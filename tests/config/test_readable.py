"""Before an update begins, the new program says whether it reads what the old one wrote."""

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa

from config.cli import main
from config.offline import as_it_is, opened
from config.settings import Settings
from config.trial import people
from signaling.readable import unreadable
from signaling.store.sql import StoreProblem
from signaling.store.tables import metadata
from tests.fixtures.later import invent


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    url = "" if request.param == "sqlite" else request.getfixturevalue("postgresql")
    return Settings(data_dir=str(tmp_path), database_url=url)


async def found_in(settings: Settings) -> list[str]:
    async with as_it_is(settings) as (tables, store):
        return await unreadable(tables, store)


async def test_what_this_program_wrote_it_reads(settings: Settings) -> None:
    await people(settings, brigades=3)
    assert await found_in(settings) == []


async def test_an_empty_database_has_nothing_that_cannot_be_read(settings: Settings) -> None:
    settings.data_folder.mkdir(exist_ok=True)
    assert await found_in(settings) == []


async def test_a_table_that_a_migration_will_add_is_not_missed(settings: Settings) -> None:
    await people(settings, brigades=1)
    async with opened(settings) as offline, offline.store.writer.begin() as connection:
        await connection.run_sync(metadata.tables["state_swap"].drop)
    assert await found_in(settings) == []


async def test_a_word_of_later_and_an_own_one_of_another_shape_are_named_once(settings: Settings) -> None:
    await people(settings, brigades=1)
    for _ in range(3):
        await invent(settings)
    await invent(settings, "incident.opened", "{}")
    (opened_line, invented) = await found_in(settings)
    assert opened_line.startswith("incident.opened, journal #")
    assert "missing required field" in opened_line
    assert invented.startswith("service.invented, journal #")


async def test_a_thing_of_another_shape_is_named(settings: Settings) -> None:
    await people(settings, brigades=2)
    brigades = metadata.tables["state_brigade"]
    async with opened(settings) as offline, offline.store.writer.begin() as connection:
        await connection.execute(sa.update(brigades).values(state=b"{}"))
    (line,) = await found_in(settings)
    assert line.startswith("brigade ")
    assert "missing required field" in line


async def test_a_database_that_cannot_be_asked_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem):
        await found_in(Settings(data_dir=str(tmp_path / "nowhere")))


def test_the_command_line_says_it_by_its_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(data_dir=str(tmp_path))
    monkeypatch.setenv("TEZ_DATA_DIR", str(tmp_path))
    asyncio.run(people(settings, brigades=1))
    assert (main(["journal", "readable"]), "reads what is in" in capsys.readouterr().out) == (0, True)
    asyncio.run(invent(settings))
    assert (main(["journal", "readable"]), "service.invented" in capsys.readouterr().out) == (1, True)

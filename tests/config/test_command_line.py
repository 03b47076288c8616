"""``tez`` as people type it: every mistake is one sentence and exit code 2, and loses nothing."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine

from tests.fixtures.child import free_port


def tez(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TEZ_")}
    return subprocess.run(
        [sys.executable, "-m", "config.cli", *arguments],
        env={**clean, "TEZ_DATA_DIR": str(folder), **environment},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )


def one_sentence(done: subprocess.CompletedProcess[str]) -> str:
    """The sentence of a refused command."""
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    lines = [line for line in done.stderr.splitlines() if line]
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_a_service_is_set_up_by_the_command_line(tmp_path: Path) -> None:
    station = tez(tmp_path, "station", "add", "Markaziy", "--lon", "69.2", "--lat", "41.3")
    assert station.returncode == 0, station.stderr
    brigade = tez(tmp_path, "brigade", "add", "Brigada 1", "--profile", "general", "--station", station.stdout.strip())
    assert brigade.returncode == 0, brigade.stderr
    user = tez(tmp_path, "user", "add", "nodira", "Nodira Aliyeva", "--role", "dispatcher")
    assert user.returncode == 0, user.stderr
    assert "nodira can sign in with the password" in user.stdout
    again = one_sentence(tez(tmp_path, "user", "add", "nodira", "Nodira B.", "--role", "dispatcher"))
    assert "already_exists" in again
    doctor = ("user", "add", "li", "Nikolay Li", "--role", "specialist", "--specialty", "neurology")
    assert tez(tmp_path, *doctor).returncode == 0
    duty = tez(tmp_path, "duty", "add", "li", "--specialty", "neurology", "--days", "1-5,7", "--hours", "20:00-08:00")
    assert duty.returncode == 0, duty.stderr
    crew = tez(tmp_path, "user", "add", "crew", "Crew", "--role", "crew", "--brigade", brigade.stdout.strip())
    assert crew.returncode == 0, crew.stderr
    journal = tez(tmp_path, "journal")
    types = [line.split()[2] for line in journal.stdout.splitlines()]
    people = ["person.added", "person.added", "duty.added", "person.added"]
    assert types == ["station.added", "brigade.added", *people]
    (hours,) = [line for line in journal.stdout.splitlines() if "duty.added" in line]
    assert hours.count('"from_minute":1200,"until_minute":1920') == 6
    assert "Nodira" not in journal.stdout
    rebuilt = tez(tmp_path, "journal", "rebuild", "--check")
    assert rebuilt.returncode == 0, rebuilt.stdout
    assert rebuilt.stdout.strip().endswith("6 rows replayed, 6 things compared, 0 differences")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("brigade", "add", "B", "--profile", "general", "--station", "nowhere"), "not_found"),
        (("brigade", "add", "B", "--profile", "flying", "--station", "x"), "flying"),
        (("station", "add", "S", "--lon", "500", "--lat", "0"), "180"),
        (("duty", "add", "nobody", "--specialty", "surgery"), "nobody"),
        (("duty", "add", "x", "--specialty", "surgery", "--days", "5-2"), "5-2"),
        (("duty", "add", "x", "--specialty", "surgery", "--hours", "8-20"), "8-20"),
        (("map", "import", "/nowhere.osm.pbf"), "nowhere.osm.pbf"),
        (("user", "add", "n", "N", "--role", "dispatcher", "--password-file", "/nowhere"), "nowhere"),
        (("journal", "show", "--about", "x"), ""),
    ],
)
def test_a_mistake_is_one_sentence(tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    done = tez(tmp_path, *arguments)
    if says:
        assert says in one_sentence(done)
    else:
        assert (done.returncode, done.stdout) == (0, "")


def test_a_taken_port_and_wrong_settings_are_told(tmp_path: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", free_port()))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert f"Port {port} is taken" in one_sentence(tez(tmp_path, "serve", "--port", port))
    assert "prot" in one_sentence(tez(tmp_path, "serve", TEZ_PROT="1"))
    assert "twilio_account_sid" in one_sentence(tez(tmp_path, "serve", TEZ_SMS_GATEWAY="twilio"))


def test_the_demo_refuses_the_world_and_a_real_gateway(tmp_path: Path) -> None:
    assert "127.0.0.1" in one_sentence(tez(tmp_path, "demo", TEZ_HOST="0.0.0.0"))
    gateway = {"TEZ_SMS_GATEWAY": "twilio", "TEZ_TWILIO_ACCOUNT_SID": "AC1", "TEZ_TWILIO_AUTH_TOKEN": "t"}
    assert "gateway" in one_sentence(tez(tmp_path, "demo", TEZ_TWILIO_FROM="+15005550006", **gateway))


def test_a_database_that_is_newer_is_told_and_nothing_of_it_is_touched(tmp_path: Path) -> None:
    assert tez(tmp_path, "journal", "show").returncode == 0
    import pysqlite3

    with pysqlite3.connect(tmp_path / "tez.db") as database:
        database.execute("update alembic_version set version_num = '9999'")
    database.close()
    before = (tmp_path / "tez.db").read_bytes()
    for words in (["serve"], ["journal", "show"], ["station", "add", "1", "--lon", "69", "--lat", "41"]):
        said = one_sentence(tez(tmp_path, *words))
        assert ("newer than this program" in said, "9999" in said) == (True, True)
    assert (tmp_path / "tez.db").read_bytes() == before


def test_of_postgresql_too(tmp_path: Path, postgresql: str) -> None:
    assert tez(tmp_path, "journal", "show", TEZ_DATABASE_URL=postgresql).returncode == 0
    before = asyncio.run(made_newer(postgresql))
    for words in (["serve"], ["journal", "show"], ["station", "add", "1", "--lon", "69", "--lat", "41"]):
        said = one_sentence(tez(tmp_path, *words, TEZ_DATABASE_URL=postgresql))
        assert ("newer than this program" in said, "9999" in said) == (True, True)
    assert asyncio.run(all_of(postgresql)) == before


async def made_newer(url: str) -> dict[str, object]:
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.execute(sa.text("update alembic_version set version_num = '9999'"))
    await engine.dispose()
    return await all_of(url)


async def all_of(url: str) -> dict[str, object]:
    """Every table with its columns and how many rows it has."""
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        found: dict[str, object] = {}
        listed = await connection.execute(
            sa.text(
                "select table_name, string_agg(column_name || data_type, ',' order by column_name) "
                "from information_schema.columns where table_schema = 'public' group by table_name"
            )
        )
        for table, columns in listed.all():
            rows = await connection.execute(sa.text(f'select * from "{table}"'))
            found[table] = (columns, sorted(map(repr, rows.all())))
    await engine.dispose()
    return found


def test_a_database_that_is_not_there_is_told(tmp_path: Path) -> None:
    away = tez(tmp_path, "journal", "show", TEZ_DATABASE_URL="postgresql+asyncpg://nobody@127.0.0.1:9/none")
    assert "database" in one_sentence(away)

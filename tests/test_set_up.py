"""The set-up and the test servers leave the machine as it was."""

import fcntl
import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest

from tests.fixtures.child import nobody
from tests.fixtures.postgresql import running_postgresql, temporary_parent
from tests.fixtures.redis import RedisServer

PROJECT = Path(__file__).resolve().parent.parent
FRONTS = pytest.mark.xdist_group("fronts")
"""One of them may build the built pages anew, which the other reads: never side by side."""


def modes_above(*folders: Path) -> dict[Path, tuple[int, int, int]]:
    """Mode and owners of the folders and of all above them."""
    found = {place: place.stat() for folder in folders for place in (folder, *folder.parents)}
    return {place: (stat.S_IMODE(seen.st_mode), seen.st_uid, seen.st_gid) for place, seen in found.items()}


def test_postgresql_adds_no_user_and_opens_no_folder() -> None:
    folders = (PROJECT, PROJECT / ".venv", Path(tempfile.gettempdir()), temporary_parent(), Path.home())
    users = {entry.pw_name for entry in pwd.getpwall()}
    accounts = Path("/etc/passwd").read_bytes(), Path("/etc/group").read_bytes()
    modes = modes_above(*folders)
    with running_postgresql() as server, server.fresh_database() as address:
        assert server.sql("SELECT 1") == "1"
        owner = Path(f"/proc/{server.server.process.pid}").stat().st_uid
        assert address.startswith("postgresql+asyncpg://tez@127.0.0.1:")
        assert modes_above(*folders) == modes
        left = server.folder
    account = nobody()
    assert owner != 0
    assert account is None or owner == account.pw_uid
    assert not left.exists()
    assert {entry.pw_name for entry in pwd.getpwall()} == users
    assert (Path("/etc/passwd").read_bytes(), Path("/etc/group").read_bytes()) == accounts
    assert modes_above(*folders) == modes


async def test_every_test_has_an_empty_database_of_its_own(postgresql: str) -> None:
    import asyncpg

    connection = await asyncpg.connect(postgresql.replace("+asyncpg", ""))
    try:
        assert await connection.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0
        assert str(await connection.fetchval("SHOW server_version")).startswith("18")
        assert await connection.fetchval("SELECT lower('ТОШКЕНТ Oʻ')") == "тошкент oʻ"
    finally:
        await connection.close()


async def test_redis_can_be_killed_and_comes_back_empty(redis_server: RedisServer) -> None:
    import redis.asyncio

    client = redis.asyncio.Redis.from_url(redis_server.url)
    await client.set("bell", "1")
    redis_server.kill()
    with pytest.raises(redis.exceptions.RedisError):
        await client.get("bell")
    redis_server.start_again()
    assert await client.get("bell") is None
    await client.aclose()


def set_up_in(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What `make setup` says in this folder."""
    return subprocess.run(
        ["make", "--silent", "setup"],
        cwd=folder,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@FRONTS
def test_a_second_set_up_does_nothing_and_changes_no_mode() -> None:
    folders = (PROJECT, PROJECT / ".venv" / "bin", Path.home())
    accounts = Path("/etc/passwd").read_bytes(), Path("/etc/group").read_bytes()
    modes = modes_above(*folders)
    assert set_up_in(PROJECT).returncode == 0  # a file may have been edited since the set-up before the tests
    done = set_up_in(PROJECT)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert modes_above(*folders) == modes
    assert (Path("/etc/passwd").read_bytes(), Path("/etc/group").read_bytes()) == accounts


def project_without_its_environment(folder: Path) -> Path:
    """A copy of the project's set-up alone, with nothing installed."""
    shutil.copytree(PROJECT / "requirements", folder / "requirements")
    shutil.copy(PROJECT / "Makefile", folder)
    return folder


def test_a_wrong_python_gets_one_sentence(tmp_path: Path) -> None:
    old = tmp_path / "python3.9"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = set_up_in(project_without_its_environment(tmp_path / "copy"), PYTHON=str(old))
    sentences = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    assert done.returncode != 0
    assert len(sentences) == 1
    assert sentences[0].startswith("Tez Yordam needs Python 3.11 or 3.12; this machine has ")


def test_a_full_disk_gets_one_sentence(tmp_path: Path) -> None:
    copy = project_without_its_environment(tmp_path / "copy")
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(copy / "requirements")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.strip() == f"The disk is full: free about 3 GB beside {copy} and try again."


FULL_DISK = """
import errno, sys
sys.path.insert(0, sys.argv[1])
import set_up
def no_space(*_):
    raise OSError(errno.ENOSPC, "No space left on device")
set_up.make_venv = no_space
sys.exit(set_up.main())
"""


@FRONTS
@pytest.mark.slow
def test_the_wheel_holds_words_and_fronts(tmp_path: Path) -> None:
    with (PROJECT / ".build" / "set-up.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # whoever builds the pages meanwhile would take them from under the packing
        subprocess.run(
            [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", tmp_path, PROJECT],
            check=True,
            stdin=subprocess.DEVNULL,
        )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        inside = set(packed.namelist())
    words = {str(path.relative_to(PROJECT)) for path in PROJECT.glob("*/words/*.ftl") if path.parts[-3] != "interface"}
    fronts = {f"signaling/fronts/{path.parent.name}/index.html" for path in PROJECT.glob("*/web/*/index.html")}
    assert words
    assert fronts
    assert words <= inside
    assert fronts <= inside
    assert {name for name in inside if name.endswith((".ts", ".tsx"))} == set()

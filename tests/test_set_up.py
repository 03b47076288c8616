"""The set-up and the test servers leave the machine as it was."""

import pwd
import stat
import tempfile
from pathlib import Path

import pytest

from tests.fixtures.child import nobody
from tests.fixtures.postgresql import running_postgresql, temporary_parent
from tests.fixtures.redis import RedisServer

PROJECT = Path(__file__).resolve().parent.parent


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

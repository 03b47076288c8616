"""The doctor looks at real databases and a real Redis, and changes nothing of them."""

from pathlib import Path

import sqlalchemy as sa

from config.doctor import stores
from config.offline import opened
from config.settings import Settings
from signaling.store.sql import SqlStore
from tests.fixtures.redis import RedisServer


async def say(settings: Settings, statement: str) -> None:
    """What another program of another version has left."""
    async with opened(settings) as offline:
        store = offline.store
        assert isinstance(store, SqlStore)
        async with store.writer.begin() as connection:
            await connection.execute(sa.text(statement))


async def looked_at_on(settings: Settings) -> None:
    async with opened(settings):
        pass
    (found,) = await stores.database(settings)
    assert (found.state, found.sentence.partition(" ")[0]) == (
        "good",
        "PostgreSQL" if settings.database_url else "SQLite",
    )
    await say(settings, "UPDATE alembic_version SET version_num = 'from_the_future'")
    (found,) = await stores.database(settings)
    assert (found.state, "newer than this program" in found.sentence) == ("wrong", True)


async def test_sqlite(tmp_path: Path) -> None:
    settings = Settings(data_dir=str(tmp_path))
    (found,) = await stores.database(settings)
    assert found.state == "unwise"
    assert not (tmp_path / "tez.db").exists()
    await looked_at_on(settings)


async def test_postgresql(tmp_path: Path, postgresql: str) -> None:
    settings = Settings(data_dir=str(tmp_path), database_url=postgresql)
    (found,) = await stores.database(settings)
    assert (found.state, "it is empty" in found.sentence) == ("unwise", True)
    await looked_at_on(settings)


async def test_a_database_that_is_away_or_none_is_told(tmp_path: Path) -> None:
    away = Settings(data_dir=str(tmp_path), database_url="postgresql+asyncpg://tez:canary@127.0.0.1:1/tez")
    (found,) = await stores.database(away)
    assert (found.state, found.about, "canary" in found.sentence) == ("wrong", "database", False)
    (tmp_path / "tez.db").write_bytes(b"no database at all" * 100)
    (found,) = await stores.database(Settings(data_dir=str(tmp_path)))
    assert (found.state, "not a database" in found.sentence) == ("wrong", True)


async def test_redis_has_to_carry_words(redis_server: RedisServer) -> None:
    (found,) = await stores.redis(Settings(redis_url=redis_server.url))
    assert (found.state, "carries" in found.sentence) == ("good", True)
    (found,) = await stores.redis(Settings(redis_url="redis://127.0.0.1:1/0"))
    assert found.state == "wrong"
    (found,) = await stores.redis(Settings(redis_url="no address"))
    assert found.state == "wrong"
    (found,) = await stores.redis(Settings())
    assert found.state == "good"

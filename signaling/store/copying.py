"""Databases as their copies are made: an embedded one while it is written to, another by its own programs."""

from contextlib import closing
from pathlib import Path

import msgspec
import pysqlite3
from sqlalchemy.engine import make_url

from signaling.store.sql import StoreProblem


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a PostgreSQL is, taken apart for its own programs; None is their default."""

    host: str | None
    port: int | None
    name: str | None
    password: str
    database: str | None


def place_of(url: str) -> Place:
    """Of ``postgresql+asyncpg://name:password@host:port/database``."""
    parts = make_url(url)
    return Place(
        host=parts.host,
        port=parts.port,
        name=parts.username,
        password=str(parts.password or ""),
        database=parts.database,
    )


def copy_online(source: Path, target: Path) -> None:
    """Makes ``target`` what ``source`` is at this moment, by SQLite's online copy: all of it in one read transaction,
    which in WAL mode holds no writer up. Raises StoreProblem for what is no database, or a damaged one."""
    try:
        with closing(pysqlite3.connect(str(source))) as read, closing(pysqlite3.connect(str(target))) as written:
            read.execute("PRAGMA query_only = ON")
            read.backup(written)
            (sound,) = written.execute("PRAGMA quick_check(1)").fetchone()
    except pysqlite3.DatabaseError as error:
        raise StoreProblem(f"{source} cannot be copied: {error}.") from error
    if sound != "ok":
        raise StoreProblem(f"{source} is damaged: {sound}.")

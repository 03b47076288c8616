"""How a database is, without changing anything of it."""

import msgspec
import sqlalchemy as sa

from signaling import clock
from signaling.store.migrations import known_revisions, revision_of
from signaling.store.sql import SqlStore, StoreProblem


class StoreHealth(msgspec.Struct, frozen=True, kw_only=True):
    """``schema``: its revision, None for an empty one. ``newer``: the program does not know it; ``older``: the program
    would migrate it. ``head``: the newest row of the journal. ``ahead_ms``: its clock before ours; 0 for SQLite, which
    has none of its own."""

    name: str
    version: str
    schema: str | None
    newer: bool
    older: bool
    head: int
    ahead_ms: int = 0


async def look_at(store: SqlStore) -> StoreHealth:
    """Raises StoreProblem when it cannot be reached."""
    try:
        async with store.readers.connect() as connection:
            return await connection.run_sync(_looked)
    except (OSError, sa.exc.SQLAlchemyError) as error:
        raise StoreProblem(f"{getattr(error, 'orig', None) or error}") from error


def _looked(connection: sa.Connection) -> StoreHealth:
    sqlite = connection.dialect.name == "sqlite"
    schema = revision_of(connection)
    known = known_revisions()
    version = connection.scalar(sa.text("SELECT sqlite_version()" if sqlite else "SHOW server_version"))
    before_ms = clock.now_ms()
    said = None if sqlite else connection.scalar(sa.text("SELECT extract(epoch FROM clock_timestamp()) * 1000"))
    head = connection.scalar(sa.text("SELECT coalesce(max(seq), 0) FROM journal")) if schema is not None else 0
    return StoreHealth(
        name="SQLite" if sqlite else "PostgreSQL",
        version=str(version),
        schema=schema,
        newer=schema is not None and schema not in known,
        older=schema is not None and schema in known[1:],
        head=head or 0,
        ahead_ms=0 if said is None else int(said) - before_ms,
    )

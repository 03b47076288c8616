"""Alembic's folder; ``migrate`` brings a database to the program's schema, or says why not."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from signaling.store.sql import SqlStore, StoreProblem

FOLDER = Path(__file__).parent
VERSIONS = [FOLDER / "versions"]
NEWEST = "head"


async def migrate(store: SqlStore, to: str = NEWEST) -> None:
    """Runs every migration that the database lacks, up to the schema ``to``. Forward only: a database newer than the
    program is refused."""
    try:
        async with store.writer.begin() as connection:
            await connection.run_sync(_upgrade, to)
    except (OSError, sa.exc.DBAPIError) as error:
        raise StoreProblem(f"The database cannot be used: {getattr(error, 'orig', None) or error}.") from error


def _upgrade(connection: sa.Connection, to: str) -> None:
    config = alembic_config()
    config.attributes["connection"] = connection
    current = revision_of(connection)
    if current is not None and current not in known_revisions():
        raise StoreProblem(
            f"The database is newer than this program (its schema is {current}): install the newer program."
        )
    command.upgrade(config, to)


def revision_of(connection: sa.Connection) -> str | None:
    """The schema that a database has; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def known_revisions() -> list[str]:
    """Every schema that this program knows, the newest first."""
    return [revision.revision for revision in ScriptDirectory.from_config(alembic_config()).walk_revisions()]


def alembic_config() -> Config:
    """Alembic's own configuration; there is no file of it."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(map(str, VERSIONS)))
    return config

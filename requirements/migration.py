"""Writes the migration from the newest schema to what is declared: `make migration WORDS="A brigade has a colour"`.

Read it before you commit it: it may only add (docs/decisions/0003-migrations.md).
"""

import argparse
import subprocess
import sys
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command

from config import wiring
from config.settings import Settings
from signaling.store.migrations import alembic_config, known_revisions
from signaling.store.tables import metadata, state_tables


def declared() -> sa.MetaData:
    """The tables of a service: of the frame, of what is kept beside it, and of every aggregate."""
    states = {table.name for table in state_tables(wiring.declared(Settings()).aggregates.values()).values()}
    found = sa.MetaData()
    for table in metadata.tables.values():
        # Whoever tests the store declares aggregates of its own, which no service has.
        if table.name in states or not table.name.startswith("state_"):
            table.to_metadata(found)
    return found


def write(words: str, wanted: sa.MetaData, into: Path | None = None) -> Path | None:
    """The file, in the folder ``into`` or beside the others; None when the migrations make what is ``wanted``."""
    config = alembic_config()
    config.attributes["declared"] = wanted
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    # A database that has every migration so far: what is declared beyond it is the next one.
    with sa.create_engine("sqlite://").begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        written = command.revision(
            config,
            message=words,
            autogenerate=True,
            rev_id=f"{int(known_revisions()[0]) + 1:04}",
            version_path=into and str(into),
            process_revision_directives=_none_for_nothing,
        )
    if not written or isinstance(written, list):
        return None
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", written.path], check=True)
    return Path(written.path)


def _none_for_nothing(_context: Any, _revision: Any, directives: list[Any]) -> None:
    if directives[0].upgrade_ops.is_empty():
        directives.clear()


def main() -> int:
    parser = argparse.ArgumentParser(description="Writes the next migration.")
    parser.add_argument("words", help="what it adds, in a few words")
    written = write(parser.parse_args().words, declared())
    print(written or "Nothing is declared that the migrations do not make.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The migrations make the declared tables, and a later one only adds: during an update a node of the program before
works on a database that the newer one has migrated."""

import hashlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

import pytest
import sqlalchemy as sa

from config import wiring
from config.settings import Settings
from requirements import migration
from signaling.store import migrations
from signaling.store.migrations import FOLDER, known_revisions, migrate
from signaling.store.sql import SqlStore, sqlite_url

RELEASED = {
    # What stands here is not changed any more: what is missing in it is a migration of its own.
    "0001_first.py": "0d48e896efb8e851",
}
LATER = '''"""A later one."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    {}
'''
ADDING = [
    'op.add_column("state_brigade", sa.Column("colour", sa.String))',
    'op.add_column("lease", sa.Column("why", sa.String, nullable=False, server_default=""))',
    'op.create_table("later", sa.Column("id", sa.String, primary_key=True))',
    'op.create_index("by_at", "command", ["at_ms", "service_id"])',
    'op.drop_index("track_by_age", "track")',
]
NOT_ADDING = {
    'op.drop_column("lease", "fence")': "lease.fence",
    'op.drop_table("lease")': "lease.fence",
    'op.rename_table("lease", "leases")': "lease.fence",
    'op.add_column("lease", sa.Column("why", sa.String, nullable=False))': "lease.why",
    'op.create_index("one_holder", "lease", ["holder"], unique=True)': "one_holder",
}


class Schema(NamedTuple):
    """``columns``: table and column → how it is. ``rules``: the indexes, keys and what must be unique, each a line."""

    columns: dict[str, str]
    rules: set[str]


def schema_of(connection: sa.Connection) -> Schema:
    look = sa.inspect(connection)
    columns, rules = {}, set()
    for table in look.get_table_names():
        if table == "alembic_version":
            continue
        for one in look.get_columns(table):
            filled = one["nullable"] or one["default"] is not None
            columns[f"{table}.{one['name']}"] = f"{one['type']}, {'may be missing' if filled else 'must be given'}"
        rules.add(f"{table}: key {look.get_pk_constraint(table)['constrained_columns']}")
        rules |= {f"{table}: unique {one['column_names']}" for one in look.get_unique_constraints(table)}
        for index in look.get_indexes(table):
            kind = "one_alone" if index["unique"] else "index"
            where = {key: str(value) for key, value in index.get("dialect_options", {}).items() if "where" in key}
            rules.add(f"{table}: {kind} {index['name']} {index['column_names']} {where}")
    return Schema(columns, rules)


def not_only_added(before: Schema, after: Schema) -> list[str]:
    """What a program that knows ``before`` would stumble over in ``after``."""
    tables = {name.partition(".")[0] for name in before.columns}
    changed = [name for name, how in before.columns.items() if after.columns.get(name) != how]
    wanted = [
        name
        for name, how in after.columns.items()
        if name not in before.columns and name.partition(".")[0] in tables and how.endswith("must be given")
    ]
    stricter = [
        rule for rule in after.rules - before.rules if rule.partition(":")[0] in tables and ": index " not in rule
    ]
    return sorted([*changed, *wanted, *stricter])


async def schema_in(store: SqlStore) -> Schema:
    async with store.writer.connect() as connection:
        return await connection.run_sync(schema_of)


async def steps_in(store: SqlStore) -> list[str]:
    """What any migration changes that it may not."""
    found, before = [], Schema({}, set())
    for revision in reversed(known_revisions()):
        await migrate(store, revision)
        after = await schema_in(store)
        found += not_only_added(before, after)
        before = after
    return found


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return sqlite_url(tmp_path / "tez.db") if request.param == "sqlite" else request.getfixturevalue("postgresql")


@pytest.fixture
async def store(address: str) -> AsyncIterator[SqlStore]:
    made = SqlStore(address, wiring.declared(Settings()).aggregates.values())
    yield made
    await made.close()


@pytest.fixture
async def store_of_its_own(tmp_path: Path) -> AsyncIterator[SqlStore]:
    made = SqlStore(sqlite_url(tmp_path / "small.db"), ())
    yield made
    await made.close()


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the migrations of a later release, which the program has too."""
    folder = tmp_path / "later"
    folder.mkdir()
    monkeypatch.setattr(migrations, "VERSIONS", [*migrations.VERSIONS, folder])
    return folder


async def test_the_migrations_make_what_is_declared(store: SqlStore) -> None:
    wanted = migration.declared()
    await migrate(store)
    made = await schema_in(store)
    async with store.writer.begin() as connection:
        await connection.run_sync(wanted.drop_all)
        await connection.run_sync(wanted.create_all)
    declared = await schema_in(store)
    assert made.columns == declared.columns
    assert made.rules == declared.rules
    assert any(": one_alone " in rule and "where" in rule for rule in made.rules)


async def test_every_migration_only_adds(store: SqlStore) -> None:
    assert await steps_in(store) == []


async def test_what_adds_is_found_good(store_of_its_own: SqlStore, later: Path) -> None:
    (later / "0002_later.py").write_text(LATER.format("\n    ".join(ADDING)))
    assert await steps_in(store_of_its_own) == []
    assert len(known_revisions()) == 2


@pytest.mark.parametrize("change", NOT_ADDING)
async def test_what_does_not_only_add_is_found(store_of_its_own: SqlStore, later: Path, change: str) -> None:
    (later / "0002_later.py").write_text(LATER.format(change))
    assert NOT_ADDING[change] in " ".join(await steps_in(store_of_its_own))


def test_a_released_migration_is_not_changed() -> None:
    files = sorted((FOLDER / "versions").glob("[0-9]*.py"))
    assert {file.name: hashlib.sha256(file.read_bytes()).hexdigest()[:16] for file in files} == RELEASED


def test_the_next_one_is_written_from_what_is_declared(later: Path) -> None:
    wanted = migration.declared()
    assert migration.write("nothing", wanted, later) is None
    sa.Table("later", wanted, sa.Column("id", sa.String, primary_key=True))
    written = migration.write("Something comes later", wanted, later)
    assert written is not None
    assert written.name == "0002_something_comes_later.py"
    assert (known_revisions(), "downgrade" in written.read_text()) == (["0002", "0001"], False)

"""The tables of the frame, and the state table that each aggregate gets from its declaration."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from signaling.slice import Aggregate

metadata = sa.MetaData()

stream = sa.Table(
    "stream",
    metadata,
    sa.Column("stream", sa.String, primary_key=True),
    sa.Column("head", sa.BigInteger, nullable=False),
    sa.Column("hash", sa.String, nullable=False),
)

journal = sa.Table(
    "journal",
    metadata,
    sa.Column("stream", sa.String, primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("id", sa.String, nullable=False, unique=True),
    sa.Column("type", sa.String, nullable=False),
    sa.Column("at_ms", sa.BigInteger, nullable=False),
    sa.Column("made_at_ms", sa.BigInteger, nullable=False),
    sa.Column("skew_ms", sa.BigInteger, nullable=False),
    sa.Column("actor", sa.String, nullable=False),
    sa.Column("actor_name", sa.String, nullable=False),
    sa.Column("device", sa.String, nullable=False),
    sa.Column("about", sa.String, nullable=False),
    sa.Column("cause", sa.String, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("personal", sa.Text),
    sa.Column("subject", sa.String, index=True),
    sa.Column("hash", sa.String, nullable=False),
)

journal_about = sa.Table(
    "journal_about",
    metadata,
    sa.Column("stream", sa.String, primary_key=True),
    sa.Column("about", sa.String, primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
)

command = sa.Table(
    "command",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("service_id", sa.String, nullable=False),
    sa.Column("actor", sa.String, nullable=False),
    sa.Column("type", sa.String, nullable=False),
    sa.Column("body_hash", sa.String, nullable=False),
    sa.Column("answer", sa.LargeBinary, nullable=False),
    sa.Column("at_ms", sa.BigInteger, nullable=False, index=True),
)

counter = sa.Table(
    "counter",
    metadata,
    sa.Column("service_id", sa.String, primary_key=True),
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("value", sa.BigInteger, nullable=False),
)

cursor = sa.Table(
    "cursor",
    metadata,
    sa.Column("service_id", sa.String, primary_key=True),
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("seq", sa.BigInteger, nullable=False),
)

lease = sa.Table(
    "lease",
    metadata,
    sa.Column("service_id", sa.String, primary_key=True),
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("holder", sa.String, nullable=False),
    sa.Column("fence", sa.BigInteger, nullable=False),
    sa.Column("until_ms", sa.BigInteger, nullable=False),
)

ticket = sa.Table(
    "ticket",
    metadata,
    sa.Column("hash", sa.String, primary_key=True),
    sa.Column("service_id", sa.String, nullable=False),
    sa.Column("purpose", sa.String, nullable=False),
    sa.Column("about", sa.String, nullable=False, index=True),
    sa.Column("holder", sa.String, nullable=False),
    sa.Column("expires_ms", sa.BigInteger, nullable=False),
    sa.Column("uses_left", sa.Integer, nullable=False),
)

file_key = sa.Table(
    "file_key",
    metadata,
    sa.Column("service_id", sa.String, primary_key=True),
    sa.Column("subject", sa.String, primary_key=True),
    sa.Column("key", sa.LargeBinary, nullable=False),
    sa.Column("made_at_ms", sa.BigInteger, nullable=False),
)

file = sa.Table(
    "file",
    metadata,
    sa.Column("service_id", sa.String, primary_key=True),
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("subject", sa.String, nullable=False, index=True),
    sa.Column("media_type", sa.String, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("made_at_ms", sa.BigInteger, nullable=False),
)

long_file = sa.Table(
    "long_file",
    metadata,
    sa.Column("service_id", sa.String, primary_key=True),
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("subject", sa.String, nullable=False, index=True),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("have", sa.BigInteger, nullable=False),
    sa.Column("made_at_ms", sa.BigInteger, nullable=False),
)

long_file_part = sa.Table(
    "long_file_part",
    metadata,
    sa.Column("service_id", sa.String, primary_key=True),
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("at", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("file_id", sa.String, nullable=False),
)

_COLUMN_TYPES: dict[type, type[sa.types.TypeEngine[Any]]] = {
    str: sa.String,
    int: sa.BigInteger,
    bool: sa.Boolean,
}


def state_table(aggregate: Aggregate, into: sa.MetaData) -> sa.Table:
    """``id, version, service_id, live``, the declared columns, ``state``; partial unique indexes for its rules, and
    partial ones for what is read in order."""
    name = f"state_{aggregate.kind}"
    if name in into.tables:
        return into.tables[name]
    table = sa.Table(
        name,
        into,
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("service_id", sa.String, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("live", sa.Boolean, nullable=False, index=True),
        *(sa.Column(column, _COLUMN_TYPES[kind], index=True) for column, (kind, _) in aggregate.columns.items()),
        sa.Column("state", sa.LargeBinary, nullable=False),
    )
    for rule in aggregate.unique:
        where = table.c[rule.where].is_(True)
        sa.Index(
            rule.name,
            table.c.service_id,
            *(table.c[column] for column in rule.columns),
            unique=True,
            sqlite_where=where,
            postgresql_where=where,
        )
    for columns in aggregate.ordered:
        # What is not due is not in it: of a hundred thousand messages a few wait.
        waiting = table.c[columns[-1]].is_not(None)
        sa.Index(
            f"{aggregate.kind}_by_{'_'.join(columns)}",
            table.c.service_id,
            *(table.c[column] for column in columns),
            sqlite_where=waiting,
            postgresql_where=waiting,
        )
    return table


def state_tables(aggregates: Iterable[Aggregate], into: sa.MetaData = metadata) -> dict[str, sa.Table]:
    """Kind → state table, declared in ``into``."""
    return {aggregate.kind: state_table(aggregate, into) for aggregate in aggregates}

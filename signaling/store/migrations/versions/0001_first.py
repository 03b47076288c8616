"""Every table as it is declared. Until version 0.1.0 the words and so the tables may change freely, and a database is
made anew; with 0.1.0 this file is written out table by table (docs/decisions/0003-first-migration.md)."""

from alembic import op

from signaling.store.tables import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    metadata.create_all(op.get_bind())

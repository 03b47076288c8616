"""Run by Alembic: migrations happen on the connection that ``migrate`` hands over, in its transaction."""

from alembic import context

from signaling.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("declared", metadata),
    transactional_ddl=True,
    transaction_per_migration=False,
)
context.run_migrations()

"""Whether this program can read what is in a database: asked before an update begins, while the program before serves.

A journal may hold a hundred million rows, so not all are read: what a word or a thing looked like changes with a
release, so the oldest and the newest of each show it.
"""

from collections.abc import AsyncIterator

import msgspec
import sqlalchemy as sa

from signaling import journal
from signaling.store import tables as stored
from signaling.store.sql import SqlLook, SqlStore, StoreProblem
from signaling.tables import Tables

EACH_WAY = 200


async def unreadable(tables: Tables, store: SqlStore) -> list[str]:
    """A line for each type of event and kind of thing that this program cannot read; nothing is changed. A table that
    is not there yet is one that a migration of this program adds. Raises StoreProblem when nothing can be asked."""
    try:
        async with store.reading() as look:
            return [line async for line in _lines(tables, look)]
    except (OSError, sa.exc.SQLAlchemyError) as error:
        raise StoreProblem(f"{getattr(error, 'orig', None) or error}") from error


async def _lines(tables: Tables, look: SqlLook) -> AsyncIterator[str]:
    present = set(await look.connection.run_sync(lambda sync: sa.inspect(sync).get_table_names()))
    if stored.journal.name in present:
        async for line in _events(tables, look):
            yield line
    for kind, aggregate in sorted(tables.aggregates.items()):
        table = stored.metadata.tables[f"state_{kind}"]
        if table.name not in present:
            continue
        read = msgspec.json.Decoder(aggregate.state).decode
        for id, state in await _ends(look, table):
            try:
                read(state)
            except msgspec.ValidationError as error:
                yield f"{kind} {id}: {error}"
                break


async def _events(tables: Tables, look: SqlLook) -> AsyncIterator[str]:
    row = stored.journal.c
    of_each = sa.select(row.type, sa.func.min(row.seq), sa.func.max(row.seq)).where(row.stream == look.store.stream)
    for word, oldest, newest in (await look.connection.execute(of_each.group_by(row.type).order_by(row.type))).all():
        for seq in sorted({oldest, newest}):
            (found,) = await look.rows(seq - 1, 1)
            try:
                journal.to_event(found, tables.events)
            except journal.NewerRow as newer:
                yield f"{word}, journal #{seq}: {newer.__cause__}"
                break


async def _ends(look: SqlLook, table: sa.Table) -> list[tuple[str, bytes]]:
    mine = sa.select(table.c.id, table.c.state).where(table.c.service_id == look.store.stream).limit(EACH_WAY)
    oldest = (await look.connection.execute(mine.order_by(table.c.id))).all()
    newest = (await look.connection.execute(mine.order_by(table.c.id.desc()))).all()
    return [(id, state) for id, state in (*oldest, *newest)]

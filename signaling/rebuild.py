"""The journal replayed: every state table must follow from it, and every hash from the row before (rules J3, J4)."""

from dataclasses import dataclass, field
from typing import Any

import msgspec

from signaling import journal
from signaling.store.interface import Store
from signaling.tables import Tables
from signaling.workplace import evolve

READ_AT_ONCE = 1_000


@dataclass
class Rebuilt:
    """What the replay found. ``differences`` is empty when the tables are true to the journal."""

    rows: int = 0
    things: int = 0
    differences: list[str] = field(default_factory=list)


async def check(tables: Tables, store: Store) -> Rebuilt:
    """Replays the whole journal and compares every thing of every kind, and the chain of hashes."""
    found = Rebuilt()
    states: dict[tuple[str, str], Any] = {}
    previous, after = "", 0
    async with store.reading() as look:
        while rows := await look.rows(after, READ_AT_ONCE):
            for row in rows:
                if row.seq != after + 1:
                    found.differences.append(f"#{after + 1}: missing, next is #{row.seq}")
                if journal.chain(previous, row) != row.hash:
                    found.differences.append(f"#{row.seq}: its hash does not follow from #{after}")
                previous, after = row.hash, row.seq
                _replay(tables, row, states)
            found.rows = after
        for kind, aggregate in tables.aggregates.items():
            mine = {id: state for (of, id), state in states.items() if of == kind}
            found.things += len(mine)
            for stored in await look.find(kind, {}, 10_000_000):
                state = msgspec.json.decode(stored.state, type=aggregate.state)
                if mine.pop(stored.id, None) != state:
                    found.differences.append(f"{kind} {stored.id}: the table differs from the journal")
            found.differences.extend(f"{kind} {id}: in the journal, not in the table" for id in mine)
    return found


def _replay(tables: Tables, row: journal.Row, states: dict[tuple[str, str], Any]) -> None:
    event = journal.to_event(row, tables.events)
    for key in journal.touched(event):
        states[key] = evolve(tables.aggregates[key[0]], states.get(key), event, journal.stamp_of(row))

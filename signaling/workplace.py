"""Where one command is decided: it reads and it records events. What they change is kept in memory until the command
ends, or until the database is asked about things of that kind, and is then written at once.
"""

import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

import msgspec

from signaling import journal
from signaling.journal import Row
from signaling.protocol.base import Event
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Aggregate, Moment, Role, Stamp, State
from signaling.store.interface import Put, Stored, Transaction
from signaling.tables import Tables

Key = tuple[str, str]
"""A thing's kind and id."""


@dataclass(frozen=True, slots=True)
class Committed:
    """What one transaction changed, as the hub needs it. ``urgent``: a person did it, and others are waiting to see."""

    rows: list[Row]
    events: list[Event]
    things: dict[tuple[str, str], tuple[int, Any]]  # (kind, id) → (version, state)
    urgent: bool = True


class Workplace:
    """The Desk: reads inside the transaction, records events, evolves and saves what they touch."""

    def __init__(self, tables: Tables, transaction: Transaction, moment: Moment, stream: str) -> None:
        self.moment = moment
        self.committed = Committed([], [], {}, urgent=moment.actor.role is not Role.SYSTEM)
        self._tables = tables
        self._transaction = transaction
        self._stream = stream
        self._pending: list[Event] = []
        self._known: dict[Key, tuple[int, Any]] = {}
        self._unsaved: dict[Key, None] = {}  # in the order in which they changed
        self._last: tuple[int, str] | None = None  # the stream's last number and hash, once it is held
        self._count = itertools.count()

    def record(self, *events: Event) -> None:
        self._pending.extend(events)

    async def number(self, name: str) -> int:
        return await self._transaction.number(name)

    async def get(self, kind: str, id: str, state: type[State]) -> State:
        _, known = await self._now(kind, id)
        if known is None:
            raise Refused(Code.NOT_FOUND, kind=kind, id=id)
        found: State = known
        return found

    async def fetch(self, kind: str, ids: Collection[str], state: type[State]) -> list[State]:
        unknown = [id for id in dict.fromkeys(ids) if (kind, id) not in self._known]
        self._known |= {(kind, id): (0, None) for id in unknown}
        for stored in await self._transaction.get_all(kind, unknown):
            self._known[kind, stored.id] = (stored.version, self._decoded(kind, stored))
        found: list[State] = [
            known for id in dict.fromkeys(ids) if (known := (await self._now(kind, id))[1]) is not None
        ]
        return found

    async def version(self, kind: str, id: str) -> int:
        version, _ = await self._now(kind, id)
        return version + 1 if (kind, id) in self._unsaved else version

    async def find(self, kind: str, state: type[State], *, limit: int = 1000, **columns: object) -> list[State]:
        await self._write(kind)
        found = await self._transaction.find(kind, columns, limit)
        return [msgspec.json.decode(stored.state, type=state) for stored in found]

    async def due(
        self,
        kind: str,
        state: type[State],
        column: str,
        now_ms: int,
        *,
        order: Sequence[str] = (),
        limit: int = 1000,
        **columns: object,
    ) -> list[State]:
        await self._write(kind)
        found = await self._transaction.due(kind, column, now_ms, limit, order=order, columns=columns)
        return [msgspec.json.decode(stored.state, type=state) for stored in found]

    async def finish(self) -> None:
        """Writes down what was recorded: the things that changed, and the journal's rows."""
        await self._evolve()
        await self._save()
        if self.committed.rows:
            await self._transaction.append(self.committed.rows)

    async def _now(self, kind: str, id: str) -> tuple[int, Any]:
        # Many things can be decided about before anything is evolved: only what touches this one has to be.
        if any((kind, id) in journal.touched(event) for event in self._pending):
            await self._evolve()
        return await self._load(kind, id)

    async def _load(self, kind: str, id: str) -> tuple[int, Any]:
        key = (kind, id)
        if key not in self._known:
            stored = await self._transaction.get(kind, id)
            self._known[key] = (stored.version, self._decoded(kind, stored)) if stored else (0, None)
        return self._known[key]

    def _decoded(self, kind: str, stored: Stored) -> Any:
        return msgspec.json.decode(stored.state, type=self._tables.aggregates[kind].state)

    async def _evolve(self) -> None:
        """Numbers what is pending and evolves what it touches, without writing any of it."""
        events, self._pending = self._pending, []
        if not events:
            return
        last, previous = self._last or await self._transaction.hold_stream()
        moment = self.moment
        rows = journal.to_rows(
            events, stream=self._stream, first_seq=last + 1, previous_hash=previous, at_ms=moment.now_ms,
            made_at_ms=moment.made_at_ms, actor=moment.actor, cause=moment.command_id,
            event_ids=[str(uuid5(UUID(moment.command_id), f"event {next(self._count)}")) for _ in events],
        )  # fmt: skip
        self._last = (rows[-1].seq, rows[-1].hash)
        for row, event in zip(rows, events, strict=True):
            for kind, id in journal.touched(event):
                version, state = await self._load(kind, id)
                self._known[kind, id] = (
                    version,
                    evolve(self._tables.aggregates[kind], state, event, journal.stamp_of(row)),
                )
                self._unsaved[kind, id] = None
        self.committed.rows.extend(rows)
        self.committed.events.extend(events)

    async def _write(self, kind: str) -> None:
        """Before the database is asked about things of that kind: it must not lack what was recorded about them."""
        if any(kind in type(event).touches for event in self._pending):
            await self._evolve()
        if any(unsaved == kind for unsaved, _ in self._unsaved):
            await self._save()

    async def _save(self) -> None:
        unsaved, self._unsaved = self._unsaved, {}
        puts: dict[str, list[Put]] = {}
        for kind, id in unsaved:
            version, state = self._known[kind, id]
            puts.setdefault(kind, []).append(put_of(self._tables.aggregates[kind], id, version + 1, state))
            self._known[kind, id] = self.committed.things[kind, id] = (version + 1, state)
        for kind, of_kind in puts.items():
            await self._transaction.put(kind, of_kind)


def evolve(aggregate: Aggregate, state: Any, event: Event, stamp: Stamp) -> Any:
    """The state after the event; an event that the aggregate's table lacks is a mistake of ours."""
    return aggregate.evolve[type(event)](state, event, stamp)


def put_of(aggregate: Aggregate, id: str, version: int, state: Any) -> Put:
    """One thing's row with its declared columns."""
    return Put(
        id=id,
        version=version,
        live=aggregate.live(state),
        state=msgspec.json.encode(state),
        columns=columns_of(aggregate, state),
    )


def columns_of(aggregate: Aggregate, state: Any) -> Mapping[str, object]:
    """The declared columns of a state, by name."""
    return {name: of(state) for name, (_, of) in aggregate.columns.items()}

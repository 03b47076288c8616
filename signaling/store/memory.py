"""The store in memory: for tests of the core, and the oracle of the contract suite."""

import asyncio
import copy
from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import msgspec

from signaling.journal import Row
from signaling.slice import Aggregate
from signaling.store.interface import NOTHING_ELSE, Lease, Put, Remembered, StaleState, Stored, TicketRow, UniqueBroken


class _Kept(msgspec.Struct):
    stored: Stored
    columns: dict[str, object]


class _Data(msgspec.Struct):
    """Everything a transaction may change; it works on a copy that replaces this one at commit."""

    states: dict[str, dict[str, _Kept]]
    rows: list[Row] = []
    head: int = 0
    hash: str = ""
    commands: dict[str, Remembered] = {}
    counters: dict[str, int] = {}

    def branch(self) -> "_Data":
        states = {kind: dict(kept) for kind, kept in self.states.items()}
        return _Data(states, list(self.rows), self.head, self.hash, dict(self.commands), copy.copy(self.counters))


class MemoryStore:
    """One stream, kept while the process lives."""

    name = "memory"

    def __init__(self, aggregates: Iterable[Aggregate], stream: str = "103") -> None:
        self.stream = stream
        self.aggregates = {aggregate.kind: aggregate for aggregate in aggregates}
        self.data = _Data({kind: {} for kind in self.aggregates})
        self._writing = asyncio.Lock()
        self._cursors: dict[str, int] = {}
        self._leases: dict[str, Lease] = {}
        self._tickets: dict[str, TicketRow] = {}

    async def open(self) -> None: ...

    async def close(self) -> None: ...

    @asynccontextmanager
    async def reading(self) -> AsyncIterator["MemoryLook"]:
        yield MemoryLook(self, self.data)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator["MemoryTransaction"]:
        async with self._writing:
            branch = self.data.branch()
            yield MemoryTransaction(self, branch)
            self.data = branch

    async def cursor(self, name: str) -> int:
        return self._cursors.get(name, 0)

    async def move_cursor(self, name: str, seq: int) -> None:
        self._cursors[name] = max(seq, self._cursors.get(name, 0))

    async def take_lease(self, name: str, holder: str, now_ms: int, until_ms: int) -> Lease | None:
        old = self._leases.get(name)
        if old and old.holder != holder and old.until_ms > now_ms:
            return None
        keeps = old is not None and old.holder == holder and old.until_ms > now_ms
        fence = (old.fence if keeps else old.fence + 1) if old else 1
        self._leases[name] = Lease(name, holder, fence, until_ms)
        return self._leases[name]

    async def keep_tickets(self, tickets: Sequence[TicketRow]) -> None:
        self._tickets |= {ticket.hash: ticket for ticket in tickets}

    async def ticket(self, hash: str) -> TicketRow | None:
        return self._tickets.get(hash)

    async def use_ticket(self, hash: str, now_ms: int) -> TicketRow | None:
        ticket = self._tickets.get(hash)
        if ticket is None or ticket.uses_left < 1 or ticket.expires_ms <= now_ms:
            return None
        self._tickets[hash] = msgspec.structs.replace(ticket, uses_left=ticket.uses_left - 1)
        return self._tickets[hash]

    async def revoke_tickets(self, about: str) -> int:
        mine = [ticket for ticket in self._tickets.values() if ticket.about == about]
        for ticket in mine:
            self._tickets[ticket.hash] = msgspec.structs.replace(ticket, uses_left=0)
        return len(mine)

    async def forget_answers(self, before_ms: int, limit: int) -> int:
        async with self._writing:
            old = [id for id, kept in self.data.commands.items() if kept.at_ms < before_ms][:limit]
            for id in old:
                del self.data.commands[id]
        return len(old)

    async def forget_tickets(self, now_ms: int, limit: int) -> int:
        old = [hash for hash, kept in self._tickets.items() if kept.uses_left < 1 or kept.expires_ms <= now_ms][:limit]
        for hash in old:
            del self._tickets[hash]
        return len(old)


class MemoryLook:
    """Reads of one branch of the data."""

    def __init__(self, store: MemoryStore, data: _Data) -> None:
        self.store = store
        self.data = data

    async def get(self, kind: str, id: str) -> Stored | None:
        kept = self.data.states[kind].get(id)
        return kept.stored if kept else None

    async def get_all(self, kind: str, ids: Collection[str]) -> list[Stored]:
        table = self.data.states[kind]
        return [table[id].stored for id in ids if id in table]

    async def find(self, kind: str, columns: Mapping[str, object], limit: int) -> list[Stored]:
        return [kept.stored for kept in self._matching(kind, columns)][:limit]

    def _matching(self, kind: str, columns: Mapping[str, object]) -> list[_Kept]:
        wanted = {
            name: tuple(value) if isinstance(value, list | tuple | set | frozenset) else (value,)
            for name, value in columns.items()
        }
        return [
            kept
            for _, kept in sorted(self.data.states[kind].items())
            if all(kept.columns[name] in values for name, values in wanted.items())
        ]

    async def due(
        self,
        kind: str,
        column: str,
        now_ms: int,
        limit: int,
        *,
        order: Sequence[str] = (),
        columns: Mapping[str, object] = NOTHING_ELSE,
    ) -> list[Stored]:
        found: list[tuple[list[Any], Stored]] = []
        for kept in self._matching(kind, columns):
            when = kept.columns[column]
            if isinstance(when, int) and when <= now_ms:
                found.append(([kept.columns[name] for name in order] + [when], kept.stored))
        return [stored for _, stored in sorted(found, key=lambda pair: pair[0])][:limit]

    async def overdue(self, columns: Sequence[tuple[str, str]], now_ms: int) -> list[bool]:
        return [bool(await self.due(kind, column, now_ms, 1)) for kind, column in columns]

    async def live(self, kind: str) -> list[Stored]:
        return [kept.stored for kept in self.data.states[kind].values() if kept.stored.live]

    async def head(self) -> tuple[int, str]:
        return self.data.head, self.data.hash

    async def rows(self, after: int, limit: int, types: Sequence[str] | None = None) -> list[Row]:
        rows = self.data.rows[after:] if types is None else self.data.rows
        return [row for row in rows if row.seq > after and (types is None or row.type in types)][:limit]

    async def thread(self, about: str, limit: int) -> list[Row]:
        return [row for row in self.data.rows if about in row.about][:limit]

    async def remembered(self, id: str) -> Remembered | None:
        return self.data.commands.get(id)


class MemoryTransaction(MemoryLook):
    """Writes to one branch of the data."""

    async def hold_stream(self) -> tuple[int, str]:
        return self.data.head, self.data.hash

    async def append(self, rows: Sequence[Row]) -> None:
        self.data.rows.extend(rows)
        self.data.head, self.data.hash = rows[-1].seq, rows[-1].hash

    async def put(self, kind: str, puts: Sequence[Put]) -> None:
        for put in sorted(puts, key=lambda put: put.version == 1):
            self._put(kind, put)

    def _put(self, kind: str, put: Put) -> None:
        table = self.data.states[kind]
        old = table.get(put.id)
        if (old.stored.version if old else 0) != put.version - 1:
            raise StaleState
        for rule in self.store.aggregates[kind].unique:
            if not put.columns[rule.where]:
                continue
            mine = [put.columns[name] for name in rule.columns]
            for id, other in table.items():
                if id != put.id and other.columns[rule.where] and [other.columns[n] for n in rule.columns] == mine:
                    raise UniqueBroken(rule.name, rule.code)
        table[put.id] = _Kept(Stored(put.id, put.version, put.live, put.state), dict(put.columns))

    async def remember(self, remembered: Remembered) -> None:
        if remembered.id in self.data.commands:
            raise StaleState
        self.data.commands[remembered.id] = remembered

    async def number(self, name: str) -> int:
        self.data.counters[name] = self.data.counters.get(name, 0) + 1
        return self.data.counters[name]

    async def erase(self, subject: str) -> int:
        hit = [i for i, row in enumerate(self.data.rows) if row.subject == subject and row.personal is not None]
        for index in hit:
            self.data.rows[index] = msgspec.structs.replace(self.data.rows[index], personal=None)
        return len(hit)

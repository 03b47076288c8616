"""What the bus asks of a store. The contract suite runs every law on memory, SQLite and PostgreSQL."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from types import MappingProxyType
from typing import Protocol

import msgspec

from signaling.journal import Row


class Stored(msgspec.Struct, frozen=True):
    """One row of a state table. ``state`` is msgspec JSON."""

    id: str
    version: int
    live: bool
    state: bytes


class Remembered(msgspec.Struct, frozen=True, kw_only=True):
    """A command that has been answered. ``answer`` is the encoded answer frame."""

    id: str
    actor: str
    type: str
    body_hash: str
    answer: bytes
    at_ms: int


class Lease(msgspec.Struct, frozen=True):
    """Who does a singleton job until when. Every new holder gets a higher ``fence``."""

    name: str
    holder: str
    fence: int
    until_ms: int


class TicketRow(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket as it is kept: never the token, only its SHA-256."""

    hash: str
    purpose: str
    about: str
    holder: str
    expires_ms: int
    uses_left: int


class Put(msgspec.Struct, frozen=True, kw_only=True):
    """A thing to be saved as ``version``, one above the saved one; 1 is a new thing."""

    id: str
    version: int
    live: bool
    state: bytes
    columns: Mapping[str, object]


class UniqueBroken(Exception):
    """The database refused a second row where a ``Unique`` rule allows one; ``code`` is the rule's refusal."""

    def __init__(self, rule: str, code: str) -> None:
        super().__init__(rule)
        self.rule = rule
        self.code = code


class StaleState(Exception):
    """Another transaction saved the same thing first; the command is decided again."""


NOTHING_ELSE: Mapping[str, object] = MappingProxyType({})


class Look(Protocol):
    """Reads that belong together."""

    async def get(self, kind: str, id: str) -> Stored | None: ...

    async def get_all(self, kind: str, ids: Collection[str]) -> list[Stored]:
        """Those that there are, in any order."""
        ...

    async def find(self, kind: str, columns: Mapping[str, object], limit: int) -> list[Stored]: ...

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
        """The things whose int column is not null and at most ``now_ms`` and whose ``columns`` equal the given values:
        the first by the columns of ``order``, then by the due one, then by id."""
        ...

    async def overdue(self, columns: Sequence[tuple[str, str]], now_ms: int) -> list[bool]:
        """For each kind and int column whether ``due`` would find anything, by one statement for all of them."""
        ...

    async def live(self, kind: str) -> list[Stored]: ...

    async def head(self) -> tuple[int, str]:
        """The stream's last sequence number and its hash."""
        ...

    async def rows(self, after: int, limit: int, types: Sequence[str] | None = None) -> list[Row]: ...

    async def thread(self, about: str, limit: int) -> list[Row]:
        """The rows about one incident, consult or patient, in order."""
        ...

    async def remembered(self, id: str) -> Remembered | None: ...


class Transaction(Look, Protocol):
    """Writes that happen together or not at all."""

    async def hold_stream(self) -> tuple[int, str]:
        """The stream's last sequence number and its hash. Nobody else appends to it before this transaction ends."""
        ...

    async def append(self, rows: Sequence[Row]) -> None:
        """The rows that follow; the stream must be held."""
        ...

    async def put(self, kind: str, puts: Sequence[Put]) -> None:
        """Saves things of one kind, each thing once. Raises StaleState, UniqueBroken."""
        ...

    async def remember(self, remembered: Remembered) -> None: ...

    async def number(self, name: str) -> int: ...

    async def erase(self, subject: str) -> int:
        """Nulls the personal column of the subject's rows; how many there were."""
        ...


class Store(Protocol):
    """A durable place for one stream (one service)."""

    name: str

    async def open(self) -> None: ...

    async def close(self) -> None: ...

    def reading(self) -> AbstractAsyncContextManager[Look]: ...

    def transaction(self) -> AbstractAsyncContextManager[Transaction]: ...

    # Small facts that are not journaled: how far a reaction has read, who holds a lease, tickets.

    async def cursor(self, name: str) -> int: ...

    async def move_cursor(self, name: str, seq: int) -> None: ...

    async def take_lease(self, name: str, holder: str, now_ms: int, until_ms: int) -> Lease | None:
        """The lease when it is free, expired or the holder's own; None when somebody else holds it."""
        ...

    async def keep_tickets(self, tickets: Sequence[TicketRow]) -> None: ...

    async def ticket(self, hash: str) -> TicketRow | None: ...

    async def use_ticket(self, hash: str, now_ms: int) -> TicketRow | None:
        """Takes one use atomically; None when there is none left or it has expired."""
        ...

    async def revoke_tickets(self, about: str) -> int: ...

    async def forget_answers(self, before_ms: int, limit: int) -> int:
        """Deletes at most ``limit`` remembered answers older than that; how many there were."""
        ...

    async def forget_tickets(self, now_ms: int, limit: int) -> int:
        """Deletes at most ``limit`` tickets that have expired or are used up; how many there were."""
        ...

"""The hub: what every audience is shown, and the frames that keep connected screens equal to it (rules S1 to S6).

It holds the live things with their encoded view for each audience, so a snapshot reads no database and a view is
encoded once however many screens show it. Every node has its own; a node that hears of commits made elsewhere reads
them from the journal (``catch_up``).
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

import msgspec

from signaling import journal
from signaling.journal import NewerRow, Row
from signaling.protocol.base import Event
from signaling.protocol.frames import Drop, EventShown, Put
from signaling.slice import Aggregate, Audience
from signaling.store.interface import Look, Store
from signaling.tables import Tables
from signaling.workplace import Committed

HISTORY_COMMITS = 20_000
READ_AT_ONCE = 500
MERGED_WITHIN_S = 0.05

_encode = msgspec.json.Encoder().encode
Key = tuple[str, str]
Sees = Callable[[str, str], bool]  # (kind, relation) → whether rights let that relation see such things at all
Heard = Callable[[Row, Event], None]


class Screen(Protocol):
    """A connected session, as the hub sees it. ``behind``: it was too slow for a frame that concerns it."""

    id: str
    audiences: tuple[str, ...]
    upto: int
    behind: bool

    def send(self, message: bytes, *, latest_of: str | None = None) -> bool:
        """Queues a message; False when the screen is too slow and it was left out."""
        ...


@dataclass(slots=True)
class _Thing:
    version: int
    puts: dict[str, bytes]  # audience → encoded put


@dataclass(slots=True)
class _Entry:
    """One commit in the history: what it touched and what was said of it, to whom."""

    first: int
    last: int
    keys: dict[Key, frozenset[str]]  # who saw the thing before or sees it now
    events: list[tuple[frozenset[str], bytes]]
    audiences: frozenset[str] = field(default_factory=frozenset)


MADE_ANEW = "+"
RESTORED = "restored"
"""The cursor that says when the journal was restored from a backup, in seconds. Numbers that screens hold from before
are of another course of things: to them it is another stream, and they begin with a snapshot (rule [S7])."""


class Hub:
    """One node's board of live things, its history, and the screens connected to it."""

    def __init__(self, tables: Tables, store: Store, stream: str, sees: Sees) -> None:
        self.tables = tables
        self.store = store
        self.stream = stream
        self.upto = 0
        self.screens: dict[str, Screen] = {}
        self._sees = sees
        self._things: dict[Key, _Thing] = {}
        self._by_audience: dict[str, set[Key]] = {}
        self._audience_screens: dict[str, set[str]] = {}
        self._unsent: list[_Entry] = []
        self._flushing: asyncio.TimerHandle | None = None
        self._history: deque[_Entry] = deque(maxlen=HISTORY_COMMITS)
        self._listeners: list[Heard] = []
        self._ordering = asyncio.Lock()
        self._changed: dict[str, asyncio.Event] = {}

    # -- the board -----------------------------------------------------------------------------------------------

    async def open(self) -> None:
        """Loads every live thing and the journal's head."""
        restored = await self.store.cursor(RESTORED)
        if restored:
            self.stream = f"{self.stream.partition(MADE_ANEW)[0]}{MADE_ANEW}{restored}"
        async with self.store.reading() as look:
            self.upto, _ = await look.head()
            for kind, aggregate in self.tables.aggregates.items():
                for stored in await look.live(kind):
                    state = msgspec.json.decode(stored.state, type=aggregate.state)
                    self._keep((kind, stored.id), stored.version, self._views(aggregate, state))

    def _views(self, aggregate: Aggregate, state: Any) -> dict[str, Any]:
        if state is None or not aggregate.live(state):
            return {}
        return {
            str(audience): view
            for audience, view in aggregate.views(state).items()
            if self._sees(aggregate.kind, audience.relation)
        }

    def _keep(self, key: Key, version: int, views: dict[str, Any]) -> frozenset[str]:
        """Replaces what is shown of a thing; the audiences that saw it before or see it now."""
        kind, id = key
        old = self._things.pop(key, None)
        before = frozenset(old.puts) if old else frozenset()
        for audience in before - views.keys():
            self._by_audience[audience].discard(key)
            if not self._by_audience[audience]:
                del self._by_audience[audience]
        if views:
            puts = {
                audience: _encode(Put(kind=kind, id=id, version=version, view=view)) for audience, view in views.items()
            }
            self._things[key] = _Thing(version, puts)
            for audience in views:
                self._by_audience.setdefault(audience, set()).add(key)
        return before | frozenset(views)

    def listen(self, heard: Heard) -> None:
        """``heard(row, event)`` is called once on every node for every committed row, in order."""
        self._listeners.append(heard)

    def changed(self, kind: str) -> asyncio.Event:
        """Set when a thing of the kind changes; whoever waits clears it first."""
        return self._changed.setdefault(kind, asyncio.Event())

    # -- what is committed ---------------------------------------------------------------------------------------

    async def publish(self, committed: Committed) -> None:
        """Shows a commit of this node; reads what other nodes committed before it, if anything."""
        async with self._ordering:
            if committed.rows[0].seq > self.upto + 1:
                await self._read_up_to(committed.rows[0].seq - 1)
            if committed.rows[-1].seq > self.upto:
                self._show(committed)

    async def catch_up(self) -> None:
        """Reads what other nodes have committed. Raises NewerRow, and then shows nothing of what cannot be read."""
        async with self._ordering:
            await self._read_up_to(None)

    async def _read_up_to(self, last: int | None) -> None:
        while last is None or self.upto < last:
            async with self.store.reading() as look:
                rows = await look.rows(self.upto, READ_AT_ONCE)
                if last is not None:
                    rows = [row for row in rows if row.seq <= last]
                if not rows:
                    return
                events = [journal.to_event(row, self.tables.events) for row in rows]
                things = await self._touched(look, events)
            self._show(Committed(rows, events, things))

    async def _touched(self, look: Look, events: list[Event]) -> dict[Key, tuple[int, Any]]:
        things: dict[Key, tuple[int, Any]] = {}
        for kind, id in dict.fromkeys(key for event in events for key in journal.touched(event)):
            stored = await look.get(kind, id)
            if stored:
                try:
                    state = msgspec.json.decode(stored.state, type=self.tables.aggregates[kind].state)
                except msgspec.ValidationError as error:
                    raise NewerRow(f"the state of a thing of the kind {kind}") from error
                things[kind, id] = (stored.version, state)
        return things

    def _show(self, committed: Committed) -> None:
        concerned: dict[Key, frozenset[str]] = {}
        for key, (version, state) in committed.things.items():
            concerned[key] = self._keep(key, version, self._views(self.tables.aggregates[key[0]], state))
        events: list[tuple[frozenset[str], bytes]] = []
        for row, event in zip(committed.rows, committed.events, strict=True):
            # Who sees what the event is first of all about hears of it; a brigade's place in an incident is not told to
            # those who see the brigade alone.
            audiences = next((concerned[key] for key in journal.touched(event) if concerned.get(key)), frozenset[str]())
            if audiences:
                events.append((audiences, _encode(_shown(row, event))))
        entry = _Entry(
            first=committed.rows[0].seq, last=committed.rows[-1].seq, keys=concerned, events=events,
            audiences=frozenset[str]().union(*concerned.values()),
        )  # fmt: skip
        self._history.append(entry)
        self.upto = entry.last
        for kind in {kind for kind, _ in concerned}:
            self.changed(kind).set()
        self._send(entry, urgent=committed.urgent)
        for row, event in zip(committed.rows, committed.events, strict=True):
            for heard in self._listeners:
                heard(row, event)

    # -- frames --------------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Sends what has been committed and not yet sent: one frame a screen, however many commits it covers."""
        if self._flushing:
            self._flushing.cancel()
            self._flushing = None
        entries, self._unsent = self._unsent, []
        if not entries:
            return
        audiences = frozenset[str]().union(*(entry.audiences for entry in entries))
        tails: dict[tuple[str, ...], bytes] = {}
        for id in {id for audience in audiences for id in self._audience_screens.get(audience, ())}:
            screen = self.screens[id]
            if screen.upto >= self.upto:
                continue  # it joined meanwhile
            if screen.behind or screen.upto >= entries[0].first:
                self.bring_up(screen)
                continue
            mine = tuple(audience for audience in screen.audiences if audience in audiences)
            if mine not in tails:
                tails[mine] = self._tail(mine, _concerning(mine, entries), entries, self.upto)
            self._deliver(screen, _head(self.stream, screen.upto) + tails[mine])

    def _send(self, entry: _Entry, *, urgent: bool) -> None:
        """What a person did is sent at once; what follows from it by itself within ``MERGED_WITHIN_S``, merged."""
        self._unsent.append(entry)
        if urgent:
            self.flush()
        elif self._flushing is None:
            self._flushing = asyncio.get_running_loop().call_later(MERGED_WITHIN_S, self.flush)

    def _deliver(self, screen: Screen, frame: bytes) -> None:
        screen.behind = not screen.send(frame)
        if not screen.behind:
            screen.upto = self.upto

    def bring_up(self, screen: Screen) -> None:
        """One frame from what the screen holds to now."""
        self._deliver(screen, self.frame_after(screen.upto, screen.audiences))

    def frame_after(self, after: int | None, audiences: tuple[str, ...]) -> bytes:
        """The frame from ``after`` to now for somebody of these audiences; a snapshot when the history is too short."""
        if after is None or after > self.upto or after < self._oldest() - 1:
            keys = {key for audience in audiences for key in self._by_audience.get(audience, ())}
            return _head(self.stream, None) + self._tail(audiences, sorted(keys), [], self.upto)
        entries: list[_Entry] = []
        for entry in reversed(self._history):
            if entry.last <= after:
                break
            entries.append(entry)
        entries.reverse()
        return _head(self.stream, after) + self._tail(audiences, _concerning(audiences, entries), entries, self.upto)

    def _oldest(self) -> int:
        return self._history[0].first if self._history else self.upto + 1

    def _tail(self, audiences: tuple[str, ...], keys: Iterable[Key], entries: list[_Entry], upto: int) -> bytes:
        changes = []
        for key in keys:
            thing = self._things.get(key)
            put = next((thing.puts[a] for a in audiences if a in thing.puts), None) if thing else None
            changes.append(put if put is not None else _encode(Drop(kind=key[0], id=key[1])))
        mine = set(audiences)
        events = [event for entry in entries for hearers, event in entry.events if not mine.isdisjoint(hearers)]
        parts = (b',"upto":', str(upto).encode(), b',"changes":[', b",".join(changes), b'],"events":[')
        return b"".join((*parts, b",".join(events), b"]}"))

    def heartbeat(self, screen: Screen) -> None:
        """The current ``upto``, and whatever a slow screen was not sent."""
        self.flush()
        if screen.behind:
            self.bring_up(screen)
        else:
            self._deliver(screen, _head(self.stream, screen.upto) + self._tail((), (), [], self.upto))

    # -- screens -------------------------------------------------------------------------------------------------

    def join(self, screen: Screen, after: int | None, stream: str | None) -> None:
        """Sends the first frame and keeps the screen equal from then on."""
        if stream != self.stream:
            after = None
        self._deliver(screen, self.frame_after(after, screen.audiences))
        self.screens[screen.id] = screen
        for audience in screen.audiences:
            self._audience_screens.setdefault(audience, set()).add(screen.id)

    def leave(self, screen: Screen) -> None:
        self.screens.pop(screen.id, None)
        for audience in screen.audiences:
            others = self._audience_screens.get(audience, set())
            others.discard(screen.id)
            if not others:
                self._audience_screens.pop(audience, None)

    def tell(self, audience: str, message: bytes, *, latest_of: str | None = None) -> None:
        """A message past the journal to every screen of the audience on this node."""
        for id in list(self._audience_screens.get(audience, ())):
            self.screens[id].send(message, latest_of=latest_of)


def _head(stream: str, after: int | None) -> bytes:
    number = b"null" if after is None else str(after).encode()
    return b'{"type":"frame","stream":' + _encode(stream) + b',"after":' + number


def _concerning(audiences: tuple[str, ...], entries: list[_Entry]) -> list[Key]:
    mine = set(audiences)
    keys = (key for entry in entries for key, seen_by in entry.keys.items() if not mine.isdisjoint(seen_by))
    return list(dict.fromkeys(keys))


def _shown(row: Row, event: Event) -> EventShown:
    return EventShown(
        seq=row.seq, type=row.type, at_ms=row.at_ms, made_at_ms=row.made_at_ms, actor=row.actor,
        actor_name=row.actor_name, about=list(row.about), body=journal.public_body(event),
    )  # fmt: skip


def audience_names(audiences: Iterable[Audience]) -> tuple[str, ...]:
    """The audiences as the hub keys them, in the order in which they win."""
    return tuple(str(audience) for audience in audiences)

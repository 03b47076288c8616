"""The living map: what the tablets say, tick by tick to the screens, batch by batch to the database.

The signal's receiver only puts a fix into its brigade's queue. Once a second the queues go through the steps and
the screens get one message; at least every five seconds what was kept is written in one transaction. A server that
is killed loses the track of those five seconds and nothing else.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Mapping, Sequence

from brigade_app.positions.fix import Heard, Knowledge, Target, as_position
from brigade_app.positions.steps import STEPS, run
from brigade_app.store import PositionStore
from signaling.protocol.brigade_app import Position, PositionFix, Positions
from signaling.slice import SERVICE, Audience, Screens

QUEUE_LENGTH = 120  # two minutes of one fix a second, delivered together after a tunnel
UNWRITTEN_LIMIT = 50_000  # while the database is away; then the oldest of the track go first
PER_BREATH = 200  # brigades worked through before others may use the loop

log = logging.getLogger(__name__)


class LivePositions:
    """One node's part of the positions: the brigades whose tablets are connected to it."""

    def __init__(self, store: PositionStore, screens: Screens) -> None:
        self._store = store
        self._screens = screens
        self._queues: dict[str, deque[Position]] = {}
        self._known: dict[str, Knowledge] = {}
        self._unwritten: list[Position] = []
        self._writing: list[Position] = []

    def put(self, brigade_id: str, fix: PositionFix, received_at_ms: int) -> None:
        """Into the brigade's queue; nothing else, because thousands come a second."""
        queue = self._queues.get(brigade_id)
        if queue is None:
            queue = self._queues[brigade_id] = deque(maxlen=QUEUE_LENGTH)
        queue.append(as_position(fix, brigade_id, received_at_ms))

    async def tick(self) -> None:
        """What has come since the last tick goes through the steps, and one message to the screens."""
        queues, self._queues = self._queues, {}
        await self._get_to_know([brigade_id for brigade_id in queues if brigade_id not in self._known])
        news: list[Position] = []
        for count, (brigade_id, queue) in enumerate(queues.items(), start=1):
            news += self._work(brigade_id, queue)
            if count % PER_BREATH == 0:
                await asyncio.sleep(0)
        if news:
            self._screens.tell(SERVICE, Positions(items=news))

    def _work(self, brigade_id: str, queue: deque[Position]) -> list[Position]:
        known = self._known[brigade_id]
        for position in sorted(queue, key=lambda position: position.at_ms):
            run(Heard(position), known, STEPS)
        self._unwritten += known.to_write
        known.to_write.clear()
        if known.suggestion is not None:
            self._screens.tell(Audience("brigade", brigade_id), known.suggestion)
            known.suggestion = None
        changed, known.changed = known.changed, False
        return [known.newest] if changed and known.newest is not None else []

    async def _get_to_know(self, brigade_ids: Sequence[str]) -> None:
        """A brigade that this node has not heard yet: its newest position may be from another node or before us."""
        if not brigade_ids:
            return
        try:
            kept = {position.brigade_id: position for position in await self._store.newest(brigade_ids)}
        except Exception:
            # The steps must go on without the database: its silence costs only the comparison with the last place.
            log.exception("the newest positions could not be read")
            kept = {}
        for brigade_id in brigade_ids:
            self._known[brigade_id] = Knowledge(newest=kept.get(brigade_id))

    async def flush(self) -> None:
        """What is not yet written, in one transaction. If that fails it is tried again with the next batch."""
        if not self._unwritten:
            return
        self._writing, self._unwritten = self._unwritten, []
        try:
            await self._store.write(self._writing)
        except BaseException:
            self._unwritten = (self._writing + self._unwritten)[-UNWRITTEN_LIMIT:]
            raise
        finally:
            self._writing = []

    async def forget_before(self, at_ms: int) -> None:
        await self._store.forget_before(at_ms)

    def aim(self, targets: Mapping[str, Target]) -> None:
        """Where each brigade's order leads now; a brigade that is not named goes nowhere."""
        for brigade_id, known in self._known.items():
            target = targets.get(brigade_id)
            if target != known.target:
                known.target, known.stands_since = target, None
            if target is None:
                known.suggested.clear()

    def heard_brigades(self) -> list[str]:
        return list(self._known)

    async def newest(self, brigade_ids: Sequence[str] | None) -> list[Position]:
        """From the database, and from this node's memory where it knows better."""
        wanted = None if brigade_ids is None else set(brigade_ids)
        newest = {position.brigade_id: position for position in await self._store.newest(brigade_ids)}
        for brigade_id, known in self._known.items():
            position = known.newest
            if position is None or (wanted is not None and brigade_id not in wanted):
                continue
            kept = newest.get(brigade_id)
            if kept is None or kept.at_ms < position.at_ms:
                newest[brigade_id] = position
        return [newest[brigade_id] for brigade_id in sorted(newest)]

    async def trail(self, brigade_id: str, since_ms: int) -> list[Position]:
        """The track, with what is not yet written."""
        rows = {position.at_ms: position for position in await self._store.trail(brigade_id, since_ms)}
        for position in (*self._writing, *self._unwritten):
            if position.brigade_id == brigade_id and position.at_ms >= since_ms:
                rows.setdefault(position.at_ms, position)
        return [rows[at_ms] for at_ms in sorted(rows)]

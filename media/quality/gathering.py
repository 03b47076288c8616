"""What devices and workers tell each second, held in memory until it is written, shown and counted.

Everything here has a bound: one line a side, one report a second, so many sides, so many chunks that wait for a
database that is away.
"""

from collections import deque
from collections.abc import Iterable

import msgspec
from prometheus_client import Counter

from media.quality.domain.seconds import SILENT_S, Chunk, Line, figures_of
from media.quality.figures import SCORES
from signaling.protocol.forwarding import ForwardFigures
from signaling.protocol.links import ConversationLink
from signaling.protocol.quality import RoomQuality, SideQuality

SIDES_AT_MOST = 10_000
CHUNKS_AT_MOST = 20_000
"""Some 60 MB: an hour of 300 sides while the database is away."""
FRESH_MS = 5_000
"""What is older is no figure of now."""

LEFT_OUT = Counter(
    "media_quality_left_out_total", "Reports of links and chunks of them that were not kept, by why.", ["why"]
)


class RoomTraffic(msgspec.Struct, frozen=True, kw_only=True):
    """What a worker's process told last of one of its rooms."""

    process: str
    at_ms: int
    up_kbps: float
    down_kbps: float
    lost_permille: int
    round_trip_ms: int | None


class Gathering:
    """One node's. Nothing here waits."""

    def __init__(self, *, sides_at_most: int = SIDES_AT_MOST, chunks_at_most: int = CHUNKS_AT_MOST) -> None:
        self._sides_at_most = sides_at_most
        self._chunks_at_most = chunks_at_most
        self._lines: dict[tuple[str, str], Line] = {}
        self._closed: deque[Chunk] = deque()
        self._traffic: dict[str, RoomTraffic] = {}

    def hear_link(self, link: ConversationLink, key: str, now_ms: int) -> None:
        """From the device by which that side takes part now."""
        line = self._lines.get((link.conversation_id, key))
        if line is None:
            if len(self._lines) >= self._sides_at_most:
                LEFT_OUT.labels(why="too_many_sides").inc()
                return
            line = self._lines[link.conversation_id, key] = Line(link.conversation_id, key)
        before_s = line.last_s
        self._keep(line.hear(figures_of(link), now_ms))
        if line.last_s != before_s:
            SCORES.observe(link.score)

    def hear_figures(self, figures: ForwardFigures, process: str, now_ms: int) -> None:
        """From the process that holds the room."""
        if figures.conversation_id not in self._traffic and len(self._traffic) >= self._sides_at_most:
            LEFT_OUT.labels(why="too_many_rooms").inc()
            return
        trips = [leg.round_trip_ms for leg in figures.legs if leg.round_trip_ms is not None]
        self._traffic[figures.conversation_id] = RoomTraffic(
            process=process,
            at_ms=now_ms,
            up_kbps=sum(leg.up_kbps for leg in figures.legs),
            down_kbps=sum(leg.down_kbps for leg in figures.legs),
            lost_permille=round(1_000 * max((min(1, leg.down_lost_share) for leg in figures.legs), default=0)),
            round_trip_ms=round(max(trips)) if trips else None,
        )

    def settle(self, now_ms: int) -> None:
        """Closes the chunks of those who say nothing any more, and forgets what is old."""
        for at, line in list(self._lines.items()):
            if now_ms - line.heard_ms > SILENT_S * 1_000:
                self._keep(line.close())
                del self._lines[at]
        self._traffic = {id: one for id, one in self._traffic.items() if now_ms - one.at_ms <= FRESH_MS}

    def close(self) -> None:
        """The server stops: what there is is all that there will be."""
        for line in self._lines.values():
            self._keep(line.close())
        self._lines.clear()

    def _keep(self, chunk: Chunk | None) -> None:
        if chunk is None:
            return
        if len(self._closed) >= self._chunks_at_most:
            self._closed.popleft()
            LEFT_OUT.labels(why="database_away").inc()
        self._closed.append(chunk)

    def closed(self) -> list[Chunk]:
        """What waits to be written, the oldest first."""
        return list(self._closed)

    def written(self, chunks: Iterable[Chunk]) -> None:
        """These are kept now. They were the oldest; some may have been left out meanwhile."""
        gone = set(map(id, chunks))
        while self._closed and id(self._closed[0]) in gone:
            self._closed.popleft()

    def present(self, conversation_id: str) -> list[Chunk]:
        """What is not written yet, closed or open."""
        waiting = [chunk for chunk in self._closed if chunk.conversation_id == conversation_id]
        open_now = (line.so_far() for line in self._lines.values() if line.conversation_id == conversation_id)
        return [*waiting, *(chunk for chunk in open_now if chunk is not None)]

    def rooms(self, now_ms: int) -> list[RoomQuality]:
        """What each side told in the last seconds."""
        rooms: dict[str, list[SideQuality]] = {}
        for line in self._lines.values():
            side = line.now() if now_ms - line.heard_ms <= FRESH_MS else None
            if side is not None:
                rooms.setdefault(line.conversation_id, []).append(side)
        return [RoomQuality(conversation_id=id, sides=sides) for id, sides in rooms.items()]

    def traffic(self) -> dict[str, list[RoomTraffic]]:
        """By the process that told it."""
        found: dict[str, list[RoomTraffic]] = {}
        for one in self._traffic.values():
            found.setdefault(one.process, []).append(one)
        return found

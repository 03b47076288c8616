"""The living figures of one node: gathered, counted, told to administrators, written a minute at a time.

A server that is killed loses of each side the minute that was not closed yet, and what was closed in the last seconds.
One that is stopped loses nothing.
"""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from media.quality.domain.course import KIND, Course
from media.quality.figures import WAITING, count_courses, count_processes, count_sides
from media.quality.gathering import Gathering, RoomTraffic
from media.quality.store import CHUNKS_A_WRITE, QualityStore
from signaling.protocol.forwarding import WorkerNow, WorkersNow
from signaling.protocol.quality import ProcessQuality, QualityNow
from signaling.slice import ADMINISTRATION, Ask, Connections, Reading, Role, Screens

COURSES_AT_MOST = 10_000
ROOMS_TOLD_AT_MOST = 200
"""In one second: some 75 kB to each administrator. With more rooms, all are told within some seconds."""


class LiveQuality:
    """``store`` may be set after it was made: it needs the engines, which need the slices' tables."""

    def __init__(self, store: QualityStore, screens: Screens, connections: Connections | None) -> None:
        self.store = store
        self.gathering = Gathering()
        self._screens = screens
        self._connections = connections
        self._processes: list[WorkerNow] = []
        self._turn = 0

    async def look(self, reading: Callable[[], AbstractAsyncContextManager[Reading]], ask: Ask) -> None:
        """At what the state tables hold: conversations that go on, and workers."""
        async with reading() as open_now:
            courses = await open_now.find(KIND, Course, limit=COURSES_AT_MOST, goes_on=True)
        count_courses(courses)
        self._processes = await ask(WorkersNow())

    def tick(self, now_ms: int) -> None:
        """Once a second."""
        self.gathering.settle(now_ms)
        rooms = self.gathering.rooms(now_ms)
        traffic = self.gathering.traffic()
        processes = [_with_traffic(one, traffic.get(one.process, [])) for one in self._processes]
        count_sides(rooms)
        count_processes(processes)
        WAITING.set(len(self.gathering.closed()))
        if self._connections and self._connections.connected(Role.ADMINISTRATOR):
            start = self._turn % max(1, len(rooms))
            told = (rooms[start:] + rooms[:start])[:ROOMS_TOLD_AT_MOST]
            self._turn = start + len(told)
            self._screens.tell(ADMINISTRATION, QualityNow(at_ms=now_ms, rooms=told, processes=processes))

    async def write(self) -> None:
        """What is closed. When the database is away it is tried again with the next."""
        while chunks := self.gathering.closed()[:CHUNKS_A_WRITE]:  # in pieces, so that commands come in between
            await self.store.write(chunks)
            self.gathering.written(chunks)

    async def stop(self) -> None:
        """Everything is closed and written."""
        self.gathering.close()
        await self.write()


def _with_traffic(one: WorkerNow, rooms: list[RoomTraffic]) -> ProcessQuality:
    trips = [room.round_trip_ms for room in rooms if room.round_trip_ms is not None]
    return ProcessQuality(
        worker_id=one.worker_id,
        process=one.process,
        connected=one.connected,
        rooms=one.rooms,
        members=one.members,
        up_kbps=round(sum(room.up_kbps for room in rooms)) if rooms else None,
        down_kbps=round(sum(room.down_kbps for room in rooms)) if rooms else None,
        lost_permille=max(room.lost_permille for room in rooms) if rooms else None,
        round_trip_ms=max(trips, default=None),
    )

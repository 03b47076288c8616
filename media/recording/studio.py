"""Records the rooms of one worker's process, for as long as the server's view of each says so.

Nothing is decided here: a room's view has ``record`` or it has not, and a device that is not in that view is not heard.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import uuid4

import structlog

from media.forwarder.interface import Forwarder, ForwarderRefused, Source
from media.recording.recorder import Part, Recorder
from media.recording.spool import ReelNote, Spool
from signaling.protocol.forwarding import RoomMember, RoomRecord, RoomView

log = structlog.get_logger("media.recording")

KEY_EVERY_MS = 20_000
"""A recording can be entered at key frames alone: one at least as often as this."""
KEY_AGAIN_MS = 1_000


@dataclass
class Reel:
    """One device's recorder."""

    note: ReelNote
    source: Source
    recorder: Recorder
    parts: int = 0
    asked_ms: int = 0

    def counted(self, parts: list[Part]) -> list[Part]:
        self.parts += len(parts)
        return parts


@dataclass
class RecordedRoom:
    """A room while it is recorded. ``shift_ms`` makes the recording's time of the forwarder's clock."""

    name: str
    record: RoomRecord
    shift_ms: int
    members: dict[str, RoomMember] = field(default_factory=dict)
    reels: dict[tuple[str, bool], Reel] = field(default_factory=dict)


class Studio:
    """``keep`` is given each part, ``end`` each reel that is over with the number of its parts. ``now_ms`` is the
    forwarder's clock, ``server_now_ms`` the server's."""

    def __init__(
        self,
        forwarder: Forwarder,
        *,
        keep: Callable[[ReelNote, Part], None],
        end: Callable[[ReelNote, int], None],
        now_ms: Callable[[], int],
        server_now_ms: Callable[[], int],
    ) -> None:
        self._forwarder = forwarder
        self._keep = keep
        self._end = end
        self._now_ms = now_ms
        self._server_now_ms = server_now_ms
        self._rooms: dict[str, RecordedRoom] = {}

    def follow(self, name: str, view: RoomView) -> None:
        """The room's view now. What is not in it is not recorded from this moment on."""
        room = self._rooms.get(name)
        if room is not None and room.record != view.record:
            self.leave(name)
            room = None
        if view.record is None:
            return
        if room is None:
            shift_ms = self._server_now_ms() - view.record.began_at_ms - self._now_ms()
            room = self._rooms[name] = RecordedRoom(name, view.record, shift_ms)
            self._forwarder.tap(name, self._ear(room))
        room.members = {member.endpoint: member for member in view.members}
        for place in [place for place in room.reels if place[0] not in room.members]:
            self._close(room, place)

    def leave(self, name: str) -> None:
        """The room is recorded no more, or is here no more."""
        room = self._rooms.pop(name, None)
        if room is None:
            return
        self._forwarder.tap(name, None)
        for place in list(room.reels):
            self._close(room, place)

    def renew(self, reel_id: str) -> None:
        """What this device sends goes on in another reel: this one's chain is broken, or refused."""
        for room in self._rooms.values():
            for place in [place for place, reel in room.reels.items() if reel.note.reel_id == reel_id]:
                del room.reels[place]

    def close(self) -> None:
        """Every room: the process ends."""
        for name in list(self._rooms):
            self.leave(name)

    def tick(self) -> None:
        """About once a second: ends parts of who has fallen silent, and asks for key frames."""
        now_ms = self._now_ms()
        for room in self._rooms.values():
            for reel in room.reels.values():
                self._kept(reel, reel.recorder.due(max(0, now_ms + room.shift_ms)))
                self._ask_key(room, reel, now_ms)

    def _ear(self, room: RecordedRoom) -> Callable[[str, Source, bytes, int], None]:
        def hear(endpoint: str, source: Source, packet: bytes, now_ms: int) -> None:
            member = room.members.get(endpoint)
            if member is None or source not in member.may_send:
                return
            reel = room.reels.get((endpoint, source == "screen")) or self._begin(room, member, source)
            at_ms = max(0, now_ms + room.shift_ms)
            if source == "sound":
                self._kept(reel, reel.recorder.sound(packet, at_ms))
            else:
                reel.source = source
                self._kept(reel, reel.recorder.picture(packet, at_ms))

        return hear

    def _begin(self, room: RecordedRoom, member: RoomMember, source: Source) -> Reel:
        screen = source == "screen"
        note = ReelNote(
            recording_id=room.record.recording_id,
            reel_id=str(uuid4()),
            key=f"{member.relation}:{member.id}",
            endpoint=member.endpoint,
            filmed="screen" if screen else "person",
        )
        reel = Reel(note, source, Recorder(room.record.recording_id))
        room.reels[member.endpoint, screen] = reel
        return reel

    def _kept(self, reel: Reel, parts: list[Part]) -> None:
        for part in reel.counted(parts):
            self._keep(reel.note, part)

    def _close(self, room: RecordedRoom, place: tuple[str, bool]) -> None:
        reel = room.reels.pop(place)
        self._kept(reel, reel.recorder.stop(max(0, self._now_ms() + room.shift_ms)))
        self._end(reel.note, reel.parts)

    def _ask_key(self, room: RecordedRoom, reel: Reel, now_ms: int) -> None:
        """Only of who sends a picture at all."""
        if reel.source == "sound":
            return
        waits_ms = KEY_AGAIN_MS if reel.recorder.wants_key else KEY_EVERY_MS
        if now_ms - reel.asked_ms < waits_ms:
            return
        reel.asked_ms = now_ms
        try:
            self._forwarder.ask_key(room.name, reel.note.endpoint, reel.source)
        except ForwarderRefused:
            log.info("no key frame can be asked for", endpoint=reel.note.endpoint)


class Shelf:
    """Between the loop, which must not wait for a disk, and the spool: everything is written in its order."""

    def __init__(self, spool: Spool, written: Callable[[], None], grows: Callable[[str], None]) -> None:
        self._spool = spool
        self._written = written
        self._grows = grows
        self._queue: asyncio.Queue[Callable[[], None]] = asyncio.Queue()

    def keep(self, note: ReelNote, part: Part) -> None:
        self._grows(note.reel_id)
        self._queue.put_nowait(lambda: self._spool.put(note, part))

    def end(self, note: ReelNote, parts: int) -> None:
        self._queue.put_nowait(lambda: self._spool.end(note, parts))

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await self._write(await self._queue.get())

    async def flush(self) -> None:
        """Whatever is still to be written, once ``run`` has been cancelled."""
        while not self._queue.empty():
            await self._write(self._queue.get_nowait())

    async def _write(self, work: Callable[[], None]) -> None:
        try:
            await asyncio.to_thread(work)
        except OSError as error:
            # What cannot be kept is lost, and the chain will say so; the conversation goes on.
            log.exception("a part could not be written", error=error.strerror)
        self._written()

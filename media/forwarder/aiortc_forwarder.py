"""Our own forwarder: aiortc's DTLS and libsrtp, everything else in this folder. One in a process."""

import asyncio
import time
from collections.abc import Mapping

from media.forwarder.interface import Depth, DownOffer, ForwarderRefused, Hear, OfferWanted, Source
from media.forwarder.leg import Process
from media.forwarder.reading import read
from media.forwarder.room import Room
from media.forwarder.sockets import Places
from media.forwarder.versions import check_versions
from media.forwarder.writing import Candidate
from signaling.protocol.forwarding import ForwardLeg

STEP_S = 0.01
STEPS_A_FEEDBACK = 10
STEPS_A_TICK = 100


class AiortcForwarder:
    """Implements ``interface.Forwarder``. ``open()`` before the first room, ``stop()`` in the end."""

    def __init__(self, offer_wanted: OfferWanted, places: Places | None = None) -> None:
        check_versions()
        self._offer_wanted = offer_wanted
        self._process = Process(places or Places())
        self._rooms: dict[str, Room] = {}
        self._steps = 0
        self._next: asyncio.TimerHandle | None = None

    def open(self) -> None:
        """Binds its port and starts its clock; raises CannotStart."""
        self._process.sockets.open()
        self._next = asyncio.get_running_loop().call_later(STEP_S, self._step)

    @property
    def candidates(self) -> list[Candidate]:
        """Where it listens, as devices are told."""
        return self._process.sockets.candidates

    async def stop(self) -> None:
        """Ends all rooms and gives the port back."""
        if self._next is not None:
            self._next.cancel()
        for room in list(self._rooms):
            await self.close(room)
        self._process.sockets.close()

    def _step(self) -> None:
        self._next = asyncio.get_running_loop().call_later(STEP_S, self._step)
        self._steps += 1
        now_s = time.monotonic()
        for room in self._rooms.values():
            room.often(now_s)
            if self._steps % STEPS_A_FEEDBACK == 0:
                room.feed_back(now_s)
            if self._steps % STEPS_A_TICK == 0:
                room.tick(now_s)

    def _room(self, room: str) -> Room:
        if room not in self._rooms:
            self._rooms[room] = Room(room, self._process, self._offer_wanted)
        return self._rooms[room]

    def _known(self, room: str) -> Room:
        known = self._rooms.get(room)
        if known is None:
            raise ForwarderRefused("There is no such room.")
        return known

    async def up(self, room: str, endpoint: str, sdp: str) -> str:
        offer = read(sdp)
        return self._room(room).up(endpoint, offer)

    async def down(self, room: str, endpoint: str) -> DownOffer:
        return self._room(room).down(endpoint)

    async def down_answer(self, room: str, endpoint: str, round: int, sdp: str) -> None:
        self._known(room).down_answer(endpoint, round, read(sdp))

    async def down_restart(self, room: str, endpoint: str) -> DownOffer:
        return self._known(room).down_restart(endpoint)

    def allow(self, room: str, endpoint: str, sources: frozenset[Source]) -> None:
        self._room(room).allow(endpoint, sources)

    def want(self, room: str, endpoint: str, wishes: Mapping[str, Depth]) -> None:
        self._known(room).want(endpoint, wishes)

    async def leave(self, room: str, endpoint: str) -> None:
        if room in self._rooms:
            await self._rooms[room].leave(endpoint)

    async def close(self, room: str) -> None:
        if room in self._rooms:
            await self._rooms.pop(room).close()

    def figures(self, room: str) -> list[ForwardLeg]:
        return self._known(room).figures(time.monotonic())

    def tap(self, room: str, hear: Hear | None) -> None:
        if hear is not None or room in self._rooms:
            self._room(room).tap(hear)

    def ask_key(self, room: str, endpoint: str, source: Source) -> None:
        self._known(room).ask_key(endpoint, source)

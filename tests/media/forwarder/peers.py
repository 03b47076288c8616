"""Real aiortc devices in a room of a real forwarder, over loopback. They send what is made up and count what comes."""

import asyncio
import fractions
from collections.abc import Callable

import av
import numpy as np
from aiortc import (
    AudioStreamTrack,
    MediaStreamTrack,
    RTCBundlePolicy,
    RTCConfiguration,
    RTCPeerConnection,
    RTCSessionDescription,
)
from aiortc.mediastreams import MediaStreamError

from media.forwarder.interface import DownOffer, Forwarder, Source

ROOM = "conversation"
# With its other policies aiortc puts a second picture on a transport that is never connected.
CONFIGURATION = RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)
BOTH: frozenset[Source] = frozenset(("sound", "picture"))


class Moving(MediaStreamTrack):
    """A small picture that changes, 15 a second."""

    kind = "video"

    def __init__(self) -> None:
        super().__init__()
        self._count = 0
        self._began_s: float | None = None

    async def recv(self) -> av.VideoFrame:
        loop = asyncio.get_running_loop()
        self._began_s = self._began_s or loop.time()
        await asyncio.sleep(max(0.0, self._began_s + self._count / 15 - loop.time()))
        plane = np.full((180, 160), 128, np.uint8)
        plane[:120] = (np.arange(160) + self._count * 3) % 256
        frame = av.VideoFrame.from_ndarray(plane, format="yuv420p")
        frame.pts, frame.time_base = self._count * 6000, fractions.Fraction(1, 90_000)
        self._count += 1
        return frame


class Device:
    """One participant's device: a connection up, a connection down."""

    def __init__(self, forwarder: Forwarder, endpoint: str) -> None:
        self.forwarder = forwarder
        self.endpoint = endpoint
        self.sending: RTCPeerConnection | None = None
        self.shown: RTCPeerConnection | None = None
        self.received: dict[str, int] = {}
        self._receivers: dict[str, str] = {}
        self._taking: set[asyncio.Task[None]] = set()
        self._arrived = asyncio.Event()
        self.offer: DownOffer | None = None

    async def send(self) -> None:
        """Begins to send sound and picture."""
        connection = self.sending = RTCPeerConnection(CONFIGURATION)
        connection.addTransceiver(AudioStreamTrack(), direction="sendonly")
        connection.addTransceiver(Moving(), direction="sendonly")
        await connection.setLocalDescription(await connection.createOffer())
        answer = await self.forwarder.up(ROOM, self.endpoint, connection.localDescription.sdp)
        await connection.setRemoteDescription(RTCSessionDescription(answer, "answer"))

    async def look(self) -> None:
        """Asks for what it is shown, or for the next round of it."""
        if self.shown is None:
            self.shown = RTCPeerConnection(CONFIGURATION)
            self.shown.on("track", self._take)
        self.offer = await self.forwarder.down(ROOM, self.endpoint)
        await self.shown.setRemoteDescription(RTCSessionDescription(self.offer.sdp, "offer"))
        await self.shown.setLocalDescription(await self.shown.createAnswer())
        answer = self.shown.localDescription.sdp
        await self.forwarder.down_answer(ROOM, self.endpoint, self.offer.round, answer)

    def _take(self, track: MediaStreamTrack) -> None:
        assert self.shown is not None
        mid = next(one.mid for one in self.shown.getTransceivers() if one.receiver.track is track) or ""
        task = asyncio.create_task(self._drain(track, mid))
        self._taking.add(task)
        task.add_done_callback(self._taking.discard)

    async def _drain(self, track: MediaStreamTrack, mid: str) -> None:
        while True:
            try:
                await track.recv()
            except MediaStreamError:
                return
            assert self.offer is not None
            endpoint, source = self.offer.shows.get(mid, ("nobody", "sound"))
            key = f"{endpoint}/{source}"
            self.received[key] = self.received.get(key, 0) + 1
            self._arrived.set()

    async def until(self, true: Callable[[dict[str, int]], bool], seconds: float = 20) -> None:
        """Returns when what was received makes it true."""
        async with asyncio.timeout(seconds):
            while not true(self.received):
                self._arrived.clear()
                await self._arrived.wait()

    async def until_more(self, *keys: str, count: int = 5) -> None:
        """Returns when so many more of each have come than now."""
        before = dict(self.received)
        await self.until(lambda now: all(now.get(key, 0) >= before.get(key, 0) + count for key in keys))

    async def close(self) -> None:
        for task in self._taking:
            task.cancel()
        for connection in (self.sending, self.shown):
            if connection is not None:
                await connection.close()

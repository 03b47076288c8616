"""A simulated person's device in a conversation: sends a made-up picture and sound, takes what comes and counts it.

The only place of the simulator that knows aiortc. aiortc cannot restart ICE, which the conversation's rounds make up
for: an offer with a new path is answered by joining again, and so by fresh connections on both sides.
"""

import asyncio
import contextlib
import fractions
import re
from collections.abc import Sequence

import av
import numpy as np
from aiortc import (
    AudioStreamTrack,
    MediaStreamTrack,
    RTCConfiguration,
    RTCIceCandidate,
    RTCIceServer,
    RTCPeerConnection,
    RTCSessionDescription,
    VideoStreamTrack,
)
from aiortc.exceptions import InvalidAccessError, InvalidStateError, OperationError
from aiortc.mediastreams import MediaStreamError
from aiortc.sdp import candidate_from_sdp

from signaling import clock
from signaling.protocol.negotiation import IceServer
from simulator.picture import SAMPLE_RATE, babble, picture

PEER_TROUBLE = (InvalidAccessError, InvalidStateError, OperationError, ValueError, KeyError, AssertionError)
"""What aiortc raises at a description that it cannot use."""

FRAMES_A_SECOND = 10
VIDEO_CLOCK = 90_000
PACKET_SAMPLES = SAMPLE_RATE // 50


class _Paced:
    """Wakes at even steps from the first, however long the work between them takes."""

    def __init__(self, step_s: float) -> None:
        self._step_s = step_s
        self._start_s: float | None = None
        self.count = -1

    async def next(self) -> int:
        loop = asyncio.get_running_loop()
        if self._start_s is None:
            self._start_s = loop.time()
        self.count += 1
        late_s = loop.time() - self._start_s - self.count * self._step_s
        if late_s < 0:
            await asyncio.sleep(-late_s)
        return self.count


class PictureTrack(VideoStreamTrack):
    """320×240, ten a second."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._paced = _Paced(1 / FRAMES_A_SECOND)

    async def recv(self) -> av.VideoFrame:
        tick = await self._paced.next()
        frame = av.VideoFrame.from_ndarray(picture(self._name, clock.now_ms(), tick), format="rgb24")
        frame.pts = tick * VIDEO_CLOCK // FRAMES_A_SECOND
        frame.time_base = fractions.Fraction(1, VIDEO_CLOCK)
        return frame


class SoundTrack(AudioStreamTrack):
    """The babble, over and over, in packets of 20 ms."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self._sound = babble(seed)
        self._paced = _Paced(PACKET_SAMPLES / SAMPLE_RATE)

    async def recv(self) -> av.AudioFrame:
        at = await self._paced.next() * PACKET_SAMPLES
        part = np.take(self._sound, np.arange(at, at + PACKET_SAMPLES), mode="wrap")
        frame = av.AudioFrame.from_ndarray(part.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = SAMPLE_RATE
        frame.pts = at
        frame.time_base = fractions.Fraction(1, SAMPLE_RATE)
        return frame


class SimulatedPeer:
    """One connection, for one round. ``frames`` and ``sounds`` count what has come from the other side."""

    def __init__(self, name: str, seed: int, servers: Sequence[IceServer] = ()) -> None:
        given = [RTCIceServer(list(one.urls), one.username, one.credential) for one in servers]
        # An empty list must be said: left out, aiortc asks a public STUN server of somebody else.
        self._connection = RTCPeerConnection(RTCConfiguration(iceServers=given))
        self._picture, self._sound = PictureTrack(name), SoundTrack(seed)
        self._taking: set[asyncio.Task[None]] = set()
        self._arrived = asyncio.Event()
        self.frames = 0
        self.sounds = 0
        self._connection.on("track", self._take)

    @property
    def state(self) -> str:
        """new, connecting, connected, closed, failed."""
        state: str = self._connection.connectionState
        return state

    async def offer(self) -> str:
        """The offer, with every candidate of ours in it."""
        self._connection.addTrack(self._sound)
        self._connection.addTrack(self._picture)
        await self._connection.setLocalDescription(await self._connection.createOffer())
        return with_speech_repair(self._connection.localDescription.sdp)

    async def answer(self, offer: str) -> str:
        """The answer to the other side's offer, with every candidate of ours in it."""
        await self._connection.setRemoteDescription(RTCSessionDescription(offer, "offer"))
        self._connection.addTrack(self._sound)
        self._connection.addTrack(self._picture)
        await self._connection.setLocalDescription(await self._connection.createAnswer())
        return with_speech_repair(self._connection.localDescription.sdp)

    async def accept(self, answer: str) -> None:
        await self._connection.setRemoteDescription(RTCSessionDescription(answer, "answer"))

    async def add(self, candidate: str, mid: str | None, line: int | None) -> None:
        """A candidate of the other side; one that cannot be read is one path less."""
        with contextlib.suppress(ValueError, IndexError, AssertionError):
            parsed: RTCIceCandidate = candidate_from_sdp(candidate.removeprefix("candidate:"))
            parsed.sdpMid, parsed.sdpMLineIndex = mid, line
            await self._connection.addIceCandidate(parsed)

    async def until_received(self, *, frames: int, sounds: int) -> None:
        """Returns when so many pictures and packets of sound have come."""
        while self.frames < frames or self.sounds < sounds:
            self._arrived.clear()
            await self._arrived.wait()

    async def close(self) -> None:
        for task in self._taking:
            task.cancel()
        await self._connection.close()

    def _take(self, track: MediaStreamTrack) -> None:
        task = asyncio.create_task(self._drain(track))
        self._taking.add(task)
        task.add_done_callback(self._taking.discard)

    async def _drain(self, track: MediaStreamTrack) -> None:
        # A track that nobody reads keeps every frame for ever.
        with contextlib.suppress(MediaStreamError):
            while True:
                await track.recv()
                if track.kind == "video":
                    self.frames += 1
                else:
                    self.sounds += 1
                self._arrived.set()


def with_speech_repair(sdp: str) -> str:
    """Opus' parameters, which aiortc leaves out and a browser then reads as "no forward error correction"."""
    payload = re.search(r"^a=rtpmap:(\d+) opus/48000", sdp, re.MULTILINE | re.IGNORECASE)
    if payload is None or f"a=fmtp:{payload[1]} " in sdp:
        return sdp
    line = f"a=fmtp:{payload[1]} minptime=10;useinbandfec=1\r\n"
    end = sdp.index("\n", payload.start()) + 1
    return sdp[:end] + line + sdp[end:]


def path_of(sdp: str) -> str:
    """What tells one path from its restart: the ICE user name."""
    found = re.search(r"^a=ice-ufrag:(\S+)", sdp, re.MULTILINE)
    return found[1] if found else ""

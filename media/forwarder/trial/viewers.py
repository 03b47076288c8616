"""Real pictures: one aiortc device sends 640×480 at 30 frames a second, others look; the same for both that forward."""

import asyncio
import fractions
import time
from typing import Any

import av
import numpy as np
from aiortc import (
    MediaStreamTrack,
    RTCBundlePolicy,
    RTCConfiguration,
    RTCPeerConnection,
    RTCRtpReceiver,
    RTCSessionDescription,
)

from media.forwarder.trial.asking import Asking

CONFIGURATION = RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)
FRAMES_A_SECOND = 30
BITS_A_SECOND = 800_000
SETTLE_S = 4.0


class Counted:
    """Takes a viewer's packets instead of decoding them: the load is to leave the processor to the measured."""

    def __init__(self, receiver: RTCRtpReceiver) -> None:
        self.packets = 0
        vars(receiver)["_handle_rtp_packet"] = self._take

    async def _take(self, packet: object, arrival_time_ms: int) -> None:
        self.packets += 1


def encoded() -> list[bytes]:
    """A second of waves that move, with noise, encoded beforehand: an encoder beside the measured process would take
    the processor from it. The first frame needs no other."""
    chance = np.random.default_rng(1)
    rows, columns = np.mgrid[0:480, 0:640]
    codec = av.CodecContext.create("libvpx", "w")
    assert isinstance(codec, av.VideoCodecContext)
    codec.width, codec.height, codec.pix_fmt, codec.bit_rate = 640, 480, "yuv420p", BITS_A_SECOND
    codec.time_base = fractions.Fraction(1, FRAMES_A_SECOND)
    codec.options = {"deadline": "realtime", "cpu-used": "-6", "lag-in-frames": "0"}
    packets: list[bytes] = []
    for step in range(FRAMES_A_SECOND):
        waves = 128 + 60 * np.sin((columns + step * 4) / 37) + 40 * np.sin((rows - step * 2) / 23)
        plane = np.full((720, 640), 128, np.uint8)
        plane[:480] = np.clip(waves + chance.integers(-4, 5, (480, 640)), 0, 255)
        frame = av.VideoFrame.from_ndarray(plane, format="yuv420p")
        frame.pts = step
        packets += [bytes(packet) for packet in codec.encode(frame)]
    return packets


class Scene(MediaStreamTrack):
    """The second, over and over."""

    kind = "video"

    def __init__(self) -> None:
        super().__init__()
        self._frames = encoded()
        self._count = 0
        self._began_s: float | None = None

    async def recv(self) -> "av.Packet[Any]":
        loop = asyncio.get_running_loop()
        self._began_s = self._began_s or loop.time()
        await asyncio.sleep(max(0.0, self._began_s + self._count / FRAMES_A_SECOND - loop.time()))
        packet = av.Packet(self._frames[self._count % len(self._frames)])
        packet.pts, packet.time_base = self._count * 90_000 // FRAMES_A_SECOND, fractions.Fraction(1, 90_000)
        self._count += 1
        return packet


async def measure(what: str, count: int, seconds: float) -> dict[str, Any]:
    """Processor time of the measured process while ``count`` look on."""
    async with Asking(what) as asking:
        sender = RTCPeerConnection(CONFIGURATION)
        sender.addTransceiver(Scene(), direction="sendonly")
        await sender.setLocalDescription(await sender.createOffer())
        answer = await asking.up("room", "sender", sender.localDescription.sdp)
        await sender.setRemoteDescription(RTCSessionDescription(answer, "answer"))
        viewers = [RTCPeerConnection(CONFIGURATION) for _ in range(count)]
        counted: list[Counted] = []
        for number, viewer in enumerate(viewers):
            offer = await asking.down("room", f"viewer-{number}")
            await viewer.setRemoteDescription(RTCSessionDescription(offer.sdp, "offer"))
            counted += [Counted(line.receiver) for line in viewer.getTransceivers() if line.kind == "video"]
            await viewer.setLocalDescription(await viewer.createAnswer())
            await asking.answer("room", f"viewer-{number}", offer.round, viewer.localDescription.sdp)
        await asyncio.sleep(SETTLE_S)
        cpu_s, _ = await asking.spent()
        before, began_s = sum(one.packets for one in counted), time.monotonic()
        await asyncio.sleep(seconds)
        cpu_after_s, _ = await asking.spent()
        took_s = time.monotonic() - began_s
        packets = sum(one.packets for one in counted) - before
        await asyncio.gather(sender.close(), *(viewer.close() for viewer in viewers))
        return {
            "cpu_percent": 100 * (cpu_after_s - cpu_s) / took_s,
            "packets_per_second_per_viewer": packets / took_s / count,
        }

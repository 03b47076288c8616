"""Speech that is sent twice, as browsers make it (RFC 2198), and an aiortc device that sends so."""

import random
from collections.abc import Awaitable, Callable, Sequence

from aiortc import AudioStreamTrack, RTCPeerConnection, RTCSessionDescription

from media.forwarder.interface import Forwarder
from tests.media.forwarder.peers import CONFIGURATION, ROOM, Device

THEIR_RED = 63
FRAME = 960
"""Ticks of 48 kHz in 20 ms."""


def wrapped(frame: bytes, earlier: Sequence[tuple[int, bytes]] = (), *, opus: int = 111) -> bytes:
    """A payload with the frame and, before it, (ticks earlier, frame) each."""
    heads = b"".join(bytes([0x80 | opus]) + (ticks << 10 | len(again)).to_bytes(3, "big") for ticks, again in earlier)
    return heads + bytes([opus]) + b"".join(again for _, again in earlier) + frame


class TwiceDevice(Device):
    """Sends sound alone, each packet with the frame before it once more. ``loss``: so many of its packets do not
    arrive, whenever they are sent; ``frames`` are those that were made, by their number."""

    def __init__(self, forwarder: Forwarder, endpoint: str, loss: float = 0.0) -> None:
        super().__init__(forwarder, endpoint)
        self.frames: dict[int, bytes] = {}
        self.unlucky: set[int] = set()
        self._chance = random.Random(5)
        self._loss = loss

    async def send(self) -> None:
        connection = self.sending = RTCPeerConnection(CONFIGURATION)
        connection.addTransceiver(AudioStreamTrack(), direction="sendonly")
        await connection.setLocalDescription(await connection.createOffer())
        sdp = connection.localDescription.sdp
        opus = next(line.split()[0].partition(":")[2] for line in sdp.splitlines() if line.endswith(" opus/48000/2"))
        formats = next(line for line in sdp.splitlines() if line.startswith("m=audio"))
        red = f"a=rtpmap:{THEIR_RED} red/48000/2\r\na=fmtp:{THEIR_RED} {opus}/{opus}\r\n"
        sdp = sdp.replace(formats, f"{formats} {THEIR_RED}").replace(f"a=rtpmap:{opus} ", f"{red}a=rtpmap:{opus} ")
        answer = await self.forwarder.up(ROOM, self.endpoint, sdp)
        assert f"a=rtpmap:{THEIR_RED} red/48000/2" in answer
        self._send_through(connection, int(opus))
        # aiortc knows no RED: it is shown the answer without.
        answer = answer.replace(f" {opus} {THEIR_RED}\r\n", f" {opus}\r\n").replace(red, "")
        await connection.setRemoteDescription(RTCSessionDescription(answer, "answer"))

    def _send_through(self, connection: RTCPeerConnection, opus: int) -> None:
        """What leaves the device passes here in the clear, before it is protected."""
        transport = connection.getSenders()[0].transport
        send: Callable[[bytes], Awaitable[None]] = transport._send_rtp

        async def twice(data: bytes) -> None:
            if data[1] & 0x7F != opus:
                return await send(data)
            begins = 16 + 4 * int.from_bytes(data[14:16], "big") if data[0] & 0x10 else 12
            number, frame = int.from_bytes(data[2:4], "big"), data[begins:]
            self.frames[number] = frame
            if self._chance.random() < self._loss and number not in self.unlucky:
                self.unlucky.add(number)
            if number in self.unlucky:
                return None
            before = self.frames.get((number - 1) % (1 << 16))
            payload = wrapped(frame, [] if before is None else [(FRAME, before)], opus=opus)
            return await send(data[:1] + bytes([data[1] & 0x80 | THEIR_RED]) + data[2:begins] + payload)

        setattr(transport, "_send_rtp", twice)  # noqa: B010 - aiortc has no place for this, and a method is not assigned

"""A device that costs little: its own path, aiortc's DTLS, made-up packets; so one process can be a hundred of them."""

import asyncio
import secrets
import socket
import struct
import time
from collections.abc import Callable
from typing import cast

import pylibsrtp
from aioice import stun
from aiortc import RTCCertificate

from media.forwarder.agent import PRIORITY, Agent
from media.forwarder.link import Link, fingerprint_of
from media.forwarder.reading import Description, read
from media.forwarder.trial.asking import Asking
from media.forwarder.writing import AUDIO_LEVEL, MID, OPUS, SEND_TIME, TRANSPORT_NUMBER, VP8, VP8_REPAIR

CERTIFICATE = RTCCertificate.generateCertificate()
CHECK_EVERY_S = 0.5
BATCH = 64
SO_TIMESTAMPNS = 35  # linux/socket.h; Python has no name for it
TIMESPEC = struct.Struct("@ll")
ANCILLARY_BYTES = 64
EXTENSIONS = ((1, AUDIO_LEVEL), (2, SEND_TIME), (3, TRANSPORT_NUMBER), (4, MID))
Take = Callable[[bytes, float], None]


class Peer:
    """One connection. ``on_packet`` and ``on_control`` are given what came, in the clear; ``on_header`` sees it before
    and says whether it is worth that. ``came_s``: when the newest packet came, by the kernel's wall clock, so that the
    load's own lateness is not counted as delay."""

    role = "controlling"

    def __init__(self, on_packet: Take, on_control: Take) -> None:
        self.user, self.password = secrets.token_hex(4), secrets.token_hex(16)
        self.on_packet, self.on_control = on_packet, on_control
        self.on_header: Callable[[bytes], bool] | None = None
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        for option in (socket.SO_RCVBUF, socket.SO_SNDBUF):
            self._socket.setsockopt(socket.SOL_SOCKET, option, 1 << 20)
        self._socket.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        self.came_s = 0.0
        self._handshakes: asyncio.Queue[bytes] = asyncio.Queue()
        self._reached = asyncio.Event()
        self._link = Link(cast(Agent, self), CERTIFICATE)
        self._open = False
        self.poll: Callable[[], None] = lambda: None

    async def connect(self, theirs: Description, *, leading: bool, host: str, port: int) -> None:
        """Finds the forwarder and shakes hands."""
        self._remote = theirs
        self._socket.connect((host, port))
        asyncio.get_running_loop().add_reader(self._socket, self._readable)
        while not self._reached.is_set():
            self._check()
            try:
                await asyncio.wait_for(self._reached.wait(), CHECK_EVERY_S)
            except TimeoutError:
                continue
        if not await self._link.secure(theirs.fingerprints, leading=leading):
            raise ConnectionError("The forwarder's handshake failed.")
        self.protect, self._protect_control = self._link.protect, self._link.protect_control
        self._unprotect, self._unprotect_control = self._link.unprotect, self._link.unprotect_control
        self._open = True

    def _check(self) -> None:
        request = stun.Message(stun.Method.BINDING, stun.Class.REQUEST)
        request.attributes["USERNAME"] = f"{self._remote.user}:{self.user}"
        request.attributes["PRIORITY"] = PRIORITY
        request.attributes["ICE-CONTROLLING"] = 1
        request.attributes["USE-CANDIDATE"] = None
        request.add_message_integrity(self._remote.password.encode())
        self.send(bytes(request))

    def send(self, data: bytes) -> None:
        try:
            self._socket.send(data)
        except OSError:
            return  # full: as lost as on any link

    def control(self, data: bytes) -> None:
        if self._open:
            self.send(self._protect_control(data))

    def polled(self) -> None:
        """From now on ``poll`` is called instead of waking for each packet: a load that sleeps and wakes for every
        packet costs the forwarder more than the packet, since on one machine the sender pays for the waking."""
        asyncio.get_running_loop().remove_reader(self._socket)
        self.poll = self._readable

    def _readable(self) -> None:
        for _ in range(BATCH):
            try:
                data, beside, _, _ = self._socket.recvmsg(2048, ANCILLARY_BYTES)
            except OSError:
                return
            if beside:
                seconds, nanoseconds = TIMESPEC.unpack_from(beside[0][2])
                self.came_s = seconds + nanoseconds / 1e9
            first = data[0] if data else 0
            if first > 127:
                self._media(data)
            elif first > 19:
                self._handshakes.put_nowait(data)
            else:
                self._checked(stun.parse_message(data))

    def _media(self, data: bytes) -> None:
        if not self._open:
            return
        try:
            if 192 <= data[1] <= 223:
                self.on_control(self._unprotect_control(data), time.monotonic())
            elif self.on_header is None or self.on_header(data):
                self.on_packet(self._unprotect(data), time.monotonic())
        except pylibsrtp.Error:
            return

    def _checked(self, message: stun.Message) -> None:
        if message.message_class == stun.Class.RESPONSE:
            self._reached.set()
        elif message.message_class == stun.Class.REQUEST:
            answer = stun.Message(stun.Method.BINDING, stun.Class.RESPONSE, transaction_id=message.transaction_id)
            answer.attributes["XOR-MAPPED-ADDRESS"] = self._socket.getsockname()[:2]
            answer.add_message_integrity(self.password.encode())
            self.send(bytes(answer))

    def close(self) -> None:
        asyncio.get_running_loop().remove_reader(self._socket)
        self._socket.close()

    async def _recv(self) -> bytes:
        return await self._handshakes.get()

    async def _send(self, data: bytes) -> None:
        self.send(data)

    # Descriptions

    def _transport(self, setup: str) -> str:
        fingerprint = fingerprint_of(CERTIFICATE)
        return (
            f"c=IN IP4 0.0.0.0\r\na=ice-ufrag:{self.user}\r\na=ice-pwd:{self.password}\r\n"
            f"a=fingerprint:sha-256 {fingerprint}\r\na=setup:{setup}\r\na=rtcp-mux\r\na=rtcp-rsize\r\n"
        )

    def _line(self, kind: str, mid: str, setup: str, direction: str) -> str:
        formats = f"{OPUS}" if kind == "audio" else f"{VP8} {VP8_REPAIR}"
        text = f"m={kind} 9 UDP/TLS/RTP/SAVPF {formats}\r\n{self._transport(setup)}a=mid:{mid}\r\na={direction}\r\n"
        text += "".join(f"a=extmap:{number} {uri}\r\n" for number, uri in EXTENSIONS)
        if kind == "audio":
            return text + f"a=rtpmap:{OPUS} opus/48000/2\r\na=rtcp-fb:{OPUS} transport-cc\r\n"
        return text + (
            f"a=rtpmap:{VP8} VP8/90000\r\na=rtcp-fb:{VP8} transport-cc\r\n"
            f"a=rtpmap:{VP8_REPAIR} rtx/90000\r\na=fmtp:{VP8_REPAIR} apt={VP8}\r\n"
        )

    def _head(self) -> str:
        return f"v=0\r\no=- {secrets.randbits(48)} 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"

    def offer(self, sound: int, picture: int, repair: int) -> str:
        """Of what is sent, under these SSRCs."""
        audio = self._line("audio", "0", "actpass", "sendonly") + f"a=ssrc:{sound} cname:trial\r\n"
        video = self._line("video", "1", "actpass", "sendonly") + (
            f"a=ssrc-group:FID {picture} {repair}\r\na=ssrc:{picture} cname:trial\r\na=ssrc:{repair} cname:trial\r\n"
        )
        return self._head() + audio + video

    def answer(self, offer: Description) -> str:
        """To what is shown: everything is taken."""
        return self._head() + "".join(self._line(line.kind, line.mid, "active", "recvonly") for line in offer.lines)


def address_in(sdp: str) -> tuple[str, int]:
    """The first candidate."""
    words = next(line for line in sdp.splitlines() if line.startswith("a=candidate:")).split()
    return words[4], int(words[5])


async def send_up(asking: Asking, peer: Peer, room: str, endpoint: str, ssrcs: tuple[int, int, int]) -> None:
    """Connects a peer that sends."""
    answer = await asking.up(room, endpoint, peer.offer(*ssrcs))
    host, port = address_in(answer)
    await peer.connect(read(answer), leading=False, host=host, port=port)


async def look_down(asking: Asking, peer: Peer, room: str, endpoint: str) -> Description:
    """Connects a peer that is shown what others send; the offer it got."""
    offer = await asking.down(room, endpoint)
    described = read(offer.sdp)
    await asking.answer(room, endpoint, offer.round, peer.answer(described))
    host, port = address_in(offer.sdp)
    await peer.connect(described, leading=True, host=host, port=port)
    return described

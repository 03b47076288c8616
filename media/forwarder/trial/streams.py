"""Made-up sound and pictures, sent and received: frames of known sizes, each packet with the moment it was sent."""

import random
import secrets
import struct
import time

from media.forwarder import rtcp
from media.forwarder.packets import HEADER, MARKER
from media.forwarder.repair import Missing
from media.forwarder.trial.peer import Peer
from media.forwarder.writing import OPUS, VP8, VP8_REPAIR

STAMP = struct.Struct("!dIBB")  # when sent, frame, packet of it, packets in it
FIRST_WHOLE, FIRST, NEXT = b"\x10\x00", b"\x10\x01", b"\x00\x01"
"""VP8's first bytes: the beginning of a picture that needs no other, of another picture, the middle of one."""

KEPT = 1024
SOUND_BYTES = 80
SOUND_STEP_S = 0.02
ROUND_TRIP_S = 0.02


def wall_clock_s() -> float:
    """The clock by which the kernel notes when packets come."""
    return time.clock_gettime(time.CLOCK_REALTIME)


class Sending:
    """One device's sound and pictures; ``loss`` of its packets do not leave. Lost packets are sent again when asked."""

    def __init__(self, frame_packets: int, packet_bytes: int, frames_a_second: float, loss: float = 0.0) -> None:
        self.ssrcs = (secrets.randbits(31), secrets.randbits(31), secrets.randbits(31))
        self.peer = Peer(lambda data, now_s: None, self._control)
        self.frames = 0
        self.packets = 0
        self._shape = (frame_packets, packet_bytes, 1 / frames_a_second)
        self._loss = loss
        self._chance = random.Random(1)  # noqa: S311 - which packets a trial loses is no secret
        self._numbers = [0, 0, 0]
        self._transport_number = 0
        self._kept: list[tuple[int, int, int, bytes] | None] = [None] * KEPT
        self._whole = True
        self._sound_at_s = self._frame_at_s = 0.0
        self._filling = bytes(packet_bytes)
        self._sound = bytes(SOUND_BYTES - STAMP.size)

    def start(self, at_s: float) -> None:
        """Frames begin at a moment of their own, so that not all devices send at once."""
        self._sound_at_s = at_s
        self._frame_at_s = at_s

    def step(self, now_s: float) -> None:
        """Sends what is due."""
        while self._sound_at_s <= now_s:
            self._sound_at_s += SOUND_STEP_S
            number = self._numbers[0]
            payload = STAMP.pack(wall_clock_s(), number, 0, 1) + self._sound
            self._send(0, OPUS, number * 960, payload)
        while self._frame_at_s <= now_s:
            self._frame_at_s += self._shape[2]
            self._frame()

    def _frame(self) -> None:
        packets, size, _ = self._shape
        whole, self._whole = self._whole, False
        for place in range(packets):
            kind = NEXT if place else FIRST_WHOLE if whole else FIRST
            payload = kind + STAMP.pack(wall_clock_s(), self.frames, place, packets) + self._filling[: size - 16]
            self._send(1, VP8 | (MARKER if place == packets - 1 else 0), self.frames * 3000, payload)
        self.frames += 1

    def _send(self, line: int, second: int, timestamp: int, payload: bytes) -> None:
        number = self._numbers[line]
        self._numbers[line] = (number + 1) & 0xFFFF
        if line == 1:
            self._kept[number & (KEPT - 1)] = (number, second, timestamp, payload)
        self._out(line, second, number, timestamp, payload)

    def _out(self, line: int, second: int, number: int, timestamp: int, payload: bytes) -> None:
        self.packets += 1
        self._transport_number = (self._transport_number + 1) & 0xFFFF
        extension = b"\xbe\xde\x00\x01\x31" + self._transport_number.to_bytes(2, "big") + b"\x00"
        head = HEADER.pack(0x90, second, number, timestamp & 0xFFFFFFFF, self.ssrcs[line])
        protected = self.peer.protect(head + extension + payload)
        if self._loss == 0 or self._chance.random() >= self._loss:
            self.peer.send(protected)

    def _control(self, data: bytes, now_s: float) -> None:
        told = rtcp.read(data)
        if told.pictures:
            self._whole = True
        for ssrc, numbers in told.missed:
            for number in numbers if ssrc == self.ssrcs[1] else ():
                kept = self._kept[number & (KEPT - 1)]
                if kept is not None and kept[0] == number:
                    repair = self._numbers[2]
                    self._numbers[2] = (repair + 1) & 0xFFFF
                    again = kept[1] & MARKER | VP8_REPAIR
                    self._out(2, again, repair, kept[2], number.to_bytes(2, "big") + kept[3])


class Receiving:
    """What a viewer gets: packets lost for good, delays, whole frames. It asks for lost packets when ``asks``; then it
    reads every packet, else one in eight for its delay, and of the others the numbers."""

    def __init__(self, *, loss: float = 0.0, asks: bool = False) -> None:
        self.peer = Peer(self._packet, lambda data, now_s: None)
        if not asks:
            self.peer.on_header = self._header
        self.delays_s: list[float] = []
        self.packets = 0
        self.counting = False
        self._loss = loss
        self._asks = asks
        self._chance = random.Random(2)  # noqa: S311
        self._highest: dict[int, int] = {}
        self._missing: dict[int, Missing] = {}
        self._parts: dict[int, set[int]] = {}
        self._repairs: dict[int, int] = {}
        self.first_frame: int | None = None
        self.last_frame = 0
        self.whole: set[int] = set()
        self.lost = 0
        self.endpoint = ""

    def repairs(self, pairs: dict[int, int]) -> None:
        """Which SSRC repairs which, from the offer."""
        self._repairs = pairs

    def _packet(self, data: bytes, now_s: float) -> None:
        if self._loss and self._chance.random() < self._loss:
            return
        _, second, number, _, ssrc = HEADER.unpack_from(data)
        if not self._asks:
            at = _after_header(data) + (0 if second & 127 == OPUS else 2)
            self.delays_s.append(self.peer.came_s - STAMP.unpack_from(data, at)[0])
            return
        at = _after_header(data)
        kind = second & 127
        if kind == VP8_REPAIR:
            number = data[at] << 8 | data[at + 1]
            at, ssrc = at + 2, self._repairs.get(ssrc, ssrc)
        self._note(ssrc, number, now_s)
        if kind != OPUS:
            _, frame, place, of = STAMP.unpack_from(data, at + 2)
            self._count(frame, place, of)

    def _header(self, data: bytes) -> bool:
        if not self.counting:
            return False
        _, _, number, _, ssrc = HEADER.unpack_from(data)
        self.packets += 1
        highest = self._highest.get(ssrc)
        if highest is not None:
            self.lost += (number - highest - 1) & 0xFFFF
        self._highest[ssrc] = number
        return bool(number & 7 == 0)

    def _note(self, ssrc: int, number: int, now_s: float) -> None:
        highest = self._highest.get(ssrc)
        if highest is None:
            self._highest[ssrc] = number
            self._missing[ssrc] = Missing()
            return
        ahead = (number - highest) & 0xFFFF
        if 0 < ahead < 0x8000:
            self._highest[ssrc] = number
            if ahead > 1:
                self._missing[ssrc].gap(highest + 1, ahead - 1, now_s)
        elif ahead:
            self._missing[ssrc].found(number)

    def _count(self, frame: int, place: int, of: int) -> None:
        if self.first_frame is None:
            self.first_frame = frame
        self.last_frame = max(self.last_frame, frame)
        parts = self._parts.setdefault(frame, set())
        parts.add(place)
        if len(parts) == of:
            self.whole.add(frame)

    def ask(self, now_s: float) -> None:
        """Asks for what is lacking."""
        for ssrc, missing in self._missing.items() if self._asks else ():
            due = missing.due(now_s, ROUND_TRIP_S)
            if due:
                self.peer.control(rtcp.negative_acknowledgement(1, ssrc, due))


def _after_header(data: bytes) -> int:
    """Where the payload begins."""
    return 12 if not data[0] & 16 else 16 + 4 * (data[14] << 8 | data[15])

"""From RTP packets to frames: put in order, held back until what is missing was repaired or given up, timed, joined."""

from dataclasses import dataclass, replace

from media.forwarder.redundancy import unwrap
from media.forwarder.writing import RED
from media.recording.webm import TRACK_PICTURE, TRACK_SOUND, Block

WAITS_MS = 1_000  # a lost packet is asked for again for a second; later it does not come
DRIFT_MS = 250  # between a stream's own clock and ours, before the stream is anchored anew
PICTURE_HZ = 90_000
SOUND_HZ = 48_000
_HALF = 1 << 15
_WRAP = 1 << 16


@dataclass(frozen=True, slots=True)
class Packet:
    """What a record needs of an RTP packet. ``payload`` is without header, extensions and padding, ``kind`` its type
    as the forwarder numbers them."""

    sequence: int
    timestamp: int
    marker: bool
    payload: bytes
    ssrc: int = 0
    kind: int = 0


def unpack(data: bytes) -> Packet | None:
    """An RTP packet's parts; None for one that carries nothing or is cut off."""
    if len(data) < 12 or data[0] >> 6 != 2:
        return None
    begins = 12 + 4 * (data[0] & 15)
    if data[0] & 0x10:
        if len(data) < begins + 4:
            return None
        begins += 4 + 4 * int.from_bytes(data[begins + 2 : begins + 4], "big")
    ends = len(data) - (data[-1] if data[0] & 0x20 else 0)
    if ends <= begins:
        return None
    sequence, timestamp = int.from_bytes(data[2:4], "big"), int.from_bytes(data[4:8], "big")
    ssrc = int.from_bytes(data[8:12], "big")
    return Packet(sequence, timestamp, bool(data[1] & 0x80), data[begins:ends], ssrc, data[1] & 0x7F)


class InOrder:
    """Gives packets in the order of their numbers. A gap is waited for ``WAITS_MS``, then left open."""

    def __init__(self) -> None:
        self._next: int | None = None
        self._held: dict[int, tuple[Packet, int]] = {}

    def put(self, packet: Packet, now_ms: int) -> list[tuple[Packet, bool]]:
        """What can be given now, each with whether something is missing before it."""
        if self._next is None:
            self._next = packet.sequence
        if (packet.sequence - self._next) % _WRAP >= _HALF:
            return []  # given already, or given up
        self._held.setdefault(packet.sequence, (packet, now_ms))
        return self._give(now_ms)

    def _give(self, now_ms: int) -> list[tuple[Packet, bool]]:
        given: list[tuple[Packet, bool]] = []
        missing = False
        while self._held and self._next is not None:
            held = self._held.pop(self._next, None)
            if held is not None:
                given.append((held[0], missing))
                missing = False
            else:
                first = min(self._held, key=self._distance)
                if now_ms - self._held[first][1] < WAITS_MS:
                    break
                self._next, missing = first, True
                continue
            self._next = (self._next + 1) % _WRAP
        return given

    def _distance(self, sequence: int) -> int:
        return (sequence - (self._next or 0)) % _WRAP


class StreamClock:
    """Times of a stream's RTP timestamps in milliseconds of the record: its own clock, anchored to arrivals."""

    def __init__(self, hertz: int) -> None:
        self._hertz = hertz
        self._anchor: tuple[int, float] | None = None
        self._last_ms = 0

    def begin_again(self) -> None:
        """Another stream goes on in this one's place, with timestamps of its own."""
        self._anchor = None

    def at_ms(self, timestamp: int, arrived_ms: int) -> int:
        """A stream that stopped and goes on (a muted camera, a switched layer) is anchored again. Times never go back:
        frames must stay in the order in which they are drawn."""
        self._last_ms = max(self._last_ms, round(self._told(timestamp, arrived_ms)))
        return self._last_ms

    def _told(self, timestamp: int, arrived_ms: int) -> float:
        if self._anchor is not None:
            ticks = (timestamp - self._anchor[0] + (1 << 31)) % (1 << 32) - (1 << 31)
            told = self._anchor[1] + ticks * 1000 / self._hertz
            if abs(told - arrived_ms) <= DRIFT_MS + WAITS_MS:
                self._anchor = (timestamp, told)
                return told
        self._anchor = (timestamp, float(arrived_ms))
        return arrived_ms


def frames(packet: Packet) -> list[Packet]:
    """The packet as Opus, then those before it that it brings once more; none when it is broken."""
    if packet.kind != RED:
        return [packet]
    said = unwrap(packet.payload)
    if said is None:
        return []
    again = [
        replace(
            packet,
            sequence=(packet.sequence - back) % _WRAP,
            timestamp=(packet.timestamp - ticks) % (1 << 32),
            payload=frame,
        )
        for back, (ticks, frame) in enumerate(reversed(said.earlier), 1)
    ]
    return [replace(packet, payload=said.frame), *again]


class Sound:
    """Opus: every packet is a frame. A device that connects anew numbers anew: another SSRC is another stream. What is
    sent twice (RFC 2198) brings the frames of the packets just before it, for those that were lost."""

    def __init__(self) -> None:
        self._order, self._clock = InOrder(), StreamClock(SOUND_HZ)
        self._ssrc: int | None = None

    def put(self, data: bytes, now_ms: int) -> list[Block]:
        """The blocks that a packet, which came at ``now_ms`` of the record, completes."""
        packet = unpack(data)
        if packet is None:
            return []
        if packet.ssrc != self._ssrc:
            self._ssrc, self._order = packet.ssrc, InOrder()
            self._clock.begin_again()
        return [
            Block(TRACK_SOUND, self._clock.at_ms(one.timestamp, now_ms), True, one.payload)
            for frame in frames(packet)
            for one, _ in self._order.put(frame, now_ms)
        ]


class Picture:
    """VP8 (RFC 7741): the packets of a timestamp are a frame. After a loss nothing is written until a key frame, as
    nothing could be drawn; ``wants_key`` says that one should be asked for. So after another layer, or a device that
    connected anew, has taken the stream's place."""

    def __init__(self) -> None:
        self._order, self._clock = InOrder(), StreamClock(PICTURE_HZ)
        self._parts: list[bytes] = []
        self._timestamp = -1
        self._whole = False
        self._ssrc: int | None = None
        self.wants_key = True
        self.size = (0, 0)

    def put(self, data: bytes, now_ms: int) -> list[Block]:
        """The frames that a packet, which came at ``now_ms`` of the record, completes."""
        packet = unpack(data)
        if packet is None:
            return []
        if packet.ssrc != self._ssrc:
            self._ssrc, self._order = packet.ssrc, InOrder()
            self._clock.begin_again()
            self.wants_key, self._whole = True, False
        blocks: list[Block] = []
        for one, missing in self._order.put(packet, now_ms):
            block = self._take(one, missing, now_ms)
            if block is not None:
                blocks.append(block)
        return blocks

    def _take(self, packet: Packet, missing: bool, now_ms: int) -> Block | None:
        if missing:
            self.wants_key, self._whole = True, False
        described = _descriptor(packet.payload)
        if described is None:
            return None
        begins, is_first = described
        if is_first:
            self._parts, self._timestamp, self._whole = [], packet.timestamp, True
        if not self._whole or packet.timestamp != self._timestamp:
            return None
        self._parts.append(packet.payload[begins:])
        if not packet.marker:
            return None
        frame = b"".join(self._parts)
        self._whole = False
        return self._frame(frame, packet.timestamp, now_ms)

    def _frame(self, frame: bytes, timestamp: int, now_ms: int) -> Block | None:
        key = bool(frame) and not frame[0] & 1
        if key:
            self.size = _size(frame) or self.size
            self.wants_key = False
        if not frame or self.wants_key:
            return None
        return Block(TRACK_PICTURE, self._clock.at_ms(timestamp, now_ms), key, frame)


def _descriptor(payload: bytes) -> tuple[int, bool] | None:
    """Where the VP8 data begins, and whether it is a frame's first; None when it is cut off."""
    first = payload[0]
    length = 1
    if first & 0x80:
        if len(payload) < 2:
            return None
        extended = payload[1]
        length = 2
        if extended & 0x80:
            if len(payload) <= length:
                return None
            length += 2 if payload[length] & 0x80 else 1
        if extended & 0x40:
            length += 1
        if extended & 0x30:
            length += 1
    if len(payload) <= length:
        return None
    return length, bool(first & 0x10) and not first & 0x07


def _size(frame: bytes) -> tuple[int, int] | None:
    """A key frame's width and height (RFC 6386, 9.1)."""
    if len(frame) < 10 or frame[3:6] != b"\x9d\x01\x2a":
        return None
    return int.from_bytes(frame[6:8], "little") & 0x3FFF, int.from_bytes(frame[8:10], "little") & 0x3FFF

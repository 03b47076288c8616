"""One source shown to one viewer: its own SSRC, numbers and timestamps, whatever stream it follows at the moment."""

import secrets
from collections.abc import Callable

from media.forwarder import rtcp
from media.forwarder.choosing import Chooser, Depth
from media.forwarder.packets import (
    LEADING,
    LEADING_WITH_MID,
    MARKER,
    ONE_BYTE,
    Packet,
    mid_element,
    send_time,
)
from media.forwarder.repair import Bucket, HeldBack
from media.forwarder.sequence import HALF, SEQUENCE_MASK, TIMESTAMP_MASK, timestamp_ahead
from media.forwarder.stream import Stream
from media.forwarder.writing import VP8_REPAIR

SOUNDS_KEPT = 256
STALE = 2048
Send = Callable[[bytes], None]


def random_ssrc() -> int:
    return secrets.randbelow(0xFFFFFFFE) + 1


class Sender:
    """What a viewer's connection lends to all that it is shown: how to protect, to send, and how much to repeat."""

    __slots__ = ("control", "protect", "repeats", "send", "sound_repeats")

    def __init__(self, send: Send, protect: Callable[[bytes], bytes], control: Send) -> None:
        self.send = send
        self.protect = protect
        self.control = control
        # Measured in Chromium: 64 kbit/s with a burst of 6 kB brings a full link back, answering everything kills it.
        self.repeats = Bucket(64_000, 6_000)
        self.sound_repeats = Bucket(32_000, 3_000)


class Showing:
    """``ssrc``, ``repair_ssrc`` are what the viewer sees. It sends once it has a ``sender`` and follows a stream.
    ``loss`` is what the viewer lacked in the end, ``lacking`` the sound that did not come the first time, of 256 each.
    ``takes_twice``: the viewer has agreed to speech that is sent twice, else it gets each frame once."""

    def __init__(self, mid: str, name: str, *, picture: bool) -> None:
        self.ssrc, self.repair_ssrc = random_ssrc(), random_ssrc()
        self.name = name
        self.picture = picture
        self.clock = 90_000 if picture else 48_000
        self.stream: Stream | None = None
        self.target: Stream | None = None
        self.sender: Sender | None = None
        self.wish: Depth = "high"
        self.chooser = Chooser()
        self.packets = self.octets = self.repeated = 0
        self.loss = self.lacking = 0
        self.cumulative_lost = 0
        self.repairs = True
        self.takes_twice = False
        self._mid: bytes | None = mid_element(mid)
        self._mid_again = self._mid
        self._ahead = secrets.randbelow(0x7000)
        self._later = secrets.randbits(32)
        self._first = 0
        self._before: tuple[Stream, int, int] | None = None
        self._last: tuple[int, int, float] | None = None
        self._repair_number = secrets.randbelow(0x7000)
        self._held_back = HeldBack()
        self._lacked: set[int] = set()
        self._told = 0
        self._sounds: list[tuple[int, bytes] | None] = [] if picture else [None] * SOUNDS_KEPT

    def seen(self) -> None:
        """The viewer reports on this SSRC: it needs the line's mid no longer."""
        self._mid = None

    def begin(self, sender: Sender) -> None:
        """The viewer's connection is there, or there anew."""
        self.sender = sender
        self._mid = self._mid_again

    # What it follows

    def want(self, stream: Stream | None) -> None:
        """Follow this stream from the first packet on from which it can be shown; None: nothing."""
        if self.target is not None:
            self.target.waiting.remove(self)
            self.target = None
        if stream is None:
            self.leave()
        elif stream is not self.stream:
            self.target = stream
            stream.waiting.append(self)

    def leave(self) -> None:
        """Follow nothing; the viewer keeps the last picture."""
        stream = self.stream
        if stream is not None:
            if stream.highest >= 0:
                last = (stream.highest + self._ahead) & SEQUENCE_MASK
                self._last = (last, (stream.timestamp + self._later) & TIMESTAMP_MASK, stream.arrived_s)
            self._before = (stream, self._ahead, self._later)
            stream.showings.remove(self)
            self.stream = None

    def follow(self, stream: Stream, packet: Packet, now_s: float) -> None:
        """``packet`` is the first that is shown of ``stream``."""
        if self.sender is None:
            return
        former = self.stream
        self.leave()
        number, timestamp = packet[:2]
        if self._last is None:
            self._ahead = (self._ahead - number) & SEQUENCE_MASK
            self._later = (self._later - timestamp) & TIMESTAMP_MASK
        else:
            last, shown, at_s = self._last
            step = max(1, round((now_s - at_s) * self.clock))
            if former is not None and (aligned := self._aligned(former, stream, timestamp)) is not None:
                step = max(1, timestamp_ahead(aligned, shown))
            self._ahead = (last + 1 - number) & SEQUENCE_MASK
            self._later = (shown + step - timestamp) & TIMESTAMP_MASK
        self._first = number
        self.stream, self.target = stream, None
        stream.waiting.remove(self)
        stream.showings.append(self)
        self.report(now_s)

    def _aligned(self, former: Stream, stream: Stream, timestamp: int) -> int | None:
        """The new stream's first timestamp in the viewer's numbers, by the two streams' sender reports."""
        old, new = former.reported, stream.reported
        if old is None or new is None:
            return None
        captured_s = timestamp_ahead(timestamp, new.timestamp) / self.clock + (new.ntp - old.ntp) / 2**32
        if abs(captured_s) > 60:
            return None
        return (old.timestamp + int(captured_s * self.clock) + self._later) & TIMESTAMP_MASK

    # What it sends

    def send(self, number: int, timestamp: int, first: int, second: int, words: int, tail: bytes) -> None:
        """One packet; ``words`` and ``tail`` are the extensions' length and all that follows the viewer's own part."""
        sender = self.sender
        if sender is None:
            return
        self.packets += 1
        self.octets += len(tail)
        out = (number + self._ahead) & SEQUENCE_MASK
        stamp = (timestamp + self._later) & TIMESTAMP_MASK
        if self._mid is None:
            head = LEADING.pack(first, second, out, stamp, self.ssrc, ONE_BYTE, words)
        else:
            head = LEADING_WITH_MID.pack(first, second, out, stamp, self.ssrc, ONE_BYTE, words + 1, self._mid)
        protected = sender.protect(head + tail)
        if not self.picture:
            self._sounds[out & 255] = (out, protected)
        sender.send(protected)

    def send_late(self, packet: Packet, words: int, tail: bytes) -> None:
        """A packet out of order; one from before this stream was followed has no number here."""
        number, timestamp, first, second, _, _ = packet
        if (number - self._first) & SEQUENCE_MASK < HALF:
            self.send(number, timestamp, first, second, words, tail)

    def report(self, now_s: float) -> None:
        """A sender report with the publisher's own clock, so that sound and picture stay in step."""
        stream, sender = self.stream, self.sender
        if stream is None or sender is None or stream.reported is None:
            return
        passed_s = now_s - stream.reported.at_s
        ntp = (stream.reported.ntp + int(passed_s * 2**32)) & 0xFFFFFFFFFFFFFFFF
        stamp = (stream.reported.timestamp + int(passed_s * self.clock) + self._later) & TIMESTAMP_MASK
        sender.control(rtcp.sender_report(self.ssrc, (ntp, stamp), self.packets, self.octets, self.name))

    def tick(self) -> None:
        """Once a second: keeps the first number near enough to compare late packets with it; what was lacking."""
        sent, self._told = self.packets - self._told, self.packets
        self.lacking = min(255, 256 * len(self._lacked) // max(1, sent))
        self._lacked.clear()
        stream = self.stream
        if stream is not None and (stream.highest - self._first) & SEQUENCE_MASK > 2 * STALE:
            self._first = (stream.highest - STALE) & SEQUENCE_MASK

    # What it sends again

    def missed(self, numbers: list[int], now_s: float) -> None:
        """The viewer lacks these numbers of its own count."""
        if self.sender is None:
            return
        for number in numbers:
            if self._held_back.may(number, now_s):
                if self.picture:
                    self._repeat_picture(number, now_s)
                else:
                    self._repeat_sound(number, now_s)

    def _repeat_sound(self, number: int, now_s: float) -> None:
        """The very same bytes: protecting another packet under the same number would give the key away."""
        there = self._sounds[number & 255]
        sender = self.sender
        if there is None or there[0] != number or sender is None:
            return
        self._lacked.add(number)
        if sender.sound_repeats.take(len(there[1]), now_s):
            self.repeated += 1
            sender.send(there[1])

    def _repeat_picture(self, number: int, now_s: float) -> None:
        found = self._found(number)
        sender = self.sender
        if found is None or sender is None or not self.repairs:
            return
        (_, _, first, second, kept, payload), stamp = found
        if not sender.repeats.take(len(payload), now_s):
            return
        self.repeated += 1
        words = 1 + len(kept) // 4
        head = LEADING.pack(
            first, second & MARKER | VP8_REPAIR, self._repair_number, stamp, self.repair_ssrc, ONE_BYTE, words
        )
        self._repair_number = (self._repair_number + 1) & SEQUENCE_MASK
        body = send_time(now_s) + kept + number.to_bytes(2, "big") + payload
        sender.send(sender.protect(head + body))

    def _found(self, number: int) -> tuple[Packet, int] | None:
        """The packet behind a number of the viewer's, and its timestamp there; in the stream before, too."""
        stream = self.stream
        if stream is not None:
            inner = (number - self._ahead) & SEQUENCE_MASK
            if (inner - self._first) & SEQUENCE_MASK < HALF:
                packet = stream.packet(inner)
                return None if packet is None else (packet, (packet[1] + self._later) & TIMESTAMP_MASK)
        if self._before is not None:
            before, ahead, later = self._before
            packet = before.packet((number - ahead) & SEQUENCE_MASK)
            if packet is not None:
                return packet, (packet[1] + later) & TIMESTAMP_MASK
        return None

    def end(self) -> None:
        """Nobody is shown this any more."""
        self.want(None)
        self.sender = None

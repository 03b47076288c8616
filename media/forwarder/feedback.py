"""Transport-wide feedback: when each packet of a connection arrived, so that the browser's congestion control works.

Format: draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1. Times are microseconds of one monotonic clock.
"""

import struct

from media.forwarder.sequence import SEQUENCE_MASK, Unwrapped

RTPFB = 205
TRANSPORT_FEEDBACK = 15
TICK_US = 250
REFERENCE_US = 64_000
REMEMBERED_US = 500_000
MOST_STATUSES = 1000
LONGEST_RUN = 0x1FFF
IN_VECTOR = 7
_HEAD = struct.Struct("!BBHLLHH")

NOT_RECEIVED, SMALL, LARGE = 0, 1, 2


class Arrivals:
    """What arrived on one connection and was not yet told. A late packet is told again from its number on, as
    libwebrtc's own receiver does: the sender then takes back the loss it had noted."""

    __slots__ = ("_at_us", "_count", "_next", "_numbers", "_waiting")

    def __init__(self) -> None:
        self._at_us: dict[int, int] = {}
        self._numbers = Unwrapped()
        self._next: int | None = None  # the first number that was not yet told
        self._waiting = False
        self._count = 0

    def arrived(self, number: int, now_us: int) -> None:
        """One packet with this 16-bit number."""
        whole = self._numbers.of(number)
        if whole in self._at_us:
            return
        if self._next is None or whole < self._next:
            self._next = whole
        self._at_us[whole] = now_us
        self._waiting = True

    def packets(self, sender_ssrc: int, media_ssrc: int, now_us: int) -> list[bytes]:
        """The RTCP packets that tell what came since the last time, mostly one; none when nothing came."""
        made: list[bytes] = []
        highest = self._numbers.highest
        if not self._waiting or highest is None:
            return made
        while self._next is not None and self._next <= highest:
            made.append(self._packet(self._next, highest, sender_ssrc, media_ssrc))
        self._waiting = False
        for whole in [one for one, at_us in self._at_us.items() if now_us - at_us > REMEMBERED_US]:
            del self._at_us[whole]
        return made

    def _packet(self, first: int, highest: int, sender_ssrc: int, media_ssrc: int) -> bytes:
        known = next((one for one in range(first, highest + 1) if one in self._at_us), highest)
        reference = self._at_us.get(known, 0) // REFERENCE_US
        told_us = reference * REFERENCE_US
        statuses: list[int] = []
        deltas: list[bytes] = []
        for whole in range(first, min(highest + 1, first + MOST_STATUSES)):
            at_us = self._at_us.get(whole)
            if at_us is None:
                statuses.append(NOT_RECEIVED)
                continue
            delta = (at_us - told_us) // TICK_US
            if not -0x8000 <= delta <= 0x7FFF:
                break
            small = 0 <= delta <= 0xFF
            statuses.append(SMALL if small else LARGE)
            deltas.append(delta.to_bytes(1, "big") if small else delta.to_bytes(2, "big", signed=True))
            told_us += delta * TICK_US
        self._next = first + len(statuses)
        times = ((reference & 0xFFFFFF) << 8 | self._count).to_bytes(4, "big")
        self._count = (self._count + 1) & 0xFF
        fields = (first & SEQUENCE_MASK, len(statuses))
        return _framed(sender_ssrc, media_ssrc, fields, times + chunks(statuses) + b"".join(deltas))


def _framed(sender_ssrc: int, media_ssrc: int, fields: tuple[int, int], rest: bytes) -> bytes:
    lacking = -len(rest) % 4
    if lacking:
        rest += bytes(lacking - 1) + bytes([lacking])
    first = 0x80 | (0x20 if lacking else 0) | TRANSPORT_FEEDBACK
    words = (_HEAD.size + len(rest)) // 4 - 1
    return _HEAD.pack(first, RTPFB, words, sender_ssrc, media_ssrc, *fields) + rest


def chunks(statuses: list[int]) -> bytes:
    """Runs of one status as run-length chunks, the rest as vectors of seven."""
    made = bytearray()
    at = 0
    while at < len(statuses):
        status = statuses[at]
        run = at
        while run < len(statuses) and statuses[run] == status and run - at < LONGEST_RUN:
            run += 1
        if run - at >= IN_VECTOR or run == len(statuses):
            made += (status << 13 | (run - at)).to_bytes(2, "big")
            at = run
            continue
        vector = 0xC000
        for place, one in enumerate(statuses[at : at + IN_VECTOR]):
            vector |= one << (12 - 2 * place)
        made += vector.to_bytes(2, "big")
        at += IN_VECTOR
    return bytes(made)

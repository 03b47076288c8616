"""RTCP as the forwarder reads and writes it (RFC 3550 §6, RFC 4585, RFC 5104, draft-alvestrand-rmcat-remb)."""

import struct
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

SENDER_REPORT, RECEIVER_REPORT, DESCRIPTION, RTPFB, PSFB = 200, 201, 202, 205, 206
NACK = 1
PICTURE_LOSS, FULL_INTRA, APPLICATION = 1, 4, 15
REMB = b"REMB"
CNAME = 1
MOST_ASKED = 120
"""Numbers in one NACK: it stays well below any path's packet size."""

_HEAD = struct.Struct("!BBHL")
_BLOCK = struct.Struct("!LLLLLL")
_SENDER = struct.Struct("!QLLL")
_TWO = struct.Struct("!LL")
_PAIR = struct.Struct("!HH")


class Block(NamedTuple):
    """One report block. ``fraction`` of 256; ``jitter`` in the clock's units; ``last`` and ``delay`` in 1/65536 s."""

    ssrc: int
    fraction: int
    lost: int
    highest: int
    jitter: int
    last: int
    delay: int

    def packed(self) -> bytes:
        lost = max(-0x800000, min(self.lost, 0x7FFFFF)) & 0xFFFFFF
        return _BLOCK.pack(
            self.ssrc, self.fraction << 24 | lost, self.highest, self.jitter, self.last, self.delay & 0xFFFFFFFF
        )


class SenderTimes(NamedTuple):
    """From a sender report: the same moment on the wall clock (NTP, 64 bits) and in the stream's timestamps."""

    ssrc: int
    ntp: int
    timestamp: int


class Told(NamedTuple):
    """What one compound packet said that concerns a forwarder."""

    senders: list[SenderTimes]
    blocks: list[Block]
    missed: list[tuple[int, list[int]]]
    pictures: list[int]
    limit_bps: int | None


def read(data: bytes) -> Told:
    """Reads a compound packet; what is broken or unknown is passed over."""
    told = Told([], [], [], [], None)
    limit: int | None = None
    for kind, count, body in _parts(data):
        if kind == SENDER_REPORT and len(body) >= 24:
            ntp, timestamp, _, _ = _SENDER.unpack_from(body, 4)
            told.senders.append(SenderTimes(int.from_bytes(body[:4], "big"), ntp, timestamp))
            told.blocks.extend(_blocks(body, 24, count))
        elif kind == RECEIVER_REPORT:
            told.blocks.extend(_blocks(body, 4, count))
        elif kind == RTPFB and count == NACK and len(body) >= 12:
            told.missed.append((int.from_bytes(body[4:8], "big"), _missed(body)))
        elif kind == PSFB and count == PICTURE_LOSS and len(body) >= 8:
            told.pictures.append(int.from_bytes(body[4:8], "big"))
        elif kind == PSFB and count == FULL_INTRA and len(body) >= 16:
            told.pictures.extend(int.from_bytes(body[at : at + 4], "big") for at in range(8, len(body) - 7, 8))
        elif kind == PSFB and count == APPLICATION and body[8:12] == REMB and len(body) >= 16:
            limit = ((body[13] & 3) << 16 | body[14] << 8 | body[15]) << (body[13] >> 2)
    return told._replace(limit_bps=limit)


def _parts(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(packet type, count or format, what follows the first word) of each part."""
    at = 0
    while at + 4 <= len(data):
        end = at + 4 + 4 * (data[at + 2] << 8 | data[at + 3])
        if end > len(data):
            return
        yield data[at + 1], data[at] & 31, data[at + 4 : end]
        at = end


def _blocks(body: bytes, at: int, count: int) -> Iterator[Block]:
    for _ in range(count):
        if at + 24 > len(body):
            return
        ssrc, loss, highest, jitter, last, delay = _BLOCK.unpack_from(body, at)
        lost = loss & 0xFFFFFF
        yield Block(ssrc, loss >> 24, lost - (1 << 24) if lost & 0x800000 else lost, highest, jitter, last, delay)
        at += 24


def _missed(body: bytes) -> list[int]:
    numbers: list[int] = []
    for at in range(8, len(body) - 3, 4):
        first, more = _PAIR.unpack_from(body, at)
        numbers.append(first)
        numbers.extend((first + bit + 1) & 0xFFFF for bit in range(16) if more >> bit & 1)
    return numbers


def sender_report(ssrc: int, times: tuple[int, int], packets: int, octets: int, name: str) -> bytes:
    """A sender report with its CNAME. ``times``: (NTP, timestamp)."""
    body = _SENDER.pack(*times, packets & 0xFFFFFFFF, octets & 0xFFFFFFFF)
    return _HEAD.pack(0x80, SENDER_REPORT, 6, ssrc) + body + _description(ssrc, name)


def receiver_report(ssrc: int, blocks: Sequence[Block]) -> bytes:
    """Of at most 31 streams, without a description: it goes inside a secured connection, reduced (RFC 5506)."""
    body = b"".join(block.packed() for block in blocks)
    return _HEAD.pack(0x80 | len(blocks), RECEIVER_REPORT, 1 + 6 * len(blocks), ssrc) + body


def _description(ssrc: int, name: str) -> bytes:
    text = name.encode()
    item = bytes((CNAME, len(text))) + text
    item += bytes(4 - len(item) % 4)
    return _HEAD.pack(0x81, DESCRIPTION, 1 + len(item) // 4, ssrc) + item


def negative_acknowledgement(ssrc: int, media_ssrc: int, numbers: Iterable[int]) -> bytes:
    """Asks for the numbers again; they come in order of loss."""
    pairs: list[list[int]] = []
    for number in list(numbers)[:MOST_ASKED]:
        step = (number - pairs[-1][0]) & 0xFFFF if pairs else 0
        if 1 <= step <= 16:
            pairs[-1][1] |= 1 << (step - 1)
        else:
            pairs.append([number, 0])
    body = b"".join(_PAIR.pack(first, more) for first, more in pairs)
    return _HEAD.pack(0x80 | NACK, RTPFB, 2 + len(pairs), ssrc) + media_ssrc.to_bytes(4, "big") + body


def picture_loss(ssrc: int, media_ssrc: int) -> bytes:
    """Asks for a picture that needs no other."""
    return _HEAD.pack(0x80 | PICTURE_LOSS, PSFB, 2, ssrc) + media_ssrc.to_bytes(4, "big")


def limit(ssrc: int, bits_per_second: int, media: Sequence[int]) -> bytes:
    """How much the other side may send at most (REMB)."""
    exponent = max(0, bits_per_second.bit_length() - 18)
    mantissa = bits_per_second >> exponent
    value = len(media) << 24 | exponent << 18 | mantissa
    body = b"".join(one.to_bytes(4, "big") for one in media)
    return (
        _HEAD.pack(0x80 | APPLICATION, PSFB, 4 + len(media), ssrc)
        + _TWO.pack(0, 0x52454D42)
        + (value.to_bytes(4, "big") + body)
    )

"""Speech sent twice (RFC 2198, ``red``): each packet brings its own Opus frame and some of those before it.

The forwarder decodes none of it. It looks whether the blocks are where the packet says, gives them the payload type
that all viewers know, and takes the packet's own frame out for who has not agreed to the rest.
"""

from typing import NamedTuple

from media.forwarder.packets import MARKER, PADDING, PAYLOAD_TYPE, Packet
from media.forwarder.writing import OPUS, RED

MOST_BLOCKS = 8
MORE_FOLLOW = 0x80
EARLIER_HEAD = 4
"""Bytes: more follow and payload type (8 bits), how much earlier (14), length (10). The last block's head is one."""


class Earlier(NamedTuple):
    """A frame that was sent before, ``ticks`` of 48 kHz earlier than the packet's own."""

    ticks: int
    frame: bytes


class Said(NamedTuple):
    """What one packet brings: its own frame, and earlier ones, the earliest first. Empty blocks are left out."""

    frame: bytes
    earlier: list[Earlier]


def unwrap(payload: bytes, opus: int = OPUS) -> Said | None:
    """The blocks of a payload; None when it is broken: cut off, lengths that reach beyond it, more blocks than
    ``MOST_BLOCKS``, other payload types than ``opus`` in it, or nothing said by itself."""
    heads: list[tuple[int, int]] = []
    at, size = 0, len(payload)
    while at < size and payload[at] & MORE_FOLLOW:
        if payload[at] & PAYLOAD_TYPE != opus or at + EARLIER_HEAD > size or len(heads) + 2 > MOST_BLOCKS:
            return None
        told = int.from_bytes(payload[at + 1 : at + EARLIER_HEAD], "big")
        heads.append((told >> 10, told & 0x3FF))
        at += EARLIER_HEAD
    if at >= size or payload[at] != opus:
        return None
    at += 1
    earlier: list[Earlier] = []
    for ticks, length in heads:
        if length:
            earlier.append(Earlier(ticks, payload[at : at + length]))
        at += length
    return Said(payload[at:], earlier) if at < size else None


def renumbered(payload: bytes, opus: int) -> bytes | None:
    """The same payload with the forwarder's own payload type in its blocks; None when it is broken."""
    if unwrap(payload, opus) is None:
        return None
    if opus == OPUS:
        return payload
    changed, at = bytearray(payload), 0
    while changed[at] & MORE_FOLLOW:
        changed[at] = MORE_FOLLOW | OPUS
        at += EARLIER_HEAD
    changed[at] = OPUS
    return bytes(changed)


def said_once(packet: Packet) -> Packet:
    """The packet as Opus alone, under its own number; the very same packet when nothing is said twice in it."""
    number, timestamp, first, second, kept, payload = packet
    if second & PAYLOAD_TYPE != RED:
        return packet
    said = None if first & PADDING else unwrap(payload)
    return (number, timestamp, first, second & MARKER | OPUS, kept, payload if said is None else said.frame)

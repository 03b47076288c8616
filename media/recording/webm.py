"""Writes WebM (Matroska's profile for the web) piece by piece: a head, then clusters of blocks. Nothing is encoded.

A stream is ``head()`` followed by any number of ``cluster()`` results. The segment has no known size, so it is whole
after each cluster: a record whose end was lost plays up to there. Element ids are from RFC 8794 and RFC 9559.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

TRACK_SOUND = 1
TRACK_PICTURE = 2
OPUS_HZ = 48_000
LATEST_IN_CLUSTER_MS = 32_767  # a block's time is 16 bits, signed, from its cluster's
_UNKNOWN_SIZE = b"\x01" + b"\xff" * 7


@dataclass(frozen=True, slots=True)
class Block:
    """One frame of a track. ``at_ms`` from the record's beginning."""

    track: int
    at_ms: int
    key: bool
    data: bytes


def head(*, title: str, sound: bool, width: int = 0, height: int = 0) -> bytes:
    """What every player reads first. Without ``width`` and ``height`` there is no picture track."""
    ebml = element(
        0x1A45DFA3,
        number(0x4286, 1), number(0x42F7, 1), number(0x42F2, 4), number(0x42F3, 8),
        element(0x4282, b"webm"), number(0x4287, 4), number(0x4285, 2),
    )  # fmt: skip
    info = element(
        0x1549A966, number(0x2AD7B1, 1_000_000), element(0x7BA9, title.encode()),
        element(0x4D80, b"Tez Yordam"), element(0x5741, b"Tez Yordam"),
    )  # fmt: skip
    tracks: list[bytes] = []
    if sound:
        tracks.append(_sound_track())
    if width and height:
        tracks.append(_picture_track(width, height))
    return ebml + element_id(0x18538067) + _UNKNOWN_SIZE + info + element(0x1654AE6B, *tracks)


def cluster(blocks: Sequence[Block]) -> bytes:
    """The blocks in the order of their times. Raises ValueError when they span more than a cluster can tell."""
    ordered = sorted(blocks, key=lambda block: (block.at_ms, block.track))
    begins_ms = ordered[0].at_ms
    if ordered[-1].at_ms - begins_ms > LATEST_IN_CLUSTER_MS:
        raise ValueError("a cluster spans 32.7 s at most")
    return element(0x1F43B675, number(0xE7, begins_ms), *(_block(block, begins_ms) for block in ordered))


def _block(block: Block, begins_ms: int) -> bytes:
    flags = 0x80 if block.key else 0
    about = bytes([0x80 | block.track]) + (block.at_ms - begins_ms).to_bytes(2, "big") + bytes([flags])
    return element(0xA3, about, block.data)


def _sound_track() -> bytes:
    # RFC 7845's OpusHead: version, channels, pre-skip, rate, gain, mapping. A browser sends Opus as two channels.
    opus = b"OpusHead" + bytes([1, 2]) + (0).to_bytes(2, "little") + OPUS_HZ.to_bytes(4, "little") + b"\x00\x00\x00"
    sound = element(0xE1, element(0xB5, struct.pack(">d", OPUS_HZ)), number(0x9F, 2))
    return element(
        0xAE, number(0xD7, TRACK_SOUND), number(0x73C5, TRACK_SOUND), number(0x83, 2), element(0x86, b"A_OPUS"),
        number(0x56BB, 80_000_000), element(0x63A2, opus), sound,
    )  # fmt: skip


def _picture_track(width: int, height: int) -> bytes:
    picture = element(0xE0, number(0xB0, width), number(0xBA, height))
    return element(
        0xAE, number(0xD7, TRACK_PICTURE), number(0x73C5, TRACK_PICTURE), number(0x83, 1),
        element(0x86, b"V_VP8"), picture,
    )  # fmt: skip


def element_id(id: int) -> bytes:
    """As it stands in the file: the ids of the specifications hold their own length."""
    return id.to_bytes((id.bit_length() + 7) // 8, "big")


def element(id: int, *parts: bytes) -> bytes:
    """An element of known size."""
    body = b"".join(parts)
    size = len(body)
    octets = 1
    while size >= (1 << (7 * octets)) - 1:  # all ones means "unknown"
        octets += 1
    return element_id(id) + ((1 << (7 * octets)) | size).to_bytes(octets, "big") + body


def number(id: int, value: int) -> bytes:
    """An element that is an unsigned number, in as few bytes as it takes."""
    return element(id, value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big"))

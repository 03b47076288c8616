"""Clips as browsers make them, and what only looks like one."""

import struct

from media.recording.webm import Block, cluster, element, element_id, head, number

SIXTY_MS = b"\x58" + bytes(60)
"""A packet of Opus, wide band, one frame of 60 ms: 12 kbit/s would be 90 bytes."""
TWENTY_MS = b"\x48" + bytes(30)


def webm(seconds: float = 3.0, *, salt: bytes = b"", packet: bytes = SIXTY_MS, step_ms: int = 60) -> bytes:
    """As a recorder writes it: clusters of unknown size, a second each."""
    blocks = [Block(1, at_ms, True, packet + salt) for at_ms in range(0, round(seconds * 1000), step_ms)]
    clusters = b""
    for second in range(int(seconds) + 1):
        inside = [block for block in blocks if block.at_ms // 1000 == second]
        clusters += _open_cluster(inside) if inside else b""
    return head(title="clip", sound=True) + clusters


def _open_cluster(blocks: list[Block]) -> bytes:
    sized = cluster(blocks)
    size_bytes = 9 - sized[4].bit_length()
    return element_id(0x1F43B675) + b"\x01" + b"\xff" * 7 + sized[4 + size_bytes :]


def film() -> bytes:
    """WebM with a picture beside the sound."""
    return head(title="film", sound=True, width=320, height=240) + cluster([Block(1, 0, True, SIXTY_MS)])


def other_codec() -> bytes:
    """WebM with one track of sound that is not Opus."""
    return webm().replace(b"A_OPUS", b"A_FLAC")


def grouped() -> bytes:
    """Blocks in groups, as some writers prefer."""
    groups = [
        element(0xA0, element(0xA1, b"\x81" + (60 * n).to_bytes(2, "big") + b"\x00" + SIXTY_MS)) for n in range(50)
    ]
    return head(title="clip", sound=True) + element(0x1F43B675, number(0xE7, 0), *groups)


def ogg(seconds: float = 3.0, *, serial: int = 7) -> bytes:
    """As Firefox records: a page for each head, then a second of packets in each page."""
    opus_head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 312, 48_000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 3) + b"tez" + struct.pack("<I", 0)
    pages = [_page(2, 0, serial, 0, [opus_head]), _page(0, 0, serial, 1, [tags])]
    packets = [TWENTY_MS + bytes(300)] * round(seconds * 50)
    pages += [
        _page(0, (place + 50) * 960, serial, 2 + place // 50, packets[place : place + 50])
        for place in range(0, len(packets), 50)
    ]
    return b"".join(pages)


def _page(kind: int, granule: int, serial: int, number: int, packets: list[bytes]) -> bytes:
    lengths = b"".join(b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255]) for packet in packets)
    body = b"".join(packets)
    return struct.pack("<4sBBQIIIB", b"OggS", 0, kind, granule, serial, number, 0, len(lengths)) + lengths + body

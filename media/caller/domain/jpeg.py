"""A photograph as it may be kept: a JPEG of a sane size without what telephones write beside the picture.

The page has drawn it anew already, which leaves place and device out. Here that is made sure of: only the segments that
the picture itself needs are kept (source of the markers: ITU-T T.81, Annex B).
"""

import struct

import msgspec

from signaling.protocol.refusals import Code, Refused

LARGEST_SIDE = 4_096
LARGEST_BYTES = 900_000
MEDIA_TYPE = "image/jpeg"

_START, _END, _SCAN, _COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_APPLICATION = range(0xE0, 0xF0)
_NEEDED_APPLICATION = frozenset({0xE0, 0xEE})
"""JFIF, and Adobe's word on how colours are kept. All others (Exif, XMP, IPTC, thumbnails) speak of other things."""


class Photograph(msgspec.Struct, frozen=True):
    """``width`` and ``height`` in pixels."""

    content: bytes
    width: int
    height: int


def clean(content: bytes) -> Photograph:
    """The photograph alone. Refuses ``not_a_picture``; says nothing of what came instead."""
    if len(content) < 4 or content[:2] != bytes((0xFF, _START)):
        raise Refused(Code.NOT_A_PICTURE)
    kept = [content[:2]]
    size: tuple[int, int] | None = None
    at = 2
    while True:
        marker, end = _segment(content, at)
        if marker in _FRAMES:
            size = _size(content[at + 4 : end])
        if marker == _SCAN:
            break
        if marker != _COMMENT and (marker not in _APPLICATION or marker in _NEEDED_APPLICATION):
            kept.append(content[at:end])
        at = end
    last = content.rfind(bytes((0xFF, _END)))
    if size is None or last < at:
        raise Refused(Code.NOT_A_PICTURE)
    # What stands behind the picture's end is no part of it either.
    kept.append(content[at : last + 2])
    return Photograph(b"".join(kept), *size)


def _segment(content: bytes, at: int) -> tuple[int, int]:
    """The marker of the segment at this place, and where the next one begins."""
    if len(content) < at + 4 or content[at] != 0xFF:
        raise Refused(Code.NOT_A_PICTURE)
    marker = content[at + 1]
    (length,) = struct.unpack_from(">H", content, at + 2)
    end = at + 2 + length
    if length < 2 or end > len(content) or marker in (0x00, 0xFF, _START, _END) or 0xD0 <= marker <= 0xD7:
        raise Refused(Code.NOT_A_PICTURE)
    return marker, end


def _size(frame: bytes) -> tuple[int, int]:
    if len(frame) < 6:
        raise Refused(Code.NOT_A_PICTURE)
    height, width = struct.unpack_from(">HH", frame, 1)
    if not (0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE):
        raise Refused(Code.NOT_A_PICTURE)
    return width, height

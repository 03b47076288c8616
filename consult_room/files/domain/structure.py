"""The real structure behind a film clip's and a DICOM document's first bytes.

Pictures, PDF documents and text are read whole by what draws them anew or checks them; these two are given on as they
came, so at least their skeleton has to be what it claims.
"""

import struct

import msgspec

from signaling.protocol.refusals import Code, Refused

BOXES_AT_MOST = 4096
DICOM_PREAMBLE_BYTES = 128
"""Anything may stand there, a program too: it is given back as zeros (CVE-2019-11687 tells of such documents)."""

_SEGMENT = b"\x18\x53\x80\x67"


class Box(msgspec.Struct, frozen=True):
    """A box of an MP4 file. ``size`` counts its head; 0: up to the file's end."""

    kind: bytes
    size: int


def box_of(head: bytes) -> Box:
    """The box that begins with these 16 bytes (fewer at the end). Refuses ``file_damaged``."""
    if len(head) < 8:
        raise Refused(Code.FILE_DAMAGED)
    size, kind = struct.unpack_from(">I4s", head)
    if size == 1:
        if len(head) < 16:
            raise Refused(Code.FILE_DAMAGED)
        (size,) = struct.unpack_from(">Q", head, 8)
    if size != 0 and size < 8:
        raise Refused(Code.FILE_DAMAGED)
    return Box(kind, size)


def check_boxes(kinds: list[bytes]) -> None:
    """Refuses ``file_damaged`` for what is no film: its first box says what it is, and it has a plan and pictures."""
    if not kinds or kinds[0] != b"ftyp" or not {b"moov"} <= set(kinds) or not {b"mdat", b"moof"} & set(kinds):
        raise Refused(Code.FILE_DAMAGED)


def check_webm(head: bytes) -> None:
    """Refuses ``file_damaged`` when no segment follows the head."""
    if _SEGMENT not in head:
        raise Refused(Code.FILE_DAMAGED)


def blanked(content: bytes, at: int, until: int) -> bytes:
    """A piece of a file that begins at byte ``at``, with zeros in place of what stands before byte ``until``."""
    covered = max(0, min(len(content), until - at))
    return bytes(covered) + content[covered:]

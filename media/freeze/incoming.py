"""What has come so far of parts that come in pieces.

A narrow line gets small pieces, so that sound has the line between them, and what was sent before it broke need not be
sent again. Nothing here outlives the process: a device that is told "0 bytes" begins the part anew.
"""

from collections import OrderedDict

import msgspec

from media.caller.domain.jpeg import LARGEST_BYTES

PARTS_AT_MOST = 128
"""A hundred devices at once; each sends one part at a time."""


class TooLarge(Exception):
    """More than a part may hold, or more than it said."""


class Coming(msgspec.Struct):
    """One part: its bytes so far, and how many there will be."""

    size: int
    content: bytearray

    @property
    def whole(self) -> bool:
        return len(self.content) == self.size


class Incoming:
    """The parts that are under way, by whatever names them."""

    def __init__(self) -> None:
        self._parts: OrderedDict[tuple[str, str], Coming] = OrderedDict()

    def add(self, name: tuple[str, str], at: int, size: int, piece: bytes) -> Coming:
        """The part with this piece, if it begins where the others end; else as it was: the sender reads there where
        to go on. Raises TooLarge."""
        if not 0 < size <= LARGEST_BYTES or at + len(piece) > size:
            raise TooLarge
        part = self._parts.get(name)
        if part is None or part.size != size or at == 0:
            part = Coming(size, bytearray())
        if at == len(part.content):
            part.content += piece
        self._parts[name] = part
        self._parts.move_to_end(name)
        while len(self._parts) > PARTS_AT_MOST:
            self._parts.popitem(last=False)
        return part

    def drop(self, name: tuple[str, str]) -> None:
        self._parts.pop(name, None)

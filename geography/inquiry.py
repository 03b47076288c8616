"""What goes between the server and the process that holds the graph. It stands apart from the process's own module, so
that a server starts without numpy and scipy."""

from __future__ import annotations

import struct

import msgspec

from signaling.protocol.geography import AddressAt, Route, SuggestAddresses, TravelTimes

HEAD = struct.Struct(">I")
Asked = TravelTimes | Route | SuggestAddresses | AddressAt
LIMIT_BYTES = 64 * 1024 * 1024
READY = 0  # the number of the first frame, which says that the map is loaded


class Reply(msgspec.Struct, frozen=True, array_like=True):
    """What the process answers. ``problem`` is the type and text of a failure, for the log."""

    number: int
    body: msgspec.Raw
    problem: str = ""


class Inquiry(msgspec.Struct, frozen=True, array_like=True):
    """One question with its number."""

    number: int
    question: Asked

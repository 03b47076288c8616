"""What the server asks of whatever forwards a conversation's media: our own forwarder, or one day another engine.

A *room* is one conversation on one worker. An *endpoint* is one participant's device in it. Each endpoint has at most
two connections, and who offers is fixed, so two offers never cross: ``up`` carries what the device sends (the device
offers), ``down`` carries what it is shown (the forwarder offers, again whenever what is shown changes). A round of
``down`` has a number; an answer to an older round is dropped.
"""

from collections.abc import Callable, Mapping
from typing import Literal, Protocol

import msgspec

from signaling.protocol.forwarding import ForwardLeg

Source = Literal["sound", "picture", "screen"]
Depth = Literal["off", "low", "high"]
SOURCES: frozenset[Source] = frozenset(("sound", "picture", "screen"))


class ForwarderRefused(Exception):
    """A description that cannot be used, or no such room or endpoint; the text says which, without personal data."""


class DownOffer(msgspec.Struct, frozen=True, kw_only=True):
    """One round of ``down``. ``shows``: the media line's mid → (whose endpoint, which source)."""

    round: int
    sdp: str
    shows: dict[str, tuple[str, Source]]


class Forwarder(Protocol):
    """One process. Nothing here decides who may do what: the server has decided before it asks."""

    async def up(self, room: str, endpoint: str, sdp: str) -> str:
        """The answer to the device's offer. The same connection (known by its certificate) with new ICE credentials is
        an ICE restart; a new one takes over from the one before once it is there. The order of the lines says what
        they are: the first of sound, the first picture, the second is the screen; simulcast's layers come smallest
        first. A room and an endpoint begin with their first description, or with what is allowed to them."""
        ...

    async def down(self, room: str, endpoint: str) -> DownOffer:
        """The next round of what the endpoint is shown: every source that others may send, in stable order."""
        ...

    async def down_answer(self, room: str, endpoint: str, round: int, sdp: str) -> None:
        """The device's answer to that round."""
        ...

    async def down_restart(self, room: str, endpoint: str) -> DownOffer:
        """A round with new ICE credentials: the device's network changed."""
        ...

    def allow(self, room: str, endpoint: str, sources: frozenset[Source]) -> None:
        """What the endpoint may send from now on; packets of other sources are dropped."""
        ...

    def want(self, room: str, endpoint: str, wishes: Mapping[str, Depth]) -> None:
        """How much of whose picture the endpoint wants ("<endpoint>/picture" → depth); sound is always sent."""
        ...

    async def leave(self, room: str, endpoint: str) -> None:
        """Ends both connections of the endpoint; others get a new round of ``down``."""
        ...

    async def close(self, room: str) -> None:
        """Ends the room."""
        ...

    def figures(self, room: str) -> list[ForwardLeg]:
        """One a connected endpoint."""
        ...

    def tap(self, room: str, hear: "Hear | None") -> None:
        """``hear`` is given what every endpoint of the room sends, until None is set or the room ends; a room that
        is not there yet is tapped from its beginning. Without a tap a packet costs no more than before."""
        ...

    def ask_key(self, room: str, endpoint: str, source: Source) -> None:
        """Whoever taps cannot draw what comes: asks the sender for a key frame, as often as for a viewer at most."""
        ...


OfferWanted = Callable[[str, str], None]
"""Called with (room, endpoint) when what the endpoint is shown has changed: ask for ``down`` and send it."""

Hear = Callable[[str, Source, bytes, int], None]
"""Called with (endpoint, source, packet, now_ms) for each RTP packet, decrypted, as the sender numbered and timed it:
an Opus packet, or one that brings Opus twice (``redundancy``), or a VP8 packet of the one layer that a viewer who wants
``high`` would get. What was sent again comes as the packet that was lost, without its RTX wrapping. ``now_ms`` is the
loop's monotonic clock."""

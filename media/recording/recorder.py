"""Records what one participant sends, in parts that can be stored as they come.

A *take* is a WebM stream with a fixed set of tracks; a camera that is turned on later begins the next take. A *part* is
a piece of a take of at most ten seconds; the parts of a participant are chained: each digest covers the one before, so
that none can be changed, left out or put elsewhere unseen.
"""

import hashlib
from dataclasses import dataclass, field

from media.recording.packets import Picture, Sound
from media.recording.webm import Block, cluster, head

PART_MS = 10_000


@dataclass(frozen=True, slots=True)
class Part:
    """``number`` counts from 0 over all takes; times are milliseconds of the record."""

    number: int
    take: int
    from_ms: int
    until_ms: int
    data: bytes
    digest: str


@dataclass
class Recorder:
    """``title`` stands in the files; it names nobody. Times are milliseconds since the record began."""

    title: str
    _sound: Sound = field(default_factory=Sound)
    _picture: Picture = field(default_factory=Picture)
    _blocks: list[Block] = field(default_factory=list)
    _from_ms: int | None = None
    _take: int = -1
    _take_has: tuple[bool, bool] = (False, False)
    _number: int = 0
    _digest: str = ""

    @property
    def wants_key(self) -> bool:
        """Whether the sender should be asked for a key frame: nothing of the picture can be written without."""
        return self._picture.wants_key

    def sound(self, packet: bytes, now_ms: int) -> list[Part]:
        """Takes an Opus packet as it was received; the parts that are ready now."""
        return self._keep(self._sound.put(packet, now_ms), now_ms)

    def picture(self, packet: bytes, now_ms: int) -> list[Part]:
        """Takes a VP8 packet as it was received; the parts that are ready now."""
        return self._keep(self._picture.put(packet, now_ms), now_ms)

    def due(self, now_ms: int) -> list[Part]:
        """The part whose ten seconds are over; to be asked for when nothing comes any more."""
        if self._from_ms is not None and now_ms - self._from_ms >= PART_MS:
            return self._end_part(now_ms)
        return []

    def stop(self, now_ms: int) -> list[Part]:
        """The last part, if anything is left for one."""
        return self._end_part(now_ms)

    def _keep(self, blocks: list[Block], now_ms: int) -> list[Part]:
        parts = self.due(now_ms)
        if blocks:
            if self._from_ms is None:
                self._from_ms = now_ms
            self._blocks += blocks
        return parts

    def _end_part(self, now_ms: int) -> list[Part]:
        blocks, self._blocks = self._blocks, []
        from_ms, self._from_ms = self._from_ms, None
        if not blocks or from_ms is None:
            return []
        data = self._head_if_new(blocks) + cluster(blocks)
        self._digest = chained(self._digest, data)
        part = Part(self._number, self._take, from_ms, now_ms, data, self._digest)
        self._number += 1
        return [part]

    def _head_if_new(self, blocks: list[Block]) -> bytes:
        has = (any(block.track == 1 for block in blocks), any(block.track == 2 for block in blocks))
        if self._take >= 0 and not (has[0] > self._take_has[0] or has[1] > self._take_has[1]):
            return b""
        self._take += 1
        self._take_has = (True, has[1] or self._take_has[1])  # who can be seen may speak at any moment
        width, height = self._picture.size if self._take_has[1] else (0, 0)
        return head(title=self.title, sound=True, width=width, height=height)


def chained(digest: str, data: bytes) -> str:
    """The digest of a part that follows the one with ``digest`` ("" before the first): SHA-256 over both."""
    return hashlib.sha256(bytes.fromhex(digest) + data).hexdigest()

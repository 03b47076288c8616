"""Facts of the past: what the journal holds of some kinds between two times, read piece by piece."""

import asyncio
from collections.abc import AsyncIterator, Sequence

from signaling import journal
from signaling.protocol.base import Event
from signaling.reading import LazyReader
from signaling.slice import Happened, Reading
from signaling.store.interface import Look

PIECE = 500
SLACK_MS = 3_600_000
"""How far the server's clock may have been set back within the journal."""


async def happened_between(
    reading: Reading, kinds: Sequence[type[Event]], from_ms: int, until_ms: int
) -> AsyncIterator[Happened]:
    """In the journal's order, from ``from_ms`` (inclusive) until ``until_ms`` (exclusive), by the server's clock."""
    if not isinstance(reading, LazyReader):
        raise TypeError("the past is read from the store")
    look = await reading.open()
    types = {journal.tag_of(kind): kind for kind in kinds}
    after = await _before(look, from_ms - SLACK_MS)
    while rows := await look.rows(after, PIECE, list(types)):
        for row in rows:
            if row.at_ms >= until_ms + SLACK_MS:
                return
            if from_ms <= row.at_ms < until_ms:
                yield journal.to_happened(row, types)
        after = rows[-1].seq
        await asyncio.sleep(0)  # a long month must not hold up anybody's frame


async def _before(look: Look, at_ms: int) -> int:
    """A sequence number before which nothing happened at ``at_ms`` or later, as the times of a journal rise."""
    low, high = 0, (await look.head())[0]
    while low < high:
        middle = (low + high) // 2
        rows = await look.rows(middle, 1)
        if rows and rows[0].at_ms < at_ms:
            low = middle + 1
        else:
            high = middle
    return max(0, low - 1)

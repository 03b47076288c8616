"""Long files that come over lines that break: kept in sealed parts, each as soon as it has come.

However long a file is, a part of it is all that is ever in memory. What came before a line broke stays: the last part
grows with what comes next until it is full, so that a line that breaks often leaves no crumbs.
"""

import asyncio
import contextlib
import hashlib
from collections.abc import AsyncIterator, Callable

from signaling.files import FileMissing, FileProblem, Files, FileTooLarge
from signaling.store.uploads import LongFile, LongFilePart, LongFileRecords

PART_BYTES = 1024 * 1024
MEDIA_TYPE = "application/octet-stream"


class WrongPlace(FileProblem):
    """What came does not begin where what is here ends. ``have``: where that is."""

    def __init__(self, id: str, have: int) -> None:
        super().__init__(f"{have} bytes of {id} are here")
        self.have = have


class _Taking:
    """A request that brings bytes. A line may be dead for minutes before its server knows: who comes anew for the same
    file sends the old request away."""

    def __init__(self) -> None:
        self.sent_away = asyncio.Event()
        self.done = asyncio.Event()


class LongFiles:
    """Keeps and gives long files. Raises FileProblem's kinds and nothing else of its own."""

    def __init__(
        self, files: Files, records: LongFileRecords, now_ms: Callable[[], int], *, part_bytes: int = PART_BYTES
    ) -> None:
        self._files = files
        self._records = records
        self._now_ms = now_ms
        self._part_bytes = part_bytes
        self._taking: dict[str, _Taking] = {}

    async def begin(self, id: str, size: int) -> LongFile:
        """A file of ``size`` bytes is to come; the same again is the one that is there."""
        row = LongFile(id=id, subject=_subject(id), size=size, have=0, made_at_ms=self._now_ms())
        return await self._records.begin(row)

    async def find(self, id: str) -> LongFile:
        """Raises FileMissing."""
        row = await self._records.find(id)
        if row is None:
            raise FileMissing(id)
        return row

    async def settle(self, id: str) -> LongFile:
        """How far it has come, once nobody brings more of it. Raises FileMissing."""
        await self._send_away(id)
        return await self.find(id)

    async def add(
        self, id: str, at: int, pieces: AsyncIterator[bytes], come: Callable[[int], None] = lambda have: None
    ) -> LongFile:
        """Takes what comes until it ends or breaks, and keeps it either way; ``come`` is told how much is here. Raises
        WrongPlace, FileTooLarge (nothing beyond the size is kept), DiskFull, FileMissing, and what ``pieces`` does."""
        await self._send_away(id)
        taking = self._taking[id] = _Taking()
        try:
            return await self._take(id, at, _until(pieces, taking.sent_away), come)
        finally:
            taking.done.set()
            if self._taking.get(id) is taking:
                del self._taking[id]

    async def keep(self, id: str, content: bytes) -> LongFile:
        """A file that is here whole already, and stands beside the one whose id is before the stop in its own."""

        async def pieces() -> AsyncIterator[bytes]:
            yield content

        row = await self.begin(id, len(content))
        return row if row.whole else await self.add(id, row.have, pieces())

    async def read(self, id: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """The bytes from ``start`` up to ``end`` (exclusive), part by part. Raises as Files.get does."""
        row = await self.find(id)
        end = row.have if end is None else end
        for part in await self._records.parts(id):
            if part.at >= end or part.at + part.size <= start:
                continue
            content = await self._files.get(part.file_id)
            yield content[max(0, start - part.at) : end - part.at]

    async def digest(self, id: str) -> str:
        """SHA-256 of what is here, in hexadecimal digits, as it lies on disk."""
        whole = hashlib.sha256()
        async for content in self.read(id):
            await asyncio.to_thread(whole.update, content)
        return whole.hexdigest()

    async def erase(self, id: str) -> None:
        """For ever, with all that was kept beside it; done also when there is nothing."""
        await self._send_away(id)
        await self._files.erase(_subject(id))
        await self._records.drop_subject(_subject(id))

    # -- taking --------------------------------------------------------------------------------------------------

    async def _send_away(self, id: str) -> None:
        while (older := self._taking.get(id)) is not None:
            older.sent_away.set()
            await older.done.wait()

    async def _take(
        self, id: str, at: int, pieces: AsyncIterator[bytes], come: Callable[[int], None]
    ) -> LongFile:  # fmt: skip
        row = await self.find(id)
        if at != row.have:
            raise WrongPlace(id, row.have)
        part, held = await self._last(row)
        try:
            async for piece in pieces:
                if part.at + len(held) + len(piece) > row.size:
                    raise FileTooLarge(f"{id} is {row.size} bytes long")
                held += piece
                while len(held) >= self._part_bytes:
                    row = await self._seal(row, part, bytes(held[: self._part_bytes]))
                    del held[: self._part_bytes]
                    part = LongFilePart(at=row.have, size=0, file_id="")
                come(part.at + len(held))
        finally:
            if part.at + len(held) > row.have:
                # Also when the line has broken, and when the server is told to end.
                row = await asyncio.shield(self._seal(row, part, bytes(held)))
        return row

    async def _last(self, row: LongFile) -> tuple[LongFilePart, bytearray]:
        """The last part if it is not full, else an empty one after it."""
        parts = await self._records.parts(row.id)
        if parts and parts[-1].size < self._part_bytes and not row.whole:
            return parts[-1], bytearray(await self._files.get(parts[-1].file_id))
        return LongFilePart(at=row.have, size=0, file_id=""), bytearray()

    async def _seal(self, row: LongFile, before: LongFilePart, content: bytes) -> LongFile:
        """On disk first, then in the database; what it stands in the place of goes last."""
        kept = await self._files.put(content, subject=row.subject, media_type=MEDIA_TYPE)
        part = LongFilePart(at=before.at, size=len(content), file_id=kept.id)
        if not await self._records.add(row.id, row.have, part):
            there = await self.find(row.id)  # another server has taken more of it meanwhile
            raise WrongPlace(row.id, there.have)
        if before.file_id and before.file_id != kept.id:
            with contextlib.suppress(FileMissing):
                await self._files.delete(before.file_id)
        return await self.find(row.id)


def _subject(id: str) -> str:
    """A key for each, so that one can be erased and all others stay. What stands beside a file goes with it."""
    return f"long_file:{id.partition('.')[0]}"


async def _until(pieces: AsyncIterator[bytes], end: asyncio.Event) -> AsyncIterator[bytes]:
    """What comes, until it ends or it is told to end."""
    told = asyncio.ensure_future(end.wait())
    try:
        while not told.done():
            piece = asyncio.ensure_future(anext(pieces, None))
            await asyncio.wait({piece, told}, return_when=asyncio.FIRST_COMPLETED)
            if not piece.done():
                piece.cancel()
                return
            found = piece.result()
            if found is None:
                return
            yield found
    finally:
        told.cancel()

"""Files: pictures, recordings and whatever else is too large for the journal.

A file's name is made from its content and its subject's key, so the same content of one subject is kept once, and the
name tells nothing of the content. It lies encrypted (AES-256-GCM) in a folder; its metadata and the key lie in the
database. Erasing a subject gives up the key: a copy of the file in any backup of the folder can be read by nobody.

On several nodes the folder is one that all of them reach.
"""

import asyncio
import contextlib
import errno
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from signaling.store.files import FileRecords, FileRow, KeyGone

KEY_BYTES, NONCE_BYTES, MARK_BYTES, TAG_BYTES = 32, 12, 8, 16
HEAD = b"tez1"
LARGEST = 64 * 1024 * 1024
"""Bytes of one file: it is held in memory while it is encrypted. What is longer is cut into parts by its writer."""

_ID = re.compile("[0-9a-f]{64}")


class FileProblem(Exception):
    """A file could not be kept or read; the class says why, the text names the file and never its content."""


class FileMissing(FileProblem):
    """There is no such file, or its subject was erased."""


class FileTooLarge(FileProblem):
    """More than one file may hold."""


class FileDamaged(FileProblem):
    """What lies in the folder is not what was written: cut short, changed, or gone."""


class FileKeyWrong(FileProblem):
    """It was written with another key than the subject has now: folder and database are not of one piece."""


class DiskFull(FileProblem):
    """There is no room. Nothing was kept; what was kept before is whole."""


class Files:
    """Keeps and gives files. All methods raise FileProblem's kinds and nothing else of their own."""

    def __init__(
        self, records: FileRecords, folder: Path, now_ms: Callable[[], int], *, largest: int = LARGEST
    ) -> None:
        self._records = records
        self._folder = folder
        self._now_ms = now_ms
        self._largest = largest

    async def put(self, content: bytes, *, subject: str, media_type: str) -> FileRow:
        """Keeps the content on disk and then in the database, so that no row is without its file. The same content
        again is the file that is there. Raises FileTooLarge, DiskFull, FileMissing (erased meanwhile)."""
        if len(content) > self._largest:
            raise FileTooLarge(f"{len(content)} bytes; {self._largest} are the most")
        now_ms = self._now_ms()
        key = await self._records.keep_key(subject, secrets.token_bytes(KEY_BYTES), now_ms)
        id = _name(key, content)
        await asyncio.to_thread(self._write, id, key, content)
        row = FileRow(id=id, subject=subject, media_type=media_type, size=len(content), made_at_ms=now_ms)
        try:
            return await self._records.keep(row)
        except KeyGone:
            await asyncio.to_thread(self._remove, id)
            raise FileMissing(f"the subject of {id} was erased") from None

    async def get(self, id: str) -> bytes:
        """The content. Raises FileMissing, FileKeyWrong, FileDamaged."""
        row = await self.stat(id)
        key = await self._records.key(row.subject)
        if key is None:
            raise FileMissing(id)
        return await asyncio.to_thread(self._read, id, key)

    async def stat(self, id: str) -> FileRow:
        """The metadata. Raises FileMissing."""
        row = await self._records.row(id) if _ID.fullmatch(id) else None
        if row is None:
            raise FileMissing(id)
        return row

    async def delete(self, id: str) -> None:
        """Raises FileMissing."""
        if not _ID.fullmatch(id) or not await self._records.drop(id):
            raise FileMissing(id)
        await asyncio.to_thread(self._remove, id)

    async def erase(self, subject: str) -> int:
        """Everything of the subject, for ever; how many files there were. What a crash or a disk has left half done is
        done by calling it again: from its beginning on nobody reads any of them, and their rows go last."""
        ids = await self._records.drop_key(subject)
        for id in ids:
            await asyncio.to_thread(self._remove, id)
        late = set(await self._records.drop_subject(subject)) - set(ids)
        for id in late:  # they were put in meanwhile
            await asyncio.to_thread(self._remove, id)
        return len(ids) + len(late)

    # -- the folder ----------------------------------------------------------------------------------------------

    def _place(self, id: str) -> Path:
        return self._folder / id[:2] / id

    def _write(self, id: str, key: bytes, content: bytes) -> None:
        place = self._place(id)
        if self._is_whole(place, key, len(content)):
            return
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = HEAD + _mark(key) + nonce + AESGCM(key).encrypt(nonce, content, id.encode())
        fresh = place.with_name(f".{id}.{secrets.token_hex(4)}")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            with fresh.open("wb") as file:
                file.write(sealed)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(place)
            _sync_folder(place.parent)
        except OSError as error:
            with contextlib.suppress(OSError):
                fresh.unlink()
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise DiskFull(f"no room for {len(sealed)} bytes") from error
            raise

    def _is_whole(self, place: Path, key: bytes, size: int) -> bool:
        """Whether the file lies there with the right length and of the right key; one that was cut short is not."""
        try:
            with place.open("rb") as file:
                head = file.read(len(HEAD) + MARK_BYTES)
                length = os.fstat(file.fileno()).st_size
        except OSError:
            return False
        return head == HEAD + _mark(key) and length == len(head) + NONCE_BYTES + size + TAG_BYTES

    def _read(self, id: str, key: bytes) -> bytes:
        try:
            sealed = self._place(id).read_bytes()
        except FileNotFoundError:
            raise FileDamaged(f"{id} is not in its folder") from None
        start = len(HEAD) + MARK_BYTES
        if len(sealed) < start + NONCE_BYTES + TAG_BYTES or sealed[: len(HEAD)] != HEAD:
            raise FileDamaged(id)
        if sealed[len(HEAD) : start] != _mark(key):
            raise FileKeyWrong(id)
        nonce, body = sealed[start : start + NONCE_BYTES], sealed[start + NONCE_BYTES :]
        try:
            return AESGCM(key).decrypt(nonce, body, id.encode())
        except InvalidTag:
            raise FileDamaged(id) from None

    def _remove(self, id: str) -> None:
        self._place(id).unlink(missing_ok=True)


def _name(key: bytes, content: bytes) -> str:
    """SHA-256 of the content under the key: who has not the key cannot tell whether a known picture is among them."""
    return hmac.digest(key, b"name" + content, "sha256").hex()


def _mark(key: bytes) -> bytes:
    """Tells a wrong key from a damaged file."""
    return hashlib.sha256(b"mark" + key).digest()[:MARK_BYTES]


def _sync_folder(folder: Path) -> None:
    # Without it the name of a file that was written whole may be gone after a loss of power.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

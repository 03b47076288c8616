"""What a worker has recorded and the server has not taken yet: on the worker's disk, sealed with the worker's own key.

A folder holds one process's reels, each a folder with its parts by number, and ``end`` once there are no more. What a
process before this one has left is sent like the rest. A part and what is told of it are sealed together (AES-256-GCM);
the key is made from the worker's key and lies nowhere.
"""

import contextlib
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from media.recording.recorder import Part
from signaling.protocol.recording import Filmed

NONCE_BYTES = 12
END = "end"


class ReelNote(msgspec.Struct, frozen=True, kw_only=True):
    """Whose device is on the reel. ``key`` is the participant's."""

    recording_id: str
    reel_id: str
    key: str
    endpoint: str
    filmed: Filmed


class _Told(msgspec.Struct, frozen=True, kw_only=True):
    """What stands beside a part's data."""

    reel: ReelNote
    number: int
    take: int
    from_ms: int
    until_ms: int
    digest: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A part that the server has not taken yet."""

    path: Path
    reel: ReelNote
    part: Part


class Spool:
    """Everything here writes and reads the disk: call it outside the loop."""

    def __init__(self, folder: Path, worker_key: str) -> None:
        self.folder = folder
        derived = HKDF(SHA256(), 32, salt=None, info=b"tez recording spool").derive(worker_key.encode())
        self._seal = AESGCM(derived)

    def put(self, reel: ReelNote, part: Part) -> None:
        """On disk, whole, before it returns."""
        told = _Told(
            reel=reel, number=part.number, take=part.take, from_ms=part.from_ms, until_ms=part.until_ms,
            digest=part.digest,
        )  # fmt: skip
        place = self.folder / reel.recording_id / reel.reel_id / f"{part.number:06d}"
        self._write(place, msgspec.msgpack.encode((told, part.data)))

    def end(self, reel: ReelNote, parts: int) -> None:
        """There are so many parts and no more. A reel without any was never begun."""
        if parts:
            place = self.folder / reel.recording_id / reel.reel_id / END
            self._write(place, msgspec.msgpack.encode(parts))

    def reels(self) -> list[Path]:
        """The folders of reels that the server has not taken whole, the oldest first."""
        found = [path for path in self.folder.glob("*/*") if path.is_dir()]
        return sorted(found, key=lambda path: path.stat().st_mtime)

    def parts(self, reel: Path) -> list[Path]:
        """Its parts that wait, in order."""
        return sorted(path for path in reel.iterdir() if path.name.isdecimal())

    def read(self, path: Path) -> Waiting | None:
        """None for what cannot be read: another key sealed it, or the disk has lost it."""
        data = self._open(path)
        if data is None:
            return None
        told, content = msgspec.msgpack.decode(data, type=tuple[_Told, bytes])
        part = Part(told.number, told.take, told.from_ms, told.until_ms, content, told.digest)
        return Waiting(path, told.reel, part)

    def ended(self, reel: Path) -> int | None:
        """How many parts it has; None while it may grow, and after a process that ended without a word."""
        data = self._open(reel / END)
        return None if data is None else msgspec.msgpack.decode(data, type=int)

    def taken(self, path: Path) -> None:
        """The server has it."""
        path.unlink(missing_ok=True)

    def drop(self, reel: Path) -> None:
        """The server has all of it, or will never take it."""
        shutil.rmtree(reel, ignore_errors=True)
        with contextlib.suppress(OSError):
            reel.parent.rmdir()  # once it is empty

    def _write(self, place: Path, content: bytes) -> None:
        nonce = secrets.token_bytes(NONCE_BYTES)
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh = place.with_name(f".{place.name}")
        with fresh.open("wb") as file:
            file.write(nonce + self._seal.encrypt(nonce, content, self._name(place)))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(place)

    def _open(self, place: Path) -> bytes | None:
        try:
            sealed = place.read_bytes()
            return self._seal.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], self._name(place))
        except (FileNotFoundError, InvalidTag, ValueError):
            return None

    def _name(self, place: Path) -> bytes:
        return "/".join(place.parts[-3:]).encode()

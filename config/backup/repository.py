"""Where backups lie: a folder on another disk or machine.

``<folder>/files/…`` and ``<folder>/maps/…`` hold what never changes once it is there, shared by all backups;
``<folder>/<time>/`` is one backup: the sealed database, what the service was configured with, the authority that its
tablets trust, the list of its files, and ``manifest.json``, which is written last: a backup without it was cut off and
is none.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec

from config.backup.sealing import BackupProblem, Wrapping, unseal

FORMAT = 1
MANIFEST, DATABASE, CONFIGURATION, FILES = "manifest.json", "database.sealed", "configuration.sealed", "files.list"
AUTHORITY = "authority.sealed"
"""The key that tablets trust: a service restored without it would be a stranger to each of them."""

KEPT = ("files", "maps", "codes")
"""Folders of the data folder that go along; what lies in them is never changed under its name."""

LOCK = ".lock"
KEPT_AT_LEAST = 3
"""Backups that retention leaves, however old they are."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says of itself. ``head`` and ``hash`` are its mark: every row of the journal up to there is in it.
    ``digest``: SHA-256 of the database before it was sealed."""

    format: int
    service_id: str
    made_at_ms: int
    took_ms: int
    program: str
    store: Literal["sqlite", "postgresql"]
    schema: str
    head: int
    hash: str
    database_bytes: int
    digest: str
    files: int
    files_bytes: int
    wrapping: Wrapping
    authority: bool = False  # it holds the one that tablets trust


class Backup(msgspec.Struct, frozen=True):
    """One backup and where it lies."""

    folder: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        return self.folder.name


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Makes the folder if it is not there, and keeps it to one program: retention must not take a file away that a
    backup relies on which is being made. Raises BackupProblem while another one has it."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / LOCK).open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupProblem(f"Another backup is being made in {folder}.") from None
        yield


def name_at(now_ms: int) -> str:
    """The folder of a backup that begins now; they sort by their times."""
    return datetime.fromtimestamp(now_ms / 1000, UTC).strftime("%Y-%m-%dT%H-%M-%S.%fZ")


def backups(folder: Path) -> list[Backup]:
    """All that are whole, the oldest first. Raises BackupProblem for one of a newer program."""
    found = []
    for each in sorted(folder.iterdir()) if folder.is_dir() else ():
        manifest = _manifest(each / MANIFEST)
        if manifest is not None:
            found.append(Backup(each, manifest))
    return found


def _manifest(file: Path) -> Manifest | None:
    try:
        manifest = msgspec.json.decode(file.read_bytes(), type=Manifest)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except msgspec.DecodeError as problem:
        raise BackupProblem(f"{file} cannot be read: {problem}.") from None
    if manifest.format > FORMAT:
        raise BackupProblem(f"{file.parent.name} was made by a newer program ({manifest.program}).")
    return manifest


def chosen(folder: Path, at: str | None) -> Backup:
    """The newest, or the newest whose name begins with ``at``. Raises BackupProblem when there is none."""
    found = [one for one in backups(folder) if at is None or one.name.startswith(at)]
    if not found:
        raise BackupProblem(f"There is no backup {'' if at is None else at + ' '}in {folder}.")
    return found[-1]


def listed(backup: Backup) -> Iterator[str]:
    """The files that belong to it, as paths within the data folder."""
    for line in (backup.folder / FILES).read_text("utf-8").splitlines():
        parts = Path(line).parts
        if not parts or parts[0] not in KEPT or ".." in parts or Path(line).is_absolute():
            raise BackupProblem(f"{backup.name} names a file outside its folders: {line}")
        yield line


def unsealed(backup: Backup, name: str, key: bytes) -> bytes | None:
    """One of its small sealed parts; None where it has none. Raises BackupProblem for one that is not whole."""
    sealed = backup.folder / name
    if not sealed.exists():
        return None
    with sealed.open("rb") as file:
        return b"".join(unseal(file, key, name))


def copy_whole(source: Path, target: Path) -> int:
    """A copy that is there whole or not at all; its size. What is there already stays."""
    size = source.stat().st_size
    if target.exists() and target.stat().st_size == size:
        return size
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with source.open("rb") as read, fresh.open("wb") as written:
            shutil.copyfileobj(read, written, 1024 * 1024)
            written.flush()
            os.fsync(written.fileno())
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
    return size


def prune(folder: Path, *, before_ms: int) -> tuple[int, int]:
    """Backups that are older go, but for the newest few; then the files that no backup needs any more. How many of
    each. A backup that was cut off goes once it is as old."""
    found = backups(folder)
    old = [one for one in found[:-KEPT_AT_LEAST] if one.manifest.made_at_ms < before_ms]
    for one in old:
        (one.folder / MANIFEST).unlink()  # first: half a backup is none
        shutil.rmtree(one.folder)
    _remove_cut_off(folder, name_at(before_ms))
    needed = {line for one in found if one not in old for line in listed(one)}
    unneeded = [file for file in _stored(folder) if str(file.relative_to(folder)) not in needed]
    for file in unneeded if old else ():
        file.unlink()
    return len(old), len(unneeded) if old else 0


def _remove_cut_off(folder: Path, before: str) -> None:
    for each in folder.iterdir():
        if each.is_dir() and each.name not in KEPT and not (each / MANIFEST).exists() and each.name < before:
            shutil.rmtree(each)


def _stored(folder: Path) -> Iterator[Path]:
    for name in KEPT:
        yield from (file for file in (folder / name).rglob("*") if file.is_file())

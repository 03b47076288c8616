"""A backup of a service while it works."""

import os
import secrets
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import msgspec

from config import wiring
from config.backup import repository
from config.backup.configuration import as_toml
from config.backup.databases import Counted, copying_of
from config.backup.repository import Backup, Manifest, unsealed
from config.backup.sealing import BackupProblem, seal, unseal, unwrapped, wrapped
from config.local_authority import keeping
from config.settings import Settings
from signaling import clock
from signaling.store.health import StoreHealth, look_at
from signaling.store.sql import SqlStore


async def mark_of(settings: Settings) -> tuple[StoreHealth, str]:
    """How the database is now, and the hash of the journal's newest row."""
    store = SqlStore(wiring.database_url(settings), (), settings.service_id)
    try:
        health = await look_at(store)
        if health.schema is None:
            raise BackupProblem("There is nothing to back up: the database is empty.")
        async with store.reading() as look:
            head, hash = await look.head()
        return msgspec.structs.replace(health, head=head), hash
    finally:
        await store.close()


def make(settings: Settings, folder: Path, passphrase: str, health: StoreHealth, hash: str) -> Backup:
    """Everything that was acknowledged before it began is in it. ``health`` and ``hash`` are its mark. Raises
    BackupProblem; what was begun then is no backup, and goes with the next."""
    began_ms = clock.now_ms()
    key = secrets.token_bytes(32)
    wrapping = wrapped(key, passphrase)
    place = folder / repository.name_at(began_ms)
    place.mkdir(mode=0o700)
    counted = Counted(copying_of(settings).dump())
    with (place / repository.DATABASE).open("wb") as file:
        seal(counted, file, key, repository.DATABASE)
        file.flush()
        os.fsync(file.fileno())
    _keep_configuration(place, key, settings)
    has_authority = _keep_authority(settings, place, key)
    # After the database: whatever it speaks of lies there already, for a file is kept before its row.
    files = list(_copied(settings.data_folder, folder))
    (place / repository.FILES).write_text("".join(f"{name}\n" for name, _ in files), "utf-8")
    manifest = Manifest(
        format=repository.FORMAT,
        service_id=settings.service_id,
        made_at_ms=began_ms,
        took_ms=clock.now_ms() - began_ms,
        program=version("tez-yordam"),
        store="postgresql" if settings.database_url else "sqlite",
        schema=health.schema or "",
        head=health.head,
        hash=hash,
        database_bytes=counted.size,
        digest=counted.digest,
        files=len(files),
        files_bytes=sum(size for _, size in files),
        wrapping=wrapping,
        authority=has_authority,
    )
    _write_whole(place / repository.MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
    return Backup(place, manifest)


def _keep_configuration(place: Path, key: bytes, settings: Settings) -> None:
    """What the service is configured with, secrets and all, wherever it was told."""
    with (place / repository.CONFIGURATION).open("wb") as file:
        seal([as_toml(settings).encode()], file, key, repository.CONFIGURATION)


def _keep_authority(settings: Settings, place: Path, key: bytes) -> bool:
    """The one that tablets trust, if the service has one; whether it has."""
    file = settings.data_folder / keeping.FOLDER / keeping.AUTHORITY
    if not file.exists():
        return False
    with (place / repository.AUTHORITY).open("wb") as sealed:
        seal([file.read_bytes()], sealed, key, repository.AUTHORITY)
    return True


def _copied(data_folder: Path, folder: Path) -> Iterator[tuple[str, int]]:
    """What is copied, by its path within the data folder, and its size."""
    for name in repository.KEPT:
        for source in sorted((data_folder / name).rglob("*")):
            if source.name.startswith(".") or not source.is_file():
                continue  # half written
            path = source.relative_to(data_folder)
            try:
                yield str(path), repository.copy_whole(source, folder / path)
            except FileNotFoundError:
                continue  # erased meanwhile, for ever


def _write_whole(file: Path, content: bytes) -> None:
    fresh = file.with_name(f".{file.name}")
    with fresh.open("wb") as written:
        written.write(content)
        written.flush()
        os.fsync(written.fileno())
    fresh.replace(file)


def verify(folder: Path, backup: Backup, passphrase: str) -> None:
    """Reads all of it back. Raises BackupProblem, which says what is not whole."""
    key = unwrapped(backup.manifest.wrapping, passphrase)
    with (backup.folder / repository.DATABASE).open("rb") as file:
        counted = Counted(unseal(file, key, repository.DATABASE))
        for _ in counted:
            pass
    if counted.digest != backup.manifest.digest:
        raise BackupProblem(f"The database of {backup.name} is not what was written.")
    unsealed(backup, repository.CONFIGURATION, key)
    if unsealed(backup, repository.AUTHORITY, key) is None and backup.manifest.authority:
        raise BackupProblem(f"{backup.name} lacks the authority that tablets trust.")
    missing = [name for name in repository.listed(backup) if not (folder / name).is_file()]
    if missing:
        raise BackupProblem(f"{backup.name} lacks {len(missing)} of its files, {missing[0]} first.")

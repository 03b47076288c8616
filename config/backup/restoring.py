"""A service from a backup, on a machine that has nothing of it yet."""

from collections.abc import Iterator
from pathlib import Path

from config import wiring
from config.backup import repository
from config.backup.databases import Counted, copying_of
from config.backup.repository import Backup
from config.backup.sealing import BackupProblem, unseal, unwrapped
from config.local_authority import keeping
from config.settings import Settings
from signaling import clock
from signaling.hub import RESTORED
from signaling.store.health import look_at
from signaling.store.sql import SqlStore


def must_fit(settings: Settings, backup: Backup) -> None:
    """Raises BackupProblem for a backup of another service or kind of database, and where files lie already."""
    manifest = backup.manifest
    kind = "postgresql" if settings.database_url else "sqlite"
    if manifest.store != kind:
        wanted = "database_url names one" if manifest.store == "postgresql" else "database_url is empty"
        raise BackupProblem(f"{backup.name} is of {manifest.store}: it is restored where {wanted}.")
    if manifest.service_id != settings.service_id:
        raise BackupProblem(
            f"{backup.name} is of the service {manifest.service_id}, this one is {settings.service_id}."
        )
    taken = next((name for name in (*repository.KEPT, keeping.FOLDER) if _any(settings.data_folder / name)), None)
    if taken is not None:
        raise BackupProblem(f"{settings.data_folder / taken} holds files already: restore into an empty data folder.")


def restore(settings: Settings, folder: Path, backup: Backup, passphrase: str) -> int:
    """Puts its database and its files where the settings say, which fit it and are empty; how many files. Raises
    BackupProblem for what is not whole."""
    key = unwrapped(backup.manifest.wrapping, passphrase)
    settings.data_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    authority = repository.unsealed(backup, repository.AUTHORITY, key)
    if authority is None and backup.manifest.authority:
        raise BackupProblem(f"{backup.name} lacks the authority that tablets trust: the backup is not whole.")
    # Files first: a database that is there speaks of nothing that is not.
    names = list(repository.listed(backup))
    for name in names:
        _put(folder / name, settings.data_folder / name)
    if authority is not None:
        place = settings.data_folder / keeping.FOLDER
        place.mkdir(mode=0o700, exist_ok=True)
        keeping.write_whole(place / keeping.AUTHORITY, authority)
    copying_of(settings).load(_database(backup, key))
    return len(names)


async def must_be_empty(settings: Settings) -> None:
    """Raises BackupProblem where there is a database with something in it, before anything is written."""
    if not settings.database_url:
        file = settings.data_folder / "tez.db"
        if file.exists():
            raise BackupProblem(f"There is a database at {file} already: restore into an empty data folder.")
        return
    store = SqlStore(settings.database_url, (), settings.service_id)
    try:
        if (await look_at(store)).schema is not None:
            raise BackupProblem("The database of database_url is not empty: restore into an empty one.")
    finally:
        await store.close()


async def say_restored(settings: Settings) -> None:
    """From now on screens know that what they hold is of another course of things."""
    store = SqlStore(wiring.database_url(settings), (), settings.service_id)
    try:
        await store.move_cursor(RESTORED, clock.now_ms() // 1000)
    finally:
        await store.close()


def _any(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


def _put(source: Path, target: Path) -> None:
    try:
        repository.copy_whole(source, target)
    except FileNotFoundError:
        raise BackupProblem(f"{source} is missing: the backup is not whole.") from None


def _database(backup: Backup, key: bytes) -> Iterator[bytes]:
    """Its bytes; the last of them come only once all were as they were written."""
    with (backup.folder / repository.DATABASE).open("rb") as file:
        counted = Counted(unseal(file, key, repository.DATABASE))
        held = b""
        for some in counted:
            if held:
                yield held
            held = some
    if counted.digest != backup.manifest.digest:
        raise BackupProblem(f"The database of {backup.name} is not what was written.")
    yield held


def configuration_of(backup: Backup, passphrase: str) -> bytes | None:
    """The file that the service was configured with; None where there was none."""
    return repository.unsealed(backup, repository.CONFIGURATION, unwrapped(backup.manifest.wrapping, passphrase))

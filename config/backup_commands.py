"""``tez backup`` and ``tez restore``."""

import argparse
import asyncio
from datetime import UTC, datetime
from pathlib import Path

from config.backup import making, repository, restoring
from config.backup.sealing import BackupProblem
from config.settings import Settings
from signaling import clock

DAY_MS = 86_400_000


def make_backup(arguments: argparse.Namespace, settings: Settings) -> int:
    """One more backup, read back; older ones go as the configuration says."""
    folder, passphrase = folder_of(arguments, settings), passphrase_of(arguments, settings)
    with repository.alone(folder):
        health, hash = asyncio.run(making.mark_of(settings))
        backup = making.make(settings, folder, passphrase, health, hash)
        making.verify(folder, backup, passphrase)
        before_ms = clock.now_ms() - settings.backup_days * DAY_MS
        gone, unneeded = repository.prune(folder, before_ms=before_ms)
    manifest = backup.manifest
    database = f"{manifest.database_bytes // 1024} kB of {manifest.store}"
    files = f"{manifest.files} files of {manifest.files_bytes // 1024} kB"
    took = f"{manifest.took_ms / 1000:.1f} s"
    print(f"{backup.name}: {manifest.head} rows of the journal, {database}, {files}, in {took}. Read back whole.")
    if gone:
        print(
            f"{gone} older than {settings.backup_days} days went, and {unneeded} files that none of the others needs."
        )
    return 0


def list_backups(arguments: argparse.Namespace, settings: Settings) -> int:
    """Every whole backup, the oldest first."""
    for one in repository.backups(folder_of(arguments, settings)):
        manifest = one.manifest
        when = datetime.fromtimestamp(manifest.made_at_ms / 1000, UTC).isoformat(timespec="seconds")
        print(
            f"{one.name}  {when}  {manifest.service_id}  rows {manifest.head}  {manifest.store}  tez {manifest.program}"
        )
    return 0


def verify_backup(arguments: argparse.Namespace, settings: Settings) -> int:
    """Reads one back."""
    folder = folder_of(arguments, settings)
    backup = repository.chosen(folder, arguments.at)
    making.verify(folder, backup, passphrase_of(arguments, settings))
    print(f"{backup.name} is whole: {backup.manifest.head} rows of the journal, {backup.manifest.files} files.")
    return 0


def restore_backup(arguments: argparse.Namespace, settings: Settings) -> int:
    """A service from a backup; what it was configured with goes beside, for a person to look at."""
    folder, passphrase = folder_of(arguments, settings), passphrase_of(arguments, settings)
    backup = repository.chosen(folder, arguments.at)
    restoring.must_fit(settings, backup)
    asyncio.run(restoring.must_be_empty(settings))
    files = restoring.restore(settings, folder, backup, passphrase)
    asyncio.run(restoring.say_restored(settings))
    print(f"{backup.name}: {backup.manifest.head} rows of the journal and {files} files are here.")
    configuration = restoring.configuration_of(backup, passphrase)
    if configuration is not None:
        place = settings.data_folder / "restored.toml"
        place.touch(mode=0o600)
        place.write_bytes(configuration)
        print(f"What it was configured with is in {place}, secrets and all.")
    print("`tez journal rebuild --check` proves that every table follows from the journal.")
    return 0


def folder_of(arguments: argparse.Namespace, settings: Settings) -> Path:
    """Raises BackupProblem when nobody says where."""
    named = arguments.folder or (Path(settings.backup_folder) if settings.backup_folder else None)
    if named is None:
        raise BackupProblem("Say where backups lie: --folder, or backup_folder in the configuration.")
    if named.resolve() == settings.data_folder.resolve() or settings.data_folder.resolve() in named.resolve().parents:
        raise BackupProblem(f"{named} lies in the data folder: what destroys the one destroys the other.")
    return Path(named)


def passphrase_of(arguments: argparse.Namespace, settings: Settings) -> str:
    """Raises BackupProblem when there is none."""
    named = arguments.passphrase_file or (
        Path(settings.backup_passphrase_file) if settings.backup_passphrase_file else None
    )
    if named is None:
        raise BackupProblem("Say what opens backups: --passphrase-file, or backup_passphrase_file.")
    first, *_ = [*Path(named).read_text("utf-8").splitlines(), ""]
    return first.strip()

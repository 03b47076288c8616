"""The database as a stream of bytes, copied while it is written to, and back."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol, cast

from config.backup.sealing import BackupProblem
from config.settings import Settings
from signaling.store.copying import copy_online, place_of

AT_ONCE = 1024 * 1024


class Copying(Protocol):
    """One kind of database."""

    def dump(self) -> Iterator[bytes]:
        """All of it, as it was at one moment. Raises BackupProblem."""
        ...

    def load(self, dumped: Iterable[bytes]) -> None:
        """Into an empty one. Raises BackupProblem, and leaves it empty, when it is not."""
        ...


class Counted:
    """Counts and digests what passes."""

    def __init__(self, passing: Iterable[bytes]) -> None:
        self._passing = passing
        self._digest = hashlib.sha256()
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        for some in self._passing:
            self._digest.update(some)
            self.size += len(some)
            yield some

    @property
    def digest(self) -> str:
        return self._digest.hexdigest()


def copying_of(settings: Settings) -> Copying:
    """The kind that the service is configured with."""
    if settings.database_url:
        return PostgreSQL(settings.database_url)
    return SQLite(settings.data_folder / "tez.db")


class SQLite:
    """By SQLite's own online copy: one read transaction, which holds no writer up."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def dump(self) -> Iterator[bytes]:
        if not self._file.exists():
            raise BackupProblem(f"There is no database at {self._file}.")
        # In the data folder, where the same lies unsealed anyway.
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=self._file.parent) as folder:
            copy = Path(folder) / "tez.db"
            copy_online(self._file, copy)
            with copy.open("rb") as file:
                yield from iter(lambda: file.read(AT_ONCE), b"")

    def load(self, dumped: Iterable[bytes]) -> None:
        if self._file.exists():
            raise BackupProblem(f"There is a database at {self._file} already: restore into an empty data folder.")
        self._file.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._file.with_name(f".restored-{os.getpid()}.db")
        try:
            with fresh.open("wb") as file:
                for some in dumped:
                    file.write(some)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self._file)
        finally:
            fresh.unlink(missing_ok=True)


class PostgreSQL:
    """By ``pg_dump`` and ``pg_restore``, which must not be older than the server."""

    def __init__(self, url: str) -> None:
        self._place = place_of(url)

    def dump(self) -> Iterator[bytes]:
        with self._program("pg_dump", "--format=custom", "--no-owner", "--no-privileges") as program:
            told = cast("IO[bytes]", program.stdout)
            yield from iter(lambda: told.read(AT_ONCE), b"")

    def load(self, dumped: Iterable[bytes]) -> None:
        options = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
        # Its own file: pg_restore reads a custom dump from a pipe too, but tells a damaged one only at its end.
        with tempfile.TemporaryFile() as file:
            for some in dumped:
                file.write(some)
            file.seek(0)
            with self._program("pg_restore", *options, stdin=file):
                pass

    @contextmanager
    def _program(self, name: str, *options: str, stdin: IO[bytes] | None = None) -> Iterator[subprocess.Popen[bytes]]:
        found = shutil.which(name)
        if found is None:
            raise BackupProblem(f"{name} is not installed: `apt-get install postgresql-client` brings it.")
        place = self._place
        where = {
            "--host": place.host,
            "--port": place.port,
            "--username": place.name,
            "--dbname": place.database,
        }
        named = [f"{option}={value}" for option, value in where.items() if value is not None]
        with tempfile.TemporaryFile() as complaints:
            program = subprocess.Popen(
                [found, *options, *named, "--no-password"],
                stdin=stdin or subprocess.DEVNULL,
                stdout=subprocess.PIPE if stdin is None else subprocess.DEVNULL,
                stderr=complaints,
                env={**os.environ, "PGPASSWORD": place.password, "PGCONNECT_TIMEOUT": "20"},
            )
            try:
                yield program
                code = program.wait()
            finally:
                if program.poll() is None:
                    program.kill()
                    program.wait()
                if program.stdout is not None:
                    program.stdout.close()
            if code != 0:
                complaints.seek(0)
                why = complaints.read().decode(errors="replace").strip().splitlines()
                raise BackupProblem(f"{name}: {why[-1] if why else f'exit code {code}'}")

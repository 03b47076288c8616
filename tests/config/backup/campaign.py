"""Backups under load, then everything destroyed and restored: what `make prove` measures as ``restore``.

Dispatchers open incidents without a pause while backups are made. What was acknowledged before the last backup began
must be in the restored service; every table of it must follow from its journal, and every file must be readable.
"""

import argparse
import asyncio
import contextlib
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from config.offline import opened
from signaling import clock
from signaling.client import Client
from signaling.files import Files
from signaling.protocol.incidents import OpenIncident
from signaling.store.files import SqlFileRecords
from signaling.store.sql import SqlStore
from tests.fixtures.postgresql import PostgreSQL, running_postgresql
from tests.fixtures.server import CENTRE, TezServer, people, running

PASSPHRASE = "correct horse battery staple"
DISPATCHERS = 3
FILES, FILE_BYTES = 12, 200_000


@dataclass
class Told:
    """What the service has acknowledged, with when it was."""

    causes: dict[str, float] = field(default_factory=dict)

    def before(self, at: float) -> set[str]:
        return {id for id, told_at in self.causes.items() if told_at < at}


async def keep_opening(client: Client, told: Told, stop: asyncio.Event) -> None:
    while not stop.is_set():
        wish = OpenIncident(**client.envelope(), reason="chest_pain", point=CENTRE, description="under load")
        await client.do(wish, timeout_s=60)
        told.causes[wish.id] = clock.monotonic_ms()


async def tez(server: TezServer, *words: str, path: Path | None = None) -> str:
    """A command of ``tez`` on this server's data; what it printed. Raises AssertionError with what went wrong."""
    environment = server.whole_environment()
    if path is not None:
        environment["PATH"] = f"{path}{os.pathsep}{environment['PATH']}"
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "config.cli", *words, env=environment, stdout=-1, stderr=-1
    )
    printed, complaints = await program.communicate()
    assert program.returncode == 0, complaints.decode()
    return printed.decode()


@contextlib.asynccontextmanager
async def filed(server: TezServer) -> AsyncIterator[Files]:
    """The files of a service that does not run."""
    async with opened(server.settings()) as offline:
        store = offline.store
        assert isinstance(store, SqlStore)
        yield Files(SqlFileRecords(store), server.folder / "files", clock.now_ms)


async def campaign(folder: Path, postgresql: PostgreSQL | None, backups: int, pause_s: float) -> dict[str, Any]:
    """Raises AssertionError as soon as something is not as it must be; the counts otherwise."""
    with contextlib.ExitStack() as stack:
        urls = [stack.enter_context(postgresql.fresh_database()) for _ in range(2)] if postgresql else ["", ""]
        path = postgresql.programs if postgresql else None
        opener = folder / "passphrase"
        opener.write_text(PASSPHRASE)
        common = {"TEZ_BACKUP_FOLDER": str(folder / "backups"), "TEZ_BACKUP_PASSPHRASE_FILE": str(opener)}
        first = TezServer(folder / "first", {**common, **_at(urls[0])})
        peopled = await people(first.settings(), brigades=1)
        async with filed(first) as files:
            kept = [
                (await files.put(os.urandom(FILE_BYTES), subject=f"s{n}", media_type="x/y")).id for n in range(FILES)
            ]
        told, began, took = await _under_load(first, peopled.tokens["nodira"], backups, pause_s, path)
        before_stream = first.settings().service_id
        first.kill()
        shutil.rmtree(first.folder)
        second = TezServer(folder / "second", {**common, **_at(urls[1])})
        before_ms = clock.monotonic_ms()
        await tez(second, "restore", path=path)
        restored_s = (clock.monotonic_ms() - before_ms) / 1000
        proved = await tez(second, "journal", "rebuild", "--check")
        rows, things, differences = (int(number) for number in re.findall(r"\d+", proved)[-3:])
        async with filed(second) as files:
            assert [len(await files.get(id)) for id in kept] == [FILE_BYTES] * FILES
        async with opened(second.settings()) as offline, offline.store.reading() as look:
            causes = {row.cause for row in await look.rows(0, 1_000_000, ["incident.opened"])}
        with running(second):
            # A desk that was there before holds numbers of another course of things.
            nodira = second.client(peopled.tokens["nodira"])
            nodira.stream, nodira.upto = before_stream, rows - 1
            async with nodira:
                await nodira.until(lambda c: len(c.things("incident")) == len(causes))
            assert nodira.stream not in (None, before_stream)
    wanted = told.before(began)
    return {
        "store": "postgresql" if postgresql else "sqlite",
        "backups": backups,
        "acknowledged": len(told.causes),
        "acknowledged_before_the_last": len(wanted),
        "missing": len(wanted - causes),
        "restored_incidents": len(causes),
        "rows": rows,
        "things": things,
        "differences": differences,
        "files": FILES,
        "longest_backup_s": max(took),
        "restore_s": round(restored_s, 2),
    }


def _at(url: str) -> dict[str, str]:
    return {"TEZ_DATABASE_URL": url} if url else {}


async def _under_load(
    server: TezServer, token: str, backups: int, pause_s: float, path: Path | None
) -> tuple[Told, float, list[float]]:
    """What was acknowledged, when the last backup began, and how long each took, s."""
    told, stop, took, began = Told(), asyncio.Event(), [], 0.0
    await asyncio.to_thread(server.start)
    clients = [server.client(token) for _ in range(DISPATCHERS)]
    for client in clients:
        await client.__aenter__()
    work = [asyncio.create_task(keep_opening(client, told, stop)) for client in clients]
    for _ in range(backups):
        await asyncio.sleep(pause_s)
        began = clock.monotonic_ms()
        await tez(server, "backup", path=path)
        took.append(round((clock.monotonic_ms() - began) / 1000, 2))
    # What comes after is lost with the machine, as it has to be.
    after = len(told.causes)
    while len(told.causes) < after + 3:  # noqa: ASYNC110 - three further answers, whichever desk gets them
        await asyncio.sleep(0.05)
    assert all(not task.done() for task in work), [task for task in work if task.done()]
    stop.set()
    await asyncio.gather(*work)
    for client in clients:
        await client.close()
    return told, began, took


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--backups", type=int, default=5)
    parser.add_argument("--pause", type=float, default=4.0, help="seconds of load before each backup")
    arguments = parser.parse_args()
    found = {}
    with running_postgresql() as postgresql:
        for name, server in (("sqlite", None), ("postgresql", postgresql)):
            with tempfile.TemporaryDirectory() as folder:
                found[name] = asyncio.run(campaign(Path(folder), server, arguments.backups, arguments.pause))
    print(json.dumps(found))
    return 0 if all(one["missing"] == one["differences"] == 0 for one in found.values()) else 1


if __name__ == "__main__":
    sys.exit(main())

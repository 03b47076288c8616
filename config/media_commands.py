"""``tez worker`` and ``tez media``: machines that forward conversations of three and more."""

import argparse
import asyncio
import secrets
from typing import Any

from config.commands import CommandProblem, offline_work
from config.local_authority.keeping import trusted_file
from config.settings import Settings


def add_worker(arguments: argparse.Namespace, settings: Settings) -> int:
    """A machine that may run media workers; its key is printed once and kept as a hash."""
    from media.worker_keys import hash_of
    from signaling.protocol.forwarding import WorkerAdd

    key = new_key()

    async def add(offline: Any) -> None:
        worker_id = offline.new_id()
        added = WorkerAdd(**offline.envelope(), worker_id=worker_id, name=arguments.name, key_hash=hash_of(key))
        await offline.do(added)
        print(f"{worker_id}  {arguments.name}\nTEZ_WORKER_KEY={key}")

    offline_work(settings, add)
    return 0


def new_key() -> str:
    """192 random bits, base64url."""
    return secrets.token_urlsafe(24)


def list_workers(arguments: argparse.Namespace, settings: Settings) -> int:
    """Every machine that was ever added, revoked ones marked."""
    from media.domain.workers import Worker

    async def show(offline: Any) -> None:
        async with offline.bus.reading() as reading:
            found = await reading.find("worker", Worker)
        for worker in sorted(found, key=lambda worker: worker.added_at_ms):
            print(f"{worker.worker_id}  {worker.name}" + ("" if worker.good else "  (revoked)"))

    offline_work(settings, show)
    return 0


def revoke_worker(arguments: argparse.Namespace, settings: Settings) -> int:
    """Its key is good no more: a running server ends its connections within a second."""
    from signaling.protocol.forwarding import WorkerRevoke

    async def revoke(offline: Any) -> None:
        await offline.do(WorkerRevoke(**offline.envelope(), worker_id=arguments.worker_id))

    offline_work(settings, revoke)
    print(f"{arguments.worker_id} is no worker any more.")
    return 0


def verify_recording(arguments: argparse.Namespace, settings: Settings) -> int:
    """Reads every part and follows the chain; exit code 1 unless the recording is whole."""
    from media.recording.verifying import Found, verify
    from signaling import clock
    from signaling.files import Files
    from signaling.store.files import SqlFileRecords

    proven: list[Found] = []

    async def check(offline: Any) -> None:
        files = Files(SqlFileRecords(offline.store), settings.data_folder / "files", clock.now_ms)
        async with offline.bus.reading() as reading:
            proven.append(await verify(reading, files, arguments.recording_id))

    offline_work(settings, check)
    found = proven[0]
    print("\n".join(found.lines))
    print(f"{found.phase}: {found.reels} reels, {found.parts} parts, " + ("whole" if found.whole else "not whole"))
    return 0 if found.whole else 1


def media(arguments: argparse.Namespace, settings: Settings) -> int:
    """Media workers of one machine, until SIGTERM or until the server does not want them."""
    from media.forwarder.running import STOPPED, NoWorker, run_machine, run_process

    if not settings.worker_key:
        raise CommandProblem("A media worker needs its key: set TEZ_WORKER_KEY to what `tez worker add` printed.")
    places = (settings.media_addresses, settings.media_announced, settings.media_ports)
    server = arguments.server or (settings.here if settings.tls_local else settings.base)
    trusts = None if arguments.server else trusted_file(settings)
    try:
        if arguments.slot is not None:
            from config.run import run

            spool = settings.data_folder / "spool"
            run(lambda: run_process(server, settings.worker_key, arguments.slot, places, spool))
        else:
            command = media_command(server, settings)
            asyncio.run(run_machine(command, arguments.processes, settings.worker_key, trusts=trusts))
    except NoWorker as problem:
        if arguments.slot is None:
            raise CommandProblem(str(problem)) from None
        print(problem)
        return STOPPED
    return 0


def media_command(server: str, settings: Settings) -> list[str]:
    """What a child process of the machine is started with, its slot left out."""
    command = ["-m", "config.cli", "--data-dir", settings.data_dir, "media", "--server", server]
    for name in ("addresses", "announced", "ports"):
        value = getattr(settings, f"media_{name}")
        command += [f"--{name}={value}"] if value else []
    return command

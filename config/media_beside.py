"""The media workers that a server starts beside it, on its own machine."""

import asyncio

import structlog

from config.local_authority.keeping import trusted_file
from config.media_commands import media_command, new_key
from config.offline import Offline
from config.settings import Settings
from media.domain.workers import Worker
from media.worker_keys import hash_of
from signaling.protocol.forwarding import WorkerAdd

log = structlog.get_logger("config.media_beside")

KEY_FILE = "worker.key"


async def media_beside(settings: Settings, key: str) -> None:
    """Keeps as many processes as are configured, until cancelled. Without them two people speak all the same."""
    from media.forwarder.running import NoWorker, keep_processes

    if settings.media_processes and not key:
        log.warning("media_processes without worker_key: no media worker is started")
    elif settings.media_processes:
        try:
            await keep_processes(
                media_command(settings.here, settings), settings.media_processes, key, trusts=trusted_file(settings)
            )
        except NoWorker as problem:
            log.warning("no media worker beside this server", why=str(problem))
    await asyncio.Event().wait()


async def own_key(offline: Offline, settings: Settings) -> str:
    """The key of this machine's worker, made the first time and kept in the data folder, and known to the service."""
    file = settings.data_folder / KEY_FILE
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(new_key(), "ascii")
    key = file.read_text("ascii").strip()
    async with offline.bus.reading() as reading:
        known = await reading.find("worker", Worker, key_hash=hash_of(key))
    if not known:
        worker_id = offline.new_id()
        added = WorkerAdd(**offline.envelope(), worker_id=worker_id, name="this machine", key_hash=hash_of(key))
        await offline.do(added)
    return key

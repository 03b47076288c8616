"""Runs one server until it is told to stop."""

import asyncio
import contextlib
import errno
import gc
import logging
import signal
import sys
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import structlog
import uvloop
from aiohttp import web

from config import wiring
from config.local_authority.local_tls import EVERYWHERE, EVERYWHERE_IN_IPV6, LocalTls
from config.local_authority.telling import lines_of
from config.local_authority.trusting import application
from config.settings import Settings
from signaling.starting import CannotStart
from signaling.store.migrations import migrate

SWITCH_INTERVAL_S = 0.0005


Beside = Callable[[], Coroutine[Any, Any, None]]


async def serve(
    settings: Settings, *, demo: bool = False, local: LocalTls | None = None, ready: Beside | None = None
) -> None:
    """Serves until SIGTERM or SIGINT. ``local``: with the certificate of an authority of our own. ``ready`` is awaited
    once the server listens; it runs beside it."""
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    service = wiring.build(settings, demo=demo, origins_now=lambda: local.origins if local else ())
    if local:
        local.guard(service.application)
    await migrate(service.store)
    runner = web.AppRunner(service.application, access_log=None, shutdown_timeout=5)
    await runner.setup()
    trusting = web.AppRunner(application(local, wiring.built_fronts()), access_log=None) if local else None
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopping.set)
    beside: asyncio.Task[None] | None = None
    try:
        await _listen(runner, settings, settings.port, local=local)
        if local and trusting:
            await trusting.setup()
            await _listen(trusting, settings, settings.trust_port, remedy="tls_trust_port")
            print("\n".join(lines_of(local, draws=sys.stdout.isatty())))
        _set_aside_what_stays()
        print(f"Listening on {settings.base}", flush=True)
        beside = asyncio.create_task(_beside(ready, local)) if ready or local else None
        waiting: set[asyncio.Task[Any]] = {asyncio.create_task(stopping.wait()), *([beside] if beside else [])}
        done, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        if beside and beside in done and not stopping.is_set():
            beside.result()
            await stopping.wait()
    finally:
        if beside:
            beside.cancel()
            await asyncio.gather(beside, return_exceptions=True)
        if trusting:
            await trusting.cleanup()
        await runner.cleanup()


async def _beside(ready: Beside | None, local: LocalTls | None) -> None:
    await asyncio.gather(*([ready()] if ready else []), *([local.watch()] if local else []))


def _set_aside_what_stays() -> None:
    """Code, words and tables live as long as the process. The collector would walk them at each of its full rounds,
    a tenth of a second in which nobody's frame goes out (``tez bench recommend`` showed it)."""
    gc.collect()
    gc.freeze()


async def _listen(
    runner: web.AppRunner, settings: Settings, port: int, *, remedy: str = "--port", local: LocalTls | None = None
) -> None:
    """``local``: with its certificate. ``remedy``: what names another port."""
    context = local.context if local else None
    try:
        await web.TCPSite(runner, settings.host, port, ssl_context=context).start()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CannotStart(f"Port {port} is taken: stop what uses it, or choose another with {remedy}.") from None
        raise CannotStart(f"Cannot listen on {settings.host}:{port}: {error.strerror}.") from None
    if settings.tls_local and settings.host == EVERYWHERE:
        # A machine that knows no IPv6, or has its port taken by another, is reached by the other addresses.
        with contextlib.suppress(OSError):
            await web.TCPSite(runner, EVERYWHERE_IN_IPV6, port, ssl_context=context).start()


def run(work: Callable[[], Awaitable[None]]) -> None:
    """Runs on uvloop, with the log set up."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(),
    )
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")

    async def whole() -> None:
        await work()

    # A statement of SQLite's thread waits this long for a busy event loop before it may go on (5 ms by default, and a
    # command has a dozen of them).
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    uvloop.run(whole())

"""``python -m simulator --url http://127.0.0.1:8103 --seed 1``: keeps a demo town alive until it, or whoever
started it, ends."""

import argparse
import asyncio
import contextlib
import logging
import os
import signal
from collections.abc import Coroutine

import structlog

from simulator.town_life import ALL, live

LOOK_AT_PARENT_S = 2.0


def main() -> None:
    parser = argparse.ArgumentParser(prog="simulator", description="Simulated callers, crews and doctors.")
    parser.add_argument("--url", required=True, help="the running demo server, http://host:port")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pace", type=float, default=1.0, help="how many times faster than life")
    parser.add_argument("--people", default=",".join(sorted(ALL)), help="of callers,crews,desk,doctors")
    parser.add_argument("--patience", type=float, default=60.0, help="seconds that an incident is left to people")
    given = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.INFO))
    work = live(given.url, given.people.split(","), given.seed, given.pace, patience_s=given.patience)
    with contextlib.suppress(asyncio.CancelledError, KeyboardInterrupt):
        asyncio.run(_until_ended(work))


async def _until_ended(work: Coroutine[None, None, None]) -> None:
    task = asyncio.create_task(work)
    loop = asyncio.get_running_loop()
    for ending in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(ending, task.cancel)
    watching = asyncio.create_task(_end_with_parent(task))
    try:
        await task
    finally:
        watching.cancel()


async def _end_with_parent(task: asyncio.Task[None]) -> None:
    """A demo that was killed begins a town of its own when it is started again: two towns would quarrel."""
    parent = os.getppid()
    while os.getppid() == parent:  # noqa: ASYNC110 — nothing tells a process that its parent has died but looking
        await asyncio.sleep(LOOK_AT_PARENT_S)
    task.cancel()


if __name__ == "__main__":
    main()

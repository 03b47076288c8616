"""``python -m tests.links links --json``: every cell, three runs of a minute each, and ten minutes over a slow link.

``python -m tests.links changes --pairs 1 --json``: how soon sound is back when a link is cut or an address or a path
changes. What counts milliseconds wants the machine for itself. The last line is one JSON object.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from tests.links.conditions import CELLS, CLEAR, Cell
from tests.links.hosts import NoHosts, missing
from tests.links.measure import (
    change_address,
    change_path,
    connect,
    cut,
    figures,
    listen,
    median_and_worst,
    run_cell,
)
from tests.links.people import Two, two_people

RUNS = 3
RUN_S = 60.0
TEN_MINUTES_S = 600.0
CUT_S = 60.0
PAIRS = 2
"""Two pairs talk side by side, each over links of its own: more of them would measure the machine."""

Job = Callable[[Two], Awaitable[dict[str, Any]]]


def cell_job(cell: Cell, runs: int, seconds: float) -> Job:
    """Each run has one direction with DTX and one without, in turn."""

    async def job(two: Two) -> dict[str, Any]:
        return figures([await run_cell(two, cell, seconds, desk_dtx=bool(number % 2)) for number in range(runs)])

    return job


async def ten_minutes(two: Two) -> dict[str, Any]:
    """A long conversation at a round trip of one second."""
    connected_ms = await connect(two, CELLS["rtt_1000"], desk_dtx=False)
    heard = await listen(two, TEN_MINUTES_S, desk_dtx=False)
    await two.hosts.link(CLEAR)
    await two.hang_up()
    drops = sum(each.drops for each in heard) if connected_ms is not None else None
    return {"drops": drops, "longest_gap_ms": round(max(each.longest_gap_ms for each in heard))}


async def address_changes(two: Two) -> dict[str, Any]:
    """The crew's device gets another address, the desk's, and the crew's again."""
    return await _changes(two, two.hosts.move)


async def router_changes(two: Two) -> dict[str, Any]:
    """The same behind routers that translate: the router changes its network, and the device hears nothing of it."""
    for each in two.both:
        await two.hosts.seen_as_another(each.name)
    return await _changes(two, two.hosts.seen_as_another)


async def _changes(two: Two, change: Callable[[str], Awaitable[None]]) -> dict[str, Any]:
    took: list[float | None] = []
    for who in (two.crew, two.desk, two.crew):
        await connect(two, CELLS["clear"], desk_dtx=False)
        took.append(await change_address(two, who, change))
        await two.hang_up()
    return {"recovered_ms": median_and_worst(took, best_is_high=False), "runs": len(took)}


async def cuts(two: Two) -> dict[str, Any]:
    """A minute without any network: for the crew, for the desk, for both."""
    took: list[float | None] = []
    for names in (("crew",), ("desk",), ("crew", "desk")):
        await connect(two, CELLS["clear"], desk_dtx=False)
        took.append(await cut(two, CUT_S, *names))
        await two.hang_up()
    return {"recovered_ms": median_and_worst(took, best_is_high=False), "runs": len(took)}


async def path_changes(two: Two) -> dict[str, Any]:
    """To the forwarder and back, three times. Nobody's encoder falls silent: a pause would look like a path's."""
    took: list[float | None] = []
    for _ in range(3):
        await connect(two, CELLS["clear"], desk_dtx=False, crew_dtx=False)
        took.append(await change_path(two))
        await two.hang_up()
    return {"silent_ms": median_and_worst(took, best_is_high=False), "runs": len(took)}


EVENTS: dict[str, Job] = {
    "ten_minutes_at_rtt_1000": ten_minutes,
    "no_network_60_s": cuts,
    "address_change": address_changes,
    "router_change": router_changes,
    "path_change": path_changes,
}
"""What happens to a link in a conversation, beside the cells in which it stays as it is."""
GROUPS = {
    "links": ("ten_minutes_at_rtt_1000", *CELLS),
    "changes": tuple(name for name in EVENTS if name != "ten_minutes_at_rtt_1000"),
}
WITH_TURN = ("address_change", "router_change")
"""Where addresses change there is a relay, as in every service."""


def targets(figures: dict[str, Any]) -> dict[str, Any]:
    """What is promised, and whether it was kept: each by its median."""
    cells = figures["cells"]
    asked: list[tuple[str, float | None, float, bool]] = []
    if "rtt_300" in cells:
        asked.append(("connected_ms_at_rtt_300", cells["rtt_300"]["connected_ms"]["median"], 1_500, False))
    asked += [
        (f"sound_share_at_{name}", cells[name]["sound_share_dtx_off"]["median"], 0.9, True)
        for name in ("loss_20", "rate_32")
        if name in cells
    ]
    asked += [
        (f"{name}_recovered_ms", figures[name]["recovered_ms"]["median"], limit, False)
        for name, limit in (("address_change", 2_000), ("router_change", 2_000), ("no_network_60_s", 3_000))
        if name in figures
    ]
    if "path_change" in figures:
        asked.append(("path_change_silent_ms", figures["path_change"]["silent_ms"]["median"], 300, False))
    if "ten_minutes_at_rtt_1000" in figures:
        asked.append(("drops_in_ten_minutes_at_rtt_1000", figures["ten_minutes_at_rtt_1000"]["drops"], 0, False))
    return {
        name: {
            "measured": measured,
            "target": limit,
            "met": measured is not None and (measured >= limit if at_least else measured <= limit),
        }
        for name, measured, limit, at_least in asked
    }


async def work(number: int, seed: int, jobs: list[tuple[str, Job]], done: dict[str, Any]) -> None:
    """One pair of people does job after job until there are none. After one that failed a new pair goes on."""
    while jobs:
        turn = jobs[0][0] in WITH_TURN
        with tempfile.TemporaryDirectory(prefix="tez-links-") as folder:
            async with two_people(Path(folder), number=number, seed=seed, turn=turn) as two:
                while jobs and turn == (jobs[0][0] in WITH_TURN):
                    name, job = jobs.pop(0)
                    try:
                        done[name] = await job(two)
                    except Exception as error:  # noqa: BLE001 - the other cells are worth their figures
                        done[name] = {"failed": str(error).splitlines()[0]}
                    print(f"{time.strftime('%H:%M:%S')} {name}: {json.dumps(done[name])}", file=sys.stderr, flush=True)
                    if "failed" in done[name]:
                        break


async def measure(wanted: argparse.Namespace) -> dict[str, Any]:
    """All that was asked for, in the order of what takes longest."""
    asked = [one for name in wanted.cells or GROUPS for one in GROUPS.get(name, (name,))]
    jobs = [(name, job) for name, job in EVENTS.items() if name in asked]
    names = [name for name in CELLS if name in asked]
    jobs += [(name, cell_job(CELLS[name], wanted.runs, wanted.seconds)) for name in names]
    order = [name for name, _ in jobs]
    done: dict[str, Any] = {}
    pairs = min(wanted.pairs, len(jobs))
    await asyncio.gather(*(work(number, wanted.seed, jobs, done) for number in range(pairs)))
    cells = {name: done[name] for name in names}
    result = {"cells": cells, **{name: done[name] for name in order if name not in cells}}
    failed = [name for name in order if "failed" in done[name]]
    promised = {} if failed else targets(result)
    return {**result, "failed": failed, "targets": promised, "seconds_a_run": wanted.seconds, "seed": wanted.seed}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.links", description=__doc__)
    parser.add_argument("cells", nargs="*", choices=[[], *GROUPS, *CELLS, *EVENTS], help="none: everything")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--seconds", type=float, default=RUN_S, help="of each run")
    parser.add_argument("--pairs", type=int, default=PAIRS, help="of people who talk side by side")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="the last line is one JSON object (it always is)")
    lacking = missing()
    if lacking is not None:
        print(lacking)
        return 1
    try:
        measured = asyncio.run(measure(parser.parse_args()))
    except NoHosts as none:
        print(none)
        return 1
    print(json.dumps(measured))
    return 1 if measured["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())

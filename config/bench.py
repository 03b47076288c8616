"""``tez bench``: fills a service of its own, starts a real server, lets ``bench`` measure it, prints one JSON line."""

import argparse
import asyncio
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import psutil

from bench import conversations, dispatch, forward, machine, recommend
from config import trial
from config.commands import CommandProblem
from config.settings import Settings
from geography import town as invented
from geography.map_import import import_map
from geography.map_store import ROADS, map_folder
from geography.roads import RoadGraph
from signaling.protocol.base import Point

START_WITHIN_S = 60.0


def run_dispatch(arguments: argparse.Namespace) -> int:
    """200 screens, 200 tablets, 100 assignments over 20 s."""
    with fresh_database(arguments.store) as database, fresh_folder() as folder:
        settings = Settings(data_dir=str(folder), port=free_port(), database_url=database)
        places = _use_map(folder, arguments.map, arguments.seed)
        chance = random.Random(arguments.seed)  # noqa: S311 - a trial's places need no secret randomness
        at = [chance.choice(places) for _ in range(arguments.tablets)]
        say(arguments, "Filling the service …")
        peopled = asyncio.run(trial.people(settings, brigades=arguments.tablets, at=at))
        with server(settings) as process:
            before = cpu_seconds(process)
            plan = dispatch.Plan(
                url=settings.base,
                dispatcher=peopled.tokens["nodira"],
                screens=[peopled.tokens["nodira"]] * arguments.screens,
                tablets=[peopled.tokens[f"brigade {number}"] for number in range(1, arguments.tablets + 1)],
                brigades=peopled.brigades,
                around=at[0],
                assignments=arguments.assignments,
                over_s=arguments.over,
                seed=arguments.seed,
            )
            say(arguments, "Measuring …")
            with machine.watched() as beside:
                figures = asyncio.run(dispatch.measure(plan))
            figures |= {
                "store": arguments.store,
                "synchronous": "full" if arguments.store == "sqlite" else "on",
                "server_cpu_seconds": round(cpu_seconds(process) - before, 2),
                "server_rss_mb": round(process.memory_info().rss / 1024**2, 1),
                "loop_lag_p99_ms": metric(settings, "tez_loop_lag_p99_ms"),
                "machine_lag_p99_ms": beside.lag_p99_ms,
                "screens": arguments.screens,
                "tablets": arguments.tablets,
                "seed": arguments.seed,
            }
    print_figures(figures)
    return 0


def run_recommend(arguments: argparse.Namespace) -> int:
    """Recommendations among many brigades at random junctions of a map."""
    with fresh_folder() as folder:
        settings = Settings(data_dir=str(folder), port=free_port())
        say(arguments, "Importing the map …")
        places = _use_map(folder, arguments.map, arguments.seed)
        chance = random.Random(arguments.seed)  # noqa: S311 - a trial's places need no secret randomness
        at = [chance.choice(places) for _ in range(arguments.brigades)]
        say(arguments, "Filling the service …")
        peopled = asyncio.run(trial.people(settings, brigades=arguments.brigades, at=at))
        with server(settings) as process:
            plan = recommend.Plan(
                url=settings.base,
                dispatcher=peopled.tokens["nodira"],
                places=places,
                asks=arguments.asks,
                seed=arguments.seed,
            )
            say(arguments, "Measuring …")
            with machine.watched() as beside:
                figures = asyncio.run(recommend.measure(plan))
            figures |= {
                "loop_lag_p99_ms": metric(settings, "tez_loop_lag_p99_ms"),
                "machine_lag_p99_ms": beside.lag_p99_ms,
                "brigades": arguments.brigades,
                "junctions": len(places),
                "server_rss_mb": round(process.memory_info().rss / 1024**2, 1),
                "map": arguments.map.name if arguments.map else "invented town",
                "seed": arguments.seed,
            }
    print_figures(figures)
    return 0


def run_forward(arguments: argparse.Namespace) -> int:
    """Our forwarder and aiortc's relay, one after the other."""
    say(arguments, "Measuring …")
    with machine.watched() as beside:
        figures = forward.measure(forward.Plan(seconds=arguments.seconds))
    print_figures(figures | {"machine_lag_p99_ms": beside.lag_p99_ms})
    return 0


def run_conversations(arguments: argparse.Namespace) -> int:
    """More and more conversations through one forwarding process."""
    say(arguments, "Measuring …")
    with machine.watched() as beside:
        figures = conversations.measure(conversations.Plan(seconds=arguments.seconds, most=arguments.most))
    print_figures(figures | {"machine_lag_p99_ms": beside.lag_p99_ms})
    return 0


def say(arguments: argparse.Namespace, sentence: str) -> None:
    if not arguments.json:
        print(sentence, flush=True)


def print_figures(figures: dict[str, Any]) -> None:
    print(msgspec.json.encode(figures).decode(), flush=True)


def _use_map(folder: Path, file: Path | None, seed: int) -> list[Point]:
    """Imports the map; its junctions, in the graph's order."""
    source = file
    if source is None:
        source = folder / "town.osm.pbf"
        invented.write_town(source, seed)
    info = import_map(source, folder)
    where = map_folder(folder, info.map_id)
    if where is None:
        raise CommandProblem("The map that was imported is not there.")
    graph = RoadGraph.load(where / ROADS)
    first = graph.offsets[:-1]
    junctions = {(float(lon), float(lat)) for lon, lat in zip(graph.lon[first], graph.lat[first], strict=True)}
    return [Point(lon, lat) for lon, lat in sorted(junctions)]


@contextmanager
def fresh_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="tez-bench-") as name:
        yield Path(name)


@contextmanager
def fresh_database(store: str) -> Iterator[str]:
    """A PostgreSQL address: TEZ_BENCH_DATABASE_URL, else one of the tests' own making."""
    if store == "sqlite":
        yield ""
        return
    named = os.environ.get("TEZ_BENCH_DATABASE_URL")
    if named:
        yield named
        return
    try:
        from tests.fixtures.postgresql import running_postgresql
    except ImportError:
        raise CommandProblem("Name a database for the bench in TEZ_BENCH_DATABASE_URL.") from None
    with running_postgresql(durable=True) as server, server.fresh_database() as address:
        yield address


@contextmanager
def server(settings: Settings) -> Iterator[psutil.Process]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TEZ_")}
    for name, plain in msgspec.to_builtins(Settings()).items():
        if getattr(settings, name) != plain:
            environment[f"TEZ_{name.upper()}"] = str(getattr(settings, name))
    child = subprocess.Popen(
        [sys.executable, "-m", "config.cli", "serve", "--port", str(settings.port)],
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(lambda: metric(settings, "tez_sessions") is not None, child)
        yield psutil.Process(child.pid)
    finally:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(15)
        except subprocess.TimeoutExpired:
            child.kill()


def _wait(true: Callable[[], bool], child: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_WITHIN_S
    while time.monotonic() < deadline and child.poll() is None:
        try:
            if true():
                return
        except OSError:
            time.sleep(0.1)
    raise CommandProblem("The server did not start.")


def metric(settings: Settings, name: str) -> float | None:
    with urllib.request.urlopen(f"{settings.base}/metrics", timeout=5) as page:  # noqa: S310 - our own server
        for line in page.read().decode().splitlines():
            if line.startswith(name + " "):
                return round(float(line.split()[1]), 2)
    return None


def cpu_seconds(process: psutil.Process) -> float:
    """Of the server and of what it runs beside it."""
    family = [process, *process.children(recursive=True)]
    times = [each.cpu_times() for each in family]
    return sum(time.user + time.system for time in times)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

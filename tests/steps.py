"""Runs the steps of `make check`, `make test`, `make bench` and `make prove`, all of them, and counts at the end.

Every step is run even when an earlier one failed; the last lines say what failed, how many tests had the data of
others, and how many tests passed and failed in all. A test that is skipped for any reason but missing outside data
fails the run: nothing is skipped silently.
"""

import json
import os
import platform
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PROGRAMS = PROJECT / ".venv" / "bin"
REPORTS = PROJECT / ".build" / "tests"
LACKED = "lacks outside data"


@dataclass(frozen=True)
class Step:
    """One command. ``counts`` names how its tests are counted, if it runs tests."""

    name: str
    command: list[str]
    counts: str = ""
    beside_others: bool = False
    seconds: int = 1800
    measures: str = ""  # the name under which the JSON object of its last line is kept in docs/measured


@dataclass
class Counted:
    """What the tests of a step came to."""

    passed: int = 0
    failed: int = 0
    had_data: int = 0
    lacked_data: int = 0
    skipped: list[str] = field(default_factory=list)


@dataclass
class Done:
    """How a step ended."""

    step: Step
    code: int
    seconds: float
    output: str
    counted: Counted = field(default_factory=Counted)

    @property
    def failed(self) -> bool:
        return self.code != 0 or bool(self.counted.failed or self.counted.skipped)


def program(name: str) -> str:
    return str(PROGRAMS / name)


def package(name: str, *arguments: str) -> list[str]:
    """A command of ``node_modules``, run by the project's own Node."""
    return [program("npx"), "--no-install", name, *arguments]


def types(configuration: str) -> list[str]:
    """TypeScript's own look at what changed since the last one, as mypy has its cache."""
    kept = PROJECT / ".build" / "types" / f"{configuration}.tsbuildinfo"
    return package("tsc", "-p", configuration, "--incremental", "--tsBuildInfoFile", str(kept))


def pytest(name: str, marks: str, *arguments: str, beside: int = 0, dist: str = "loadgroup") -> Step:
    """A part of the Python tests. ``beside``: in how many processes at once, 0 in this one."""
    report = REPORTS / f"{name}.xml"
    command = [program("pytest"), "-q", "-m", marks, f"--junitxml={report}", *arguments]
    return Step(f"pytest, {name}", [*command, "-n", str(beside), *(["--dist", dist] if beside else [])], "junit")


CHECKS = [
    Step("ruff check", [program("ruff"), "check", "--quiet", "--output-format=concise", "."], beside_others=True),
    Step("ruff format", [program("ruff"), "format", "--check", "--quiet", "."], beside_others=True),
    Step("mypy --strict", [program("mypy")], beside_others=True),
    Step("import-linter", [program("lint-imports"), "--no-cache"], beside_others=True),
    Step("tsc", types("tsconfig.json"), beside_others=True),
    Step("tsc, state without a screen", types("tsconfig.state.json"), beside_others=True),
    Step(
        "dependency-cruiser",
        package(
            "depcruise",
            "--config",
            ".dependency-cruiser.mjs",
            "--output-type",
            "err",
            "signaling",
            "interface",
            *sorted(path.name for path in PROJECT.iterdir() if (path / "web").is_dir() and path.name != "signaling"),
        ),
        beside_others=True,
    ),
    Step(
        "vitest",
        package(
            "vitest", "run", "--reporter=default", "--reporter=json", f"--outputFile.json={REPORTS / 'vitest.json'}"
        ),
        "vitest",
        beside_others=True,
    ),
]
QUICK = pytest("rules and slices", "not browser and not alone and not slow and not long", beside=3)
FULL = pytest("rules, slices and stores", "not browser and not alone and not long", beside=3)
ALONE = pytest("kills and measurements", "alone and not browser and not links and not long")
# Playwright's synchronous form keeps an event loop in its process, in which no asynchronous test can run any more.
# One after the other: a page with a map and a conversation take both cores, and beside others some are late by half a
# minute. Journeys that leave a core free go two side by side.
JOURNEYS = pytest("journeys in Chromium", "browser and not light and not long", "--ignore=tests/sms")
LIGHT = pytest("light journeys", "browser and light and not long", "--ignore=tests/sms", beside=2, dist="loadfile")
SHORT_LINKS = pytest("three short cells of bad links", "links and not long", "tests/links")
PAGES = pytest("pages in Chromium", "browser and not long", "tests/sms")
LONG = pytest("the long ones", "long and not browser", "--timeout=7200")
LONG_JOURNEYS = pytest("long journeys in Chromium", "long and browser")


def bench(name: str, *arguments: str) -> Step:
    """A measurement that `make prove` keeps in docs/measured."""
    return Step(f"bench {name}", [program("tez"), "bench", *arguments, "--json"], measures=name)


def recommendations() -> list[Step]:
    """On the invented town, and on a real extract where there is one."""
    asking = ("recommend", "--brigades", "1000", "--seed", "1")
    extract = Path(os.environ.get("TEZ_TEST_DATA") or PROJECT.parent / "shared") / "osm" / "heidelberg.osm.pbf"
    real = [bench("recommend-heidelberg", *asking, "--map", str(extract))] if extract.exists() else []
    return [bench("recommend", *asking), *real]


def links(name: str, *arguments: str) -> Step:
    """Conversations over bad links that `make prove` keeps in docs/measured."""
    return Step(name, [program("python"), "-m", "tests.links", name, *arguments, "--json"], seconds=3600, measures=name)


LINKS = [links("links"), links("changes", "--pairs", "1")]
BENCHES = [
    bench("dispatch-sqlite", "dispatch", "--seed", "1"),
    bench("dispatch-postgresql", "dispatch", "--store", "postgresql", "--seed", "1"),
    *recommendations(),
    bench("alerts", "alerts", "--seed", "1"),
    bench("forward", "forward"),
    bench("conversations", "conversations"),
]
CRASHES = Step(
    "alerts of a server that is killed",
    [program("python"), "-m", "tests.sms.crash.campaign", "--alerts", "500", "--kills", "40", "--seed", "1"],
    measures="alert-crashes",
)
UPLOADS = Step(
    "two hundred megabytes over a link that breaks ten times",
    [program("python"), "-m", "tests.consult_room.files.sending", "--megabytes", "200", "--breaks", "10"],
    measures="uploads",
)
RESTORE = Step(
    "backups under load, everything destroyed, and restored",
    [program("python"), "-m", "tests.config.backup.campaign", "--backups", "5", "--pause", "4"],
    measures="restore",
)
UPGRADE = Step(
    "two nodes replaced one after the other under load",
    [program("python"), "-m", "tests.server.upgrade", "--clients", "60", "--rounds", "5"],
    measures="upgrade",
)
OUTAGE = Step(
    "the server away for ten minutes, five desks at work",
    [program("python"), "-m", "tests.journeys.outage", "--consoles", "5", "--incidents", "50", "--away", "600"],
    measures="outage",
)
RUNGS = {
    "check": [*CHECKS, QUICK],
    "test": [*CHECKS, FULL, ALONE, JOURNEYS, LIGHT, PAGES, SHORT_LINKS],
    "bench": BENCHES,
    "prove": [LONG, LONG_JOURNEYS, *LINKS, CRASHES, UPLOADS, RESTORE, UPGRADE, OUTAGE, *BENCHES],
}


def environment() -> dict[str, str]:
    """The project's own programs first. Bytecode is kept, whatever the machine says: servers are started a hundred
    times, and without it each start compiles the whole project anew, which takes more than half a second."""
    return {
        **os.environ,
        "PATH": f"{PROGRAMS}{os.pathsep}{os.environ.get('PATH', '')}",
        "PYTHONDONTWRITEBYTECODE": "",
        "npm_config_loglevel": "error",
    }


def count_junit(path: Path) -> Counted:
    """Read pytest's report."""
    counted = Counted()
    if not path.exists():
        return counted
    for case in ET.parse(path).iter("testcase"):  # our own pytest wrote it
        name = f"{case.get('classname')}.{case.get('name')}"
        outside = any(each.get("name") == "outside_data" for each in case.iter("property"))
        skipped = case.find("skipped")
        if skipped is not None and LACKED in (skipped.get("message") or ""):
            counted.lacked_data += 1
            continue
        counted.had_data += outside
        if skipped is not None and skipped.get("type") != "pytest.xfail":
            counted.skipped.append(f"{name}: {skipped.get('message')}")
        elif case.find("failure") is not None or case.find("error") is not None:
            counted.failed += 1
        else:
            counted.passed += 1
    return counted


def count_vitest(path: Path) -> Counted:
    """Read Vitest's report."""
    if not path.exists():
        return Counted()
    report = json.loads(path.read_text())
    idle = int(report["numPendingTests"]) + int(report["numTodoTests"])
    skipped = [f"{idle} Vitest tests are skipped or to do"] if idle else []
    return Counted(int(report["numPassedTests"]), int(report["numFailedTests"]), skipped=skipped)


def count(step: Step) -> Counted:
    """What the step's tests came to, from the report it wrote."""
    if step.counts == "vitest":
        return count_vitest(REPORTS / "vitest.json")
    if step.counts == "junit":
        written = next(part for part in step.command if part.startswith("--junitxml="))
        return count_junit(Path(written.partition("=")[2]))
    return Counted()


def run(step: Step) -> Done:
    """Run one step. What runs alone is shown as it runs; what runs beside others is shown when it failed."""
    started = time.monotonic()
    if not step.beside_others:
        print(f"\n--- {step.name}", flush=True)
    quiet = subprocess.PIPE if step.beside_others or step.measures else None
    output = ""
    try:
        done = subprocess.run(
            step.command,
            cwd=PROJECT,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=quiet,
            stderr=subprocess.STDOUT if quiet else None,
            text=True,
            errors="replace",
            timeout=step.seconds,
            check=False,
        )
        code, output = done.returncode, done.stdout or ""
    except subprocess.TimeoutExpired as error:
        code = 124
        output = f"{error.output or ''}\nIt was ended after {step.seconds} s."
    except OSError as error:
        code, output = 127, f"It could not be started: {error}"
    if step.counts == "junit" and code == 5:  # pytest's word for "no test has these marks"
        code = 0
    if step.measures and code == 0:
        keep(step, output)
    return tell(Done(step, code, time.monotonic() - started, output, count(step)))


def keep(step: Step, output: str) -> None:
    """Print what was measured; `make prove` also writes it down with the commit, the machine and the date."""
    last = output.strip().splitlines()[-1]
    print(last, flush=True)
    if "prove" not in sys.argv:
        return
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=PROJECT, capture_output=True, text=True, check=False)
    status = ["git", "status", "--porcelain", "--", ".", ":!docs/measured", ":!README.md"]
    changed = subprocess.run(status, cwd=PROJECT, capture_output=True, text=True, check=False)
    command = " ".join([Path(step.command[0]).name, *step.command[1:]])
    for outside in (os.environ.get("TEZ_TEST_DATA"), str(PROJECT.parent / "shared")):
        command = command.replace(outside or "/nowhere", "$TEZ_TEST_DATA")
    kept = {
        "name": step.measures,
        "command": command,
        "commit": commit.stdout.strip() + (" and changes" if changed.stdout.strip() else ""),
        "date": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "figures": json.loads(last),
    }
    folder = PROJECT / "docs" / "measured"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{step.measures}.json").write_text(json.dumps(kept, indent=2) + "\n")
    write_table(folder, PROJECT / "README.md")


SHOWN = {
    "alerts": "alerts", "unsent": "unsent", "sent_twice_without_mark": "sent twice without a mark", "kills": "kills",
    "p99_first_attempt_ms": "first attempt of the urgent p99", "command_p50_ratio": "command p50, storm over idle",
    "command_p99_ms": "command p99 in the storm",
    "megabytes": "MB", "breaks": "breaks of the line", "came_s": "whole after, s", "sent_twice_mb": "sent twice, MB",
    "server_peak_mb": "server memory at most, MB", "sha256_equal": "SHA-256 equal",
    "samples": "samples", "asks": "asks", "p50_ms": "p50", "p95_ms": "p95", "p99_ms": "p99", "max_ms": "max",
    "lost": "lost", "loop_lag_p99_ms": "loop lag p99", "server_cpu_seconds": "server CPU, s",
    "server_rss_mb": "server memory, MB", "ratio": "times cheaper a viewer than MediaRelay",
    "doubled": "doubled", "missing": "missing", "differences": "differences after a rebuild",
    "incidents": "incidents", "away_s": "away, s", "consoles": "consoles",
    "entered": "told by telephone and entered", "time_off_max_ms": "time off at most",
    "clients": "clients", "replaced": "nodes replaced", "reconnect_p50_ms": "back p50", "reconnect_p99_ms": "back p99",
    "packets_per_second_per_core": "packets/s a core", "conversations_per_core": "conversations a core",
}  # fmt: skip


SHARED = (
    "Where `tests.links` runs pairs of browsers side by side they share all cores, and changes of addresses and paths "
    "are late by the machine: `changes` has it for itself."
)


def write_table(folder: Path, page: Path) -> None:
    """The page's table of figures, made from what is kept in ``folder``."""
    lines = [
        "<!-- made by `make prove` from docs/measured -->",
        SHARED,
        "",
        "| what | figures (times in ms) | commit, date, machine |",
    ]
    lines.append("| --- | --- | --- |")
    for file in sorted(folder.glob("*.json")):
        kept = json.loads(file.read_text())
        shown = [f"{SHOWN[name]} {value}" for name, value in kept["figures"].items() if name in SHOWN]
        for store in ("sqlite", "postgresql"):
            figures = kept["figures"].get(store, {})
            shown += [f"{store}: {SHOWN[name]} {value}" for name, value in figures.items() if name in SHOWN]
        promised = kept["figures"].get("targets", {})
        shown += [f"{name.replace('_', ' ')} {one['measured']}" for name, one in promised.items()]
        told = " · ".join(shown)
        lines.append(f"| `{kept['command']}` | {told} | {kept['commit'][:10]}, {kept['date']}, {kept['machine']} |")
    text = page.read_text()
    start, end = text.index("## Measured\n") + len("## Measured\n"), text.index("\n## Where things are")
    page.write_text(text[:start] + "\n".join(lines) + "\n" + text[end:])


def tell(done: Done) -> Done:
    """Say how the step ended, in one piece, so that steps side by side do not mix their lines."""
    sign = "FAILED" if done.failed else "ok"
    lines = [f"{sign:>6}  {done.step.name}  {done.seconds:.1f} s"]
    if done.failed:
        lines += [f"        {line}" for line in done.output.rstrip().splitlines()[-200:]]
        lines += [f"        skipped, though nothing is skipped silently: {name}" for name in done.counted.skipped]
    print("\n".join(lines), flush=True)
    return done


def chosen(rung: str, names: Sequence[str]) -> list[Step]:
    """The rung's steps; with names, those that measure under these names. A wrong name ends it with a sentence."""
    steps = RUNGS[rung]
    known = [step.measures for step in steps if step.measures]
    if unknown := sorted(set(names) - set(known)):
        sys.exit(f"Not measured by `{rung}`: {', '.join(unknown)}. There are: {', '.join(known) or 'none'}.")
    return [step for step in steps if not names or step.measures in names]


def main(rung: str, names: Sequence[str] = ()) -> int:
    """Run a rung's steps, or those of these names, and say at the end what they came to."""
    started = time.monotonic()
    REPORTS.mkdir(parents=True, exist_ok=True)
    for old in REPORTS.iterdir():
        old.unlink()
    steps = chosen(rung, names)
    with ThreadPoolExecutor(max_workers=2) as pool:
        done = list(pool.map(run, [step for step in steps if step.beside_others]))
    done += [run(step) for step in steps if not step.beside_others]
    failed = [each for each in done if each.failed]
    tests = [each.counted for each in done if each.step.counts]
    print(f"\n{len(done)} steps in {time.monotonic() - started:.0f} s; {len(failed)} failed")
    for each in failed:
        print(f"  failed: {each.step.name}")
    if tests:
        had, lacked = sum(each.had_data for each in tests), sum(each.lacked_data for each in tests)
        print(f"Tests on data of others: {had} had it, {lacked} lacked it (TEZ_TEST_DATA names its folder)")
        # A failed check is no test, but a run in which anything failed must not close on "0 failed".
        broken = sum(each.failed + len(each.skipped) for each in tests)
        broken += sum(1 for each in failed if not each.counted.failed and not each.counted.skipped)
        print(f"{sum(each.passed for each in tests)} passed, {broken} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in RUNGS:
        sys.exit(f"Say which: {', '.join(RUNGS)}")
    sys.exit(main(sys.argv[1], sys.argv[2:]))

"""`update.sh` on a machine of the tests: real programs, real nodes, real Caddy; only systemd is a stand-in."""

import asyncio
import contextlib
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from config.offline import opened
from config.trial import people
from signaling.client import Client
from signaling.protocol.incidents import OpenIncident
from tests.deploy.machine import DEPLOY, Machine
from tests.fixtures.caddy import caddy
from tests.fixtures.child import free_port
from tests.fixtures.later import invent
from tests.fixtures.postgresql import PostgreSQL
from tests.fixtures.programs import need
from tests.fixtures.redis import RedisServer
from tests.fixtures.server import CENTRE

OLD, NEW, MIGRATING = "config.cli", "tests.server.newer", "tests.deploy.migrating"


@pytest.fixture
def machine(
    tmp_path: Path, postgresql_server: PostgreSQL, postgresql: str, redis_server: RedisServer
) -> Iterator[Machine]:
    front = f"http://127.0.0.1:{free_port()}"
    made = Machine(tmp_path / "root", postgresql, redis_server.url, front, postgresql_server.programs)
    made.set_up()
    try:
        yield made
    finally:
        made.end()


@contextlib.asynccontextmanager
async def at_work(machine: Machine, tmp_path: Path) -> AsyncIterator[dict[str, str]]:
    """A dispatcher who opens incidents without a pause, through Caddy: those that were acknowledged, by command."""
    peopled = await people(machine.settings(), brigades=1)
    await asyncio.to_thread(machine.start)
    await asyncio.to_thread(until_ready, machine)
    acknowledged: dict[str, str] = {}

    async def work(nodira: Client) -> None:
        while True:
            wish = OpenIncident(**nodira.envelope(), reason="chest_pain", point=CENTRE)
            acknowledged[wish.id] = (await nodira.do(wish, timeout_s=60))["incident_id"]
            await asyncio.sleep(0.05)

    with caddy(tmp_path, machine.front, *machine.ports):
        async with Client(machine.front, f"tez_session={peopled.tokens['nodira']}") as nodira:
            working = asyncio.create_task(work(nodira))
            try:
                yield acknowledged
                before = len(acknowledged)
                async with asyncio.timeout(60):
                    while len(acknowledged) < before + 3:  # noqa: ASYNC110 - it goes on
                        await asyncio.sleep(0.05)
                assert not working.done()
            finally:
                working.cancel()
                await asyncio.gather(working, return_exceptions=True)
            await nodira.until(lambda c: set(acknowledged.values()) <= set(c.things("incident")), timeout_s=30)
            assert nodira.stopped is None


def until_ready(machine: Machine) -> None:
    for port in machine.ports:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5).close()
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
            else:
                break


async def opened_once(machine: Machine, acknowledged: dict[str, str]) -> None:
    """Each acknowledged command is in the journal, once."""
    async with opened(machine.settings()) as offline, offline.store.reading() as look:
        causes = [row.cause for row in await look.rows(0, 100_000, ["incident.opened"])]
    assert len(causes) == len(set(causes))
    assert acknowledged.keys() <= set(causes)
    assert acknowledged


@pytest.mark.timeout(300)
@pytest.mark.outside_data
async def test_one_node_after_the_other_and_back_while_somebody_works(machine: Machine, tmp_path: Path) -> None:
    need("caddy")
    new = machine.program("new", NEW)
    async with at_work(machine, tmp_path) as acknowledged:
        done = await asyncio.to_thread(machine.update, "--program", str(new))
        assert done.returncode == 0, done.stdout + done.stderr
        assert "No migration" in done.stdout
        assert done.stdout.index("tez@103 is ready") < done.stdout.index("tez-second@103 is ready")
        assert (machine.runs(machine.first), machine.runs(machine.second)) == (NEW, NEW)
        assert len([one for one in (machine.root / "backups").iterdir() if (one / "manifest.json").exists()]) == 1
        done = await asyncio.to_thread(machine.update, "--back")
        assert done.returncode == 0, done.stdout + done.stderr
        assert (machine.runs(machine.first), machine.runs(machine.second)) == (OLD, OLD)
    await opened_once(machine, acknowledged)


@pytest.mark.timeout(300)
@pytest.mark.outside_data
async def test_a_program_that_does_not_start_costs_nobody_anything(machine: Machine, tmp_path: Path) -> None:
    need("caddy")
    broken = machine.program("broken", NEW, serves=False)
    async with at_work(machine, tmp_path) as acknowledged:
        second = machine.pid(machine.second)
        done = await asyncio.to_thread(machine.update, "--program", str(broken), "--wait", "3")
        sentence = done.stderr.splitlines()[-1]
        assert (done.returncode, "tez@103 did not become ready" in sentence, "given the old one" in sentence) == (
            2, True, True,
        )  # fmt: skip
        await asyncio.to_thread(until_ready, machine)
        assert (machine.runs(machine.first), machine.runs(machine.second)) == (OLD, OLD)
        assert machine.pid(machine.second) == second
        assert (machine.root / "opt/tez/103").resolve().name == "venv-old"
    await opened_once(machine, acknowledged)


@pytest.mark.timeout(300)
@pytest.mark.outside_data
async def test_after_a_migration_there_is_no_way_back_and_that_is_said(machine: Machine, tmp_path: Path) -> None:
    need("caddy")
    later = machine.program("later", MIGRATING)
    async with at_work(machine, tmp_path) as acknowledged:
        done = await asyncio.to_thread(machine.update, "--program", str(later))
        assert done.returncode == 0, done.stdout + done.stderr
        assert "there is no way back" in done.stdout
        assert (machine.runs(machine.first), machine.runs(machine.second)) == (MIGRATING, MIGRATING)
        pids = machine.pid(machine.first), machine.pid(machine.second)
        for words in (["--back"], ["--program", str(machine.root / "opt/tez/venv-old")]):
            done = await asyncio.to_thread(machine.update, *words)
            assert (done.returncode, "nothing was changed" in done.stderr) == (2, True), done.stderr
        assert (machine.pid(machine.first), machine.pid(machine.second)) == pids
    assert acknowledged


async def test_a_program_that_cannot_read_what_was_written_is_refused(machine: Machine) -> None:
    await people(machine.settings(), brigades=1)
    await invent(machine.settings())
    opt = machine.root / "opt/tez"
    (opt / "103.before").symlink_to(machine.program("other", OLD))
    for words in (["--back"], ["--program", str(opt / "venv-other")]):
        done = await asyncio.to_thread(machine.update, *words)
        assert (done.returncode, "nothing was changed" in done.stderr) == (2, True), done.stderr
        assert ("cannot read" in done.stderr, "service.invented, journal #" in done.stdout) == (True, True)
    assert not list((machine.root / "backups").iterdir())
    assert (opt / "103").resolve().name == "venv-old"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--service", "../etc"], "is no id"),
        (["--wait", "long"], "no seconds"),
        (["--colour", "red"], "no option --colour"),
        (["--service", "nowhere"], "install.sh sets a service up"),
        ([], "where the wheel lies"),
        (["--program", "/nowhere"], "there is no program"),
        (["--back"], "no program before"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_changed(tmp_path: Path, words: list[str], said: str) -> None:
    machine = Machine(tmp_path / "root", "", "", "http://127.0.0.1:1")
    machine.set_up()
    before = {str(file): file.is_symlink() for file in machine.root.rglob("*")}
    done = machine.update(*words)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr
    assert {str(file): file.is_symlink() for file in machine.root.rglob("*")} == before


def test_the_page_names_the_script() -> None:
    assert "update.sh" in (DEPLOY / "README.md").read_text("utf-8")

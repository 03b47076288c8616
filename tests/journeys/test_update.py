"""Both nodes of a service are replaced one after the other, behind Caddy, while a desk and a crew talk: picture and
sound never begin anew, nobody hears an end, and what is said afterwards comes through."""

import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import sleep

import pytest

from config.media_beside import KEY_FILE
from tests.fixtures.caddy import caddy
from tests.fixtures.child import free_port
from tests.fixtures.programs import need
from tests.fixtures.redis import RedisServer
from tests.journeys.conftest import OpenWindow
from tests.journeys.crews import two_talk
from tests.journeys.dock import Dock, expect_all_flow
from tests.journeys.town import DemoTown

READY_TRIES = 300
# Every quarter of a second: did picture or sound stand still, did they begin anew, was the conversation ever over?
WATCH = """(selector) => {
    const dock = document.querySelector(selector);
    const kept = { frames: 0, packets: 0, frozenMs: 0, silentMs: 0, anew: 0, states: [], connections: [] };
    const at = { frames: performance.now(), packets: performance.now() };
    const note = (list, what) => list.at(-1) === what || list.push(what);
    setInterval(() => {
        const nowMs = performance.now();
        const { framesReceived, audioPackets, dock: state, connection } = dock.dataset;
        const now = { frames: Number(framesReceived ?? 0), packets: Number(audioPackets ?? 0) };
        for (const what of ["frames", "packets"]) {
            if (now[what] < kept[what]) kept.anew += 1;
            if (now[what] !== kept[what]) at[what] = nowMs;
            kept[what] = now[what];
        }
        kept.frozenMs = Math.max(kept.frozenMs, nowMs - at.frames);
        kept.silentMs = Math.max(kept.silentMs, nowMs - at.packets);
        note(kept.states, state);
        note(kept.connections, connection);
    }, 100);
    window.watched = kept;
}"""


@dataclass
class BehindCaddy(DemoTown):
    """A node of a service that people reach by another address than its own."""

    front: str = ""

    @property
    def url(self) -> str:
        return self.front

    def until_ready(self) -> None:
        """As whoever updates it waits for it."""
        for _ in range(READY_TRIES):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                sleep(0.1)
        raise AssertionError("the node did not become ready")

    def replace(self) -> None:
        """Told to end, and started again, as an update does."""
        self.stop()
        self.start()
        self.until_ready()


@pytest.fixture
def two_nodes(
    town_as_made: DemoTown, tmp_path: Path, postgresql: str, redis_server: RedisServer
) -> Iterator[tuple[BehindCaddy, BehindCaddy]]:
    """Two nodes of one town, on one PostgreSQL and one Redis, behind Caddy as it is deployed."""
    need("caddy")
    front = f"http://127.0.0.1:{free_port()}"
    settings = {
        "TEZ_DATABASE_URL": postgresql, "TEZ_REDIS_URL": redis_server.url, "TEZ_PUBLIC_BASE": front,
        "TEZ_TRUSTED_PROXIES": "127.0.0.1",
    }  # fmt: skip
    nodes = []
    for name in ("one", "other"):
        folder = tmp_path / name
        shutil.copytree(town_as_made.folder, folder, ignore=shutil.ignore_patterns("tez.db*", KEY_FILE))
        nodes.append(BehindCaddy(folder, settings=settings, front=front))
    one, other = nodes
    try:
        for node in nodes:
            node.start()
            node.until_ready()
        with caddy(tmp_path, front, one.port, other.port):
            yield one, other
    finally:
        for node in nodes:
            node.kill()


def watched(dock: Dock) -> dict[str, float | list[str]]:
    found: dict[str, float | list[str]] = dock.page.evaluate("window.watched")
    return found


@pytest.mark.outside_data
def test_a_conversation_goes_on_while_both_nodes_are_replaced(
    two_nodes: tuple[BehindCaddy, BehindCaddy], window: OpenWindow
) -> None:
    desk, crew = two_talk(two_nodes[0], window)
    docks = (desk.dock, crew.dock)
    for dock in docks:
        dock.page.evaluate(WATCH, dock.place)
    for node in two_nodes:
        node.replace()
        expect_all_flow(docks)

    for number, dock in enumerate(docks):
        found = watched(dock)
        assert (found["states"], found["connections"], found["anew"]) == (["talking"], ["connected"], 0), found
        print(
            f"{('desk', 'crew')[number]}: still for {found['frozenMs']:.0f} ms, silent for {found['silentMs']:.0f} ms"
        )
    desk.dock.write("We are both still here")
    crew.dock.tap("Texts: 1 new")
    crew.dock.expect_words("We are both still here")
    crew.dock.tap("Hang up")
    desk.dock.expect_words("The other side hung up")

"""Three people on a real server with real media workers: they hear each other, also after a worker's death."""

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from config.media_commands import new_key
from config.offline import opened
from media.worker_keys import hash_of
from signaling import clock
from signaling.ids import new_id
from signaling.protocol.conversations import ConversationAccept, ConversationAsk
from signaling.protocol.forwarding import WorkerAdd, WorkerRevoke, WorkersNow
from signaling.protocol.participants import ConversationEnter, ConversationInvite, ConversationLeave
from tests.fixtures.child import ChildServer
from tests.fixtures.server import Peopled, TezServer, fixed_id, people, running
from tests.media.forwarded_person import Person

pytestmark = [pytest.mark.slow, pytest.mark.alone]


async def add_worker(server: TezServer, name: str) -> tuple[str, str]:
    """The id and the key of a new worker."""
    key = new_key()
    async with opened(server.settings()) as offline:
        worker_id = offline.new_id()
        added = WorkerAdd(**offline.envelope(), worker_id=worker_id, name=name, key_hash=hash_of(key))
        await offline.do(added)
    return worker_id, key


@contextmanager
def worker(server: TezServer, key: str, slot: int = 0) -> Iterator[ChildServer]:
    """One process of ``tez media``, connected."""
    environment = {**os.environ, "TEZ_WORKER_KEY": key, "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "config.cli", "media", "--server", server.url, "--slot", str(slot)]
    child = ChildServer(command, ready='"ready"', environment=environment)
    try:
        child.wait_ready()
        yield child
    finally:
        child.kill()


async def three(nodira: Person, crew: Person, karimov: Person, brigade_id: str) -> None:
    """The desk rings a crew, and takes a physician in."""
    conversation_id = new_id(clock.now_ms())
    nodira.conversation_id = conversation_id
    await nodira.do(ConversationAsk, about="", about_kind="none", to_relation="brigade", to_id=brigade_id)
    await crew.client.until(lambda client: conversation_id in client.things("conversation"))
    crew.conversation_id = conversation_id
    await crew.do(ConversationAccept)
    await asyncio.gather(nodira.join(conversation_id), crew.join(conversation_id))
    assert (await nodira.until_view(lambda view: view["round"] == 2))["path"] == "direct"
    await nodira.do(ConversationInvite, invitation_id="for-karimov", to_relation="person", to_id=fixed_id("karimov"))
    await karimov.client.until(lambda client: conversation_id in client.things("conversation"))
    karimov.conversation_id = conversation_id
    await karimov.do(ConversationEnter, invitation_id="for-karimov")
    await karimov.join(conversation_id)


async def all_hear_each_other(*persons: Person, after: int = 0) -> None:
    await asyncio.gather(
        *(one.hears(*(other for other in persons if other is not one), after=after) for one in persons)
    )


async def pinned_to(admin: Person) -> tuple[str, int]:
    """The process that holds the one room, and how many members it has."""
    async with asyncio.timeout(20):
        while True:
            found = [one for one in await admin.client.ask(WorkersNow()) if one["rooms"]]
            if found and found[0]["connected"]:
                return found[0]["process"], found[0]["members"]
            await asyncio.sleep(0.1)


class Scene:
    """A running server with people; ``persons`` are connected."""

    def __init__(self, server: TezServer, peopled: Peopled) -> None:
        self.server = server
        self.peopled = peopled
        names = ("nodira", "brigade 1", "karimov", "admin")
        self.persons = {name: Person(server, peopled.tokens[name], name.replace(" ", "-")) for name in names}

    async def __aenter__(self) -> "Scene":
        for person in self.persons.values():
            await person.__aenter__()
        return self

    async def __aexit__(self, *why: object) -> None:
        await asyncio.gather(*(person.__aexit__() for person in self.persons.values()))

    @property
    def talking(self) -> tuple[Person, Person, Person]:
        return self.persons["nodira"], self.persons["brigade 1"], self.persons["karimov"]


async def test_three_hear_each_other_and_again_after_their_worker_was_killed(tmp_path: Path) -> None:
    """Rules [C11], [M1], [M3]."""
    server = TezServer(tmp_path)
    peopled = await people(server.settings(), brigades=1)
    workers = [await add_worker(server, f"media {number}") for number in (1, 2)]
    with running(server), ExitStack() as stack:
        children = {f"{id}.0": stack.enter_context(worker(server, key)) for id, key in workers}
        async with Scene(server, peopled) as scene:
            await three(*scene.talking, peopled.brigades[0])
            await all_hear_each_other(*scene.talking)
            assert scene.talking[0].view["path"] == "forwarder"
            process, members = await pinned_to(scene.persons["admin"])
            assert members == 3
            await sound_is_back_after(scene, "worker killed", children[process].kill)
            left, _ = await pinned_to(scene.persons["admin"])
            assert left != process
            await leave_again(scene)


async def sound_is_back_after(scene: Scene, what: str, doing: Any) -> None:
    move = scene.talking[0].view["move"]
    began_ms = clock.monotonic_ms()
    doing()
    await all_hear_each_other(*scene.talking, after=move)
    print(f"{what}: all three hear each other again after {clock.monotonic_ms() - began_ms:.0f} ms")


async def leave_again(scene: Scene) -> None:
    """The third leaves, and the two are on the direct path again."""
    nodira, _, karimov = scene.talking
    move = nodira.view["move"]
    await karimov.do(ConversationLeave)
    view = await nodira.until_view(lambda view: view["path"] == "direct")
    assert view["move"] > move
    assert [one["place"] for one in view["participants"]] == ["asker", "answerer"]
    await karimov.client.until(lambda client: not client.things("conversation"))


async def test_a_worker_that_is_revoked_loses_its_rooms_and_does_not_come_back(tmp_path: Path) -> None:
    """Rules [M2], [M3]."""
    server = TezServer(tmp_path)
    peopled = await people(server.settings(), brigades=1)
    workers = dict([await add_worker(server, f"media {number}") for number in (1, 2)])
    with running(server), ExitStack() as stack:
        children = {f"{id}.0": stack.enter_context(worker(server, key)) for id, key in workers.items()}
        async with Scene(server, peopled) as scene:
            admin = scene.persons["admin"].client
            await three(*scene.talking, peopled.brigades[0])
            await all_hear_each_other(*scene.talking)
            process, _ = await pinned_to(scene.persons["admin"])
            move = scene.talking[0].view["move"]
            await admin.do(WorkerRevoke(worker_id=process.rpartition(".")[0], **admin.envelope()))
            await all_hear_each_other(*scene.talking, after=move)
            assert children[process].process.wait(20) == 3

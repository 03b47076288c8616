"""Two people on two servers: the ring, the words by which their devices find each other, picture and sound."""

import asyncio
from pathlib import Path

import pytest

from signaling.client import Client
from signaling.protocol.conversations import ConversationHangUp, ConversationJoin
from simulator.pace import Pace
from simulator.peer import SimulatedPeer
from simulator.talk import Talk
from simulator.talking import Lines, Talker
from tests.fixtures.redis import RedisServer
from tests.fixtures.server import TezServer, people, running

QUICK = Pace(20, seed=1)


class Somebody:
    """A client with a simulated device, on a line of their own."""

    def __init__(self, server: TezServer, token: str, name: str) -> None:
        self.client: Client = server.client(token, hear=self._hear)
        self.talker = Talker(self.client, name, Lines(), QUICK, answers=lambda view: True)

    async def _hear(self, message: dict[str, object]) -> None:
        await self.talker.hear(message)

    def talk(self, conversation_id: str) -> Talk | None:
        return self.talker._talks.get(conversation_id)

    async def receives(self, conversation_id: str, after: SimulatedPeer | None = None) -> SimulatedPeer:
        """The device once picture and sound have come to it; ``after``: a newer one than that."""
        talk: Talk = await self.client.until(lambda client: self.talk(conversation_id))
        async with asyncio.timeout(40):
            device = await talk.device(after)
            await device.until_received(frames=5, sounds=20)
        return device


@pytest.mark.slow
async def test_a_conversation_between_two_servers(tmp_path: Path, postgresql: str, redis_server: RedisServer) -> None:
    environment = {"TEZ_DATABASE_URL": postgresql, "TEZ_REDIS_URL": redis_server.url}
    one, other = (TezServer(tmp_path / name, environment) for name in ("one", "other"))
    peopled = await people(one.settings(), brigades=1)
    with running(one), running(other):
        nodira = Somebody(one, peopled.tokens["nodira"], "Nodira")
        crew = Somebody(other, peopled.tokens["brigade 1"], "Brigada 1")
        async with nodira.client, crew.client:
            try:
                await talks_over(nodira, crew, peopled.brigades[0])
            finally:
                await asyncio.gather(nodira.talker.close(), crew.talker.close())


async def talks_over(nodira: Somebody, crew: Somebody, brigade_id: str) -> None:
    await nodira.client.until(lambda client: client.things("brigade"))
    id = await nodira.talker.ask(about_kind="none", to_relation="brigade", to_id=brigade_id)
    mine, theirs = await asyncio.gather(nodira.receives(id), crew.receives(id))

    # The crew's tablet is reloaded: its new device joins, and both begin a new round with fresh connections.
    reloaded = crew.talk(id)
    assert reloaded is not None
    await reloaded._join_anew()
    newer, _ = await asyncio.gather(nodira.receives(id, mine), crew.receives(id, theirs))
    assert mine.state == "closed"
    assert newer.state == "connected"

    await crew.client.do(ConversationHangUp(conversation_id=id, **crew.client.envelope()))
    await nodira.client.until(lambda client: id not in client.things("conversation"))


async def test_a_device_of_another_person_cannot_join(tmp_path: Path) -> None:
    server = TezServer(tmp_path)
    peopled = await people(server.settings(), brigades=2)
    with running(server):
        async with server.client(peopled.tokens["nodira"]) as nodira, server.client(peopled.tokens["brigade 2"]) as two:
            talker = Talker(nodira, "Nodira", Lines(), QUICK, answers=lambda view: False)
            id = await talker.ask(about_kind="none", to_relation="brigade", to_id=peopled.brigades[0])
            await nodira.until(lambda client: id in client.things("conversation"))
            assert two.things("conversation") == {}
            with pytest.raises(Exception, match="not_yours"):
                await two.do(ConversationJoin(conversation_id=id, endpoint="device-of-2", **two.envelope()))

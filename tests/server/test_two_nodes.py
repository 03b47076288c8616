"""Two servers on one PostgreSQL with Redis as the bell: a command on one reaches a screen on the other, and a Redis
that is killed and started again meanwhile loses nothing."""

import asyncio
from pathlib import Path

from signaling.protocol.incidents import OpenIncident
from tests.fixtures.redis import RedisServer
from tests.fixtures.server import CENTRE, TezServer, people, running


async def test_a_command_on_one_reaches_a_screen_on_the_other(
    tmp_path: Path, postgresql: str, redis_server: RedisServer
) -> None:
    environment = {"TEZ_DATABASE_URL": postgresql, "TEZ_REDIS_URL": redis_server.url}
    one, other = (TezServer(tmp_path / name, environment) for name in ("one", "other"))
    peopled = await people(one.settings(), brigades=1)
    with running(one), running(other):
        async with one.client(peopled.tokens["nodira"]) as nodira, other.client(peopled.tokens["lola"]) as lola:
            opened: set[str] = set()

            async def open_some(client: object, count: int) -> None:
                for _ in range(count):
                    wish = OpenIncident(**nodira.envelope(), reason="chest_pain", point=CENTRE)
                    opened.add((await client.do(wish))["incident_id"])  # type: ignore[attr-defined]

            await asyncio.gather(open_some(nodira, 5), open_some(lola, 5))
            await lola.until(lambda c: opened <= set(c.things("incident")))
            await asyncio.to_thread(redis_server.kill)
            await asyncio.gather(open_some(nodira, 5), open_some(lola, 5))
            await asyncio.to_thread(redis_server.start_again)
            await asyncio.gather(open_some(nodira, 5), open_some(lola, 5))
            for client in (nodira, lola):
                await client.until(lambda c: opened == set(c.things("incident")))
            for kind in ("incident", "brigade", "hospital", "station"):
                assert nodira.things(kind) == lola.things(kind) != {}
            assert nodira.upto is not None
            assert (nodira.gaps, lola.gaps) == (0, 0)

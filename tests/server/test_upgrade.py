"""Two nodes are replaced one after the other while everybody works: the short form of `make prove NAMES=upgrade`."""

from pathlib import Path

import pytest

from tests.fixtures.redis import RedisServer
from tests.server.upgrade import campaign


@pytest.mark.timeout(180)
async def test_nothing_is_lost_and_everybody_is_back_when_both_nodes_were_replaced(
    tmp_path: Path, postgresql: str, redis_server: RedisServer
) -> None:
    found = await campaign(tmp_path, postgresql, redis_server.url, clients=12, rounds=1)
    assert (found["lost"], found["doubled"], found["differences"]) == (0, 0, 0)
    assert found["replaced"] == 2
    assert found["reconnects"] >= 12  # each was on one of the two
    assert found["acknowledged"] > 4

"""A server that is killed while it sends loses no alert and sends none twice without a mark; and a campaign that
says so would have found the mistakes that are easily made."""

import json
from pathlib import Path

import pytest

from tests.sms.crash.campaign import run
from tests.sms.crash.outside import INSTANTS
from tests.sms.crash.serving import MISTAKES

ALERTS, KILLS = 60, 10

pytestmark = [pytest.mark.alone, pytest.mark.timeout(400)]


async def test_kills_lose_no_alert_and_double_none_without_a_mark(tmp_path: Path) -> None:
    figures = await run(tmp_path, alerts=ALERTS, kills=KILLS, seed=1)
    print(json.dumps(figures))
    assert figures["ended"]
    assert (figures["alerts"], figures["unsent"], figures["sent_twice_without_mark"]) == (ALERTS, 0, 0)
    assert set(figures["killed_at"]) == set(INSTANTS)


@pytest.mark.long
@pytest.mark.parametrize("mistake", MISTAKES)
async def test_a_mistake_of_this_kind_is_found(mistake: str, tmp_path: Path) -> None:
    figures = await run(tmp_path, alerts=ALERTS, kills=KILLS, seed=1, mistake=mistake)
    print(json.dumps(figures))
    assert figures["unsent"] or figures["sent_twice_without_mark"]

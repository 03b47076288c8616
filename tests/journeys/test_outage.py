"""The server is away while desks take incidents: the short form of `make prove NAMES=outage`."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.outage import campaign, good

pytestmark = pytest.mark.light


def test_nothing_is_lost_or_done_twice_when_the_server_was_away(tmp_path: Path, chromium: Browser) -> None:
    found = campaign(tmp_path, chromium, consoles=2, incidents=6, away_s=1)
    assert good(found), found
    assert found["told_by_telephone"] >= 2
    # The first was on the wire; the others were typed when nobody could take them.
    assert found["with_their_time"] >= 5

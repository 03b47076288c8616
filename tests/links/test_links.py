"""Three short cells: two real browsers talk through the product's own pages over bad links."""

from pathlib import Path

import pytest

from tests.links.conditions import CELLS, SHORT
from tests.links.hosts import missing
from tests.links.measure import figures, run_cell
from tests.links.people import two_people

SECONDS = 8
pytestmark = [pytest.mark.links, pytest.mark.alone, pytest.mark.timeout(180)]


async def test_sound_goes_both_ways_over_bad_links(tmp_path: Path) -> None:
    lacking = missing()
    if lacking is not None:
        pytest.fail(lacking)
    async with two_people(tmp_path) as two:
        for name in SHORT:
            run = await run_cell(two, CELLS[name], SECONDS)
            print(name, figures([run]))
            assert run.connected_ms is not None, f"{name}: no sound within half a minute"
            for end in run.heard:
                assert end.sound_share > 0.5, (name, end)
        assert [trouble for each in two.both for trouble in each.troubles] == []

"""Six people in one conversation: a desk and five crews, all by one forwarder."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.console import Console
from tests.journeys.crews import on_shift, two_talk
from tests.journeys.tablet import Tablet
from tests.journeys.town import DemoTown

FURTHER = ("Feldsher 3", "Brigada 4", "Pediatrik 5", "Kardiologik 6")
SLOW_MS = 120_000
"""Six browsers that encode, and decode for each other, share one machine here."""


@pytest.mark.long
@pytest.mark.timeout(900)
def test_six_hear_each_other_and_see_who_speaks(town: DemoTown, window: OpenWindow) -> None:
    desk, first = two_talk(town, window)
    people: list[Console | Tablet] = [desk, first]
    for callsign in FURTHER:
        crew = on_shift(desk, town, window, callsign=callsign)
        desk.dock.call_in(callsign)
        crew.dock.expect_state("incoming", within_ms=SLOW_MS)
        crew.dock.tap("Answer")
        people.append(crew)
        desk.dock.expect("people", str(len(people)), within_ms=SLOW_MS)
    for each in people:
        each.dock.expect("people", "6", within_ms=SLOW_MS)
        each.dock.expect("path", "move", within_ms=SLOW_MS)
        each.dock.expect("shown", "5", within_ms=SLOW_MS)
        each.dock.expect_picture_and_sound(frames=5, within_ms=SLOW_MS)
    people[-1].dock.tap("Hang up")
    people[-1].dock.expect_state("idle")
    for each in people[:-1]:
        each.dock.expect("people", "5", within_ms=SLOW_MS)
        each.dock.expect_picture_and_sound(frames=5, within_ms=SLOW_MS)
    assert desk.window.axe(desk.dock.place) == []
    expect(desk.dock.box.get_by_role("button", name="Hang up", exact=True)).to_be_visible()

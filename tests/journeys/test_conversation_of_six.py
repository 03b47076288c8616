"""Six people in one conversation: a desk and five crews, all by one forwarder."""

import time

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.console import Console
from tests.journeys.crews import BRIGADE, on_shift
from tests.journeys.tablet import Tablet
from tests.journeys.town import DemoTown

FURTHER = ("Feldsher 3", "Brigada 4", "Pediatrik 5", "Kardiologik 6")
SLOW_MS = 120_000
"""Six browsers, their server and their forwarder share one machine here, which may have two cores."""


def all_hear_each_other(people: list[Console | Tablet]) -> None:
    """Each of them hears each of the others from now on, and knows of no further one."""
    for each in people:
        each.dock.expect("people", str(len(people)), within_ms=SLOW_MS)
        each.dock.expect("path", "move", within_ms=SLOW_MS)
    for each in people:
        each.dock.expect_voices(len(people) - 1, within_ms=SLOW_MS)


@pytest.mark.long
@pytest.mark.timeout(900)
def test_six_hear_each_other_and_who_leaves_hears_nothing(town: DemoTown, window: OpenWindow) -> None:
    """All come without their camera: what carries a conversation of six is its sound."""
    began = time.monotonic()

    def note(what: str) -> None:
        print(f"{time.monotonic() - began:6.1f} s: {what}")

    desk = Console(window(town, "Nodira Aliyeva"))
    crews = [on_shift(desk, town, window, callsign=callsign) for callsign in (BRIGADE, *FURTHER)]
    people: list[Console | Tablet] = [desk, *crews]
    for each in people:
        each.page.set_default_timeout(SLOW_MS)
    note("all are on shift")

    first, *further = crews
    desk.pick_brigade(BRIGADE)
    desk.press("c")
    desk.dock.tap("Without camera")
    first.dock.expect_state("incoming", within_ms=SLOW_MS)
    first.dock.answer_without_camera()
    for each in (desk, first):
        each.dock.expect("connection", "connected", within_ms=SLOW_MS)
    note("two talk")
    for place, (callsign, crew) in enumerate(zip(FURTHER, further, strict=True)):
        desk.dock.call_in(callsign)
        crew.dock.expect_state("incoming", within_ms=SLOW_MS)
        crew.dock.answer_without_camera()
        all_hear_each_other(people[: place + 3])
        note(f"{place + 3} hear each other")
    assert desk.window.axe(desk.dock.place) == []
    assert first.window.axe(first.dock.place) == []

    further[-1].dock.tap("Hang up")
    further[-1].dock.expect_state("idle", within_ms=SLOW_MS)
    expect(further[-1].page.locator("audio")).to_have_count(0)
    all_hear_each_other(people[:-1])
    note("one has left, five hear each other")

    desk.dock.take_out(FURTHER[-2])
    further[-2].dock.expect_state("over", within_ms=SLOW_MS)
    expect(further[-2].page.locator("audio")).to_have_count(0)
    all_hear_each_other(people[:-2])
    note("one was taken out, four hear each other")

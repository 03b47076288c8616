"""A conversation of three on one of two media workers: that one is killed, and the other takes it over."""

import os
import re
import signal

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.crews import on_shift, two_talk
from tests.journeys.town import DemoTown
from tests.journeys.worker import media_processes

THIRD = "Feldsher 3"
SLOW_MS = 60_000
# The voices' figures are read each quarter of a second: a silence is known as finely.
LISTEN = """(selector) => {
    const dock = document.querySelector(selector);
    window.silence = { ms: 0, voices: "", sinceMs: performance.now() };
    setInterval(() => {
        const [{ silence }, { voices }, nowMs] = [window, dock.dataset, performance.now()];
        if (voices !== silence.voices) Object.assign(silence, { voices, sinceMs: nowMs });
        silence.ms = Math.max(silence.ms, nowMs - silence.sinceMs);
    }, 50);
}"""


def carrier(rooms: Page) -> Locator:
    """The line of the process that has the one room, on the administrator's page."""
    return rooms.locator("[data-process][data-connected=true]").filter(has_text=re.compile(r"\(\W?3\W?\)"))


@pytest.mark.long
def test_three_hear_each_other_again_by_the_other_worker(town: DemoTown, window: OpenWindow) -> None:
    """[M3]."""
    town.start_second_worker()
    rooms = window(town, "Administrator").page
    rooms.goto("/rooms")
    expect(rooms.locator("[data-process][data-connected=true]")).to_have_count(2)

    desk, crew = two_talk(town, window)
    third = on_shift(desk, town, window, callsign=THIRD)
    desk.dock.call_in(THIRD)
    third.dock.answer_without_camera()
    people = (desk, crew, third)
    for each in people:
        each.dock.expect("people", "3", within_ms=SLOW_MS)
        each.dock.expect("path", "move", within_ms=SLOW_MS)
        each.dock.expect_voices(2, within_ms=SLOW_MS)
    before = carrier(rooms).get_attribute("data-process", timeout=SLOW_MS)
    assert before is not None

    for each in people:
        each.page.evaluate(LISTEN, each.dock.place)
    processes = media_processes(town)
    assert processes.keys() == {0, 1}
    os.kill(processes[int(before.rpartition(".")[2])], signal.SIGKILL)
    for each in people:
        each.dock.expect("move", re.compile("^[2-9]"), within_ms=SLOW_MS)
        each.dock.expect_voices(2, within_ms=SLOW_MS)
    expect(carrier(rooms)).not_to_have_attribute("data-process", before, timeout=SLOW_MS)
    silences = [round(each.page.evaluate("window.silence.ms")) for each in people]
    print(f"the worker was killed: silent for {silences} ms at desk, crew and third")

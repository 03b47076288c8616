"""A third comes into a conversation, which moves to a forwarder and back; its worker dies; a network is cut."""

import os
import re
import signal

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.crews import on_shift, two_talk
from tests.journeys.dock import expect_all_flow
from tests.journeys.town import DemoTown
from tests.journeys.worker import media_processes

THIRD = "Feldsher 3"
NOTICED_MS = 60_000
"""A line that falls silent without a word is noticed by its missing answers."""


def test_a_third_comes_in_and_leaves_again(town: DemoTown, window: OpenWindow) -> None:
    desk, crew = two_talk(town, window)
    third = on_shift(desk, town, window, callsign=THIRD)

    desk.dock.call_in(THIRD)
    third.dock.expect_state("incoming")
    third.dock.expect_words("In it: Nodira Aliyeva")
    third.dock.tap("Answer")
    for each in (desk, crew, third):
        each.dock.expect("people", "3")
        each.dock.expect("path", "move")
        each.dock.expect("shown", "2")
    expect_all_flow([desk.dock, crew.dock, third.dock])
    for each in (desk, crew, third):
        assert each.window.axe(each.dock.place) == []

    third.dock.write("Two casualties, one is a child")
    crew.dock.tap("Texts: 1 new")
    crew.dock.expect_words("Two casualties, one is a child")
    crew.dock.tap("Texts")

    desk.dock.tap(re.compile("^People"))
    desk.dock.tap(f"Mute {THIRD}")
    expect(third.dock.box.get_by_role("button", name="Unmute", exact=True)).to_be_visible()
    desk.dock.expect_words("muted")
    assert desk.window.axe(desk.dock.place) == []
    desk.dock.tap(re.compile("^People"))
    third.dock.tap("Unmute")

    third.dock.tap("Hang up")
    third.dock.expect_state("idle")
    for each in (desk, crew):
        each.dock.expect("people", "2")
        each.dock.expect("path", "direct")
    expect_all_flow([desk.dock, crew.dock])


@pytest.mark.long
def test_a_worker_that_dies_is_replaced(town: DemoTown, window: OpenWindow) -> None:
    desk, crew = two_talk(town, window)
    third = on_shift(desk, town, window, callsign=THIRD)
    desk.dock.call_in(THIRD)
    third.dock.tap("Answer")
    for each in (desk, crew, third):
        each.dock.expect("path", "move")
    expect_all_flow([desk.dock, crew.dock, third.dock])
    workers = media_processes(town)
    assert workers.keys() == {0}
    os.kill(workers[0], signal.SIGKILL)
    for each in (desk, crew, third):
        each.dock.expect("move", re.compile("^[2-9]"))
    expect_all_flow([desk.dock, crew.dock, third.dock])


@pytest.mark.long
def test_who_loses_the_line_is_reconnecting_and_comes_back(town: DemoTown, window: OpenWindow) -> None:
    desk, crew = two_talk(town, window)
    crew.window.forgives = lambda said: "ERR_INTERNET_DISCONNECTED" in said
    crew.page.context.set_offline(True)
    desk.dock.expect_words("is reconnecting", within_ms=NOTICED_MS)
    desk.dock.expect("people", "2")
    crew.page.context.set_offline(False)
    for each in (desk, crew):
        each.dock.expect_words("Connected")
    expect_all_flow([desk.dock, crew.dock])


@pytest.mark.long
def test_a_page_that_is_loaded_again_comes_back_to_the_three(town: DemoTown, window: OpenWindow) -> None:
    desk, crew = two_talk(town, window)
    third = on_shift(desk, town, window, callsign=THIRD)
    desk.dock.call_in(THIRD)
    third.dock.tap("Answer")
    for each in (desk, crew, third):
        each.dock.expect("path", "move")
    for again in (third, crew):
        again.page.reload()
        for each in (desk, crew, third):
            each.dock.expect("people", "3")
            each.dock.expect("shown", "2")
        expect_all_flow([desk.dock, crew.dock, third.dock])

"""Dispatcher and crew talk, each in a real browser with a camera and a microphone."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.console import Console
from tests.journeys.crews import BRIGADE, on_shift
from tests.journeys.dock import CLIMBING_MS, expect_all_flow
from tests.journeys.town import DemoTown

RING_MS = 30_000


def test_a_conversation_from_ring_to_hanging_up(town: DemoTown, window: OpenWindow) -> None:
    desk = Console(window(town, "Nodira Aliyeva"))
    crew = on_shift(desk, town, window)
    desk.pick_brigade(BRIGADE)

    desk.press("c")
    crew.dock.expect_state("incoming")
    expect(crew.page.get_by_role("alertdialog")).to_contain_text("Nodira Aliyeva")
    assert crew.window.axe(crew.dock.place) == []
    crew.dock.tap("Answer")
    for side in (desk, crew):
        side.dock.expect_state("talking")
    expect_all_flow([desk.dock, crew.dock])
    assert desk.window.axe(desk.dock.place) == []
    assert crew.window.axe(crew.dock.place) == []

    crew.page.reload()
    for side in (crew, desk):
        side.dock.expect_state("talking")
    expect_all_flow([crew.dock, desk.dock])

    desk.page.reload()
    for side in (desk, crew):
        side.dock.expect_state("talking")
    expect_all_flow([desk.dock, crew.dock])

    crew.dock.tap("Hang up")
    desk.dock.expect_words("The other side hung up")


@pytest.mark.long
def test_the_crew_asks_and_the_desk_answers(town: DemoTown, window: OpenWindow) -> None:
    desk = Console(window(town, "Nodira Aliyeva"))
    crew = on_shift(desk, town, window)
    crew.tap("Dispatcher, with video")
    desk.dock.expect_state("incoming")
    desk.dock.tap("Answer")
    for side in (desk, crew):
        side.dock.expect_state("talking")
    expect_all_flow([desk.dock, crew.dock])
    desk.dock.tap("Hang up")
    crew.dock.expect_words("The other side hung up")


@pytest.mark.long
def test_a_ring_that_is_declined_and_one_that_nobody_answers(town: DemoTown, window: OpenWindow) -> None:
    desk = Console(window(town, "Nodira Aliyeva"))
    crew = on_shift(desk, town, window)
    desk.pick_brigade(BRIGADE)
    desk.press("c")
    crew.dock.expect_state("incoming")
    crew.dock.tap("Decline")
    desk.dock.expect_words("Declined")
    desk.dock.tap("Ring again")
    crew.dock.expect_state("incoming")
    desk.dock.expect_words("No answer", within_ms=RING_MS + 15_000)
    crew.dock.expect_words("You missed this conversation")


@pytest.mark.long
def test_the_ladder_is_seen_by_both_and_held_by_either(town: DemoTown, window: OpenWindow) -> None:
    desk = Console(window(town, "Nodira Aliyeva"))
    crew = on_shift(desk, town, window)
    desk.pick_brigade(BRIGADE)
    desk.press("c")
    crew.dock.expect_state("incoming")
    crew.dock.tap("Check the device")
    crew.page.get_by_role("dialog").get_by_text("The camera works").wait_for()
    crew.page.get_by_role("dialog").get_by_text(re.compile("The server answers|The server is reached")).wait_for()
    assert crew.window.axe(crew.dock.place) == []
    crew.page.get_by_role("button", name="Done").click()
    crew.dock.tap("Answer")
    for side in (desk, crew):
        side.dock.expect("rung", "video")
        side.dock.expect("far-rungs", "video")

    desk.dock.choose("Voice only")
    for side in (desk, crew):
        side.dock.expect("rung", "voice")
        side.dock.expect("far-rungs", "voice")
        side.dock.expect_words("Voice only step 4 of 6")
    desk.dock.expect_words("your choice")
    crew.dock.expect_words("the other side’s choice")
    expect_all_flow([desk.dock, crew.dock], frames=0)
    for side in (desk, crew):
        assert side.window.axe(side.dock.place) == []

    desk.dock.choose("Save data")
    crew.dock.expect("rung", "stills", within_ms=CLIMBING_MS)
    desk.dock.expect_picture_and_sound(frames=2)
    desk.dock.choose("As good as it goes")
    for side in (desk, crew):
        side.dock.expect("rung", "video", within_ms=CLIMBING_MS)
    expect_all_flow([desk.dock, crew.dock])

"""A still from the far camera: asked for by a tap, better part by part, drawn upon by both, found in the record."""

import re

from playwright.sync_api import Locator, expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.console import Console
from tests.journeys.crews import BRIGADE, on_shift
from tests.journeys.dock import expect_all_flow
from tests.journeys.tablet import Tablet
from tests.journeys.town import DemoTown

WHOLE_MS = 30_000


def bar(side: Console | Tablet) -> Locator:
    return side.dock.box.locator(".still-bar")


def picture(side: Console | Tablet) -> Locator:
    return side.dock.box.locator(".still-stage .still-picture")


def strokes(side: Console | Tablet, count: int) -> None:
    expect(bar(side)).to_have_attribute("data-strokes", str(count))


def they_talk_about_an_incident(town: DemoTown, window: OpenWindow) -> tuple[Console, Tablet]:
    desk = Console(window(town, "Nodira Aliyeva"))
    crew = on_shift(desk, town, window)
    desk.take_incident("Chest pain", "Амир Темур 51", age=61)
    desk.pick_incident("Chest pain")
    expect(desk.decision.locator(".candidate").first).to_contain_text(BRIGADE)
    desk.press("Enter")
    crew.tap("Accept")
    desk.pick_brigade(BRIGADE)
    desk.press("c")
    crew.dock.tap("Answer")
    expect_all_flow([desk.dock, crew.dock])
    return desk, crew


def the_desk_taps_what_matters(desk: Console) -> None:
    desk.dock.tap(f"Freeze: a picture in full resolution from the camera of {BRIGADE}")
    aim = desk.dock.box.get_by_role("button", name="Tap what matters in the picture. Enter takes its centre.")
    expect(aim).to_be_focused()
    assert desk.window.axe() == []
    box = aim.bounding_box()
    assert box is not None
    desk.page.mouse.click(box["x"] + box["width"] / 4, box["y"] + box["height"] / 2)


def the_desk_draws_by_pointer(desk: Console) -> None:
    desk.dock.tap("Circle")
    box = picture(desk).bounding_box()
    assert box is not None
    desk.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    desk.page.mouse.down()
    desk.page.mouse.move(box["x"] + box["width"] / 2 + 40, box["y"] + box["height"] / 2 + 10, steps=4)
    desk.page.mouse.up()


def the_crew_draws_by_keyboard(crew: Tablet) -> None:
    crew.dock.tap("Arrow")
    picture(crew).focus()
    for key in ("ArrowLeft", "ArrowLeft", "Enter", "ArrowUp", "ArrowUp", "ArrowUp", "Enter"):
        crew.page.keyboard.press(key)


def test_a_still_is_drawn_upon_by_both_and_found_in_the_record(town: DemoTown, window: OpenWindow) -> None:
    desk, crew = they_talk_about_an_incident(town, window)
    the_desk_taps_what_matters(desk)
    for side in (desk, crew):
        expect(bar(side)).to_have_attribute("data-still", "whole", timeout=WHOLE_MS)
        expect(picture(side).locator("image").first).to_be_visible()
        side.dock.expect_words("Picture in full quality")
    expect_all_flow([desk.dock, crew.dock], frames=0, packets=50)  # the conversation goes on under it

    the_desk_draws_by_pointer(desk)
    strokes(crew, 1)
    the_crew_draws_by_keyboard(crew)
    for side in (desk, crew):
        strokes(side, 2)
        expect(side.dock.box.get_by_role("list", name="Who has drawn")).to_contain_text(
            re.compile("yellow.*light blue")
        )
        assert side.window.axe() == []
    desk.dock.tap("Circle")
    the_desk_draws_by_pointer(desk)
    strokes(crew, 3)
    desk.dock.tap("Take my last drawing back")
    strokes(crew, 2)

    crew.dock.tap("Back to the picture")
    for side in (desk, crew):
        expect(picture(side)).to_have_count(0)
    expect_all_flow([desk.dock, crew.dock])
    desk.dock.tap("Hang up")

    desk.page.get_by_role("tab", name="Incidents").click()
    desk.pick_incident("Chest pain")
    expect(desk.decision.locator(".thread")).to_contain_text("Picture asked for")
    desk.decision.get_by_role("button", name=re.compile("^Open the picture of")).click()
    opened = desk.page.get_by_role("dialog")
    expect(opened.get_by_role("img", name=f"Picture from {BRIGADE}")).to_be_visible()
    expect(opened.locator(".still-stroke")).to_have_count(2)
    expect(opened.get_by_role("list", name="Who has drawn")).to_contain_text("Nodira Aliyeva")
    assert desk.window.axe() == []

"""The server is killed under everybody's hands: every page catches up by itself, nothing that was typed is lost."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.console import Console
from tests.journeys.crews import BRIGADE, on_shift
from tests.journeys.town import DemoTown

pytestmark = pytest.mark.light

CATCH_UP_MS = 30_000


def test_pages_come_back_and_bring_what_was_done_meanwhile(town: DemoTown, window: OpenWindow) -> None:
    desk = Console(window(town, "Nodira Aliyeva"))
    crew = on_shift(desk, town, window)
    desk.take_incident("Chest pain", "Amir Temur 51")
    expect(desk.decision.locator(".candidate")).to_contain_text(BRIGADE)
    desk.press("Enter")
    expect(crew.order).to_contain_text("Chest pain")
    desk.expect_steps("Delivered", "Seen")
    for page in (desk, crew):
        page.window.forgive_the_lost_line()

    town.kill()
    for page in (desk, crew):
        expect(page.page.get_by_text("The link is lost. Your work is kept and will be sent by itself.")).to_be_visible()
    crew.tap("Accept")
    crew.expect_next("We have departed")
    expect(crew.page.get_by_text("Not sent: 1")).to_be_visible()
    desk.press("n")
    desk.page.keyboard.type("+998000000778")
    desk.tab_to("Address")
    desk.page.keyboard.type("Alisher Navoiy 54")
    desk.tab_to("Reason")
    desk.page.keyboard.type("High blood pressure")
    desk.press("Enter", "Control+Enter")
    expect(desk.page.get_by_text("The incident is on its way to the server…")).to_be_visible()
    assert desk.window.axe() == []
    assert crew.window.axe() == []

    town.start()
    for page in (desk, crew):
        expect(page.page.get_by_text("The link is lost")).to_have_count(0, timeout=CATCH_UP_MS)
    expect(desk.queue.filter(has_text="High blood pressure")).to_contain_text("Alisher Navoiy 54", timeout=CATCH_UP_MS)
    expect(crew.page.get_by_text("Not sent")).to_have_count(0)
    desk.pick_incident("Chest pain")
    desk.expect_steps("Accepted")
    expect(desk.queue).to_have_count(2)

    crew.tap("We have departed")
    desk.expect_steps("Departed")

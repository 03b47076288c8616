"""The server is dead and the pages are opened anew: the desk and the crew go on working, and lose nothing."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.console import Console
from tests.journeys.crews import BRIGADE, on_shift
from tests.journeys.kept import await_kept, kept_of_people
from tests.journeys.tablet import Tablet
from tests.journeys.town import DemoTown

pytestmark = pytest.mark.light

CATCH_UP_MS = 30_000
LOST = "The link is lost. Your work is kept and will be sent by itself."
ACCEPTED = '"stage":"accepted"'


def test_pages_open_and_go_on_while_the_server_is_away(town: DemoTown, window: OpenWindow) -> None:
    """[W3] [W4]"""
    desk = Console(window(town, "Nodira Aliyeva"))
    crew = on_shift(desk, town, window)
    desk.take_incident("Chest pain", "Amir Temur 51")
    expect(desk.decision.locator(".candidate")).to_contain_text(BRIGADE)
    desk.press("Enter")
    expect(crew.order).to_contain_text("Chest pain")
    crew.tap("Accept")
    desk.expect_steps("Accepted")
    await_kept(desk.page, "console", ACCEPTED)
    await_kept(crew.page, "tablet", ACCEPTED)
    for each in (desk, crew):
        each.window.forgive_the_lost_line()

    town.kill()
    desk = the_desk_is_opened_anew(desk)
    the_crew_goes_on_after_a_reload(crew)

    town.start()
    for page in (desk.page, crew.page):
        expect(page.get_by_text("The link is lost")).to_have_count(0, timeout=CATCH_UP_MS)
        expect(page.get_by_text("Not sent")).to_have_count(0)
    expect(desk.queue).to_have_count(2)
    expect(desk.queue.filter(has_text="High blood pressure")).to_contain_text("Alisher Navoiy 54")
    expect(desk.page.get_by_text("not sent yet")).to_have_count(0)
    desk.pick_incident("Chest pain")
    desk.expect_steps("Departed")

    who_signs_out_leaves_nothing(desk, town)


def the_desk_is_opened_anew(desk: Console) -> Console:
    """A reload, an incident by the keyboard, and another page of the same browser after this one was closed."""
    desk.page.reload()
    shows_the_last_board(desk)
    desk.press("n")
    desk.page.keyboard.type("+998000000778")
    desk.tab_to("Address")
    desk.page.keyboard.type("Alisher Navoiy 54")
    await_kept(desk.page, "console", "Navoiy 54", "typed incident")
    # Whoever sees that something is wrong loads the page anew, in the middle of a call.
    desk.page.reload()
    expect(desk.page.get_by_label("Address")).to_have_value("Alisher Navoiy 54")
    desk.tab_to("Reason")
    desk.page.keyboard.type("High blood pressure")
    expect(desk.suggestions.first).to_contain_text("High blood pressure")
    desk.press("Enter", "Control+Enter")
    expect(desk.page.get_by_text("Not sent: 1")).to_be_visible()
    assert desk.window.axe() == []

    old = desk.page
    opened = desk.window.beside(desk.window.context.new_page())
    opened.forgive_the_lost_line()
    old.close()
    desk = Console(opened, alone=True)
    shows_the_last_board(desk)
    expect(desk.page.get_by_text("Not sent: 1")).to_be_visible()
    expect(desk.queue.filter(has_text="High blood pressure")).to_contain_text("not sent yet")
    return desk


def shows_the_last_board(desk: Console) -> None:
    expect(desk.page.get_by_text(LOST)).to_be_visible()
    expect(desk.queue.filter(has_text="Chest pain")).to_have_count(1)
    desk.pick_brigade(BRIGADE)
    desk.page.get_by_role("tab", name="Incidents").click()
    desk.pick_incident("Chest pain")
    desk.expect_steps("Accepted")


def the_crew_goes_on_after_a_reload(crew: Tablet) -> None:
    crew.page.reload()
    expect(crew.page.get_by_text(LOST)).to_be_visible()
    expect(crew.order).to_contain_text("Chest pain")
    crew.expect_next("We have departed")
    crew.tap("We have departed")
    crew.expect_next("We have arrived")
    expect(crew.page.get_by_text("Not sent: 1")).to_be_visible()
    assert crew.window.axe() == []


def who_signs_out_leaves_nothing(desk: Console, town: DemoTown) -> None:
    """The page itself is nobody's: it opens, and waits."""
    assert kept_of_people(desk.page) == ["tez-private-page-console"]
    desk.page.get_by_role("button", name="Sign out").click()
    expect(desk.page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()
    assert kept_of_people(desk.page) == []
    town.kill()
    desk.page.goto("/console")
    expect(desk.page.get_by_role("heading", name="The server cannot be reached")).to_be_visible()
    expect(desk.page.get_by_text("Chest pain")).to_have_count(0)
    assert desk.window.axe() == []

"""A page and a server of two releases: whoever is behind is waited for, and nothing that was typed is lost."""

import pytest
from playwright.sync_api import expect

from signaling.protocol.frames import SCHEMA
from tests.journeys.conftest import OpenWindow
from tests.journeys.console import Console
from tests.journeys.test_without_server import type_incident
from tests.journeys.town import DemoTown
from tests.journeys.window import Window

pytestmark = pytest.mark.light

BACK_MS = 30_000


def desk_of(window: Window) -> Console:
    """A desk whose map has come: what it still loads would be lost with the server."""
    desk = Console(window)
    expect(desk.page.get_by_text("An invented town")).to_be_visible()
    window.forgive_the_lost_line()
    return desk


def begun_anew(town: DemoTown, **release: str) -> None:
    """The server is another release from now on; without words, the one of the page."""
    town.stop()
    town.program = "tests.server.newer" if release else "config.cli"
    town.settings = release
    town.start()


def test_w11_a_page_that_is_newer_than_its_server_waits_with_what_was_typed(town: DemoTown, window: OpenWindow) -> None:
    desk = desk_of(window(town, "Nodira Aliyeva"))
    begun_anew(town, NEWER_SCHEMA=str(SCHEMA - 1), NEWER_OLDEST=str(SCHEMA - 1))
    band = desk.page.locator(".band").filter(has_text="The service is being updated")
    expect(band).to_be_visible(timeout=BACK_MS)
    desk.press("n")
    type_incident(desk, "Alisher Navoiy 54", "High blood pressure")
    expect(desk.queue).to_contain_text("not sent yet")
    assert desk.window.axe() == []
    begun_anew(town)
    expect(band).to_have_count(0, timeout=BACK_MS)
    expect(desk.queue).to_have_count(1)
    expect(desk.queue).not_to_contain_text("not sent yet")


def test_w11_a_page_that_is_too_old_says_so_and_keeps_what_was_typed(town: DemoTown, window: OpenWindow) -> None:
    desk = desk_of(window(town, "Nodira Aliyeva"))
    desk.press("n")
    desk.tab_to("Address")
    desk.page.keyboard.type("Registon 14")
    begun_anew(town, NEWER_SCHEMA=str(SCHEMA + 1), NEWER_OLDEST=str(SCHEMA + 1))
    band = desk.page.get_by_role("alert").filter(has_text="older than the service")
    expect(band).to_be_visible(timeout=BACK_MS)
    assert desk.window.axe() == []
    expect(desk.page.get_by_label("Address")).to_have_value("Registon 14")
    begun_anew(town)
    band.get_by_role("button").click()
    expect(desk.page.locator(".band")).to_have_count(0, timeout=BACK_MS)
    expect(desk.page.get_by_label("Address")).to_have_value("Registon 14")
    desk.tab_to("Reason")
    desk.page.keyboard.type("Fever")
    expect(desk.suggestions.first).to_contain_text("Fever")
    desk.press("Enter", "Control+Enter")
    expect(desk.queue).to_contain_text("Registon 14")
    # Sent, it is not offered a second time.
    desk = Console(desk.window)
    expect(desk.queue).to_have_count(1)
    desk.press("n")
    expect(desk.page.get_by_label("Address")).to_have_value("")

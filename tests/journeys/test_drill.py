"""The administrator tests the ladder by day: nobody is alarmed, and everybody's answer is on the page."""

import time

import pytest
from playwright.sync_api import expect

from tests.journeys.answer import Answer
from tests.journeys.conftest import TELEPHONE, OpenWindow, Photograph
from tests.journeys.test_alert import LINK
from tests.journeys.town import DemoTown

pytestmark = pytest.mark.light


def where_it_is_noon() -> str:
    """A zone of the world in which nobody is disturbed by a test now. The signs of these names are the other way."""
    return f"Etc/GMT{time.gmtime().tm_hour - 12:+d}"


def test_the_ladder_is_tried_and_the_month_reported(town: DemoTown, window: OpenWindow, photograph: Photograph) -> None:
    """Rules [A11], [A12]."""
    town.stop()
    town.settings["TEZ_TIME_ZONE"] = where_it_is_noon()
    town.start()
    auditor = window(town, "Administrator")
    page = auditor.page
    page.goto("/alerts")
    page.get_by_role("button", name="Test now").click()
    drill = page.locator(".alerts-drill")
    expect(drill).to_contain_text("0 of 4 reached")
    expect(drill.locator("li").filter(has_text="Dilfuza Rasulova")).to_contain_text("SMS: delivered")

    message = town.messages_to("rasulova")[0]
    link = LINK.search(message)
    assert link is not None, message
    assert "sinovi" in message.lower()
    doctor = Answer(window(town, viewport=TELEPHONE), link[0])
    doctor.expect_heading("This is a test. Nobody is ill.")
    assert doctor.window.axe() == []
    doctor.page.get_by_role("button", name="It reached me").tap()
    doctor.expect_heading("Thank you")
    expect(drill).to_contain_text("1 of 4 reached")

    room = window(town, "Rustam Aminov")
    room.page.goto("/room")
    expect(room.page.locator("[data-drill]")).to_contain_text("A test of the alarm: nobody is ill.")
    room.page.get_by_role("button", name="It reached me").click()
    expect(room.page.locator("[data-drill]")).to_have_count(0)
    expect(drill).to_contain_text("2 of 4 reached")

    page.reload()
    row = page.locator(".alerts-table tr").filter(has_text="Dilfuza Rasulova")
    expect(row.locator("td").last).to_have_text("1 / 1")
    assert auditor.axe() == []
    photograph(auditor, "alerts")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    text = download.value.path().read_text("utf-8-sig")
    assert text.startswith("what,name,asked,accepted")
    assert "drills,Dilfuza Rasulova,1,1" in text
    page.get_by_role("button", name="End").first.click()
    expect(drill).to_have_count(0)

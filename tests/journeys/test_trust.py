"""Whoever answers for records: sees who opened one from outside, says what came of it, reads its readers, holds it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import TELEPHONE, OpenWindow, Photograph
from tests.journeys.console import Console
from tests.journeys.room import Room
from tests.journeys.town import DemoTown

pytestmark = pytest.mark.light

WHY = "His daughter has brought him to our admission, he cannot speak"
FOUND = "Called the admission: he was there at that hour"


def test_an_opening_from_outside_is_looked_at_and_the_record_is_held(
    town: DemoTown, window: OpenWindow, photograph: Photograph
) -> None:
    """Rules [CT8], [CT12], [CT16], [CT17], [CT18]."""
    asker = Room(window(town, "Shuhrat Karimov"))
    asker.ask(specialty="Cardiology", urgency="Planned", question="Anticoagulation?", age=61, sex="male")
    expect(asker.record).to_contain_text("Anticoagulation?")

    auditor = window(town, "Administrator")
    page = auditor.page
    page.goto("/trust")
    expect(page.get_by_text("Nobody has opened a record from outside")).to_be_visible()

    outsider = Room(window(town, "Bahrom Yusupov"))
    break_the_glass(outsider)
    line = page.locator("[data-glass]")  # it comes by itself
    expect(line).to_contain_text("Bahrom Yusupov")
    expect(line).to_contain_text("the patient has come to them")
    expect(line).to_contain_text("Cardiology")
    expect(page.get_by_text("1 not looked at")).to_be_visible()
    assert WHY not in page.content(), "the words may be clinical: they are for those who may read the record"
    assert auditor.axe() == []

    look_at(page, line)
    read_the_readers(page, line)
    hold_and_end_it(page)

    assert auditor.axe() == []
    photograph(auditor, "trust")
    page.set_viewport_size(TELEPHONE)
    assert auditor.axe() == []
    assert page.evaluate("document.documentElement.scrollWidth") == TELEPHONE["width"]
    photograph(auditor, "trust-telephone")


def test_whose_page_it_is_not_is_told_so_and_the_consoles_foot_leads_there(town: DemoTown, window: OpenWindow) -> None:
    """Rule [CT17]."""
    physician = window(town, "Shuhrat Karimov")
    physician.page.goto("/trust")
    expect(physician.page.get_by_text("This page is for administrators and receiving hospitals")).to_be_visible()
    assert physician.axe() == []
    desk = Console(window(town, "Administrator"))
    desk.page.get_by_role("link", name="Trust in records").click()
    desk.page.wait_for_url("**/trust")
    expect(desk.page.get_by_role("heading", name="How long records are kept")).to_be_visible()


def break_the_glass(room: Room) -> None:
    room.tap("Open a record with a reason")
    dialog = room.page.get_by_role("dialog")
    dialog.get_by_label("Number of the consult").fill("1")
    dialog.get_by_label("Age").fill("61")
    dialog.get_by_label("Sex").select_option("male")
    dialog.get_by_label("In your words").fill(WHY)
    dialog.get_by_role("button", name="Open it").click()
    expect(room.record).to_contain_text("Anticoagulation?")


def look_at(page: Page, line: Locator) -> None:
    line.get_by_role("button", name=re.compile("^Looked at")).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Looked at").click()
    expect(dialog.get_by_text("Say why")).to_be_visible()
    dialog.get_by_label("What you found").fill(FOUND)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(line).to_contain_text("Administrator looked at it")
    expect(line).to_contain_text(FOUND)
    expect(page.get_by_text("nothing new")).to_be_visible()
    page.get_by_label("Only what is new").check()
    expect(line).to_have_count(0)
    page.get_by_label("Only what is new").uncheck()
    expect(line).to_have_count(1)


def read_the_readers(page: Page, line: Locator) -> None:
    line.get_by_role("button", name="Readers of № 1").click()
    readings = page.get_by_role("region", name=re.compile(r"^\d+ readings?$"))
    row = readings.get_by_role("row").filter(has_text="Bahrom Yusupov").first
    expect(row).to_contain_text("from outside")
    expect(row).to_contain_text("opened the record")
    expect(readings).to_contain_text("Shuhrat Karimov")
    expect(page.get_by_role("region", name="Whose screens were sent it")).to_contain_text("Shuhrat Karimov")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename == "readers-1.csv"
    assert "broken_glass" in Path(download.value.path()).read_text("utf-8-sig")
    number = page.get_by_label("Number or id of the consult")
    number.fill("what?")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_text("a number or an id is needed")).to_be_visible()
    number.fill("№ 1")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(row).to_be_visible()


def hold_and_end_it(page: Page) -> None:
    page.get_by_role("button", name="Hold № 1", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Why").fill("The family has complained")
    dialog.get_by_role("button", name="Hold").click()
    held = page.locator("[data-held]")
    expect(held).to_contain_text("The family has complained")
    expect(held).to_contain_text("Administrator holds it since")
    expect(page.get_by_text("Held now: 1")).to_be_visible()
    held.get_by_role("button", name="End the hold of № 1").click()
    dialog.get_by_label("Why").fill("It was settled")
    dialog.get_by_role("button", name="End the hold").click()
    expect(page.get_by_text("Held now: 0")).to_be_visible()
    expect(page.get_by_role("region", name="Held beyond its time")).to_contain_text("It was settled")

"""The figures of consults: what two of them came to, as an administrator and as a doctor read it."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import TELEPHONE, OpenWindow, Photograph
from tests.journeys.console import Console
from tests.journeys.room import Room
from tests.journeys.town import DemoTown

pytestmark = pytest.mark.light
QUESTION = "Atrial fibrillation with 140 a minute: may the patient stay here?"
ADVICE = "Stay; metoprolol, an ECG in an hour."


def test_an_administrator_reads_the_figures_and_takes_them_along(
    town: DemoTown, window: OpenWindow, photograph: Photograph
) -> None:
    """Rules [CX6], [CX7]."""
    auditor = window(town, "Administrator")
    page = auditor.page
    page.goto("/rooms")
    page.get_by_role("link", name="Consult figures").click()
    expect(page.locator(".figures-tile").first).to_be_visible()
    expect(page.get_by_text("Patients' own consults").first).to_be_visible()
    page.locator("select").nth(1).select_option("district")
    xlsx = page.get_by_role("link", name="XLSX")
    expect(xlsx).to_have_attribute("href", re.compile("by=district&language=en$"))
    with page.expect_download() as download:
        xlsx.click()
    assert download.value.suggested_filename == "consults-by-district.xlsx"
    page.locator(".figures-tile").nth(3).focus()
    expect(page.locator(".figures-how").nth(3)).to_be_visible()
    assert auditor.axe() == []
    page.set_viewport_size(TELEPHONE)
    assert auditor.axe() == []
    assert page.evaluate("document.documentElement.scrollWidth") == TELEPHONE["width"]


def test_two_consults_that_were_asked_answered_and_rated_stand_in_the_figures(
    town: DemoTown, window: OpenWindow, photograph: Photograph
) -> None:
    """Rules [CX1], [CX2], [CX4], [CX5], [CX6]."""
    specialist, physician = Room(window(town, "Dilfuza Rasulova")), Room(window(town, "Shuhrat Karimov"))
    signed_read_and_rated_by_both(specialist, physician, photograph)
    answered_in_short_and_rated_by_the_specialist(specialist, physician)
    the_administrator_reads_both(window, town, photograph)
    a_doctor_reads_their_own(specialist)
    the_desk_is_not_led_where_it_may_not_read(window, town)


def asked_and_taken(specialist: Room, physician: Room, urgency: str) -> None:
    physician.ask(specialty="Cardiology", urgency=urgency, question=QUESTION, age=61, sex="male")
    expect(specialist.rings).to_contain_text(QUESTION)
    specialist.tap("Answer in writing")
    expect(specialist.record).to_contain_text(QUESTION)


def signed_read_and_rated_by_both(specialist: Room, physician: Room, photograph: Photograph) -> None:
    asked_and_taken(specialist, physician, "Emergency")
    specialist.open("Conclusion")
    page = specialist.page
    page.get_by_label("Findings").fill("No sign of a stroke or of an infarction.")
    page.get_by_label("Recommendation").fill(ADVICE)
    expect(page.get_by_text(re.compile(r"Kept \d\d:\d\d"))).to_be_visible()
    specialist.tap("Sign…")
    specialist.tap("By hand")
    page.get_by_label("Or type your name").fill("Dilfuza Rasulova")
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_role("heading", name="Version 1")).to_be_visible()
    physician.open("Conclusion")
    expect(physician.page.get_by_text(ADVICE)).to_be_visible()
    expect(card(physician.page)).to_have_count(0)  # nobody is asked before they have read it
    physician.tap("I have read version 1")

    rate(physician, {"It was useful": 5, "It was to be understood": 4, "It came in time": 5}, would="Yes")
    photograph(physician.window, "rating")
    # The specialist reads nothing of a closed record any more, and is asked all the same.
    expect(specialist.page.get_by_text("The record is no longer yours to read")).to_be_visible()
    expect(specialist.record).not_to_contain_text(QUESTION)
    rate(specialist, {"The question was clear": 4, "The material was enough": 2})
    for side in (physician, specialist):
        assert side.window.axe() == []


def answered_in_short_and_rated_by_the_specialist(specialist: Room, physician: Room) -> None:
    asked_and_taken(specialist, physician, "Urgent")
    specialist.open("Thread")
    specialist.page.get_by_label("Conclusion").fill(ADVICE)
    specialist.tap("Write the conclusion")
    expect(physician.record).to_contain_text(ADVICE)
    rate(specialist, {"The question was clear": 5, "The material was enough": 5})
    # Said otherwise: the newest counts.
    rate(specialist, {"The question was clear": 2, "The material was enough": 5})


def card(page: Page) -> Locator:
    return page.locator(".rating")


def rate(side: Room, scores: dict[str, int], would: str | None = None) -> None:
    """By the keyboard alone, as somebody does who has no hand free for a mouse."""
    line = card(side.page)
    line.locator("summary").press("Enter")
    for question, score in scores.items():
        line.get_by_role("group", name=question).get_by_role("radio", name=str(score)).press("Space")
    if would is not None:
        line.get_by_role("radio", name=would, exact=True).press("Space")
    line.get_by_role("button", name="Save").press("Enter")
    expect(line.locator("form")).not_to_be_visible()
    expect(line.get_by_role("status")).to_have_text("Rated. You may say it otherwise within 24 hours.")


def the_administrator_reads_both(window: OpenWindow, town: DemoTown, photograph: Photograph) -> None:
    auditor = window(town, "Administrator")
    page = auditor.page
    page.goto("/figures")
    expect(tile(page, "Asked")).to_have_text("2")
    expect(tile(page, "Taken in time")).to_have_text("100 %")
    expect(tile(page, "Transfers avoided / answers")).to_have_text("1 / 1")
    expect(tile(page, "Useful")).to_have_text("5 (1)")
    expect(tile(page, "Question clear")).to_have_text("3 (2)")
    expect(tile(page, "Booked")).to_have_text("0")
    expect(page.get_by_role("img", name="2 asked, 2 taken in time")).to_be_visible()
    page.get_by_text("The numbers as a table").click()
    numbers = page.get_by_role("table", name="Consults by day").get_by_role("row")
    expect(numbers).to_have_count(31)
    expect(numbers.last).to_contain_text(re.compile(r"2\s*2\s*0\s*100 %"))
    lacked = page.get_by_role("table", name="Completeness of records").get_by_role("row").last
    expect(lacked).to_contain_text("Vital signs × 1")
    page.get_by_role("button", name="RU").click()
    expect(page.get_by_text(re.compile("Жизненные показатели × 1"))).to_be_visible()
    page.get_by_role("button", name="EN").click()
    assert auditor.axe() == []
    photograph(auditor, "figures")
    page.set_viewport_size(TELEPHONE)
    assert auditor.axe() == []
    assert page.evaluate("document.documentElement.scrollWidth") == TELEPHONE["width"]
    photograph(auditor, "figures-telephone")


def tile(page: Page, name: str) -> Locator:
    """What a tile shows."""
    of = page.locator(".figures-tile").filter(has=page.get_by_text(name, exact=True))
    return of.locator("dd").first


def a_doctor_reads_their_own(specialist: Room) -> None:
    page = specialist.page
    page.get_by_role("link", name="Figures").click()
    expect(page.get_by_text("These are the consults that you took yourself.")).to_be_visible()
    expect(tile(page, "Asked")).to_have_text("2")
    expect(page.locator(".figures-tile").filter(has_text="Question clear")).to_have_count(0)
    expect(page.get_by_role("table", name="Load of each specialist").get_by_role("row")).to_have_count(2)
    assert specialist.window.axe() == []
    page.get_by_role("link", name="To my page").click()
    expect(page.get_by_role("navigation", name="Consults")).to_be_visible()


def the_desk_is_not_led_where_it_may_not_read(window: OpenWindow, town: DemoTown) -> None:
    desk = Console(window(town, "Nodira Aliyeva"))
    expect(desk.page.get_by_role("link", name="Call staff in")).to_be_visible()
    expect(desk.page.get_by_role("link", name="Consult figures")).to_have_count(0)

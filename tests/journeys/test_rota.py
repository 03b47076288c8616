"""The administrator enters the week, a doctor gives a night away, a colleague takes it, and the gaps follow."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from signaling import clock
from tests.journeys.conftest import OpenWindow, Photograph
from tests.journeys.town import DemoTown
from tests.journeys.window import Window

pytestmark = pytest.mark.light

WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def open_panel(page: Page, name: str) -> None:
    panel = page.locator("details", has=page.locator("summary", has_text=name))
    if panel.get_attribute("open") is None:
        panel.locator("summary").press("Enter")


def choose_hours(page: Page, panel: str, days: tuple[str, ...], begin: str, end: str) -> None:
    form = page.locator("details", has=page.locator("summary", has_text=panel)).locator("form")
    for day in WEEK:
        form.get_by_label(day, exact=True).set_checked(day in days)
    form.get_by_label("From").fill(begin)
    form.get_by_label("Until").fill(end)


def add_entry(page: Page, person: str, days: tuple[str, ...], begin: str, end: str) -> None:
    panel = page.locator("details", has=page.locator("summary", has_text="Entries:"))
    panel.get_by_label("Person").select_option(label=person)
    panel.get_by_label("Specialty").select_option(label="Neurology")
    choose_hours(page, "Entries:", days, begin, end)
    panel.get_by_role("button", name="Add the entry").press("Enter")
    expect(panel.get_by_label("Person")).to_have_value("")


def add_one_day_of_a_hospital(office: Window, person: str) -> None:
    page, day = office.page, datetime.fromtimestamp(clock.now_ms() / 1000 + 2 * 86_400, UTC).strftime("%Y-%m-%d")
    panel = page.locator("details", has=page.locator("summary", has_text="Entries:")).first
    panel.get_by_label("Person").select_option(label=person)
    panel.get_by_label("Specialty").select_option(label="Toxicology")
    panel.get_by_label("Once").check()
    panel.get_by_label("From").fill(f"{day}T09:00")
    panel.get_by_label("Until").fill(f"{day}T15:00")
    panel.get_by_text("Only for a place").press("Enter")
    panel.get_by_label("Hospital").select_option(index=1)
    panel.get_by_label("Region").fill("Chilonzor")
    panel.get_by_role("button", name="Add the entry").press("Enter")
    assert office.axe() == []
    line = page.locator("[data-entry=toxicology]").filter(has_text=person)
    expect(line).to_contain_text("09:00–15:00")
    expect(line).to_contain_text("Chilonzor")
    line.get_by_role("button", name=f"Edit {person}").press("Enter")
    panel.get_by_label("Until").fill(f"{day}T16:30")
    panel.get_by_role("button", name="Save").press("Enter")
    expect(line).to_contain_text("09:00–16:30")


def test_d3_d5_a_night_is_given_away_and_taken_and_the_gaps_follow(
    town: DemoTown, window: OpenWindow, photograph: Photograph
) -> None:
    """Rules [D3], [D5]."""
    office = window(town, "Administrator")
    page = office.page
    page.goto("/rota")
    expect(page.get_by_text("The next two weeks are covered")).to_be_visible()
    open_panel(page, "Needs:")
    page.locator("details", has=page.locator("summary", has_text="Needs:")).get_by_label("Specialty").select_option(
        label="Neurology"
    )
    choose_hours(page, "Needs:", WEEK, "20:00", "08:00")
    page.get_by_role("button", name="Add the need").press("Enter")
    expect(page.locator("[data-need=neurology]")).to_have_count(1)
    page.locator("[data-entry=neurology]").get_by_role("button", name="Remove").first.press("Enter")
    expect(page.locator(".rota-ahead")).to_have_attribute("data-short", "true")
    expect(page.locator(".rota-ahead li").first).to_contain_text("uncovered")
    expect(page.locator("[data-specialty=neurology] [data-gap]").first).to_be_attached()
    assert office.axe() == []
    page.evaluate("scrollTo(0, 0)")
    photograph(office, "rota")

    add_entry(page, "Николай Ли", WEEK, "20:00", "08:00")
    add_entry(page, "Shuhrat Karimov", ("Mon",), "12:00", "13:00")
    expect(page.get_by_text("The next two weeks are covered")).to_be_visible()

    add_one_day_of_a_hospital(office, "Shuhrat Karimov")
    photograph(office, "rota-entry")

    giver = window(town, "Николай Ли").page
    giver.goto("/rota")
    hours = giver.get_by_label("Give away hours of yours")
    hours.select_option(index=2)
    giver.get_by_label("To whom").select_option(label="Shuhrat Karimov")
    giver.get_by_role("button", name="Ask Shuhrat Karimov").press("Enter")
    expect(giver.locator("[data-swap=open]")).to_have_count(1)

    taker = window(town, "Shuhrat Karimov")
    taker.page.goto("/rota")
    taker.page.get_by_role("button", name="Take", exact=True).press("Enter")
    expect(taker.page.locator("[data-swap=taken]")).to_contain_text("gave it to Shuhrat Karimov")
    assert taker.axe() == []
    taker.page.get_by_text("Calendar link").press("Enter")
    taker.page.get_by_role("button", name="Get a link").press("Enter")
    address = taker.page.get_by_label("Address")
    expect(address).to_be_visible()
    calendar = taker.page.request.get(address.input_value())
    assert calendar.ok
    assert "neurology: Shuhrat Karimov" in calendar.text()
    expect(giver.locator("[data-swap=taken]")).to_have_count(1)
    expect(page.get_by_text("The next two weeks are covered")).to_be_visible()
    assert office.axe() == []

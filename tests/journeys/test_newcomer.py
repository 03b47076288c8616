"""Somebody who has never seen it types one command and opens the address: one tap for each role, a town that lives."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenWindow, Photograph
from tests.journeys.console import Console
from tests.journeys.town import DemoTown

LIFE_MS = 90_000
ROLES = (
    ("Nodira Aliyeva", "/console", "Dispatcher's console"),
    ("Lola Karimova", "/console", "Dispatcher's console"),
    ("Shuhrat Karimov", "/room", "Consult room"),
    ("Dilfuza Rasulova", "/room", "Consult room"),
    ("Navroʻzobod shahar shifoxonasi: qabulxona", "/hospital", "Who is coming"),
)


@pytest.fixture
def living_town(town_as_made: DemoTown, tmp_path: Path) -> Iterator[DemoTown]:
    """The town with its simulated callers, crews and doctors."""
    town = town_as_made.copy_to(tmp_path / "town")
    town.alive = True
    town.start()
    try:
        yield town
    finally:
        town.stop()


@pytest.mark.light
def test_one_tap_opens_the_page_of_each_role(town: DemoTown, window: OpenWindow, photograph: Photograph) -> None:
    visitor = window(town)
    page = visitor.page
    for name, path, heading in ROLES:
        page.goto("/")
        page.get_by_role("button", name=name).click()
        page.wait_for_url(town.url + path)
        speak_english(page)
        expect(page.get_by_role("heading", level=1, name=heading)).to_be_attached()
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()
    photograph(visitor, "sign-in")
    for link in page.locator(".demo-links a").all():
        assert visitor.context.request.get(link.get_attribute("href") or "").ok


def speak_english(page: Page) -> None:
    page.get_by_role("button", name="EN, English").click()


@pytest.mark.light
def test_a_language_is_there_at_once_and_stays(town: DemoTown, window: OpenWindow) -> None:
    page = window(town).page
    page.goto("/")
    heading = page.get_by_role("heading", level=1)
    said = {}
    for language in ("UZ", "RU", "EN"):
        page.get_by_role("button", name=re.compile(f"^{language},")).click()
        expect(page.locator("html")).to_have_attribute("lang", language.lower())
        said[language] = heading.inner_text()
    assert len(set(said.values())) == 3
    page.get_by_role("button", name=re.compile("^RU,")).click()
    page.reload()
    expect(heading).to_have_text(said["RU"])
    page.get_by_role("button", name="Сардор Рахимов").click()
    expect(page.locator("html")).to_have_attribute("lang", "ru")


@pytest.mark.long
def test_one_person_alone_can_try_everything(living_town: DemoTown, window: OpenWindow, photograph: Photograph) -> None:
    """Simulated callers bring an incident, the newcomer sends a brigade, its simulated crew drives and talks."""
    desk = Console(window(living_town, "Nodira Aliyeva"))
    foot = desk.page.locator(".console-foot")
    expect(foot).to_contain_text(re.compile(r"[1-9]\d* brigades"), timeout=LIFE_MS)
    expect(desk.queue.first).to_be_visible(timeout=LIFE_MS)
    desk.press("ArrowDown")
    expect(desk.decision.locator(".candidate").first).to_be_visible()
    desk.press("Enter")
    for step in ("Ordered", "Delivered", "Accepted", "Departed"):
        expect(desk.step(step).first).to_have_attribute("data-state", "done", timeout=LIFE_MS)
    expect(foot).to_contain_text(re.compile(r"· [1-9]\d* moving"), timeout=LIFE_MS)
    photograph(desk.window, "console")
    assert desk.window.axe() == []

    desk.press("c")
    desk.dock.expect_state("talking")
    desk.dock.expect_picture_and_sound()
    assert desk.window.axe() == []

"""Every page in every language, at its main states: nothing that axe finds, nothing too small for a gloved finger,
nothing too heavy for a poor line."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PROJECT, TABLET, TELEPHONE, OpenWindow
from tests.journeys.console import Console
from tests.journeys.crews import on_shift
from tests.journeys.room import Room
from tests.journeys.town import DemoTown
from tests.journeys.window import Window

pytestmark = pytest.mark.light
LANGUAGES = ("UZ", "RU", "EN")
TARGET_PX = 56
FIRST_LOAD_BYTES = 200_000
NO_TICKET = "/a/" + "A" * 22
SMALL = """(least) => [...document.querySelectorAll("button, a[href], input, select, textarea, summary")]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".unseen"))
    .map((one) => ({ box: one.getBoundingClientRect(), html: one.outerHTML.slice(0, 120) }))
    .filter(({ box }) => box.width > 0 && (box.height < least - 0.5 || box.width < least - 0.5))
    .map(({ box, html }) => `${Math.round(box.width)} × ${Math.round(box.height)}: ${html}`)"""


@pytest.fixture(scope="module")
def standing_town(town_as_made: DemoTown, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoTown]:
    """One quiet town for all that only looks."""
    town = town_as_made.copy_to(tmp_path_factory.mktemp("standing"))
    town.start()
    try:
        yield town
    finally:
        town.kill()


def in_every_language(window: Window) -> list[str]:
    """What axe finds in each language, switched to by a tap; the page stays as it is."""
    found = []
    for language in LANGUAGES:
        switch = window.page.locator(f'.switch button[lang="{language.lower()}"]')
        switch.click()
        expect(switch).to_have_attribute("aria-pressed", "true")
        found += [f"{language} {each}" for each in window.axe()]
    return found


def too_small(page: Page) -> list[str]:
    found: list[str] = page.evaluate(SMALL, TARGET_PX)
    return found


def test_the_sign_in_page(standing_town: DemoTown, window: OpenWindow) -> None:
    visitor = window(standing_town)
    visitor.page.goto("/")
    expect(visitor.page.get_by_role("button", name="Nodira Aliyeva")).to_be_visible()
    assert in_every_language(visitor) == []


def test_the_console(standing_town: DemoTown, window: OpenWindow) -> None:
    desk = Console(window(standing_town, "Nodira Aliyeva"))
    assert in_every_language(desk.window) == []
    desk.page.get_by_role("tab", name="Brigades").click()
    expect(desk.page.locator(".brigade-row").first).to_be_visible()
    assert in_every_language(desk.window) == []
    desk.page.locator(".brigade-row").first.click()
    assert in_every_language(desk.window) == []
    desk.press("n")
    assert in_every_language(desk.window) == []
    desk.page.get_by_label("Address", exact=True).fill("Amir")
    expect(desk.suggestions.first).to_be_visible()
    assert desk.window.axe() == []
    desk.press("Escape", "Escape", "F1")
    expect(desk.page.get_by_role("dialog")).to_be_visible()
    assert desk.window.axe() == []


def test_the_hospital(standing_town: DemoTown, window: OpenWindow) -> None:
    reception = window(standing_town, "Navroʻzobod shahar shifoxonasi: qabulxona")
    reception.page.goto("/hospital")
    expect(reception.page.get_by_text("Nobody is on the way here")).to_be_visible()
    assert in_every_language(reception) == []


@pytest.mark.parametrize("viewport", [TABLET, TELEPHONE], ids=["tablet", "telephone"])
def test_the_room(standing_town: DemoTown, window: OpenWindow, viewport: dict[str, int]) -> None:
    doctor = Room(window(standing_town, "Анна Петрова", viewport=viewport))
    assert in_every_language(doctor.window) == []
    doctor.page.get_by_role("button", name="Ask a specialist").first.click()
    expect(doctor.page.get_by_label("Question")).to_be_visible()
    # On a telephone the languages are chosen at home: the question has all the room there is.
    assert (in_every_language(doctor.window) if viewport is TABLET else doctor.window.axe()) == []
    assert doctor.page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_the_answer_page_of_a_link_that_is_none(standing_town: DemoTown, window: OpenWindow) -> None:
    doctor = window(standing_town, viewport=TELEPHONE)
    doctor.forgives = lambda said: "409" in said  # the browser notes the refusal that the page tells in words
    doctor.page.goto(NO_TICKET)
    expect(doctor.page.get_by_role("heading", name="This link is not valid")).to_be_visible()
    assert in_every_language(doctor) == []


def test_the_page_of_messages(standing_town: DemoTown, window: OpenWindow) -> None:
    visitor = window(standing_town)
    visitor.page.goto("/sms")
    expect(visitor.page.get_by_text("No message yet")).to_be_visible()
    assert in_every_language(visitor) == []


def test_the_tablet_is_for_gloves(town: DemoTown, window: OpenWindow) -> None:
    desk = Console(window(town, "Nodira Aliyeva"))
    stranger = window(town, viewport=TABLET)
    stranger.page.goto("/tablet")
    expect(stranger.page.get_by_role("heading", name="Pair this tablet")).to_be_visible()
    assert in_every_language(stranger) == []
    assert too_small(stranger.page) == []
    stranger.close()

    crew = on_shift(desk, town, window)
    assert too_small(crew.page) == []
    crew.page.get_by_role("button", name="Settings").click()
    assert in_every_language(crew.window) == []
    assert too_small(crew.page) == []
    crew.page.keyboard.press("Escape")

    desk.take_incident("Chest pain", "Amir Temur 51")
    expect(desk.decision.locator(".candidate")).to_be_visible()
    desk.press("Enter")
    expect(crew.order).to_contain_text("Chest pain")
    assert too_small(crew.page) == []
    crew.tap("Decline")
    assert too_small(crew.page) == []
    assert crew.window.axe() == []
    crew.page.keyboard.press("Escape")
    desk.press("c")
    crew.dock.expect_state("incoming")
    assert too_small(crew.page) == []
    crew.dock.tap("Answer")
    crew.dock.expect_state("talking")
    assert too_small(crew.page) == []


@pytest.mark.parametrize(
    ("front", "path", "name"),
    [("tablet", "/tablet", None), ("answer", NO_TICKET, None), ("room", "/room", "Shuhrat Karimov")],
)
def test_the_first_load_is_light(
    standing_town: DemoTown, window: OpenWindow, front: str, path: str, name: str | None
) -> None:
    """Compressed as it goes over the line, fonts included."""
    visitor = window(standing_town, name, viewport=TELEPHONE)
    visitor.forgives = lambda said: "409" in said
    asked: set[str] = set()
    visitor.page.on("request", lambda request: asked.add(urlsplit(request.url).path))
    visitor.page.goto(path)
    expect(visitor.page.get_by_role("heading").first).to_be_visible()
    visitor.page.wait_for_load_state("networkidle")
    files = [one.removeprefix("/web/") for one in asked if one.startswith("/web/")]
    sizes = {each: size(PROJECT / ".build" / "web" / each) for each in [*files, f"{front}/index.html"]}
    assert len(files) >= 3, asked
    assert sum(sizes.values()) <= FIRST_LOAD_BYTES, sizes


def size(file: Path) -> int:
    compressed = file.with_name(file.name + ".br")
    return (compressed if compressed.exists() else file).stat().st_size

"""A guest's page, as an interpreter with a telephone in the hand sees it."""

from playwright.sync_api import expect

from tests.journeys.dock import Dock
from tests.journeys.test_access import too_small
from tests.journeys.window import Window

LANGUAGES = ("uz", "ru", "en")


class GuestPage:
    """The page behind a guest's link."""

    def __init__(self, window: Window, link: str) -> None:
        self.window = window
        self.page = window.page
        self.dock = Dock(self.page, ".guest-dock")
        self.page.goto(link)

    def expect_drawing(self, name: str) -> None:
        expect(self.page.locator(".guest")).to_have_attribute("data-drawing", name)

    def expect_heading(self, words: str) -> None:
        expect(self.page.get_by_role("heading", name=words, exact=True)).to_be_visible()

    def read_in(self, language: str) -> None:
        switch = self.page.locator(f'.guest-languages button[lang="{language}"]')
        switch.tap()
        expect(switch).to_have_attribute("aria-pressed", "true")

    def tap(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).tap()

    def expect_good_for_everybody(self) -> None:
        """In each language nothing is wrong, too small for a thumb, or sticks out sideways; English in the end."""
        for language in LANGUAGES:
            self.read_in(language)
            assert self.window.axe() == []
            assert too_small(self.page) == []
            wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, language

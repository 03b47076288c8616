"""The hospital's page, as its reception sees it."""

from playwright.sync_api import Locator, expect

from tests.journeys.window import Window


class Hospital:
    """The page after it has opened, in English."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.page = window.page
        self.page.goto("/hospital")
        expect(self.page.get_by_role("heading", level=1, name="Who is coming")).to_be_visible()

    @property
    def arrivals(self) -> Locator:
        return self.page.locator(".arrival")

    @property
    def handed_over(self) -> Locator:
        return self.page.locator(".done-row")

    def acknowledge(self, words: str) -> None:
        self.page.get_by_label("Note for the crew: where to bring the patient").fill(words)
        self.page.get_by_role("button", name="We know and are ready").click()

"""A brigade's tablet, as its crew sees it."""

from playwright.sync_api import Locator, expect

from tests.journeys.dock import Dock
from tests.journeys.window import Window


class Tablet:
    """The page after it has opened, in English."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.page = window.page
        self.page.goto("/tablet")
        self.dock = Dock(self.page, ".dock-place")

    def pair(self, code: str) -> None:
        """By the finger, digit after digit."""
        for digit in code:
            self.page.get_by_role("button", name=digit, exact=True).click()
        self.page.get_by_role("button", name="Pair", exact=True).click()

    def start_shift(self, *crew: str) -> None:
        for number, name in enumerate(crew, 1):
            self.page.get_by_label(f"Name of crew member {number}").fill(name)
        self.page.get_by_role("button", name="Start the shift").click()
        expect(self.page.get_by_role("heading", name="Free, waiting for an order")).to_be_visible()

    def lighten(self) -> None:
        """The light page, whatever the hour."""
        self.page.get_by_role("button", name="Settings").click()
        dark = self.page.get_by_role("dialog").get_by_role("button", name="Dark screen")
        light = self.page.get_by_role("dialog").get_by_role("button", name="Light screen")
        expect(dark.or_(light)).to_be_visible()
        if light.is_visible():
            light.click()
        expect(dark).to_be_visible()
        self.page.keyboard.press("Escape")

    @property
    def order(self) -> Locator:
        """What the order is about, in the largest letters."""
        return self.page.locator("h1.what")

    def tap(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def choose(self, name: str) -> None:
        """One of the answers of the question in front of the page."""
        self.page.get_by_role("dialog").get_by_role("button", name=name).first.click()

    def expect_next(self, name: str) -> None:
        """The one large button."""
        expect(self.page.locator("button.go")).to_have_text(name)

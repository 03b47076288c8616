"""The page behind the link of an SMS, on a doctor's telephone."""

from playwright.sync_api import expect

from tests.journeys.window import Window


class Answer:
    """The page after it has opened, its language switched to English by a tap."""

    def __init__(self, window: Window, link: str) -> None:
        self.window = window
        self.page = window.page
        self.page.goto(link)
        self.page.locator('[data-drawing="loading"]').wait_for(state="detached")
        self.page.get_by_role("button", name="EN, English").tap()

    def accept(self) -> None:
        self.page.get_by_role("button", name="I accept").tap()

    def expect_heading(self, words: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(words)

"""The patient's page, as somebody who waits for a doctor sees it on a telephone."""

from playwright.sync_api import FilePayload, expect

from tests.journeys.dock import Dock
from tests.journeys.window import Window


class PatientPage:
    """The page behind the link of an SMS."""

    def __init__(self, window: Window, link: str) -> None:
        self.window = window
        self.page = window.page
        self.dock = Dock(self.page, ".patient-dock")
        self.page.goto(link)
        # In the language of the message, until the reader chooses.
        expect(self.page.locator("html")).to_have_attribute("lang", "uz")
        self.expect_drawing("ask")

    def speak(self, language: str) -> None:
        self.page.locator(f'.patient-languages button[lang="{language}"]').tap()

    def expect_drawing(self, name: str) -> None:
        expect(self.page.locator(".patient")).to_have_attribute("data-drawing", name)

    def tap(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).tap()

    def expect_told(self, words: str) -> None:
        expect(self.page.locator(".patient-told")).to_contain_text(words)

    def write(self, text: str) -> None:
        self.page.get_by_label("Your message").fill(text)
        self.tap("Send")
        expect(self.page.locator('.patient-lines li[data-by="patient"]').last).to_contain_text(text)

    def send_photo(self, payload: FilePayload) -> None:
        self.page.locator("input[type=file]").set_input_files(payload)
        expect(self.page.get_by_text("1 photo sent")).to_be_visible(timeout=20_000)

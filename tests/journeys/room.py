"""The consult room, as a physician or a specialist sees it."""

from playwright.sync_api import Locator, expect

from tests.journeys.dock import Dock
from tests.journeys.window import Window


class Room:
    """The page after it has opened, in English."""

    def __init__(self, window: Window, *, open_it: bool = True) -> None:
        """``open_it`` False: the page is there already, by a link."""
        self.window = window
        self.page = window.page
        if open_it:
            self.page.goto("/room")
        expect(self.page.get_by_role("navigation", name="Consults")).to_be_visible()
        self.dock = Dock(self.page, ".room-dock")

    def ask(self, *, specialty: str, urgency: str, question: str, age: int, sex: str) -> None:
        self.page.get_by_role("button", name="Ask a specialist").first.click()
        self.page.get_by_label("Specialty").select_option(specialty)
        self.page.get_by_role("radio", name=urgency).check()
        self.page.get_by_label("Question").fill(question)
        self.page.get_by_label("Age, years").fill(str(age))
        self.page.get_by_label("Sex").select_option(sex)
        self.page.get_by_role("button", name="Send and ring").click()

    @property
    def rings(self) -> Locator:
        return self.page.locator(".room-ring")

    @property
    def record(self) -> Locator:
        return self.page.get_by_role("complementary", name="Record of the consult")

    def tap(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def open(self, section: str) -> None:
        """A section of the record."""
        self.record.get_by_role("tab", name=section).click()

    def say(self, text: str) -> None:
        """A line in the thread."""
        self.open("Thread")
        self.record.get_by_role("textbox", name="Message").fill(text)
        self.record.get_by_role("button", name="Send the message").click()

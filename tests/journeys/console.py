"""The dispatcher's console, as a person at it sees it."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.dock import Dock
from tests.journeys.window import Window

FIELDS = 24
"""More than there are between any two fields of the form."""


class Console:
    """The page after it has opened, in English."""

    def __init__(self, window: Window, *, alone: bool = False) -> None:
        """``alone``: the server is away."""
        self.window = window
        self.page = window.page
        self.page.goto("/console")
        expect(self.page.locator(".console-foot")).to_contain_text("No link" if alone else "Link:")
        self.dock = Dock(self.page, ".dock-place")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    @property
    def queue(self) -> Locator:
        return self.page.locator(".queue .row")

    @property
    def decision(self) -> Locator:
        return self.page.get_by_role("region", name="Decision")

    @property
    def thread(self) -> Locator:
        return self.decision.locator(".thread li")

    def field(self, label: str) -> Locator:
        return self.page.get_by_label(label, exact=True).and_(self.page.locator("input"))

    def tab_to(self, label: str) -> None:
        """From field to field by the keyboard, as far as this one."""
        for _ in range(FIELDS):
            self.press("Tab")
            if self.field(label).evaluate("one => one === document.activeElement"):
                return
        pytest.fail(f"The tabulator does not come to {label}")

    def take_incident(
        self, reason: str, address: str, *, number: str = "+998000000777", age: int | None = None
    ) -> None:
        """A new incident by the keyboard alone, from the telephone to the queue."""
        self.fill_incident(reason, address, number=number, age=age)
        self.press("Control+Enter")

    def fill_incident(self, reason: str, address: str, *, number: str, age: int | None) -> None:
        self.press("n")
        expect(self.field("Caller's number")).to_be_focused()
        self.page.keyboard.type(number)
        self.tab_to("Address")
        self.page.keyboard.type(address)
        expect(self.suggestions.first).to_be_visible()
        self.press("Enter")
        expect(self.page.get_by_text("The point is on the map ✓")).to_be_visible()
        self.tab_to("Reason")
        self.page.keyboard.type(reason)
        expect(self.suggestions.first).to_contain_text(re.compile(reason, re.IGNORECASE))
        self.press("Enter")
        if age is not None:
            self.tab_to("Age")
            self.page.keyboard.type(str(age))
            self.press("Tab", "Space")
            expect(self.page.get_by_role("button", name="male", exact=True)).to_have_attribute("aria-pressed", "true")

    @property
    def suggestions(self) -> Locator:
        """What is offered under the field that is typed in."""
        return self.page.get_by_role("listbox").filter(visible=True).get_by_role("option")

    def pick_incident(self, reason: str) -> None:
        row = self.queue.filter(has_text=reason).first
        row.click()
        expect(self.decision.get_by_role("heading", level=2)).to_contain_text(reason)

    def pick_brigade(self, callsign: str) -> None:
        self.page.get_by_role("tab", name="Brigades").click()
        self.page.locator(".brigade-row").filter(has_text=callsign).first.click()
        expect(self.decision.get_by_role("heading", level=2)).to_have_text(callsign)

    def code_for(self, callsign: str) -> str:
        """The six digits that make a tablet this brigade's."""
        self.pick_brigade(callsign)
        self.page.get_by_role("button", name="Code for a tablet").click()
        dialog = self.page.get_by_role("dialog")
        code = dialog.locator("output").inner_text().replace(" ", "")
        dialog.get_by_role("button", name="Close").last.click()
        self.page.get_by_role("tab", name="Incidents").click()
        return code

    def ask_to_record(self) -> None:
        """Whoever asks reads the text first."""
        self.dock.tap("More")
        self.dock.tap("Record")
        self.dock.expect_words("Nothing is recorded unless everybody agrees")
        assert self.window.axe() == []
        self.dock.tap("Ask everybody")
        self.dock.tap("More")

    def step(self, name: str) -> Locator:
        """A step of who goes, with its time once it is done."""
        return self.decision.locator(".steps li").filter(has=self.page.get_by_text(name, exact=True))

    def expect_steps(self, *names: str) -> None:
        for name in names:
            expect(self.step(name).first).to_have_attribute("data-state", "done")

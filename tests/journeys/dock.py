"""A conversation, wherever it is held."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

CONNECTING_MS = 30_000
CLIMBING_MS = 60_000
FLOWS = """([selector, frames, packets]) => {
    const { connection, framesReceived, audioPackets } = document.querySelector(selector).dataset;
    return connection === "connected" && Number(framesReceived) >= frames && Number(audioPackets) >= packets;
}"""


class Dock:
    """The dock of a page; ``place`` is where the page has it."""

    def __init__(self, page: Page, place: str) -> None:
        self.page = page
        self.place = place

    @property
    def box(self) -> Locator:
        return self.page.locator(self.place)

    def tap(self, name: str | re.Pattern[str]) -> None:
        self.box.get_by_role("button", name=name, exact=True).first.click()

    def choose(self, name: str) -> None:
        """What one wants of the link."""
        self.tap("Link quality")
        self.box.get_by_role("radio", name=name, exact=True).check()
        self.tap("Link quality")

    def call_in(self, name: str) -> None:
        """From the list of people."""
        self.tap(re.compile("^People"))
        self.tap(f"Call {name} in")
        self.tap(re.compile("^People"))

    def write(self, text: str) -> None:
        self.tap("Texts")
        self.box.get_by_label("Message").fill(text)
        self.tap("Send")
        self.expect_words(re.escape(text))
        self.tap("Texts")

    def expect_state(self, state: str, *, within_ms: float = CONNECTING_MS) -> None:
        """idle, incoming, outgoing, talking, over …"""
        self.expect("dock", state, within_ms=within_ms)

    def expect(self, name: str, value: str | re.Pattern[str], *, within_ms: float = CONNECTING_MS) -> None:
        """One of the figures on the dock's element."""
        expect(self.box).to_have_attribute(f"data-{name}", value, timeout=within_ms)

    def expect_words(self, words: str, *, within_ms: float = CONNECTING_MS) -> None:
        expect(self.box).to_contain_text(re.compile(words), timeout=within_ms)

    def expect_picture_and_sound(
        self, *, frames: int = 20, packets: int = 50, within_ms: float = CONNECTING_MS
    ) -> None:
        """From now on so many more pictures and packets of sound of the other side come in and are decoded."""
        had = self._received()
        self.page.wait_for_function(
            FLOWS, arg=[self.place, had[0] + frames, had[1] + packets], polling=200, timeout=within_ms
        )

    def _received(self) -> tuple[int, int]:
        counts: list[Any] = [self.box.get_attribute(name) for name in ("data-frames-received", "data-audio-packets")]
        return int(counts[0] or 0), int(counts[1] or 0)

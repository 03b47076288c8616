"""A conversation, wherever it is held."""

import re

from playwright.sync_api import Page, expect

CONNECTING_MS = 30_000
FLOWS = """([selector, frames, packets]) => {
    const { connection, framesReceived, audioPackets } = document.querySelector(selector).dataset;
    return connection === "connected" && Number(framesReceived) >= frames && Number(audioPackets) >= packets;
}"""


class Dock:
    """The dock of a page; ``place`` is where the page has it."""

    def __init__(self, page: Page, place: str) -> None:
        self.page = page
        self.place = place

    def tap(self, name: str) -> None:
        self.page.locator(self.place).get_by_role("button", name=name, exact=True).click()

    def expect_state(self, state: str, *, within_ms: float = CONNECTING_MS) -> None:
        """idle, incoming, outgoing, talking, over …"""
        expect(self.page.locator(self.place)).to_have_attribute("data-dock", state, timeout=within_ms)

    def expect_words(self, words: str, *, within_ms: float = CONNECTING_MS) -> None:
        expect(self.page.locator(self.place)).to_contain_text(re.compile(words), timeout=within_ms)

    def expect_picture_and_sound(self, *, frames: int = 20, packets: int = 50) -> None:
        """From now on so many more pictures and packets of sound of the other side come in and are decoded."""
        had = self._received()
        self.page.wait_for_function(
            FLOWS, arg=[self.place, had[0] + frames, had[1] + packets], polling=200, timeout=CONNECTING_MS
        )

    def _received(self) -> tuple[int, int]:
        data = self.page.locator(self.place)
        counts = [data.get_attribute(name) for name in ("data-frames-received", "data-audio-packets")]
        return int(counts[0] or 0), int(counts[1] or 0)

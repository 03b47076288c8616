"""A conversation, wherever it is held."""

import re
from collections.abc import Iterable

from playwright.sync_api import Locator, Page, expect

CONNECTING_MS = 30_000
CLIMBING_MS = 60_000
FLOWING_MS = 60_000
"""A page that is loaded anew opens its devices first; beside another journey its sound once came after 28 s."""
# Every path counts anew, and the element tells the counts of the path that plays: what is less than before began again.
FLOWS = """([selector, wanted, withinMs]) => new Promise((done) => {
    const counts = () => {
        const { connection, framesReceived, audioPackets } = document.querySelector(selector).dataset;
        return [connection, Number(framesReceived ?? 0), Number(audioPackets ?? 0)];
    };
    let [, ...before] = counts();
    const untilMs = performance.now() + withinMs;
    const look = () => {
        const [connection, ...now] = counts();
        before = before.map((count, place) => now[place] < count ? 0 : count);
        const flows = connection === "connected" && now.every((count, place) => count - before[place] >= wanted[place]);
        if (flows || performance.now() > untilMs) done(flows);
        else setTimeout(look, 200);
    };
    look();
})"""

# Each voice is "endpoint:packets:energy"; a voice that is new, or on a new path, counts from nothing.
VOICES = """([selector, many, packets, withinMs]) => new Promise((done) => {
    const figures = (voice) => {
        const [endpoint, ...counted] = voice.split(":");
        return [endpoint, counted.map(Number)];
    };
    const voices = () => (document.querySelector(selector).dataset.voices ?? "").split(" ").filter(Boolean);
    const counts = () => new Map(voices().map(figures));
    const before = counts();
    const untilMs = performance.now() + withinMs;
    const look = () => {
        const now = counts();
        let heard = 0;
        for (const [endpoint, [came, energy]] of now) {
            const began = before.get(endpoint);
            if (began === undefined || came < began[0]) before.set(endpoint, [0, 0]);
            const [cameBefore, energyBefore] = before.get(endpoint);
            if (came - cameBefore >= packets && energy > energyBefore) heard += 1;
        }
        const all = now.size === many && heard === many;
        if (all || performance.now() > untilMs) done(all);
        else setTimeout(look, 200);
    };
    look();
})"""


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

    def answer_without_camera(self) -> None:
        self.tap("Without camera")
        self.tap("Answer")

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

    def take_out(self, name: str) -> None:
        """By the list of people."""
        self.tap(re.compile("^People"))
        self.tap(f"Remove {name}")
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

    def expect_picture_and_sound(self, *, frames: int = 20, packets: int = 50, within_ms: float = FLOWING_MS) -> None:
        """From now on so many more pictures and packets of sound of the other side come in and are decoded."""
        expect_all_flow([self], frames=frames, packets=packets, within_ms=within_ms)

    def expect_voices(self, many: int, *, packets: int = 20, within_ms: float = CONNECTING_MS) -> None:
        """By a forwarder comes the sound of exactly so many others, and of each of them from now on so many more
        packets, which are played and are not silence."""
        if not self.page.evaluate(VOICES, [self.place, many, packets, within_ms]):
            shown = self.box.evaluate("element => ({ ...element.dataset })")
            raise AssertionError(f"{many} voices are not heard: {shown}")


def expect_all_flow(
    docks: Iterable[Dock], *, frames: int = 20, packets: int = 50, within_ms: float = FLOWING_MS
) -> None:
    """From now on so many more pictures and packets of sound come in to each of them; all are watched at once."""
    watched = list(docks)
    for dock in watched:
        dock.page.evaluate(f"wish => {{ window.flows = ({FLOWS})(wish); }}", [dock.place, [frames, packets], within_ms])
    for dock in watched:
        if not dock.page.evaluate("() => window.flows"):
            shown = dock.box.evaluate("element => ({ ...element.dataset })")
            raise AssertionError(f"{frames} pictures and {packets} packets of sound did not come: {shown}")

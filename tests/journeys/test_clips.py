"""Where speech does not get through, what is said goes as a clip: spoken, sent, heard, and kept on the thread."""

import re
from typing import Any

from playwright.sync_api import Locator, expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.console import Console
from tests.journeys.crews import BRIGADE, on_shift
from tests.journeys.dock import expect_all_flow
from tests.journeys.tablet import Tablet
from tests.journeys.town import DemoTown
from tests.journeys.window import Window

BROKEN_MS = 30_000
SPOKEN_MS = 1_500
PARTS = "**/api/conversations/**"
# The browser's connections can be ended for good: what is made afterwards may use relays alone, and there are none.
# And what is played out of a page's own memory, which clips are, is counted at its end.
PREPARED = """() => {
    const made = [];
    let cut = false;
    const Own = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Own {
        constructor(wish) {
            super(cut ? { ...wish, iceServers: [], iceTransportPolicy: "relay" } : wish);
            made.push(this);
        }
    };
    window.cutTheMedia = () => {
        cut = true;
        for (const one of made) one.close();
    };
    let played = 0;
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function () {
        const count = () => (document.documentElement.dataset.played = String((played += 1)));
        if (this.src.startsWith("blob:")) this.addEventListener("ended", count);
        return play.call(this);
    };
}"""


def sent_out(town: DemoTown, window: OpenWindow) -> tuple[Console, Tablet]:
    """A desk and a crew on its way to an incident, who talk about it."""

    def prepared(*arguments: Any, **more: Any) -> Window:
        made = window(*arguments, **more)
        made.context.add_init_script(f"({PREPARED})()")
        return made

    desk = Console(prepared(town, "Nodira Aliyeva"))
    crew = on_shift(desk, town, prepared)
    desk.take_incident("Chest pain", "Амир Темур 51", age=61)
    desk.press("ArrowDown")
    expect(desk.decision.locator(".candidate").first).to_contain_text(BRIGADE)
    desk.press("Enter")
    crew.tap("Accept")
    desk.pick_brigade(BRIGADE)
    desk.press("c")
    crew.dock.expect_state("incoming")
    crew.dock.tap("Answer")
    expect_all_flow([desk.dock, crew.dock])
    return desk, crew


def button(side: Console | Tablet) -> Locator:
    return side.dock.box.locator(".dock-speak-button")


def hold(side: Console | Tablet) -> None:
    button(side).scroll_into_view_if_needed()
    box = button(side).bounding_box()
    assert box is not None
    assert box["height"] >= 56
    mouse = side.page.mouse
    mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    mouse.down()
    expect(button(side)).to_contain_text("Let go to send")
    side.page.wait_for_timeout(SPOKEN_MS)  # what is said takes its time
    mouse.up()


def fate(side: Console | Tablet) -> Locator:
    """How far the newest of one's own has come."""
    return side.dock.box.locator(".dock-clip-fate").last


def expect_played(side: Console | Tablet, times: int) -> None:
    expect(side.page.locator("html")).to_have_attribute("data-played", str(times))


def test_what_is_said_over_a_broken_link_is_sent_played_and_kept(town: DemoTown, window: OpenWindow) -> None:
    desk, crew = sent_out(town, window)
    while_live_speech_flows_it_waits(desk, crew)
    for side in (desk, crew):
        side.page.evaluate("cutTheMedia()")
    for side in (desk, crew):
        side.dock.expect("rung", "clips", within_ms=BROKEN_MS)
        side.dock.expect_words("The link does not carry speech. What you say is recorded and sent")
    it_plays_by_itself_and_the_keyboard_speaks(desk, crew)
    without_a_line_it_waits_and_a_reload_keeps_it(desk, crew)
    desk.dock.tap("Hang up")
    it_stays_on_the_thread(desk)


def while_live_speech_flows_it_waits(desk: Console, crew: Tablet) -> None:
    crew.dock.tap("Texts")
    hold(crew)
    expect(fate(crew)).to_contain_text("not heard yet")
    sign = desk.dock.box.locator(".dock-clip-sign")
    expect(sign).to_contain_text("1 voice message")
    expect(desk.page.locator("html[data-played]")).to_have_count(0)
    sign.get_by_role("button", name="Listen").click()
    expect_played(desk, 1)
    expect(fate(crew)).to_contain_text("heard: Nodira Aliyeva")
    assert crew.window.axe() == []
    crew.dock.tap("Texts")


def it_plays_by_itself_and_the_keyboard_speaks(desk: Console, crew: Tablet) -> None:
    for side in (desk, crew):
        assert side.window.axe() == []
    hold(crew)
    expect_played(desk, 2)
    expect(fate(crew)).to_contain_text("heard: Nodira Aliyeva")
    button(desk).focus()
    desk.press("Enter")
    expect(button(desk)).to_contain_text("Tap to send")
    desk.page.wait_for_timeout(500)
    desk.page.wait_for_timeout(SPOKEN_MS)
    assert desk.window.axe() == []
    desk.press("Enter")
    expect_played(crew, 1)
    expect(fate(desk)).to_contain_text(f"heard: {BRIGADE}")
    again = crew.dock.box.get_by_role("button", name=re.compile("^Play the voice message of Nodira Aliyeva, "))
    again.focus()
    crew.page.keyboard.press("Enter")
    expect_played(crew, 2)


def without_a_line_it_waits_and_a_reload_keeps_it(desk: Console, crew: Tablet) -> None:
    crew.window.forgives = lambda said: "ERR_FAILED" in said
    crew.page.route(PARTS, lambda route: route.abort())
    hold(crew)
    expect(fate(crew)).to_contain_text(re.compile("waits for the line|being sent"))
    crew.page.reload()
    crew.page.unroute(PARTS)
    expect_played(desk, 3)


def it_stays_on_the_thread(desk: Console) -> None:
    desk.page.get_by_role("tab", name="Incidents").click()
    desk.pick_incident("Chest pain")
    desk.page.wait_for_timeout(800)
    said = desk.thread.filter(has_text="Voice message of")
    expect(said).to_have_count(4)
    expect(said.first).to_contain_text(BRIGADE)
    said.first.get_by_role("button", name=re.compile("^Play, 0:0")).click()
    expect_played(desk, 4)
    assert desk.window.axe() == []

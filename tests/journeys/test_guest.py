"""An interpreter comes into a conversation by a one-time link: asked by SMS, let in at the door, taken out."""

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import PROJECT, TELEPHONE, OpenWindow, Photograph
from tests.journeys.console import Console
from tests.journeys.crews import two_talk
from tests.journeys.dock import expect_all_flow
from tests.journeys.guest import GuestPage
from tests.journeys.test_alert import as_a_scanner_does
from tests.journeys.town import DemoTown

LINK = re.compile(r"http://\S+/g/[A-Za-z0-9_-]{22}")
NUMBER = "+998000000555"
FIRST_LOAD_BYTES = 120_000
"""Gzipped: all that comes before the guest can ask to come in."""


def people(desk: Console) -> Locator:
    desk.dock.tap(re.compile("^People"))
    return desk.dock.box.locator(".dock-guests")


def asked_by_message(desk: Console, town: DemoTown, panel: Locator) -> str:
    """The form, a refusal, and the SMS with the link."""
    panel.get_by_role("button", name="Invite by a link").click()
    panel.get_by_label("Name").fill("Madina Yusupova")
    panel.get_by_label("Their language").select_option("ru")
    panel.get_by_label("Telephone, if you have it").fill("103")
    panel.get_by_role("button", name="Send the link by SMS").click()
    expect(panel.get_by_role("alert")).to_contain_text("This is not a telephone number")
    assert desk.window.axe() == []
    panel.get_by_label("Telephone, if you have it").fill(NUMBER)
    panel.get_by_role("button", name="Send the link by SMS").click()
    expect(panel.locator(".dock-expected")).to_contain_text(re.compile("Madina Yusupova.*interpreter.*SMS delivered"))
    (body,) = [one["body"] for one in town.read("/api/sms/messages") if one["to"] == NUMBER]
    found = LINK.search(body)
    assert found is not None, body
    return found[0]


def asked_by_word(desk: Console, panel: Locator) -> str:
    """Without a number the link is told to who made it."""
    panel.get_by_role("button", name="Invite by a link").click()
    panel.get_by_label("Name").fill("Aziza")
    panel.get_by_label("Who it is").select_option("relative")
    panel.get_by_role("button", name="Make a link").click()
    panel.get_by_role("button", name="Show the link of Aziza").click()
    address = panel.get_by_label("Link of Aziza", exact=True)
    expect(address).to_have_value(LINK)
    assert desk.window.axe() == []
    link = address.input_value()
    panel.get_by_role("button", name="Take back the link of Aziza").click()
    expect(panel.locator(".dock-expected")).to_have_count(1)
    return link


def test_an_interpreter_is_let_in(town: DemoTown, window: OpenWindow, photograph: Photograph) -> None:
    desk, crew = two_talk(town, window)
    panel = people(desk)
    link = asked_by_message(desk, town, panel)
    withdrawn = asked_by_word(desk, panel)
    desk.dock.tap(re.compile("^People"))
    for method in ("HEAD", "GET"):
        as_a_scanner_does(method, link)

    guest = GuestPage(window(town, viewport=TELEPHONE), link)
    guest.expect_drawing("welcome")
    expect(guest.page.locator("html")).to_have_attribute("lang", "ru")
    guest.read_in("en")
    expect(guest.page.locator(".guest-question")).to_contain_text("Nodira Aliyeva (dispatcher) invites you")
    expect(guest.page.locator(".guest-inside")).to_contain_text("Reanimatsion 2")
    guest.expect_good_for_everybody()
    photograph(guest.window, "guest-welcome")
    guest.tap("Continue here")
    sees_themselves(guest)
    told_that_it_is_used(GuestPage(window(town, viewport=TELEPHONE), link), withdrawn)

    guest.tap("Ask to come in")
    guest.expect_drawing("knocking")
    guest.expect_good_for_everybody()
    for side in (desk, crew):
        side.dock.expect_words(r"Madina Yusupova \(interpreter\) asks to come in")
        assert side.window.axe() == []
    photograph(desk.window, "guest-knocks")
    crew.dock.tap("Admit Madina Yusupova")
    for each in (desk, crew, guest):
        each.dock.expect("people", "3")
        each.dock.expect("path", "move")
    expect_all_flow([desk.dock, crew.dock, guest.dock])
    expect(desk.dock.box.locator(".dock-knock")).to_have_count(0)
    assert guest.window.axe() == []
    assert "Amir Temur" not in guest.page.content()
    guest.page.reload()
    guest.dock.expect("people", "3")
    guest.dock.expect_picture_and_sound()

    desk.dock.tap(re.compile("^People"))
    desk.dock.tap("Remove Madina Yusupova")
    guest.expect_drawing("over")
    guest.expect_heading("You were taken out of the conversation")
    guest.expect_good_for_everybody()
    guest.page.reload()
    guest.expect_drawing("over")
    for side in (desk, crew):
        side.dock.expect("people", "2")


def sees_themselves(guest: GuestPage) -> None:
    """Picture, sound, server and relay, and the choice not to be seen."""
    guest.expect_drawing("ready")
    check = guest.page.locator(".guest-device")
    expect(check.locator("video")).to_be_visible()
    expect(check).to_contain_text("The microphone hears you")
    expect(check).to_contain_text("The server answers in")
    guest.tap("Without camera")
    expect(check.locator("video")).to_have_count(0)
    guest.expect_good_for_everybody()
    guest.tap("Without camera")
    expect(check.locator("video")).to_be_visible()
    guest.page.reload()
    guest.expect_drawing("ready")


def told_that_it_is_used(second: GuestPage, withdrawn: str) -> None:
    second.expect_drawing("used")
    second.read_in("en")
    second.expect_heading("This link is open on another device")
    expect(second.page.locator(".guest-main")).to_contain_text("ask whoever invited you for a new link")
    assert "Madina" not in second.page.content()
    second.expect_good_for_everybody()
    second.page.goto(withdrawn)
    second.expect_drawing("over")
    second.expect_heading("The invitation was taken back")
    second.page.goto(withdrawn[:-22] + "A" * 22)
    second.expect_drawing("invalid")
    # A link that is none is answered 409, which the browser notes by itself.
    second.window.forgives = lambda said: "409" in said
    second.window.troubles.clear()


def test_the_guests_first_load_is_small() -> None:
    """All that the page names in its head; what the conversation itself needs comes after, by ``import()``."""
    folder = PROJECT / ".build" / "web" / "guest"
    page = (folder / "index.html").read_text()
    names = re.findall(r'"/web/guest/([^"]+\.(?:js|css|svg))"', page)
    if not names:
        pytest.fail("the page names nothing: it was not built")
    entry = [folder / "index.html", *(folder / name for name in names)]
    sizes = {file.name: gzipped(file) for file in entry}
    print(f"guest, first load: {sum(sizes.values())} bytes gzipped {sizes}")
    assert sum(sizes.values()) <= FIRST_LOAD_BYTES


def gzipped(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 9))

"""The dispatcher asks for the caller's camera: an SMS, a page without app and account, and what comes back by it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from geography.town import describe
from signaling.protocol.base import Point
from tests.journeys.caller import CallerPage, a_photo
from tests.journeys.conftest import PROJECT, TELEPHONE, OpenWindow, Photograph
from tests.journeys.console import Console
from tests.journeys.crews import BRIGADE, on_shift
from tests.journeys.dock import Dock, expect_all_flow
from tests.journeys.test_access import too_small
from tests.journeys.test_alert import as_a_scanner_does
from tests.journeys.town import DemoTown

LINK = re.compile(r"http://\S+/c/[A-Za-z0-9_-]{22}")
NUMBER = "+998000000777"
PAGE_BYTES = 120_000
SCREEN_PX = TELEPHONE["width"]


def asked(town: DemoTown, desk: Console) -> str:
    """An incident in hand, its caller asked; the link of the SMS."""
    desk.take_incident("Chest pain", "Amir Temur 90", number=NUMBER)
    desk.decision.get_by_role("button", name="Ask for the caller's camera").click()
    card = desk.decision.locator(".caller-link")
    expect(card.locator(".caller-steps li").nth(1)).to_have_attribute("data-done", "true")
    bodies = [one["body"] for one in town.read("/api/sms/messages") if one["to"] == NUMBER]
    found = LINK.search(bodies[0])
    assert found is not None, bodies
    return found[0]


def yard() -> Point:
    """Somewhere in the town, not at the incident."""
    return describe().stations[0].point


def fits(page: Page) -> None:
    """Nothing sticks out sideways, and everything can be hit with a thumb."""
    assert page.evaluate("document.documentElement.scrollWidth") == SCREEN_PX
    assert too_small(page) == []


def test_from_the_sms_to_the_end_of_the_incident(town: DemoTown, window: OpenWindow, photograph: Photograph) -> None:
    desk = Console(window(town, "Nodira Aliyeva"))
    link = asked(town, desk)
    card = desk.decision.locator(".caller-link")
    opened_by_machines(link, card)
    assert desk.window.axe() == []
    caller = CallerPage(window(town, viewport=TELEPHONE, at=yard()), link)
    consents(caller, card)
    sends_place_and_words(caller, desk, card)
    sends_a_photo(caller, desk, card)
    shows_video(caller, desk, card, photograph)

    desk.press("x")
    desk.page.get_by_role("dialog").get_by_role("button", name="False call").click()
    caller.expect_drawing("over")
    expect(caller.page.get_by_role("heading", name="This link is over")).to_be_visible()
    assert in_caller_languages(caller) == []
    expect(card).to_have_attribute("data-phase", "ended")
    caller.page.reload()
    caller.expect_drawing("over")


def opened_by_machines(link: str, card: Locator) -> None:
    """Mail filters and telephones open links too: it is an opening, and agrees to nothing."""
    for method in ("HEAD", "GET", "HEAD", "GET"):
        as_a_scanner_does(method, link)
    expect(card.locator(".caller-steps li").nth(2)).to_have_attribute("data-done", "true")
    expect(card).to_have_attribute("data-phase", "opened")


def consents(caller: CallerPage, card: Locator) -> None:
    caller.expect_drawing("ask")
    assert in_caller_languages(caller) == []
    fits(caller.page)
    caller.agree()
    caller.expect_drawing("where")
    assert in_caller_languages(caller) == []
    fits(caller.page)
    expect(card).to_have_attribute("data-phase", "agreed")


def sends_place_and_words(caller: CallerPage, desk: Console, card: Locator) -> None:
    caller.send_place()
    expect(card).to_contain_text("accurate to 8 m")
    card.get_by_role("button", name="Make it the incident's place").click()
    expect(card).to_contain_text("this is the incident's point")
    caller.write("Third entrance, the code is 27")
    expect(card.locator('.caller-messages li[data-by="caller"]')).to_contain_text("the code is 27")
    card.get_by_label("Write to the caller").fill("Is he breathing?")
    desk.press("Enter")
    expect(caller.page.locator('.caller-lines li[data-by="desk"]')).to_contain_text("Is he breathing?")


def sends_a_photo(caller: CallerPage, desk: Console, card: Locator) -> None:
    """Made small on the telephone, veiled on the desk until somebody taps."""
    caller.send_photo(a_photo())
    expect(caller.page.get_by_text("1 photo sent")).to_be_visible()
    picture = card.locator(".caller-pictures button")
    expect(picture.locator("img")).to_have_js_property("naturalWidth", 1600)
    assert picture.locator("img").evaluate("one => getComputedStyle(one).filter") != "none"
    picture.click()
    expect(desk.page.get_by_role("dialog").locator("img")).to_be_visible()
    assert desk.window.axe() == []
    desk.press("Escape")


def shows_video(caller: CallerPage, desk: Console, card: Locator, photograph: Photograph) -> None:
    """What video needs is loaded for it, and not before."""
    assert parts_loaded(caller, "live") == []
    caller.show_video()
    assert len(parts_loaded(caller, "live")) == 2
    desk.dock.expect_state("talking")
    desk.dock.expect_picture_and_sound()
    expect(card).to_contain_text("Live video is in the conversation")
    assert in_caller_languages(caller) == []
    fits(caller.page)
    photograph(desk.window, "caller-console")
    assert desk.window.axe() == []
    writes_in_the_conversation(caller, desk)
    caller.tap("Stop the video")
    desk.dock.expect_words("The other side hung up")
    expect(caller.page.locator(".caller-live")).to_have_count(0)
    assert in_caller_languages(caller) == []
    fits(caller.page)
    photograph(caller.window, "caller-menu")


def writes_in_the_conversation(caller: CallerPage, desk: Console) -> None:
    """What is written there stands in the caller's one thread, and is answered there."""
    desk.dock.write("Show me his face")
    expect(caller.page.locator('.caller-lines li[data-by="desk"]').last).to_contain_text("Show me his face")
    caller.write("I turn the camera")
    desk.dock.tap(re.compile("^Texts"))
    expect(desk.dock.box.locator(".dock-texts li").last).to_contain_text("I turn the camera")


@pytest.mark.long
def test_the_crew_comes_in_and_what_all_agreed_to_is_recorded(town: DemoTown, window: OpenWindow) -> None:
    """The caller goes along to the forwarder, is asked like everybody, comes back after a reload, and leaves alone."""
    desk = Console(window(town, "Nodira Aliyeva"))
    crew = on_shift(desk, town, window)
    caller = CallerPage(window(town, viewport=TELEPHONE), asked(town, desk))
    caller.agree()
    caller.tap("Later")
    caller.show_video()
    desk.dock.tap("Show clearly")
    desk.dock.tap("Camera on")
    desk.dock.call_in(BRIGADE)
    crew.dock.tap("Answer")
    docks = [each.dock for each in (desk, crew, caller)]
    all_three_see_and_hear(docks)
    expect(desk.page.locator(".dock-veil")).to_have_attribute("data-blurred", "false")
    expect(caller.dock.box.locator(".caller-person")).to_contain_text([re.compile("Nodira.*dispatcher"), "crew"])

    desk.ask_to_record()
    crew.dock.tap("I agree")
    caller.expect_recording("question")
    expect(desk.dock.box.locator(".dock-recording")).to_have_attribute("data-recording", "waiting")
    assert in_caller_languages(caller) == []
    fits(caller.page)
    caller.tap("I agree")
    for dock in docks:
        expect(dock.box.locator(".dock-recording")).to_have_attribute("data-recording", "running")
    expect(caller.page.get_by_text("This conversation is being recorded")).to_be_visible()
    assert caller.window.axe() == []
    fits(caller.page)

    caller.page.reload()
    all_three_see_and_hear(docks)
    caller.expect_recording("running")
    caller.tap("I do not agree any more")
    desk.dock.expect_words("does not agree any more: the recording has ended")
    caller.tap("Stop the video")
    expect(caller.page.locator(".caller-live")).to_have_count(0)
    for dock in docks[:2]:
        dock.expect("people", "2")
    expect_all_flow(docks[:2])


def all_three_see_and_hear(docks: list[Dock]) -> None:
    for dock in docks:
        dock.expect("people", "3")
        dock.expect("path", "move")
        dock.expect("shown", "2")
    expect_all_flow(docks)


def parts_loaded(caller: CallerPage, name: str) -> list[str]:
    """The files of a part of the page that have been asked for."""
    script = "performance.getEntriesByType('resource').map((one) => one.name.split('/').pop())"
    files: list[str] = caller.page.evaluate(script)
    return [one for one in files if one.startswith(f"{name}-")]


def in_caller_languages(caller: CallerPage) -> list[str]:
    """What axe finds in each language; English again in the end."""
    found = []
    for language in ("uz", "ru", "en"):
        switch = caller.page.locator(f'.caller-languages button[lang="{language}"]')
        switch.tap()
        expect(switch).to_have_attribute("aria-pressed", "true")
        found += [f"{language} {each}" for each in caller.window.axe()]
    return found


@pytest.mark.light
def test_without_place_and_camera_words_still_go(town: DemoTown, window: OpenWindow) -> None:
    """The telephone allows nothing; the caller must not be heard."""
    desk = Console(window(town, "Nodira Aliyeva"))
    link = asked(town, desk)
    card = desk.decision.locator(".caller-link")
    poor = window(town, viewport=TELEPHONE)
    poor.context.clear_permissions()
    poor.page.add_init_script("delete window.RTCPeerConnection; delete window.webkitRTCPeerConnection")
    caller = CallerPage(poor, link)
    caller.agree()
    caller.tap("Send where I am")
    expect(caller.page.get_by_text("The phone does not allow it")).to_be_visible()
    expect(caller.page.get_by_text("This phone cannot show video")).to_be_visible()
    assert poor.axe() == []
    caller.write("I cannot speak")
    expect(card.locator('.caller-messages li[data-by="caller"]')).to_contain_text("I cannot speak")
    card.get_by_role("button", name="Ask to write only").click()
    expect(caller.page.get_by_role("alert")).to_contain_text("Please do not film")
    assert poor.axe() == []

    caller.tap("Stop sharing")
    caller.expect_drawing("declined")
    expect(card).to_have_attribute("data-phase", "declined")
    caller.tap("I agree")
    expect(card).to_have_attribute("data-phase", "agreed")
    card.get_by_role("button", name="Revoke the link").click()
    caller.expect_drawing("over")


@pytest.mark.long
def test_the_crew_that_leads_sees_place_and_photos(town: DemoTown, window: OpenWindow) -> None:
    desk = Console(window(town, "Nodira Aliyeva"))
    crew = on_shift(desk, town, window)
    link = asked(town, desk)
    card = desk.decision.locator(".caller-link")
    caller = CallerPage(window(town, viewport=TELEPHONE, at=yard()), link)
    caller.agree()
    caller.send_place()
    caller.send_photo(a_photo())
    expect(card.locator(".caller-pictures img")).to_be_visible()
    card.get_by_role("button", name="Pass on to the crew").click()
    expect(card).to_contain_text("The crew that leads will see")
    expect(desk.decision.locator(".candidate").first).to_be_visible()
    desk.press("Enter")
    expect(card).to_contain_text(f"{BRIGADE} sees place and photos")
    expect(crew.page.locator(".order-caller")).to_contain_text("accurate to 8 m")
    photo = crew.page.locator(".order-caller img")
    expect(photo).to_have_js_property("naturalWidth", 1600)
    assert too_small(crew.page) == []
    assert crew.window.axe() == []


@pytest.mark.light
@pytest.mark.parametrize("front", ["caller"])
def test_all_of_the_page_is_light(front: str) -> None:
    """Everything that it can ever load, compressed as it goes over the line."""
    files = [one for one in (PROJECT / ".build" / "web" / front).rglob("*") if one.is_file()]
    plain = [one for one in files if one.suffix not in (".br", ".gz")]
    assert len(plain) >= 4
    assert sum(size(one) for one in plain) <= PAGE_BYTES, {one.name: size(one) for one in plain}


def size(file: Path) -> int:
    compressed = file.with_name(file.name + ".br")
    return (compressed if compressed.exists() else file).stat().st_size

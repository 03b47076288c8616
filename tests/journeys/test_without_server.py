"""The server is gone, and the desk goes on: incidents are taken, brigades told by telephone, orders printed. When it is
back everything meets in the journal with the times at which it was."""

import re
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from signaling import clock
from tests.journeys.conftest import OpenWindow
from tests.journeys.console import Console
from tests.journeys.crews import BRIGADE, on_shift
from tests.journeys.town import DemoTown

pytestmark = pytest.mark.light

BACK_MS = 30_000
TOLD = "Feldsher 3"
FREE = "Brigada 1"
TASHKENT_MS = 5 * 3_600_000
DAY_MS = 24 * 3_600_000
COUNT_PRINTING = """() => {
    let printed = 0;
    window.print = () => void (document.documentElement.dataset.printed = String(printed += 1));
}"""


def on_paper(page: Page) -> str:
    """What a printer would be given."""
    pages = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    return " ".join(" ".join(one.extract_text() for one in pages).split())


def type_incident(desk: Console, address: str, reason: str) -> int:
    """When it was submitted, ms. No suggestion comes for the address: the server is away."""
    desk.tab_to("Address")
    desk.page.keyboard.type(address)
    desk.tab_to("Reason")
    desk.page.keyboard.type(reason)
    expect(desk.suggestions.first).to_contain_text(re.compile(reason, re.IGNORECASE))
    desk.press("Enter")
    typed_ms = clock.now_ms()
    desk.press("Control+Enter")
    return typed_ms


def tell(desk: Console, callsign: str) -> None:
    """The brigade was told by telephone and goes."""
    desk.page.get_by_role("button", name=f"{callsign}: It goes").click()
    desk.expect_steps("Accepted")


def expect_printed(desk: Console) -> None:
    """The order of the picked incident, and the list of all."""
    desk.page.evaluate(COUNT_PRINTING)
    printed = desk.page.locator("html")
    desk.page.get_by_role("button", name="Print the order").click()
    expect(printed).to_have_attribute("data-printed", "1")
    paper = on_paper(desk.page)
    assert [
        each for each in ("Alisher Navoiy 54", "+998000000778", TOLD, "High blood pressure") if each not in paper
    ] == []
    desk.page.get_by_role("button", name="Print the open incidents").click()
    expect(printed).to_have_attribute("data-printed", "2")
    paper = on_paper(desk.page)
    wanted = ("Open incidents", "Amir Temur", "Alisher Navoiy 54", f"{BRIGADE}: Accepted")
    assert [each for each in wanted if each not in paper] == []


def expect_taken_at(desk: Console, at_ms: int) -> None:
    """The picked incident shows when it was typed, not when it came."""
    shown = re.search(r"(\d\d):(\d\d):(\d\d)", desk.decision.locator(".what-head").inner_text())
    assert shown is not None
    shown_ms = (int(shown[1]) * 3600 + int(shown[2]) * 60 + int(shown[3])) * 1000
    apart = abs(shown_ms - (at_ms + TASHKENT_MS) % DAY_MS)
    assert min(apart, DAY_MS - apart) <= 2_000


def correct(desk: Console) -> None:
    """The brigade was elsewhere; another one goes instead."""
    expect(desk.page.locator(".band").filter(has_text=TOLD)).to_contain_text(f"{TOLD} is busy with №")
    desk.page.get_by_role("button", name="Correct").click()
    dialog = desk.page.get_by_role("dialog")
    expect(dialog.get_by_label("Accepted")).to_have_value(re.compile(r"\d\d:\d\d:\d\d"))
    assert desk.window.axe() == []
    dialog.get_by_label("Brigade").select_option(label=f"{FREE} · Available")
    dialog.get_by_role("button", name="Enter", exact=True).click()
    expect(desk.page.get_by_role("button", name="Correct")).to_have_count(0)


def put_on_the_map(desk: Console, reason: str, street: str) -> None:
    """The address that was typed without the server is found now, and a person says that it is there."""
    desk.pick_incident(reason)
    what = desk.decision.locator(".what")
    expect(what).to_contain_text("no point on the map")
    assert desk.window.axe() == []
    what.get_by_role("group", name="Is it here?").get_by_role("button", name=street).first.click()
    expect(what).not_to_contain_text("no point on the map")
    expect(what.get_by_role("group", name="Is it here?")).to_have_count(0)
    expect(what).to_contain_text("Alisher Navoiy 54")


def test_a_desk_goes_on_without_its_server(town: DemoTown, window: OpenWindow) -> None:
    desk, other = Console(window(town, "Nodira Aliyeva")), Console(window(town, "Сардор Рахимов"))
    crew = on_shift(desk, town, window)
    for callsign in (TOLD, FREE):
        on_shift(desk, town, window, callsign=callsign).window.forgive_the_lost_line()
    desk.take_incident("Chest pain", "Amir Temur 51")
    desk.decision.locator(".candidate").filter(has_text=BRIGADE).click()
    crew.tap("Accept")
    desk.expect_steps("Accepted")
    for page in (desk, other, crew):
        page.window.forgive_the_lost_line()

    desk.press("n")
    desk.page.keyboard.type("+998000000778")
    town.kill()
    typed_ms = type_incident(desk, "Alisher Navoiy 54", "High blood pressure")
    expect(desk.page.locator(".band").filter(has_text="The board is as it was at")).to_be_visible()
    expect(desk.queue.filter(has_text="Alisher Navoiy 54")).to_contain_text("not sent yet")
    expect(desk.decision.get_by_text("The incident is on its way to the server…")).to_be_visible()
    assert desk.window.axe() == []
    tell(desk, TOLD)
    desk.page.get_by_role("button", name="Departed: now").click()
    desk.expect_steps("Departed")
    expect_printed(desk)
    crew.tap("We have departed")
    # Another desk cannot know of it, and tells the same brigade to go elsewhere.
    other.press("n")
    type_incident(other, "Registon 14", "Fever")
    other.press("b")
    other.page.get_by_role("dialog").get_by_role("button", name=TOLD).click()
    other.expect_steps("Accepted")
    other.page.get_by_role("button", name="Sign out").click()
    expect(other.page.get_by_text("You are still signed in")).to_be_visible()

    town.start()
    for page in (desk, other):
        expect(page.page.get_by_text("The link is lost")).to_have_count(0, timeout=BACK_MS)
        expect(page.page.get_by_text("Not sent")).to_have_count(0)
        expect(page.queue).to_have_count(3)
        expect(page.page.get_by_text("not sent yet")).to_have_count(0)
    desk.pick_incident("High blood pressure")
    expect_taken_at(desk, typed_ms)
    # One of the two desks was first; the other is told, and corrects it.
    late = [page for page in (desk, other) if page.page.get_by_role("button", name="Correct").count()]
    assert len(late) == 1
    correct(late[0])
    for reason in ("High blood pressure", "Fever"):
        late[0].pick_incident(reason)
        late[0].expect_steps("Accepted")
        expect(late[0].decision.get_by_text(re.compile("Entered .*, by telephone")).first).to_be_visible()
        expect(late[0].thread.filter(has_text="by telephone").first).to_be_visible()
    put_on_the_map(desk, "High blood pressure", "Alisher Navoiy")
    desk.pick_incident("Chest pain")
    desk.expect_steps("Departed")

"""The server is gone, and the desk goes on: incidents are taken, brigades told by telephone, orders printed; and when it
is back everything meets in the journal with the times at which it was."""

import re
import time
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.conftest import OpenWindow
from tests.journeys.console import Console
from tests.journeys.crews import BRIGADE, on_shift
from tests.journeys.town import DemoTown

pytestmark = pytest.mark.light

BACK_MS = 30_000
TOLD = "Feldsher 3"
COUNT_PRINTING = """() => {
    let printed = 0;
    window.print = () => void (document.documentElement.dataset.printed = String(printed += 1));
}"""


def on_paper(page: Page) -> str:
    """What a printer would be given."""
    pages = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    return " ".join(" ".join(one.extract_text() for one in pages).split())


def type_incident(desk: Console, address: str, reason: str) -> None:
    """No suggestion comes for the address: the server is away."""
    desk.tab_to("Address")
    desk.page.keyboard.type(address)
    desk.tab_to("Reason")
    desk.page.keyboard.type(reason)
    expect(desk.suggestions.first).to_contain_text(re.compile(reason, re.IGNORECASE))
    desk.press("Enter", "Control+Enter")


def tell(desk: Console, callsign: str) -> None:
    """The brigade was told by telephone and goes."""
    desk.page.get_by_role("button", name=f"{callsign}: It goes").click()
    expect(desk.step("Accepted").first).to_have_attribute("data-state", "done")


def test_a_desk_goes_on_without_its_server(town: DemoTown, window: OpenWindow) -> None:
    desk, other = Console(window(town, "Nodira Aliyeva")), Console(window(town, "Сардор Рахимов"))
    crew = on_shift(desk, town, window)
    for callsign in (TOLD, "Brigada 1"):
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
    type_incident(desk, "Alisher Navoiy 54", "High blood pressure")
    typed_at = time.time()
    expect(desk.page.locator(".band").filter(has_text="The board is as it was at")).to_be_visible()
    row = desk.queue.filter(has_text="Alisher Navoiy 54")
    expect(row).to_contain_text("not sent yet")
    expect(desk.decision.get_by_text("The incident is on its way to the server…")).to_be_visible()
    assert desk.window.axe() == []
    tell(desk, TOLD)
    desk.page.get_by_role("button", name="Departed: now").click()
    desk.expect_steps("Departed")
    desk.page.evaluate(COUNT_PRINTING)
    desk.page.get_by_role("button", name="Print the order").click()
    expect(desk.page.locator("html")).to_have_attribute("data-printed", "1")
    paper = on_paper(desk.page)
    for words in ("Alisher Navoiy 54", "+998000000778", TOLD, "High blood pressure"):
        assert words in paper
    desk.page.get_by_role("button", name="Print the open incidents").click()
    expect(desk.page.locator("html")).to_have_attribute("data-printed", "2")
    paper = on_paper(desk.page)
    for words in ("Open incidents", "Amir Temur", "Alisher Navoiy 54", f"{BRIGADE}: Accepted"):
        assert words in paper
    crew.tap("We have departed")

    # Another desk cannot know of it, and tells the same brigade to go elsewhere.
    other.press("n")
    type_incident(other, "Registon 14", "Fever")
    tell(other, TOLD)

    town.start()
    for page in (desk, other):
        expect(page.page.get_by_text("The link is lost")).to_have_count(0, timeout=BACK_MS)
        expect(page.page.get_by_text("Not sent")).to_have_count(0)
        expect(page.queue).to_have_count(3)
        expect(page.page.get_by_text("not sent yet")).to_have_count(0)
    desk.pick_incident("High blood pressure")
    taken = desk.decision.locator(".what-head").inner_text()
    clock = re.search(r"(\d\d):(\d\d):(\d\d)", taken)
    assert clock is not None
    seconds = (typed_at + 5 * 3600) % 86_400
    at = int(clock[1]) * 3600 + int(clock[2]) * 60 + int(clock[3])
    assert abs(at - seconds) <= 3 or abs(at - seconds) >= 86_397

    # One of the two desks was first; the other is told, and corrects it.
    wrong = [page for page in (desk, other) if page.page.get_by_role("button", name="Correct").count()]
    assert len(wrong) == 1
    late = wrong[0]
    expect(late.page.locator(".band").filter(has_text=TOLD)).to_contain_text(f"{TOLD} is busy with №")
    late.page.get_by_role("button", name="Correct").click()
    dialog = late.page.get_by_role("dialog")
    expect(dialog.get_by_label("Accepted")).to_have_value(re.compile(r"\d\d:\d\d:\d\d"))
    assert late.window.axe() == []
    dialog.get_by_label("Brigade").select_option(label="Brigada 1 · Available")
    dialog.get_by_role("button", name="Enter", exact=True).click()
    expect(late.page.get_by_role("button", name="Correct")).to_have_count(0)
    for reason in ("High blood pressure", "Fever"):
        late.pick_incident(reason)
        late.expect_steps("Accepted")
        expect(late.decision.get_by_text(re.compile("Entered .*, by telephone")).first).to_be_visible()
        expect(late.thread.filter(has_text="by telephone").first).to_be_visible()
    desk.pick_incident("Chest pain")
    desk.expect_steps("Departed")

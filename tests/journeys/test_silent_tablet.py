"""A tablet that is off: the crew's order comes by SMS, and is accepted by one tap on a telephone."""

import re

import pytest
from playwright.sync_api import expect

from sms.beside.domain.crew_message import SILENT_AFTER_MS
from tests.journeys.answer import Answer
from tests.journeys.conftest import TELEPHONE, OpenWindow, Photograph
from tests.journeys.console import Console
from tests.journeys.crews import BRIGADE, on_shift
from tests.journeys.test_alert import as_a_scanner_does
from tests.journeys.town import DemoTown

pytestmark = pytest.mark.light

LINK = re.compile(r"http://\S+/o/[A-Za-z0-9_-]{22}")
UNTIL_SENT_MS = SILENT_AFTER_MS + 15_000


def test_a_silent_tablets_crew_accepts_by_sms(town: DemoTown, window: OpenWindow, photograph: Photograph) -> None:
    """Rules [A20], [A21]."""
    desk = Console(window(town, "Nodira Aliyeva"))
    crew = on_shift(desk, town, window)
    crew.window.close()
    desk.take_incident("Chest pain", "Amir Temur 90")
    expect(desk.decision.locator(".candidate")).to_be_visible()
    desk.press("Enter")
    line = desk.decision.locator(".crew-message")
    expect(line).to_contain_text("Tablet silent, SMS: delivered", timeout=UNTIL_SENT_MS)
    expect(desk.thread.filter(has_text=f"SMS to the crew of {BRIGADE}: delivered")).to_be_visible()

    (message,) = town.messages_to("aziz")
    link = LINK.search(message)
    assert link is not None, message
    assert "Amir Temur" in message
    for method in ("HEAD", "GET"):
        as_a_scanner_does(method, link[0])
    phone = Answer(window(town, viewport=TELEPHONE, language="uz"), link[0])
    phone.expect_heading("Chest pain")
    assert phone.window.axe() == []
    photograph(phone.window, "order")
    phone.page.get_by_role("button", name="We accept").tap()
    phone.expect_heading("Accepted")
    assert phone.window.axe() == []

    expect(line).to_contain_text("Accepted by SMS")
    expect(desk.thread.filter(has_text=f"{BRIGADE} accepted by SMS")).to_be_visible()
    assert desk.window.axe() == []
    photograph(desk.window, "silent-tablet")

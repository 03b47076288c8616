"""A doctor is alerted by SMS: machines that open the link answer nothing, a tap does."""

import re
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.journeys.answer import Answer
from tests.journeys.conftest import TELEPHONE, OpenWindow, Photograph
from tests.journeys.console import Console
from tests.journeys.crews import on_shift
from tests.journeys.town import DemoTown

pytestmark = pytest.mark.light

LINK = re.compile(r"http://\S+/a/[A-Za-z0-9_-]{22}")
OPENINGS = 5


def test_the_doctor_on_duty_accepts_by_a_tap(town: DemoTown, window: OpenWindow, photograph: Photograph) -> None:
    desk = Console(window(town, "Nodira Aliyeva"))
    crew = on_shift(desk, town, window)
    desk.take_incident("Chest pain", "Amir Temur 90")
    expect(desk.decision.locator(".candidate")).to_be_visible()
    assert town.messages_to("rasulova") == []
    desk.press("Enter")
    alert = desk.decision.locator(".alert")
    expect(alert).to_contain_text("Alert: Cardiology")
    expect(alert).to_contain_text("waiting for an answer")
    expect(alert).to_contain_text("SMS: delivered")
    crew.window.close()

    (message,) = town.messages_to("rasulova")
    link = LINK.search(message)
    assert link is not None, message
    for _ in range(OPENINGS):
        for method in ("HEAD", "GET"):
            as_a_scanner_does(method, link[0])
    expect(alert).to_contain_text("opened the link")
    expect(alert).to_have_attribute("data-status", "open")

    doctor = Answer(window(town, viewport=TELEPHONE, language="uz"), link[0])
    doctor.expect_heading("Needed: a cardiologist")
    expect(doctor.page.locator("main")).to_contain_text("Chest pain")
    expect(doctor.page.locator("main")).to_contain_text("Amir Temur shoh koʻchasi 90")
    assert doctor.window.axe() == []
    assert doctor.page.evaluate("document.documentElement.scrollWidth") == TELEPHONE["width"]
    photograph(doctor.window, "answer")
    doctor.accept()
    doctor.expect_heading("You have accepted")
    assert doctor.window.axe() == []

    expect(alert).to_have_attribute("data-status", "acknowledged")
    expect(alert.locator(".alert-taken")).to_contain_text("Dilfuza Rasulova")
    expect(desk.thread.filter(has_text="Alert taken by the link")).to_be_visible()
    assert desk.window.axe() == []


def as_a_scanner_does(method: str, link: str) -> None:
    request = urllib.request.Request(link, method=method, headers={"User-Agent": "LinkScanner/1.0"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.status == 200

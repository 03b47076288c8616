"""A doctor answers STOP: the desk sees it, says that it has, and keeps a sign until START has come."""

import urllib.parse
import urllib.request

import pytest
from playwright.sync_api import expect
from twilio.request_validator import RequestValidator

from config.demo import PEOPLE
from tests.journeys.conftest import OpenWindow, Photograph
from tests.journeys.console import Console
from tests.journeys.town import DemoTown

pytestmark = pytest.mark.light
TOKEN = "12345678901234567890123456789012"
OURS = "+998000000103"


def texted(town: DemoTown, telephone: str, body: str) -> None:
    """As Twilio brings it."""
    form = {"MessageSid": f"SM-{body}", "From": telephone, "To": OURS, "Body": body}
    url = f"{town.url}/sms/inbound"
    signature = RequestValidator(TOKEN).compute_signature(url, form)
    request = urllib.request.Request(
        url, urllib.parse.urlencode(form).encode(), {"X-Twilio-Signature": signature}, method="POST"
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.status == 200


def test_a_doctor_stops_and_starts_what_the_desk_sends(
    town: DemoTown, window: OpenWindow, photograph: Photograph
) -> None:
    """Rules [T3], [T4]."""
    town.stop()
    town.settings |= {"TEZ_TWILIO_AUTH_TOKEN": TOKEN}
    town.start()
    number = next(place for place, one in enumerate(PEOPLE) if one.login == "rasulova")
    telephone = f"+99800{number:07d}"
    desk = Console(window(town, "Nodira Aliyeva"))
    band = desk.window.page.locator(".console-bands .band").filter(has_text="SMS no longer reach")
    sign = desk.window.page.locator(".console-foot").get_by_text("No SMS to: Dilfuza Rasulova")
    texted(town, telephone, "stop")
    expect(band).to_contain_text("Dilfuza Rasulova")
    expect(band).to_contain_text(f"START must be sent to {OURS}")
    assert desk.window.axe() == []
    photograph(desk.window, "stopped")
    desk.press("u")
    expect(band).to_have_count(0)
    expect(sign).to_be_visible()
    assert desk.window.axe() == []
    auditor = window(town, "Administrator")
    stopped = auditor.page.get_by_role("table", name="Telephones that take no more messages")
    auditor.page.goto("/alerts")
    expect(stopped.get_by_role("row").filter(has_text="Dilfuza Rasulova")).to_contain_text(OURS)
    texted(town, telephone, "START")
    expect(sign).to_have_count(0)
    expect(stopped).to_have_count(0)


def test_an_administrator_reads_and_puts_away_what_nobody_could_place(
    town: DemoTown, window: OpenWindow, photograph: Photograph
) -> None:
    """Rule [T2]."""
    town.stop()
    town.settings |= {"TEZ_TWILIO_AUTH_TOKEN": TOKEN}
    town.start()
    for body in ("Navbatchi kim?", "Rahmat, yetib keldim"):
        texted(town, "+998009999999", body)
    auditor = window(town, "Administrator")
    auditor.page.goto("/alerts")
    texts = auditor.page.get_by_role("table", name="Texts that nobody could place")
    expect(texts.get_by_role("row")).to_have_count(3)
    photograph(auditor, "returned")
    assert auditor.axe() == []
    for language in ("uz", "ru", "en"):
        auditor.page.locator(f'.switch button[lang="{language}"]').click()
        assert auditor.axe() == []
    row = texts.get_by_role("row").filter(has_text="Navbatchi kim?")
    row.get_by_role("button").focus()
    auditor.page.keyboard.press("Enter")
    expect(texts.get_by_role("row")).to_have_count(2)
    auditor.page.reload()
    expect(texts).to_contain_text("Rahmat, yetib keldim")
    expect(texts).not_to_contain_text("Navbatchi kim?")

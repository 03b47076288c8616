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
    texted(town, telephone, "START")
    expect(sign).to_have_count(0)

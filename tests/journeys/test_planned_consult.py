"""A planned consult: a specialist publishes hours, a physician books in them, both are reminded, and at its time they
talk."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from signaling import clock
from tests.journeys.conftest import OpenWindow
from tests.journeys.dock import expect_all_flow
from tests.journeys.room import Room
from tests.journeys.town import DemoTown

pytestmark = pytest.mark.light  # it waits for more than a minute and talks for some seconds
ZONE = ZoneInfo("Asia/Tashkent")
CONCLUSION = "Continue the tablets, an ECG in a month."
SOON = {"TEZ_REMINDER_MINUTES": "1", "TEZ_SLOT_RINGS_MINUTES": "1", "TEZ_QUIET_HOURS": ""}


@pytest.fixture
def near_town(town_as_made: DemoTown, tmp_path: Path) -> Iterator[DemoTown]:
    """A town that reminds and rings a minute before."""
    town = town_as_made.copy_to(tmp_path / "near")
    town.settings = SOON
    town.start()
    yield town
    town.kill()


def test_a_planned_consult_is_booked_reminded_and_held(near_town: DemoTown, window: OpenWindow) -> None:
    specialist = Room(window(near_town, "Dilfuza Rasulova"))
    physician = Room(window(near_town, "Shuhrat Karimov"))
    begins = the_next_minutes(2)
    booked = specialist.page.get_by_role("navigation", name="Consults")
    expect(booked).to_contain_text("Nobody can book you yet")
    publishes(specialist, begins)
    expect(booked).to_contain_text("Nobody has booked your hours yet")
    books(physician, begins)
    when = begins.strftime("%H:%M")
    expect(booked.get_by_role("region", name=begins.strftime("%A, %d/%m"))).to_contain_text(f"{when}–")
    for login in ("rasulova", "karimov"):
        comes(near_town, login, "belgilandi", when)
        comes(near_town, login, "bugun soat", when)
        assert not any("neurolog" in one or "lysis" in one for one in near_town.messages_to(login))

    expect(specialist.rings).to_contain_text("Shuhrat Karimov", timeout=120_000)
    expect(physician.rings).to_contain_text(f"begins: {when}")
    assert physician.window.axe() == []
    physician.tap("I am here")
    specialist.tap("Take it")
    for side in (physician, specialist):
        side.dock.expect_state("talking")
    expect_all_flow([physician.dock, specialist.dock])
    specialist.page.get_by_label("Conclusion").fill(CONCLUSION)
    specialist.tap("Write the conclusion")
    expect(physician.record).to_contain_text(CONCLUSION)
    physician.tap("I have read the conclusion")
    expect(physician.record).to_contain_text("The conclusion was acknowledged, the consult is closed")


def the_next_minutes(count: int) -> datetime:
    """A whole minute of the service's clock that is at least so far ahead."""
    now = datetime.fromtimestamp(clock.now_ms() / 1000, ZONE)
    return now.replace(second=0, microsecond=0) + timedelta(minutes=count + 1)


def publishes(specialist: Room, begins: datetime) -> None:
    page = specialist.page
    specialist.tap("My hours")
    expect(page.get_by_text("You have published none.")).to_be_visible()
    page.get_by_label("Specialty").select_option("Cardiology")
    page.get_by_label("Length of a consult").select_option("10 minutes")
    page.get_by_label("On one day").check()
    page.get_by_label("Date").fill(begins.strftime("%Y-%m-%d"))
    page.get_by_label("From", exact=True).fill(begins.strftime("%H:%M"))
    page.get_by_label("Until", exact=True).fill((begins + timedelta(minutes=30)).strftime("%H:%M"))
    assert specialist.window.axe() == []
    specialist.tap("Publish")
    expect(page.get_by_text("10 min each")).to_be_visible()


def books(physician: Room, begins: datetime) -> None:
    page = physician.page
    page.get_by_role("button", name="Ask a specialist").first.click()
    page.get_by_label("Specialty").select_option("Cardiology")
    page.get_by_role("radio", name="Planned").check()
    page.get_by_label("Question").fill("Does she still need the tablets?")
    page.get_by_role("button", name=begins.strftime("%H:%M")).click()
    page.get_by_label("The patient's telephone").fill("+998 93 111 22 33")
    assert physician.window.axe() == []
    physician.tap("Send and book")
    expect(page.get_by_text("Booked:")).to_be_visible()
    assert physician.window.axe() == []


def comes(town: DemoTown, login: str, words: str, when: str) -> None:
    """The telephone gets it within two minutes."""
    until = time.monotonic() + 120
    while not any(words in one and when in one for one in town.messages_to(login)):
        assert time.monotonic() < until, town.messages_to(login)
        time.sleep(1)

"""A caller is called by a doctor: the desk's closing, an SMS, a page without app or account, talk, an ambulance."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.caller import a_photo
from tests.journeys.conftest import PATIENCE_MS, PROJECT, TELEPHONE, OpenWindow, Photograph
from tests.journeys.console import Console
from tests.journeys.dock import expect_all_flow
from tests.journeys.patient import PatientPage
from tests.journeys.room import Room
from tests.journeys.test_access import too_small
from tests.journeys.test_alert import as_a_scanner_does
from tests.journeys.town import DemoTown

LINK = re.compile(r"http://\S+/p/[A-Za-z0-9_-]{22}")
NUMBER = "+998000000778"
FIRST_LOAD_BYTES = 120_000
LOOK_EVERY_MS = 250


def a_doctor_will_call(town: DemoTown, desk: Console) -> str:
    """The incident is closed with it; the link of the SMS."""
    desk.take_incident("Chest pain", "Amir Temur 90", number=NUMBER)
    desk.decision.get_by_role("button", name="Close", exact=False).click()
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_label("Note").fill("Pressure in the chest since the morning, walks and talks")
    dialog.get_by_role("button", name="A doctor will call").click()
    assert desk.window.axe() == []
    dialog.get_by_label("Which doctor").select_option("cardiology")
    dialog.get_by_label("How soon").select_option("emergency")
    dialog.get_by_role("button", name="Close, and have a doctor call").click()
    expect(dialog).not_to_be_visible()
    return link_to(town, desk.page)


def link_to(town: DemoTown, page: Page) -> str:
    for _ in range(PATIENCE_MS // LOOK_EVERY_MS):
        for one in town.read("/api/sms/messages"):
            found = LINK.search(one["body"])
            if one["to"] == NUMBER and found is not None:
                return found[0]
        page.wait_for_timeout(LOOK_EVERY_MS)
    raise AssertionError("no message with a link")


def fits(page: Page) -> None:
    """Nothing sticks out sideways, and everything can be hit with a thumb."""
    assert page.evaluate("document.documentElement.scrollWidth") == TELEPHONE["width"]
    assert too_small(page) == []


def in_every_language(patient: PatientPage, photograph: Photograph, name: str) -> None:
    for language in ("uz", "ru", "en"):
        patient.speak(language)
        fits(patient.page)
        assert patient.window.axe() == []
        photograph(patient.window, f"patient-{name}-{language}")


def test_a_doctor_calls_instead_of_a_brigade_and_sends_one_after_all(
    town: DemoTown, window: OpenWindow, photograph: Photograph
) -> None:
    desk = Console(window(town, "Nodira Aliyeva"))
    specialist = Room(window(town, "Dilfuza Rasulova"))
    link = a_doctor_will_call(town, desk)
    for method in ("HEAD", "GET"):
        as_a_scanner_does(method, link)
    patient = PatientPage(window(town, viewport=TELEPHONE), link)
    in_every_language(patient, photograph, "ask")
    patient.tap("I agree")
    patient.expect_drawing("inside")
    patient.expect_told("We have been looking for a heart doctor for you since")
    in_every_language(patient, photograph, "sought")
    patient.write("It hurts when I breathe in")

    expect(specialist.rings).to_contain_text("Pressure in the chest")
    specialist.tap("Take it")
    patient.expect_told("Doctor Dilfuza Rasulova has had your question since")
    in_every_language(patient, photograph, "rings")
    patient.tap("With video")
    for side in (specialist, patient):
        side.dock.expect_state("talking")
    expect_all_flow([specialist.dock, patient.dock], frames=0)
    photograph(patient.window, "patient-talks")
    they_write(patient, specialist, photograph)
    becomes_an_emergency(patient, specialist, desk, photograph)


def they_write(patient: PatientPage, specialist: Room, photograph: Photograph) -> None:
    specialist.open("Patient")
    panel = specialist.record
    expect(panel).to_contain_text("It hurts when I breathe in")
    expect(panel).to_contain_text("Has agreed and is here")
    panel.get_by_role("textbox", name="Write to the patient").fill("Show me your ankles, please")
    panel.get_by_role("button", name="Send to the patient").click()
    expect(patient.page.locator('.patient-lines li[data-by="doctor"]')).to_contain_text("Show me your ankles")
    patient.send_photo(a_photo("ankles.png", 800, 600))
    panel.get_by_role("button", name="Show them").click()
    expect(panel).to_contain_text("None in the last twelve months")
    assert specialist.window.axe() == []
    photograph(specialist.window, "patient-room")


def becomes_an_emergency(patient: PatientPage, specialist: Room, desk: Console, photograph: Photograph) -> None:
    specialist.record.get_by_label("What the crew must know").fill("Swollen leg, breathless: embolism?")
    specialist.record.get_by_role("button", name="Send an ambulance").click()
    patient.expect_told("An ambulance was called to you at")
    in_every_language(patient, photograph, "help")
    row = desk.queue.filter(has_text="Chest pain")
    expect(row).to_contain_text("from a doctor’s consult")
    row.click()
    expect(desk.decision).to_contain_text("Swollen leg, breathless")
    expect(desk.decision).to_contain_text("Amir Temur")
    expect(desk.decision).to_contain_text("a doctor says: threat to life")
    expect(desk.thread.filter(has_text="From consult")).to_be_visible()
    assert desk.window.axe() == []
    photograph(desk.window, "patient-console")

    specialist.record.get_by_label("How did it end?").select_option("emergency")
    specialist.record.get_by_role("button", name="End it").click()
    patient.expect_drawing("over")
    expect(patient.page.get_by_text("An ambulance was called to you. If nobody comes, call 103.")).to_be_visible()


@pytest.mark.light
def test_the_page_is_light() -> None:
    """What is loaded before anybody has agreed; the talk comes when it is wanted."""
    built = PROJECT / ".build" / "web" / "patient"
    first = [built / "index.html.br", *built.glob("assets/index-*.br")]
    assert sum(Path(one).stat().st_size for one in first) < FIRST_LOAD_BYTES

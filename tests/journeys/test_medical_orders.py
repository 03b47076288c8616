"""Text alone gets through: vitals are typed and seen by the other side, and a medical order goes its whole loop."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import TELEPHONE, OpenWindow
from tests.journeys.room import Room
from tests.journeys.town import DemoTown

pytestmark = pytest.mark.light


def section(room: Room, name: str) -> None:
    room.record.get_by_role("tab", name=name).click()


def picture(room: Room, name: str) -> None:
    """For whoever wants to look at the sections themselves."""
    folder = os.environ.get("LOOK_AT")
    if folder:
        room.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_vitals_with_their_course_and_a_medical_order_from_telling_to_seeing(
    town: DemoTown, window: OpenWindow
) -> None:
    specialist = Room(window(town, "Dilfuza Rasulova"))
    physician = Room(window(town, "Shuhrat Karimov", viewport=TELEPHONE))
    physician.ask(specialty="Cardiology", urgency="Emergency", question="Anaphylaxis?", age=34, sex="male")
    specialist.tap("Answer in writing")

    vitals_are_typed_and_seen(physician, specialist)
    it_is_told(specialist)
    it_is_read_back_confirmed_and_given(physician, specialist)
    section(physician, "Thread")
    expect(physician.record.get_by_role("log")).to_contain_text("BP 80/50")
    expect(physician.record.get_by_role("log")).to_contain_text("adrenaline, 0.5 mg, into the muscle")


def vitals_are_typed_and_seen(physician: Room, specialist: Room) -> None:
    section(physician, "Vitals")
    for line in ("BP 90/60, HR 118, SpO2 93, weight 70", "BP 80/50, HR 132, SpO2 88 O2 4"):
        physician.record.get_by_label("Vitals in one line").fill(line)
        physician.record.get_by_role("button", name="Enter").click()
    expect(physician.record.get_by_role("row")).to_have_count(3)
    assert physician.window.axe(".room-record") == []
    picture(physician, "vitals-narrow")
    section(specialist, "Vitals")
    pulse = specialist.record.get_by_role("img", name="Pulse")
    expect(pulse).to_have_accessible_name(re.compile("118.*132"))
    expect(specialist.record.get_by_role("table")).to_contain_text("88 % on oxygen, 4 l/min")
    expect(specialist.record.get_by_text("outside the usual").first).to_be_visible()
    assert specialist.window.axe(".room-record") == []
    picture(specialist, "vitals-wide")


def it_is_told(specialist: Room) -> None:
    """Ten times too much is asked about first."""
    section(specialist, "Medical orders")
    specialist.tap("Tell a medical order")
    form = specialist.record.locator(".medical-order-form")
    form.get_by_label("Drug, international name").fill("adrenaline")
    form.get_by_label("Dose", exact=True).fill("5")
    form.get_by_label("Unit").select_option("mg")
    form.get_by_label("Route").select_option("into the muscle")
    form.get_by_label("What for").fill("anaphylaxis")
    expect(form).to_contain_text("Ten times the usual dose, or more")
    expect(form.get_by_role("button", name="Tell it")).to_be_disabled()
    form.get_by_label("Dose", exact=True).fill("0.5")
    expect(form).to_contain_text("0.0071 mg per kg at 70 kg")
    assert specialist.window.axe(".room-record") == []
    picture(specialist, "telling")
    form.get_by_role("button", name="Tell it").click()


def it_is_read_back_confirmed_and_given(physician: Room, specialist: Room) -> None:
    """Both confirmations stand in the record of both."""
    band = physician.page.locator("[data-medical-order]")
    expect(band).to_contain_text("Read back: adrenaline")
    band.get_by_role("button", name="Look").click()
    physician.record.get_by_label("Read it back in your own words").fill("adrenaline 0.5 mg into the thigh muscle")
    assert physician.window.axe() == []
    picture(physician, "reading-back")
    physician.tap("Read back")
    expect(specialist.page.locator("[data-medical-order]")).to_contain_text("Confirm what was read back")
    expect(specialist.record).to_contain_text("adrenaline 0.5 mg into the thigh muscle")
    specialist.tap("That is right: confirm")
    physician.tap("Given…")
    physician.page.get_by_role("dialog").get_by_role("button", name="Note it").click()
    expect(physician.record).to_contain_text("done by")
    specialist.tap("I have seen it")
    for side in (physician, specialist):
        for words in ("told by", "read back by", "confirmed by", "done by", "seen by"):
            expect(side.record).to_contain_text(words)
    assert specialist.window.axe(".room-record") == []
    picture(specialist, "whole-loop")

"""A conclusion that counts: drafted while they talk, signed, printed, verified by whoever holds it, amended."""

import hashlib
import re
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow, Photograph
from tests.journeys.room import Room
from tests.journeys.town import DemoTown
from tests.journeys.window import Window

QUESTION = "Weakness on the right for two hours, no CT here: transfer?"
FINDINGS = "NIHSS 9, speech slurred, pressure 180/100."
ADVICE = "Transfer to the regional centre at once; no anticoagulants on the way."


def test_a_conclusion_is_drafted_signed_verified_and_amended(
    town: DemoTown, window: OpenWindow, photograph: Photograph, tmp_path: Path
) -> None:
    specialist, physician = Room(window(town, "Dilfuza Rasulova")), Room(window(town, "Shuhrat Karimov"))
    physician.ask(specialty="Cardiology", urgency="Emergency", question=QUESTION, age=67, sex="female")
    expect(specialist.rings).to_contain_text(QUESTION)
    specialist.tap("Take it")
    for side in (specialist, physician):
        side.dock.expect_state("talking")
        side.page.get_by_role("tab", name="Conclusion").click()
    drafted_while_they_talk(specialist, physician, photograph)
    signed_by_hand(specialist, photograph)
    print_is_read_and_verified(physician, window(town, None), tmp_path, photograph)
    the_transfer_is_asked_for(physician)
    amended(specialist, physician)


def drafted_while_they_talk(specialist: Room, physician: Room, photograph: Photograph) -> None:
    page = specialist.page
    page.get_by_label("Findings").fill(FINDINGS)
    page.get_by_label("Recommendation").fill(ADVICE)
    page.get_by_role("radio", name="Emergency").check()
    page.get_by_label("Where to").fill("Regional centre, Samarqand")
    expect(page.get_by_text(re.compile(r"Kept \d\d:\d\d"))).to_be_visible()
    page.get_by_label("Diagnosis", exact=True).fill("I63")
    page.get_by_role("option", name=re.compile("I63")).first.click()
    expect(page.get_by_text("short name, not official").first).to_be_visible()
    expect(physician.page.get_by_text("The specialist is writing.")).to_be_visible()
    expect(physician.page.get_by_text(FINDINGS)).not_to_be_visible()
    page.get_by_label("Let the others read the draft").check()
    expect(physician.page.get_by_text(FINDINGS)).to_be_visible()
    assert specialist.window.axe(".room-section") == []
    photograph(specialist.window, "conclusion-draft")


def signed_by_hand(specialist: Room, photograph: Photograph) -> None:
    page = specialist.page
    expect(page.get_by_text(re.compile(r"Kept \d\d:\d\d"))).to_be_visible()
    specialist.tap("Sign…")
    specialist.tap("By hand")
    pad = page.get_by_role("img", name="Field to sign in")
    box = pad.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 12):
        page.mouse.move(box["x"] + 30 + step * 20, box["y"] + 60 + (step % 3) * 15)
    page.mouse.up()
    assert specialist.window.axe("dialog[open]") == []
    photograph(specialist.window, "conclusion-sign")
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_role("heading", name="Version 1")).to_be_visible()
    expect(page.get_by_text("only a test").first).to_be_visible()


def print_is_read_and_verified(physician: Room, anybody: Window, folder: Path, photograph: Photograph) -> None:
    page = physician.page
    expect(page.get_by_role("heading", name="Version 1")).to_be_visible()
    with page.expect_download() as fetched:
        page.get_by_role("link", name=re.compile("PDF")).click()
    file = folder / "conclusion.pdf"
    fetched.value.save_as(file)
    assert file.read_bytes().startswith(b"%PDF-")
    address = page.get_by_role("link", name="Verify").get_attribute("href")
    assert address is not None
    assert physician.window.axe(".room-section") == []
    photograph(physician.window, "conclusion-read")
    anybody.page.goto(address)
    anybody.page.get_by_role("button", name="EN").click()
    expect(anybody.page.get_by_text("a signature is only a test")).to_be_visible()
    expect(anybody.page.get_by_text("Dilfuza Rasulova")).to_be_visible()
    anybody.page.get_by_label("PDF at hand").set_input_files(file)
    expect(anybody.page.get_by_text("The same file, to the byte.")).to_be_visible()
    other = folder / "other.pdf"
    other.write_bytes(file.read_bytes() + b" ")
    assert hashlib.sha256(other.read_bytes()).digest() != hashlib.sha256(file.read_bytes()).digest()
    anybody.page.get_by_label("PDF at hand").set_input_files(other)
    expect(anybody.page.get_by_text("Not this document")).to_be_visible()
    assert FINDINGS not in anybody.page.content()
    assert anybody.axe() == []
    photograph(anybody, "conclusion-verify")


def the_transfer_is_asked_for(physician: Room) -> None:
    physician.page.get_by_label("Where the patient is").fill("District hospital, Urgut")
    physician.tap("Ask dispatch for the transfer")
    expect(physician.page.get_by_text(re.compile("incident № .* is open"))).to_be_visible()


def amended(specialist: Room, physician: Room) -> None:
    page = specialist.page
    specialist.tap("Amend")
    page.get_by_label("Findings").fill("NIHSS 11, counted anew.")
    expect(page.get_by_text(re.compile(r"Kept \d\d:\d\d"))).to_be_visible()
    specialist.tap("Sign…")
    page.get_by_label("Reason of the amendment").fill("The scale was counted anew")
    specialist.tap("By hand")
    page.get_by_label("Or type your name").fill("Dilfuza Rasulova")
    page.get_by_role("button", name="Sign", exact=True).click()
    for side in (specialist, physician):
        expect(side.page.get_by_role("heading", name="Version 2")).to_be_visible()
        expect(side.page.get_by_text("Version 1", exact=True)).to_be_visible()
    physician.tap("I have read version 2")
    expect(physician.page.get_by_text("Read by the asker").first).to_be_visible()

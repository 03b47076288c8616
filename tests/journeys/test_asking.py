"""A stroke is asked about: what is wanted and why is said while one writes, and a power cut loses nothing of it."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.room import Room
from tests.journeys.town import DemoTown

QUESTION = "Thrombolysis here, or on the way?"
NIHSS = {
    "1a. Alertness": "0 · awake",
    "1b. Says month and age": "1 · one right",
    "1c. Closes the eyes, grips the hand": "0 · does both",
    "2. Gaze": "1 · partial palsy",
    "3. Visual fields": "0 · full",
    "4. Face": "2 · lower half weak",
    "5a. Left arm (10 seconds)": "0 · holds",
    "5b. Right arm (10 seconds)": "3 · no effort against gravity",
    "6a. Left leg (5 seconds)": "0 · holds",
    "6b. Right leg (5 seconds)": "2 · falls to the bed, some effort",
    "7. Limb ataxia": "0 · none",
    "8. Feeling": "1 · less",
    "9. Language": "1 · mild or moderate loss",
    "10. Clearness of speech": "1 · slurred, understood",
    "11. One side ignored": "0 · no",
}


def begin(room: Room) -> None:
    room.page.get_by_role("button", name="Ask a specialist").first.click()
    room.page.get_by_label("Specialty").select_option("Neurology")
    room.page.get_by_label("Problem").select_option("Stroke")
    room.page.get_by_role("radio", name="Emergency").check()
    room.page.get_by_label("Question").fill(QUESTION)
    room.page.get_by_label("Age, years").fill("67")


def fill_nihss(page: Page) -> None:
    page.get_by_role("button", name="Not filled in fill in").first.click()
    for item, finding in NIHSS.items():
        page.get_by_label(item, exact=True).select_option(finding)


@pytest.mark.light
def test_a_stroke_is_asked_about_with_what_is_missing_over_a_power_cut(town: DemoTown, window: OpenWindow) -> None:
    """[CD4], [CD6] and [CD10]."""
    room = Room(window(town, "Shuhrat Karimov"))
    page = room.page
    begin(room)
    missing = page.get_by_role("status", name="What is missing")
    expect(missing).to_contain_text("6 things are missing")
    expect(missing).to_contain_text("Thrombolysis and thrombectomy are possible only within hours of it.")
    assert room.window.axe() == []

    page.get_by_role("button", name="Now").click()
    page.get_by_label("Blood glucose, mmol/l").fill("600")
    expect(page.get_by_text("60 at the most.")).to_be_visible()
    page.get_by_label("Blood glucose, mmol/l").fill("6.1")
    fill_nihss(page)
    expect(page.get_by_role("button", name="12 moderate close")).to_be_visible()
    expect(missing).to_contain_text("3 things are missing")
    assert room.window.axe() == []

    # The page goes in the middle of it, as by a power cut.
    page.reload()
    page.get_by_role("button", name="Go on with the question you began").click()
    expect(page.get_by_text("was kept.")).to_be_visible()
    expect(page.get_by_label("Question")).to_have_value(QUESTION)
    expect(page.get_by_label("Blood glucose, mmol/l")).to_have_value("6.1")
    expect(page.get_by_role("button", name="12 moderate fill in")).to_be_visible()

    specialist = Room(window(town, "Николай Ли"))
    page.get_by_role("button", name="Send and ring").click()
    expect(specialist.rings).to_contain_text(QUESTION)
    room.record.get_by_role("tab", name="Data").click()
    expect(room.record.locator(".room-scale-result")).to_contain_text("12")
    expect(room.record).to_contain_text("3 things are missing")
    assert room.window.axe() == []

    # Afterwards the draft is gone, and what was missing is added.
    room.tap("Add what is missing, or put it right")
    room.record.get_by_label("Systolic pressure, mmHg · wanted").fill("170")
    room.tap("Add it")
    expect(room.record).to_contain_text("170 mmHg")
    expect(room.record).to_contain_text("2 things are missing")
    page.reload()
    page.get_by_role("button", name="Back to the list").click()
    expect(page.get_by_role("button", name="Ask a specialist").first).to_be_visible()
    expect(page.get_by_text("Go on with the question you began")).to_have_count(0)


@pytest.mark.light
def test_a_planned_question_is_held_until_it_is_complete(town: DemoTown, window: OpenWindow) -> None:
    """[CD6]"""
    room = Room(window(town, "Shuhrat Karimov"))
    page = room.page
    begin(room)
    page.get_by_role("radio", name="Planned").check()
    page.get_by_role("button", name="Send and ring").click()
    expect(page.get_by_text("A planned question is sent only when it is complete.")).to_be_visible()
    expect(page.get_by_label("Last seen well · wanted")).to_be_focused()
    page.get_by_role("button", name="Now").click()
    page.get_by_role("button", name="Send and ring").click()
    expect(room.record).to_be_visible()

"""The whole record on the smallest telephone, in the languages with the longest words: every part is reached by keys
and by the finger, and nothing is too small, sideways or wrong for a screen reader."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import TELEPHONE, OpenWindow
from tests.journeys.room import Room
from tests.journeys.town import DemoTown

LEAST_PX = 47.5
SMALL = """(least) => [...document.querySelectorAll(".room :is(button, a[href], input, select, textarea, summary)")]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".unseen"))
    .map((one) => ({ box: (one.closest("label") ?? one).getBoundingClientRect(), html: one.outerHTML.slice(0, 120) }))
    .filter(({ box }) => box.width > 0 && (box.height < least || box.width < least))
    .map(({ box, html }) => `${Math.round(box.width)} × ${Math.round(box.height)}: ${html}`)"""


@pytest.mark.light
@pytest.mark.parametrize("language", ["ru", "uz"])
def test_every_part_of_the_record_is_reached_at_360_px(town: DemoTown, window: OpenWindow, language: str) -> None:
    specialist = Room(window(town, "Dilfuza Rasulova"))
    physician = Room(window(town, "Shuhrat Karimov", viewport=TELEPHONE))
    physician.ask(specialty="Cardiology", urgency="Emergency", question="Anaphylaxis?", age=34, sex="male")
    specialist.tap("Answer in writing")
    expect(physician.record).to_contain_text("took it after")
    page = physician.page
    page.evaluate("language => document.querySelector(`.switch button[lang=${language}]`).click()", language)
    strip = page.get_by_role("tablist")
    tabs = strip.get_by_role("tab")
    count = tabs.count()
    assert count >= 8
    tabs.first.focus()
    for place in range(count):
        opened = tabs.nth(place)
        expect(opened).to_have_attribute("aria-selected", "true")
        expect(opened).to_be_focused()
        expect(opened).to_be_in_viewport(ratio=0.9)
        expect(page.get_by_role("tabpanel").get_by_role("status")).to_have_count(0)
        assert page.evaluate("document.documentElement.scrollWidth") == TELEPHONE["width"]
        assert page.evaluate(SMALL, LEAST_PX) == []
        assert physician.window.axe() == []
        page.keyboard.press("ArrowRight")
    expect(tabs.first).to_be_focused()
    page.keyboard.press("End")
    expect(tabs.last).to_be_focused()
    page.keyboard.press("Home")
    expect(tabs.first).to_be_focused()

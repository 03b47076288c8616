"""Nobody answers: the ladder runs to the third doctor before the dispatcher's eyes, and the thread tells it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from sms.adapters.ladder_file import SHIPPED
from tests.journeys.answer import Answer
from tests.journeys.conftest import TELEPHONE, OpenWindow, Photograph
from tests.journeys.console import Console
from tests.journeys.crews import on_shift
from tests.journeys.test_alert import LINK
from tests.journeys.town import DemoTown

pytestmark = pytest.mark.light

QUICK = {"after_s = 20": "after_s = 2", "next_after_s = 0": "next_after_s = 5"}
"""One after another, though life is in danger, so that the ladder can be watched."""
TOLD = (
    r"Alert raised: Cardiology",
    r"Asked: Dilfuza Rasulova",
    r"SMS → Dilfuza Rasulova$",
    r"SMS → Dilfuza Rasulova: delivered",
    r"Telephone call → Dilfuza Rasulova$",
    r"Asked: Rustam Aminov",
    r"SMS → Rustam Aminov$",
    r"Telephone call → Rustam Aminov$",
    r"Asked: Feruza Iskandarova",
    r"The link was opened by Feruza Iskandarova",
    r"Alert taken by the link: Feruza Iskandarova, there by",
    r"There: Feruza Iskandarova",
)


def test_nobody_answers_until_the_third(
    town: DemoTown, window: OpenWindow, photograph: Photograph, tmp_path: Path
) -> None:
    """Rules [A8], [A9]."""
    text = SHIPPED.read_text("utf-8")
    for slow, quick in QUICK.items():
        text = text.replace(slow, quick)
    (tmp_path / "ladders.toml").write_text(text, "utf-8")
    town.stop()
    town.settings["TEZ_LADDERS_FILE"] = str(tmp_path / "ladders.toml")
    town.start()

    desk = Console(window(town, "Nodira Aliyeva"))
    crew = on_shift(desk, town, window)
    desk.take_incident("Chest pain", "Amir Temur 90")
    expect(desk.decision.locator(".candidate")).to_be_visible()
    desk.press("Enter")
    crew.window.close()
    alert = desk.decision.locator(".alert")
    lines = alert.locator(".ladder li")
    expect(lines.filter(has_text="Dilfuza Rasulova")).to_contain_text("asked")
    expect(lines.filter(has_text="Dilfuza Rasulova")).to_contain_text("SMS: delivered")
    expect(alert).to_contain_text(re.compile("next step in"))
    expect(lines.filter(has_text="Ravshan Qodirov")).to_contain_text("senior")
    expect(lines.filter(has_text="Dilfuza Rasulova")).to_contain_text("Telephone call")
    expect(lines.filter(has_text="Rustam Aminov")).to_contain_text("asked")
    expect(lines.filter(has_text="Feruza Iskandarova")).to_contain_text("SMS: delivered")
    assert desk.window.axe() == []

    link = LINK.search(town.messages_to("iskandarova")[0])
    assert link is not None
    doctor = Answer(window(town, viewport=TELEPHONE, language="ru"), link[0])
    doctor.accept()
    doctor.expect_heading("You have accepted")
    expect(alert.locator(".alert-taken")).to_contain_text("Feruza Iskandarova")
    expect(alert.locator(".alert-taken")).to_contain_text("begins again in")
    photograph(desk.window, "ladder")
    doctor.page.get_by_role("button", name="10 min").tap()
    expect(desk.thread.filter(has_text="Feruza Iskandarova names another time")).to_be_visible()
    assert doctor.window.axe() == []
    photograph(doctor.window, "promise")
    doctor.page.get_by_role("button", name="I am on the way").tap()
    expect(doctor.page.get_by_text("They know that you are coming.")).to_be_visible()
    expect(alert.locator(".alert-taken")).to_contain_text("there at")
    expect(desk.thread.filter(has_text="There: Feruza Iskandarova")).to_be_visible()

    story = [re.sub(r"^[\d:]+", "", line).strip() for line in desk.thread.all_inner_texts()]
    after = 0
    for told in TOLD:
        found = [place for place in range(after, len(story)) if re.search(told, story[place].replace("\n", " "))]
        assert found, (told, story)
        after = found[0]

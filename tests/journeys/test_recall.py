"""A dispatcher calls everybody of a list in; two answer on their telephones, and the board sums who comes by when."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import TELEPHONE, OpenWindow, Photograph
from tests.journeys.town import DemoTown

pytestmark = pytest.mark.light

LINK = re.compile(r"https?://\S+/r/[\w-]{22}")


def test_two_of_a_list_come(town: DemoTown, window: OpenWindow, photograph: Photograph) -> None:
    """Rules [E1], [E3], [E6]."""
    desk = window(town, "Nodira Aliyeva")
    page = desk.page
    page.goto("/console")
    page.locator(".console-foot").get_by_role("link", name="Call staff in").click()
    page.wait_for_url("**/recall")
    page.get_by_label("What happened").fill("Bus overturned, 40 injured")
    page.get_by_label("Where to").fill("Central hospital, gate 2")
    page.get_by_label("Role").select_option("specialist")
    everybody = page.get_by_label("All that are shown")
    expect(page.locator(".recall-staff li").filter(has_text="Feruza Iskandarova")).to_be_visible()
    everybody.check()
    assert desk.axe() == []
    photograph(desk, "recall-new")
    page.get_by_role("button", name=re.compile(r"^Call \d+ in")).click()
    page.get_by_role("button", name="Yes, send").click()
    rows = page.locator(".recall-people tbody tr")
    expect(rows.filter(has_text="Feruza Iskandarova")).to_contain_text("delivered")

    for login, answer, told in (
        ("iskandarova", "In 20 minutes", "You are expected by"),
        ("rasulova", "In 60 minutes", "You are expected by"),
        ("aminov", "I cannot", "You cannot come"),
    ):
        link = LINK.search(town.messages_to(login)[0])
        assert link is not None
        telephone = window(town, viewport=TELEPHONE, language="en")
        telephone.page.goto(link[0])
        telephone.page.get_by_role("button", name="EN, English").tap()
        telephone.page.get_by_role("button", name=answer).tap()
        expect(telephone.page.locator(".coming-said")).to_contain_text(told)
        assert telephone.axe() == []
        if login == "iskandarova":
            photograph(telephone, "recall-answer")
            first = telephone
    sums = page.locator(".recall-coming li")
    expect(sums).to_have_count(2)
    expect(sums.first).to_have_text(re.compile(r"^1 by \d\d:\d\d$"))
    expect(sums.last).to_have_text(re.compile(r"^2 by \d\d:\d\d$"))
    expect(rows.filter(has_text="Rustam Aminov")).to_contain_text("cannot")
    expect(page.get_by_role("button", name=re.compile("Again from"))).to_be_disabled()
    assert desk.axe() == []
    photograph(desk, "recall")

    page.get_by_role("button", name="Call it off").click()
    page.get_by_role("button", name="Yes", exact=True).click()
    expect(page.locator(".recall-board header")).to_contain_text("Called off")
    first.page.reload()
    expect(first.page.get_by_role("heading", level=1)).to_have_text("Called off")
    expect(rows.filter(has_text="Feruza Iskandarova")).to_be_visible()

"""A stroke, as the journeys of the consult room ask about it and conclude it."""

import re

from playwright.sync_api import expect

from tests.journeys.room import Room

QUESTION = "Thrombolysis here, or on the way?"
FINDINGS = "NIHSS 12, onset 13:55, pressure 180/100."
ADVICE = "Thrombolysis here within the hour, then the transfer."


def ask(room: Room, *, urgency: str = "Emergency") -> None:
    """The shortest form that rings: what it lacks is said, and holds nothing up."""
    page = room.page
    page.get_by_role("button", name="Ask a specialist").first.click()
    page.get_by_label("Specialty").select_option("Neurology")
    page.get_by_label("Problem").select_option("Stroke")
    page.get_by_role("radio", name=urgency).check()
    page.get_by_label("Question").fill(QUESTION)
    page.get_by_label("Age, years").fill("67")
    page.get_by_label("Sex").select_option("female")
    page.get_by_role("button", name="Now").click()
    page.get_by_label("Blood glucose, mmol/l").fill("6.1")
    page.get_by_role("button", name="Send and ring").click()


def draft(room: Room) -> None:
    """Findings, a diagnosis with its code, what is advised, and that it is kept."""
    page = room.page
    room.open("Conclusion")
    page.get_by_label("Findings").fill(FINDINGS)
    page.get_by_label("Diagnosis", exact=True).fill("I63")
    page.locator("[role=option]").first.click()
    page.get_by_label("Recommendation").fill(ADVICE)
    expect(page.get_by_text(re.compile(r"Kept \d\d:\d\d"))).to_be_visible()


def sign(room: Room, name: str) -> None:
    """By hand; on this page by the name, which is the keyboard's way."""
    page = room.page
    room.tap("Sign…")
    room.tap("By hand")
    page.get_by_label("Or type your name").fill(name)
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_role("heading", name="Version 1")).to_be_visible()


def read_and_acknowledge(room: Room) -> bytes:
    """The asker reads what was signed; its PDF is given back, and the consult is closed."""
    page = room.page
    room.open("Conclusion")
    expect(page.get_by_role("heading", name="Version 1")).to_be_visible()
    expect(page.get_by_text(ADVICE)).to_be_visible()
    address = page.get_by_role("link", name=re.compile("PDF")).get_attribute("href")
    assert address is not None
    answer = page.request.get(address)
    assert answer.ok, answer.status
    printed = answer.body()
    page.get_by_role("button", name=re.compile("^I have read")).click()
    room.open("Thread")
    expect(room.record).to_contain_text("the consult is closed")
    return printed

"""Who called is told that help is coming and when; a relative, where the patient is taken."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import OpenWindow, Photograph
from tests.journeys.console import Console
from tests.journeys.crews import BRIGADE, on_shift
from tests.journeys.town import DemoTown

pytestmark = pytest.mark.light

CALLER, DAUGHTER = "+998000000777", "+998000000778"
HOSPITAL = "Viloyat shoshilinch tibbiy yordam markazi"
COMING = re.compile(r"^Tez yordam 103: yordam yo'lda, taxminan (\d\d:\d\d) da yetib boradi\..*Kod [A-Z2-7]{5}$")


def sent_to(town: DemoTown, telephone: str) -> list[str]:
    return [one["body"] for one in town.read("/api/sms/messages") if one["to"] == telephone]


def test_a_caller_and_a_relative_are_told(town: DemoTown, window: OpenWindow, photograph: Photograph) -> None:
    """Rules [H1], [H6], [H8], [H9]."""
    desk = Console(window(town, "Nodira Aliyeva"))
    crew = on_shift(desk, town, window)
    desk.take_incident("Chest pain", "Amir Temur 90", number=CALLER)
    card = desk.decision.locator(".told")
    caller = card.locator('[data-told="caller"]')
    expect(caller).to_contain_text("gets an SMS when a brigade has accepted")
    assert desk.window.axe() == []
    expect(desk.decision.locator(".candidate")).to_be_visible()
    desk.press("Enter")
    crew.tap("Accept")
    the_caller_is_told(town, desk, caller)
    nothing_more_is_written(desk, card, caller)
    the_relative_is_registered(desk, card)
    photograph(desk.window, "told-outside")

    for step in ("We have departed", "We have arrived", "At the patient", "Leaving with the patient"):
        crew.tap(step)
    crew.choose(HOSPITAL)
    relative = card.locator('[data-told="relative"]')
    expect(relative).to_contain_text(f"told: on the way to {HOSPITAL}")
    expect(relative).to_contain_text("delivered")
    expect(desk.thread.filter(has_text="SMS to the relative: delivered")).to_be_visible()
    (body,) = sent_to(town, DAUGHTER)
    assert body.startswith(f"Tez yordam 103: yaqiningiz shifoxonaga olib ketilmoqda: {HOSPITAL}.")
    assert len(sent_to(town, CALLER)) == 1
    expect(desk.thread.filter(has_text=f"{BRIGADE}: Left the scene")).to_be_visible()
    assert desk.window.axe() == []


def the_caller_is_told(town: DemoTown, desk: Console, caller: Locator) -> None:
    expect(caller).to_contain_text("delivered")
    (body,) = sent_to(town, CALLER)
    said = COMING.match(body)
    assert said is not None, body
    expect(caller).to_contain_text(f"told: arrives about {said[1]}")
    expect(desk.thread.filter(has_text=f"help is coming, arrives about {said[1]}")).to_be_visible()
    expect(desk.thread.filter(has_text="SMS to the caller: delivered")).to_be_visible()
    assert desk.window.axe() == []


def nothing_more_is_written(desk: Console, card: Locator, caller: Locator) -> None:
    """By the keyboard alone."""
    card.get_by_role("button", name="Do not write to the caller").focus()
    desk.press("Enter", "Tab")
    expect(card.get_by_role("button", name="in danger")).to_be_focused()
    assert desk.window.axe() == []
    desk.press("Enter")
    expect(caller).to_contain_text("Nothing is written: in danger")
    expect(caller).to_contain_text("Nodira Aliyeva")
    row = desk.thread.filter(has_text="Nothing is written to the caller: in danger")
    expect(row).to_contain_text("Nodira Aliyeva")


def the_relative_is_registered(desk: Console, card: Locator) -> None:
    card.get_by_role("button", name="Tell a relative").focus()
    desk.press("Enter")
    field = card.get_by_label("The relative's telephone")
    expect(field).to_be_focused()
    desk.page.keyboard.type("+998 66 233 44 55")
    desk.press("Enter")
    expect(desk.page.locator(".band").filter(has_text="This is not a telephone number")).to_be_visible()
    desk.page.locator(".band").get_by_role("button", name="Understood").click()
    field.fill(DAUGHTER)
    assert desk.window.axe() == []
    field.press("Enter")
    expect(card.locator('[data-told="relative"]')).to_contain_text("told when the patient is taken to a hospital")
    expect(desk.thread.filter(has_text="A relative will be told of the hospital")).to_be_visible()

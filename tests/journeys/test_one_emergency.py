"""One emergency from the telephone call to the hospital door, everybody in a browser of their own."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow, Photograph
from tests.journeys.console import Console
from tests.journeys.crews import BRIGADE, on_shift
from tests.journeys.hospital import Hospital
from tests.journeys.tablet import Tablet
from tests.journeys.town import DemoTown

pytestmark = pytest.mark.light

HOSPITAL = "Viloyat shoshilinch tibbiy yordam markazi"


def test_from_the_call_to_the_hospital_door(town: DemoTown, window: OpenWindow, photograph: Photograph) -> None:
    desk = Console(window(town, "Nodira Aliyeva"))
    crew = on_shift(desk, town, window)
    crew.lighten()
    assert crew.window.axe() == []

    call_taker = Console(window(town, "Lola Karimova"))
    the_call_is_taken(call_taker, desk)
    call_taker.window.close()
    the_recommended_is_sent(desk)
    the_crew_goes(crew, desk)
    photograph(crew.window, "tablet")
    refused_while_busy(desk)
    the_patient_is_taken_along(crew, desk)
    reception = Hospital(window(town, f"{HOSPITAL}: qabulxona"))
    photograph(reception.window, "hospital")
    the_hospital_knows(reception, crew, desk)
    the_patient_is_handed_over(reception, crew, desk)
    crew.tap("Finish")
    crew.choose("Delivered to hospital")
    desk.expect_steps("Cleared")
    the_thread_is_whole_and_in_order(desk)
    crew.tap("Back at the station")
    expect(crew.page.get_by_role("heading", name="Free, waiting for an order")).to_be_visible()


def the_call_is_taken(call_taker: Console, desk: Console) -> None:
    """In Cyrillic, by the keyboard alone; the other desk sees it with the urgency that the server gave."""
    call_taker.take_incident("Chest pain", "Амир Темур 51", age=61)
    expect(call_taker.page.get_by_text("is in the queue")).to_be_visible()
    row = desk.queue.filter(has_text="Chest pain")
    expect(row).to_contain_text("Amir Temur shoh koʻchasi 51")
    expect(row).to_contain_text("Threat to life")
    expect(row).to_contain_text("no brigade assigned")


def the_recommended_is_sent(desk: Console) -> None:
    desk.press("ArrowDown")
    candidate = desk.decision.locator(".candidate").first
    expect(candidate).to_contain_text(BRIGADE)
    expect(candidate).to_contain_text("km")
    expect(desk.decision.locator(".rejections")).to_contain_text("off shift")
    assert desk.window.axe() == []
    desk.press("Enter")
    expect(desk.page.get_by_text(f"{BRIGADE} is sent to №")).to_be_visible()


def the_crew_goes(crew: Tablet, desk: Console) -> None:
    expect(crew.order).to_contain_text("Chest pain")
    expect(crew.page.locator(".where")).to_contain_text("Amir Temur shoh koʻchasi 51")
    desk.expect_steps("Ordered", "Delivered", "Seen")
    assert crew.window.axe() == []
    crew.tap("Accept")
    crew.tap("We have departed")
    expect(crew.page.locator(".nav")).to_contain_text("km")
    desk.expect_steps("Accepted", "Departed")


def refused_while_busy(desk: Console) -> None:
    """A second order for a brigade on its way is refused, and the desk is told why."""
    desk.take_incident("High blood pressure", "Alisher Navoiy 31")
    expect(desk.decision.get_by_role("heading", level=2)).to_contain_text("High blood pressure")
    desk.press("b")
    desk.page.get_by_role("dialog").get_by_role("button", name=BRIGADE).click()
    band = desk.page.locator(".band", has_text="Sending a brigade")
    expect(band).to_contain_text("The brigade is busy with another incident.")
    band.get_by_role("button", name="Understood").click()


def the_patient_is_taken_along(crew: Tablet, desk: Console) -> None:
    crew.tap("We have arrived")
    crew.tap("At the patient")
    crew.tap("Leaving with the patient")
    crew.choose(HOSPITAL)
    desk.pick_incident("Chest pain")
    desk.expect_steps("Accepted", "Departed", "Arrived", "With the patient", "Left the scene")
    expect(desk.decision).to_contain_text("hospital has not acknowledged")


def the_hospital_knows(reception: Hospital, crew: Tablet, desk: Console) -> None:
    expect(reception.arrivals).to_contain_text("Chest pain")
    expect(reception.arrivals).to_contain_text("61 years old, male")
    expect(reception.arrivals).to_contain_text(BRIGADE)
    expect(reception.arrivals.locator(".arrival-figure")).to_be_visible()
    assert reception.window.axe() == []
    reception.acknowledge("Second gate")
    expect(crew.page.get_by_text("is expecting you")).to_be_visible()
    expect(desk.decision).to_contain_text("acknowledged")


def the_patient_is_handed_over(reception: Hospital, crew: Tablet, desk: Console) -> None:
    crew.tap("At the hospital")
    expect(reception.arrivals).to_contain_text("is here")
    crew.tap("Patient handed over")
    expect(reception.handed_over).to_contain_text("Chest pain")
    expect(reception.arrivals).to_have_count(0)
    desk.expect_steps("At hospital", "Handed over")


def the_thread_is_whole_and_in_order(desk: Console) -> None:
    wanted = [
        "taken: Chest pain, urgency 1",
        "Recommendation given",
        f"{BRIGADE} is sent",
        f"Order delivered to {BRIGADE}",
        f"{BRIGADE} has seen the order",
        f"{BRIGADE} accepted",
        f"{BRIGADE}: Departed",
        f"{BRIGADE}: Arrived",
        f"{BRIGADE}: With the patient",
        f"{BRIGADE}: Left the scene",
        f"The hospital acknowledged {BRIGADE}",
        f"{BRIGADE}: At hospital",
        f"{BRIGADE}: Handed over",
        f"{BRIGADE}: Cleared",
    ]
    expect(desk.thread.filter(has_text=wanted[-1])).to_be_visible()
    said = desk.thread.all_inner_texts()
    places = [next((place for place, line in enumerate(said) if words in line), None) for words in wanted]
    assert None not in places, said
    assert places == sorted(places, key=int), said  # type: ignore[arg-type]

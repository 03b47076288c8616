"""A crew asks a specialist from the field, and the hospital that receives the patient comes into the same room."""

from playwright.sync_api import FrameLocator, expect

from tests.journeys.conftest import OpenWindow, Photograph
from tests.journeys.console import Console
from tests.journeys.crews import on_shift
from tests.journeys.dock import expect_all_flow
from tests.journeys.hospital import Hospital
from tests.journeys.room import Room
from tests.journeys.tablet import Tablet
from tests.journeys.town import DemoTown

QUESTION = "ST elevation in II, III, aVF: lysis before the transport?"
HOSPITAL = "Viloyat shoshilinch tibbiy yordam markazi"
ADVICE = "Aspirin 300 mg now; no lysis, straight to the centre."


def test_a_crew_asks_from_the_field_and_the_hospital_comes_into_its_room(
    town: DemoTown, window: OpenWindow, photograph: Photograph
) -> None:
    """Rules [CH1] to [CH5]."""
    desk = Console(window(town, "Nodira Aliyeva"))
    crew = on_shift(desk, town, window)
    desk.take_incident("Chest pain", "Amir Temur 51", age=61)
    expect(desk.decision.locator(".candidate")).to_be_visible()
    desk.press("Enter")
    for step in ("Accept", "Departed", "Arrived"):
        crew.page.locator("button.go").filter(has_text=step).click()
    specialist = Room(window(town, "Dilfuza Rasulova"))

    frame = asks(crew)
    ring = specialist.page.locator(".room-ring[data-consult]")
    expect(ring).to_contain_text(QUESTION)
    ring.get_by_role("button", name="Take it", exact=True).click()
    for side in (crew, specialist):
        side.dock.expect_state("talking")
    expect_all_flow([crew.dock, specialist.dock])
    specialist.say(ADVICE)
    expect(frame.get_by_text("straight to the centre").first).to_be_visible()
    assert crew.window.axe() == []
    photograph(crew.window, "tablet-consult")

    leaves_with_the_patient(crew)
    reception = opens_the_consult(Hospital(window(town, f"{HOSPITAL}: qabulxona")))
    catches_up(reception)
    the_field_is_seen_without_the_caller(reception)
    comes_into_the_conversation(reception, specialist)
    reception.say("The catheter laboratory waits.")
    expect(specialist.record).to_contain_text("The catheter laboratory waits.")
    the_crew_is_told_and_reads(crew, "The catheter laboratory waits.")
    photograph(reception.window, "hospital-consult")

    specialist.page.get_by_label("Conclusion").last.fill("Inferior infarction: to the laboratory at once.")
    specialist.tap("Write the conclusion")
    frame = back_in_the_room(crew)
    frame.get_by_role("button", name="I have read the conclusion").click()
    reception.open("Thread")
    expect(reception.record).to_contain_text("the consult is closed")
    expect(reception.record).to_contain_text("to the laboratory at once")
    assert reception.window.troubles == []


def asks(crew: Tablet) -> FrameLocator:
    """In the half of the map; the order and its next step stay beside it."""
    crew.tap("Ask a specialist")
    frame = crew.page.frame_locator(".consult-frame")
    expect(frame.get_by_label("Age, years")).to_have_value("61")
    frame.get_by_label("Specialty").select_option("Cardiology")
    frame.get_by_role("radio", name="Emergency").check()
    frame.get_by_label("Question").fill(QUESTION)
    expect(crew.page.locator("button.go")).to_be_visible()
    frame.get_by_role("button", name="Send and ring").click()
    expect(frame.get_by_text("ringing since")).to_be_visible()
    return frame


def leaves_with_the_patient(crew: Tablet) -> None:
    """The room stays open beside the order."""
    for step in ("At the patient", "Leaving with the patient"):
        crew.page.locator("button.go").filter(has_text=step).click()
    crew.choose(HOSPITAL)
    crew.tap("Back to the map")
    expect(crew.page.locator(".consult-frame")).to_have_count(0)


def opens_the_consult(hospital: Hospital) -> Room:
    """In a page of its own: the hospital's page goes on telling who comes."""
    link = hospital.page.get_by_role("link", name="Open the consult: Cardiology")
    expect(link).to_contain_text("new: 1")
    assert hospital.window.axe() == []
    with hospital.page.expect_popup() as opened:
        link.click()
    reception = Room(hospital.window.beside(opened.value), open_it=False)
    expect(reception.record).to_contain_text("straight to the centre")
    expect(link).not_to_contain_text("new")
    return reception


def catches_up(reception: Room) -> None:
    """By itself the first time; one key puts it away, another brings it back."""
    card = reception.record.get_by_role("region", name="What has to be known, in 20 seconds")
    expect(card).to_contain_text("ST elevation")
    expect(card).to_contain_text("Aspirin 300 mg now")
    expect(card).to_contain_text("Dilfuza Rasulova (specialist)")
    assert reception.window.axe() == []
    reception.page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    reception.tap("What has to be known, in 20 seconds")
    expect(card).to_be_visible()
    reception.tap("Put away (Esc)")
    expect(card).to_have_count(0)


def the_field_is_seen_without_the_caller(reception: Room) -> None:
    reception.open("From the incident")
    expect(reception.record).to_contain_text("left with the patient")
    expect(reception.record).not_to_contain_text("Amir Temur")
    assert reception.window.axe() == []


def comes_into_the_conversation(reception: Room, specialist: Room) -> None:
    reception.tap("Join the conversation")
    reception.dock.expect_state("talking")
    reception.dock.expect_voices(2)
    specialist.dock.expect_voices(2)


def the_crew_is_told_and_reads(crew: Tablet, text: str) -> None:
    """The mark on the key that opens the room."""
    expect(crew.page.locator(".ask-badge")).to_contain_text("1")
    frame = back_in_the_room(crew)
    expect(frame.get_by_text(text).first).to_be_visible()
    expect(crew.page.locator(".ask-badge")).to_have_count(0)


def back_in_the_room(crew: Tablet) -> FrameLocator:
    if crew.page.locator(".consult-frame").count() == 0:
        crew.page.locator(".ask-tile").click()
    return crew.page.frame_locator(".consult-frame")

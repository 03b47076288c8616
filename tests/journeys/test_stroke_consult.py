"""A stroke in a district hospital, from the question to the signed PDF: by picture and voice with a colleague called
in, and over a line that carries nothing but text and stills."""

from collections.abc import Iterator
from fractions import Fraction

import av
import numpy as np
import pytest
from playwright.sync_api import expect

from tests.fixtures.child import free_port
from tests.fixtures.slow_link import SlowLink, slow_link
from tests.journeys import stroke
from tests.journeys.conftest import PATIENCE_MS, TELEPHONE, OpenWindow, Photograph
from tests.journeys.dock import expect_all_flow
from tests.journeys.room import Room
from tests.journeys.town import DemoTown
from tests.journeys.window import Window

NARROW_KBIT, NARROW_RTT_MS = 64, 1000
NARROW_PATIENCE_MS = 90_000
"""The first load is some 110 kB: a quarter of a minute on such a line."""


def test_two_doctors_the_patient_and_a_third_from_the_question_to_the_signed_print(
    town: DemoTown, window: OpenWindow, photograph: Photograph
) -> None:
    physician, neurologist = Room(window(town, "Shuhrat Karimov")), Room(window(town, "Николай Ли"))
    stroke.ask(physician)
    expect(neurologist.rings).to_contain_text(stroke.QUESTION)
    neurologist.tap("Take it")
    for side in (physician, neurologist):
        side.dock.expect_state("talking")
    expect_all_flow([physician.dock, neurologist.dock])
    cardiologist = a_third_is_called_in(town, window, neurologist)
    for side in (physician, neurologist, cardiologist):
        side.dock.expect("people", "3")
    expect_all_flow([physician.dock, neurologist.dock, cardiologist.dock])
    for side in (physician, neurologist, cardiologist):
        assert side.window.axe() == []
    photograph(neurologist.window, "council")
    cardiologist.say("Atrial fibrillation on the ECG: no anticoagulants before the CT.")
    expect(physician.record).to_contain_text("no anticoagulants before the CT")

    stroke.draft(neurologist)
    stroke.sign(neurologist, "Николай Ли")
    assert stroke.read_and_acknowledge(physician).startswith(b"%PDF-")
    for side in (neurologist, cardiologist):
        expect(side.page.get_by_text(stroke.QUESTION)).to_have_count(0)


def a_third_is_called_in(town: DemoTown, window: OpenWindow, neurologist: Room) -> Room:
    cardiologist = Room(window(town, "Dilfuza Rasulova"))
    neurologist.open("People")
    neurologist.tap("Call in a specialist")
    dialog = neurologist.page.get_by_role("dialog")
    dialog.get_by_label("Specialty").select_option("Cardiology")
    dialog.get_by_label("What for (they see it)").fill("The rhythm")
    dialog.get_by_role("button", name="Call in a specialist").click()
    expect(cardiologist.rings).to_contain_text("You are called in")
    expect(cardiologist.rings).to_contain_text(stroke.QUESTION)
    cardiologist.tap("Take it")
    expect(neurologist.record).to_contain_text("is in the consult")
    return cardiologist


@pytest.fixture
def narrow(town: DemoTown) -> Iterator[SlowLink]:
    """The line of a village to the town's server; whoever looks through it waits longer."""
    port = free_port()
    town.stop()
    town.settings["TEZ_ALLOWED_ORIGINS"] = f"http://127.0.0.1:{port}"
    town.start()
    expect.set_options(timeout=NARROW_PATIENCE_MS)
    try:
        with slow_link(town.port, kbit=NARROW_KBIT, rtt_ms=NARROW_RTT_MS, port=port) as link:
            yield link
    finally:
        expect.set_options(timeout=PATIENCE_MS)


@pytest.mark.light
def test_the_same_over_64_kbit_s_and_a_second_there_and_back_with_text_and_stills(
    town: DemoTown, window: OpenWindow, narrow: SlowLink, photograph: Photograph
) -> None:
    """The sign-in page, the room and the signed print come over the line; what is typed meanwhile is not lost."""
    village = window(town, viewport=TELEPHONE, through=narrow.port)
    village.forgive_the_lost_line()
    village.context.set_default_timeout(NARROW_PATIENCE_MS)
    sign_in(village, "Shuhrat Karimov")
    physician, neurologist = Room(village), Room(window(town, "Николай Ли"))
    stroke.ask(physician)
    expect(neurologist.rings).to_contain_text(stroke.QUESTION)
    neurologist.tap("Answer in writing")
    expect(physician.record).to_contain_text("took it after")
    assert village.axe() == []

    a_picture_comes_as_a_preview_first(physician, neurologist, narrow)
    a_line_is_typed_while_the_network_is_away(physician, neurologist, narrow)
    photograph(village, "room-64-kbit")
    cardiologist = a_third_is_called_in(town, window, neurologist)
    cardiologist.open("Thread")
    cardiologist.say("No anticoagulants before the CT.")
    expect(physician.record).to_contain_text("No anticoagulants before the CT.")

    stroke.draft(neurologist)
    stroke.sign(neurologist, "Николай Ли")
    assert stroke.read_and_acknowledge(physician).startswith(b"%PDF-")


def sign_in(visitor: Window, name: str) -> None:
    """As a newcomer does."""
    visitor.page.goto("/")
    visitor.page.locator('.switch button[lang="en"]').click()
    visitor.page.get_by_role("button", name=name).click()
    visitor.page.wait_for_url("**/room")
    visitor.page.locator('.switch button[lang="en"]').click()  # whoever signs in has a language of their own


def a_picture_comes_as_a_preview_first(physician: Room, neurologist: Room, narrow: SlowLink) -> None:
    """The picture itself would take a minute and a half; the other side sees it after 30 kB."""
    physician.open("Files")
    before = narrow.up.carried
    with physician.page.expect_file_chooser() as choosing:
        physician.tap("Add a file")
    choosing.value.set_files({"name": "ecg.jpg", "mimeType": "image/jpeg", "buffer": noisy_picture()})
    physician.page.get_by_role("dialog").get_by_role("button", name="Send").click()
    neurologist.open("Files")
    expect(neurologist.record.get_by_role("img").first).to_be_visible()
    assert narrow.up.carried - before < 60_000, "the other side waited for more than the preview"
    physician.open("Thread")
    neurologist.open("Thread")


def a_line_is_typed_while_the_network_is_away(physician: Room, neurologist: Room, narrow: SlowLink) -> None:
    narrow.away = True
    narrow.cut()
    physician.say("Onset was 13:55, seen by the daughter.")
    expect(physician.record).to_contain_text("not sent yet")
    narrow.away = False
    expect(neurologist.record).to_contain_text("seen by the daughter")
    expect(physician.record).not_to_contain_text("not sent yet")


def noisy_picture() -> bytes:
    """A photograph that does not compress to nothing: some 700 kB."""
    noise = np.random.default_rng(7).integers(0, 255, (700, 900, 3), dtype=np.uint8)
    frame = av.VideoFrame.from_ndarray(noise, format="rgb24")
    codec = av.CodecContext.create("mjpeg", "w")
    codec.width, codec.height, codec.pix_fmt = 900, 700, "yuvj444p"
    codec.time_base = Fraction(1, 25)
    packets = [*codec.encode(frame.reformat(format="yuvj444p")), *codec.encode(None)]
    return b"".join(bytes(packet) for packet in packets)


@pytest.mark.light
def test_an_answer_in_writing_needs_no_live_link_at_all(town: DemoTown, window: OpenWindow) -> None:
    """Rule [CR4]: neither side opens a camera, and the conclusion is signed and read all the same."""
    physician, neurologist = Room(window(town, "Shuhrat Karimov")), Room(window(town, "Николай Ли"))
    stroke.ask(physician, urgency="Urgent")
    expect(neurologist.rings).to_contain_text(stroke.QUESTION)
    neurologist.page.locator(".room-ring").get_by_role("button", name="Ask first").click()
    dialog = neurologist.page.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("Is she on anticoagulants?")
    dialog.get_by_role("button", name="Ask first").click()
    expect(physician.record).to_contain_text("Is she on anticoagulants?")
    physician.say("None.")
    expect(neurologist.rings).to_contain_text("None.")
    neurologist.tap("Answer in writing")
    stroke.draft(neurologist)
    stroke.sign(neurologist, "Николай Ли")
    assert stroke.read_and_acknowledge(physician).startswith(b"%PDF-")
    for side in (physician, neurologist):
        assert side.page.locator("video").count() == 0

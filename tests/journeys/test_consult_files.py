"""Files of a consult: a photograph by drop, its preview on the other side, a drawing that both see, and the sentence of
a file whose content is not what its name says."""

import base64
import io

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import TELEPHONE, OpenWindow, Photograph
from tests.journeys.room import Room
from tests.journeys.town import DemoTown

MAKE = """([name, type, base64]) => {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
    const given = new DataTransfer();
    given.items.add(new File([bytes], name, { type }));
    return given;
}"""


def photograph_of_a_burn() -> bytes:
    image = Image.effect_noise((1600, 1200), 40).convert("RGB")
    ImageDraw.Draw(image).ellipse((500, 300, 1100, 900), fill=(190, 60, 50))
    written = io.BytesIO()
    image.save(written, "JPEG", quality=88)
    return written.getvalue()


def drop(room: Room, name: str, media_type: str, content: bytes) -> None:
    """As a file that is dragged from a folder."""
    given = room.page.evaluate_handle(MAKE, [name, media_type, base64.b64encode(content).decode()])
    room.page.locator(".files").dispatch_event("drop", {"dataTransfer": given})


def files(room: Room) -> Locator:
    room.page.get_by_role("tab", name="Files").click()
    return room.page.locator(".files-line")


@pytest.mark.light
def test_a_photograph_is_dropped_seen_drawn_upon_and_a_false_one_refused(
    town: DemoTown, window: OpenWindow, photograph: Photograph
) -> None:
    specialist = Room(window(town, "Dilfuza Rasulova"))
    physician = Room(window(town, "Shuhrat Karimov"))
    physician.ask(specialty="Cardiology", urgency="Urgent", question="The burn", age=34, sex="female")
    expect(specialist.rings).to_contain_text("The burn")
    specialist.page.get_by_role("button", name="Answer in writing").click()
    lines = files(physician)
    drop(physician, "hand.jpg", "image/jpeg", photograph_of_a_burn())
    physician.page.get_by_label("Title").fill("Right hand, two hours after")
    assert physician.window.axe("dialog") == []
    physician.tap("Send")

    seen = files(specialist)
    expect(seen).to_contain_text("Right hand, two hours after")
    expect(seen.get_by_role("img", name="Preview of Right hand")).to_be_visible()
    specialist.page.get_by_role("button", name="Open Right hand").click()
    both_see_what_is_drawn(physician, specialist)
    assert specialist.window.axe(".viewer") == []
    photograph(specialist.window, "consult-file")
    specialist.page.keyboard.press("Escape")
    physician.page.keyboard.press("Escape")

    drop(physician, "result.jpg", "image/jpeg", b"<!doctype html><script>alert(1)</script>" + b" " * 900)
    physician.tap("Send")
    expect(lines.last).to_contain_text("The file's content is not what its name says")
    expect(files(specialist).last).to_contain_text("The file's content is not what its name says")
    assert physician.window.axe() == []
    photograph(physician.window, "consult-files")
    physician.page.set_viewport_size(TELEPHONE)
    photograph(physician.window, "consult-files-telephone")
    physician.page.get_by_role("button", name="Open Right hand").click()
    expect(physician.page.locator(".viewer-mark")).to_have_count(2)
    photograph(physician.window, "consult-file-telephone")
    physician.page.keyboard.press("Escape")
    opens_from_the_thread(physician)


def opens_from_the_thread(room: Room) -> None:
    """The file that is in the record, not the one that was refused."""
    room.open("Thread")
    expect(room.page.locator(".room-thread .files-line")).to_have_count(1)
    room.page.locator(".room-thread").get_by_role("button", name="Open Right hand").click()
    expect(room.page.locator(".viewer-mark")).to_have_count(2)


def both_see_what_is_drawn(physician: Room, specialist: Room) -> None:
    """An arrow of the specialist's; where the physician points; a length, once somebody has told the scale."""
    physician.page.get_by_role("button", name="Open Right hand").click()
    surface = specialist.page.locator(".viewer-picture")
    specialist.tap("Arrow")
    drag(specialist, surface, (0.3, 0.3), (0.5, 0.5))
    expect(physician.page.locator('.viewer-mark[data-shape="arrow"]')).to_have_count(1)
    physician.tap("Point")
    pointed = physician.page.locator(".viewer-picture").bounding_box()
    assert pointed is not None
    for step in range(8):
        physician.page.mouse.move(pointed["x"] + pointed["width"] / 2 + step, pointed["y"] + pointed["height"] / 2)
        physician.page.wait_for_timeout(60)
    expect(specialist.page.locator(".viewer-pointed")).to_contain_text("Shuhrat Karimov")
    a_circle_by_keys(specialist, surface)
    expect(physician.page.locator('.viewer-mark[data-shape="circle"]')).to_have_count(1)


def a_circle_by_keys(specialist: Room, surface: Locator) -> None:
    """Its middle, and a place on it, a little aside."""
    specialist.tap("Circle")
    surface.focus()
    for key in ("+", "0", "Enter", "ArrowRight", "ArrowRight", "Shift+ArrowUp", "Enter"):
        specialist.page.keyboard.press(key)


def drag(room: Room, surface: Locator, start: tuple[float, float], end: tuple[float, float]) -> None:
    box = surface.bounding_box()
    assert box is not None
    mouse = room.page.mouse
    mouse.move(box["x"] + box["width"] * start[0], box["y"] + box["height"] * start[1])
    mouse.down()
    mouse.move(box["x"] + box["width"] * end[0], box["y"] + box["height"] * end[1], steps=6)
    mouse.up()

"""The caller's page, as a person in a hurry sees it on a telephone."""

import struct
import zlib

from playwright.sync_api import FilePayload, expect

from tests.journeys.dock import Dock
from tests.journeys.window import Window

CONNECTING_MS = 40_000


class CallerPage:
    """The page behind the link of an SMS."""

    def __init__(self, window: Window, link: str) -> None:
        self.window = window
        self.page = window.page
        self.dock = Dock(self.page, ".caller-live")
        self.page.goto(link)
        # In the language of the message, until the reader chooses.
        expect(self.page.locator("html")).to_have_attribute("lang", "uz")
        self.expect_drawing("ask")
        self.page.locator('.caller-languages button[lang="en"]').tap()

    def expect_drawing(self, name: str) -> None:
        expect(self.page.locator(".caller")).to_have_attribute("data-drawing", name)

    def tap(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).tap()

    def agree(self) -> None:
        self.expect_drawing("ask")
        self.tap("I agree")

    def send_place(self) -> None:
        self.expect_drawing("where")
        self.tap("Send where I am")
        expect(self.page.get_by_text("Place sent, accurate to")).to_be_visible()

    def send_photo(self, payload: FilePayload) -> None:
        self.page.locator("input[type=file]").set_input_files(payload)

    def write(self, text: str) -> None:
        self.page.get_by_label("Your message").fill(text)
        self.page.get_by_role("button", name="Send", exact=True).tap()
        expect(self.page.locator('.caller-lines li[data-by="caller"]').last).to_contain_text(text)

    def show_video(self) -> None:
        self.tap("Show live video")
        self.expect_live("connected")

    def expect_recording(self, sign: str) -> None:
        expect(self.page.locator(".dock-recording")).to_have_attribute("data-recording", sign, timeout=CONNECTING_MS)

    def expect_live(self, state: str) -> None:
        expect(self.page.locator(".caller-live")).to_have_attribute("data-live", state, timeout=CONNECTING_MS)


def a_photo(name: str = "yard.png", width: int = 2400, height: int = 1800) -> FilePayload:
    """A picture larger than is sent, with a colour that changes from side to side."""
    row = b"\x00" + b"".join(bytes((x * 255 // width, 120, 200 - x * 200 // width)) for x in range(width))
    pixels = zlib.compress(row * height, 9)

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    content = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return {"name": name, "mimeType": "image/png", "buffer": content}

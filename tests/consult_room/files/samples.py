"""Files as people send them, and as they should not: all made here."""

import io
import struct
import zlib
from typing import Any

import pypdfium2
from PIL import Image, ImageDraw


def picture(width: int = 640, height: int = 480, *, format: str = "JPEG", **saved: Any) -> bytes:
    """A picture in which a line and a corner can be told apart."""
    image = Image.new("RGB", (width, height), (200, 120, 90))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width // 4, height // 4), fill=(10, 60, 200))
    draw.line((0, height - 1, width - 1, 0), fill="white", width=3)
    written = io.BytesIO()
    image.save(written, format, **saved)
    return written.getvalue()


def with_place() -> bytes:
    """A photograph that says where it was taken, and lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter to the right to see it upright
    exif[0x010F] = "CANARY-CAMERA"
    exif.get_ifd(0x8825)[2] = (41.0, 18.0, 40.0)
    return picture(640, 480, exif=exif, comment=b"CANARY-COMMENT")


def bomb() -> bytes:
    """A PNG of a few bytes that says it is forty thousand pixels square."""
    written = bytearray(picture(8, 8, format="PNG"))
    struct.pack_into(">II", written, 16, 40_000, 40_000)
    struct.pack_into(">I", written, 29, zlib.crc32(bytes(written[12:29])))
    return bytes(written)


def pdf(pages: int = 2) -> bytes:
    """A document without words."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


ACTIVE_PDF = b"""%PDF-1.7
1 0 obj <</Type/Catalog/Pages 2 0 R/OpenAction 4 0 R/Names<</JavaScript<</Names[(a) 4 0 R]>>>>>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>> endobj
4 0 obj <</S/JavaScript/JS(app.alert\\('CANARY'\\);)>> endobj
trailer <</Root 1 0 R>>
"""


def dicom(size: int = 2048, preamble: bytes = b"MZ CANARY") -> bytes:
    """The beginning of a DICOM document, with something in its preamble that should not be there."""
    head = preamble.ljust(128, b"\0") + b"DICM" + b"\x02\x00\x00\x00UL\x04\x00" + b"\x00" * 4
    return head.ljust(size, b"\x5a")


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def film() -> bytes:
    return _box(b"ftyp", b"isom\0\0\0\0isom") + _box(b"moov", b"\0" * 64) + _box(b"mdat", b"\x11" * 4096)


TEXT = "Aspirin 300 mg — berildi, 14:05\nQon bosimi 160/95\n".encode()
PAGE = b"<!doctype html><script>alert(1)</script>"
DRAWING = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'

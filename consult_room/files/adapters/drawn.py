"""Draws a picture or the pages of a PDF document anew, in a process of its own, and gives nothing else of them on.

It reads the document from its input and writes pictures to its output: each a line of JSON with what it is, its length
in four bytes, and its bytes. Whatever ran in the document, spoke of its place and device, or lay hidden in it, is not
in a picture that is drawn anew. If a document breaks this process, it breaks nothing else; it may use so much memory
and time and no more, and writes no file.
"""

import io
import json
import resource
import struct
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

import pypdfium2
from PIL import Image, ImageCms, ImageOps

PIXELS_AT_MOST = 60_000_000
MEMORY_BYTES = 3 * 1024**3
SECONDS = 120
PAGES_AT_MOST = 200
SCREEN_SIDE, PREVIEW_SIDE = 1_600, 560
PAGE_SIDE, PAGE_DOTS_PER_INCH = 2_400, 200
PREVIEW_BYTES = 30_000
DOTS_PER_INCH_OF_PDF = 72


class NotDrawn(Exception):
    """The code of the refusal."""


def main(wish: str, source: BinaryIO, to: BinaryIO) -> int:
    """``wish`` is ``picture``, ``preview`` or ``pages``. 0, or 3 after a line that says why it is refused."""
    try:
        pieces = _pages(source.read()) if wish == "pages" else _picture(source.read(), wish)
        to.writelines(_line(about) + struct.pack(">I", len(content)) + content for about, content in pieces)
    except NotDrawn as problem:
        to.write(_line({"refused": str(problem)}))
        return 3
    except MemoryError:
        to.write(_line({"refused": "picture_too_large"}))
        return 3
    return 0


def _line(about: dict[str, Any]) -> bytes:
    return json.dumps(about).encode() + b"\n"


Piece = tuple[dict[str, Any], bytes]


def _picture(content: bytes, wish: str) -> Iterator[Piece]:
    image = _opened(content)
    if wish != "preview":
        lossless = image.format == "PNG"
        drawn = _plain(image)
        about: dict[str, Any] = {"name": "full", "width": drawn.width, "height": drawn.height}
        yield {**about, "media_type": "image/png" if lossless else "image/jpeg"}, _encode(drawn, 90, png=lossless)
        yield {**about, "name": "screen", "media_type": "image/jpeg"}, _encode(_within(drawn, SCREEN_SIDE), 80)
    else:
        drawn = _plain(image)
    yield {"name": "preview", "media_type": "image/jpeg"}, _small(drawn)


def _opened(content: bytes) -> Image.Image:
    """The first frame, not yet decoded: how large it would be is known before it is."""
    try:
        image = Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP"))
    except Image.DecompressionBombError:
        raise NotDrawn("picture_too_large") from None
    except (OSError, ValueError, SyntaxError):
        raise NotDrawn("file_damaged") from None
    if image.width * image.height > PIXELS_AT_MOST:
        raise NotDrawn("picture_too_large")
    return image


def _plain(image: Image.Image) -> Image.Image:
    """Upright, in the colours that every screen knows, on white where it was transparent, and nothing beside it."""
    profile = image.info.get("icc_profile")
    try:
        image.load()
        upright = ImageOps.exif_transpose(image)
    except (OSError, ValueError, SyntaxError, struct.error, EOFError):
        raise NotDrawn("file_damaged") from None
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        seen = upright.convert("RGBA")
        paper = Image.new("RGB", seen.size, "white")
        paper.paste(seen, mask=seen.getchannel("A"))
        return paper
    return _in_screen_colours(upright, profile).convert("RGB")


def _in_screen_colours(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile is None or image.mode not in ("RGB", "CMYK"):
        return image
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image  # a profile that cannot be read says nothing of the colours
    return turned or image


def _within(image: Image.Image, side: int) -> Image.Image:
    scale = min(1.0, side / max(image.size))
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image if scale == 1.0 else image.resize(size, Image.Resampling.LANCZOS)


def _encode(image: Image.Image, quality: int, *, png: bool = False) -> bytes:
    written = io.BytesIO()
    fresh = Image.new("RGB", image.size)
    fresh.paste(image)  # a new picture has no words beside it
    if png:
        fresh.save(written, "PNG", compress_level=6)
    else:
        fresh.save(written, "JPEG", quality=quality)
    return written.getvalue()


def _small(image: Image.Image) -> bytes:
    """Coarser until it is small enough: first in quality, then in size."""
    side = PREVIEW_SIDE
    while True:
        shown = _within(image, side)
        for quality in (75, 60, 45, 30):
            content = _encode(shown, quality)
            if len(content) <= PREVIEW_BYTES:
                return content
        side = side * 2 // 3


def _pages(content: bytes) -> Iterator[Piece]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise NotDrawn("file_locked" if locked else "file_damaged") from None
    count = len(document)
    if count > PAGES_AT_MOST:
        raise NotDrawn("too_many_pages")
    if count == 0:
        raise NotDrawn("file_damaged")
    for number in range(1, count + 1):
        drawn = _page(document, number)
        about = {"name": f"page-{number}", "media_type": "image/jpeg", "pages": count}
        yield about, _encode(drawn, 82)
        if number == 1:
            yield {"name": "preview", "media_type": "image/jpeg", "pages": count}, _small(drawn)


def _page(document: pypdfium2.PdfDocument, number: int) -> Image.Image:
    try:
        page = document[number - 1]
        width, height = page.get_size()
        longest = max(width, height)
        if longest <= 0:
            raise NotDrawn("file_damaged")
        scale = min(PAGE_DOTS_PER_INCH / DOTS_PER_INCH_OF_PDF, PAGE_SIDE / longest)
        image: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
        page.close()
    except (pypdfium2.PdfiumError, ValueError):
        raise NotDrawn("file_damaged") from None
    return image


def limit() -> None:
    """What a document may use up before its process is ended."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    limit()
    Image.MAX_IMAGE_PIXELS = PIXELS_AT_MOST * 2  # ours is asked first; this one is for frames that say otherwise
    sys.exit(main(sys.argv[1], sys.stdin.buffer, sys.stdout.buffer))

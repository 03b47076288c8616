"""What a print is drawn with: its words, its typeface, its styles, the QR code and the strokes of a hand."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import segno
from fluent.runtime import FluentBundle, FluentResource
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph

WORDS = Path(__file__).parent / "words"
FONTS = Path(__file__).parent.parent / "data"
PLAIN, STRONG = "Inter", "InterStrong"
INK, GREY, RED = HexColor("#14181c"), HexColor("#55606b"), HexColor("#a3161a")
MARGIN, QR_SIZE = 18 * mm, 27 * mm
PADDING = 6.0  # of reportlab's frame
WIDTH = A4[0] - 2 * MARGIN
INSTEAD = {"≥": ">=", "≤": "<=", "→": "->", "≈": "~", "\t": " ", "\r": ""}
"""What the typeface lacks and has a plain form; anything else that it lacks is a question mark."""

Say = Callable[..., str]


@cache
def words_of(language: str) -> Say:
    chosen = language if (WORDS / f"{language}.ftl").is_file() else "uz"
    bundle = FluentBundle([chosen], use_isolating=False)
    bundle.add_resource(FluentResource((WORDS / f"{chosen}.ftl").read_text(encoding="utf-8")))

    def say(key: str, **values: str | int) -> str:
        pattern = bundle.get_message(key).value
        if pattern is None:
            raise KeyError(key)
        text, problems = bundle.format_pattern(pattern, {name: str(value) for name, value in values.items()})
        if problems:
            raise ValueError(f"{key} in {chosen}: {problems[0]}")
        return str(text)

    return say


@cache
def glyphs() -> frozenset[int]:
    for name, file in ((PLAIN, "Inter-Regular.ttf"), (STRONG, "Inter-SemiBold.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / file)))
    return frozenset(pdfmetrics.getFont(PLAIN).face.charToGlyph)


def _clean(text: str) -> str:
    plain = "".join(INSTEAD.get(character, character) for character in text)
    return "".join(one if ord(one) in glyphs() or one == "\n" else "?" for one in plain)


def _style(name: str, size: float, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(
        name, **{"fontName": PLAIN, "fontSize": size, "leading": size * 1.38, "textColor": INK, **more}
    )


BODY = _style("body", 10)
SMALL = _style("small", 8.2, textColor=GREY)
LABEL = _style("label", 8.2, textColor=GREY, fontName=STRONG, spaceBefore=7, spaceAfter=1.5)
TITLE = _style("title", 17, fontName=STRONG, leading=21)
WARNING = _style("warning", 10, textColor=RED, fontName=STRONG)


TIGHT = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 1),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
]


def marked(text: str) -> str:
    """As reportlab's small markup wants it."""
    return escape(_clean(text))


def paragraphs(text: str) -> list[Flowable]:
    """One for each line, so that a long text goes over pages."""
    return [Paragraph(marked(line), BODY) for line in text.splitlines() if line.strip()]


def day(day: str) -> str:
    """2026-12-01 → 01.12.2026."""
    return ".".join(reversed(day.split("-")))


class QrCode(Flowable):  # type: ignore[misc]  # reportlab has no types
    """The address as a QR code, with the quiet zone that readers need."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._rows = [bytes(row) for row in segno.make(url, error="m", micro=False).matrix_iter(border=2)]
        self.width = self.height = QR_SIZE
        self.hAlign = "RIGHT"

    def draw(self) -> None:
        step = QR_SIZE / len(self._rows)
        self.canv.setFillColor(HexColor("#000000"))
        for y, row in enumerate(self._rows):
            for x, dark in enumerate(row):
                if dark:
                    self.canv.rect(x * step, QR_SIZE - (y + 1) * step, step + 0.05, step + 0.05, stroke=0, fill=1)


class Strokes(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A signature by hand, as it was drawn."""

    def __init__(self, strokes: list[list[int]]) -> None:
        super().__init__()
        self.width, self.height = 60 * mm, 18 * mm
        self._strokes = strokes

    def draw(self) -> None:
        scale = self.width / 1000
        self.canv.setLineWidth(1.1)
        self.canv.setLineCap(1)
        self.canv.setStrokeColor(INK)
        for stroke in self._strokes:
            points = list(zip(stroke[::2], stroke[1::2], strict=True))
            path = self.canv.beginPath()
            path.moveTo(points[0][0] * scale, self.height - points[0][1] * scale)
            for x, y in points[1:] or points:
                path.lineTo(x * scale, self.height - y * scale)
            self.canv.drawPath(path)

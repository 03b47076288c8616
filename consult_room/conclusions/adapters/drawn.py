"""Signing by hand: a drawn or typed name, by somebody who has just proved anew who they are."""

import hashlib

import msgspec

from consult_room.conclusions.domain.providers import Handed, ToSign, Verified, invalid, to_sign
from signaling.protocol.conclusion_views import ProviderView
from signaling.protocol.conclusions import Checked, Drawing

WIDTH, HEIGHT = 1000, 300
STROKES_AT_MOST, POINTS_AT_MOST = 60, 3000
LEAST_POINTS = 4


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """``is_test``: a town of the demo, where people sign in without a password."""

    name: str = "drawn"
    is_test: bool = False

    @property
    def view(self) -> ProviderView:
        return ProviderView(name=self.name, level="simple", is_test=self.is_test, asks="drawing", algorithms=[])

    def prepare(self, document: bytes) -> ToSign:
        return to_sign(document, [])

    def verify(self, document: bytes, handed: Handed, *, name: str, at_ms: int) -> Verified:
        """The password was checked by whoever calls. Refuses an empty drawing, and a typed name that is another."""
        drawing = handed.drawing
        if drawing is None:
            raise invalid("empty")
        typed = " ".join(drawing.typed.split())
        if typed:
            if typed.casefold() != " ".join(name.split()).casefold():
                raise invalid("signature")
            kept, form = Drawing(typed=typed), "typed"
        else:
            kept, form = Drawing(strokes=_strokes(drawing.strokes)), "drawn"
        checked = Checked(
            algorithm=form,
            digest=hashlib.sha256(document).hexdigest(),
            checked_at_ms=at_ms,
            form="typed" if form == "typed" else "drawn",
        )
        return Verified(level="simple", is_test=self.is_test, checked=checked, drawing=kept)


def _strokes(strokes: list[list[int]]) -> list[list[int]]:
    """Refuses what is no drawing: nothing, too much, or outside its field."""
    points = sum(len(stroke) for stroke in strokes) // 2
    if points < LEAST_POINTS:
        raise invalid("empty")
    if len(strokes) > STROKES_AT_MOST or points > POINTS_AT_MOST:
        raise invalid("unreadable")
    for stroke in strokes:
        inside = all(0 <= x <= WIDTH for x in stroke[::2]) and all(0 <= y <= HEIGHT for y in stroke[1::2])
        if len(stroke) % 2 or not inside:
            raise invalid("unreadable")
    return strokes

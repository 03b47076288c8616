"""Freeze for diagnosis: a full-resolution still from somebody's camera, sent part by part in the order of its clinical
worth, and drawn upon by everybody in the conversation as vectors.

Places are fractions of the picture's width and height, 0 to 1 from its upper left corner. The bytes of a part come and
go over HTTP; everything else about a still is in these words.
"""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Command, Event, Question, View, Word
from signaling.protocol.caller import FileId, PixelCount
from signaling.protocol.conversations import EndpointId, SideRelation

StillId = Annotated[str, msgspec.Meta(min_length=8, max_length=64)]
StillPhase = Literal["asked", "arriving", "whole", "broken"]
StillBrokenBecause = Literal["late", "gone", "no_camera", "not_taken", "closed", "conversation_over"]
StillNotTaken = Literal["no_camera", "not_taken"]
Fraction = Annotated[float, msgspec.Meta(ge=0, le=1)]
PartName = Annotated[str, msgspec.Meta(pattern="^(preview|detail|tile-[0-9]{1,2}-[0-9]{1,2})$")]
"""The whole made small; the region of interest as it is; and the whole as it is, in tiles of column and row."""

TileCount = Annotated[int, msgspec.Meta(ge=1, le=16)]
StrokeShape = Literal["line", "arrow", "circle"]
StrokeColour = Literal["yellow", "cyan", "pink", "green", "orange", "white"]
StrokePoints = Annotated[list[tuple[Fraction, Fraction]], msgspec.Meta(min_length=2, max_length=200)]
"""A line goes through all of them; an arrow from the first to the last; a circle is round the first, through the
last."""


class StillPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What the parts will be: the size of the whole in pixels, where the region of interest lies in it (left, top,
    right, bottom as fractions), and how many columns and rows of tiles there are."""

    width: PixelCount
    height: PixelCount
    left: Fraction
    top: Fraction
    right: Fraction
    bottom: Fraction
    columns: TileCount
    rows: TileCount


# Commands


class StillAsk(Command, frozen=True, kw_only=True, tag="still.ask"):
    """Somebody in the conversation wants a still of ``of_endpoint``'s camera; ``x`` and ``y`` are what it is about."""

    still_id: StillId
    conversation_id: str
    of_endpoint: EndpointId
    x: Fraction = 0.5
    y: Fraction = 0.5


class StillFail(Command, frozen=True, kw_only=True, tag="still.fail"):
    """The device that was asked can take none."""

    still_id: str
    because: StillNotTaken


class StillDraw(Command, frozen=True, kw_only=True, tag="still.draw"):
    still_id: str
    stroke_id: StillId
    shape: StrokeShape
    points: StrokePoints
    colour: StrokeColour


class StillUndraw(Command, frozen=True, kw_only=True, tag="still.undraw"):
    """Takes back a stroke of one's own."""

    still_id: str
    stroke_id: str


class StillClose(Command, frozen=True, kw_only=True, tag="still.close"):
    """Hides the still for all; it stays in the record."""

    still_id: str


class StillKeepPart(Command, frozen=True, kw_only=True, tag="still.keep_part"):
    """The server's: a part has been kept. ``plan`` comes with the preview."""

    still_id: str
    part: PartName
    file_id: FileId
    size: int
    plan: StillPlan | None = None


class StillFollow(Command, frozen=True, kw_only=True, tag="still.follow"):
    """The server's: somebody came in, left or joined anew, or the conversation is over."""

    still_id: str


class StillGiveUp(Command, frozen=True, kw_only=True, tag="still.give_up"):
    """The clock's: what was awaited has not come."""

    still_id: str


# Facts


class OfStill(Event, frozen=True, kw_only=True):
    """What most facts of a still say: which, and on whose thread it is."""

    touches: ClassVar[dict[str, str]] = {"still": "still_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id", "consult_id")

    still_id: str
    conversation_id: str
    incident_id: str | None = None
    consult_id: str | None = None


class StillAsked(OfStill, frozen=True, kw_only=True, tag="still.asked"):
    """``kept_under``: whose key seals its files. ``present``: the keys of those who are shown it."""

    kept_only: ClassVar[tuple[str, ...]] = ("present", "kept_under")

    by_key: str
    of_key: str
    of_endpoint: str
    x: float
    y: float
    kept_under: str
    present: list[str]


class StillPartKept(OfStill, frozen=True, kw_only=True, tag="still.part_kept"):
    part: str
    file_id: str
    size: int
    plan: StillPlan | None = None


class StillBroken(OfStill, frozen=True, kw_only=True, tag="still.broken"):
    """No more of it will come; what has come stays."""

    because: StillBrokenBecause


class StillClosed(OfStill, frozen=True, kw_only=True, tag="still.closed"):
    by_key: str


class StillPresence(Event, frozen=True, kw_only=True, tag="still.presence"):
    """Who is shown it from now on; nobody once the conversation is over."""

    touches: ClassVar[dict[str, str]] = {"still": "still_id"}

    still_id: str
    conversation_id: str
    present: list[str]


class StillDrawn(Event, frozen=True, kw_only=True, tag="still.drawn"):
    """A stroke is a thing of its own: a weak link carries the new one, and not all of them again."""

    touches: ClassVar[dict[str, str]] = {"still_stroke": "stroke_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id", "consult_id")
    kept_only: ClassVar[tuple[str, ...]] = ("points", "present")

    still_id: str
    stroke_id: str
    incident_id: str | None = None
    consult_id: str | None = None
    by_key: str
    shape: StrokeShape
    points: list[tuple[float, float]]
    colour: StrokeColour
    present: list[str]


class StillUndrawn(Event, frozen=True, kw_only=True, tag="still.undrawn"):
    touches: ClassVar[dict[str, str]] = {"still_stroke": "stroke_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id", "consult_id")

    still_id: str
    stroke_id: str
    incident_id: str | None = None
    consult_id: str | None = None


class StillStrokePresence(Event, frozen=True, kw_only=True, tag="still.stroke_presence"):
    """Who is shown the stroke from now on; nobody once its still is closed."""

    touches: ClassVar[dict[str, str]] = {"still_stroke": "stroke_id"}
    kept_only: ClassVar[tuple[str, ...]] = ("present",)

    stroke_id: str
    present: list[str]


# Past the journal


class StillProgress(Word, frozen=True, kw_only=True, tag="still.progress"):
    """How many bytes of the part that is under way have come."""

    latest_wins: ClassVar[bool] = True

    still_id: str
    part: str
    have: int
    size: int


# Views


class StillView(View, frozen=True, kw_only=True):
    """For everybody in the conversation. ``plan`` is None until the preview has come; ``parts`` are the names of those
    that have, in their order."""

    still_id: str
    conversation_id: str
    incident_id: str | None
    consult_id: str | None
    phase: StillPhase
    broken_because: StillBrokenBecause | None
    by_relation: SideRelation
    by_id: str
    by_name: str | None
    of_relation: SideRelation
    of_id: str
    of_endpoint: str
    x: float
    y: float
    asked_at_ms: int
    plan: StillPlan | None
    parts: list[str]
    closed: bool


class StillStrokeView(View, frozen=True, kw_only=True):
    still_id: str
    stroke_id: str
    by_relation: SideRelation
    by_id: str
    by_name: str | None
    shape: StrokeShape
    points: list[tuple[float, float]]
    colour: StrokeColour
    at_ms: int


# Questions


class KeptStill(msgspec.Struct, frozen=True, kw_only=True):
    """A still as the record has it. ``of_name`` is None for a guest and for who is not known any more."""

    still: StillView
    of_name: str | None
    strokes: list[StillStrokeView]


class StillsAbout(Question, frozen=True, kw_only=True, tag="stills.about"):
    """The stills of an incident, a consult or a conversation of which something has come, oldest first: for who may
    read that record, and for who was shown them. Others get none. ``about`` is the id of what ``kind`` says."""

    answer_type: ClassVar[object] = list[KeptStill]

    kind: Literal["incident", "consult", "conversation"]
    about: str


class StillsOf(Question, frozen=True, kw_only=True, tag="stills.of"):
    """The ids of the stills that screens of the conversation show; the server's own question."""

    answer_type: ClassVar[object] = list[str]

    conversation_id: str

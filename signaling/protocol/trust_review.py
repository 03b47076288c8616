"""Words of whoever answers for records: openings from outside that somebody looks at, and what is kept until when."""

from typing import Annotated, ClassVar

import msgspec

from signaling.protocol.base import Command, Event, Personal, Question
from signaling.protocol.record_access import GlassReason

LookNote = Annotated[str, msgspec.Meta(max_length=500)]

# Commands


class RecordLookAtGlass(Command, frozen=True, tag="record.look_at_glass"):
    """An administrator has looked at one opening from outside, and says what came of that. It is said once. Refuses
    ``not_found``, ``wrong_state`` when somebody has, ``reason_needed`` without a note. Of an erased record no note is
    kept, and none is asked for."""

    glass_id: str
    note: LookNote = ""


# Events


class RecordGlassLookedAt(Event, frozen=True, tag="record.glass_looked_at"):
    """Somebody who answers for records has looked at it."""

    touches: ClassVar[dict[str, str]] = {"record_access": "consult_id", "broken_glass": "glass_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id",)
    subject: ClassVar[str | None] = "consult_id"

    glass_id: str
    consult_id: str
    note: Personal[str] = None


# Questions


class GlassLine(msgspec.Struct, frozen=True, kw_only=True):
    """One opening from outside. ``place``: where its doctor works. ``reason_text`` is for who may read the record,
    ``look_note`` for administrators; both are None once the record was erased."""

    glass_id: str
    consult_id: str
    number: int
    specialty: str
    person_id: str
    name: str
    place: str
    reason: GlassReason
    reason_text: str | None
    at_ms: int
    until_ms: int
    ended_at_ms: int | None
    looked_at_ms: int | None
    looked_by_name: str | None
    look_note: str | None
    erased: bool


class RecordGlassesView(msgspec.Struct, frozen=True, kw_only=True):
    """The newest first. ``new``: how many nobody has looked at. ``more``: there are older ones."""

    new: int
    lines: list[GlassLine]
    more: bool


class RecordGlasses(Question, frozen=True, tag="record.glasses"):
    """Who has opened which record from outside: all of them for administrators, those of its patients for a hospital.
    ``only_new``: those that nobody has looked at."""

    answer_type: ClassVar[object] = RecordGlassesView

    only_new: bool = False


class HeldRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record that is kept beyond its time. ``until_ms``: when that is, or was, over."""

    consult_id: str
    number: int
    specialty: str
    until_ms: int
    held_at_ms: int
    held_by_name: str
    reason: str | None


class DueRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record whose time is over at ``until_ms``."""

    consult_id: str
    number: int
    specialty: str
    until_ms: int


class ErasedRecord(msgspec.Struct, frozen=True, kw_only=True):
    """``files_gone``: its files and the journal's personal values are gone too."""

    consult_id: str
    number: int
    erased_at_ms: int
    files_gone: bool


class RecordKeepingView(msgspec.Struct, frozen=True, kw_only=True):
    """``due``: of the next 30 days, the first to go first; ``erased``: of the last 365, the newest first. The numbers
    beside them count all of them; the lists hold 200 at most."""

    consult_years: int
    held: list[HeldRecord]
    due: list[DueRecord]
    due_count: int
    erased: list[ErasedRecord]
    erased_count: int


class RecordKeeping(Question, frozen=True, tag="record.keeping"):
    """What is held and why, what is to be erased soon, and what was erased: numbers and ids, for administrators."""

    answer_type: ClassVar[object] = RecordKeepingView

"""Words of who has read the record of a consult, and of opening one with a reason that is not one's own to read."""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Code60, Command, Event, Personal, Question, View
from signaling.protocol.circle import CIRCLE, CircleMember, MemberRelation, Part
from signaling.protocol.consult_room import Sex
from signaling.protocol.trust import ConsentsView, ConsultPatientView

ReadKind = Literal["record", "history", "file", "conclusion", "pdf", "readers", "exported"]
"""What was read: the record was opened, earlier consults were listed, a file was fetched, a conclusion was read or
taken as a PDF; ``readers``: this very list; ``exported``: it was taken as a file."""

ReadWay = Literal["part", "broken_glass", "link", "export"]
"""By which way: as somebody who takes, or had, a part in it; opened from outside with a reason; by the patient's link;
taken out of the system as a file."""

GlassReason = Literal["arrived_here", "called_about", "found_in_danger", "other"]
"""``arrived_here``: the patient has come to me; ``called_about``: somebody with the patient asks me."""

GlassEnd = Literal["time", "own"]
Number = Annotated[int, msgspec.Meta(ge=1)]
Hours = Annotated[int, msgspec.Meta(ge=1, le=24)]
LONGEST_TEXT = 2000

# Commands


class ConsultOpen(Command, frozen=True, tag="consult.open"):
    """The record, or this part of it, is shown to the person who says so: it is written down, once in ten minutes for
    each person, part and thing. Refuses ``not_found`` to who has had no part in the consult."""

    consult_id: str
    what: ReadKind = "record"
    item_id: Code60 | None = None


class RecordBreakGlass(Command, frozen=True, tag="record.break_glass"):
    """A doctor who treats the patient outside the circle opens the record with a written reason, for a limited time.
    There is no browsing: at least two facts must be known and right, of which one is a number that was typed exactly
    (``age_years`` and ``sex`` together are one fact). Everybody of the circle and the administration are told.
    Result: ``{consult_id, glass_id, until_ms}``; ``consult_id`` None: nothing is as typed, and that is counted.
    Refuses ``missing``, ``reason_needed``, ``too_many_tries``, ``already_exists`` for who reads it anyway."""

    reason: GlassReason
    reason_text: Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)]
    consult_number: Number | None = None
    incident_number: Number | None = None
    age_years: Annotated[int, msgspec.Meta(ge=0, le=130)] | None = None
    sex: Sex | None = None
    hours: Hours = 4


class RecordEndGlass(Command, frozen=True, tag="record.end_glass"):
    """The time is over (the clock's wish), or who opened it needs it no longer."""

    glass_id: str


# Events


class RecordRead(Event, frozen=True, tag="record.read"):
    """Somebody has read it. Who, the journal's row says; nothing of it is ever changed or taken away."""

    touches: ClassVar[dict[str, str]] = {"record_reading": "reading_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id",)

    reading_id: str
    consult_id: str
    reader_id: str
    role: str
    what: ReadKind
    part: Part | None = None
    item_id: str | None = None
    device: str = ""


class RecordSought(Event, frozen=True, tag="record.sought"):
    """Somebody has typed what no record is."""

    touches: ClassVar[dict[str, str]] = {"record_seeker": "person_id"}

    person_id: str


class RecordGlassBroken(Event, frozen=True, tag="record.glass_broken"):
    """A doctor outside the circle reads the record until ``until_ms``. ``before``: the part they had had."""

    touches: ClassVar[dict[str, str]] = {**CIRCLE, "broken_glass": "glass_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id", "incident_id")
    subject: ClassVar[str | None] = "consult_id"

    glass_id: str
    consult_id: str
    number: int
    member: CircleMember
    reason: GlassReason
    until_ms: int
    before: CircleMember | None = None
    reason_text: Personal[str] = None
    name: Personal[str] = None
    incident_id: str | None = None


class RecordGlassEnded(Event, frozen=True, tag="record.glass_ended"):
    """They read it no longer."""

    touches: ClassVar[dict[str, str]] = {**CIRCLE, "broken_glass": "glass_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id",)

    glass_id: str
    consult_id: str
    member: CircleMember
    because: GlassEnd
    before: CircleMember | None = None


# Views


class GlassView(msgspec.Struct, frozen=True, kw_only=True):
    """One opening by somebody outside the circle. ``ended_at_ms`` None: it goes on, until ``until_ms``."""

    glass_id: str
    person_id: str
    name: str | None
    reason: GlassReason
    reason_text: str | None
    at_ms: int
    until_ms: int
    ended_at_ms: int | None = None


class RecordAccessView(View, frozen=True):
    """Who came to the record from outside, and whether it is held beyond its time."""

    consult_id: str
    glasses: list[GlassView]
    held: bool = False


class BrokenGlassView(View, frozen=True):
    """For who opened it and for the administration: whose and why, nothing of the record."""

    glass_id: str
    consult_id: str
    number: int
    person_id: str
    name: str
    reason: GlassReason
    at_ms: int
    until_ms: int
    ended_at_ms: int | None = None


# Questions


class ConsultTrustView(msgspec.Struct, frozen=True, kw_only=True):
    """What stands beside a consult that is over, and so on no board."""

    consents: ConsentsView
    patient: ConsultPatientView
    access: RecordAccessView


class ConsultTrust(Question, frozen=True, tag="consult.trust"):
    """The consents of a consult, the patient's name and who came to it from outside, for whoever reads it. Refuses
    ``not_found``."""

    answer_type: ClassVar[object] = ConsultTrustView

    consult_id: str


class MemberSpan(msgspec.Struct, frozen=True, kw_only=True):
    """From when until when somebody's screens were sent the record. ``until_ms`` None: still."""

    relation: MemberRelation
    id: str
    part: Part
    name: str | None
    from_ms: int
    until_ms: int | None = None


class ReadingView(msgspec.Struct, frozen=True, kw_only=True):
    """One reading. ``part`` None: they had none any more (they read what they themselves had signed). ``place``: the
    hospital or place where they work now, as far as it is known."""

    reading_id: str
    reader_id: str
    name: str
    role: str
    part: Part | None
    what: ReadKind
    item_id: str | None
    device: str
    at_ms: int
    way: ReadWay = "part"
    place: str = ""


class HoldView(msgspec.Struct, frozen=True, kw_only=True):
    """From when until when it was held beyond its time, and why; ``ended_at_ms`` None: it is held. Texts are None once
    the record was erased."""

    at_ms: int
    by_name: str
    reason: str | None
    ended_at_ms: int | None = None
    ended_by_name: str | None = None
    ended_reason: str | None = None


class ConsultReadersView(msgspec.Struct, frozen=True, kw_only=True):
    """The newest reading first. ``glasses`` are without the text of the reason for who is not of the circle; ``holds``
    are told to administrators."""

    consult_id: str
    number: int
    specialty: str = ""
    members: list[MemberSpan]
    readings: list[ReadingView]
    glasses: list[GlassView]
    held: bool
    erased: bool
    holds: list[HoldView] = []


class ConsultReaders(Question, frozen=True, tag="consult.readers"):
    """Who has read the record of a consult, and who could: for the asker's side, the receiving hospital, and
    administrators, who may ask by its number. Refuses ``not_found``."""

    answer_type: ClassVar[object] = ConsultReadersView

    consult_id: str | None = None
    number: Number | None = None

"""Words of what people are told of a planned consult: that it is booked, moved or cancelled, and when it comes near."""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Command, Event, Line, Personal, Question
from signaling.protocol.booking import BookedSlot

ReminderSays = Literal["booked", "moved", "cancelled", "day_before", "soon", "now"]
Reader = Literal["asker", "specialist", "patient"]


class ReminderTo(msgspec.Struct, frozen=True, kw_only=True):
    """One message of these: to whom it is, and what it says. ``person_id`` None: the patient."""

    delivery_id: str
    reader: Reader
    says: ReminderSays
    person_id: str | None = None


class ReminderDue(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be said at an instant. ``readers``: to these alone; empty: to everybody."""

    says: ReminderSays
    at_ms: int
    readers: list[str] = []


class ReminderLook(Command, frozen=True, tag="reminder.look"):
    """The server's: looks how the slot of the consult stands, and says what has not been said. ``former_id``: whose
    slot it was until now."""

    consult_id: str
    former_id: str | None = None


class ReminderForget(Command, frozen=True, tag="reminder.forget"):
    """The server's: the record of the consult was erased."""

    consult_id: str


class ReminderForgotten(Event, frozen=True, tag="reminder.forgotten"):
    """Nothing is kept of what was said, and to whom."""

    touches: ClassVar[dict[str, str]] = {"reminder": "consult_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id",)

    consult_id: str


class ReminderTold(Event, frozen=True, tag="reminder.told"):
    """These messages go out about this slot, and these are still to come; whatever else waited does no more.
    ``from_ms`` None: the consult holds no slot now, and ``slot`` is the one it held."""

    touches: ClassVar[dict[str, str]] = {"reminder": "consult_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id",)
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    specialist_id: str
    from_ms: int | None
    sequence: int
    messages: list[ReminderTo] = []
    dues: list[ReminderDue] = []
    slot: Personal[BookedSlot] = None


class CalendarEntry(Question, frozen=True, tag="calendar.entry"):
    """One entry as an iCalendar file (RFC 5545), to be sent by e-mail; the server's own question. A higher ``sequence``
    of the same ``uid`` takes the place of the one before."""

    answer_type: ClassVar[object] = str

    uid: str
    sequence: Annotated[int, msgspec.Meta(ge=0)]
    from_ms: int
    until_ms: int
    summary: Line
    place: Line = ""
    cancelled: bool = False

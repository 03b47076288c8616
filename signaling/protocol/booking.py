"""Words of planned consults: the hours that a specialist publishes, the slots in them, and one that a consult holds.

A slot is a stretch of a specialist's consulting hours. A consult that holds one is *booked*: at its time it rings for
that specialist alone. Hours are wall times of the service's zone, as those of the rota.
"""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Command, Event, Line, Personal, Question, View
from signaling.protocol.circle import CIRCLE
from signaling.protocol.consult_room import SlotWish
from signaling.protocol.duty import WeeklyHours
from signaling.protocol.people import Language, Specialty

CalendarDate = Annotated[str, msgspec.Meta(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
"""A date on the service's calendar, YYYY-MM-DD."""

Reason = Annotated[str, msgspec.Meta(max_length=500)]

SlotState = Literal["booked", "rung", "taken", "held", "specialist_absent", "asker_absent", "given_up"]
"""``rung``: its time has come, and its specialist is rung; ``taken``: they are there; ``held``: and so was the asker;
``given_up``: somebody else took the consult before."""

SlotOutcome = Literal["held", "specialist_absent", "asker_absent"]
Side = Literal["asker", "specialist", "hours"]
"""Who moved or dropped a slot; ``hours``: the specialist's hours no longer hold it."""

StepKind = Literal["booked", "moved", "dropped", "specialist_absent", "asker_absent"]


class DayHours(msgspec.Struct, frozen=True, kw_only=True):
    """Hours of one date. Minutes are counted from its midnight; ``until_minute`` (exclusive) may lie in the next day,
    up to 2,880."""

    date: CalendarDate
    from_minute: Annotated[int, msgspec.Meta(ge=0, lt=1440)]
    until_minute: Annotated[int, msgspec.Meta(gt=0, le=2880)]


class DailyBreak(msgspec.Struct, frozen=True, kw_only=True):
    """A break of each day, minutes from midnight; ``until_minute`` (exclusive) may lie in the next day."""

    from_minute: Annotated[int, msgspec.Meta(ge=0, lt=1440)]
    until_minute: Annotated[int, msgspec.Meta(gt=0, le=2880)]


# Commands


class ConsultPublishHours(Command, frozen=True, tag="consult.publish_hours"):
    """The sender's consulting hours for a specialty, new or changed: each week, between two dates if they are given
    (both inclusive), and on single dates, which hold on holidays too. On a holiday the weekly hours are read as the
    rota's are. ``place`` is where; empty: online. Refuses ``not_yours``.

    Slots begin at the beginning of hours, and anew after a break. Booked slots that no longer lie in any hours are
    dropped, and everybody is told."""

    hours_id: str
    specialty: Specialty
    slot_minutes: Annotated[int, msgspec.Meta(ge=5, le=240)]
    weekly: Annotated[list[WeeklyHours], msgspec.Meta(max_length=50)] = msgspec.field(default_factory=list)
    dates: Annotated[list[DayHours], msgspec.Meta(max_length=100)] = msgspec.field(default_factory=list)
    breaks: Annotated[list[DailyBreak], msgspec.Meta(max_length=10)] = msgspec.field(default_factory=list)
    valid_from: CalendarDate | None = None
    valid_until: CalendarDate | None = None
    place: Line = ""
    holds_on_holidays: bool = False


class ConsultRemoveHours(Command, frozen=True, tag="consult.remove_hours"):
    """Nobody consults in them any more. Booked slots in them are dropped with the reason, which must be given if there
    are any: refuses ``reason_needed``."""

    hours_id: str
    reason: Reason = ""


class ConsultBook(Command, frozen=True, tag="consult.book"):
    """A planned consult that nobody has taken gets a slot, or another one: by its asker, or by the specialist whose
    slot it holds, who gives another of their own. Moving takes a reason. Refuses ``slot_taken``, ``not_found`` for what
    is no slot of theirs, ``wrong_time`` for one that has begun."""

    consult_id: str
    slot: SlotWish
    reason: Reason = ""


class ConsultDropSlot(Command, frozen=True, tag="consult.drop_slot"):
    """The consult is held at another time, which has still to be found; by its asker or its specialist, with the
    reason."""

    consult_id: str
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]


class ConsultComeUp(Command, frozen=True, tag="consult.come_up"):
    """The clock's: the slot's time is about to come."""

    consult_id: str
    from_ms: int


class ConsultSettleSlot(Command, frozen=True, tag="consult.settle_slot"):
    """The clock's: whoever has not come by now was absent."""

    consult_id: str
    from_ms: int


class ConsultNoteCame(Command, frozen=True, tag="consult.note_came"):
    """The system's: the asker is in the conversation of the consult."""

    consult_id: str


class ConsultLookAtHours(Command, frozen=True, tag="consult.look_at_hours"):
    """The system's: somebody is away, or a date is a holiday now. Slots that lie in no hours any more are dropped.
    ``person_id`` None: everybody's."""

    person_id: str | None = None


# Events


class ConsultHoursPublished(Event, frozen=True, tag="consult.hours_published"):
    """Somebody consults in these hours from now on."""

    touches: ClassVar[dict[str, str]] = {"consult_hours": "hours_id"}

    hours_id: str
    person_id: str
    specialty: Specialty
    slot_minutes: int
    weekly: list[WeeklyHours] = msgspec.field(default_factory=list)
    dates: list[DayHours] = msgspec.field(default_factory=list)
    breaks: list[DailyBreak] = msgspec.field(default_factory=list)
    valid_from: str | None = None
    valid_until: str | None = None
    place: str = ""
    holds_on_holidays: bool = False


class ConsultHoursRemoved(Event, frozen=True, tag="consult.hours_removed"):
    """Nobody consults in them any more."""

    touches: ClassVar[dict[str, str]] = {"consult_hours": "hours_id"}

    hours_id: str


class ConsultBooked(Event, frozen=True, tag="consult.booked"):
    """The consult holds this slot, and no other any more. It rings from ``rings_ms`` on; who has not come by
    ``settles_ms`` was absent. ``former_id``: whose slot it held before."""

    touches: ClassVar[dict[str, str]] = CIRCLE
    about: ClassVar[tuple[str, ...]] = ("consult_id", "incident_id")
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    specialist_id: str
    from_ms: int
    until_ms: int
    rings_ms: int
    settles_ms: int
    chosen_by: Side
    place: str = ""
    former_id: str | None = None
    moved: bool = False
    specialist_name: Personal[str] = None
    reason: Personal[str] = None
    patient_telephone: Personal[str] = None
    patient_language: Language = "uz"
    incident_id: str | None = None


class ConsultSlotDropped(Event, frozen=True, tag="consult.slot_dropped"):
    """The consult holds no slot any more, and waits for another one, or for whoever is on duty."""

    touches: ClassVar[dict[str, str]] = CIRCLE
    about: ClassVar[tuple[str, ...]] = ("consult_id", "incident_id")
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    specialist_id: str
    from_ms: int
    dropped_by: Side
    reason: Personal[str] = None
    incident_id: str | None = None


class ConsultCameUp(Event, frozen=True, tag="consult.came_up"):
    """The slot's time is about to come: its specialist is rung, alone, and the asker too."""

    touches: ClassVar[dict[str, str]] = {"consult": "consult_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id", "incident_id")
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    specialist_id: str
    from_ms: int
    specialist_name: Personal[str] = None
    incident_id: str | None = None


class ConsultSlotSettled(Event, frozen=True, tag="consult.slot_settled"):
    """Who came to the slot. A specialist who did not has no part in the consult any more."""

    touches: ClassVar[dict[str, str]] = CIRCLE
    about: ClassVar[tuple[str, ...]] = ("consult_id", "incident_id")
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    specialist_id: str
    outcome: SlotOutcome
    incident_id: str | None = None


class ConsultAskerCame(Event, frozen=True, tag="consult.asker_came"):
    """The asker is there at the slot's time."""

    touches: ClassVar[dict[str, str]] = {"consult": "consult_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id",)

    consult_id: str


# Views and questions


class ConsultHoursView(View, frozen=True):
    """Consulting hours, as the specialist who consults in them sees them."""

    hours_id: str
    person_id: str
    specialty: Specialty
    slot_minutes: int
    weekly: list[WeeklyHours]
    dates: list[DayHours]
    breaks: list[DailyBreak]
    valid_from: str | None
    valid_until: str | None
    place: str
    holds_on_holidays: bool


class FreeSlot(msgspec.Struct, frozen=True, kw_only=True):
    """A slot that may be booked. ``place`` empty: online."""

    specialist_id: str
    name: str
    from_ms: int
    until_ms: int
    place: str = ""


class FreeSlots(Question, frozen=True, tag="consult.slots"):
    """What is free between the two instants, the earliest first, 500 at most. At most 62 days: ``too_long``."""

    answer_type: ClassVar[object] = list[FreeSlot]

    specialty: Specialty
    from_ms: int
    until_ms: int
    person_id: str | None = None


class SlotOffer(msgspec.Struct, frozen=True, kw_only=True):
    """A slot as its hours have it, with who gives it and when it rings."""

    specialist_id: str
    from_ms: int
    until_ms: int
    rings_ms: int
    settles_ms: int
    place: str = ""
    name: str = ""


class SlotOffered(Question, frozen=True, tag="consult.slot_offered"):
    """That slot, whether it is free or not, for a specialty or for that of the consult; the server's own question.
    Refuses ``not_found``, and ``wrong_time`` for one that has begun."""

    answer_type: ClassVar[object] = SlotOffer

    specialist_id: str
    from_ms: int
    specialty: Specialty | None = None
    consult_id: str | None = None


class BookedSlot(msgspec.Struct, frozen=True, kw_only=True):
    """A slot that a consult holds: nothing of what the consult says."""

    consult_id: str
    number: int
    specialty: Specialty
    state: SlotState
    asker_id: str
    asker_is_person: bool
    asker_name: str
    asker_place: str
    specialist_id: str
    specialist_name: str
    from_ms: int
    until_ms: int
    place: str = ""
    patient_telephone: str | None = None
    patient_language: Language = "uz"


class SlotOfConsult(Question, frozen=True, tag="consult.slot_of"):
    """The slot that the consult holds; None when it holds none, or is over. The server's own question."""

    answer_type: ClassVar[object] = BookedSlot | None

    consult_id: str


class BookedSlots(Question, frozen=True, tag="consult.booked_slots"):
    """The slots between the two instants that the person gives or has asked for, the earliest first; the server's own
    question."""

    answer_type: ClassVar[object] = list[BookedSlot]

    person_id: str
    from_ms: int
    until_ms: int

"""Words of the duty list: who is to be rung for which specialty, where and when."""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Command, Event, Line, Question, View
from signaling.protocol.people import Language, Specialty

DutySpecialty = Literal[Specialty, "any"]
"""What somebody is on duty for; ``any`` is for seniors alone, who are asked last whatever it is about."""


class WeeklyHours(msgspec.Struct, frozen=True, kw_only=True):
    """Hours that repeat every week, in the service's time zone. ``weekday``: 0 is Monday. Minutes are counted from
    midnight of that day; ``until_minute`` (exclusive) may lie in the next day, up to 2,880."""

    weekday: Annotated[int, msgspec.Meta(ge=0, le=6)]
    from_minute: Annotated[int, msgspec.Meta(ge=0, lt=1440)]
    until_minute: Annotated[int, msgspec.Meta(gt=0, le=2880)]


# Commands


class DutyAdd(Command, frozen=True, tag="duty.add"):
    """A person is on duty for a specialty: either once, from ``from_ms`` until ``until_ms``, or by ``weekly`` hours,
    within these times if they are given. The lower ``rank`` is rung first; a ``senior`` is asked after all others,
    and only a senior may be on duty for ``any``.

    ``hospital_id`` and ``region`` bind the entry to a place. A bound entry answers an ask that names the same place
    and an ask that names none (who asks without a place takes help from anywhere); it never answers an ask that
    names another one. An entry without a place answers every ask.

    Weekly hours are read as the holiday says on a holiday, unless the entry ``holds_on_holidays``. ``calendar_uid``:
    the event of an imported calendar of which the entry was made."""

    duty_id: str
    person_id: str
    specialty: DutySpecialty
    from_ms: int | None = None
    until_ms: int | None = None
    weekly: list[WeeklyHours] = msgspec.field(default_factory=list)
    rank: int = 0
    senior: bool = False
    hospital_id: str | None = None
    region: Line | None = None
    holds_on_holidays: bool = False
    calendar_uid: Line | None = None


class DutySet(Command, frozen=True, tag="duty.set"):
    """Other hours for an entry of the duty list."""

    duty_id: str
    from_ms: int | None = None
    until_ms: int | None = None
    weekly: list[WeeklyHours] = msgspec.field(default_factory=list)
    rank: int = 0
    senior: bool = False
    holds_on_holidays: bool = False


class DutyRemove(Command, frozen=True, tag="duty.remove"):
    """Takes an entry off the duty list."""

    duty_id: str


# Events


class DutyAdded(Event, frozen=True, tag="duty.added"):
    """Somebody stands on the duty list."""

    touches: ClassVar[dict[str, str]] = {"duty": "duty_id"}

    duty_id: str
    person_id: str
    specialty: DutySpecialty
    from_ms: int | None = None
    until_ms: int | None = None
    weekly: list[WeeklyHours] = msgspec.field(default_factory=list)
    rank: int = 0
    senior: bool = False
    hospital_id: str | None = None
    region: Line | None = None
    holds_on_holidays: bool = False
    calendar_uid: Line | None = None


class DutyWasSet(Event, frozen=True, tag="duty.was_set"):
    """An entry of the duty list has other hours."""

    touches: ClassVar[dict[str, str]] = {"duty": "duty_id"}

    duty_id: str
    from_ms: int | None = None
    until_ms: int | None = None
    weekly: list[WeeklyHours] = msgspec.field(default_factory=list)
    rank: int = 0
    senior: bool = False
    holds_on_holidays: bool = False


class DutyRemoved(Event, frozen=True, tag="duty.removed"):
    """An entry was taken off the duty list."""

    touches: ClassVar[dict[str, str]] = {"duty": "duty_id"}

    duty_id: str


# Views


class DutyView(View, frozen=True):
    """An entry of the duty list."""

    duty_id: str
    person_id: str
    specialty: DutySpecialty
    from_ms: int | None
    until_ms: int | None
    weekly: list[WeeklyHours]
    rank: int
    senior: bool = False
    hospital_id: str | None = None
    region: Line | None = None
    holds_on_holidays: bool = False
    calendar_uid: Line | None = None


# Questions


class DutyPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is on duty and can be reached."""

    person_id: str
    name: str
    telephone: str | None
    language: Language
    email: str | None = None
    senior: bool = False


class DutyPeople(Question, frozen=True, tag="duty.people"):
    """Who is on duty for the specialty at that instant, in the order in which they are to be asked, each once.

    By rank those who are no seniors, then the seniors of the specialty, then the seniors of ``any``; at the same rank
    whoever is bound to the place that is asked for comes before whoever is bound to none. ``hospital_id`` and
    ``region`` leave out who is bound to another one."""

    answer_type: ClassVar[object] = list[DutyPerson]

    specialty: str
    at_ms: int
    hospital_id: str | None = None
    region: str | None = None


class DutyStarts(Question, frozen=True, tag="duty.starts"):
    """The first instant after ``after_ms`` and before ``until_ms`` at which somebody comes on duty for the specialty;
    None: nobody does. Both must lie within 62 days: ``too_long``."""

    answer_type: ClassVar[object] = int | None

    specialty: str
    after_ms: int
    until_ms: int


class OnDuty(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody on duty, as a screen may show them: without a telephone."""

    person_id: str
    name: str
    specialty: DutySpecialty
    senior: bool = False


class DutyNow(Question, frozen=True, tag="duty.now"):
    """Who is on duty now, for any specialty, those to be rung first before the others: for calling somebody in."""

    answer_type: ClassVar[object] = list[OnDuty]

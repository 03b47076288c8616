"""Words of the rota: what changes the duty list for a while, what is needed, and what comes of both.

A person may be absent, may give a stretch of their duty away, and a date may be a holiday; a need says how many people
there should be. The duty list itself is in ``signaling.protocol.duty``.
"""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Command, Event, Line, Name, Personal, Question, View
from signaling.protocol.duty import DutySpecialty, WeeklyHours

AbsenceKind = Literal["vacation", "illness", "other"]
SwapState = Literal["open", "taken", "declined", "withdrawn", "lapsed"]
HolidayDate = Annotated[str, msgspec.Meta(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
"""A date on the service's calendar, YYYY-MM-DD."""

Weekday = Annotated[int, msgspec.Meta(ge=0, le=6)]
"""0 is Monday."""


# Commands


class AbsenceAdd(Command, frozen=True, tag="absence.add"):
    """A person is away from ``from_ms`` until ``until_ms`` (exclusive) and stands on no list meanwhile. Everybody
    may add their own, an administrator anybody's."""

    absence_id: str
    person_id: str
    from_ms: int
    until_ms: int
    kind: AbsenceKind


class AbsenceRemove(Command, frozen=True, tag="absence.remove"):
    """The person is not away after all, or is back before the time."""

    absence_id: str


class AbsenceEnd(Command, frozen=True, tag="absence.end"):
    """The time is over: no screen need show it any more."""

    absence_id: str


class SwapAsk(Command, frozen=True, tag="swap.ask"):
    """Asks a colleague, or without ``to_person_id`` everybody of the specialty, to take [from_ms, until_ms) of a duty.

    Whoever is on duty by that entry asks; ``person_id`` is for an administrator who asks in somebody's name. All
    hours of the entry in the stretch must be theirs."""

    swap_id: str
    duty_id: str
    from_ms: int
    until_ms: int
    to_person_id: str | None = None
    person_id: str | None = None


class SwapTake(Command, frozen=True, tag="swap.take"):
    """Stands in for exactly the stretch, at the same rank; what has passed of it stays with the giver.

    Refuses ``already_answered``, ``wrong_state`` (over, or no longer the giver's), ``person_busy`` (on duty for the
    specialty already) and ``not_allowed`` with ``why``: absent, specialty, not_asked."""

    swap_id: str
    person_id: str | None = None


class SwapDecline(Command, frozen=True, tag="swap.decline"):
    """Does not take it. Once nobody is left who might, the swap is declined."""

    swap_id: str


class SwapWithdraw(Command, frozen=True, tag="swap.withdraw"):
    """The giver keeps the duty. Once it is taken only an administrator gives what is left of it back."""

    swap_id: str


class SwapEnd(Command, frozen=True, tag="swap.end"):
    """The stretch is over: nobody takes it any more."""

    swap_id: str


class HolidaySet(Command, frozen=True, tag="holiday.set"):
    """On that date weekly hours are read as those of ``as_weekday``; without it no weekly hours begin on that date.

    Hours belong to the date on which they begin: the night before runs on into the holiday. Entries that hold on
    holidays, and entries without weekly hours, are as ever."""

    date: HolidayDate
    name: Name
    as_weekday: Weekday | None = None


class HolidayRemove(Command, frozen=True, tag="holiday.remove"):
    """The date is an ordinary one."""

    date: HolidayDate


class NeedSet(Command, frozen=True, tag="need.set"):
    """In these weekly hours at least so many people are to be on duty for the specialty, counted as DutyPeople with
    the same words answers them; seniors do not count, for they are asked last, unless the need is for ``any``, which
    counts the seniors of ``any``. ``holds_on_holidays`` False reads its hours as those of the list on holidays."""

    need_id: str
    specialty: DutySpecialty
    weekly: Annotated[list[WeeklyHours], msgspec.Meta(min_length=1, max_length=100)]
    at_least: Annotated[int, msgspec.Meta(ge=1, le=100)] = 1
    hospital_id: str | None = None
    region: Line | None = None
    holds_on_holidays: bool = True


class NeedRemove(Command, frozen=True, tag="need.remove"):
    """Nothing is needed there any more."""

    need_id: str


# Events


class AbsenceAdded(Event, frozen=True, tag="absence.added"):
    """Somebody is away. Why is theirs: an illness is nobody else's business."""

    touches: ClassVar[dict[str, str]] = {"absence": "absence_id"}
    subject: ClassVar[str | None] = "person_id"

    absence_id: str
    person_id: str
    from_ms: int
    until_ms: int
    kind: Personal[AbsenceKind] = None


class AbsenceRemoved(Event, frozen=True, tag="absence.removed"):
    """The absence counts no more from now on."""

    touches: ClassVar[dict[str, str]] = {"absence": "absence_id"}

    absence_id: str
    person_id: str


class AbsenceEnded(Event, frozen=True, tag="absence.ended"):
    """The absence is over."""

    touches: ClassVar[dict[str, str]] = {"absence": "absence_id"}

    absence_id: str


class SwapAsked(Event, frozen=True, tag="swap.asked"):
    """Somebody would give a stretch of their duty to one of ``asked``."""

    touches: ClassVar[dict[str, str]] = {"swap": "swap_id"}

    swap_id: str
    duty_id: str
    giver_id: str
    specialty: DutySpecialty
    from_ms: int
    until_ms: int
    asked: list[str]
    by_name: bool


class SwapTaken(Event, frozen=True, tag="swap.taken"):
    """Somebody stands in from ``from_ms`` on, which is later than was asked when it had begun."""

    touches: ClassVar[dict[str, str]] = {"swap": "swap_id"}

    swap_id: str
    taker_id: str
    from_ms: int


class SwapDeclined(Event, frozen=True, tag="swap.declined"):
    """One of those asked does not take it; ``closed``: they were the last."""

    touches: ClassVar[dict[str, str]] = {"swap": "swap_id"}

    swap_id: str
    person_id: str
    closed: bool


class SwapWithdrawn(Event, frozen=True, tag="swap.withdrawn"):
    """The duty is the giver's again from now on."""

    touches: ClassVar[dict[str, str]] = {"swap": "swap_id"}

    swap_id: str


class SwapEnded(Event, frozen=True, tag="swap.ended"):
    """The stretch is over."""

    touches: ClassVar[dict[str, str]] = {"swap": "swap_id"}

    swap_id: str


class HolidayWasSet(Event, frozen=True, tag="holiday.was_set"):
    """A date is a holiday."""

    touches: ClassVar[dict[str, str]] = {"holiday": "date"}

    date: str
    name: str
    as_weekday: int | None = None


class HolidayRemoved(Event, frozen=True, tag="holiday.removed"):
    """A date is an ordinary one again."""

    touches: ClassVar[dict[str, str]] = {"holiday": "date"}

    date: str


class NeedWasSet(Event, frozen=True, tag="need.was_set"):
    """So many people are needed."""

    touches: ClassVar[dict[str, str]] = {"need": "need_id"}

    need_id: str
    specialty: DutySpecialty
    weekly: list[WeeklyHours]
    at_least: int
    hospital_id: str | None = None
    region: str | None = None
    holds_on_holidays: bool = True


class NeedRemoved(Event, frozen=True, tag="need.removed"):
    """A need is none any more."""

    touches: ClassVar[dict[str, str]] = {"need": "need_id"}

    need_id: str


# Views


class AbsenceView(View, frozen=True):
    """An absence, as the person and the administrators see it."""

    absence_id: str
    person_id: str
    from_ms: int
    until_ms: int
    kind: Personal[AbsenceKind]


class SwapView(View, frozen=True):
    """A swap, as the giver, those asked, the taker and the administrators see it."""

    swap_id: str
    duty_id: str
    giver_id: str
    specialty: DutySpecialty
    from_ms: int
    until_ms: int
    state: SwapState
    asked: list[str]
    declined: list[str]
    by_name: bool
    taker_id: str | None


class HolidayView(View, frozen=True):
    """A holiday."""

    date: str
    name: str
    as_weekday: int | None


class NeedView(View, frozen=True):
    """A need."""

    need_id: str
    specialty: DutySpecialty
    weekly: list[WeeklyHours]
    at_least: int
    hospital_id: str | None
    region: str | None
    holds_on_holidays: bool


# Questions


class RotaGap(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch in which fewer people are on duty than a need asks for."""

    need_id: str
    specialty: DutySpecialty
    hospital_id: str | None
    region: str | None
    from_ms: int
    until_ms: int
    on_duty: int
    at_least: int


class RotaGaps(Question, frozen=True, tag="rota.gaps"):
    """What nobody covers between the two instants, exactly, the earliest first. At most 62 days: ``too_long``."""

    answer_type: ClassVar[object] = list[RotaGap]

    from_ms: int
    until_ms: int


class RotaStretch(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody on duty without a break. ``why``: by their own entry, or because they took it by ``swap_id``.
    ``absent``: they should be there and are away; ``uncovered``: and nobody else is on duty for it."""

    duty_id: str
    person_id: str
    name: str
    specialty: DutySpecialty
    rank: int
    senior: bool
    hospital_id: str | None
    region: str | None
    from_ms: int
    until_ms: int
    why: Literal["entry", "swap"]
    swap_id: str | None = None
    absent: bool = False
    uncovered: bool = False


class RotaBetween(Question, frozen=True, tag="rota.between"):
    """Who is on duty between the two instants, the earliest first. At most 62 days: ``too_long``."""

    answer_type: ClassVar[object] = list[RotaStretch]

    from_ms: int
    until_ms: int


class AwayStretch(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody is away. Why is nobody's business here."""

    person_id: str
    from_ms: int
    until_ms: int


class RotaHoliday(msgspec.Struct, frozen=True, kw_only=True):
    """A holiday: on that date hours are those of ``as_weekday``; without it none begin."""

    date: HolidayDate
    as_weekday: Weekday | None = None


class RotaAwayView(msgspec.Struct, frozen=True, kw_only=True):
    """What keeps people from their hours. ``closed``: whose account is closed."""

    holidays: list[RotaHoliday] = []
    away: list[AwayStretch] = []
    closed: list[str] = []


class RotaAway(Question, frozen=True, tag="rota.away"):
    """The holidays, and when these people are away (None: everybody); the server's own question."""

    answer_type: ClassVar[object] = RotaAwayView

    person_ids: list[str] | None = None

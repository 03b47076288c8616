"""Words of how good consults are: what both sides say of one afterwards, how complete its record is, and the figures of
a period."""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Command, Event, Personal, Question, View
from signaling.protocol.conclusions import Transfer
from signaling.protocol.forms import Completeness, Names
from signaling.protocol.people import Language

RatingSide = Literal["asker", "specialist"]
RatingQuestion = Literal["useful", "understood", "in_time", "question", "material"]
"""The asker is asked: was it useful, was it to be understood, did it come in time; the specialist: was the question
clear, was the material enough."""

Score = Annotated[int, msgspec.Meta(ge=1, le=5)]
FiguresBy = Literal["specialty", "district", "hospital", "specialist", "urgency"]
FiguresStep = Literal["day", "week"]
Reach = Literal["all", "own", "none"]
"""Whose figures somebody is told."""

# Commands


class ConsultRate(Command, frozen=True, tag="consult.rate"):
    """What one side says of a consult that is concluded: 1 (no) to 5 (fully) for each of its own questions; a
    specialist within 24 hours of the conclusion. Said again within 24 hours it takes the place of what was said.
    ``would_have_sent``: the asker would have transferred the patient without this consult. Refuses ``wrong_state``
    before the conclusion and after those 24 hours, ``missing`` when one of the questions is not answered,
    ``wrong_value`` for one of the other side's."""

    consult_id: str
    scores: Annotated[dict[RatingQuestion, Score], msgspec.Meta(min_length=1, max_length=3)]
    would_have_sent: bool | None = None
    words: Annotated[str, msgspec.Meta(max_length=500)] = ""


class ConsultWeighRecord(Command, frozen=True, tag="consult.weigh_record"):
    """The system's: the consult is closed, and how complete its record is then is written down."""

    consult_id: str


# Events


class ConsultRated(Event, frozen=True, tag="consult.rated"):
    """What one side has said of it."""

    touches: ClassVar[dict[str, str]] = {"consult_quality": "consult_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id",)
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    side: RatingSide
    rater_id: str
    scores: dict[RatingQuestion, int]
    would_have_sent: bool | None = None
    words: Personal[str] = None


class ConsultRecordWeighed(Event, frozen=True, tag="consult.record_weighed"):
    """How complete the record was when the consult was closed: ``present`` of ``wanted`` things, without those of
    ``missing``. ``transfer``: what the newest signed conclusion recommends; None without a signed one."""

    touches: ClassVar[dict[str, str]] = {"consult_quality": "consult_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id",)
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    present: int
    wanted: int
    missing: list[str]
    problem: str | None = None
    transfer: Transfer | None = None


# Views


class RatingView(msgspec.Struct, frozen=True, kw_only=True):
    """What one side has said, until when it may say it otherwise."""

    scores: dict[RatingQuestion, int]
    would_have_sent: bool | None
    words: Personal[str]
    until_ms: int


class ConsultRatingView(View, frozen=True):
    """The viewer's own side alone: neither reads what the other has said. ``questions``: what may be said now, none
    when nothing may; ``asks_transfer``: whether they would have sent the patient is asked too."""

    consult_id: str
    questions: list[RatingQuestion]
    asks_transfer: bool = False
    own: RatingView | None = None


class Rated(msgspec.Struct, frozen=True, kw_only=True):
    """The answers to one question: how many, and their mean."""

    question: RatingQuestion
    answers: int
    mean: float


class ConsultCounts(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the consults that were asked in a period. ``in_time``/``late``: taken by the minute that their
    urgency names, or not (what was cancelled before it is neither). ``declined``, ``passed_on``: how often.
    ``nobody_on_duty``: consults for which there was nobody at least once. ``written``: taken to be answered in writing.
    ``hours``: that specialists had them in hand, from taking until the conclusion or until they gave them away.
    ``transfers_agreed``/``_confirmed``: closed with a signed conclusion that recommends one; confirmed by the asker;
    ``transfers_avoided``: the conclusion recommends none, and the asker says that they would have sent the patient;
    ``transfers_asked``: askers who have answered that. ``weighed``: closed records; ``complete``: those that lacked
    nothing; ``parts_present`` of ``parts_wanted`` were in them.

    ``slots_booked``: slots that these consults were given, each new one anew; ``slots_moved``: given up for another one
    before their time, ``slots_dropped``: without another one; ``slots_held``: both were there, or it was concluded;
    ``specialist_absent``, ``asker_absent``: they did not come. A booked consult is taken in time when its specialist is
    there before the slot counts as missed; the times to accept and to conclude are of those without a slot."""

    asked: int = 0
    taken: int = 0
    concluded: int = 0
    closed: int = 0
    cancelled: int = 0
    in_time: int = 0
    late: int = 0
    declined: int = 0
    nobody_on_duty: int = 0
    passed_on: int = 0
    written: int = 0
    accept_median_s: float | None = None
    accept_p90_s: float | None = None
    conclude_median_s: float | None = None
    conclude_p90_s: float | None = None
    hours: float = 0.0
    transfers_agreed: int = 0
    transfers_confirmed: int = 0
    transfers_avoided: int = 0
    transfers_asked: int = 0
    weighed: int = 0
    complete: int = 0
    parts_present: int = 0
    parts_wanted: int = 0
    slots_booked: int = 0
    slots_held: int = 0
    slots_moved: int = 0
    slots_dropped: int = 0
    specialist_absent: int = 0
    asker_absent: int = 0
    ratings: list[Rated] = []


class ConsultFiguresRow(msgspec.Struct, frozen=True, kw_only=True):
    """``key``: a specialty, an urgency, a place, or the id of a person or hospital; empty: not known. ``name``: of the
    person or hospital."""

    key: str
    name: str | None
    counts: ConsultCounts


class SpecialistLoad(msgspec.Struct, frozen=True, kw_only=True):
    """``consults``: that they took, also those that they gave away again."""

    person_id: str
    name: str | None
    consults: int
    hours: float


class PartLacked(msgspec.Struct, frozen=True, kw_only=True):
    """How many records lacked it. ``names``: none for what no form and no record asks any more."""

    key: str
    times: int
    names: Names = {}


class KindOfRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Closed records of one problem (empty: without a form). ``missing``: what they lacked, the most frequent first, at
    most five. ``names``: of the problem; none for one without a form now."""

    problem: str
    weighed: int
    complete: int
    missing: list[PartLacked]
    names: Names = {}


class FiguresOfStep(msgspec.Struct, frozen=True, kw_only=True):
    """The consults asked on one day, or in one week from Monday, as far as it lies in the period. ``date``: its first
    day in the service's zone, YYYY-MM-DD, which begins at ``from_ms``."""

    date: str
    from_ms: int
    asked: int = 0
    in_time: int = 0
    late: int = 0


class ConsultFiguresView(msgspec.Struct, frozen=True, kw_only=True):
    """``heard_until_ms``: so far the journal was read for what came after. ``own``: the viewer's own consults alone.
    ``steps``: the period in order, also where nothing was asked."""

    from_ms: int
    until_ms: int
    heard_until_ms: int
    by: FiguresBy
    own: bool
    all: ConsultCounts
    rows: list[ConsultFiguresRow]
    load: list[SpecialistLoad]
    kinds: list[KindOfRecord]
    step: FiguresStep = "day"
    steps: list[FiguresOfStep] = []


class FiguresReach(View, frozen=True):
    """What the viewer is told when they ask for figures now."""

    reach: Reach


# Questions


class ConsultRatingOf(Question, frozen=True, tag="consult.rating"):
    """What the viewer's side has said of this consult, and what it may say. Refuses ``not_found``."""

    answer_type: ClassVar[object] = ConsultRatingView

    consult_id: str


class ConsultCompletenessOf(Question, frozen=True, tag="consult.completeness"):
    """What a good record of this kind has, and what of it is there. Whoever writes the conclusion is told with their
    draft. Refuses ``not_found`` to who may not read the record."""

    answer_type: ClassVar[object] = Completeness

    consult_id: str
    language: Language | None = None


class ConsultFigures(Question, frozen=True, tag="consult.figures"):
    """Of consults asked from ``from_ms`` until ``until_ms``: all of them for administrators and seniors on duty, a
    doctor's own for that doctor. Refuses ``too_long`` over 366 days, ``not_allowed``."""

    answer_type: ClassVar[object] = ConsultFiguresView

    from_ms: int
    until_ms: int
    by: FiguresBy = "specialty"


class ConsultFiguresReach(Question, frozen=True, tag="consult.figures_reach"):
    """Whether the viewer is told of all consults now, of their own or of none: for the way to the page of figures."""

    answer_type: ClassVar[object] = FiguresReach

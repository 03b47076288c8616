"""Words of what is asked: the form of each problem with the reasons why, clinical scales, what is missing, and what a
conclusion may be begun from. All of it is read from data files that a service may replace."""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Code60, Question, View
from signaling.protocol.consult_files import FileKind
from signaling.protocol.consult_room import Urgency
from signaling.protocol.people import Language, Specialty

Names = dict[str, Annotated[str, msgspec.Meta(min_length=1, max_length=600)]]
"""language → text. A data file has all three; an answer has the one that was asked for."""

Key = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
FieldKind = Literal["number", "time", "choice", "yes_no", "text", "scale", "file"]
"""``time`` is kept in milliseconds UTC. A ``scale`` keeps its result under the field's key and each item under
``key.item``. A ``file`` is no value: it is there once a file of that kind lies beside the consult."""

Tone = Literal["good", "warn", "bad"]


class Choice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the answers that may be chosen."""

    code: Code60
    names: Names


class FormField(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that a good request says, and why it is wanted. ``least`` and ``most`` are in ``unit`` (days before now
    for a time); a field with ``from_years`` or ``under_years`` is for patients of that age alone."""

    key: Key
    kind: FieldKind
    names: Names
    reason: Names
    required_for: list[Urgency] = []
    unit: Names = {}
    least: float | None = None
    most: float | None = None
    decimals: Annotated[int, msgspec.Meta(ge=0, le=3)] = 0
    choices: list[Choice] = []
    scale: Key | None = None
    file: FileKind | None = None
    from_years: int | None = None
    under_years: int | None = None


class ProblemForm(View, frozen=True, forbid_unknown_fields=True):
    """What is asked about one problem, in the order of asking."""

    problem: Key
    specialties: Annotated[list[Specialty], msgspec.Meta(min_length=1)]
    names: Names
    reviewed_by: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    fields: Annotated[list[FormField], msgspec.Meta(min_length=1, max_length=30)]


class ScaleChoice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One finding and its points. Without ``points`` it could not be tested, and the scale has no result."""

    code: Code60
    names: Names
    points: float | None = None


class MostByAge(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The largest value of an item from this age on."""

    from_years: int
    most: float


class ScaleItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of a scale: findings to choose from, or a number."""

    code: Key
    names: Names
    choices: list[ScaleChoice] = []
    least: float | None = None
    most: float | None = None
    most_by_age: list[MostByAge] = []
    unit: Names = {}


class Band(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a result from ``least`` on is called; also whatever has one item of ``or_one_item`` points."""

    code: Key
    least: float
    names: Names
    tone: Tone
    or_one_item: float | None = None


class Scale(View, frozen=True, forbid_unknown_fields=True):
    """A clinical scale. ``sum`` adds points and numbers, ``ratio`` divides the first number by the second. ``source``:
    the published table, with author, journal and year. ``bands`` ascend."""

    scale: Key
    names: Names
    source: Annotated[str, msgspec.Meta(min_length=20, max_length=400)]
    reviewed_by: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    items: Annotated[list[ScaleItem], msgspec.Meta(min_length=1, max_length=30)]
    bands: list[Band] = []
    calculation: Literal["sum", "ratio"] = "sum"
    decimals: int = 0
    unit: Names = {}


class Template(View, frozen=True, forbid_unknown_fields=True):
    """What a conclusion about one problem may be begun from: headings of the findings, and phrases to take and to
    change. ``codes``: ICD-10 codes that are likely."""

    problem: Key
    names: Names
    reviewed_by: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    findings: list[Names]
    recommendations: list[Names]
    follow_up: list[Names]
    codes: list[Annotated[str, msgspec.Meta(pattern=r"^[A-Z][0-9]{2}(\.[0-9]{1,2})?$")]] = []


class RecordPart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part that every good record has, whatever the problem; ``from_phase``: from when on it is looked for."""

    key: Key
    names: Names
    reason: Names
    from_phase: Literal["asked", "concluded"] = "asked"


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """A field that is wanted and not there, with the reason why it is wanted."""

    key: str
    names: Names
    reason: Names


class CompletenessField(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a good record of its kind has."""

    key: str
    names: Names
    reason: Names
    present: bool


class Completeness(View, frozen=True):
    """How complete a record is: ``present`` of ``wanted`` things are there."""

    fields: list[CompletenessField]
    present: int
    wanted: int


class ProblemName(msgspec.Struct, frozen=True, kw_only=True):
    """A problem that a specialty is asked about."""

    problem: str
    names: Names


class AskedOfProblem(View, frozen=True):
    """A problem's form, with the scales that it names."""

    form: ProblemForm
    scales: list[Scale]


# Questions


class ProblemsOf(Question, frozen=True, tag="forms.problems"):
    """About which problems a specialty is asked, in the order in which they are offered."""

    answer_type: ClassVar[object] = list[ProblemName]

    specialty: Specialty


class FormOf(Question, frozen=True, tag="forms.form"):
    """One problem's form with its scales, as this service has it, in one language or in all. Refuses ``not_found``."""

    answer_type: ClassVar[object] = AskedOfProblem

    problem: Code60
    language: Language | None = None


class RecordParts(Question, frozen=True, tag="forms.record_parts"):
    """What every good record has, whatever its problem."""

    answer_type: ClassVar[object] = list[RecordPart]


class ConclusionTemplates(Question, frozen=True, tag="forms.templates"):
    """What a conclusion about this problem may be begun from; of the general one without a problem, or when the
    problem has none of its own."""

    answer_type: ClassVar[object] = list[Template]

    problem: Code60 | None = None
    language: Language | None = None

"""Words of the report on alerts: who answers and how fast, which steps reach people, and what it costs."""

from typing import Annotated, ClassVar

import msgspec

from signaling.protocol.base import Question
from signaling.protocol.deliveries import DeliveryChannel


class Answering(msgspec.Struct, frozen=True, kw_only=True):
    """What became of being asked. Times in seconds from somebody's turn to their yes or no; None: nobody answered."""

    asked: int = 0
    accepted: int = 0
    declined: int = 0
    lapsed: int = 0
    unanswered: int = 0
    median_s: float | None = None
    p90_s: float | None = None


class PersonAnswering(msgspec.Struct, frozen=True, kw_only=True):
    """One person's figures. ``drills``: of them in tests of the ladder, which are not counted elsewhere."""

    person_id: str
    name: str | None
    answering: Answering
    drills: Answering


class HourAnswering(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of one hour of the day, 0 to 23, by the service's clock."""

    hour: int
    answering: Answering


class StepFigures(msgspec.Struct, frozen=True, kw_only=True):
    """What one channel did. ``missing``: there was no address; ``answers``: how many yes and no came through it;
    ``segments``: parts that were paid for; ``cost``: in the service's currency, None where no price is known."""

    channel: DeliveryChannel
    steps: int = 0
    missing: int = 0
    sent: int = 0
    delivered: int = 0
    failed: int = 0
    repeated: int = 0
    answers: int = 0
    segments: int = 0
    delivery_median_s: float | None = None
    cost: float | None = None


class AlertReport(msgspec.Struct, frozen=True, kw_only=True):
    """A period's figures. ``alerts`` without drills; ``answered_median_s`` from raising to the first yes."""

    from_ms: int
    until_ms: int
    alerts: int
    accepted: int
    uncovered: int
    expired: int
    declined_by_all: int
    lapsed: int
    answered_median_s: float | None
    answered_p90_s: float | None
    people: list[PersonAnswering]
    never_answer: list[str]
    hours: list[HourAnswering]
    steps: list[StepFigures]
    messages: int
    segments: int
    cost: float | None
    currency: str


class AlertReportOf(Question, frozen=True, kw_only=True, tag="alerts.report"):
    """The report of a period of at most 93 days. ``never_answer``: the ids of those who were asked at least three times
    and never said a word."""

    answer_type: ClassVar[object] = AlertReport

    from_ms: Annotated[int, msgspec.Meta(ge=0)]
    until_ms: Annotated[int, msgspec.Meta(ge=0)]

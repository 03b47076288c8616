"""The reasons of 103, as a call taker chooses among them; the data file of ``dispatch`` owns their list."""

from typing import ClassVar

import msgspec

from signaling.protocol.base import Question
from signaling.protocol.brigades import Profile


class ReasonQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """Something to ask the caller; a yes sends ``code`` in ``answers`` and may raise the priority."""

    code: str
    label: dict[str, str]
    raises_to: int


class ReasonView(msgspec.Struct, frozen=True, kw_only=True):
    """A reason of 103. Labels by language ``uz``, ``ru``, ``en``. ``group`` sorts the list."""

    code: str
    group: str
    label: dict[str, str]
    priority: int
    profiles: list[Profile]
    alert_specialty: str | None
    target_seconds: int
    questions: list[ReasonQuestion]


class ReasonListView(msgspec.Struct, frozen=True, kw_only=True):
    """``threats`` are asked with every reason."""

    threats: list[ReasonQuestion]
    reasons: list[ReasonView]


class ReasonList(Question, frozen=True, kw_only=True, tag="reasons.list"):
    answer_type: ClassVar[object] = ReasonListView

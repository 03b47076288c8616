"""How good conversations are, and what happened in them: for administrators, in figures, without what was said.

A *course* is what became of one conversation: who came and went, by which path and process, whether it was recorded. It
names nobody: a side is its key (``person:<id>``, ``brigade:<id>``, ``guest:<id>``). Shares are told in thousandths.
"""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Question, View, Word
from signaling.protocol.conversations import AboutKind, Path
from signaling.protocol.links import LinkChoice, LinkReason, Rung

Happening = Literal["began", "entered", "left", "path", "process", "recording_on", "recording_off", "ended"]
IncidentNumber = Annotated[str, msgspec.Meta(pattern="^[0-9]{1,7}$")]


class CourseMember(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is or was in it. ``left_at_ms`` None: they are in it until its end."""

    key: str
    role: str
    entered_at_ms: int
    left_at_ms: int | None = None


class CourseEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened. ``key``: of whom; ``path`` and ``process``: how it goes from then on."""

    at_ms: int
    what: Happening
    key: str | None = None
    path: Path | None = None
    process: str | None = None
    because: str = ""


class CourseView(View, frozen=True, kw_only=True):
    """An accepted conversation as an administrator sees it: nothing of whom or what it is about. ``process``: the
    media worker's, None on the direct path and while there is none. ``entries``: how many there are."""

    conversation_id: str
    about_kind: AboutKind
    began_at_ms: int
    ended_at_ms: int | None
    path: Path
    process: str | None
    recording: bool
    members: list[CourseMember]
    entries: int


class SideQuality(msgspec.Struct, frozen=True, kw_only=True):
    """What one side's device has told of its link last."""

    key: str
    at_ms: int
    score: int
    rung: Rung
    reason: LinkReason
    choice: LinkChoice
    lost_permille: int | None
    concealed_permille: int | None
    round_trip_ms: int | None


class RoomQuality(msgspec.Struct, frozen=True, kw_only=True):
    conversation_id: str
    sides: list[SideQuality]


class ProcessQuality(msgspec.Struct, frozen=True, kw_only=True):
    """One process of a media worker. Its traffic is known to the server that it is connected to: None elsewhere, and
    while it forwards nothing. ``lost_permille``: the worst share of what it sent to one device."""

    worker_id: str
    process: str
    connected: bool
    rooms: int
    members: int
    up_kbps: int | None = None
    down_kbps: int | None = None
    lost_permille: int | None = None
    round_trip_ms: int | None = None


class QualityNow(Word, frozen=True, kw_only=True, tag="quality.now"):
    """Once a second to administrators, by each server of the sides that it hears."""

    latest_wins: ClassVar[bool] = True

    at_ms: int
    rooms: list[RoomQuality]
    processes: list[ProcessQuality]


class QualityRun(msgspec.Struct, frozen=True, kw_only=True):
    """One side's figures, one a second from ``from_ms`` on; None where nothing was told in that second."""

    from_ms: int
    score: list[int | None]
    lost_permille: list[int | None]
    concealed_permille: list[int | None]
    round_trip_ms: list[int | None]


class RungChange(msgspec.Struct, frozen=True, kw_only=True):
    """From then on the side sends so."""

    at_ms: int
    rung: Rung
    reason: LinkReason
    choice: LinkChoice


class SideCourse(msgspec.Struct, frozen=True, kw_only=True):
    """All that is kept of one side, in order."""

    key: str
    runs: list[QualityRun]
    rungs: list[RungChange]


class QualityCourse(msgspec.Struct, frozen=True, kw_only=True):
    """``cut``: it was too long for one answer, and its beginning is left out."""

    course: CourseView
    entries: list[CourseEntry]
    sides: list[SideCourse]
    cut: bool = False


class ConversationQuality(Question, frozen=True, kw_only=True, tag="conversation.quality"):
    """The seconds of each side and what happened, of a conversation that goes on or is over. Refuses ``not_found``."""

    answer_type: ClassVar[object] = QualityCourse

    conversation_id: str


class ConversationsEnded(Question, frozen=True, kw_only=True, tag="conversations.ended"):
    """The last of them until then (None: now) of that day and the one before, or all of an incident's number; newest
    first."""

    answer_type: ClassVar[object] = list[CourseView]

    until_ms: int | None = None
    number: IncidentNumber | None = None

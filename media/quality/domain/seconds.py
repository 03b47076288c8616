"""How the reports of one side, about one a second, become chunks of at most a minute.

A device's second and the server's do not begin together, and the network makes reports early and late. So a report
stands in the second after the one before it while that is not further than a second from when it came.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec

from signaling.protocol.links import ConversationLink, LinkChoice, LinkReason, Rung
from signaling.protocol.quality import QualityRun, RungChange, SideQuality

SECONDS_A_CHUNK = 60
SILENT_S = 10
"""After so long without a report a chunk is closed: the side has left, or its line is lost."""
LONGEST_ROUND_TRIP_MS = 60_000
"""What a device tells beyond it is no measurement."""


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """One report, in the units in which it is kept."""

    score: int
    rung: Rung
    reason: LinkReason
    choice: LinkChoice
    lost_permille: int | None
    concealed_permille: int | None
    round_trip_ms: int | None


class Chunk(msgspec.Struct, frozen=True, kw_only=True):
    """At most a minute of one side, known by conversation, key and ``from_ms``. The first of ``rungs`` says how it
    begins."""

    conversation_id: str
    key: str
    run: QualityRun
    rungs: list[RungChange]

    @property
    def from_ms(self) -> int:
        return self.run.from_ms

    @property
    def seconds(self) -> int:
        return len(self.run.score)


def figures_of(link: ConversationLink) -> Figures:
    """Within the bounds of what can be: a device's own word is not trusted with more than a round trip of a minute."""
    return Figures(
        score=min(100, max(0, link.score)),
        rung=link.rung,
        reason=link.reason,
        choice=link.choice,
        lost_permille=_permille(link.lost),
        concealed_permille=_permille(link.concealed),
        round_trip_ms=None if link.round_trip_ms is None else round(_within(link.round_trip_ms, LONGEST_ROUND_TRIP_MS)),
    )


def _permille(share: float | None) -> int | None:
    return None if share is None else round(_within(share, 1) * 1_000)


def _within(value: float, most: float) -> float:
    return min(most, max(0.0, value))


@dataclass(slots=True)
class Line:
    """What one side has told since its present chunk began."""

    conversation_id: str
    key: str
    last_s: int = -1
    heard_ms: int = 0
    _from_s: int = 0
    _told: list[Figures | None] = field(default_factory=list)

    def hear(self, figures: Figures, now_ms: int) -> Chunk | None:
        """The chunk that is full with it, if one is. Of several reports in a second the last holds."""
        arrived_s = now_ms // 1_000
        self.heard_ms = now_ms
        if not self._told:
            self._begin(figures, arrived_s)
            return None
        second = _second(self.last_s, arrived_s)
        if second == self.last_s:
            self._told[-1] = figures
            return None
        full = None
        if second - self._from_s >= SECONDS_A_CHUNK or second - self.last_s > SILENT_S:
            full = self.close()
            self._begin(figures, second)
        else:
            self._told += [None] * (second - self.last_s - 1)
            self._told.append(figures)
            self.last_s = second
        return full

    def _begin(self, figures: Figures, second: int) -> None:
        self._from_s = self.last_s = second
        self._told = [figures]

    def so_far(self) -> Chunk | None:
        """The present chunk as it stands; None when nothing has been told."""
        if not self._told:
            return None
        told = self._told
        run = QualityRun(
            from_ms=self._from_s * 1_000,
            score=_column(told, lambda one: one.score),
            lost_permille=_column(told, lambda one: one.lost_permille),
            concealed_permille=_column(told, lambda one: one.concealed_permille),
            round_trip_ms=_column(told, lambda one: one.round_trip_ms),
        )
        changes = _changes(told, self._from_s)
        return Chunk(conversation_id=self.conversation_id, key=self.key, run=run, rungs=changes)

    def close(self) -> Chunk | None:
        """The present chunk, which is over; the next report begins another."""
        chunk = self.so_far()
        self._told = []
        return chunk

    def now(self) -> SideQuality | None:
        """What was told last."""
        last = self._told[-1] if self._told else None
        if last is None:
            return None
        return SideQuality(
            key=self.key,
            at_ms=self.last_s * 1_000,
            score=last.score,
            rung=last.rung,
            reason=last.reason,
            choice=last.choice,
            lost_permille=last.lost_permille,
            concealed_permille=last.concealed_permille,
            round_trip_ms=last.round_trip_ms,
        )


def _second(last_s: int, arrived_s: int) -> int:
    """Where a report stands that came in that second. A flood stays in the last one."""
    if arrived_s < last_s or abs(arrived_s - (last_s + 1)) > 1:
        return max(last_s, arrived_s)
    return last_s + 1


def _column(told: list[Figures | None], figure: Callable[[Figures], int | None]) -> list[int | None]:
    return [None if one is None else figure(one) for one in told]


def _changes(told: list[Figures | None], from_s: int) -> list[RungChange]:
    changes: list[RungChange] = []
    for number, one in enumerate(told):
        if one is None:
            continue
        last = changes[-1] if changes else None
        if last is None or (last.rung, last.reason, last.choice) != (one.rung, one.reason, one.choice):
            at_ms = (from_s + number) * 1_000
            changes.append(RungChange(at_ms=at_ms, rung=one.rung, reason=one.reason, choice=one.choice))
    return changes

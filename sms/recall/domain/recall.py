"""A recall and the people of it: their states, and what each event makes of them.

The recall itself stays small however many people it asks: each person is a thing of its own, and the recall holds
counts alone. Who has not been looked at yet is kept here only until they were.
"""

from collections.abc import Callable, Mapping
from typing import Any, Literal

import msgspec

from signaling.protocol.base import Event, Personal
from signaling.protocol.people import AccountRole, Language, Specialty
from signaling.protocol.recall import (
    MessageStage,
    RecallAnswered,
    RecallEnded,
    RecallMessageNoted,
    RecallOpened,
    RecallPersonAskedAgain,
    RecallPersonClosed,
    RecallPersonListed,
    RecallProceeded,
    RecallReply,
    RecallRetired,
    RecallRoundBegun,
    RecallStarted,
)
from signaling.slice import Stamp

RECALL, PERSON = "recall", "recalled_person"
REST_MS = 10 * 60_000
"""Between two rounds: a telephone that rings every minute is switched off."""

RETIRE_MS = 12 * 3_600_000
"""How long an ended recall stays on the screens: a long shift."""

COUNTED = frozenset({"left", "delivered", "failed"})
"""The stages of messages that the desk sees the counts of."""


class Recall(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``to_list``: people not yet looked at. ``pending``: a round or the end still has people before it."""

    recall_id: str
    place: str
    started_at_ms: int
    until_ms: int
    started_by: str
    to_list: tuple[str, ...]
    though_absent: tuple[str, ...] = ()
    text: Personal[str] = None
    round: int = 1
    round_at_ms: int = 0
    pending: bool = False
    listed: int = 0
    counts: dict[str, int] = {}
    replies: dict[str, int] = {}
    ended_at_ms: int | None = None
    ended_why: Literal["time", "enough", "called_off"] | None = None
    closed: bool = False
    retired: bool = False

    @property
    def running(self) -> bool:
        return self.ended_at_ms is None

    @property
    def again_ms(self) -> int:
        """From when a further round may begin."""
        return self.round_at_ms + REST_MS

    @property
    def lapse_ms(self) -> int | None:
        return self.until_ms if self.running else None

    @property
    def retire_ms(self) -> int | None:
        return None if self.ended_at_ms is None or self.retired else self.ended_at_ms + RETIRE_MS


class RecalledPerson(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One person of a recall. ``round``: the last one in which they were asked; 0: not at all."""

    recalled_id: str
    recall_id: str
    person_id: str
    role: AccountRole
    language: Language
    absent: bool
    round: int
    stage: MessageStage
    until_ms: int
    specialty: Specialty | None = None
    name: Personal[str] = None
    telephone: Personal[str] = None
    email: Personal[str] = None
    opened_at_ms: int | None = None
    reply: RecallReply | None = None
    replied_at_ms: int | None = None
    by_ms: int | None = None
    closed: bool = False

    @property
    def silent_since_round(self) -> int | None:
        """The round whose message they have not answered; None: they have, or were never asked."""
        return self.round if self.reply is None and self.round > 0 and not self.closed else None

    @property
    def coming(self) -> bool:
        return self.reply is not None and self.reply != "cannot"


def _more(counts: Mapping[str, int], **changes: int) -> dict[str, int]:
    grown = {**counts}
    for name, change in changes.items():
        grown[name] = grown.get(name, 0) + change
    return {name: count for name, count in grown.items() if count}


def _started(_: Recall | None, event: RecallStarted, stamp: Stamp) -> Recall:
    return Recall(
        recall_id=event.recall_id,
        place=event.place,
        text=event.text,
        started_at_ms=stamp.at_ms,
        round_at_ms=stamp.at_ms,
        started_by=stamp.actor_name,
        until_ms=event.until_ms,
        to_list=tuple(event.person_ids),
        though_absent=tuple(event.though_absent),
    )


def _listed(state: Recall, event: RecallPersonListed, stamp: Stamp) -> Recall:
    counts = _more(state.counts, asked=1, unreachable=int(event.stage == "none")) if event.asked else state.counts
    return msgspec.structs.replace(state, listed=state.listed + 1, counts=counts)


def _proceeded(state: Recall, event: RecallProceeded, stamp: Stamp) -> Recall:
    if event.work == "list":
        return msgspec.structs.replace(state, to_list=state.to_list[event.passed :])
    return msgspec.structs.replace(state, pending=not event.done, closed=event.work == "close" and event.done)


def _round_begun(state: Recall, event: RecallRoundBegun, stamp: Stamp) -> Recall:
    return msgspec.structs.replace(state, round=event.round, round_at_ms=stamp.at_ms, pending=True)


def _opened(state: Recall, event: RecallOpened, stamp: Stamp) -> Recall:
    return msgspec.structs.replace(state, counts=_more(state.counts, opened=1))


def _answered(state: Recall, event: RecallAnswered, stamp: Stamp) -> Recall:
    taken = {event.before: -1} if event.before else {}
    return msgspec.structs.replace(state, replies=_more(_more(state.replies, **taken), **{event.reply: 1}))


def _noted(state: Recall, event: RecallMessageNoted, stamp: Stamp) -> Recall:
    changes = {event.before: -1, event.stage: 1}
    return msgspec.structs.replace(
        state, counts=_more(state.counts, **{name: by for name, by in changes.items() if name in COUNTED})
    )


def _ended(state: Recall, event: RecallEnded, stamp: Stamp) -> Recall:
    return msgspec.structs.replace(state, ended_at_ms=stamp.at_ms, ended_why=event.why, to_list=(), pending=True)


def _retired(state: Recall, event: RecallRetired, stamp: Stamp) -> Recall:
    return msgspec.structs.replace(state, retired=True)


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Recall]] = {
    RecallStarted: _started,
    RecallPersonListed: _listed,
    RecallProceeded: _proceeded,
    RecallRoundBegun: _round_begun,
    RecallOpened: _opened,
    RecallAnswered: _answered,
    RecallMessageNoted: _noted,
    RecallEnded: _ended,
    RecallRetired: _retired,
}


def _person(_: RecalledPerson | None, event: RecallPersonListed, stamp: Stamp) -> RecalledPerson:
    return RecalledPerson(
        recalled_id=event.recalled_id,
        recall_id=event.recall_id,
        person_id=event.person_id,
        role=event.role,
        language=event.language,
        absent=event.absent,
        round=int(event.asked),
        stage=event.stage,
        until_ms=event.until_ms,
        specialty=event.specialty,
        name=event.name,
        telephone=event.telephone,
        email=event.email,
    )


def _asked_again(state: RecalledPerson, event: RecallPersonAskedAgain, stamp: Stamp) -> RecalledPerson:
    return msgspec.structs.replace(state, round=event.round)


def _person_opened(state: RecalledPerson, event: RecallOpened, stamp: Stamp) -> RecalledPerson:
    return msgspec.structs.replace(state, opened_at_ms=stamp.at_ms)


def _person_answered(state: RecalledPerson, event: RecallAnswered, stamp: Stamp) -> RecalledPerson:
    return msgspec.structs.replace(state, reply=event.reply, replied_at_ms=stamp.at_ms, by_ms=event.by_ms)


def _person_noted(state: RecalledPerson, event: RecallMessageNoted, stamp: Stamp) -> RecalledPerson:
    return msgspec.structs.replace(state, stage=event.stage)


def _person_closed(state: RecalledPerson, event: RecallPersonClosed, stamp: Stamp) -> RecalledPerson:
    return msgspec.structs.replace(state, closed=True)


PERSON_EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], RecalledPerson]] = {
    RecallPersonListed: _person,
    RecallPersonAskedAgain: _asked_again,
    RecallOpened: _person_opened,
    RecallAnswered: _person_answered,
    RecallMessageNoted: _person_noted,
    RecallPersonClosed: _person_closed,
}

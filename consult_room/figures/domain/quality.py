"""What both sides have said of a consult, and how complete its record was when it was closed."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from consult_room.domain.circle import Circle, follow, part_of
from consult_room.domain.operations import Operation, check_may
from consult_room.domain.states import Consult
from signaling.protocol.base import Event, View
from signaling.protocol.consult_figures import (
    ConsultRate,
    ConsultRated,
    ConsultRatingView,
    ConsultRecordWeighed,
    RatingQuestion,
    RatingSide,
    RatingView,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Audience, Moment, Stamp

KIND = "consult_quality"
CHANGED_WITHIN_MS = 24 * 3_600_000
SPECIALIST_WITHIN_MS = 24 * 3_600_000
"""A specialist reads the record no more once it is closed: what they say later is of something that they remember. The
asker may learn only weeks afterwards whether it was useful."""
QUESTIONS: Mapping[RatingSide, tuple[RatingQuestion, ...]] = {
    "asker": ("useful", "understood", "in_time"),
    "specialist": ("question", "material"),
}
"""What each side is asked."""


class Rating(msgspec.Struct, frozen=True, kw_only=True):
    """What one side has said. ``at_ms``: when it said something first; ``words`` is None once erased."""

    side: RatingSide
    at_ms: int
    scores: dict[RatingQuestion, int]
    would_have_sent: bool | None = None
    words: str | None = None


class Quality(msgspec.Struct, frozen=True, kw_only=True):
    """Of one consult. ``present`` and ``wanted`` are None until it was closed."""

    consult_id: str
    circle: Circle
    ratings: tuple[Rating, ...] = ()
    present: int | None = None
    wanted: int | None = None
    missing: tuple[str, ...] = ()

    def rating(self, side: RatingSide) -> Rating | None:
        return next((one for one in self.ratings if one.side == side), None)


def side_of(circle: Circle, actor: Actor) -> RatingSide | None:
    match part_of(circle, actor):
        case "asker":
            return "asker"
        case "specialist":
            return "specialist"
    return None


def decide_rate(quality: Quality, consult: Consult, command: ConsultRate, moment: Moment) -> ConsultRated:
    """By each side for itself, once it is concluded, by a specialist within 24 hours of that; what was said may be
    changed within 24 hours."""
    check_may(quality.circle, moment.actor, Operation.RATE)
    side = side_of(quality.circle, moment.actor)
    assert side is not None  # nobody else may
    wanted = QUESTIONS[side]
    for question in command.scores:
        if question not in wanted:
            raise Refused(Code.WRONG_VALUE, field=question)
    for question in wanted:
        if question not in command.scores:
            raise Refused(Code.MISSING, field=question)
    if side == "specialist" and command.would_have_sent is not None:
        raise Refused(Code.WRONG_VALUE, field="would_have_sent")
    if not _is_time(side, quality.rating(side), consult, moment.now_ms):
        raise Refused(Code.WRONG_STATE, state=consult.state, wanted="rate")
    return ConsultRated(
        consult_id=quality.consult_id,
        side=side,
        rater_id=moment.actor.id,
        scores=command.scores,
        would_have_sent=command.would_have_sent,
        words=command.words.strip() or None,
    )


def _is_time(side: RatingSide, said: Rating | None, consult: Consult, now_ms: int) -> bool:
    if consult.concluded_at_ms is None or consult.state not in ("concluded", "closed"):
        return False
    if said is not None:
        return now_ms < said.at_ms + CHANGED_WITHIN_MS
    return side == "asker" or now_ms < consult.concluded_at_ms + SPECIALIST_WITHIN_MS


def view_for(quality: Quality, consult: Consult, actor: Actor, now_ms: int) -> ConsultRatingView:
    """Refuses ``not_found`` to strangers, ``not_yours`` to a part that is not asked."""
    check_may(quality.circle, actor, Operation.RATE)
    side = side_of(quality.circle, actor)
    said = quality.rating(side) if side is not None else None
    asked = side is not None and _is_time(side, said, consult, now_ms)
    return ConsultRatingView(
        consult_id=quality.consult_id,
        questions=list(QUESTIONS[side]) if side is not None and asked else [],
        asks_transfer=asked and side == "asker",
        own=None
        if said is None
        else RatingView(
            scores=said.scores,
            would_have_sent=said.would_have_sent,
            words=said.words,
            until_ms=said.at_ms + CHANGED_WITHIN_MS,
        ),
    )


def _rated(quality: Quality, event: ConsultRated, stamp: Stamp) -> Quality:
    before = quality.rating(event.side)
    rating = Rating(
        side=event.side,
        at_ms=before.at_ms if before is not None else stamp.at_ms,
        scores=event.scores,
        would_have_sent=event.would_have_sent,
        words=event.words,
    )
    kept = tuple(one for one in quality.ratings if one.side != event.side)
    return msgspec.structs.replace(quality, ratings=(*kept, rating))


def _weighed(quality: Quality, event: ConsultRecordWeighed, stamp: Stamp) -> Quality:
    return msgspec.structs.replace(quality, present=event.present, wanted=event.wanted, missing=tuple(event.missing))


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Any]] = {
    **follow(Quality),
    ConsultRated: _rated,
    ConsultRecordWeighed: _weighed,
}


def views(quality: Quality) -> Mapping[Audience, View]:
    """No screen follows it: each side asks for its own."""
    return {}

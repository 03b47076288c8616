"""What may be done to a recall when, and who is asked by what."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from signaling.protocol.base import Command, Event
from signaling.protocol.deliveries import DeliveryChannel, DeliveryQueued, DeliveryStatus
from signaling.protocol.recall import (
    MessageStage,
    RecallAnswer,
    RecallAnswered,
    RecallAskAgain,
    RecalledStaff,
    RecallEnd,
    RecallEnded,
    RecallLapse,
    RecallMessageNoted,
    RecallNoteMessage,
    RecallOpened,
    RecallPersonListed,
    RecallReply,
    RecallRetire,
    RecallRetired,
    RecallRoundBegun,
    RecallStart,
    RecallStarted,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import consequence_id
from sms.domain.deliveries import code_of
from sms.recall.domain.recall import Recall, RecalledPerson

BATCH = 25
"""People of one transaction: some milliseconds, between which everybody else's commands go through."""

SHORTEST_MS, LONGEST_MS = 10 * 60_000, 24 * 3_600_000
OFF_MS = 30 * 60_000
"""How long the news that a recall was called off is of use: whoever is on the way is there by then."""

MINUTES: Mapping[RecallReply, int] = {"in_20": 20, "in_40": 40, "in_60": 60}
MINUTE_MS = 60_000

Phase = Literal["running", "ended"]


def phase_of(state: Recall) -> Phase:
    return "running" if state.running else "ended"


MAY: Mapping[type[Command], frozenset[Phase]] = {
    RecallAskAgain: frozenset({"running"}),
    RecallEnd: frozenset({"running"}),
    RecallLapse: frozenset({"running"}),
    RecallAnswer: frozenset({"running"}),
    RecallRetire: frozenset({"ended"}),
}
"""Which wish is heard in which phase; a missing pair is refused."""


def check(state: Recall, wish: Command) -> None:
    if phase_of(state) not in MAY[type(wish)]:
        raise Refused(Code.WRONG_STATE, phase=phase_of(state))


def recalled_id_of(recall_id: str, person_id: str) -> str:
    """The same person of the same recall is the same thing, however often they are listed."""
    return consequence_id(recall_id, person_id)


def decide_start(wish: RecallStart, *, taken: bool, now_ms: int) -> RecallStarted:
    """``taken``: there is such a recall. Everybody once; whoever is asked though absent must be among them."""
    if taken:
        raise Refused(Code.ALREADY_EXISTS)
    text, place = wish.text.strip(), wish.place.strip()
    for field, value in (("text", text), ("place", place)):
        if not value:
            raise Refused(Code.MISSING, field=field)
    if not SHORTEST_MS <= wish.until_ms - now_ms <= LONGEST_MS:
        raise Refused(Code.WRONG_STATE, field="until_ms", at_least_ms=SHORTEST_MS, at_most_ms=LONGEST_MS)
    people = list(dict.fromkeys(wish.person_ids))
    though_absent = [id for id in dict.fromkeys(wish.though_absent) if id in set(people)]
    return RecallStarted(
        recall_id=wish.recall_id,
        text=text,
        place=place,
        until_ms=wish.until_ms,
        person_ids=people,
        though_absent=though_absent,
    )


def decide_list(state: Recall, card: RecalledStaff, channels: Collection[DeliveryChannel]) -> RecallPersonListed:
    """``channels``: by which this person can be reached."""
    asked = not card.absent or card.person_id in state.though_absent
    return RecallPersonListed(
        recall_id=state.recall_id,
        recalled_id=recalled_id_of(state.recall_id, card.person_id),
        person_id=card.person_id,
        role=card.role,
        language=card.language,
        asked=asked,
        absent=card.absent,
        stage="waiting" if asked and channels else "none",
        until_ms=state.until_ms,
        specialty=card.specialty,
        name=card.name,
        telephone=card.telephone,
        email=card.email,
    )


@dataclass(frozen=True, slots=True)
class Reach:
    """One address of a person: a number, an e-mail address, or the id of a browser's subscription."""

    channel: DeliveryChannel
    address: str


def reaches(
    telephone: str | None, email: str | None, browsers: Sequence[str], carried: Collection[DeliveryChannel]
) -> list[Reach]:
    """A text to the telephone and a notification to every browser; an e-mail only where there is no number."""
    found = [Reach("sms", telephone)] if telephone and "sms" in carried else []
    if not found and email and "email" in carried:
        found = [Reach("email", email)]
    return found + ([Reach("push", browser) for browser in browsers] if "push" in carried else [])


def message_to(person: RecalledPerson, reach: Reach, delivery_id: str, expires_at_ms: int) -> DeliveryQueued:
    """Urgent, and behind every alert and order in the sender's order (``sms.domain.deliveries.turn_of``)."""
    return DeliveryQueued(
        delivery_id=delivery_id,
        link_id=person.recalled_id,
        about_id=person.recall_id,
        person_id=person.person_id,
        language=person.language,
        urgency="urgent",
        code=code_of(delivery_id),
        expires_at_ms=expires_at_ms,
        channel=reach.channel,
        telephone=reach.address if reach.channel == "sms" else None,
        email=reach.address if reach.channel == "email" else None,
        address_id=reach.address if reach.channel == "push" else None,
        says="recall",
    )


def decide_ask_again(state: Recall, wish: RecallAskAgain, now_ms: int) -> RecallRoundBegun:
    """Not while the round before is still being sent, and not too often."""
    check(state, wish)
    if state.to_list or state.pending:
        raise Refused(Code.WRONG_STATE, round=state.round)
    if now_ms < state.again_ms:
        raise Refused(Code.TOO_MANY_TRIES, not_before_ms=state.again_ms)
    return RecallRoundBegun(recall_id=state.recall_id, round=state.round + 1)


def decide_end(state: Recall, wish: RecallEnd) -> RecallEnded:
    check(state, wish)
    return RecallEnded(recall_id=state.recall_id, why="called_off" if wish.called_off else "enough")


def decide_lapse(state: Recall, now_ms: int) -> list[Event]:
    """Nothing when it was ended meanwhile, or its time is not over."""
    if not state.running or now_ms < state.until_ms:
        return []
    return [RecallEnded(recall_id=state.recall_id, why="time")]


def decide_retire(state: Recall, now_ms: int) -> list[Event]:
    if state.retire_ms is None or now_ms < state.retire_ms:
        return []
    return [RecallRetired(recall_id=state.recall_id)]


def decide_open(person: RecalledPerson) -> list[Event]:
    """Once."""
    if person.opened_at_ms is not None:
        return []
    return [RecallOpened(recall_id=person.recall_id, recalled_id=person.recalled_id, person_id=person.person_id)]


def decide_answer(state: Recall, person: RecalledPerson, wish: RecallAnswer, now_ms: int) -> list[Event]:
    """The newest counts. The same said again moves the time: "in 20 minutes" is meant from now."""
    if not state.running or now_ms >= state.until_ms:
        raise Refused(Code.LINK_ENDED, why=state.ended_why or "time")
    minutes = MINUTES.get(wish.reply)
    if minutes is None and person.reply == wish.reply:
        return []
    return [
        RecallAnswered(
            recall_id=person.recall_id,
            recalled_id=person.recalled_id,
            person_id=person.person_id,
            reply=wish.reply,
            by_ms=None if minutes is None else now_ms + minutes * MINUTE_MS,
            before=person.reply,
        )
    ]


STAGE: Mapping[DeliveryStatus, MessageStage] = {
    "queued": "waiting",
    "claimed": "waiting",
    "unknown": "waiting",
    "accepted": "left",
    "sent": "left",
    "delivered": "delivered",
    "failed": "failed",
    "withdrawn": "withdrawn",
}
FURTHEST: Sequence[MessageStage] = ("delivered", "left", "waiting", "failed", "withdrawn")


def stage_of(statuses: Collection[DeliveryStatus]) -> MessageStage:
    """How far the furthest of these messages has come."""
    stages = {STAGE[status] for status in statuses}
    return next((stage for stage in FURTHEST if stage in stages), "none")


def decide_note(person: RecalledPerson, wish: RecallNoteMessage) -> list[Event]:
    if person.stage == wish.stage:
        return []
    return [
        RecallMessageNoted(
            recall_id=person.recall_id, recalled_id=person.recalled_id, stage=wish.stage, before=person.stage
        )
    ]

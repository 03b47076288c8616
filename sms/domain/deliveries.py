"""One message to one person by one channel: its state, and what may be done to it when.

The promise: none is lost, and at most one is accepted by the gateway unless an outcome was ambiguous; then the
gateway's own list is searched before a repeat, and the repeat is marked and carries the same code.
"""

import base64
import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from signaling.protocol.base import Event, Personal
from signaling.protocol.deliveries import (
    DeliveryAccept,
    DeliveryAccepted,
    DeliveryBecameUnknown,
    DeliveryChannel,
    DeliveryClaim,
    DeliveryClaimed,
    DeliveryFail,
    DeliveryFailed,
    DeliveryNotFound,
    DeliveryPostpone,
    DeliveryPostponed,
    DeliveryQueued,
    DeliveryRecalled,
    DeliveryReconcile,
    DeliveryReconciled,
    DeliveryReport,
    DeliveryReported,
    DeliveryStatus,
    DeliveryUnknown,
    DeliveryWithdrawn,
    Says,
    Urgency,
)
from signaling.protocol.link_messages import CallerMessageSend, GuestMessageSend
from signaling.protocol.notices import NoticeForgotten
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Stamp
from sms.domain.progress import LOOKS, RANK, STEPS, TAKEN, Progress, progress

CODE_LENGTH = 5
"""Letters of the code in a message's text, by which a lost one is found again: 33 million possibilities, and it only
has to differ from the other messages to the same telephone on the same day."""


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """The message's addressee and how far it has come. On behalf of an alert, or with the link of a
    caller's or a guest's page."""

    delivery_id: str
    alert_id: str | None
    about_id: str
    person_id: str
    language: str
    urgency: Urgency
    code: str
    expires_at_ms: int
    queued_at_ms: int
    progress: Progress
    channel: DeliveryChannel = "sms"
    address_id: str | None = None
    telephone: Personal[str] = None
    email: Personal[str] = None
    link_id: str | None = None
    says: Says = "alert"
    recalled: bool = False


def address_of(delivery: Delivery) -> str | None:
    """To what its channel sends; None once it was erased, or never was."""
    match delivery.channel:
        case "sms" | "voice":
            return delivery.telephone
        case "email":
            return delivery.email
        case "push":
            return delivery.address_id


FIRST: Mapping[Urgency, int] = {"life_threat": 0, "urgent": 2, "routine": 4}


STANDS_BACK: frozenset[Says] = frozenset({"covered", "coming", "relative", "recall", "notice", "reminder"})
"""These only tell, and hundreds may wait of them: one alert must never stand behind them."""


def turn_of(delivery: Delivery) -> int:
    """Whose turn comes first, the lowest: by urgency, and what asks somebody to act before what only tells them."""
    asks = delivery.says not in STANDS_BACK and (delivery.alert_id is not None or delivery.link_id is not None)
    return FIRST[delivery.urgency] + (0 if asks else 1)


def code_of(delivery_id: str) -> str:
    """The short code of a message: the same at every attempt."""
    return base64.b32encode(hashlib.sha256(delivery_id.encode()).digest()).decode()[:CODE_LENGTH]


def _queued(state: Delivery | None, event: DeliveryQueued, stamp: Stamp) -> Delivery:
    return Delivery(
        delivery_id=event.delivery_id,
        alert_id=event.alert_id,
        link_id=event.link_id,
        says=event.says,
        about_id=event.about_id,
        person_id=event.person_id,
        language=event.language,
        urgency=event.urgency,
        code=event.code,
        expires_at_ms=event.expires_at_ms,
        queued_at_ms=stamp.at_ms,
        channel=event.channel,
        address_id=event.address_id,
        telephone=event.telephone,
        email=event.email,
        progress=progress(None, event, stamp),
    )


def _moved(state: Delivery, event: Event, stamp: Stamp) -> Delivery:
    return msgspec.structs.replace(state, progress=progress(state.progress, event, stamp))


def _recalled(state: Delivery, event: DeliveryRecalled, stamp: Stamp) -> Delivery:
    return msgspec.structs.replace(state, recalled=True)


def _forgotten(state: Delivery, event: NoticeForgotten, stamp: Stamp) -> Delivery:
    return msgspec.structs.replace(state, telephone=None, email=None)


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Delivery]] = {
    DeliveryQueued: _queued,
    DeliveryRecalled: _recalled,
    NoticeForgotten: _forgotten,
    **dict.fromkeys(STEPS, _moved),
}

# Which wish is heard in which state; a missing pair is refused.
MAY: Mapping[str, frozenset[DeliveryStatus]] = {
    "claim": frozenset({"queued"}),
    "accept": frozenset({"claimed", "unknown", "queued", *TAKEN, "failed"}),
    "postpone": frozenset({"claimed"}),
    "fail": frozenset({"claimed", "unknown"}),
    "unknown": frozenset({"claimed"}),
    "reconcile": frozenset({"unknown"}),
}


def _check(state: Delivery, wish: str) -> None:
    if state.progress.status not in MAY[wish]:
        raise Refused(Code.WRONG_STATE, status=state.progress.status, wish=wish)


def _fence(state: Delivery, attempt: int) -> None:
    """Only who claimed it last may settle it: a sender that slept through its lease changes nothing."""
    if attempt != state.progress.attempt:
        raise Refused(Code.LEASE_LOST, attempt=attempt, newest=state.progress.attempt)


def decide_claim(state: Delivery, wish: DeliveryClaim, *, wanted: bool, now_ms: int) -> DeliveryClaimed:
    """``wanted``: its alert still asks this person."""
    _check(state, "claim")
    if not wanted or now_ms >= state.expires_at_ms:
        raise Refused(Code.ALERT_EXPIRED, delivery_id=state.delivery_id)
    if state.progress.due_ms is not None and now_ms < state.progress.due_ms:
        raise Refused(Code.WRONG_STATE, status=state.progress.status, wish="claim", not_before_ms=state.progress.due_ms)
    return DeliveryClaimed(
        **_about(state),
        attempt=state.progress.attempt + 1,
        lease_until_ms=now_ms + wish.lease_ms,
        gateway=wish.gateway,
    )


def decide_accept(state: Delivery, wish: DeliveryAccept) -> list[Event]:
    """A late answer within the newest attempt is welcome in any state: it is the truth."""
    _fence(state, wish.attempt)
    _check(state, "accept")
    if wish.sid in state.progress.sids and state.progress.rank >= RANK["accepted"]:
        return []
    return [DeliveryAccepted(**_about(state), attempt=wish.attempt, sid=wish.sid, segments=wish.segments)]


def decide_postpone(state: Delivery, wish: DeliveryPostpone, now_ms: int) -> Event:
    """Back into the queue, unless its time would be over by then."""
    _fence(state, wish.attempt)
    _check(state, "postpone")
    not_before_ms = now_ms + wish.wait_ms
    if not_before_ms >= state.expires_at_ms:
        return DeliveryFailed(**_about(state), attempt=wish.attempt, code=wish.code, failure="expired")
    return DeliveryPostponed(**_about(state), attempt=wish.attempt, code=wish.code, not_before_ms=not_before_ms)


def decide_fail(state: Delivery, wish: DeliveryFail) -> Event:
    _fence(state, wish.attempt)
    _check(state, "fail")
    return DeliveryFailed(**_about(state), attempt=wish.attempt, code=wish.code, failure=wish.failure)


def decide_unknown(state: Delivery, wish: DeliveryUnknown) -> list[Event]:
    """A report may have settled it before the sender gave up waiting; then there is nothing to say."""
    _fence(state, wish.attempt)
    if state.progress.status in TAKEN or state.progress.status == "failed":
        return []
    _check(state, "unknown")
    return [DeliveryBecameUnknown(**_about(state), attempt=wish.attempt, code=wish.code)]


def decide_reconcile(state: Delivery, wish: DeliveryReconcile, *, wanted: bool, now_ms: int) -> list[Event]:
    """Found: adopted. Not found at the last look: sent again while somebody still wants it, else given up."""
    _fence(state, wish.attempt)
    if state.progress.status in TAKEN:
        return []
    _check(state, "reconcile")
    if wish.sid is not None:
        return [DeliveryReconciled(**_about(state), attempt=wish.attempt, sid=wish.sid)]
    last = state.progress.looks + 1 >= LOOKS
    if not last:
        return [DeliveryNotFound(**_about(state), attempt=wish.attempt, repeat=False)]
    if wanted and now_ms < state.expires_at_ms:
        return [DeliveryNotFound(**_about(state), attempt=wish.attempt, repeat=True)]
    return [DeliveryFailed(**_about(state), attempt=wish.attempt, code="not_found", failure="expired")]


def decide_report(state: Delivery, wish: DeliveryReport) -> list[Event]:
    """Heard in every state and from every attempt that was made: it is news from outside, not a settlement.

    A report that cannot change anything (a duplicate, an overtaken one) is not written down again.
    """
    if wish.attempt > state.progress.attempt:
        raise Refused(Code.NOT_FOUND, delivery_id=state.delivery_id, attempt=wish.attempt)
    event = DeliveryReported(**_about(state), attempt=wish.attempt, sid=wish.sid, status=wish.status, code=wish.code)
    stamp = Stamp(seq=0, at_ms=0, made_at_ms=0, actor_id="")
    if msgspec.structs.replace(progress(state.progress, event, stamp), at_ms=state.progress.at_ms) == state.progress:
        return []
    return [event]


def decide_withdraw(state: Delivery) -> list[Event]:
    """Only what has surely not been sent can be withdrawn."""
    return [DeliveryWithdrawn(**_about(state))] if state.progress.status == "queued" else []


def decide_send_link(wish: CallerMessageSend, delivery_id: str) -> DeliveryQueued:
    """A caller waits with a telephone in the hand: as urgent as the most urgent alert."""
    return DeliveryQueued(
        delivery_id=delivery_id,
        link_id=wish.link_id,
        says="caller",
        about_id=wish.incident_id,
        person_id=wish.patient_id,
        language=wish.language,
        urgency="life_threat",
        code=code_of(delivery_id),
        expires_at_ms=wish.expires_at_ms,
        telephone=wish.telephone,
    )


def decide_send_guest_link(wish: GuestMessageSend, delivery_id: str) -> DeliveryQueued:
    """People wait in a conversation for whoever gets it."""
    return DeliveryQueued(
        delivery_id=delivery_id,
        link_id=wish.link_id,
        says="guest",
        about_id=wish.conversation_id,
        person_id=wish.link_id,
        language=wish.language,
        urgency="urgent",
        code=code_of(delivery_id),
        expires_at_ms=wish.expires_at_ms,
        telephone=wish.telephone,
    )


def decide_recall(state: Delivery) -> list[Event]:
    """Not sent if it still waits; not sent again if it is at the gateway."""
    if state.recalled:
        return []
    return [DeliveryRecalled(delivery_id=state.delivery_id, about_id=state.about_id), *decide_withdraw(state)]


def _about(state: Delivery) -> dict[str, Any]:
    return {
        "delivery_id": state.delivery_id,
        "alert_id": state.alert_id,
        "link_id": state.link_id,
        "about_id": state.about_id,
        "person_id": state.person_id,
    }

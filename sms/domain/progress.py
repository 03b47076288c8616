"""How far one message has come: a function of its events alone, the same for the delivery and for its alert's ladder.

Gateways' reports come in any order and any number of times, so a report counts by its rank, never by its turn.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from signaling.protocol.base import Event
from signaling.protocol.deliveries import (
    DeliveryAccepted,
    DeliveryBecameUnknown,
    DeliveryClaimed,
    DeliveryFailed,
    DeliveryNotFound,
    DeliveryPostponed,
    DeliveryQueued,
    DeliveryReconciled,
    DeliveryReported,
    DeliveryStatus,
    DeliveryWithdrawn,
    GatewayStatus,
)
from signaling.slice import Stamp

RANK: Mapping[GatewayStatus, int] = {
    "accepted": 1,
    "scheduled": 2,
    "queued": 3,
    "sending": 4,
    "sent": 5,
    "canceled": 6,
    "undelivered": 7,
    "failed": 8,
    "delivered": 9,
    "read": 10,
}
"""A later state outranks an earlier one; two that cannot both be true are ordered so that the telephone's own word
(delivered, read) wins over the network's."""

MEANS: Mapping[GatewayStatus, DeliveryStatus] = {
    "accepted": "accepted",
    "scheduled": "accepted",
    "queued": "accepted",
    "sending": "accepted",
    "sent": "sent",
    "canceled": "failed",
    "undelivered": "failed",
    "failed": "failed",
    "delivered": "delivered",
    "read": "delivered",
}

OF_CALL: Mapping[str, GatewayStatus] = {
    "queued": "queued",
    "initiated": "sending",
    "ringing": "sent",
    "in-progress": "delivered",
    "completed": "delivered",
    "busy": "undelivered",
    "no-answer": "undelivered",
    "failed": "failed",
    "canceled": "canceled",
}
"""The states of a call (Twilio's names) as those of a message. Taken up is delivered, whoever or whatever took it up:
only a key is an answer."""

TAKEN: frozenset[DeliveryStatus] = frozenset({"accepted", "sent", "delivered"})
"""The gateway has it."""

LOOK_AFTER_MS = 10_000
"""How long a message may take to appear in the gateway's list: from an ambiguous answer to the first look, and from
one look to the next."""

LOOKS = 2
"""Looks at the gateway's list before a message is held not to be there."""


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """``attempt`` is the fencing number, ``rank`` the highest report heard, ``due_ms`` when the next step may be done
    (send if ``queued``, look if ``unknown``, give up the lease if ``claimed``). ``gateway`` was asked last."""

    status: DeliveryStatus
    at_ms: int
    attempt: int = 0
    rank: int = 0
    due_ms: int | None = None
    unknown_since_ms: int | None = None
    looks: int = 0
    repeated: bool = False
    sid: str | None = None
    sids: tuple[str, ...] = ()
    code: str | None = None
    first_claimed_ms: int | None = None
    gateway: str = ""


def progress(before: Progress | None, event: Event, stamp: Stamp) -> Progress:
    """What the message's progress is after the event."""
    if isinstance(event, DeliveryQueued):
        return Progress(status="queued", at_ms=stamp.at_ms, due_ms=stamp.at_ms)
    assert before is not None, "the first fact about a delivery is that it was queued"
    return STEPS[type(event)](before, event, stamp)


def _claimed(before: Progress, event: DeliveryClaimed, stamp: Stamp) -> Progress:
    return msgspec.structs.replace(
        before,
        status="claimed",
        at_ms=stamp.at_ms,
        attempt=event.attempt,
        due_ms=event.lease_until_ms,
        rank=0,
        code=None,
        first_claimed_ms=before.first_claimed_ms or stamp.at_ms,
        gateway=event.gateway,
    )


def _taken(before: Progress, event: DeliveryAccepted | DeliveryReconciled, stamp: Stamp) -> Progress:
    with_sid = _named(before, event.sid)
    if before.rank >= RANK["accepted"]:
        return with_sid  # a report was faster than the answer, and knows more
    return msgspec.structs.replace(
        with_sid, status="accepted", at_ms=stamp.at_ms, rank=RANK["accepted"], due_ms=None, code=None
    )


def _postponed(before: Progress, event: DeliveryPostponed, stamp: Stamp) -> Progress:
    return msgspec.structs.replace(
        before, status="queued", at_ms=stamp.at_ms, due_ms=event.not_before_ms, code=event.code
    )


def _failed(before: Progress, event: DeliveryFailed, stamp: Stamp) -> Progress:
    return msgspec.structs.replace(before, status="failed", at_ms=stamp.at_ms, due_ms=None, code=event.code)


def _unknown(before: Progress, event: DeliveryBecameUnknown, stamp: Stamp) -> Progress:
    return msgspec.structs.replace(
        before,
        status="unknown",
        at_ms=stamp.at_ms,
        due_ms=stamp.at_ms + LOOK_AFTER_MS,
        unknown_since_ms=stamp.at_ms,
        looks=0,
        code=event.code,
    )


def _not_found(before: Progress, event: DeliveryNotFound, stamp: Stamp) -> Progress:
    if event.repeat:
        return msgspec.structs.replace(
            before, status="queued", at_ms=stamp.at_ms, due_ms=stamp.at_ms, looks=before.looks + 1, repeated=True
        )
    return msgspec.structs.replace(before, due_ms=stamp.at_ms + LOOK_AFTER_MS, looks=before.looks + 1)


def _reported(before: Progress, event: DeliveryReported, stamp: Stamp) -> Progress:
    named = _named(before, event.sid)
    rank, status = RANK[event.status], MEANS[event.status]
    if rank <= before.rank or (status == "failed" and not _concerns(before, event)):
        return named
    return msgspec.structs.replace(
        named, status=status, at_ms=stamp.at_ms, rank=rank, due_ms=None, code=event.code if status == "failed" else None
    )


def _concerns(before: Progress, event: DeliveryReported) -> bool:
    """Whether the message that failed is the newest; that an older one failed says nothing of its repeat."""
    return event.attempt == before.attempt


def _withdrawn(before: Progress, event: DeliveryWithdrawn, stamp: Stamp) -> Progress:
    return msgspec.structs.replace(before, status="withdrawn", at_ms=stamp.at_ms, due_ms=None)


def _named(before: Progress, sid: str) -> Progress:
    sids = before.sids if sid in before.sids else (*before.sids, sid)
    return msgspec.structs.replace(before, sid=sid, sids=sids)


STEPS: Mapping[type[Event], Callable[[Progress, Any, Stamp], Progress]] = {
    DeliveryClaimed: _claimed,
    DeliveryAccepted: _taken,
    DeliveryReconciled: _taken,
    DeliveryPostponed: _postponed,
    DeliveryFailed: _failed,
    DeliveryBecameUnknown: _unknown,
    DeliveryNotFound: _not_found,
    DeliveryReported: _reported,
    DeliveryWithdrawn: _withdrawn,
}

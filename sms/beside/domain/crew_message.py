"""The order as SMS to a crew whose tablet is silent: its state, and what may be done to it when."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import msgspec

from signaling.protocol.base import Event, View
from signaling.protocol.crew_messages import (
    CrewMessageAwaited,
    CrewMessageDeliveryNoted,
    CrewMessageLate,
    CrewMessageMissing,
    CrewMessageOutcome,
    CrewMessagePhase,
    CrewMessageRefused,
    CrewMessageSent,
    CrewMessageSettled,
    CrewMessageView,
    CrewMessageWatch,
)
from signaling.protocol.deliveries import DeliveryQueued, DeliveryStatus, Urgency
from signaling.protocol.people import CrewTelephone
from signaling.slice import SERVICE, Audience, Moment, Stamp
from sms.domain.deliveries import code_of

replace = msgspec.structs.replace

KIND = "crew_message"

SILENT_AFTER_MS = 30_000
"""A tablet that has an order says so within a second or two; after half a minute it is off, lost or without a line."""

USEFUL_MS = 300_000
"""From then on: an order that comes later sends a crew to where others have gone meanwhile."""

TELEPHONES_AT_MOST = 4
"""A crew has no more people; a longer list is a mistake in the accounts, and each message costs."""


class CrewMessage(msgspec.Struct, frozen=True, kw_only=True):
    """One assignment's. ``outcome``: what became of the order meanwhile."""

    assignment_id: str
    incident_id: str
    brigade_id: str
    callsign: str
    urgency: Urgency
    due_ms: int
    expires_at_ms: int
    phase: CrewMessagePhase = "awaited"
    since_ms: int = 0
    telephones: int = 0
    delivery: DeliveryStatus | None = None
    outcome: CrewMessageOutcome | None = None

    @property
    def send_due_ms(self) -> int | None:
        """When the tablet's time is over; None once there is nothing to wait for."""
        return self.due_ms if self.phase == "awaited" and self.outcome is None else None

    @property
    def shown(self) -> bool:
        """Whether the desk has something to know: a tablet that confirms in time is none."""
        return self.phase != "awaited" and self.outcome != "over"


def _awaited(state: CrewMessage | None, event: CrewMessageAwaited, stamp: Stamp) -> CrewMessage:
    return CrewMessage(
        assignment_id=event.assignment_id,
        incident_id=event.incident_id,
        brigade_id=event.brigade_id,
        callsign=event.callsign,
        urgency=event.urgency,
        due_ms=event.due_ms,
        expires_at_ms=event.expires_at_ms,
        since_ms=stamp.at_ms,
    )


def _sent(state: CrewMessage, event: CrewMessageSent, stamp: Stamp) -> CrewMessage:
    return replace(state, phase="sent", since_ms=stamp.at_ms, telephones=event.telephones, delivery="queued")


def _missing(state: CrewMessage, event: CrewMessageMissing, stamp: Stamp) -> CrewMessage:
    return replace(state, phase="missing", since_ms=stamp.at_ms)


def _late(state: CrewMessage, event: CrewMessageLate, stamp: Stamp) -> CrewMessage:
    return replace(state, phase="late", since_ms=stamp.at_ms)


def _noted(state: CrewMessage, event: CrewMessageDeliveryNoted, stamp: Stamp) -> CrewMessage:
    return replace(state, delivery=event.status)


def _settled(state: CrewMessage, event: CrewMessageSettled, stamp: Stamp) -> CrewMessage:
    return replace(state, outcome=event.outcome)


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], CrewMessage]] = {
    CrewMessageAwaited: _awaited,
    CrewMessageSent: _sent,
    CrewMessageMissing: _missing,
    CrewMessageRefused: lambda state, event, stamp: state,  # the thread tells it
    CrewMessageLate: _late,
    CrewMessageDeliveryNoted: _noted,
    CrewMessageSettled: _settled,
}


def decide_watch(wish: CrewMessageWatch) -> CrewMessageAwaited:
    """The tablet's time runs from the order, not from when we came to read of it."""
    due_ms = wish.ordered_at_ms + SILENT_AFTER_MS
    return CrewMessageAwaited(
        assignment_id=wish.assignment_id,
        incident_id=wish.incident_id,
        brigade_id=wish.brigade_id,
        callsign=wish.callsign,
        urgency=wish.urgency,
        due_ms=due_ms,
        expires_at_ms=due_ms + USEFUL_MS,
    )


def decide_send(
    state: CrewMessage, crew: Sequence[CrewTelephone], refused: Collection[str], moment: Moment
) -> list[Event]:
    """Each telephone once, but for the ``refused`` that take no more messages. Nothing if the order went on while
    the clock's wish was on its way."""
    if state.send_due_ms is None or moment.now_ms < state.send_due_ms:
        return []
    if moment.now_ms >= state.expires_at_ms:
        return [CrewMessageLate(**_ids(state))]
    by_number = {one.telephone: one for one in reversed(crew)}
    told = [CrewMessageRefused(**_ids(state), telephones=len(refused))] if refused else []
    taking = [one for one in crew if by_number[one.telephone] is one and one.telephone not in refused]
    called = taking[:TELEPHONES_AT_MOST]
    if not called:
        return [*told, CrewMessageMissing(**_ids(state))]
    queued = [_queued(state, one, moment.new_id(f"delivery {one.person_id}")) for one in called]
    return [*told, CrewMessageSent(**_ids(state), telephones=len(called)), *queued]


def _queued(state: CrewMessage, to: CrewTelephone, delivery_id: str) -> DeliveryQueued:
    return DeliveryQueued(
        delivery_id=delivery_id,
        link_id=state.assignment_id,
        about_id=state.incident_id,
        person_id=to.person_id,
        language=to.language,
        urgency=state.urgency,
        code=code_of(delivery_id),
        expires_at_ms=state.expires_at_ms,
        telephone=to.telephone,
        says="order",
    )


def decide_note(state: CrewMessage, status: DeliveryStatus) -> list[Event]:
    """How far it has come is written down when it is news."""
    if state.phase != "sent" or state.delivery == status:
        return []
    return [CrewMessageDeliveryNoted(**_ids(state), status=status)]


FINAL: frozenset[CrewMessageOutcome] = frozenset({"accepted", "accepted_by_message", "over"})


def decide_settle(state: CrewMessage, outcome: CrewMessageOutcome) -> list[Event]:
    """Later news replaces earlier; that a tablet wakes up after the answer is none, and an end stays one."""
    if state.outcome in ("over", outcome) or (outcome == "delivered" and state.outcome in FINAL):
        return []
    if state.phase == "awaited" and state.outcome is not None:
        return []  # the tablet confirmed in time: nothing was ever sent or shown
    return [CrewMessageSettled(**_ids(state), outcome=outcome)]


def views(state: CrewMessage) -> Mapping[Audience, View]:
    if not state.shown:
        return {}
    view = CrewMessageView(
        assignment_id=state.assignment_id,
        incident_id=state.incident_id,
        brigade_id=state.brigade_id,
        callsign=state.callsign,
        phase=state.phase,
        telephones=state.telephones,
        delivery=state.delivery,
        since_ms=state.since_ms,
        outcome=state.outcome,
    )
    return {SERVICE: view}


def live(state: CrewMessage) -> bool:
    return state.shown


def _ids(state: CrewMessage) -> dict[str, Any]:
    return {
        "assignment_id": state.assignment_id,
        "incident_id": state.incident_id,
        "brigade_id": state.brigade_id,
        "callsign": state.callsign,
    }

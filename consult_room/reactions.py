"""What follows in the consult room from alerts: somebody answered by the link or the telephone, or wrote back."""

from typing import Any

from signaling.protocol.alerts import AlertAcknowledged, AlertDeclined, AlertLapsed
from signaling.protocol.base import Command
from signaling.protocol.consult_room import ConsultAccept, ConsultDecline, ConsultHear, ConsultRelease
from signaling.protocol.telephones import InboundHeard
from signaling.slice import Ask, Happened, Reaction

MADE_BY_FRAME = ""
"""A consequence's id is made by the frame from the event's (rule [R1])."""


async def follow_alert(happened: Happened, ask: Ask) -> list[Command]:
    """Who acknowledged the alert about a consult has taken the consult; who declined it is no longer rung; who did
    not keep the promise has it no more. One cursor: a broken promise cannot overtake the acceptance."""
    event = happened.event
    assert isinstance(event, AlertAcknowledged | AlertDeclined | AlertLapsed)
    if event.about_kind != "consult":
        return []
    about: dict[str, Any] = {
        "id": MADE_BY_FRAME,
        "made_at_ms": happened.stamp.at_ms,
        "consult_id": event.about_id,
        "person_id": event.person_id,
    }
    match event:
        case AlertAcknowledged():
            return [ConsultAccept(**about, channel=event.channel)]
        case AlertDeclined():
            return [ConsultDecline(**about, reason=event.reason or "")]
        case AlertLapsed():
            return [ConsultRelease(**about)]


async def read_the_text(happened: Happened, ask: Ask) -> list[Command]:
    """A text that came back, about something that its sender was told: the consult's two read it, if it is one's."""
    event = happened.event
    assert isinstance(event, InboundHeard)
    if event.means != "text" or event.alert_id is None or event.about_id is None or event.person_id is None:
        return []
    return [
        ConsultHear(
            id=MADE_BY_FRAME,
            made_at_ms=happened.stamp.at_ms,
            consult_id=event.about_id,
            inbound_id=event.inbound_id,
            person_id=event.person_id,
            text=event.text or "",
            name=event.name or "",
        )
    ]


REACTIONS = (
    Reaction("consult_room.follow_alert", (AlertAcknowledged, AlertDeclined, AlertLapsed), follow_alert),
    Reaction("consult_room.read_the_text", (InboundHeard,), read_the_text),
)

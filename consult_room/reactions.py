"""What follows in the consult room from alerts: somebody answered by the link or the telephone."""

from signaling.protocol.alerts import AlertAcknowledged, AlertDeclined
from signaling.protocol.base import Command
from signaling.protocol.consult_room import ConsultAccept, ConsultDecline
from signaling.slice import Ask, Happened, Reaction

MADE_BY_FRAME = ""
"""A consequence's id is made by the frame from the event's (rule [R1])."""


async def taken_by_alert(happened: Happened, ask: Ask) -> list[Command]:
    """Who acknowledged the alert about a consult has taken the consult."""
    event = happened.event
    if not isinstance(event, AlertAcknowledged) or event.about_kind != "consult":
        return []
    return [
        ConsultAccept(
            id=MADE_BY_FRAME,
            made_at_ms=happened.stamp.at_ms,
            consult_id=event.about_id,
            person_id=event.person_id,
            channel=event.channel,
        )
    ]


async def declined_by_alert(happened: Happened, ask: Ask) -> list[Command]:
    """Who declined the alert about a consult is no longer rung."""
    event = happened.event
    if not isinstance(event, AlertDeclined) or event.about_kind != "consult":
        return []
    return [
        ConsultDecline(
            id=MADE_BY_FRAME,
            made_at_ms=happened.stamp.at_ms,
            consult_id=event.about_id,
            person_id=event.person_id,
            reason=event.reason or "",
        )
    ]


REACTIONS = (
    Reaction("consult_room.taken_by_alert", (AlertAcknowledged,), taken_by_alert),
    Reaction("consult_room.declined_by_alert", (AlertDeclined,), declined_by_alert),
)

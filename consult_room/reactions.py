"""What follows in the consult room from alerts: somebody answered by the link or the telephone, or wrote back."""

from typing import Any

from signaling.protocol.alerts import AlertAcknowledged, AlertDeclined, AlertLapsed
from signaling.protocol.approaches import IncidentTransport, IncidentTransportView
from signaling.protocol.base import Command
from signaling.protocol.consult_room import ConsultAccept, ConsultAsked, ConsultDecline, ConsultHear, ConsultRelease
from signaling.protocol.consult_views import ConsultsOfIncident
from signaling.protocol.council import ConsultAdmitHospital
from signaling.protocol.milestones import HospitalChanged, MilestoneReported
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


async def follow_the_patient(happened: Happened, ask: Ask) -> list[Command]:
    """The hospital to which a brigade takes the patient comes into the consults of that incident; when another is
    chosen, that one does. What is asked on the way begins with it."""
    event = happened.event
    if isinstance(event, ConsultAsked):
        return await _asked_on_the_way(happened, event, ask)
    assert isinstance(event, MilestoneReported | HospitalChanged)
    if event.hospital_id is None or (isinstance(event, MilestoneReported) and event.milestone != "left_scene"):
        return []
    consults: list[str] = await ask(ConsultsOfIncident(incident_id=event.incident_id))
    return [_admit(happened, one, event.hospital_id, event.hospital_name) for one in consults]


async def _asked_on_the_way(happened: Happened, event: ConsultAsked, ask: Ask) -> list[Command]:
    if event.incident_id is None:
        return []
    transport: IncidentTransportView = await ask(IncidentTransport(incident_id=event.incident_id))
    if transport.hospital_id is None:
        return []
    return [_admit(happened, event.consult_id, transport.hospital_id, transport.hospital_name)]


def _admit(happened: Happened, consult_id: str, hospital_id: str, hospital_name: str | None) -> Command:
    return ConsultAdmitHospital(
        id=MADE_BY_FRAME,
        made_at_ms=happened.stamp.at_ms,
        consult_id=consult_id,
        hospital_id=hospital_id,
        hospital_name=hospital_name or "",
    )


REACTIONS = (
    Reaction("consult_room.follow_the_patient", (ConsultAsked, MilestoneReported, HospitalChanged), follow_the_patient),
    Reaction("consult_room.follow_alert", (AlertAcknowledged, AlertDeclined, AlertLapsed), follow_alert),
    Reaction("consult_room.read_the_text", (InboundHeard,), read_the_text),
)

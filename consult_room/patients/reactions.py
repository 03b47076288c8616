"""What follows for patients from what happened elsewhere: a doctor is to call, help is coming, the consult is over."""

from uuid import UUID, uuid5

from signaling.protocol.assignments import BrigadeAssigned
from signaling.protocol.base import Command
from signaling.protocol.booking import ConsultBooked
from signaling.protocol.consult_room import ConsultAcknowledged, ConsultCancelled
from signaling.protocol.consult_room import Sex as PatientSex
from signaling.protocol.deliveries import DELIVERY_MOVED, DeliveryStatus
from signaling.protocol.incident_summaries import IncidentToCallBack, IncidentToCallBackView
from signaling.protocol.incidents import Caller, IncidentClosed, IncidentOpened, OpenIncident, Sex
from signaling.protocol.patient_links import (
    PatientConsultOpen,
    PatientHelpOf,
    PatientLinkEnd,
    PatientLinkNoteDelivery,
    PatientLinkSend,
    PatientMadeEmergency,
    PatientMessageStatus,
    PatientNoteIncident,
)
from signaling.slice import Ask, Happened, Reaction

MADE_BY_FRAME = ""
LONGEST_TEXT = 2000
AFTER_SLOT_MS = 24 * 3_600_000
"""A booked consult may begin late, or be moved by a day, and its link still opens it."""


async def a_doctor_will_call(happened: Happened, ask: Ask) -> list[Command]:
    """The desk sends no brigade: the caller's own consult begins, on the incident's thread."""
    event = happened.event
    assert isinstance(event, IncidentClosed)
    wanted = event.doctor
    if wanted is None:
        return []
    behind: IncidentToCallBackView = await ask(IncidentToCallBack(incident_id=event.incident_id))
    told = [event.note or "", behind.description or "", behind.reason_label.get(wanted.language, behind.reason)]
    question, *more = [text.strip() for text in told if text.strip()]
    return [
        PatientConsultOpen(
            id=MADE_BY_FRAME,
            made_at_ms=happened.stamp.at_ms,
            consult_id=str(uuid5(UUID(happened.event_id), "consult")),
            specialty=wanted.specialty,
            urgency=wanted.urgency,
            question=question[:LONGEST_TEXT],
            summary="\n".join(more)[:LONGEST_TEXT],
            language=wanted.language,
            telephone=behind.telephone,
            name=behind.patient_name or behind.caller_name,
            age_years=behind.age_years,
            sex=_sex(behind.sex),
            incident_id=behind.incident_id,
            incident_number=behind.number,
            incident_reason=behind.reason,
        )
    ]


def _sex(sex: Sex | None) -> PatientSex:
    if sex is None:
        return "unknown"
    return "male" if sex is Sex.MALE else "female"


async def a_slot_is_booked(happened: Happened, ask: Ask) -> list[Command]:
    """A patient whose telephone was given at the booking comes in by a link of their own. A consult that is moved keeps
    the link that was sent; the reminder tells of the new time."""
    event = happened.event
    assert isinstance(event, ConsultBooked)
    if event.patient_telephone is None or event.moved:
        return []
    return [
        PatientLinkSend(
            id=MADE_BY_FRAME,
            made_at_ms=happened.stamp.at_ms,
            consult_id=event.consult_id,
            telephone=event.patient_telephone,
            language=event.patient_language,
            lives_ms=event.until_ms - happened.stamp.at_ms + AFTER_SLOT_MS,
        )
    ]


async def send_help(happened: Happened, ask: Ask) -> list[Command]:
    """The incident of a consult that was turned into an emergency."""
    event = happened.event
    assert isinstance(event, PatientMadeEmergency)
    return [
        OpenIncident(
            id=MADE_BY_FRAME,
            made_at_ms=happened.stamp.at_ms,
            incident_id=event.incident_id,
            reason=event.reason,
            caller=Caller(number=event.telephone or "", name=event.caller_name or ""),
            address=event.address,
            point=event.point,
            description=event.note or "",
            patient_name=event.patient_name or "",
            age_years=event.age_years,
            sex=None if event.sex in (None, "unknown") else Sex(event.sex),
            consult_id=event.consult_id,
            life_threat=True,
        )
    ]


async def help_is_coming(happened: Happened, ask: Ask) -> list[Command]:
    """The patient is told of the incident, and that somebody goes there."""
    event = happened.event
    assert isinstance(event, IncidentOpened | BrigadeAssigned)
    consult_id: str | None = await ask(PatientHelpOf(incident_id=event.incident_id))
    if consult_id is None:
        return []
    return [
        PatientNoteIncident(
            id=MADE_BY_FRAME,
            made_at_ms=happened.stamp.at_ms,
            consult_id=consult_id,
            incident_id=event.incident_id,
            number=event.number if isinstance(event, IncidentOpened) else 0,
            sent=isinstance(event, BrigadeAssigned),
        )
    ]


async def follow_consult(happened: Happened, ask: Ask) -> list[Command]:
    """A link into what is over leads nowhere."""
    event = happened.event
    assert isinstance(event, ConsultAcknowledged | ConsultCancelled)
    return [PatientLinkEnd(id=MADE_BY_FRAME, made_at_ms=happened.stamp.at_ms, consult_id=event.consult_id)]


async def follow_message(happened: Happened, ask: Ask) -> list[Command]:
    """How far the message has come."""
    event = happened.event
    assert isinstance(event, DELIVERY_MOVED)
    if event.link_id is None or event.about_id != event.link_id:
        return []
    status: DeliveryStatus | None = await ask(PatientMessageStatus(consult_id=event.link_id))
    if status is None:
        return []
    return [
        PatientLinkNoteDelivery(
            id=MADE_BY_FRAME, made_at_ms=happened.stamp.at_ms, consult_id=event.link_id, status=status
        )
    ]


REACTIONS = (
    Reaction("consult_room.a_doctor_will_call", (IncidentClosed,), a_doctor_will_call),
    Reaction("consult_room.a_slot_is_booked", (ConsultBooked,), a_slot_is_booked),
    Reaction("consult_room.send_help", (PatientMadeEmergency,), send_help),
    Reaction("consult_room.help_is_coming", (IncidentOpened, BrigadeAssigned), help_is_coming),
    Reaction("consult_room.end_patients_link", (ConsultAcknowledged, ConsultCancelled), follow_consult),
    Reaction("consult_room.patients_message", DELIVERY_MOVED, follow_message),
)

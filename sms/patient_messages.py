"""The messages that bring a patient into a consult: what they say, when they go, and when they are taken back."""

from collections.abc import Mapping
from typing import Any

from signaling.protocol.alerts import AlertSettle
from signaling.protocol.base import Command, Event
from signaling.protocol.deliveries import DeliveryQueued, DeliveryStatus, Says
from signaling.protocol.link_messages import PatientMessageRecall, PatientMessageSend
from signaling.protocol.patient_links import (
    PATIENT_TICKET_PURPOSE,
    PatientLinkEnded,
    PatientLinkSent,
    PatientMessageStatus,
    PatientSaid,
)
from signaling.slice import Answers, Ask, Back, Desk, Enquiry, Handler, Happened, Reaction
from sms.composing import Links, Writes, Written
from sms.domain import deliveries
from sms.domain.deliveries import Delivery, code_of
from sms.domain.wording import Say, patient_text
from sms.handlers.permission import only_system

MADE_BY_FRAME = ""
"""A consequence's id is made by the frame from the event's (rule [R1])."""


def decide_send(wish: PatientMessageSend, delivery_id: str) -> DeliveryQueued:
    """Somebody has been told that a doctor will call, and waits."""
    return DeliveryQueued(
        delivery_id=delivery_id,
        link_id=wish.consult_id,
        says="patient",
        about_id=wish.consult_id,
        person_id=wish.consult_id,
        language=wish.language,
        urgency="urgent",
        code=code_of(delivery_id),
        expires_at_ms=wish.expires_at_ms,
        telephone=wish.telephone,
    )


async def send_message(wish: PatientMessageSend, facts: Any, desk: Desk) -> None:
    only_system(desk)
    desk.record(decide_send(wish, desk.moment.new_id("delivery")))


async def recall_message(wish: PatientMessageRecall, facts: Any, desk: Desk) -> None:
    only_system(desk)
    for delivery in await desk.find("delivery", Delivery, link_id=wish.consult_id):
        if delivery.says == "patient":
            desk.record(*deliveries.decide_recall(delivery))


async def message_status(question: PatientMessageStatus, enquiry: Enquiry) -> DeliveryStatus | None:
    """Of the newest, should there be several."""
    found = [
        one
        for one in await enquiry.reading.find("delivery", Delivery, link_id=question.consult_id)
        if one.says == "patient"
    ]
    newest = max(found, key=lambda delivery: delivery.queued_at_ms, default=None)
    return newest.progress.status if newest else None


async def send_or_recall(happened: Happened, ask: Ask) -> list[Command]:
    """One cursor for both: the end of a link can never overtake its beginning."""
    event, at_ms = happened.event, happened.stamp.at_ms
    if isinstance(event, PatientLinkEnded):
        return [PatientMessageRecall(id=MADE_BY_FRAME, made_at_ms=at_ms, consult_id=event.consult_id)]
    assert isinstance(event, PatientLinkSent)
    return [
        PatientMessageSend(
            id=MADE_BY_FRAME,
            made_at_ms=at_ms,
            consult_id=event.consult_id,
            language=event.language,
            expires_at_ms=event.expires_at_ms,
            telephone=event.telephone,
        )
    ]


async def doctor_writes_to_the_patient(happened: Happened, ask: Ask) -> list[Command]:
    """Whoever took the consult keeps the promise by this too."""
    event = happened.event
    assert isinstance(event, PatientSaid)
    if event.side != "doctor":
        return []
    return [
        AlertSettle(
            id=MADE_BY_FRAME,
            made_at_ms=happened.stamp.at_ms,
            about_kind="consult",
            about_id=event.consult_id,
            outcome="arrived",
            person_id=event.author_id,
        )
    ]


def writers(say: Say) -> Mapping[Says, Writes]:
    """The one message, whose ticket leads to the patient's page."""

    async def patient(back: Back, delivery: Delivery, links: Links, left_ms: int) -> Written:
        link = await links.to(
            "p", purpose=PATIENT_TICKET_PURPOSE, about=delivery.link_id or "", holder="", left_ms=left_ms
        )
        return Written(patient_text(language=delivery.language, link=link, code=delivery.code, say=say))

    return {"patient": patient}


TOLD: tuple[type[Event], ...] = (PatientLinkSent, PatientLinkEnded)
HANDLERS = (Handler(PatientMessageSend, send_message), Handler(PatientMessageRecall, recall_message))
ANSWERS = (Answers(PatientMessageStatus, message_status),)
REACTIONS = (
    Reaction("sms.patients", TOLD, send_or_recall),
    Reaction("sms.doctor_writes_to_the_patient", (PatientSaid,), doctor_writes_to_the_patient),
)

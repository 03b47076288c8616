"""A patient's link, kept beside its consult: its state, and what each event makes of it."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from consult_room.domain.circle import Circle, follow
from consult_room.domain.views import ANSWER_WITHIN_MS
from signaling.protocol.base import Event, Personal
from signaling.protocol.consult_room import ConsultAccepted, ConsultAsked, ConsultReleased
from signaling.protocol.council import ConsultPassedOn
from signaling.protocol.deliveries import DeliveryStatus
from signaling.protocol.patient_links import (
    PatientAgreed,
    PatientClosing,
    PatientConsultEnded,
    PatientContactsSeen,
    PatientDeclined,
    PatientIncidentNoted,
    PatientLine,
    PatientLinkDeliveryNoted,
    PatientLinkEnded,
    PatientLinkEndedBecause,
    PatientLinkPhase,
    PatientLinkSent,
    PatientMadeEmergency,
    PatientSaid,
    patient_guest_id,
)
from signaling.protocol.people import Language, Specialty
from signaling.slice import Stamp

replace = msgspec.structs.replace

KIND = "patient_link"


class PatientLink(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How the patient of one consult is reached; of most consults nothing but who is in it. ``own``: the consult is the
    patient's own. ``taken_since_ms``: since when its doctor has it. ``help_…``: the incident that it was turned into.
    Times are milliseconds UTC."""

    consult_id: str
    circle: Circle
    phase: PatientLinkPhase = "none"
    own: bool = False
    language: Language = "uz"
    number: int = 0
    specialty: Specialty = "therapy"
    asked_at_ms: int = 0
    since_ms: int = 0
    answer_by_ms: int | None = None
    sent_at_ms: int | None = None
    expires_at_ms: int | None = None
    delivery: DeliveryStatus | None = None
    agreed_at_ms: int | None = None
    agreed_version: str | None = None
    ended_because: PatientLinkEndedBecause | None = None
    telephone: Personal[str] = None
    name: Personal[str] = None
    doctor_id: str | None = None
    doctor_name: Personal[str] = None
    lines: tuple[PatientLine, ...] = ()
    emergency_at_ms: int | None = None
    help_incident_id: str | None = None
    help_number: int | None = None
    help_sent: bool = False
    closing: PatientClosing | None = None

    @property
    def guest_id(self) -> str:
        return patient_guest_id(self.consult_id)

    @property
    def is_open(self) -> bool:
        """Whether the page behind it may still be agreed to, or was."""
        return self.phase in ("sent", "agreed", "declined")

    @property
    def due_ms(self) -> int | None:
        """When its time is over."""
        return self.expires_at_ms if self.is_open else None


def _asked(state: PatientLink, event: ConsultAsked, stamp: Stamp) -> PatientLink:
    return replace(
        state,
        own=event.asker_kind == "guest",
        number=event.number,
        specialty=event.specialty,
        asked_at_ms=stamp.at_ms,
        since_ms=stamp.at_ms,
        answer_by_ms=stamp.at_ms + ANSWER_WITHIN_MS[event.urgency],
    )


def _accepted(state: PatientLink, event: ConsultAccepted, stamp: Stamp) -> PatientLink:
    return replace(state, doctor_id=event.person_id, doctor_name=event.person_name, since_ms=stamp.at_ms)


def _doctor_gone(state: PatientLink, event: ConsultReleased | ConsultPassedOn, stamp: Stamp) -> PatientLink:
    return replace(state, doctor_id=None, doctor_name=None, since_ms=stamp.at_ms)


def _sent(state: PatientLink, event: PatientLinkSent, stamp: Stamp) -> PatientLink:
    return replace(
        state,
        phase="agreed" if state.phase == "agreed" else "sent",
        language=event.language,
        sent_at_ms=stamp.at_ms,
        expires_at_ms=event.expires_at_ms,
        delivery="queued",
        telephone=event.telephone,
        name=event.name or state.name,
        ended_because=None,
    )


def _delivery_noted(state: PatientLink, event: PatientLinkDeliveryNoted, stamp: Stamp) -> PatientLink:
    return replace(state, delivery=event.status)


def _agreed(state: PatientLink, event: PatientAgreed, stamp: Stamp) -> PatientLink:
    return replace(
        state, phase="agreed", agreed_at_ms=stamp.at_ms, agreed_version=event.text_version, language=event.language
    )


def _declined(state: PatientLink, event: PatientDeclined, stamp: Stamp) -> PatientLink:
    return replace(state, phase="declined", agreed_at_ms=None, agreed_version=None)


def _ended(state: PatientLink, event: PatientLinkEnded, stamp: Stamp) -> PatientLink:
    return replace(state, phase="ended", ended_because=event.because)


def _said(state: PatientLink, event: PatientSaid, stamp: Stamp) -> PatientLink:
    line = PatientLine(line_id=event.line_id, side=event.side, at_ms=stamp.at_ms, text=event.text, name=event.name)
    return replace(state, lines=(*state.lines, line))


def _made_emergency(state: PatientLink, event: PatientMadeEmergency, stamp: Stamp) -> PatientLink:
    return replace(state, emergency_at_ms=stamp.at_ms, help_incident_id=event.incident_id)


def _incident_noted(state: PatientLink, event: PatientIncidentNoted, stamp: Stamp) -> PatientLink:
    return replace(state, help_number=event.number, help_sent=state.help_sent or event.sent)


def _consult_ended(state: PatientLink, event: PatientConsultEnded, stamp: Stamp) -> PatientLink:
    return replace(state, closing=event.closing)


def _seen(state: PatientLink, event: PatientContactsSeen, stamp: Stamp) -> PatientLink:
    """The journal keeps who looked."""
    return state


_CIRCLE = follow(PatientLink)


def _beside(own: Callable[[PatientLink, Any, Stamp], PatientLink], event: type[Event]) -> Callable[..., PatientLink]:
    """An event of the consult that changes both who is in it and what the patient is told."""

    def evolve(before: PatientLink | None, happened: Any, stamp: Stamp) -> PatientLink:
        state: PatientLink = _CIRCLE[event](before, happened, stamp)
        return own(state, happened, stamp)

    return evolve


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Any]] = {
    **_CIRCLE,
    ConsultAsked: _beside(_asked, ConsultAsked),
    ConsultAccepted: _beside(_accepted, ConsultAccepted),
    ConsultReleased: _beside(_doctor_gone, ConsultReleased),
    ConsultPassedOn: _beside(_doctor_gone, ConsultPassedOn),
    PatientLinkSent: _sent,
    PatientLinkDeliveryNoted: _delivery_noted,
    PatientAgreed: _agreed,
    PatientDeclined: _declined,
    PatientLinkEnded: _ended,
    PatientSaid: _said,
    PatientMadeEmergency: _made_emergency,
    PatientIncidentNoted: _incident_noted,
    PatientConsultEnded: _consult_ended,
    PatientContactsSeen: _seen,
}

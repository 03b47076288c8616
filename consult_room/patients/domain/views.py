"""What of a patient's link is shown to whom."""

from collections.abc import Mapping

from consult_room.domain.operations import readers
from consult_room.patients.domain.link import PatientLink
from signaling.protocol.base import View
from signaling.protocol.patient_links import PatientGuestView, PatientLine, PatientLinkView, PatientStage
from signaling.slice import Audience


def views(state: PatientLink) -> Mapping[Audience, View]:
    """Who treats sees how the patient is reached; the patient, once they have agreed, what their own page needs."""
    if state.phase == "none" and not state.own:
        return {}
    treating = treating_view(state)
    shown: dict[Audience, View] = dict.fromkeys(readers(state.circle), treating)
    if state.phase == "agreed" and not state.circle.over:
        shown[Audience("guest", state.guest_id)] = guest_view(state)
    return shown


def live(state: PatientLink) -> bool:
    return (state.own or state.phase != "none") and not state.circle.over


def treating_view(state: PatientLink) -> PatientLinkView:
    return PatientLinkView(
        consult_id=state.consult_id,
        phase=state.phase,
        own=state.own,
        guest_id=state.guest_id,
        language=state.language,
        name=state.name,
        telephone=state.telephone,
        delivery=state.delivery,
        sent_at_ms=state.sent_at_ms,
        agreed_at_ms=state.agreed_at_ms,
        expires_at_ms=state.expires_at_ms,
        ended_because=state.ended_because,
        lines=list(state.lines),
        emergency_at_ms=state.emergency_at_ms,
        help_incident_id=state.help_incident_id,
        help_number=state.help_number,
        help_sent=state.help_sent,
        place_known=state.circle.incident_id is not None,
    )


def guest_view(state: PatientLink) -> PatientGuestView:
    return PatientGuestView(
        consult_id=state.consult_id,
        phase=state.phase,
        stage=_stage(state),
        own=state.own,
        specialty=state.specialty,
        asked_at_ms=state.asked_at_ms,
        since_ms=state.since_ms,
        answer_by_ms=state.answer_by_ms,
        doctor_name=state.doctor_name,
        lines=[_line(line, state) for line in state.lines],
        emergency_at_ms=state.emergency_at_ms,
        help_number=state.help_number,
        help_sent=state.help_sent,
        expires_at_ms=state.expires_at_ms or 0,
    )


def _line(line: PatientLine, state: PatientLink) -> PatientLine:
    """Who has the consult is known to the patient by name, and nobody else."""
    if line.side == "doctor" and line.name != state.doctor_name:
        return PatientLine(line_id=line.line_id, side=line.side, at_ms=line.at_ms, text=line.text)
    return line


def _stage(state: PatientLink) -> PatientStage:
    if state.circle.over:
        return "over"
    return "taken" if state.doctor_id is not None else "sought"

"""What of an incident is shown to whom."""

from collections.abc import Mapping

from dispatch.domain import windows
from dispatch.domain.incident import Incident
from signaling.protocol.base import View
from signaling.protocol.incident_summaries import (
    IncidentCallerView,
    IncidentFound,
    IncidentSummaryView,
    IncidentToCallBackView,
)
from signaling.protocol.incidents import IncidentAtHospitalView, IncidentView
from signaling.slice import Audience


def views(state: Incident) -> Mapping[Audience, View]:
    """The service and the brigades see all of it, a hospital what it needs to be ready."""
    seers = windows.audiences(state.seen_by)
    full = full_view(state) if any(seer.relation != "hospital" for seer in seers) else None
    found: dict[Audience, View] = {}
    for seer in seers:
        if seer.relation == "hospital":
            found[seer] = hospital_view(state)
        elif full is not None:
            found[seer] = full
    return found


def live(state: Incident) -> bool:
    return bool(state.seen_by)


def full_view(state: Incident) -> IncidentView:
    return IncidentView(
        incident_id=state.incident_id,
        number=state.number,
        day_number=state.day_number,
        status=state.status,
        opened_at_ms=state.opened_at_ms,
        answered_at_ms=state.answered_at_ms,
        opened_by=state.opened_by,
        reason=state.reason,
        answers=state.answers,
        priority=state.priority,
        priority_because=state.priority_because,
        assign_by_ms=state.assign_by_ms,
        arrive_by_ms=state.arrive_by_ms,
        wanted=state.wanted,
        alert_specialty=state.alert_specialty,
        caller=state.caller,
        address=state.address,
        point=state.point,
        description=state.description,
        patient_name=state.patient_name,
        age_years=state.age_years,
        sex=state.sex,
        brigades=list(state.brigades),
        closed_at_ms=state.closed_at_ms,
        result=state.result,
        consult_id=state.consult_id,
        entered_at_ms=state.entered_at_ms,
        closing_entered_at_ms=state.closing_entered_at_ms,
    )


def hospital_view(state: Incident) -> IncidentAtHospitalView:
    return IncidentAtHospitalView(
        incident_id=state.incident_id,
        number=state.number,
        day_number=state.day_number,
        status=state.status,
        opened_at_ms=state.opened_at_ms,
        reason=state.reason,
        answers=state.answers,
        priority=state.priority,
        description=state.description,
        patient_name=state.patient_name,
        age_years=state.age_years,
        sex=state.sex,
    )


def summary(state: Incident, reason_label: dict[str, str]) -> IncidentSummaryView:
    """What other slices may know: no names, no telephone."""
    return IncidentSummaryView(
        incident_id=state.incident_id,
        number=state.number,
        reason=state.reason,
        reason_label=reason_label,
        priority=state.priority,
        address_label=state.address.label if state.address else "",
        point=state.point,
        age_years=state.age_years,
        sex=state.sex,
        opened_at_ms=state.opened_at_ms,
        status=state.status,
        consult_id=state.consult_id,
    )


def caller(state: Incident) -> IncidentCallerView:
    """How the caller is reached."""
    lead = state.lead()
    return IncidentCallerView(
        incident_id=state.incident_id,
        number=state.number,
        patient_id=state.patient_id,
        telephone=state.caller.number if state.caller else None,
        status=state.status,
        lead_brigade_id=lead.brigade_id if lead else None,
    )


def to_call_back(state: Incident, reason_label: dict[str, str]) -> IncidentToCallBackView:
    """All that a consult of the caller's own takes over."""
    return IncidentToCallBackView(
        incident_id=state.incident_id,
        number=state.number,
        reason=state.reason,
        reason_label=reason_label,
        telephone=state.caller.number if state.caller else None,
        caller_name=state.caller.name if state.caller else None,
        patient_name=state.patient_name,
        description=state.description,
        address=state.address,
        point=state.point,
        age_years=state.age_years,
        sex=state.sex,
    )


def found(state: Incident) -> IncidentFound:
    """One line of history."""
    return IncidentFound(
        incident_id=state.incident_id,
        number=state.number,
        day_number=state.day_number,
        status=state.status,
        opened_at_ms=state.opened_at_ms,
        reason=state.reason,
        priority=state.priority,
        address_label=state.address.label if state.address else None,
        age_years=state.age_years,
        sex=state.sex,
        result=state.result,
    )

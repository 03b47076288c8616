"""What is told of an incident to whoever does not watch it: its summary, its caller's number, its line of history."""

from typing import ClassVar

import msgspec

from signaling.protocol.base import Personal, Point, Question
from signaling.protocol.incidents import Address, IncidentStatus, Result, Sex


class IncidentSummaryView(msgspec.Struct, frozen=True, kw_only=True):
    """What another slice may know of an incident: no names, no telephone. ``reason_label`` by language;
    ``consult_id``: the consult from whose conclusion it comes."""

    incident_id: str
    number: int
    reason: str
    reason_label: dict[str, str]
    priority: int
    address_label: str
    point: Point | None
    age_years: int | None
    sex: Sex | None
    opened_at_ms: int
    status: IncidentStatus = IncidentStatus.WAITING
    consult_id: str | None = None


class IncidentSummary(Question, frozen=True, kw_only=True, tag="incident.summary"):
    """With ``shown_to_brigade`` refuses ``not_found`` also for what that brigade is not shown (any more)."""

    answer_type: ClassVar[object] = IncidentSummaryView

    incident_id: str
    shown_to_brigade: str | None = None


class IncidentCallerView(msgspec.Struct, frozen=True, kw_only=True):
    """How an incident's caller is reached. ``lead_brigade_id`` is None while nobody leads it."""

    incident_id: str
    number: int
    patient_id: str
    telephone: Personal[str]
    status: IncidentStatus
    lead_brigade_id: str | None


class IncidentCaller(Question, frozen=True, kw_only=True, tag="incident.caller"):
    """Inside the server: for the link that is sent to the caller. Refuses ``not_found``."""

    answer_type: ClassVar[object] = IncidentCallerView

    incident_id: str


class IncidentToCallBackView(msgspec.Struct, frozen=True, kw_only=True):
    """Everything by which a doctor can reach an incident's caller, and an ambulance the place."""

    incident_id: str
    number: int
    reason: str
    reason_label: dict[str, str]
    telephone: Personal[str]
    caller_name: Personal[str]
    patient_name: Personal[str]
    description: Personal[str]
    address: Personal[Address]
    point: Personal[Point]
    age_years: int | None
    sex: Sex | None


class IncidentToCallBack(Question, frozen=True, kw_only=True, tag="incident.to_call_back"):
    """Inside the server: for a consult of the caller's own. Refuses ``not_found``."""

    answer_type: ClassVar[object] = IncidentToCallBackView

    incident_id: str


class IncidentFound(msgspec.Struct, frozen=True, kw_only=True):
    """One line of history."""

    incident_id: str
    number: int
    day_number: int
    status: IncidentStatus
    opened_at_ms: int
    reason: str
    priority: int
    address_label: str | None
    age_years: int | None
    sex: Sex | None
    result: Result | None


class IncidentsFound(Question, frozen=True, kw_only=True, tag="incidents.find"):
    """Incidents by number (№ 318) or by the caller's telephone number, newest first. Call takers, dispatchers."""

    answer_type: ClassVar[object] = list[IncidentFound]

    text: str
    limit: int = 20

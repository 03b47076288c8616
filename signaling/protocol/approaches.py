"""What is asked of an incident by whoever tells others about it: who is on the way to it, who is taken where."""

from typing import ClassVar

import msgspec

from signaling.protocol.base import Question


class IncidentApproachView(msgspec.Struct, frozen=True, kw_only=True):
    """``assignment_id``: the lead's, once it has accepted; None: nobody is on the way. ``eta_at_ms``: by road from the
    newest position; None: cannot be said. ``arrived``: a brigade, the lead's or another, is or was at the scene."""

    incident_id: str
    closed: bool
    arrived: bool
    assignment_id: str | None
    eta_at_ms: int | None


class IncidentApproach(Question, frozen=True, kw_only=True, tag="incident.approach"):
    """Who is on the way, reckoned now. The server's own question. Refuses ``not_found``."""

    answer_type: ClassVar[object] = IncidentApproachView

    incident_id: str


class IncidentTransportView(msgspec.Struct, frozen=True, kw_only=True):
    """Where the incident's patient is taken. All None while nobody is on the way to a hospital."""

    incident_id: str
    patient_id: str
    closed: bool
    hospital_id: str | None
    hospital_name: str | None
    handed_over: bool


class IncidentTransport(Question, frozen=True, kw_only=True, tag="incident.transport"):
    """Of several brigades that of the first which left for a hospital and was not called back. The server's own
    question. Refuses ``not_found``."""

    answer_type: ClassVar[object] = IncidentTransportView

    incident_id: str

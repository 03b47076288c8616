"""What belongs to the patient of a consult out of the incident behind it: the steps of those who go, and what the
caller showed and the desk passed on. Nothing of who called, from which number, from where."""

from typing import ClassVar

import msgspec

from signaling.protocol.base import Question
from signaling.protocol.circle import MemberRelation
from signaling.protocol.milestones import Stage


class StepView(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a brigade, on the server's clock."""

    stage: Stage
    at_ms: int


class BrigadeStepsView(msgspec.Struct, frozen=True, kw_only=True):
    """One brigade on the incident, its steps in their order, and where it takes the patient."""

    callsign: str
    steps: list[StepView]
    hospital_name: str | None = None


class IncidentSteps(Question, frozen=True, kw_only=True, tag="incident.steps"):
    """The brigades of an incident, the first given it first; none that was called back before it departed. The server's
    own question."""

    answer_type: ClassVar[object] = list[BrigadeStepsView]

    incident_id: str


class PassedPicture(msgspec.Struct, frozen=True, kw_only=True):
    """A photograph of the caller's that the desk has passed on to the crew."""

    link_id: str
    picture_id: str
    at_ms: int


class CallerPicturesPassedOn(Question, frozen=True, kw_only=True, tag="caller_link.passed_pictures"):
    """An incident's, the oldest first. The server's own question."""

    answer_type: ClassVar[object] = list[PassedPicture]

    incident_id: str


class FromIncidentView(msgspec.Struct, frozen=True, kw_only=True):
    """``reason_label`` by language."""

    incident_id: str
    number: int
    reason_label: dict[str, str]
    priority: int
    opened_at_ms: int
    brigades: list[BrigadeStepsView]
    pictures: list[PassedPicture]


class ConsultFromIncident(Question, frozen=True, kw_only=True, tag="consult.from_incident"):
    """For whoever reads the record; None when no incident is behind the consult. Refuses ``not_found``."""

    answer_type: ClassVar[object] = FromIncidentView | None

    consult_id: str


class ConsultShowsIncident(Question, frozen=True, kw_only=True, tag="consult.shows_incident"):
    """Whether somebody reads a record of which the incident is a part; the server's own question."""

    answer_type: ClassVar[object] = bool

    incident_id: str
    relation: MemberRelation
    member_id: str

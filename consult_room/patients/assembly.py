"""What patients in consults give to the frame."""

from consult_room.patients.domain.contacts import subscriber
from consult_room.patients.domain.link import EVOLVE, KIND, PatientLink
from consult_room.patients.domain.views import live, views
from consult_room.patients.handlers import HANDLERS
from consult_room.patients.queries import ANSWERS
from consult_room.patients.reactions import REACTIONS
from signaling.protocol.patient_links import PatientLinkExpire
from signaling.slice import Aggregate, Slice, Timer

PATIENT_LINKS = Aggregate(
    kind=KIND,
    state=PatientLink,
    evolve=EVOLVE,
    views=views,
    live=live,
    columns={
        "subscriber": (str, lambda link: subscriber(link.telephone) if link.own else None),
        "help_incident_id": (str, lambda link: link.help_incident_id),
        "due_ms": (int, lambda link: link.due_ms),
    },
)
COMPANIONS: tuple[Aggregate, ...] = (PATIENT_LINKS,)


def _time_is_up(link: PatientLink) -> PatientLinkExpire:
    """The frame gives the command its id."""
    return PatientLinkExpire(id="", made_at_ms=link.due_ms or 0, consult_id=link.consult_id)


PATIENTS = Slice(
    name="consult_room.patients",
    aggregates=COMPANIONS,
    handlers=HANDLERS,
    answers=ANSWERS,
    reactions=REACTIONS,
    timers=(Timer("consult_room.patients_time_is_up", KIND, PatientLink, "due_ms", _time_is_up),),
)

"""Everything that the consult room gives to the frame."""

from consult_room import council_handlers, from_incident
from consult_room.booking import columns as booking
from consult_room.domain.evolve import EVOLVE
from consult_room.domain.states import Consult
from consult_room.domain.views import views
from consult_room.handlers import HANDLERS
from consult_room.queries import (
    consult_parties,
    consult_queue,
    consult_reception,
    consult_record,
    consults_of_incident,
    my_consults,
)
from consult_room.reactions import REACTIONS
from signaling.protocol.consult_room import ConsultRing
from signaling.protocol.consult_views import ConsultParties, ConsultRecord, ConsultsOfIncident, MyConsults
from signaling.protocol.council import ConsultQueue, ConsultReception
from signaling.slice import Aggregate, Answers, Slice, Timer

_CONSULT = Aggregate(
    kind="consult",
    state=Consult,
    evolve=EVOLVE,
    views=views,
    columns={
        "asker_id": (str, lambda consult: consult.asker_id),
        "specialist_id": (str, lambda consult: consult.specialist_id),
        "incident_id": (str, lambda consult: consult.incident_id),
        "specialty": (str, lambda consult: consult.specialty),
        "is_sought": (bool, lambda consult: consult.sought),
        "is_talked": (bool, lambda consult: consult.state == "accepted"),
        "hospital_id": (
            str,
            lambda consult: next((one.id for one in consult.circle.members if one.part == "hospital"), None),
        ),
        "look_again_ms": (int, lambda consult: consult.look_again_ms),
        **booking.COLUMNS,
    },
    unique=booking.UNIQUE,
    live=lambda consult: not consult.over,
)


def _look_again(consult: Consult) -> ConsultRing:
    # The frame gives the command its id and its time.
    return ConsultRing(id="", made_at_ms=consult.look_again_ms or 0, consult_id=consult.id, specialty=consult.specialty)


def assemble() -> Slice:
    """It depends on nothing from outside: who is on duty, and which incident, are asked."""
    return Slice(
        name="consult_room",
        aggregates=(_CONSULT,),
        handlers=(*HANDLERS, *council_handlers.HANDLERS),
        answers=(
            Answers(MyConsults, my_consults, from_screens=True),
            Answers(ConsultRecord, consult_record, from_screens=True),
            Answers(ConsultQueue, consult_queue, from_screens=True),
            Answers(ConsultReception, consult_reception, from_screens=True),
            Answers(ConsultParties, consult_parties),
            Answers(ConsultsOfIncident, consults_of_incident),
            *from_incident.ANSWERS,
        ),
        reactions=REACTIONS,
        timers=(Timer("consult_room.look_again", "consult", Consult, "look_again_ms", _look_again),),
    )

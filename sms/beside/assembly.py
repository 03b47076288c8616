"""What the messages beside the alerts give to the sms slice."""

from signaling.protocol.crew_messages import CrewMessageSend
from signaling.slice import Aggregate, Timer
from sms.beside.domain import crew_message
from sms.beside.domain.crew_message import CrewMessage
from sms.beside.handlers import HANDLERS
from sms.beside.queries import ANSWERS
from sms.beside.reactions import REACTIONS

__all__ = ["AGGREGATES", "ANSWERS", "HANDLERS", "REACTIONS", "TIMERS"]

CREW_MESSAGES = Aggregate(
    kind=crew_message.KIND,
    state=CrewMessage,
    evolve=crew_message.EVOLVE,
    views=crew_message.views,
    live=crew_message.live,
    columns={"send_due_ms": (int, lambda message: message.send_due_ms)},
)


def _send(message: CrewMessage) -> CrewMessageSend:
    """The frame gives the command its id (rule [R2])."""
    return CrewMessageSend(
        id="", made_at_ms=message.due_ms, assignment_id=message.assignment_id, brigade_id=message.brigade_id
    )


AGGREGATES = (CREW_MESSAGES,)
TIMERS = (Timer("sms.beside.silent_tablet", crew_message.KIND, CrewMessage, "send_due_ms", _send),)

"""What messages to callers and relatives give to the frame, as a part of the sms slice."""

from signaling.protocol.coming import ComingLook
from signaling.protocol.people import Language
from signaling.slice import Aggregate, Slice, Timer
from sms.callers import reactions
from sms.callers.domain import coming, relative
from sms.callers.domain.coming import Coming
from sms.callers.domain.numbers import prefixes
from sms.callers.domain.relative import Relative
from sms.callers.handlers import Outward

COMINGS = Aggregate(
    kind=coming.KIND,
    state=Coming,
    evolve=coming.EVOLVE,
    views=coming.views,
    live=lambda state: state.shown,
    columns={"due_ms": (int, lambda state: state.due_ms)},
)
RELATIVES = Aggregate(
    kind=relative.KIND,
    state=Relative,
    evolve=relative.EVOLVE,
    views=relative.views,
    live=lambda state: state.shown,
)


def _look(state: Coming) -> ComingLook:
    """The frame gives the command its id (rule [R2])."""
    return ComingLook(id="", made_at_ms=state.due_ms or 0, incident_id=state.incident_id)


def assemble(*, caller_messages: bool = True, landline_prefixes: str = "", language: Language = "uz") -> Slice:
    """``caller_messages`` False: callers are never written to by themselves; relatives are, when the desk wishes it.
    ``language``: of callers whose own is not known. Raises NotPrefixes."""
    told = (reactions.CALLER,) if caller_messages else ()
    return Slice(
        name="sms.callers",
        aggregates=(COMINGS, RELATIVES),
        handlers=Outward(prefixes(landline_prefixes), language).all(),
        reactions=(*told, reactions.RELATIVE, reactions.MESSAGES),
        timers=(Timer("sms.callers.look", coming.KIND, Coming, "due_ms", _look),) if caller_messages else (),
    )

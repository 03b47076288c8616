"""What stills give to the frame, as a part of the media slice."""

from media.freeze.domain.still import (
    EVOLVE,
    STILL,
    STROKE,
    STROKE_EVOLVE,
    Still,
    Stroke,
    still_views,
    stroke_views,
)
from media.freeze.handlers import HANDLERS
from media.freeze.queries import ANSWERS
from media.freeze.reactions import REACTIONS
from signaling.protocol.refusals import Code
from signaling.protocol.stills import StillGiveUp
from signaling.slice import Aggregate, Slice, Timer, Unique

STILLS = Aggregate(
    kind=STILL,
    state=Still,
    evolve=EVOLVE,
    views=still_views,
    live=lambda state: state.live,
    columns={
        "conversation_id": (str, lambda state: state.conversation_id),
        "incident_id": (str, lambda state: state.incident_id),
        "consult_id": (str, lambda state: state.consult_id),
        "is_open": (bool, lambda state: state.is_open),
        "is_live": (bool, lambda state: state.live),
        "due_ms": (int, lambda state: state.due_ms),
    },
    unique=(Unique("still_one_of_conversation", ("conversation_id",), "is_open", Code.ALREADY_EXISTS),),
)
STROKES = Aggregate(
    kind=STROKE,
    state=Stroke,
    evolve=STROKE_EVOLVE,
    views=stroke_views,
    live=lambda state: bool(state.present) and not state.gone,
    columns={
        "still_id": (str, lambda state: state.still_id),
        "is_there": (bool, lambda state: not state.gone),
    },
)


def _give_up(state: Still) -> StillGiveUp:
    """The frame gives the command its id."""
    return StillGiveUp(id="", made_at_ms=state.due_ms or 0, still_id=state.still_id)


FREEZE = Slice(
    name="media.freeze",
    aggregates=(STILLS, STROKES),
    handlers=HANDLERS,
    answers=ANSWERS,
    reactions=REACTIONS,
    timers=(Timer("media.give_up_still", STILL, Still, "due_ms", _give_up),),
)

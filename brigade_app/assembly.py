"""The slice as the frame gets it.

``live`` is made first, because the server also starts ``run_positions(live, …)`` on every node:
``live = LivePositions(SqlPositions(writer, readers), screens)``.
"""

from collections.abc import Callable

from brigade_app.domain.decide import Draw
from brigade_app.domain.tablet import TABLET
from brigade_app.handlers import draw_by_chance, handlers
from brigade_app.positions.live import LivePositions
from brigade_app.queries import answers
from brigade_app.reactions import SIGN_OUT_REPLACED
from brigade_app.signals import signals
from brigade_app.store import PositionStore
from signaling.slice import Screens, Slice


def live_positions(store: PositionStore, screens: Screens) -> LivePositions:
    """This node's positions. The server gives them to ``assemble`` and to ``run_positions``."""
    return LivePositions(store, screens)


def assemble(live: LivePositions, draw: Callable[[], Draw] = draw_by_chance) -> Slice:
    """The tablet in the vehicle."""
    return Slice(
        name="brigade_app",
        aggregates=(TABLET,),
        handlers=handlers(draw),
        answers=answers(live),
        signals=signals(live),
        reactions=(SIGN_OUT_REPLACED,),
    )

"""What ratings and figures give to the frame, as a part of the consult room."""

from consult_room.figures.domain.quality import EVOLVE, KIND, Quality, views
from consult_room.figures.handlers import HANDLERS
from consult_room.figures.queries import ANSWERS
from consult_room.figures.reactions import REACTIONS
from signaling.slice import Aggregate, Slice

QUALITY = Aggregate(kind=KIND, state=Quality, evolve=EVOLVE, views=views, live=lambda quality: not quality.circle.over)
COMPANIONS: tuple[Aggregate, ...] = (QUALITY,)


def assemble() -> Slice:
    """It depends on nothing from outside: forms and duty lists are asked for."""
    return Slice(
        name="consult_room.figures", aggregates=COMPANIONS, handlers=HANDLERS, answers=ANSWERS, reactions=REACTIONS
    )

"""What ratings and figures give to the frame, as a part of the consult room."""

from zoneinfo import ZoneInfo

from consult_room.figures.domain.quality import EVOLVE, KIND, Quality, views
from consult_room.figures.handlers import HANDLERS
from consult_room.figures.queries import FiguresAnswers
from consult_room.figures.reactions import REACTIONS
from signaling.hours import Calendar
from signaling.slice import Aggregate, Slice

QUALITY = Aggregate(kind=KIND, state=Quality, evolve=EVOLVE, views=views, live=lambda quality: not quality.circle.over)
COMPANIONS: tuple[Aggregate, ...] = (QUALITY,)


def assemble(*, time_zone: str = "Asia/Tashkent") -> Slice:
    """``time_zone``: the service's, by whose days figures are parted. Forms and duty lists are asked for."""
    return Slice(
        name="consult_room.figures",
        aggregates=COMPANIONS,
        handlers=HANDLERS,
        answers=FiguresAnswers(Calendar(ZoneInfo(time_zone))).all(),
        reactions=REACTIONS,
    )

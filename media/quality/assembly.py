"""What kept quality gives to the frame, as a part of the media slice. Its aggregate stands with conversations, whose
events it follows."""

from media.quality.domain.course import EVOLVE, KIND, Course, views
from media.quality.live import LiveQuality
from media.quality.queries import answers
from signaling.slice import Aggregate, Slice

COURSES = Aggregate(
    kind=KIND,
    state=Course,
    evolve=EVOLVE,
    views=views,
    columns={
        "about": (str, lambda state: state.about or None),
        "goes_on": (bool, lambda state: state.goes_on),
        "ended_day": (int, lambda state: state.ended_day),
    },
    live=lambda state: state.goes_on,
)


def assemble(live: LiveQuality) -> Slice:
    """``live`` holds what is not written yet."""
    return Slice(name="media.quality", answers=answers(live))

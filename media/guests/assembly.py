"""What guests' links give to the frame, as a part of the media slice."""

from media.guests.domain.link import EVOLVE, KIND, GuestLink, views
from media.guests.handlers import HANDLERS
from media.guests.queries import ANSWERS
from media.guests.reactions import REACTIONS
from signaling.protocol.base import Command
from signaling.protocol.guests import GuestExpire, GuestLapse
from signaling.slice import Aggregate, Slice, Timer

GUEST_LINKS = Aggregate(
    kind=KIND,
    state=GuestLink,
    evolve=EVOLVE,
    views=views,
    live=lambda link: link.is_open,
    columns={
        "conversation_id": (str, lambda link: link.conversation_id),
        "is_open": (bool, lambda link: link.is_open),
        "due_ms": (int, lambda link: link.due_ms),
    },
)


def _time_is_up(link: GuestLink) -> Command:
    """The frame gives the command its id."""
    word = GuestLapse if link.phase == "knocking" else GuestExpire
    return word(id="", made_at_ms=link.due_ms or 0, link_id=link.link_id)


GUESTS = Slice(
    name="media.guests",
    aggregates=(GUEST_LINKS,),
    handlers=HANDLERS,
    answers=ANSWERS,
    reactions=REACTIONS,
    timers=(Timer("media.guests.time_is_up", KIND, GuestLink, "due_ms", _time_is_up),),
)

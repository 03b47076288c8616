"""What the caller's camera gives to the frame, as a part of the media slice."""

from media.caller.domain.link import EVOLVE, KIND, CallerLink
from media.caller.domain.views import live, views
from media.caller.handlers import HANDLERS
from media.caller.queries import ANSWERS
from media.caller.reactions import REACTIONS
from signaling.protocol.base import Command
from signaling.protocol.caller import CallerLinkExpire, CallerLinkRetire
from signaling.protocol.refusals import Code
from signaling.slice import Aggregate, Slice, Timer, Unique

CALLER_LINKS = Aggregate(
    kind=KIND,
    state=CallerLink,
    evolve=EVOLVE,
    views=views,
    live=live,
    columns={
        "incident_id": (str, lambda link: link.incident_id),
        "is_open": (bool, lambda link: link.is_open),
        "retired": (bool, lambda link: link.retired),
        "due_ms": (int, lambda link: link.due_ms),
    },
    unique=(Unique("one_open_caller_link", ("incident_id",), "is_open", Code.CHANGED_MEANWHILE),),
)


def _time_is_up(link: CallerLink) -> Command:
    """The frame gives the command its id."""
    word = CallerLinkExpire if link.is_open else CallerLinkRetire
    return word(id="", made_at_ms=link.due_ms or 0, link_id=link.link_id)


CALLER = Slice(
    name="media.caller",
    aggregates=(CALLER_LINKS,),
    handlers=HANDLERS,
    answers=ANSWERS,
    reactions=REACTIONS,
    timers=(Timer("media.caller.time_is_up", KIND, CallerLink, "due_ms", _time_is_up),),
)

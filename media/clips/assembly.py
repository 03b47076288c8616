"""What voice clips give to the frame, as a part of the media slice."""

from collections.abc import Callable

from media.clips.domain.clip import EVOLVE, KIND, Clip, views
from media.clips.erasing import eraser
from media.clips.handlers import handlers
from media.clips.queries import ANSWERS
from media.clips.reactions import REACTIONS
from signaling.files import Files
from signaling.protocol.clips import ClipForget
from signaling.slice import Aggregate, Slice, Timer

CLIPS = Aggregate(
    kind=KIND,
    state=Clip,
    evolve=EVOLVE,
    views=views,
    columns={
        "conversation_id": (str, lambda state: state.conversation_id),
        "about": (str, lambda state: state.about or None),
        "is_shown": (bool, lambda state: bool(state.shown_to)),
        "forget_ms": (int, lambda state: state.forget_ms),
        "to_erase": (bool, lambda state: state.to_erase),
    },
    live=lambda state: bool(state.shown_to),
)


def _forget(state: Clip) -> ClipForget:
    """The frame gives the command its id and its time."""
    return ClipForget(id="", made_at_ms=state.keep_until_ms, clip_id=state.clip_id)


def assemble(files: Callable[[], Files], keep_days: int) -> Slice:
    """``files`` is asked for when something is erased: it needs a store that needs the slices' tables."""
    return Slice(
        name="media.clips",
        aggregates=(CLIPS,),
        handlers=handlers(keep_days),
        answers=ANSWERS,
        reactions=REACTIONS,
        timers=(Timer("media.forget_clip", KIND, Clip, "forget_ms", _forget),),
        workers=(eraser(files),),
    )

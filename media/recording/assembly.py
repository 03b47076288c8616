"""What recordings give to the frame, as a part of the media slice."""

from collections.abc import Callable

from media.recording.domain.decisions import DAY_MS
from media.recording.domain.state import EVOLVE, PART_EVOLVE, REEL_EVOLVE, Part, Recording, Reel, no_views, views
from media.recording.erasing import eraser
from media.recording.handlers import KIND, PART, REEL, handlers
from media.recording.queries import ANSWERS
from media.recording.reactions import REACTIONS
from signaling.files import Files
from signaling.protocol.recording import RecordingForget
from signaling.protocol.refusals import Code
from signaling.slice import Aggregate, Slice, Timer, Unique

RECORDINGS = Aggregate(
    kind=KIND,
    state=Recording,
    evolve=EVOLVE,
    views=views,
    columns={
        "conversation_id": (str, lambda state: state.conversation_id),
        "is_active": (bool, lambda state: state.is_active),
        "asked_day": (int, lambda state: state.asked_at_ms // DAY_MS),
        "forget_ms": (int, lambda state: state.forget_ms),
        "to_erase": (bool, lambda state: state.to_erase),
    },
    unique=(Unique("recording_one_of_conversation", ("conversation_id",), "is_active", Code.ALREADY_EXISTS),),
    live=lambda state: state.is_active,
)
REELS = Aggregate(
    kind=REEL,
    state=Reel,
    evolve=REEL_EVOLVE,
    views=no_views,
    columns={"recording_id": (str, lambda state: state.recording_id)},
    live=lambda state: False,
)
PARTS = Aggregate(
    kind=PART,
    state=Part,
    evolve=PART_EVOLVE,
    views=no_views,
    columns={
        "recording_id": (str, lambda state: state.recording_id),
        "reel_id": (str, lambda state: state.reel_id),
        "file_id": (str, lambda state: state.file_id),
    },
    live=lambda state: False,
)


def _forget(state: Recording) -> RecordingForget:
    """The frame gives the command its id and its time."""
    return RecordingForget(id="", made_at_ms=state.forget_ms or 0, recording_id=state.recording_id)


def assemble(files: Callable[[], Files], keep_days: int) -> Slice:
    """``files`` is asked for when something is erased: it needs a store that needs the slices' tables."""
    return Slice(
        name="media.recording",
        aggregates=(RECORDINGS, REELS, PARTS),
        handlers=handlers(keep_days),
        answers=ANSWERS,
        reactions=REACTIONS,
        timers=(Timer("media.forget_recording", KIND, Recording, "forget_ms", _forget),),
        workers=(eraser(files),),
    )

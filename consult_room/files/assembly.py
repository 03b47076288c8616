"""What the files of consults give to the frame."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from consult_room.files.domain.files import EVOLVE, KIND, MARK, MARK_EVOLVE, ConsultFiles, Mark, views
from consult_room.files.handlers import HANDLERS
from consult_room.files.judging import judge
from consult_room.files.queries import ANSWERS
from consult_room.files.reactions import REACTIONS
from consult_room.files.signals import Pointing
from signaling.protocol.consult_files import FileExpire
from signaling.slice import Aggregate, Reading, Screens, Slice, Timer
from signaling.uploads import LongFiles

FILES = Aggregate(
    kind=KIND,
    state=ConsultFiles,
    evolve=EVOLVE,
    views=views,
    columns={
        "due_ms": (int, lambda state: state.due_ms),
        "to_do": (bool, lambda state: state.to_do),
    },
    live=lambda state: not state.circle.over,
)
MARKS = Aggregate(
    kind=MARK,
    state=Mark,
    evolve=MARK_EVOLVE,
    views=lambda state: {},
    columns={
        "file_id": (str, lambda state: state.file_id),
        "consult_id": (str, lambda state: state.consult_id),
        "forgotten": (bool, lambda state: state.forgotten),
    },
    live=lambda state: False,
)


def _expire(state: ConsultFiles) -> FileExpire:
    """The frame gives the command its id."""
    return FileExpire(id="", made_at_ms=state.due_ms or 0, consult_id=state.consult_id)


def assemble(
    files: Callable[[], LongFiles], screens: Screens, reading: Callable[[], AbstractAsyncContextManager[Reading]]
) -> Slice:
    """``files`` is asked for when something has come: it needs a store that needs the slices' tables."""
    return Slice(
        name="consult_room.files",
        aggregates=(FILES, MARKS),
        handlers=HANDLERS,
        answers=ANSWERS,
        reactions=REACTIONS,
        signals=(Pointing(screens, reading).heard(),),
        timers=(Timer("consult_room.expire_files", KIND, ConsultFiles, "due_ms", _expire),),
        workers=(judge(files),),
    )

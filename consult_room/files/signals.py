"""Where somebody points on a page: told to all others who treat the patient, and kept nowhere."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from consult_room.domain.operations import Operation, check_may, readers
from consult_room.files.domain.files import KIND, ConsultFiles
from signaling.protocol.consult_files import FilePoint, FilePointed
from signaling.protocol.refusals import Refused
from signaling.slice import Actor, Heard, Reading, Screens, stands_as


class Pointing:
    """``reading``: a look at the state tables."""

    def __init__(self, screens: Screens, reading: Callable[[], AbstractAsyncContextManager[Reading]]) -> None:
        self._screens = screens
        self._reading = reading

    async def hear(self, signal: FilePoint, actor: Actor, session_id: str, now_ms: int) -> None:
        """Nothing for who may not draw there: a signal is never answered."""
        try:
            async with self._reading() as reading:
                state = await reading.get(KIND, signal.consult_id, ConsultFiles)
            check_may(state.circle, actor, Operation.DRAW)
        except Refused:
            return
        if state.file(signal.file_id) is None:
            return
        own = stands_as(actor)
        pointed = FilePointed(
            consult_id=signal.consult_id,
            file_id=signal.file_id,
            x=signal.x,
            y=signal.y,
            page=signal.page,
            by_id=own.id,
            by_name=actor.name,
        )
        for audience in readers(state.circle, Operation.READ_FILES):
            if audience != own:
                self._screens.tell(audience, pointed)

    def heard(self) -> Heard:
        return Heard(FilePoint, self.hear)

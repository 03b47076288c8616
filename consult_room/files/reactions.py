"""What follows for files when the record they stand in is erased. Their bytes go with the record itself."""

from signaling.protocol.base import Command
from signaling.protocol.consult_files import FileForgetMarks
from signaling.protocol.trust import ConsultErased
from signaling.slice import Ask, Happened, Reaction

MADE_BY_FRAME = ""
"""A consequence's id is made by the frame from the event's (rule [R1])."""


async def forget_marks(happened: Happened, ask: Ask) -> list[Command]:
    """What is kept beside a consult under its own id follows the erasing by itself; a mark has an id of its own."""
    event = happened.event
    assert isinstance(event, ConsultErased)
    return [FileForgetMarks(id=MADE_BY_FRAME, made_at_ms=happened.stamp.at_ms, consult_id=event.consult_id)]


REACTIONS = (Reaction("consult_room.forget_file_marks", (ConsultErased,), forget_marks),)

"""What follows for a conclusion from what others do: the incident of a transfer is open."""

from signaling.protocol.base import Command
from signaling.protocol.conclusions import ConclusionNoteIncident
from signaling.protocol.incidents import IncidentOpened
from signaling.slice import Ask, Happened, Reaction

MADE_BY_FRAME = ""


async def note_incident(happened: Happened, ask: Ask) -> list[Command]:
    """Whoever confirmed the transfer sees its number."""
    event = happened.event
    assert isinstance(event, IncidentOpened)
    if event.consult_id is None:
        return []
    return [
        ConclusionNoteIncident(
            id=MADE_BY_FRAME,
            made_at_ms=happened.stamp.at_ms,
            consult_id=event.consult_id,
            incident_id=event.incident_id,
            number=event.number,
        )
    ]


REACTIONS = (Reaction("consult_room.note_incident_of_transfer", (IncidentOpened,), note_incident),)

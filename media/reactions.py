"""What follows in conversations from what happened elsewhere."""

from signaling.protocol.base import Command
from signaling.protocol.consult_room import ConsultAccepted
from signaling.protocol.media import ConversationOpenAccepted
from signaling.slice import Ask, Happened, Reaction


async def open_for_consult(happened: Happened, ask: Ask) -> list[Command]:
    """A specialist took the consult: both have agreed, so nobody rings again. The one who asked makes the offers."""
    event = happened.event
    if not isinstance(event, ConsultAccepted):
        return []
    return [
        ConversationOpenAccepted(
            id=happened.event_id,
            made_at_ms=happened.stamp.at_ms,
            conversation_id=event.conversation_id,
            about=event.consult_id,
            about_kind="consult",
            asker_relation=event.asker_kind,
            asker_id=event.asker_id,
            asker_name=event.asker_name,
            answerer_relation="person",
            answerer_id=event.person_id,
            answerer_name=event.person_name,
        )
    ]


REACTIONS = (Reaction("media.open_for_consult", (ConsultAccepted,), open_for_consult),)

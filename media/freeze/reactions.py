"""What follows for a conversation's stills from who is in it."""

from signaling.protocol.base import Command, Event
from signaling.protocol.conversations import ConversationEnded, ConversationJoined
from signaling.protocol.participants import ConversationEntered, ConversationLeft
from signaling.protocol.stills import StillFollow, StillsOf
from signaling.slice import Ask, Happened, Reaction

OF_CONVERSATION: tuple[type[Event], ...] = (
    ConversationEntered,
    ConversationLeft,
    ConversationEnded,
    ConversationJoined,
)


async def follow(happened: Happened, ask: Ask) -> list[Command]:
    conversation_id = str(getattr(happened.event, "conversation_id"))  # noqa: B009 - every one of these events has it
    still_ids: list[str] = await ask(StillsOf(conversation_id=conversation_id))
    return [
        StillFollow(id=happened.event_id, made_at_ms=happened.stamp.at_ms, still_id=still_id) for still_id in still_ids
    ]


REACTIONS = (Reaction("media.follow_stills", OF_CONVERSATION, follow),)

"""What follows for clips from their conversation: who comes in sees them too, who goes sees them no more."""

from signaling.protocol.base import Command
from signaling.protocol.clips import ClipFollow, ClipsShown
from signaling.protocol.conversations import ConversationEnded
from signaling.protocol.participants import ConversationEntered, ConversationLeft
from signaling.slice import Ask, Happened, Reaction


async def follow(happened: Happened, ask: Ask) -> list[Command]:
    event = happened.event
    assert isinstance(event, ConversationEntered | ConversationLeft | ConversationEnded)
    ids: list[str] = await ask(ClipsShown(conversation_id=event.conversation_id))
    at_ms = happened.stamp.at_ms
    return [ClipFollow(id=happened.event_id, made_at_ms=at_ms, clip_id=clip_id) for clip_id in ids]


REACTIONS = (Reaction("media.follow_clips", (ConversationEntered, ConversationLeft, ConversationEnded), follow),)

"""What follows for a recording from its conversation, and for the conversation from its recording."""

from signaling.protocol.base import Command, Event
from signaling.protocol.conversations import ConversationEnded
from signaling.protocol.forwarding import ConversationRouted
from signaling.protocol.participants import ConversationEntered, ConversationLeft, ConversationMove
from signaling.protocol.recording import (
    RecordingConsented,
    RecordingDeclined,
    RecordingFollow,
    RecordingNow,
    RecordingOf,
    RecordingPresence,
    RecordingStopped,
)
from signaling.slice import Ask, Happened, Reaction

OF_CONVERSATION: tuple[type[Event], ...] = (
    ConversationEntered,
    ConversationLeft,
    ConversationEnded,
    ConversationRouted,
)
OF_RECORDING: tuple[type[Event], ...] = (RecordingConsented, RecordingPresence, RecordingDeclined, RecordingStopped)


async def follow(happened: Happened, ask: Ask) -> list[Command]:
    """One cursor for both: what holds a conversation on the forwarder is let go in the order in which it began."""
    event = happened.event
    conversation_id = str(getattr(event, "conversation_id"))  # noqa: B009 - every one of these events has it
    now: RecordingNow | None = await ask(RecordingOf(conversation_id=conversation_id))
    if isinstance(event, OF_CONVERSATION):
        return [] if now is None else [_follow(happened, now.recording_id)]
    if now is None:
        return [] if isinstance(event, RecordingConsented) else [_move(happened, conversation_id, held=False)]
    # Only what everybody has agreed to costs everybody the way by a forwarder.
    return [_move(happened, conversation_id, held=True)] if now.agreed else []


def _follow(happened: Happened, recording_id: str) -> RecordingFollow:
    return RecordingFollow(id=happened.event_id, made_at_ms=happened.stamp.at_ms, recording_id=recording_id)


def _move(happened: Happened, conversation_id: str, *, held: bool) -> ConversationMove:
    return ConversationMove(
        id=happened.event_id,
        made_at_ms=happened.stamp.at_ms,
        conversation_id=conversation_id,
        why="recording",
        held=held,
    )


REACTIONS = (Reaction("media.follow_recording", (*OF_CONVERSATION, *OF_RECORDING), follow),)

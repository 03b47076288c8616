"""What follows for guests' links from their conversation, from its recording, and from their message."""

from signaling.protocol.base import Command
from signaling.protocol.conversations import ConversationEnded
from signaling.protocol.deliveries import DELIVERY_MOVED, DeliveryStatus
from signaling.protocol.guests import (
    GuestEnd,
    GuestFollowRecording,
    GuestLinksOf,
    GuestNoteDelivery,
    GuestNoteOut,
)
from signaling.protocol.link_messages import GuestMessageStatus
from signaling.protocol.participants import ConversationLeft
from signaling.protocol.recording import RecordingBegun, RecordingStopped
from signaling.slice import Ask, Happened, Reaction


async def follow_conversation(happened: Happened, ask: Ask) -> list[Command]:
    """Its end ends its links; a guest who was taken out does not come back, one who left may."""
    event, at_ms = happened.event, happened.stamp.at_ms
    if isinstance(event, ConversationEnded):
        ids: list[str] = await ask(GuestLinksOf(conversation_id=event.conversation_id))
        return [GuestEnd(id=happened.event_id, made_at_ms=at_ms, link_id=id, because="conversation_over") for id in ids]
    assert isinstance(event, ConversationLeft)
    # A caller is a guest of a conversation too, by a link of another kind.
    ids = await ask(GuestLinksOf(conversation_id=event.conversation_id))
    if event.of_relation != "guest" or event.of_id not in ids:
        return []
    if event.because == "removed":
        return [GuestEnd(id=happened.event_id, made_at_ms=at_ms, link_id=event.of_id, because="removed")]
    return [GuestNoteOut(id=happened.event_id, made_at_ms=at_ms, link_id=event.of_id, because=event.because)]


async def follow_recording(happened: Happened, ask: Ask) -> list[Command]:
    """Whoever waits outside is told that it is recorded, and agrees before they come in."""
    event = happened.event
    assert isinstance(event, RecordingBegun | RecordingStopped)
    ids: list[str] = await ask(GuestLinksOf(conversation_id=event.conversation_id))
    return [GuestFollowRecording(id=happened.event_id, made_at_ms=happened.stamp.at_ms, link_id=id) for id in ids]


async def follow_message(happened: Happened, ask: Ask) -> list[Command]:
    """How far the SMS has come."""
    event = happened.event
    assert isinstance(event, DELIVERY_MOVED)
    if event.link_id is None:
        return []
    status: DeliveryStatus | None = await ask(GuestMessageStatus(link_id=event.link_id))
    if status is None:
        return []
    return [
        GuestNoteDelivery(id=happened.event_id, made_at_ms=happened.stamp.at_ms, link_id=event.link_id, status=status)
    ]


REACTIONS = (
    Reaction("media.guests.follow_conversation", (ConversationEnded, ConversationLeft), follow_conversation),
    Reaction("media.guests.follow_recording", (RecordingBegun, RecordingStopped), follow_recording),
    Reaction("media.guests.follow_message", DELIVERY_MOVED, follow_message),
)

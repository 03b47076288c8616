"""What drives a recall: each batch follows from the one before, so that nothing is lost and nobody waits for it."""

from signaling.protocol.base import Command
from signaling.protocol.deliveries import (
    DeliveryAccepted,
    DeliveryFailed,
    DeliveryReconciled,
    DeliveryReported,
    DeliveryWithdrawn,
)
from signaling.protocol.recall import (
    MessageStage,
    RecallEnded,
    RecallMessageStage,
    RecallNoteMessage,
    RecallProceed,
    RecallProceeded,
    RecallRoundBegun,
    RecallStarted,
)
from signaling.slice import Ask, Happened, Reaction

BEGINS = (RecallStarted, RecallRoundBegun, RecallEnded, RecallProceeded)
MESSAGE_MOVED = (DeliveryAccepted, DeliveryReported, DeliveryReconciled, DeliveryFailed, DeliveryWithdrawn)


async def proceed(happened: Happened, ask: Ask) -> list[Command]:
    event = happened.event
    assert isinstance(event, BEGINS)
    if isinstance(event, RecallProceeded) and event.done:
        return []
    return [RecallProceed(id=happened.event_id, made_at_ms=happened.stamp.at_ms, recall_id=event.recall_id)]


async def follow_message(happened: Happened, ask: Ask) -> list[Command]:
    """How far the messages to one person have come."""
    event = happened.event
    assert isinstance(event, MESSAGE_MOVED)
    if event.link_id is None:
        return []
    stage: MessageStage | None = await ask(RecallMessageStage(link_id=event.link_id))
    if stage is None:
        return []
    return [
        RecallNoteMessage(id=happened.event_id, made_at_ms=happened.stamp.at_ms, recalled_id=event.link_id, stage=stage)
    ]


REACTIONS = (
    Reaction("sms.recall.proceed", BEGINS, proceed),
    Reaction("sms.recall.follow_message", MESSAGE_MOVED, follow_message),
)

"""How far a notice's message has come."""

from signaling.protocol.base import Command
from signaling.protocol.deliveries import (
    DeliveryAccepted,
    DeliveryFailed,
    DeliveryReconciled,
    DeliveryReported,
    DeliveryStatus,
    DeliveryWithdrawn,
)
from signaling.protocol.notices import NoticeFollow, NoticeOfDelivery
from signaling.slice import Ask, Happened, Reaction

MOVED = (DeliveryAccepted, DeliveryReported, DeliveryReconciled, DeliveryFailed, DeliveryWithdrawn)


async def follow(happened: Happened, ask: Ask) -> list[Command]:
    event = happened.event
    assert isinstance(event, MOVED)
    if event.link_id is None:
        return []
    status: DeliveryStatus | None = await ask(NoticeOfDelivery(delivery_id=event.delivery_id))
    if status is None:
        return []
    return [
        NoticeFollow(
            id=happened.event_id,
            made_at_ms=happened.stamp.at_ms,
            notice_id=event.link_id,
            delivery_id=event.delivery_id,
            status=status,
            code=event.code if isinstance(event, DeliveryFailed | DeliveryReported) else None,
        )
    ]


REACTIONS = (Reaction("sms.notices.follow", MOVED, follow),)

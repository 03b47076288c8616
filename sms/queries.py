"""What sms answers: how far a message has come."""

from signaling.protocol.deliveries import DeliveryStatus, Says
from signaling.protocol.link_messages import CallerMessageStatus, GuestMessageStatus
from signaling.slice import Enquiry, Reading
from sms.domain.deliveries import Delivery


async def caller_message_status(question: CallerMessageStatus, enquiry: Enquiry) -> DeliveryStatus | None:
    return await _newest(enquiry.reading, question.link_id, "caller")


async def guest_message_status(question: GuestMessageStatus, enquiry: Enquiry) -> DeliveryStatus | None:
    return await _newest(enquiry.reading, question.link_id, "guest")


async def _newest(reading: Reading, link_id: str, says: Says) -> DeliveryStatus | None:
    """Of the newest, should there be several."""
    found = [one for one in await reading.find("delivery", Delivery, link_id=link_id) if one.says == says]
    newest = max(found, key=lambda delivery: delivery.queued_at_ms, default=None)
    return newest.progress.status if newest else None

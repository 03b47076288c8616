"""What sms answers: how far a message has come."""

from signaling.protocol.sms import CallerMessageStatus, DeliveryStatus
from signaling.slice import Enquiry
from sms.domain.deliveries import Delivery


async def caller_message_status(question: CallerMessageStatus, enquiry: Enquiry) -> DeliveryStatus | None:
    """Of the newest, should there be several."""
    found = await enquiry.reading.find("delivery", Delivery, link_id=question.link_id)
    newest = max(found, key=lambda delivery: delivery.queued_at_ms, default=None)
    return newest.progress.status if newest else None

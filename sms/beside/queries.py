"""What is answered of a crew's message."""

from signaling.protocol.crew_messages import CrewMessageStatus
from signaling.protocol.deliveries import DeliveryStatus
from signaling.slice import Answers, Enquiry
from sms.domain.deliveries import Delivery

FARTHEST: tuple[DeliveryStatus, ...] = (
    "delivered",
    "sent",
    "accepted",
    "unknown",
    "claimed",
    "queued",
    "failed",
    "withdrawn",
)
"""Of several telephones one is enough: the best news first."""


async def crew_message_status(question: CrewMessageStatus, enquiry: Enquiry) -> DeliveryStatus | None:
    found = await enquiry.reading.find("delivery", Delivery, link_id=question.assignment_id)
    come = {one.progress.status for one in found if one.says == "order"}
    return next((status for status in FARTHEST if status in come), None)


ANSWERS = (Answers(CrewMessageStatus, crew_message_status),)

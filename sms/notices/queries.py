"""Answers about notices; the server asks them itself."""

from signaling.protocol.deliveries import DeliveryStatus
from signaling.protocol.notices import NoticeOfDelivery, NoticeTelephone
from signaling.slice import Answers, Enquiry
from sms.domain.deliveries import Delivery
from sms.notices.domain.notice import NOTICE, Notice


async def of_delivery(question: NoticeOfDelivery, enquiry: Enquiry) -> DeliveryStatus | None:
    delivery = await enquiry.reading.get("delivery", question.delivery_id, Delivery)
    return delivery.progress.status if delivery.says == "notice" else None


async def telephone(question: NoticeTelephone, enquiry: Enquiry) -> str | None:
    return (await enquiry.reading.get(NOTICE, question.notice_id, Notice)).telephone


ANSWERS = (Answers(NoticeOfDelivery, of_delivery), Answers(NoticeTelephone, telephone))

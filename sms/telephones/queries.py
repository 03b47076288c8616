"""Answers about telephones."""

from signaling.protocol.telephones import TelephoneMayGet, TelephoneOfDelivery, UnplacedText, UnplacedTexts
from signaling.slice import Answers, Enquiry, Reading
from sms.domain.deliveries import Delivery
from sms.telephones.domain import inbound
from sms.telephones.domain.inbound import InboundText
from sms.telephones.domain.telephone import KIND, Telephone, telephone_id

SHOWN_AT_MOST = 200
LOOKED_AT = 20
"""Of what a telephone was told within a day, how many of the newest are looked at for one that was sent."""


async def telephone_of(reading: Reading, number: str) -> Telephone | None:
    """The telephone of the number; None if it has never refused messages."""
    return await known(reading, telephone_id(number))


async def known(reading: Reading, id: str) -> Telephone | None:
    return await reading.get(KIND, id, Telephone) if await reading.version(KIND, id) else None


async def is_unsubscribed(reading: Reading, number: str) -> bool:
    telephone = await telephone_of(reading, number)
    return telephone is not None and telephone.phase == "unsubscribed"


async def told_lately(reading: Reading, number: str, now_ms: int) -> list[Delivery]:
    """What went, or is to go, to the number within a day, the newest first."""
    return await reading.due(
        "delivery",
        Delivery,
        "newest_first",
        inbound.DAY_MS - now_ms,
        limit=LOOKED_AT,
        telephone_id=telephone_id(number),
    )


async def may_get(question: TelephoneMayGet, enquiry: Enquiry) -> bool:
    return not await is_unsubscribed(enquiry.reading, question.telephone)


async def of_delivery(question: TelephoneOfDelivery, enquiry: Enquiry) -> str | None:
    delivery = await enquiry.reading.get("delivery", question.delivery_id, Delivery)
    return delivery.telephone if delivery.channel == "sms" else None


async def unplaced(question: UnplacedTexts, enquiry: Enquiry) -> list[UnplacedText]:
    found = await enquiry.reading.due(inbound.KIND, InboundText, "newest_first", 0, limit=SHOWN_AT_MOST, unread=True)
    return [
        UnplacedText(inbound_id=one.inbound_id, at_ms=one.at_ms, name=one.name, telephone=one.telephone, text=one.text)
        for one in found
    ]


ANSWERS = (
    Answers(TelephoneMayGet, may_get),
    Answers(TelephoneOfDelivery, of_delivery),
    Answers(UnplacedTexts, unplaced, from_screens=True),
)

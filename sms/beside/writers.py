"""Who writes what the messages beside the alerts say."""

from signaling.protocol.crew_messages import CREW_TICKET_PURPOSE
from signaling.protocol.deliveries import Says
from signaling.protocol.incident_summaries import IncidentSummary, IncidentSummaryView
from signaling.slice import Back
from sms.beside.domain.crew_message import KIND, CrewMessage
from sms.beside.domain.wording import order_text
from sms.composing import Links, Writes, Written
from sms.domain.deliveries import Delivery
from sms.domain.wording import Say


def writers(say: Say) -> dict[Says, Writes]:
    """The order of a crew."""

    async def order(back: Back, delivery: Delivery, links: Links, left_ms: int) -> Written:
        async with back.reading() as reading:
            message: CrewMessage = await reading.get(KIND, delivery.link_id or "", CrewMessage)
        incident: IncidentSummaryView = await back.ask(IncidentSummary(incident_id=message.incident_id))
        link = await links.to(
            "o", purpose=CREW_TICKET_PURPOSE, about=message.assignment_id, holder=message.brigade_id, left_ms=left_ms
        )
        return Written(order_text(incident, language=delivery.language, link=link, code=delivery.code, say=say))

    return {"order": order}

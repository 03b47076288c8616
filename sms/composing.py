"""What a delivery's message says and where it leads: the text in the addressee's language, a link with a ticket of
its own, and the addresses at which the gateway reports."""

from typing import Protocol

from signaling.protocol.caller import TICKET_PURPOSE
from signaling.protocol.guests import GUEST_TICKET_PURPOSE
from signaling.slice import Back
from sms.domain.alerts import Alert
from sms.domain.deliveries import Delivery, address_of
from sms.domain.gateway import Message
from sms.domain.wording import Say, alert_notice, alert_text, caller_text, guest_text

PURPOSE = "alert.answer"

SHORTEST_VALID_S, LONGEST_VALID_S = 60, 300
"""How long a gateway may hold a message. Its own default is ten hours, and a call for a doctor that comes ten hours
late does harm."""

TICKET_OUTLIVES_MS = 3_600_000
"""A link opened after the alert's end still says what became of it."""

TICKET_USES = 20
"""Answers one link can give. Who answered first is decided by the alert, not by the ticket; a telephone that loses
its connection must be able to say it again."""


class IssueTicket(Protocol):
    """``Tickets.issue``."""

    async def __call__(self, *, purpose: str, about: str, holder: str, lives_ms: int, uses: int) -> str: ...


class Composer:
    """``public_base`` is our address as telephones and the gateway know it."""

    def __init__(self, issue_ticket: IssueTicket, public_base: str, say: Say) -> None:
        self._issue_ticket = issue_ticket
        self._public_base = public_base.rstrip("/")
        self._say = say

    async def message(self, back: Back, delivery: Delivery, attempt: int) -> Message | None:
        """The message of this attempt; None when there is no address to send it to."""
        to = address_of(delivery)
        if not to:
            return None
        left_ms = max(0, delivery.expires_at_ms - back.now_ms())
        body = await (self._link_body if delivery.link_id else self._alert_body)(back, delivery, left_ms)
        about = f"{delivery.delivery_id}/{attempt}"
        return Message(
            delivery_id=delivery.delivery_id,
            attempt=attempt,
            to=to,
            body=body,
            code=delivery.code,
            valid_s=max(SHORTEST_VALID_S, min(LONGEST_VALID_S, left_ms // 1000)),
            status_callback=f"{self._public_base}/sms/status/{about}",
            channel=delivery.channel,
            answer_url=f"{self._public_base}/sms/voice/{about}" if delivery.channel == "voice" else None,
        )

    async def _alert_body(self, back: Back, delivery: Delivery, left_ms: int) -> str:
        async with back.reading() as reading:
            alert: Alert = await reading.get("alert", delivery.alert_id or "", Alert)
        link = await self._link(PURPOSE, "a", alert.alert_id, delivery.person_id, left_ms)
        if delivery.channel == "push":
            return alert_notice(alert, language=delivery.language, link=link, say=self._say)
        return alert_text(alert, language=delivery.language, link=link, code=delivery.code, say=self._say)

    async def _link_body(self, back: Back, delivery: Delivery, left_ms: int) -> str:
        link_id = delivery.link_id or ""
        if delivery.page == "guest":
            link = await self._link(GUEST_TICKET_PURPOSE, "g", link_id, "", left_ms)
            return guest_text(language=delivery.language, link=link, code=delivery.code, say=self._say)
        link = await self._link(TICKET_PURPOSE, "c", link_id, delivery.about_id, left_ms)
        return caller_text(language=delivery.language, link=link, code=delivery.code, say=self._say)

    async def _link(self, purpose: str, folder: str, about: str, holder: str, left_ms: int) -> str:
        """The address with a ticket of its own: nobody has seen it before the message leaves."""
        token = await self._issue_ticket(
            purpose=purpose, about=about, holder=holder, lives_ms=left_ms + TICKET_OUTLIVES_MS, uses=TICKET_USES
        )
        return f"{self._public_base}/{folder}/{token}"

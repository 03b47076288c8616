"""What a delivery's message says and where it leads: the text in the addressee's language, a link with a ticket of
its own, and the addresses at which the gateway reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from signaling.protocol.caller import TICKET_PURPOSE
from signaling.protocol.deliveries import Says
from signaling.protocol.guests import GUEST_TICKET_PURPOSE
from signaling.slice import Back
from sms.domain.alerts import Alert
from sms.domain.deliveries import Delivery, address_of
from sms.domain.gateway import Message
from sms.domain.wording import (
    Say,
    alert_notice,
    alert_text,
    alert_title,
    caller_text,
    covered_notice,
    covered_text,
    guest_text,
)

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


@dataclass(frozen=True, slots=True)
class Written:
    """What a message says. ``subject`` and ``calendar``, an iCalendar file beside it, are for e-mail alone."""

    body: str
    subject: str = ""
    calendar: str = ""


class Links:
    """Addresses with a ticket of their own: nobody has seen one before its message leaves. ``public_base`` is our
    address as telephones and the gateway know it."""

    def __init__(self, issue_ticket: IssueTicket, public_base: str) -> None:
        self._issue_ticket = issue_ticket
        self.public_base = public_base.rstrip("/")

    async def to(self, folder: str, *, purpose: str, about: str, holder: str, left_ms: int) -> str:
        """``folder``: the page's, as in ``https://…/a/TICKET``."""
        token = await self._issue_ticket(
            purpose=purpose, about=about, holder=holder, lives_ms=left_ms + TICKET_OUTLIVES_MS, uses=TICKET_USES
        )
        return f"{self.public_base}/{folder}/{token}"


class Writes(Protocol):
    """Writes the text of one kind of message. ``left_ms``: how long it is still of use."""

    async def __call__(self, back: Back, delivery: Delivery, links: Links, left_ms: int) -> Written: ...


class Composer:
    """``writers``: who writes what a kind of message says."""

    def __init__(self, links: Links, writers: Mapping[Says, Writes]) -> None:
        self._links = links
        self._writers = writers

    async def message(self, back: Back, delivery: Delivery, attempt: int) -> Message | None:
        """The message of this attempt; None when there is no address to send it to."""
        to = address_of(delivery)
        if not to:
            return None
        left_ms = max(0, delivery.expires_at_ms - back.now_ms())
        written = await self._writers[delivery.says](back, delivery, self._links, left_ms)
        about = f"{delivery.delivery_id}/{attempt}"
        return Message(
            delivery_id=delivery.delivery_id,
            attempt=attempt,
            to=to,
            body=written.body,
            subject=written.subject,
            calendar=written.calendar,
            code=delivery.code,
            valid_s=max(SHORTEST_VALID_S, min(LONGEST_VALID_S, left_ms // 1000)),
            status_callback=f"{self._links.public_base}/sms/status/{about}",
            channel=delivery.channel,
            answer_url=f"{self._links.public_base}/sms/voice/{about}" if delivery.channel == "voice" else None,
        )


def writers(say: Say) -> dict[Says, Writes]:
    """Alerts, that they are covered, and the messages with a caller's or a guest's link."""

    async def alert(back: Back, delivery: Delivery, links: Links, left_ms: int) -> Written:
        async with back.reading() as reading:
            about: Alert = await reading.get("alert", delivery.alert_id or "", Alert)
        link = await links.to("a", purpose=PURPOSE, about=about.alert_id, holder=delivery.person_id, left_ms=left_ms)
        if delivery.channel == "push":
            return Written(alert_notice(about, language=delivery.language, link=link, say=say))
        text = alert_text(about, language=delivery.language, link=link, code=delivery.code, say=say)
        return Written(text, alert_title(about, delivery.language, say))

    async def covered(back: Back, delivery: Delivery, links: Links, left_ms: int) -> Written:
        async with back.reading() as reading:
            about: Alert = await reading.get("alert", delivery.link_id or "", Alert)
        if delivery.channel != "push":
            return Written(covered_text(about, language=delivery.language, code=delivery.code, say=say))
        link = await links.to("a", purpose=PURPOSE, about=about.alert_id, holder=delivery.person_id, left_ms=left_ms)
        return Written(covered_notice(about, language=delivery.language, link=link, say=say))

    async def caller(back: Back, delivery: Delivery, links: Links, left_ms: int) -> Written:
        link_id = delivery.link_id or ""
        link = await links.to("c", purpose=TICKET_PURPOSE, about=link_id, holder=delivery.about_id, left_ms=left_ms)
        return Written(caller_text(language=delivery.language, link=link, code=delivery.code, say=say))

    async def guest(back: Back, delivery: Delivery, links: Links, left_ms: int) -> Written:
        link_id = delivery.link_id or ""
        link = await links.to("g", purpose=GUEST_TICKET_PURPOSE, about=link_id, holder="", left_ms=left_ms)
        return Written(guest_text(language=delivery.language, link=link, code=delivery.code, say=say))

    return {"alert": alert, "covered": covered, "caller": caller, "guest": guest}


def composer(
    issue_ticket: IssueTicket, public_base: str, say: Say, more: Mapping[Says, Writes] | None = None
) -> Composer:
    """Everything that is written here, and ``more`` that is written elsewhere."""
    return Composer(Links(issue_ticket, public_base), {**writers(say), **(more or {})})

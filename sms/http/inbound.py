"""Answers by SMS, where an operator carries them: one digit, and the message's code when several wait.

No flow needs this: the link and the call do it. Whatever is not a plain answer changes nothing. The reply to the
gateway is always empty, because each text back would cost and could be answered again by a machine.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog
from aiohttp import web

from signaling.protocol.alerts import AlertAcknowledge, AlertDecline
from signaling.protocol.refusals import Refused
from signaling.slice import Reading, system
from sms.domain.alerts import Alert, may_answer
from sms.domain.deliveries import Delivery
from sms.http.signed import signed_fields
from sms.http.webhooks import TWIML_NOTHING

if TYPE_CHECKING:
    from signaling.front_door import FrontDoor

INBOUND = system("sms.inbound")
log = structlog.get_logger("sms.inbound")

ANSWER = re.compile(r"\s*([12])(?:\s*([A-Z2-7]{5}))?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open alert that has asked whoever writes; ``codes`` of the messages that it sent to them."""

    alert: Alert
    person_id: str
    codes: frozenset[str]


class InboundDoor:
    """Takes what telephones send back."""

    def __init__(self, door: "FrontDoor") -> None:
        self._door = door

    async def hear(self, request: web.Request) -> web.Response:
        """POST /sms/inbound, signed; the same text any number of times is one answer."""
        fields = await signed_fields(self._door, request)
        said = ANSWER.fullmatch(fields.get("Body", ""))
        if said is not None and (telephone := fields.get("From", "")):
            await self._answered(telephone, said.group(1), (said.group(2) or "").upper())
        return web.Response(text=TWIML_NOTHING, content_type="text/xml")

    async def _answered(self, telephone: str, digit: str, code: str) -> None:
        async with self._door.reading() as reading:
            waiting = await waiting_for(reading, telephone, self._door.now_ms())
        meant = [each for each in waiting if code in each.codes] if code else waiting
        if len(meant) != 1:
            log.info("answer_not_understood", waiting=len(waiting), with_code=bool(code))
            return
        [one] = meant
        word = AlertAcknowledge if digit == "1" else AlertDecline
        wish = word(
            id=self._door.new_id(),
            made_at_ms=self._door.now_ms(),
            alert_id=one.alert.alert_id,
            person_id=one.person_id,
            channel="sms",
        )
        try:
            await self._door.submit(wish, INBOUND)
        except Refused as refused:
            log.info("answer_refused", code=refused.code.value)


async def waiting_for(reading: Reading, telephone: str, now_ms: int) -> list[Waiting]:
    """The open alerts that the telephone's owner may answer within their time."""
    found = []
    for alert in await reading.find("alert", Alert, is_open=True):
        for person in alert.people:
            if person.telephone == telephone and may_answer(person) and now_ms < alert.expires_at_ms:
                sent = await reading.find("delivery", Delivery, alert_id=alert.alert_id)
                codes = frozenset(each.code for each in sent if each.person_id == person.person_id)
                found.append(Waiting(alert, person.person_id, codes))
    return found


def inbound_routes(door: "FrontDoor") -> list[web.RouteDef]:
    """Where the gateway brings what telephones send back."""
    return [web.post("/sms/inbound", InboundDoor(door).hear)]

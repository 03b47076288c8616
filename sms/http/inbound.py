"""What telephones send back, where an operator carries it: an answer of one digit, STOP and START, or a word to us.

No flow needs this: the link and the call answer alerts. Whatever is not a plain answer changes no alert; people read
it on the thread. The reply to the gateway is always empty, because each text back would cost and could be answered
again by a machine.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog
from aiohttp import web
from prometheus_client import Counter

from signaling.protocol.alerts import AlertAcknowledge, AlertDecline
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.telephones import InboundTake, Means
from signaling.slice import Reading, system
from signaling.telephone_numbers import digits_of
from sms.domain.alerts import Alert, may_answer
from sms.domain.deliveries import Delivery
from sms.http.signed import signed_fields
from sms.http.webhooks import TWIML_NOTHING
from sms.telephones.domain.inbound import ANSWER, KIND, inbound_id, meaning_of

if TYPE_CHECKING:
    from signaling.front_door import FrontDoor

INBOUND = system("sms.inbound")
TEXTS = Counter("tez_inbound_texts_total", "Texts that came back, by what became of them", ["fate"])
log = structlog.get_logger("sms.inbound")

CHARACTERS_AT_MOST = 1600
NAME_AT_MOST = 64


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
        """POST /sms/inbound, signed; the same text any number of times is heard once. 403 without a good signature,
        400 when it does not say which text it is or who sent it."""
        fields = await signed_fields(self._door, request)
        sid, telephone = fields.get("MessageSid", ""), fields.get("From", "").strip()
        if not 0 < len(sid) <= NAME_AT_MOST or not 0 < len(telephone) <= 40:
            TEXTS.labels("unreadable").inc()
            log.warning("inbound_unreadable", with_sid=bool(sid), with_from=bool(telephone))
            raise web.HTTPBadRequest(text="A text needs MessageSid and From.")
        async with self._door.reading() as reading:
            known = await reading.version(KIND, inbound_id(sid))
        if not known:
            # A character that is none cannot be kept in every database.
            text = fields.get("Body", "").replace("\0", "")
            means = meaning_of(text, fields.get("OptOutType", ""))
            if means == "answer" and not await self._answered(telephone, text):
                means = "text"
            await self._keep(sid, telephone, fields.get("To", "")[:NAME_AT_MOST], text[:CHARACTERS_AT_MOST], means)
        return web.Response(text=TWIML_NOTHING, content_type="text/xml")

    async def _keep(self, sid: str, telephone: str, to: str, text: str, means: Means) -> None:
        id = inbound_id(sid)
        wish = InboundTake(
            id=id, made_at_ms=self._door.now_ms(), inbound_id=id, sid=sid, telephone=telephone, to=to, text=text,
            means=means,
        )  # fmt: skip
        try:
            taken = await self._door.submit(wish, INBOUND)
        except Refused as refused:
            # The same text came twice at once: the other one is being kept.
            if refused.code is not Code.SAME_ID_OTHER_BODY:
                raise
            return
        TEXTS.labels("unplaced" if taken["means"] == "text" and not taken["placed"] else taken["means"]).inc()

    async def _answered(self, telephone: str, text: str) -> bool:
        """Whether the digit answered an alert."""
        said = ANSWER.fullmatch(text)
        digit, code = (said.group(1), (said.group(2) or "").upper()) if said else ("", "")
        async with self._door.reading() as reading:
            waiting = await waiting_for(reading, telephone, self._door.now_ms())
        meant = [each for each in waiting if code in each.codes] if code else waiting
        if len(meant) != 1:
            log.info("answer_not_understood", waiting=len(waiting), with_code=bool(code))
            return False
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
            return False
        return True


async def waiting_for(reading: Reading, telephone: str, now_ms: int) -> list[Waiting]:
    """The open alerts that the telephone's owner may answer within their time."""
    found = []
    for alert in await reading.find("alert", Alert, is_open=True):
        for person in alert.people:
            same = digits_of(person.telephone or "") == digits_of(telephone)
            if same and may_answer(person) and now_ms < alert.expires_at_ms:
                sent = await reading.find("delivery", Delivery, alert_id=alert.alert_id)
                codes = frozenset(each.code for each in sent if each.person_id == person.person_id)
                found.append(Waiting(alert, person.person_id, codes))
    return found


def inbound_routes(door: "FrontDoor") -> list[web.RouteDef]:
    """Where the gateway brings what telephones send back."""
    return [web.post("/sms/inbound", InboundDoor(door).hear)]

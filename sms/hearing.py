"""What telephones send back, whoever brings it: an answer of one digit, STOP and START, or a word to us.

No flow needs this: the link and the call answer alerts. Whatever is not a plain answer changes no alert; people read
it on the thread. Nothing is ever texted back, because each text would cost and could be answered again by a machine.
"""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Protocol

import structlog
from prometheus_client import Counter

from signaling.ids import new_id
from signaling.protocol.alerts import AlertAcknowledge, AlertDecline
from signaling.protocol.base import Command
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.telephones import InboundTake, Means
from signaling.slice import Actor, Reading, system
from signaling.telephone_numbers import digits_of
from sms.domain.alerts import Alert, may_answer
from sms.domain.deliveries import Delivery
from sms.domain.gateway import TextBack
from sms.telephones.domain.inbound import ANSWER, KIND, inbound_id, meaning_of

INBOUND = system("sms.inbound")
TEXTS = Counter("tez_inbound_texts_total", "Texts that came back, by what became of them", ["fate"])
log = structlog.get_logger("sms.inbound")

CHARACTERS_AT_MOST = 1600
NAME_AT_MOST = 64
NUMBER_AT_MOST = 40


class Listener(Protocol):
    """What hearing needs of the frame: a server's door has it, and a worker's back."""

    def now_ms(self) -> int: ...

    def reading(self) -> AbstractAsyncContextManager[Reading]: ...

    async def submit(self, command: Command, actor: Actor) -> Any: ...


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open alert that has asked whoever writes; ``codes`` of the messages that it sent to them."""

    alert: Alert
    person_id: str
    codes: frozenset[str]


def is_whole(text: TextBack) -> bool:
    """Whether it says which text it is and who sent it, in what we can keep. What is not is counted and logged."""
    whole = 0 < len(text.sid) <= NAME_AT_MOST and 0 < len(text.telephone) <= NUMBER_AT_MOST
    if not whole:
        TEXTS.labels("unreadable").inc()
        log.warning("inbound_unreadable", with_sid=bool(text.sid), with_from=bool(text.telephone))
    return whole


async def hear(listener: Listener, text: TextBack) -> None:
    """Returns when the text is kept; the same text any number of times is heard once. ``text`` is whole."""
    async with listener.reading() as reading:
        known = await reading.version(KIND, inbound_id(text.sid))
    if known:
        return
    # A character that is none cannot be kept in every database.
    said = text.text.replace("\0", "")
    means = meaning_of(said, text.said)
    if means == "answer" and not await _answered(listener, text.telephone, said):
        means = "text"
    await _keep(listener, text, said[:CHARACTERS_AT_MOST], means)


async def _keep(listener: Listener, text: TextBack, said: str, means: Means) -> None:
    id = inbound_id(text.sid)
    wish = InboundTake(
        id=id, made_at_ms=listener.now_ms(), inbound_id=id, sid=text.sid, telephone=text.telephone,
        to=text.to[:NAME_AT_MOST], text=said, means=means,
    )  # fmt: skip
    try:
        taken = await listener.submit(wish, INBOUND)
    except Refused as refused:
        # The same text came twice at once: the other one is being kept.
        if refused.code is not Code.SAME_ID_OTHER_BODY:
            raise
        return
    TEXTS.labels("unplaced" if taken["means"] == "text" and not taken["placed"] else taken["means"]).inc()


async def _answered(listener: Listener, telephone: str, text: str) -> bool:
    """Whether the digit answered an alert."""
    said = ANSWER.fullmatch(text)
    digit, code = (said.group(1), (said.group(2) or "").upper()) if said else ("", "")
    async with listener.reading() as reading:
        waiting = await waiting_for(reading, telephone, listener.now_ms())
    meant = [each for each in waiting if code in each.codes] if code else waiting
    if len(meant) != 1:
        log.info("answer_not_understood", waiting=len(waiting), with_code=bool(code))
        return False
    [one] = meant
    word = AlertAcknowledge if digit == "1" else AlertDecline
    now_ms = listener.now_ms()
    wish = word(
        id=new_id(now_ms), made_at_ms=now_ms, alert_id=one.alert.alert_id, person_id=one.person_id, channel="sms"
    )
    try:
        await listener.submit(wish, INBOUND)
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

"""The sender: claims queued messages, gives them to the gateway, settles what is known, looks for what is not.

It runs on one node at a time; that is a convenience, not its safety. Its safety is the fencing number that each claim
raises: a sender that was paused for an hour and wakes can settle nothing.
"""

from asyncio import TaskGroup
from collections.abc import Callable
from typing import Any, Protocol

import msgspec

from signaling.ids import new_id
from signaling.protocol.base import Command
from signaling.protocol.caller import TICKET_PURPOSE
from signaling.protocol.deliveries import (
    Claim,
    DeliveryAccept,
    DeliveryClaim,
    DeliveryFail,
    DeliveryPostpone,
    DeliveryReconcile,
    DeliveryReport,
    DeliveryUnknown,
    Urgency,
)
from signaling.protocol.guests import GUEST_TICKET_PURPOSE
from signaling.protocol.refusals import Refused
from signaling.slice import Back, system
from sms.domain.alerts import Alert
from sms.domain.deliveries import Delivery
from sms.domain.gateway import CannotLook, Gateway, Later, Message, Never, Outcome, Sought, Taken, Unclear
from sms.domain.pace import Bucket, backoff_ms
from sms.domain.wording import Say, alert_text, caller_text, guest_text

SENDER = system("sms.sender")
PURPOSE = "alert.answer"

LEASE_MS = 30_000
SENDING_TAKES_MS = 12_000
"""More than the gateway's own time limit. With less of the lease left the message is not given to it any more."""

SHORTEST_VALID_S, LONGEST_VALID_S = 60, 300
"""How long a gateway may hold a message. Its own default is ten hours, and a call for a doctor that comes ten hours
late does harm."""

TICKET_OUTLIVES_MS = 3_600_000
"""A link opened after the alert's end still says what became of it."""

TICKET_USES = 20
"""Answers one link can give. Who answered first is decided by the alert, not by the ticket; a telephone that loses
its connection must be able to say it again."""

MOST_AT_ONCE = 20
IDLE_MS = 2_000
LOOK_AGAIN_MS = 5_000
FIRST: dict[Urgency, int] = {"life_threat": 0, "urgent": 1, "routine": 2}


class IssueTicket(Protocol):
    """``Tickets.issue``."""

    async def __call__(self, *, purpose: str, about: str, holder: str, lives_ms: int, uses: int) -> str: ...


class Sender:
    """``chance`` gives a number in [0, 1); ``public_base`` is our address as telephones and the gateway know it."""

    def __init__(
        self, gateway: Gateway, issue_ticket: IssueTicket, public_base: str, say: Say, chance: Callable[[], float]
    ) -> None:
        self._gateway = gateway
        self._issue_ticket = issue_ticket
        self._public_base = public_base.rstrip("/")
        self._say = say
        self._chance = chance
        self._bucket = Bucket(per_second=gateway.per_second, burst=max(1.0, gateway.per_second))
        self._busy: set[str] = set()
        self._rests_until_ms: dict[str, int] = {}

    async def run(self, back: Back) -> None:
        """Until cancelled."""
        try:
            async with TaskGroup() as tasks:
                while True:
                    wait_ms = await self.begin(back, tasks)
                    await back.changed("delivery", wait_ms / 1000)
        finally:
            self._busy.clear()
            await self._gateway.close()

    async def work(self, back: Back) -> None:
        """Does once what is due now, and returns when it is done."""
        async with TaskGroup() as tasks:
            await self.begin(back, tasks)

    async def begin(self, back: Back, tasks: TaskGroup) -> int:
        """Starts what is due, the most urgent first. Answers in how many milliseconds something else will be."""
        now_ms, soonest = back.now_ms(), IDLE_MS
        async with back.reading() as reading:
            waiting: list[Delivery] = await reading.find("delivery", Delivery, status=["queued", "unknown"])
        ids = {delivery.delivery_id for delivery in waiting}
        self._rests_until_ms = {id: until for id, until in self._rests_until_ms.items() if id in ids}
        for delivery in sorted(waiting, key=lambda each: (FIRST[each.urgency], each.queued_at_ms)):
            due_ms = max(delivery.progress.due_ms or 0, self._rests_until_ms.get(delivery.delivery_id, 0))
            if delivery.delivery_id in self._busy:
                continue
            if due_ms > now_ms:
                soonest = min(soonest, due_ms - now_ms)
                continue
            if len(self._busy) >= MOST_AT_ONCE:
                break
            wait_ms = self._bucket.take(now_ms)
            if wait_ms:
                soonest = min(soonest, wait_ms)
                break
            self._busy.add(delivery.delivery_id)
            tasks.create_task(self._handle(back, delivery))
        return soonest

    async def _handle(self, back: Back, delivery: Delivery) -> None:
        try:
            if delivery.progress.status == "unknown":
                await self._look(back, delivery)
            else:
                await self._send(back, delivery)
            self._rests_until_ms.pop(delivery.delivery_id, None)
        except Refused:
            # It was settled, withdrawn or claimed by another meanwhile; if it still waits, not at once again.
            self._rests_until_ms[delivery.delivery_id] = back.now_ms() + IDLE_MS
        except CannotLook:
            self._rests_until_ms[delivery.delivery_id] = back.now_ms() + LOOK_AGAIN_MS
        finally:
            self._busy.discard(delivery.delivery_id)

    async def _send(self, back: Back, delivery: Delivery) -> None:
        claim = await self._claim(back, delivery)
        if not delivery.telephone:
            outcome: Outcome = Never("no_telephone", "number")
        else:
            message = await self._message(back, delivery, delivery.telephone, claim.attempt)
            if claim.lease_until_ms - back.now_ms() < SENDING_TAKES_MS:
                outcome = Later("lease_short", 0)
            else:
                outcome = await self._gateway.send(message)
        await self._settle(back, delivery.delivery_id, claim.attempt, outcome)

    async def _claim(self, back: Back, delivery: Delivery) -> Claim:
        now_ms = back.now_ms()
        # A fresh id at every claim: two senders must never share the answer to one.
        wish = DeliveryClaim(id=new_id(now_ms), made_at_ms=now_ms, delivery_id=delivery.delivery_id, lease_ms=LEASE_MS)
        result: Any = await back.submit(wish, SENDER)
        return msgspec.convert(result, Claim, from_attributes=True)

    async def _message(self, back: Back, delivery: Delivery, telephone: str, attempt: int) -> Message:
        left_ms = max(0, delivery.expires_at_ms - back.now_ms())
        body = await (self._link_body if delivery.link_id else self._alert_body)(back, delivery, left_ms)
        return Message(
            delivery_id=delivery.delivery_id,
            attempt=attempt,
            to=telephone,
            body=body,
            code=delivery.code,
            valid_s=max(SHORTEST_VALID_S, min(LONGEST_VALID_S, left_ms // 1000)),
            status_callback=f"{self._public_base}/sms/status/{delivery.delivery_id}/{attempt}",
        )

    async def _alert_body(self, back: Back, delivery: Delivery, left_ms: int) -> str:
        async with back.reading() as reading:
            alert: Alert = await reading.get("alert", delivery.alert_id or "", Alert)
        link = await self._link(PURPOSE, "a", alert.alert_id, delivery.person_id, left_ms)
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

    async def _settle(self, back: Back, delivery_id: str, attempt: int, outcome: Outcome) -> None:
        now_ms = back.now_ms()
        about: dict[str, Any] = {"made_at_ms": now_ms, "delivery_id": delivery_id, "attempt": attempt}
        wishes: list[Command] = []
        match outcome:
            case Taken(sid, delivered):
                wishes.append(DeliveryAccept(id=new_id(now_ms), **about, sid=sid))
                if delivered:
                    wishes.append(DeliveryReport(id=new_id(now_ms), **about, sid=sid, status="delivered"))
            case Later(code, retry_after_ms):
                wait_ms = backoff_ms(attempt, self._chance(), retry_after_ms)
                wishes.append(DeliveryPostpone(id=new_id(now_ms), **about, code=code, wait_ms=wait_ms))
            case Never(code, failure):
                wishes.append(DeliveryFail(id=new_id(now_ms), **about, code=code, failure=failure))
            case Unclear(code):
                wishes.append(DeliveryUnknown(id=new_id(now_ms), **about, code=code))
        for wish in wishes:
            await back.submit(wish, SENDER)

    async def _look(self, back: Back, delivery: Delivery) -> None:
        progress = delivery.progress
        sought = Sought(
            to=delivery.telephone or "",
            code=delivery.code,
            since_ms=progress.first_claimed_ms or delivery.queued_at_ms,
        )
        sid = await self._gateway.find(sought) if sought.to else None
        now_ms = back.now_ms()
        wish = DeliveryReconcile(
            id=new_id(now_ms),
            made_at_ms=now_ms,
            delivery_id=delivery.delivery_id,
            attempt=progress.attempt,
            sid=sid,
        )
        await back.submit(wish, SENDER)

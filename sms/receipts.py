"""Writes down what gateways say by a connection of their own, and hears what they bring; webhooks bring the rest."""

from asyncio import TaskGroup
from collections.abc import Mapping

from signaling.ids import new_id
from signaling.protocol.deliveries import DeliveryChannel, DeliveryReport
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Back, system
from sms.adapters.falling_back import FallingBack
from sms.domain.gateway import BringsTexts, Gateway, Reports
from sms.hearing import hear, is_whole

GATEWAY = system("sms.gateway")


class Receipts:
    """``carriers``: those that report are listened to."""

    def __init__(self, carriers: Mapping[DeliveryChannel, Gateway]) -> None:
        behind = [
            each
            for carrier in set(carriers.values())
            for each in (carrier.gateways() if isinstance(carrier, FallingBack) else [carrier])
        ]
        self._reporting = [each for each in behind if isinstance(each, Reports)]
        self._bringing = [each for each in behind if isinstance(each, BringsTexts)]

    async def run(self, back: Back) -> None:
        """Until cancelled; at once when nobody reports."""
        async with TaskGroup() as tasks:
            for gateway in self._reporting:
                tasks.create_task(self._listen(back, gateway))
            for bringer in self._bringing:
                tasks.create_task(self._hear(back, bringer))

    async def _listen(self, back: Back, gateway: Reports) -> None:
        while True:
            said = await gateway.next_report()
            now_ms = back.now_ms()
            wish = DeliveryReport(
                id=new_id(now_ms),
                made_at_ms=now_ms,
                delivery_id=said.delivery_id,
                attempt=said.attempt,
                sid=said.sid,
                status=said.status,
                code=said.code,
            )
            try:
                await back.submit(wish, GATEWAY)
            except Refused as refused:
                if refused.code is not Code.NOT_FOUND:
                    raise

    async def _hear(self, back: Back, gateway: BringsTexts) -> None:
        """A text is kept before the network is told to forget it."""
        while True:
            text = await gateway.next_text()
            if is_whole(text):
                await hear(back, text)
            gateway.kept(text)

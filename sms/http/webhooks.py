"""What a gateway tells us. Its requests are signed, and may come in any order and any number of times."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
from aiohttp import web
from aiohttp.typedefs import Handler

from signaling.gathering import Gathering
from signaling.protocol.deliveries import DeliveryReport, GatewayStatus
from signaling.protocol.delivery_batches import DeliveriesSettle, DeliveriesSettled
from signaling.protocol.refusals import Code, Refused
from signaling.slice import system
from sms.domain.progress import RANK
from sms.http.signed import signed_fields

if TYPE_CHECKING:
    from signaling.front_door import FrontDoor

GATEWAY = system("sms.gateway")
ATTEMPT = "{delivery_id}/{attempt:[1-9][0-9]{0,5}}"
TWIML_NOTHING = '<?xml version="1.0" encoding="UTF-8"?><Response/>'

MOST_AT_ONCE = 20
WRITING_RESTS_S = 0.1


class ReportBook:
    """Writes down what gateways report; what comes while one commit is under way goes together into the next."""

    def __init__(self, door: "FrontDoor") -> None:
        self._door = door
        self._writing = Gathering(self._write, at_most=MOST_AT_ONCE, rest_s=WRITING_RESTS_S)

    async def told(self, request: web.Request, sid: str, status: GatewayStatus, code: str | None) -> None:
        """Writes a report down about the message that the address names. 404 when it is none of ours."""
        await self.write(
            request.match_info["delivery_id"], int(request.match_info["attempt"]), sid=sid, status=status, code=code
        )

    async def write(self, delivery_id: str, attempt: int, *, sid: str, status: GatewayStatus, code: str | None) -> None:
        """Returns when it is kept, and not before. 404 about no message of ours; raises Refused."""
        wish = DeliveryReport(
            id=self._door.new_id(),
            made_at_ms=self._door.now_ms(),
            delivery_id=delivery_id,
            attempt=attempt,
            sid=sid,
            status=status,
            code=code,
        )
        refused = await self._writing.add(wish)
        if refused is Code.NOT_FOUND:
            raise web.HTTPNotFound(text="No such message.")
        if refused is not None:
            raise Refused(refused)

    async def _write(self, reports: Sequence[DeliveryReport]) -> Sequence[Code | None]:
        wish = DeliveriesSettle(id=self._door.new_id(), made_at_ms=self._door.now_ms(), outcomes=[*reports])
        return msgspec.convert(await self._door.submit(wish, GATEWAY, waits=False), DeliveriesSettled).refused


def status_report(door: "FrontDoor", book: ReportBook) -> Handler:
    """POST /sms/status/{delivery_id}/{attempt}, signed by the gateway. Any order, any number of times; a report that
    says nothing new is answered like the first. 403 without a good signature."""

    async def report(request: web.Request) -> web.StreamResponse:
        fields = await signed_fields(door, request)
        status, sid = fields.get("MessageStatus"), fields.get("MessageSid")
        if sid and status in RANK:
            await book.told(request, sid, msgspec.convert(status, GatewayStatus), fields.get("ErrorCode") or None)
        return web.Response(text=TWIML_NOTHING, content_type="text/xml")

    return report


def webhook_routes(door: "FrontDoor", book: ReportBook) -> list[web.RouteDef]:
    """Where the gateway reports."""
    return [web.post(f"/sms/status/{ATTEMPT}", status_report(door, book))]

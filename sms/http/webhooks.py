"""What a gateway tells us. Its requests are signed, and may come in any order and any number of times."""

from typing import TYPE_CHECKING

import msgspec
from aiohttp import web
from aiohttp.typedefs import Handler

from signaling.protocol.deliveries import DeliveryReport, GatewayStatus
from signaling.protocol.refusals import Code, Refused
from signaling.slice import system
from sms.domain.progress import RANK
from sms.http.signed import signed_fields

if TYPE_CHECKING:
    from signaling.front_door import FrontDoor

GATEWAY = system("sms.gateway")
ATTEMPT = "{delivery_id}/{attempt:[1-9][0-9]{0,5}}"
TWIML_NOTHING = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


def status_report(door: "FrontDoor") -> Handler:
    """POST /sms/status/{delivery_id}/{attempt}, signed by the gateway. Any order, any number of times; a report that
    says nothing new is answered like the first. 403 without a good signature."""

    async def report(request: web.Request) -> web.StreamResponse:
        fields = await signed_fields(door, request)
        status, sid = fields.get("MessageStatus"), fields.get("MessageSid")
        if sid and status in RANK:
            await told(door, request, sid, msgspec.convert(status, GatewayStatus), fields.get("ErrorCode") or None)
        return web.Response(text=TWIML_NOTHING, content_type="text/xml")

    return report


async def told(door: "FrontDoor", request: web.Request, sid: str, status: GatewayStatus, code: str | None) -> None:
    """Writes a report down. 404 when it is about no message of ours."""
    wish = DeliveryReport(
        id=door.new_id(),
        made_at_ms=door.now_ms(),
        delivery_id=request.match_info["delivery_id"],
        attempt=int(request.match_info["attempt"]),
        sid=sid,
        status=status,
        code=code,
    )
    try:
        await door.submit(wish, GATEWAY)
    except Refused as refused:
        if refused.code is not Code.NOT_FOUND:
            raise
        raise web.HTTPNotFound(text="No such message.") from None


def webhook_routes(door: "FrontDoor") -> list[web.RouteDef]:
    """Where the gateway reports."""
    return [web.post(f"/sms/status/{ATTEMPT}", status_report(door))]

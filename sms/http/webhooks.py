"""What a gateway tells us. Its requests are signed, and may come in any order and any number of times."""

from typing import TYPE_CHECKING

import msgspec
from aiohttp import web
from aiohttp.typedefs import Handler

from signaling.protocol.deliveries import DeliveryReport, GatewayStatus
from signaling.protocol.refusals import Code, Refused
from signaling.slice import system
from sms.domain.progress import RANK
from sms.domain.signature import SETTINGS_HEADER, SIGNATURE_HEADER, is_signed

if TYPE_CHECKING:
    from signaling.front_door import FrontDoor

GATEWAY = system("sms.gateway")
TWIML_NOTHING = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


def status_report(door: "FrontDoor") -> Handler:
    """POST /sms/status/{delivery_id}/{attempt}, signed by the gateway. Any order, any number of times; a report that
    says nothing new is answered like the first. 403 without a good signature."""

    async def report(request: web.Request) -> web.StreamResponse:
        posted = await request.post()
        form = [(name, value) for name, value in posted.items() if isinstance(value, str)]
        tokens = [token for token in (door.settings.twilio_auth_token, door.settings.twilio_second_token) if token]
        url = door.public_base + request.raw_path
        if not is_signed(
            tokens, url, form, request.headers.get(SIGNATURE_HEADER), request.headers.get(SETTINGS_HEADER)
        ):
            raise web.HTTPForbidden(text="The signature is not good.")
        fields = dict(form)
        status, sid = fields.get("MessageStatus"), fields.get("MessageSid")
        attempt = request.match_info["attempt"]
        if sid and status in RANK:
            wish = DeliveryReport(
                id=door.new_id(),
                made_at_ms=door.now_ms(),
                delivery_id=request.match_info["delivery_id"],
                attempt=int(attempt),
                sid=sid,
                status=msgspec.convert(status, GatewayStatus),
                code=fields.get("ErrorCode") or None,
            )
            try:
                await door.submit(wish, GATEWAY)
            except Refused as refused:
                if refused.code is not Code.NOT_FOUND:
                    raise
                raise web.HTTPNotFound(text="No such message.") from None
        return web.Response(text=TWIML_NOTHING, content_type="text/xml")

    return report


def webhook_routes(door: "FrontDoor") -> list[web.RouteDef]:
    """Where the gateway reports."""
    return [web.post("/sms/status/{delivery_id}/{attempt:[1-9][0-9]{0,5}}", status_report(door))]

"""Where gateways bring what telephones send back. The reply is always empty: nothing is texted back."""

import hmac
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from sms.adapters.http import HttpDescription, at, read_description
from sms.domain.gateway import TextBack
from sms.hearing import hear, is_whole
from sms.http.reports import posted_fields
from sms.http.signed import signed_fields
from sms.http.webhooks import TWIML_NOTHING

if TYPE_CHECKING:
    from signaling.front_door import FrontDoor


class InboundDoor:
    """Takes what telephones send back."""

    def __init__(self, door: "FrontDoor") -> None:
        self._door = door

    async def hear(self, request: web.Request) -> web.Response:
        """POST /sms/inbound, signed by Twilio. 403 without a good signature, 400 when it does not say which text it is
        or who sent it."""
        fields = await signed_fields(self._door, request)
        text = TextBack(
            sid=fields.get("MessageSid", ""),
            telephone=fields.get("From", "").strip(),
            to=fields.get("To", ""),
            text=fields.get("Body", ""),
            said=fields.get("OptOutType", ""),
        )
        if not is_whole(text):
            raise web.HTTPBadRequest(text="A text needs MessageSid and From.")
        await hear(self._door, text)
        return web.Response(text=TWIML_NOTHING, content_type="text/xml")


class DescribedInboundDoor:
    """Takes what the gateway ``http`` brings, at an address that only it knows, in the fields of its description."""

    def __init__(self, door: "FrontDoor", description: HttpDescription) -> None:
        self._door = door
        self._described = description

    async def hear(self, request: web.Request) -> web.Response:
        """POST /sms/text/{token}: 404 with another token; 400 for a body that is neither a form nor JSON, and when it
        does not say which text it is or who sent it."""
        token = self._door.settings.sms_inbound_token
        if not token or not hmac.compare_digest(request.match_info["token"].encode(), token.encode()):
            raise web.HTTPNotFound
        fields, described = await posted_fields(request), self._described
        sid = _word(fields, described.inbound_id)
        text = TextBack(
            # The names of two gateways may be alike.
            sid=f"http.{sid}" if sid else "",
            telephone=_with_plus(_word(fields, described.inbound_from).strip()),
            to=_word(fields, described.inbound_to),
            text=_word(fields, described.inbound_text),
        )
        if not is_whole(text):
            raise web.HTTPBadRequest(
                text=f"A text needs {described.inbound_id} (59 characters at most) and {described.inbound_from} (39)."
            )
        await hear(self._door, text)
        return web.Response(text="ok")


def _word(fields: object, path: str) -> str:
    found = at(fields, path)
    return str(found) if isinstance(found, str | int) else ""


def _with_plus(number: str) -> str:
    """A number with its country, which many gateways write without the plus. A short number is left as it is."""
    return f"+{number}" if number.isdecimal() and len(number) > 9 else number


def inbound_routes(door: "FrontDoor") -> list[web.RouteDef]:
    """Where gateways bring what telephones send back; that of ``http`` only while it is described and has a token."""
    routes = [web.post("/sms/inbound", InboundDoor(door).hear)]
    if door.settings.sms_http_file and door.settings.sms_inbound_token:
        described = DescribedInboundDoor(door, read_description(Path(door.settings.sms_http_file)))
        routes.append(web.post("/sms/text/{token:[A-Za-z0-9_-]{1,200}}", described.hear))
    return routes

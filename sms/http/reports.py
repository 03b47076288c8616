"""What a gateway described by data reports: at an address that only it knows, in any order and any number of times."""

import hmac
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from aiohttp import web

from signaling.protocol.refusals import Code, Refused
from sms.adapters.http import HttpDescription, at, read_description
from sms.domain.deliveries import Delivery
from sms.http.webhooks import ReportBook

if TYPE_CHECKING:
    from signaling.front_door import FrontDoor


class ReportDoor:
    """Reports of the gateway ``http``. The message is named by the key that it was given with."""

    def __init__(self, door: "FrontDoor", book: ReportBook, description: HttpDescription) -> None:
        self._door = door
        self._book = book
        self._described = description

    async def report(self, request: web.Request) -> web.Response:
        """POST /sms/report/{token}: 404 with another token or about no message of ours, 400 for an unreadable body. A
        state that the description does not know changes nothing."""
        token = self._door.settings.sms_report_token
        if not token or not hmac.compare_digest(request.match_info["token"].encode(), token.encode()):
            raise web.HTTPNotFound
        fields = await posted_fields(request)
        described = self._described
        status = described.statuses.get(str(at(fields, described.report_status)))
        key, _, attempt = str(at(fields, described.report_key) or "").partition(".")
        if status is None:
            return web.Response(text="ok")
        code = at(fields, described.report_code) if described.report_code else None
        try:
            async with self._door.reading() as reading:
                delivery: Delivery = await reading.get("delivery", key, Delivery)
            await self._book.write(
                key,
                int(attempt) if attempt.isdecimal() and int(attempt) else max(1, delivery.progress.attempt),
                sid=str(at(fields, described.report_sid) or delivery.progress.sid or key),
                status=status,
                code=None if code is None else str(code),
            )
        except Refused as refused:
            if refused.code is not Code.NOT_FOUND:
                raise
            raise web.HTTPNotFound(text="No such message.") from None
        return web.Response(text="ok")


async def posted_fields(request: web.Request) -> object:
    """What a form or a JSON body says. 400 when it is neither."""
    if request.content_type == "application/json":
        try:
            return msgspec.json.decode(await request.read())
        except msgspec.DecodeError:
            raise web.HTTPBadRequest(text="The body is no JSON.") from None
    return {name: value for name, value in (await request.post()).items() if isinstance(value, str)}


def report_routes(door: "FrontDoor", book: ReportBook) -> list[web.RouteDef]:
    """Where the gateway ``http`` reports; nothing while none is described."""
    if not door.settings.sms_http_file:
        return []
    reports = ReportDoor(door, book, read_description(Path(door.settings.sms_http_file)))
    return [web.post("/sms/report/{token:[A-Za-z0-9_-]{1,200}}", reports.report)]

"""The demo's page of telephones: it shows every link, so the demo alone adds it."""

from typing import TYPE_CHECKING

from aiohttp import web

from signaling.protocol.deliveries import PageMessages
from sms.http.answers import answer_json

if TYPE_CHECKING:
    from signaling.front_door import FrontDoor


def demo_routes(door: "FrontDoor") -> list[web.RouteDef]:
    """The page of telephones and what stands on it."""

    async def page(request: web.Request) -> web.StreamResponse:
        return door.page("page")

    async def messages(request: web.Request) -> web.Response:
        return answer_json(await door.ask(PageMessages()))

    return [web.get("/sms", page), web.get("/api/sms/messages", messages)]

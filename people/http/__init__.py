"""What people serves over HTTP: signing in and out, and the rota as calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from people.http.calendars import calendar_routes
from people.http.recheck import Recheck
from people.http.sign_in import SIGNING_IN, SignInDoor, answer, read_body, sign_in_routes

if TYPE_CHECKING:
    from aiohttp import web

    from signaling.front_door import FrontDoor

__all__ = ["SIGNING_IN", "Recheck", "SignInDoor", "answer", "read_body", "routes"]


def routes(door: FrontDoor, *, time_zone: str = "Asia/Tashkent") -> list[web.RouteDef]:
    """The routes that every server has. ``time_zone``: the service's, in which calendars are read."""
    return [*sign_in_routes(door), *calendar_routes(door, time_zone)]

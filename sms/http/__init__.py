"""The pages and webhooks of the alerts: ``answers`` behind a message's link, ``webhooks`` and ``voice`` for gateways,
``demo``."""

from typing import TYPE_CHECKING

from aiohttp import web

from sms.beside.http import order_routes
from sms.http.answers import answer_routes
from sms.http.demo import demo_routes
from sms.http.inbound import inbound_routes
from sms.http.month import month_routes
from sms.http.reports import report_routes
from sms.http.voice import voice_routes
from sms.http.webhooks import ReportBook, webhook_routes

if TYPE_CHECKING:
    from signaling.front_door import FrontDoor

__all__ = ["demo_routes", "routes"]


def routes(door: "FrontDoor") -> list[web.RouteDef]:
    """The routes that every server has."""
    book = ReportBook(door)
    return [
        *answer_routes(door),
        *order_routes(door),
        *webhook_routes(door, book),
        *voice_routes(door, book),
        *inbound_routes(door),
        *report_routes(door, book),
        *month_routes(door),
    ]

"""A server that telephones write back to, for the tests of this folder."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from signaling.http import errors_told
from signaling.protocol.base import Event
from signaling.protocol.deliveries import DeliveryChannel
from signaling.protocol.telephones import TelephoneView
from signaling.slice import SERVICE, Audience
from sms.domain.gateway import Gateway
from sms.http import routes
from sms.telephones.domain.telephone import KIND, Telephone, views
from sms.telephones.queries import telephone_of
from tests.fakes.twilio.server import TOKEN, FakeTwilio
from tests.sms.desk import PUBLIC_BASE, RASULOVA, AlertTown, town
from tests.sms.test_links import front_door

OURS = "+998000000103"
STRANGER = "+998000009999"


class Returning:
    """``text`` is what Twilio posts when a telephone has written."""

    def __init__(self, place: AlertTown, twilio: FakeTwilio) -> None:
        self.place = place
        self.twilio = twilio

    async def text(
        self, body: str, telephone: str | None = RASULOVA.telephone, *, sid: str | None = None, **more: str
    ) -> int:
        form = {"MessageSid": sid or self.place.new_id(), "From": telephone or "", "To": OURS, "Body": body, **more}
        status = await self.post(form)
        await self.place.react()
        return status

    async def post(self, form: dict[str, str], token: str = TOKEN) -> int:
        return (await self.twilio.post(f"{PUBLIC_BASE}/sms/inbound", form, token=token))[0]

    async def heard(self, *types: type[Event]) -> list[Any]:
        return [each.event for each in await self.place.events(*types)]

    async def telephone(self, number: str | None = RASULOVA.telephone) -> Telephone | None:
        async with self.place.bus.reading() as reading:
            return await telephone_of(reading, number or "")

    async def shown(self, audience: Audience = SERVICE) -> TelephoneView | None:
        """The alarm about RASULOVA's telephone, as the audience sees it."""
        telephone = await self.telephone()
        if telephone is None or not self.place.tables.aggregates[KIND].live(telephone):
            return None
        view = views(telephone).get(audience)
        assert view is None or isinstance(view, TelephoneView)
        return view


@asynccontextmanager
async def returning(
    built: Path, gateway: Gateway | None = None, channels: tuple[DeliveryChannel, ...] = ("sms", "voice")
) -> AsyncIterator[Returning]:
    twilio = FakeTwilio()
    async with town(gateway, channels=channels) as place:
        application = web.Application(middlewares=[errors_told])
        application.add_routes(routes(front_door(place, built)))
        async with TestClient(TestServer(application)) as client:
            base = str(client.make_url("")).rstrip("/")
            twilio.reach = lambda url: url.replace(PUBLIC_BASE, base)
            yield Returning(place, twilio)

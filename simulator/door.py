"""How simulated people come in: by the demo's one-tap sign-ins, and a tablet by its six-digit code."""

from typing import Any

import aiohttp
import msgspec

from signaling.client import Client
from signaling.protocol.brigade_app import OfferPairing, PairingOffer

DEVICE = "simulator"


class Person(msgspec.Struct, frozen=True):
    """Somebody who can be signed in by one tap."""

    person_id: str
    name: str
    role: str
    specialty: str | None = None


class Door:
    """The pages of one server, for people without a browser."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url.rstrip("/")
        self._origin = {"Origin": self.base_url}

    async def people(self) -> list[Person]:
        """Everybody of the demo town."""
        async with aiohttp.ClientSession() as http, http.get(f"{self.base_url}/api/demo/people") as answer:
            answer.raise_for_status()
            return msgspec.json.decode(await answer.read(), type=list[Person])

    async def sign_in(self, person_id: str) -> str:
        """The session cookie of a person."""
        return await self._cookie("/api/demo/sign-in", {"person_id": person_id})

    async def pair(self, dispatcher: Client, brigade_id: str) -> str:
        """The session cookie of a brigade's tablet. The dispatcher reads the code out, the crew types it."""
        wish = OfferPairing(brigade_id=brigade_id, **dispatcher.envelope())
        offer = msgspec.convert(await dispatcher.do(wish), PairingOffer)
        return await self._cookie("/api/tablet/pair", {"code": offer.code, "device_name": DEVICE})

    async def _cookie(self, path: str, body: dict[str, Any]) -> str:
        async with (
            aiohttp.ClientSession(headers=self._origin) as http,
            http.post(f"{self.base_url}{path}", json=body) as answer,
        ):
            answer.raise_for_status()
            (cookie,) = (morsel for morsel in answer.cookies.values() if morsel["httponly"])
            return f"{cookie.key}={cookie.value}"

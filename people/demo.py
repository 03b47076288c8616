"""One-tap sign-ins of the demo town. Only the demo mounts these routes; ``people.http`` knows nothing of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from aiohttp import web

from people.domain.accounts import Person
from people.domain.rights import FRONTS
from people.http.sign_in import SignInDoor, answer, read_body
from signaling.protocol.brigade_app import OfferPairing, PairingOffer
from signaling.protocol.brigades import BrigadesKnown, BrigadesKnownView, BrigadeView
from signaling.slice import Role, system

if TYPE_CHECKING:
    from signaling.front_door import FrontDoor

ONE_TAP = system("one-tap sign-in")


class DemoPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who can be signed in by one tap, and the page at which they work."""

    person_id: str
    name: str
    role: str
    place: str
    specialty: str | None
    front: str


class ChosenPerson(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    person_id: str


def demo_routes(door: FrontDoor) -> list[web.RouteDef]:
    """GET /api/demo/people and POST /api/demo/sign-in. Refuses to be made for a server that is no demo."""
    if not door.demo:
        raise RuntimeError("one-tap sign-ins are for the demo alone")
    sign_in_door = SignInDoor(door)

    async def people(request: web.Request) -> web.Response:
        async with door.reading() as reading:
            found = await reading.find("person", Person, active=True)
        order = list(Role)
        found.sort(key=lambda person: (order.index(Role(person.role)), person.name or ""))
        known: BrigadesKnownView = await door.ask(BrigadesKnown(), ONE_TAP)
        crews = [_crew(brigade) for brigade in known.brigades]
        return answer([*(_shown(person) for person in found), *crews])

    async def sign_in(request: web.Request) -> web.Response:
        chosen = await read_body(request, ChosenPerson)
        async with door.reading() as reading:
            found = await reading.find("person", Person, active=True)
        person = next((person for person in found if person.id == chosen.person_id), None)
        if person is None:
            return answer({"code": await _pairing_code(door, chosen.person_id)})
        return await sign_in_door.open(request, person, "demo")

    return [web.get("/api/demo/people", people), web.post("/api/demo/sign-in", sign_in)]


async def _pairing_code(door: FrontDoor, brigade_id: str) -> str:
    """A crew's one tap is a tablet's pairing: the page posts this code where every tablet posts it."""
    wish = OfferPairing(id=door.new_id(), made_at_ms=door.now_ms(), brigade_id=brigade_id)
    offer = msgspec.convert(await door.submit(wish, ONE_TAP), PairingOffer)
    return offer.code


def _crew(brigade: BrigadeView) -> DemoPerson:
    return DemoPerson(
        person_id=brigade.brigade_id,
        name=brigade.callsign,
        role=Role.CREW,
        place=brigade.station_name or "",
        specialty=None,
        front=FRONTS[Role.CREW],
    )


def _shown(person: Person) -> DemoPerson:
    return DemoPerson(
        person_id=person.id,
        name=person.name or "",
        role=person.role,
        place=person.place,
        specialty=person.specialty,
        front=FRONTS[Role(person.role)],
    )

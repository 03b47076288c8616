"""One-tap sign-ins of the demo town. Only the demo mounts these routes; ``people.http`` knows nothing of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from aiohttp import web

from people.domain.accounts import Person
from people.domain.rights import FRONTS
from people.http import SignInDoor, answer, read_body
from signaling.slice import Role

if TYPE_CHECKING:
    from signaling.front_door import FrontDoor


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
        return answer([_shown(person) for person in found])

    async def sign_in(request: web.Request) -> web.Response:
        chosen = await read_body(request, ChosenPerson)
        async with door.reading() as reading:
            person = await reading.get("person", chosen.person_id, Person)
        return await sign_in_door.open(request, person, "demo")

    return [web.get("/api/demo/people", people), web.post("/api/demo/sign-in", sign_in)]


def _shown(person: Person) -> DemoPerson:
    return DemoPerson(
        person_id=person.id,
        name=person.name or "",
        role=person.role,
        place=person.place,
        specialty=person.specialty,
        front=FRONTS[Role(person.role)],
    )

"""Proving anew who sits at a page that is signed in: before something is signed in their name."""

from aiohttp import web

from people.domain.accounts import Person
from people.domain.tries import Tries
from people.hashing import Hashing
from signaling.front_door import FrontDoor
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor


class Recheck:
    """Counts the tries by person and address, apart from those of signing in."""

    def __init__(self, door: FrontDoor) -> None:
        self._door = door
        self._tries = Tries()
        self._hashing = Hashing()

    async def __call__(self, request: web.Request, actor: Actor, password: str) -> None:
        """Refuses ``wrong_password``, ``too_many_tries``. In the demo town people have no password to give."""
        address = self._door.address_of(request)
        self._tries.reserve(actor.id, address, self._door.now_ms())
        async with self._door.reading() as reading:
            person = await reading.get("person", actor.id, Person)
        if self._door.demo and person.password_hash is None:
            right = True
        else:
            right = await self._hashing.verify(person.password_hash if person.active else None, password)
        if not right:
            raise Refused(Code.WRONG_PASSWORD)
        self._tries.succeeded(actor.id, address)

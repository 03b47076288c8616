"""The rota as calendars: links that a calendar program follows, and files that an administrator brings."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec
from aiohttp import web

from people.adapters import calendar
from people.domain.accounts import Person
from people.domain.duty import Duty
from people.http.sign_in import answer, read_body, refused
from people.importing import Importer, ImportReport
from people.queries.rota import MOST, rota_of, stretches
from signaling.hours import Span
from signaling.protocol.base import Command
from signaling.protocol.booking import BookedSlot, BookedSlots
from signaling.protocol.duty import DutySpecialty
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Role

if TYPE_CHECKING:
    from signaling.front_door import FrontDoor

PURPOSE = "rota.feed"
FEED_LIVES_MS = 400 * 86_400_000
FEED_USES = 1_000_000_000  # looking at it uses nothing up
BACK_MS, AHEAD_MS = 14 * 86_400_000, 180 * 86_400_000
OWN = "own"
_MAY_FOLLOW = (Role.CALL_TAKER, Role.DISPATCHER, Role.PHYSICIAN, Role.SPECIALIST, Role.ADMINISTRATOR)


class FeedWish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which calendar: one's own duties and booked consults (None), or a specialty's duties."""

    specialty: DutySpecialty | None = None


class Feed(msgspec.Struct, frozen=True):
    """The address that a calendar program follows. Whoever has it reads it."""

    url: str


class CalendarDoor:
    """Calendars out and in."""

    def __init__(self, door: FrontDoor, time_zone: str) -> None:
        self._door = door
        self._time_zone = time_zone

    async def issue(self, request: web.Request) -> web.Response:
        """POST /api/rota/feed: a new link, good for 400 days or until it is revoked."""
        actor = await self._follower(request)
        wish = await read_body(request, FeedWish)
        about, holder = f"rota:{actor.id}", wish.specialty or OWN
        token = await self._door.tickets.issue(
            purpose=PURPOSE, about=about, holder=holder, lives_ms=FEED_LIVES_MS, uses=FEED_USES
        )
        return answer(Feed(url=f"{self._door.public_base}/rota/{token}.ics"))

    async def revoke(self, request: web.Request) -> web.Response:
        """POST /api/rota/feed/revoke: every link of the person ends at once."""
        actor = await self._follower(request)
        await self._door.tickets.revoke(about=f"rota:{actor.id}")
        return answer({})

    async def feed(self, request: web.Request) -> web.Response:
        """GET /rota/{ticket}.ics: 404 for a link that is none any more, whyever; no cache keeps the answer."""
        now_ms = self._door.now_ms()
        try:
            ticket = await self._door.tickets.look(request.match_info["ticket"], PURPOSE)
        except Refused:
            raise web.HTTPNotFound from None
        person_id = ticket.about.removeprefix("rota:")
        window = Span(now_ms - BACK_MS, now_ms + AHEAD_MS)
        async with self._door.reading() as reading:
            person = await reading.get("person", person_id, Person)
            if not person.active:
                raise web.HTTPNotFound
            wanted = {} if ticket.holder == OWN else {"specialty": ticket.holder}
            listed = await reading.find("duty", Duty, limit=MOST, removed=False, **wanted)
            rota = await rota_of(reading, ZoneInfo(self._time_zone), listed)
            there = await asyncio.to_thread(rota.present, window)
            own = [stint for stint in there if ticket.holder != OWN or stint.person_id == person_id]
            told = await stretches(reading, own)
        consults = await self._consults(person, window) if ticket.holder == OWN else []
        titles: dict[str, str] = {one.specialty: one.specialty.replace("_", " ") for one in told}
        name = "Tez Yordam" if ticket.holder == OWN else f"Tez Yordam: {ticket.holder.replace('_', ' ')}"
        body = await asyncio.to_thread(
            calendar.written,
            told,
            name=name,
            now_ms=now_ms,
            titles=titles,
            zone=self._time_zone,
            besides=calendar.consult_entries(consults, person_id=person_id, language=person.language, now_ms=now_ms),
        )
        headers = {"Cache-Control": "no-store", "Content-Disposition": 'inline; filename="rota.ics"'}
        return web.Response(body=body, content_type="text/calendar", charset="utf-8", headers=headers)

    async def _consults(self, person: Person, window: Span) -> list[BookedSlot]:
        """The booked consults that the person gives or has asked for."""
        asked = BookedSlots(person_id=person.id, from_ms=window.from_ms, until_ms=window.until_ms)
        found: list[BookedSlot] = await self._door.ask(asked)
        return found

    async def bring(self, request: web.Request) -> web.Response:
        """POST /api/rota/import[?strict]: ImportReport; 415 for another kind, 413 over 1 MiB, 400 for no calendar."""
        actor = await self._door.actor_of(request)
        if actor.role is not Role.ADMINISTRATOR:
            return refused(Refused(Code.NOT_ALLOWED), 403)
        if request.content_type != "text/calendar":
            raise web.HTTPUnsupportedMediaType
        file = await request.read()
        if len(file) > calendar.MOST_BYTES:
            raise web.HTTPRequestEntityTooLarge(calendar.MOST_BYTES, len(file))
        try:
            return answer(await self._import(file, actor, strict="strict" in request.query))
        except calendar.NoCalendar:
            raise web.HTTPBadRequest(text='{"code":"unreadable"}', content_type="application/json") from None
        except Refused as refusal:
            return refused(refusal, 409)

    async def _import(self, file: bytes, actor: Actor, *, strict: bool) -> ImportReport:
        async def submit(command: Command) -> object:
            return await self._door.submit(command, actor)

        importer = Importer(self._time_zone, submit, self._door.new_id)
        now_ms = self._door.now_ms()
        async with self._door.reading() as reading:
            planned = await importer.planned(file, reading, now_ms)
        return await importer.carry_out(planned, now_ms, strict=strict)

    async def _follower(self, request: web.Request) -> Actor:
        actor = await self._door.actor_of(request)
        if actor.role not in _MAY_FOLLOW:
            raise web.HTTPForbidden(text='{"code":"not_allowed"}', content_type="application/json")
        return actor


def calendar_routes(door: FrontDoor, time_zone: str) -> list[web.RouteDef]:
    """The routes of calendars."""
    calendars = CalendarDoor(door, time_zone)
    return [
        web.get(r"/rota/{ticket:[A-Za-z0-9_-]{22}}.ics", calendars.feed),
        web.post("/api/rota/feed", calendars.issue),
        web.post("/api/rota/feed/revoke", calendars.revoke),
        web.post("/api/rota/import", calendars.bring),
    ]

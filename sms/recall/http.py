"""The page of whoever is called in, behind the link of their message. Opening it answers nothing; a POST does."""

from typing import TYPE_CHECKING, Literal

import msgspec
from aiohttp import web

from signaling.protocol.people import Language
from signaling.protocol.recall import RecallAnswer, RecallOpen, RecallReply
from signaling.protocol.refusals import Code, Refused
from signaling.slice import system
from sms.http.answers import answer_json
from sms.recall.domain.recall import PERSON, RECALL, Recall, RecalledPerson
from sms.recall.writing import PURPOSE

if TYPE_CHECKING:
    from signaling.front_door import FrontDoor

LINK = system("sms.recall.link")


class ComingPage(msgspec.Struct, frozen=True, kw_only=True):
    """What the page shows. ``phase``: it may be answered while ``running`` and, when it was not called off, says
    afterwards what was answered. No names."""

    phase: Literal["running", "over", "called_off"]
    language: Language
    place: str
    now_ms: int
    started_at_ms: int
    until_ms: int
    text: str | None = None
    reply: RecallReply | None = None
    by_ms: int | None = None


class ComingSaid(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the buttons."""

    reply: RecallReply


class ComingDoor:
    """The page and what it asks and says."""

    def __init__(self, door: "FrontDoor") -> None:
        self._door = door

    async def page(self, request: web.Request) -> web.StreamResponse:
        """GET /r/{ticket}. The same whatever the ticket is worth: the page says so itself."""
        if request.method == "GET":
            try:
                ticket = await self._door.tickets.look(request.match_info["ticket"], PURPOSE)
                opened = RecallOpen(id=self._door.new_id(), made_at_ms=self._door.now_ms(), recalled_id=ticket.about)
                await self._door.submit(opened, LINK)
            except Refused:
                pass
        return self._door.page("coming")

    async def show(self, request: web.Request) -> web.Response:
        """GET /api/recall/{ticket}: ComingPage, or 409 ``ticket_invalid``."""
        ticket = await self._door.tickets.look(request.match_info["ticket"], PURPOSE)
        return await self._shown(ticket.about, ticket.holder)

    async def say(self, request: web.Request) -> web.Response:
        """POST /api/recall/{ticket} ComingSaid: ComingPage; 409 ``link_ended``, ``ticket_invalid``. An answer may be
        changed, so it uses nothing of the ticket up: the ticket ends with the recall."""
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        said = msgspec.json.decode(await request.read(), type=ComingSaid)
        ticket = await self._door.tickets.look(request.match_info["ticket"], PURPOSE)
        answer = RecallAnswer(
            id=self._door.new_id(), made_at_ms=self._door.now_ms(), recalled_id=ticket.about, reply=said.reply
        )
        await self._door.submit(answer, LINK)
        return await self._shown(ticket.about, ticket.holder)

    async def _shown(self, recalled_id: str, person_id: str) -> web.Response:
        async with self._door.reading() as reading:
            person = await reading.get(PERSON, recalled_id, RecalledPerson)
            recall = await reading.get(RECALL, person.recall_id, Recall)
        if person.person_id != person_id:
            raise Refused(Code.TICKET_INVALID)
        return answer_json(coming_page(recall, person, self._door.now_ms()))


def coming_page(recall: Recall, person: RecalledPerson, now_ms: int) -> ComingPage:
    """What this person may read now. The timer that ends a recall may be a moment behind the clock."""
    phase: Literal["running", "over", "called_off"] = "running"
    if recall.ended_why == "called_off":
        phase = "called_off"
    elif not recall.running or now_ms >= recall.until_ms:
        phase = "over"
    return ComingPage(
        phase=phase,
        language=person.language,
        place=recall.place,
        now_ms=now_ms,
        started_at_ms=recall.started_at_ms,
        until_ms=recall.until_ms,
        text=recall.text,
        reply=person.reply,
        by_ms=person.by_ms,
    )


def routes(door: "FrontDoor") -> list[web.RouteDef]:
    """The page behind a recall's link, and the dispatchers' and administrators' page."""
    doors = ComingDoor(door)
    ticket = "{ticket:[A-Za-z0-9_-]{22}}"

    async def board(request: web.Request) -> web.StreamResponse:
        return door.page("recall")

    return [
        web.get("/recall", board),
        web.get(f"/r/{ticket}", doors.page),
        web.get(f"/api/recall/{ticket}", doors.show),
        web.post(f"/api/recall/{ticket}", doors.say),
    ]

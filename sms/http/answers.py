"""The link of a message and the answer to it.

Opening a link accepts nothing: GET and HEAD are written down as an opening at most. Telephones, mail filters and
virus scanners open links too.
"""

from typing import TYPE_CHECKING, Literal

import msgspec
from aiohttp import web

from signaling.protocol.alerts import (
    AboutKind,
    AlertAcknowledge,
    AlertConfirm,
    AlertDecline,
    AlertOpen,
    AlertStatus,
    PersonStatus,
    Promise,
)
from signaling.protocol.base import Command
from signaling.protocol.deliveries import Urgency
from signaling.protocol.refusals import Code, Refused
from signaling.slice import system
from sms.composing import PURPOSE
from sms.domain.alerts import Alert, AlertPerson

if TYPE_CHECKING:
    from signaling.front_door import FrontDoor

LINK = system("sms.link")
READABLE: frozenset[AlertStatus] = frozenset({"open", "declined_by_all"})
"""While it may be answered, what it is about is shown; afterwards only to whoever took it."""


class AnswerPage(msgspec.Struct, frozen=True, kw_only=True):
    """What the page behind the link shows. No name; where and why only as long as it concerns the reader."""

    status: AlertStatus
    mine: PersonStatus
    about_kind: AboutKind
    specialty: str
    urgency: Urgency
    language: str
    raised_at_ms: int
    expires_at_ms: int
    now_ms: int
    taken_by_me: bool
    reason_labels: dict[str, str] = msgspec.field(default_factory=dict)
    address_label: str | None = None
    number: int | None = None
    promised_at_ms: int | None = None
    confirm_by_ms: int | None = None
    confirmed_at_ms: int | None = None


class AnswerGiven(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``confirm``: there, or on the way as promised. ``promise_s``: in how many seconds whoever accepts is there."""

    answer: Literal["accept", "decline", "confirm"]
    promise_s: Promise | None = None


class AnswerDoor:
    """The page behind a message's link and its two buttons."""

    def __init__(self, door: "FrontDoor") -> None:
        self._door = door

    async def page(self, request: web.Request) -> web.StreamResponse:
        """GET /a/{ticket}. The page is the same whatever the ticket is worth: it says so itself."""
        if request.method == "GET":
            try:
                ticket = await self._door.tickets.look(request.match_info["ticket"], PURPOSE)
                opened = AlertOpen(
                    id=self._door.new_id(),
                    made_at_ms=self._door.now_ms(),
                    alert_id=ticket.about,
                    person_id=ticket.holder,
                )
                await self._door.submit(opened, LINK)
            except Refused:
                pass
        return self._door.page("answer")

    async def show(self, request: web.Request) -> web.Response:
        """GET /api/alert/{ticket}: AnswerPage, or 409 ``ticket_invalid``."""
        ticket = await self._door.tickets.look(request.match_info["ticket"], PURPOSE)
        return await self._shown(ticket.about, ticket.holder)

    async def answer(self, request: web.Request) -> web.Response:
        """POST /api/alert/{ticket} AnswerGiven: AnswerPage; 409 ``alert_covered``, ``alert_expired``,
        ``ticket_invalid``, ``wrong_state``."""
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        given = msgspec.json.decode(await request.read(), type=AnswerGiven)
        ticket = await self._door.tickets.take(request.match_info["ticket"], PURPOSE)
        await self._door.submit(self._wish(given, ticket.about, ticket.holder), LINK)
        return await self._shown(ticket.about, ticket.holder)

    def _wish(self, given: AnswerGiven, alert_id: str, person_id: str) -> Command:
        id, now_ms = self._door.new_id(), self._door.now_ms()
        match given.answer:
            case "accept":
                return AlertAcknowledge(
                    id=id, made_at_ms=now_ms, alert_id=alert_id, person_id=person_id, channel="sms",
                    promise_s=given.promise_s,
                )  # fmt: skip
            case "decline":
                return AlertDecline(id=id, made_at_ms=now_ms, alert_id=alert_id, person_id=person_id, channel="sms")
            case "confirm":
                return AlertConfirm(id=id, made_at_ms=now_ms, alert_id=alert_id, person_id=person_id, channel="sms")

    async def _shown(self, alert_id: str, person_id: str) -> web.Response:
        async with self._door.reading() as reading:
            alert = await reading.get("alert", alert_id, Alert)
        person = alert.person(person_id)
        if person is None:
            raise Refused(Code.TICKET_INVALID)
        return answer_json(answer_page(alert, person, self._door.now_ms()))


def answer_page(alert: Alert, person: AlertPerson, now_ms: int) -> AnswerPage:
    """What this person may read of the alert now."""
    taken_by_me = alert.status == "acknowledged" and alert.acknowledged_by == person.person_id
    # The timer that ends an alert may be a moment behind the clock; the page never offers what would be refused.
    over = alert.status in READABLE and now_ms >= alert.expires_at_ms
    readable = taken_by_me or (alert.status in READABLE and not over)
    return AnswerPage(
        status="expired" if over else alert.status,
        mine=person.status,
        about_kind=alert.about_kind,
        specialty=alert.specialty,
        urgency=alert.urgency,
        language=person.language,
        raised_at_ms=alert.raised_at_ms,
        expires_at_ms=alert.expires_at_ms,
        now_ms=now_ms,
        taken_by_me=taken_by_me,
        reason_labels=alert.reason_labels if readable else {},
        address_label=alert.address_label if readable else None,
        number=alert.number if readable else None,
        promised_at_ms=alert.promised_at_ms if taken_by_me else None,
        confirm_by_ms=alert.confirm_by_ms if taken_by_me else None,
        confirmed_at_ms=alert.confirmed_at_ms if taken_by_me else None,
    )


def answer_json(body: object) -> web.Response:
    return web.Response(
        body=msgspec.json.encode(body), content_type="application/json", headers={"Cache-Control": "no-store"}
    )


def answer_routes(door: "FrontDoor") -> list[web.RouteDef]:
    """The page behind a link, and what it asks and says."""
    answers = AnswerDoor(door)
    ticket = "{ticket:[A-Za-z0-9_-]{22}}"
    return [
        web.get(f"/a/{ticket}", answers.page),
        web.get(f"/api/alert/{ticket}", answers.show),
        web.post(f"/api/alert/{ticket}", answers.answer),
    ]

"""The page behind the link in a crew's SMS, and the one thing that it can say: we accept.

Opening it accepts nothing: GET and HEAD change nothing at all.
"""

from typing import TYPE_CHECKING, Literal

import msgspec
from aiohttp import web

from signaling.protocol.assignments import AcceptAssignment, ActiveAssignment, AssignmentView
from signaling.protocol.crew_messages import CREW_TICKET_PURPOSE
from signaling.protocol.incident_summaries import IncidentSummary, IncidentSummaryView
from signaling.protocol.milestones import Stage
from signaling.slice import Actor, Role

if TYPE_CHECKING:
    from signaling.front_door import FrontDoor

UNANSWERED = frozenset({Stage.ORDERED, Stage.DELIVERED, Stage.SEEN})

OrderState = Literal["open", "accepted", "over"]


class OrderPage(msgspec.Struct, frozen=True, kw_only=True):
    """What the page shows. Where and why as long as the order stands; nobody's name."""

    state: OrderState
    callsign: str = ""
    number: int | None = None
    priority: int | None = None
    reason_labels: dict[str, str] = msgspec.field(default_factory=dict)
    address_label: str | None = None
    accepted_at_ms: int | None = None


class OrderAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A crew that cannot go says so by radio: somebody has to find another at once."""

    answer: Literal["accept"]


class OrderDoor:
    """The page and its button."""

    def __init__(self, door: "FrontDoor") -> None:
        self._door = door

    async def page(self, request: web.Request) -> web.StreamResponse:
        """GET /o/{ticket}. The page is the same whatever the ticket is worth: it says so itself."""
        return self._door.page("order")

    async def show(self, request: web.Request) -> web.Response:
        """GET /api/order/{ticket}: OrderPage, or 409 ``ticket_invalid``."""
        ticket = await self._door.tickets.look(request.match_info["ticket"], CREW_TICKET_PURPOSE)
        return await self._shown(ticket.about, ticket.holder)

    async def answer(self, request: web.Request) -> web.Response:
        """POST /api/order/{ticket} OrderAnswer: OrderPage; 409 ``ticket_invalid``, ``wrong_state``. Accepting what is
        accepted is accepting."""
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        msgspec.json.decode(await request.read(), type=OrderAnswer)
        ticket = await self._door.tickets.take(request.match_info["ticket"], CREW_TICKET_PURPOSE)
        assignment = await self._active(ticket.about, ticket.holder)
        if assignment is not None and assignment.stage in UNANSWERED:
            crew = Actor(
                id=ticket.holder, role=Role.CREW, name=assignment.callsign, brigade_id=ticket.holder, device="sms"
            )
            wish = AcceptAssignment(
                id=self._door.new_id(),
                made_at_ms=self._door.now_ms(),
                assignment_id=assignment.assignment_id,
                through="message",
            )
            await self._door.submit(wish, crew)
        return await self._shown(ticket.about, ticket.holder)

    async def _active(self, assignment_id: str, brigade_id: str) -> AssignmentView | None:
        """None once the brigade does something else."""
        found: AssignmentView | None = await self._door.ask(ActiveAssignment(brigade_id=brigade_id))
        return found if found is not None and found.assignment_id == assignment_id else None

    async def _shown(self, assignment_id: str, brigade_id: str) -> web.Response:
        assignment = await self._active(assignment_id, brigade_id)
        if assignment is None:
            return _json(OrderPage(state="over"))
        incident: IncidentSummaryView = await self._door.ask(IncidentSummary(incident_id=assignment.incident_id))
        accepted = next((one.at_ms for one in assignment.milestones if one.stage == Stage.ACCEPTED), None)
        return _json(
            OrderPage(
                state="open" if assignment.stage in UNANSWERED else "accepted",
                callsign=assignment.callsign,
                number=incident.number,
                priority=incident.priority,
                reason_labels=incident.reason_label,
                address_label=incident.address_label or None,
                accepted_at_ms=accepted,
            )
        )


def _json(body: OrderPage) -> web.Response:
    return web.Response(
        body=msgspec.json.encode(body), content_type="application/json", headers={"Cache-Control": "no-store"}
    )


def order_routes(door: "FrontDoor") -> list[web.RouteDef]:
    """The page behind the link, and what it asks and says."""
    orders = OrderDoor(door)
    ticket = "{ticket:[A-Za-z0-9_-]{22}}"
    return [
        web.get(f"/o/{ticket}", orders.page),
        web.get(f"/api/order/{ticket}", orders.show),
        web.post(f"/api/order/{ticket}", orders.answer),
    ]

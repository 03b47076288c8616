"""Words of the crew's message: the order as SMS, when the tablet has not confirmed it in time.

One for each assignment, and its id is the assignment's. What is sent are deliveries (``deliveries.py``) that say
``order`` and carry the assignment's id as their link.
"""

from typing import ClassVar, Literal

from signaling.protocol.base import Command, Event, Question, View
from signaling.protocol.deliveries import DeliveryStatus, Urgency

CREW_TICKET_PURPOSE = "crew.order"
"""Of the tickets behind the addresses ``/o/<ticket>``: ``about`` is the assignment, ``holder`` the brigade."""

CrewMessagePhase = Literal["awaited", "sent", "missing", "late"]
"""The tablet is waited for; the SMS went; nobody of the crew has a telephone; it was too late to send anything."""

CrewMessageOutcome = Literal["delivered", "accepted", "accepted_by_message", "over"]
"""The tablet confirmed it; the crew accepted, on the tablet or by the SMS; the assignment has ended."""


# Wishes of the server


class CrewMessageWatch(Command, frozen=True, kw_only=True, tag="crew_message.watch"):
    """A brigade was ordered: the clock runs from ``ordered_at_ms``."""

    assignment_id: str
    incident_id: str
    brigade_id: str
    callsign: str
    urgency: Urgency
    ordered_at_ms: int


class CrewMessageSend(Command, frozen=True, kw_only=True, tag="crew_message.send"):
    """The clock's: the tablet is silent."""

    assignment_id: str
    brigade_id: str


class CrewMessageNote(Command, frozen=True, kw_only=True, tag="crew_message.note"):
    """How far the SMS has come; of several the one that came farthest."""

    assignment_id: str
    status: DeliveryStatus


class CrewMessageSettle(Command, frozen=True, kw_only=True, tag="crew_message.settle"):
    """The assignment went on: what has not left is not sent."""

    assignment_id: str
    outcome: CrewMessageOutcome


# Facts


class OfCrewMessage(Event, frozen=True, kw_only=True):
    """What every fact of a crew's message says."""

    touches: ClassVar[dict[str, str]] = {"crew_message": "assignment_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id",)

    assignment_id: str
    incident_id: str
    brigade_id: str
    callsign: str


class CrewMessageAwaited(OfCrewMessage, frozen=True, kw_only=True, tag="crew_message.awaited"):
    """``due_ms``: until when the tablet has time; ``expires_at_ms``: after it nothing is sent."""

    urgency: Urgency
    due_ms: int
    expires_at_ms: int


class CrewMessageSent(OfCrewMessage, frozen=True, kw_only=True, tag="crew_message.sent"):
    """The tablet was silent: an SMS to each of so many telephones."""

    telephones: int


class CrewMessageMissing(OfCrewMessage, frozen=True, kw_only=True, tag="crew_message.missing"):
    """The tablet is silent and nobody of the crew has a telephone that takes messages: somebody must call by radio."""


class CrewMessageRefused(OfCrewMessage, frozen=True, kw_only=True, tag="crew_message.refused"):
    """So many telephones of the crew take no more messages: nothing was sent to them."""

    telephones: int


class CrewMessageLate(OfCrewMessage, frozen=True, kw_only=True, tag="crew_message.late"):
    """The tablet is silent, and the time in which an SMS helps is over: nothing is sent."""


class CrewMessageDeliveryNoted(OfCrewMessage, frozen=True, kw_only=True, tag="crew_message.delivery_noted"):
    status: DeliveryStatus


class CrewMessageSettled(OfCrewMessage, frozen=True, kw_only=True, tag="crew_message.settled"):
    outcome: CrewMessageOutcome


# What is shown and asked


class CrewMessageView(View, frozen=True, kw_only=True):
    """Kind ``crew_message``, for the service: once the tablet was silent, until the assignment ends."""

    assignment_id: str
    incident_id: str
    brigade_id: str
    callsign: str
    phase: CrewMessagePhase
    telephones: int
    delivery: DeliveryStatus | None
    since_ms: int
    outcome: CrewMessageOutcome | None


class CrewMessageStatus(Question, frozen=True, kw_only=True, tag="crew_message.status"):
    """How far the farthest of the SMS with this assignment's order has come; None: none. The server's own question."""

    answer_type: ClassVar[object] = DeliveryStatus | None

    assignment_id: str

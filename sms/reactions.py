"""What an alert follows from, and what ends it: facts of dispatch, of the consult room and of media."""

from collections.abc import Awaitable, Callable, Mapping

from signaling.protocol.alerts import AlertRaise, AlertSettle
from signaling.protocol.assignments import BrigadeAssigned
from signaling.protocol.base import Command, Event
from signaling.protocol.booking import ConsultBooked
from signaling.protocol.caller import CallerLinkEnded, CallerLinkSent
from signaling.protocol.consult_room import (
    ConsultAccepted,
    ConsultAcknowledged,
    ConsultAsked,
    ConsultCancelled,
    ConsultConcluded,
    ConsultDeclined,
    ConsultRung,
    ConsultSaid,
)
from signaling.protocol.consult_room import Urgency as ConsultUrgency
from signaling.protocol.conversations import ConversationAccepted, ConversationJoined
from signaling.protocol.council import ConsultCalledIn, ConsultJoined
from signaling.protocol.deliveries import Urgency
from signaling.protocol.duty import DutyPeople, DutyPerson
from signaling.protocol.guests import GuestInvited, GuestLinkEnded
from signaling.protocol.incident_summaries import IncidentSummary, IncidentSummaryView
from signaling.protocol.incidents import IncidentClosed
from signaling.protocol.link_messages import (
    CallerMessageRecall,
    CallerMessageSend,
    GuestMessageRecall,
    GuestMessageSend,
)
from signaling.slice import Ask, Happened, Reaction
from sms.domain.wording import OF_PRIORITY
from sms.handlers.alerts import asked

React = Callable[[Happened, Ask], Awaitable[list[Command]]]

MADE_BY_FRAME = ""
"""A consequence's id is made by the frame from the event's (rule [R1])."""

OF_CONSULT: Mapping[ConsultUrgency, Urgency] = {
    "emergency": "life_threat",
    "urgent": "urgent",
    "planned": "routine",
}


async def alert_the_duty_doctor(happened: Happened, ask: Ask) -> list[Command]:
    """An assignment whose reason asks for a doctor. An empty duty list makes an uncovered alert, which is red."""
    event = happened.event
    assert isinstance(event, BrigadeAssigned)
    if event.alert_specialty is None:
        return []
    people: list[DutyPerson] = await ask(DutyPeople(specialty=event.alert_specialty, at_ms=happened.stamp.at_ms))
    summary: IncidentSummaryView = await ask(IncidentSummary(incident_id=event.incident_id))
    return [
        AlertRaise(
            id=MADE_BY_FRAME,
            made_at_ms=happened.stamp.at_ms,
            about_kind="incident",
            about_id=event.incident_id,
            specialty=event.alert_specialty,
            urgency=OF_PRIORITY[summary.priority],
            people=[asked(person) for person in people],
            reason=summary.reason,
            reason_labels=summary.reason_label,
            address_label=summary.address_label,
            number=summary.number,
        )
    ]


async def alert_the_specialist(happened: Happened, ask: Ask) -> list[Command]:
    """A consult was asked for: the duty list of its specialty is alerted too, wherever its people are. One that takes a
    slot has a specialist already, who is reminded."""
    event = happened.event
    assert isinstance(event, ConsultAsked)
    if event.booked:
        return []
    people: list[DutyPerson] = await ask(DutyPeople(specialty=event.specialty, at_ms=happened.stamp.at_ms))
    return [
        AlertRaise(
            id=MADE_BY_FRAME,
            made_at_ms=happened.stamp.at_ms,
            about_kind="consult",
            about_id=event.consult_id,
            specialty=event.specialty,
            urgency=OF_CONSULT[event.urgency],
            people=[asked(person) for person in people],
            address_label=event.asker_place or None,
            number=event.number,
        )
    ]


async def alert_who_came_on_duty(happened: Happened, ask: Ask) -> list[Command]:
    """The consult room looked at the duty list again and rings people, or rings some to come in besides its specialist:
    whoever is new gets a message as well. Whom the asking itself rang, it alerted."""
    event = happened.event
    assert isinstance(event, ConsultRung | ConsultCalledIn)
    if not event.people or (isinstance(event, ConsultRung) and event.first):
        return []
    return [
        AlertRaise(
            id=MADE_BY_FRAME,
            made_at_ms=happened.stamp.at_ms,
            about_kind="consult",
            about_id=event.consult_id,
            specialty=event.specialty,
            urgency=OF_CONSULT[event.urgency],
            people=[asked(person) for person in event.people],
            address_label=event.asker_place or None,
        )
    ]


async def consult_was_taken(happened: Happened, ask: Ask) -> list[Command]:
    """Whoever took it, or came in, in the browser or by the link: for all others it is covered."""
    event = happened.event
    assert isinstance(event, ConsultAccepted | ConsultJoined)
    if isinstance(event, ConsultJoined) and event.member.relation != "person":
        return []
    return [
        AlertSettle(
            id=MADE_BY_FRAME,
            made_at_ms=happened.stamp.at_ms,
            about_kind="consult",
            about_id=event.consult_id,
            outcome="taken",
            person_id=event.person_id if isinstance(event, ConsultAccepted) else event.member.id,
        )
    ]


async def consult_was_declined(happened: Happened, ask: Ask) -> list[Command]:
    """Somebody who is rung said no in the browser: the next one's turn."""
    event = happened.event
    assert isinstance(event, ConsultDeclined)
    return [
        AlertSettle(
            id=MADE_BY_FRAME,
            made_at_ms=happened.stamp.at_ms,
            about_kind="consult",
            about_id=event.consult_id,
            outcome="declined",
            person_id=event.person_id,
        )
    ]


async def specialist_is_in_the_consult(happened: Happened, ask: Ask) -> list[Command]:
    """Whoever took it writes, concludes, or is in its conversation, whose answering side they are: the promise is
    kept."""
    event = happened.event
    assert isinstance(event, ConsultSaid | ConsultConcluded | ConversationJoined)
    if event.consult_id is None or (isinstance(event, ConversationJoined) and event.side != "answerer"):
        return []
    return [
        AlertSettle(
            id=MADE_BY_FRAME,
            made_at_ms=happened.stamp.at_ms,
            about_kind="consult",
            about_id=event.consult_id,
            outcome="arrived",
            person_id=event.author_id if isinstance(event, ConsultSaid) else None,
        )
    ]


async def doctor_talks_about_the_incident(happened: Happened, ask: Ask) -> list[Command]:
    """Whoever took the alert answered a conversation about the incident, or entered one."""
    event = happened.event
    assert isinstance(event, ConversationAccepted | ConversationJoined)
    person_id = event.answerer_id if isinstance(event, ConversationAccepted) else event.of_id
    if event.incident_id is None or person_id is None:
        return []
    return [
        AlertSettle(
            id=MADE_BY_FRAME,
            made_at_ms=happened.stamp.at_ms,
            about_kind="incident",
            about_id=event.incident_id,
            outcome="arrived",
            person_id=person_id,
        )
    ]


async def consult_ended(happened: Happened, ask: Ask) -> list[Command]:
    """Acknowledged or cancelled by who asked; or a slot was booked, and nobody is asked for now."""
    event = happened.event
    assert isinstance(event, ConsultAcknowledged | ConsultCancelled | ConsultBooked)
    return [_closed(happened, "consult", event.consult_id)]


async def incident_closed(happened: Happened, ask: Ask) -> list[Command]:
    """Nobody needs to come any more."""
    event = happened.event
    assert isinstance(event, IncidentClosed)
    return [_closed(happened, "incident", event.incident_id)]


def _closed(happened: Happened, kind: str, about_id: str) -> AlertSettle:
    return AlertSettle(
        id=MADE_BY_FRAME,
        made_at_ms=happened.stamp.at_ms,
        about_kind="incident" if kind == "incident" else "consult",
        about_id=about_id,
        outcome="closed",
    )


async def send_the_link(happened: Happened, ask: Ask) -> list[Command]:
    """The desk asked for the caller's camera."""
    event = happened.event
    assert isinstance(event, CallerLinkSent)
    return [
        CallerMessageSend(
            id=MADE_BY_FRAME,
            made_at_ms=happened.stamp.at_ms,
            link_id=event.link_id,
            incident_id=event.incident_id,
            patient_id=event.patient_id,
            language=event.language,
            expires_at_ms=event.expires_at_ms,
            telephone=event.telephone,
        )
    ]


async def recall_the_link(happened: Happened, ask: Ask) -> list[Command]:
    """Nobody is to be asked for what is over."""
    event = happened.event
    assert isinstance(event, CallerLinkEnded)
    return [CallerMessageRecall(id=MADE_BY_FRAME, made_at_ms=happened.stamp.at_ms, link_id=event.link_id)]


async def send_the_guests_link(happened: Happened, ask: Ask) -> list[Command]:
    """Somebody is asked into a conversation by telephone; without a number the link is told in another way."""
    event = happened.event
    assert isinstance(event, GuestInvited)
    if not event.by_message:
        return []
    return [
        GuestMessageSend(
            id=MADE_BY_FRAME,
            made_at_ms=happened.stamp.at_ms,
            link_id=event.link_id,
            conversation_id=event.conversation_id,
            language=event.language,
            expires_at_ms=event.expires_at_ms,
            telephone=event.telephone,
        )
    ]


async def recall_the_guests_link(happened: Happened, ask: Ask) -> list[Command]:
    """As a caller's."""
    event = happened.event
    assert isinstance(event, GuestLinkEnded)
    return [GuestMessageRecall(id=MADE_BY_FRAME, made_at_ms=happened.stamp.at_ms, link_id=event.link_id)]


ABOUT_GUESTS: Mapping[type[Event], React] = {
    GuestInvited: send_the_guests_link,
    GuestLinkEnded: recall_the_guests_link,
}
ABOUT_CALLERS: Mapping[type[Event], React] = {CallerLinkSent: send_the_link, CallerLinkEnded: recall_the_link}
ABOUT_INCIDENTS: Mapping[type[Event], React] = {
    BrigadeAssigned: alert_the_duty_doctor,
    ConversationAccepted: doctor_talks_about_the_incident,
    ConversationJoined: doctor_talks_about_the_incident,
    IncidentClosed: incident_closed,
}
ABOUT_CONSULTS: Mapping[type[Event], React] = {
    ConsultAsked: alert_the_specialist,
    ConsultRung: alert_who_came_on_duty,
    ConsultCalledIn: alert_who_came_on_duty,
    ConsultBooked: consult_ended,
    ConsultAccepted: consult_was_taken,
    ConsultJoined: consult_was_taken,
    ConsultDeclined: consult_was_declined,
    ConsultSaid: specialist_is_in_the_consult,
    ConsultConcluded: specialist_is_in_the_consult,
    ConversationJoined: specialist_is_in_the_consult,
    ConsultAcknowledged: consult_ended,
    ConsultCancelled: consult_ended,
}


def _in_order(name: str, rules: Mapping[type[Event], React]) -> Reaction:
    """One cursor for all facts about one kind of thing: an end can never overtake its beginning."""

    async def react(happened: Happened, ask: Ask) -> list[Command]:
        return await rules[type(happened.event)](happened, ask)

    return Reaction(name, tuple(rules), react)


REACTIONS = (
    _in_order("sms.incidents", ABOUT_INCIDENTS),
    _in_order("sms.consults", ABOUT_CONSULTS),
    _in_order("sms.callers", ABOUT_CALLERS),
    _in_order("sms.guests", ABOUT_GUESTS),
)

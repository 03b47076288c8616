"""What follows for callers' links from what happened to their incident and their message, and for conversations from
what happened to the link."""

from signaling.protocol.assignments import AssignmentCancelled, AssignmentDeclined, AssignmentDiverted, BrigadeAssigned
from signaling.protocol.base import Command
from signaling.protocol.caller import (
    CallerLinkDeclined,
    CallerLinkEnd,
    CallerLinkEnded,
    CallerLinkFollowLead,
    CallerLinkNoteDelivery,
    CallerLinksOf,
    CallerLiveOffered,
    CallerLiveStopped,
    CallerLiveTaken,
    CallerTextAsked,
)
from signaling.protocol.conversations import ConversationHangUp, ConversationOpenAccepted
from signaling.protocol.deliveries import DELIVERY_MOVED, DeliveryStatus
from signaling.protocol.incident_summaries import IncidentCaller, IncidentCallerView
from signaling.protocol.incidents import IncidentClosed
from signaling.protocol.link_messages import CallerMessageStatus
from signaling.protocol.participants import ConversationRemove
from signaling.slice import Ask, Happened, Reaction

LEAD_MAY_CHANGE = (BrigadeAssigned, AssignmentDeclined, AssignmentCancelled, AssignmentDiverted)
LIVE_ENDS = (CallerLiveStopped, CallerLinkDeclined, CallerLinkEnded, CallerTextAsked)


async def follow_incident(happened: Happened, ask: Ask) -> list[Command]:
    """A closed incident ends its link; another lead is shown what was passed on to the one before."""
    event, at_ms = happened.event, happened.stamp.at_ms
    if isinstance(event, IncidentClosed):
        ids: list[str] = await ask(CallerLinksOf(incident_id=event.incident_id))
        return [CallerLinkEnd(id=happened.event_id, made_at_ms=at_ms, link_id=id) for id in ids]
    assert isinstance(event, LEAD_MAY_CHANGE)
    ids = await ask(CallerLinksOf(incident_id=event.incident_id))
    if not ids:
        return []
    caller: IncidentCallerView = await ask(IncidentCaller(incident_id=event.incident_id))
    return [
        CallerLinkFollowLead(id=happened.event_id, made_at_ms=at_ms, link_id=id, brigade_id=caller.lead_brigade_id)
        for id in ids
    ]


async def follow_message(happened: Happened, ask: Ask) -> list[Command]:
    """How far the SMS has come."""
    event = happened.event
    assert isinstance(event, DELIVERY_MOVED)
    if event.link_id is None:
        return []
    status: DeliveryStatus | None = await ask(CallerMessageStatus(link_id=event.link_id))
    if status is None:
        return []
    return [
        CallerLinkNoteDelivery(
            id=happened.event_id, made_at_ms=happened.stamp.at_ms, link_id=event.link_id, status=status
        )
    ]


async def follow_live(happened: Happened, ask: Ask) -> list[Command]:
    """The caller's video is a conversation. The guest makes the offers: it is their page that waits. Where others talk
    on, the caller alone goes. One cursor for beginning and end, so that an end can never overtake its beginning."""
    event = happened.event
    if isinstance(event, CallerLiveOffered):
        return [_opened(happened, event)]
    if isinstance(event, CallerLiveTaken):
        return [*_over(happened, event.before), _opened(happened, event)]
    assert isinstance(event, LIVE_ENDS)
    if event.conversation_id is None:
        return []
    return [
        ConversationRemove(
            id=happened.event_id,
            made_at_ms=happened.stamp.at_ms,
            conversation_id=event.conversation_id,
            of_relation="guest",
            of_id=event.link_id,
        )
    ]


def _over(happened: Happened, conversation_id: str | None) -> list[Command]:
    if conversation_id is None:
        return []
    return [ConversationHangUp(id=happened.event_id, made_at_ms=happened.stamp.at_ms, conversation_id=conversation_id)]


def _opened(happened: Happened, event: CallerLiveOffered | CallerLiveTaken) -> ConversationOpenAccepted:
    return ConversationOpenAccepted(
        id=happened.event_id,
        made_at_ms=happened.stamp.at_ms,
        conversation_id=event.conversation_id,
        about=event.incident_id,
        about_kind="incident",
        asker_relation="guest",
        asker_id=event.link_id,
        answerer_relation="person",
        answerer_id=event.to_person_id,
        answerer_name=event.to_person_name,
        video=True,
    )


REACTIONS = (
    Reaction("media.caller.follow_incident", (IncidentClosed, *LEAD_MAY_CHANGE), follow_incident),
    Reaction("media.caller.follow_message", DELIVERY_MOVED, follow_message),
    Reaction("media.caller.follow_live", (CallerLiveOffered, CallerLiveTaken, *LIVE_ENDS), follow_live),
)

"""What follows in conversations from what happened elsewhere."""

from uuid import UUID, uuid5

from signaling.protocol.base import Command
from signaling.protocol.consult_room import (
    ConsultAccepted,
    ConsultAcknowledged,
    ConsultCancelled,
    ConsultReleased,
)
from signaling.protocol.conversation_views import ConversationsAbout
from signaling.protocol.conversations import ConversationHangUp, ConversationOpenAccepted
from signaling.protocol.council import ConsultJoined, ConsultPassedOn
from signaling.protocol.participants import ConversationInvite
from signaling.slice import Ask, Happened, Reaction


async def follow_consult(happened: Happened, ask: Ask) -> list[Command]:
    """One cursor for all: a consult's end can never overtake its beginning."""
    if isinstance(happened.event, ConsultAccepted):
        return _open(happened, happened.event) if happened.event.mode == "live" else []
    if isinstance(happened.event, ConsultJoined):
        return await _bring_in(happened, happened.event, ask)
    if isinstance(happened.event, ConsultAcknowledged | ConsultCancelled | ConsultReleased | ConsultPassedOn):
        return await _end(happened, happened.event.consult_id, ask)
    return []


async def _end(happened: Happened, consult_id: str, ask: Ask) -> list[Command]:
    """Who has read the conclusion, or needs none any more, has nothing left to talk about here; nor is a conversation
    waited in for somebody who did not come, or who gave the consult away. A conversation about an incident goes on: its
    two have the next thing to say."""
    going_on: list[str] = await ask(ConversationsAbout(about=consult_id))
    return [
        ConversationHangUp(id=happened.event_id, made_at_ms=happened.stamp.at_ms, conversation_id=conversation_id)
        for conversation_id in going_on
    ]


async def _bring_in(happened: Happened, event: ConsultJoined, ask: Ask) -> list[Command]:
    """A colleague, or the patient, who came into the consult is rung into what its two are saying now, if they are
    talking."""
    if event.member.relation not in ("person", "guest"):
        return []
    going_on: list[str] = await ask(ConversationsAbout(about=event.consult_id))
    return [
        ConversationInvite(
            id=happened.event_id,
            made_at_ms=happened.stamp.at_ms,
            conversation_id=conversation_id,
            invitation_id=str(uuid5(UUID(happened.event_id), conversation_id)),
            to_relation=event.member.relation,
            to_id=event.member.id,
            to_name=event.name,
        )
        for conversation_id in going_on
    ]


def _open(happened: Happened, event: ConsultAccepted) -> list[Command]:
    """A specialist took the consult: both have agreed, so nobody rings again. The one who asked makes the offers."""
    return [
        ConversationOpenAccepted(
            id=happened.event_id,
            made_at_ms=happened.stamp.at_ms,
            conversation_id=event.conversation_id,
            about=event.consult_id,
            about_kind="consult",
            asker_relation=event.asker_kind,
            asker_id=event.asker_id,
            asker_name=event.asker_name,
            answerer_relation="person",
            answerer_id=event.person_id,
            answerer_name=event.person_name,
        )
    ]


REACTIONS = (
    Reaction(
        "media.follow_consult",
        (ConsultAccepted, ConsultAcknowledged, ConsultCancelled, ConsultReleased, ConsultPassedOn, ConsultJoined),
        follow_consult,
    ),
)

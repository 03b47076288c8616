"""Commands of conversations: gather, decide, record."""

from typing import Any

from media.domain.conversation import Conversation
from media.domain.decisions import DESK, decide, decide_ask, decide_open_accepted, party_of
from signaling.protocol.base import Command
from signaling.protocol.consult_room import ConsultParties, ConsultPartiesView
from signaling.protocol.dispatch import IncidentSummary
from signaling.protocol.media import (
    ConversationAccept,
    ConversationAsk,
    ConversationDecline,
    ConversationGiveUp,
    ConversationHangUp,
    ConversationJoin,
    ConversationOpenAccepted,
    ConversationRing,
)
from signaling.protocol.people import PersonCard
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Ask, Desk, Handler, Moment, Reading, Role

KIND = "conversation"


async def busy_parties(reading: Reading, keys: list[str]) -> list[str]:
    """Those of the keys who are in an accepted conversation."""
    asking = await reading.find(KIND, Conversation, is_accepted=True, asker_key=keys)
    answering = await reading.find(KIND, Conversation, is_accepted=True, answerer_key=keys)
    return [state.asker.key for state in asking] + [state.answerer.key for state in answering if state.answerer]


async def refuse_existing(reading: Reading, conversation_id: str) -> None:
    """Refuses ``already_exists`` when another command made a conversation of this id."""
    if await reading.version(KIND, conversation_id):
        raise Refused(Code.ALREADY_EXISTS, conversation_id=conversation_id)


async def gather_ask(command: ConversationAsk, moment: Moment, ask: Ask) -> None:
    """The person who is rung must exist, and what it is about must be the asker's to speak of: refuses
    ``not_found``."""
    if command.to_relation == "person":
        await ask(PersonCard(person_id=command.to_id))
    if command.about_kind == "incident" and command.about:
        await _check_incident(command.about, moment.actor, ask)
    if command.about_kind == "consult" and command.about:
        await _check_consult(command.about, moment.actor, ask)


async def _check_incident(incident_id: str, actor: Actor, ask: Ask) -> None:
    """The desk speaks of every incident, a crew of those it is shown; a doctor's are consults."""
    if actor.role in DESK:
        await ask(IncidentSummary(incident_id=incident_id))
    elif actor.role is Role.CREW:
        await ask(IncidentSummary(incident_id=incident_id, shown_to_brigade=party_of(actor).id))
    else:
        raise Refused(Code.NOT_FOUND, kind="incident", id=incident_id)


async def _check_consult(consult_id: str, actor: Actor, ask: Ask) -> None:
    """Only the two between whom it is, and only while it is."""
    parties: ConsultPartiesView = await ask(ConsultParties(consult_id=consult_id))
    two = (f"{parties.asker_kind}:{parties.asker_id}", f"person:{parties.specialist_id}")
    if party_of(actor).key not in two:
        raise Refused(Code.NOT_FOUND, kind="consult", id=consult_id)
    if parties.over:
        raise Refused(Code.WRONG_STATE, kind="consult", state="over")


async def ask_conversation(command: ConversationAsk, facts: None, desk: Desk) -> None:
    await refuse_existing(desk, command.conversation_id)
    keys = [party_of(desk.moment.actor).key, f"{command.to_relation}:{command.to_id}"]
    desk.record(*decide_ask(command, await busy_parties(desk, keys), desk.moment))


async def open_accepted(command: ConversationOpenAccepted, facts: None, desk: Desk) -> None:
    await refuse_existing(desk, command.conversation_id)
    keys = [
        f"{command.asker_relation}:{command.asker_id}",
        f"{command.answerer_relation}:{command.answerer_id}",
    ]
    desk.record(*decide_open_accepted(command, await busy_parties(desk, keys), desk.moment))


async def change_conversation(command: Any, facts: None, desk: Desk) -> None:
    """Everything that happens to a conversation that exists."""
    state = await desk.get(KIND, command.conversation_id, Conversation)
    busy: list[str] = []
    if isinstance(command, ConversationAccept) and desk.moment.actor.role is not Role.SYSTEM:
        busy = await busy_parties(desk, [state.asker.key, party_of(desk.moment.actor).key])
    desk.record(*decide(state, command, busy, desk.moment))


CHANGES: tuple[type[Command], ...] = (
    ConversationRing,
    ConversationAccept,
    ConversationDecline,
    ConversationHangUp,
    ConversationJoin,
    ConversationGiveUp,
)

HANDLERS: tuple[Handler, ...] = (
    Handler(ConversationAsk, ask_conversation, gather=gather_ask),
    Handler(ConversationOpenAccepted, open_accepted),
    *(Handler(command, change_conversation) for command in CHANGES),
)

"""Commands of conversations: gather, decide, record; and what follows for the path that a conversation takes."""

from typing import Any

from msgspec import structs

from media.domain import participants
from media.domain.conversation import Conversation
from media.domain.decisions import DESK, decide_ask, decide_open_accepted, party_of
from media.domain.evolve import after
from media.domain.routing import Process, release, repin, route
from media.domain.table import decide
from media.worker_handlers import WORKER_HANDLERS, processes_now
from signaling.protocol.base import Command
from signaling.protocol.consult_views import ConsultParties, ConsultPartiesView
from signaling.protocol.conversations import (
    ConversationAccept,
    ConversationAsk,
    ConversationDecline,
    ConversationGiveUp,
    ConversationHangUp,
    ConversationJoin,
    ConversationOpenAccepted,
    ConversationRing,
)
from signaling.protocol.forwarding import ConversationRelease, ConversationRepin
from signaling.protocol.incident_summaries import IncidentSummary
from signaling.protocol.participants import (
    ConversationComeIn,
    ConversationEnter,
    ConversationInvite,
    ConversationLapseInvitations,
    ConversationLeave,
    ConversationLose,
    ConversationMove,
    ConversationMute,
    ConversationRefuseInvitation,
    ConversationRemove,
    ConversationWrite,
)
from signaling.protocol.people import PersonCard, PersonView
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Ask, Audience, Desk, Handler, Moment, Reading, Role, stands_as

KIND = "conversation"


async def busy_parties(reading: Reading, keys: list[str]) -> list[str]:
    """Those of the keys who are in an accepted conversation, as a side of it or as a further participant."""
    going_on = await reading.find(KIND, Conversation, is_accepted=True)
    return [one.party.key for state in going_on for one in state.participants if one.party.key in keys]


async def refuse_existing(reading: Reading, conversation_id: str) -> None:
    """Refuses ``already_exists`` when another command made a conversation of this id."""
    if await reading.version(KIND, conversation_id):
        raise Refused(Code.ALREADY_EXISTS, conversation_id=conversation_id)


async def gather_ask(command: ConversationAsk, moment: Moment, ask: Ask) -> None:
    """Every person who is to be rung must exist, and what it is about must be the asker's to speak of: refuses
    ``not_found``."""
    called = ((command.to_relation, command.to_id), *((one.relation, one.id) for one in command.then))
    for relation, id in called:
        if relation == "person":
            await ask(PersonCard(person_id=id))
        if relation == "guest" and moment.actor.role not in DESK:
            await _check_patient(command, id, ask)
    if command.about_kind == "incident" and command.about:
        await _check_incident(command.about, moment.actor, ask)
    if command.about_kind == "consult" and command.about:
        await _check_consult(command.about, moment.actor, ask)


async def _check_patient(command: ConversationAsk, guest_id: str, ask: Ask) -> None:
    """A doctor rings no guest but the patient of the consult that it is about."""
    if command.about_kind != "consult":
        raise Refused(Code.NOT_ALLOWED, detail="a guest is the desk's")
    parties: ConsultPartiesView = await ask(ConsultParties(consult_id=command.about))
    if not any((one.relation, one.id) == ("guest", guest_id) for one in parties.members):
        raise Refused(Code.NOT_FOUND, kind="guest", id=guest_id)


async def _check_incident(incident_id: str, actor: Actor, ask: Ask) -> None:
    """The desk speaks of every incident, a crew of those it is shown; a doctor's are consults."""
    if actor.role in DESK:
        await ask(IncidentSummary(incident_id=incident_id))
    elif actor.role is Role.CREW:
        await ask(IncidentSummary(incident_id=incident_id, shown_to_brigade=party_of(actor).id))
    else:
        raise Refused(Code.NOT_FOUND, kind="incident", id=incident_id)


async def _check_consult(consult_id: str, actor: Actor, ask: Ask) -> None:
    """Only those who treat the patient in it, and only while it is."""
    parties: ConsultPartiesView = await ask(ConsultParties(consult_id=consult_id))
    if stands_as(actor) not in [Audience(one.relation, one.id) for one in parties.members]:
        raise Refused(Code.NOT_FOUND, kind="consult", id=consult_id)
    if parties.over:
        raise Refused(Code.WRONG_STATE, kind="consult", state="over")


async def ask_conversation(command: ConversationAsk, facts: None, desk: Desk) -> None:
    await refuse_existing(desk, command.conversation_id)
    keys = [party_of(desk.moment.actor).key, f"{command.to_relation}:{command.to_id}"]
    desk.record(*decide_ask(command, await busy_parties(desk, keys), desk.moment))


async def gather_roles(command: ConversationOpenAccepted, moment: Moment, ask: Ask) -> tuple[str, str]:
    """The roles of the two, for those who will see them; "" for who is no account."""
    sides = ((command.asker_relation, command.asker_id), (command.answerer_relation, command.answerer_id))
    asker, answerer = [await _role(relation, id, ask) for relation, id in sides]
    return asker, answerer


async def _role(relation: str, id: str, ask: Ask) -> str:
    if relation != "person":
        return (Role.CREW if relation == "brigade" else Role.GUEST).value
    try:
        card: PersonView | None = await ask(PersonCard(person_id=id))
    except Refused:
        return ""
    return str(card.role) if card else ""


async def open_accepted(command: ConversationOpenAccepted, roles: tuple[str, str], desk: Desk) -> None:
    await refuse_existing(desk, command.conversation_id)
    keys = [
        f"{command.asker_relation}:{command.asker_id}",
        f"{command.answerer_relation}:{command.answerer_id}",
    ]
    desk.record(*decide_open_accepted(command, roles, await busy_parties(desk, keys), desk.moment))


async def gather_invited(command: ConversationInvite, moment: Moment, ask: Ask) -> str | None:
    """The name of the person who is invited. Refuses ``not_found`` when there is no such person."""
    if command.to_relation != "person":
        return None
    card: PersonView | None = await ask(PersonCard(person_id=command.to_id))
    return card.name if card else None


async def invite(command: ConversationInvite, name: str | None, desk: Desk) -> None:
    """What the server knows of a name is believed before what the inviter says."""
    await change_conversation(structs.replace(command, to_name=name or command.to_name), None, desk)


async def gather_come_in(command: ConversationComeIn, moment: Moment, ask: Ask) -> None:
    """Refuses ``not_found`` to who does not treat the patient in it."""
    await _check_consult(command.about, moment.actor, ask)


async def come_in(command: ConversationComeIn, facts: None, desk: Desk) -> dict[str, str]:
    going_on = await desk.find(KIND, Conversation, is_accepted=True)
    state = next((one for one in going_on if one.about_kind == "consult" and one.about == command.about), None)
    if state is None:
        raise Refused(Code.NOT_FOUND, kind=KIND, id=command.about)
    busy = await busy_parties(desk, [party_of(desk.moment.actor).key])
    desk.record(*participants.come_in(state, command, busy, desk.moment))
    return {"conversation_id": state.conversation_id}


def _who_might_be_busy(command: Any, state: Conversation, actor: Actor) -> list[str]:
    if isinstance(command, ConversationAccept):
        return [] if actor.role is Role.SYSTEM else [state.asker.key, party_of(actor).key]
    if isinstance(command, ConversationEnter):
        return [party_of(actor).key]
    if isinstance(command, ConversationInvite):
        return [f"{command.to_relation}:{command.to_id}"]
    if isinstance(command, ConversationDecline | ConversationGiveUp):
        return [f"{one.relation}:{one.id}" for one in state.then]
    return []


async def change_conversation(command: Any, processes: list[Process] | None, desk: Desk) -> None:
    """Everything that happens to a conversation that exists. ``processes``: where it may be pinned."""
    state = await desk.get(KIND, command.conversation_id, Conversation)
    keys = _who_might_be_busy(command, state, desk.moment.actor)
    events = decide(state, command, await busy_parties(desk, keys) if keys else [], desk.moment)
    now_ms = desk.moment.now_ms
    desk.record(*events, *route(state, after(state, events, now_ms), processes or [], now_ms))


async def repin_conversation(command: ConversationRepin, processes: list[Process], desk: Desk) -> None:
    state = await desk.get(KIND, command.conversation_id, Conversation)
    desk.record(*repin(state, command.move, processes, desk.moment))


async def release_room(command: ConversationRelease, facts: None, desk: Desk) -> None:
    state = await desk.get(KIND, command.conversation_id, Conversation)
    desk.record(*release(state, desk.moment))


async def gather_processes(command: Any, moment: Moment, ask: Ask) -> list[Process]:
    """The workers' processes that are there."""
    return await processes_now(ask)


CHANGES: tuple[type[Command], ...] = (
    ConversationRing,
    ConversationAccept,
    ConversationDecline,
    ConversationHangUp,
    ConversationJoin,
    ConversationGiveUp,
    ConversationRefuseInvitation,
    ConversationLapseInvitations,
    ConversationLeave,
    ConversationRemove,
    ConversationMute,
    ConversationWrite,
    ConversationLose,
)
PINNING: tuple[type[Command], ...] = (ConversationEnter, ConversationMove)
"""After these a conversation may need a worker."""

HANDLERS: tuple[Handler, ...] = (
    Handler(ConversationAsk, ask_conversation, gather=gather_ask),
    Handler(ConversationOpenAccepted, open_accepted, gather=gather_roles),
    Handler(ConversationInvite, invite, gather=gather_invited),
    Handler(ConversationComeIn, come_in, gather=gather_come_in),
    Handler(ConversationRepin, repin_conversation, gather=gather_processes),
    Handler(ConversationRelease, release_room),
    *(Handler(command, change_conversation) for command in CHANGES),
    *(Handler(command, change_conversation, gather=gather_processes) for command in PINNING),
    *WORKER_HANDLERS,
)

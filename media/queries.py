"""Answers about conversations."""

from collections.abc import Callable, Collection

from media.domain.conversation import Conversation
from media.domain.decisions import DESK, party_of
from media.domain.workers import Room, Worker, worker_of
from media.turn import TurnSettings, ice_servers
from signaling.protocol.conversation_views import (
    ConversationParties,
    ConversationRung,
    ConversationsAbout,
    Parties,
    Rung,
)
from signaling.protocol.forwarding import WorkerNow, WorkersNow
from signaling.protocol.negotiation import IceServer, IceServers
from signaling.protocol.participants import ConversationTexts, WrittenText
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Answers, Enquiry, Role

Connected = Callable[[], Collection[str]]
"""The names of the workers' processes that are connected now, on any node."""


async def _conversation(conversation_id: str, enquiry: Enquiry) -> Conversation | None:
    try:
        return await enquiry.reading.get("conversation", conversation_id, Conversation)
    except Refused as refused:
        if refused.code is Code.NOT_FOUND:
            return None
        raise


async def parties(question: ConversationParties, enquiry: Enquiry) -> Parties | None:
    """Who is in the accepted conversation; None when there is none, or it is over."""
    state = await _conversation(question.conversation_id, enquiry)
    if state is None or not state.goes_on or state.answerer is None:
        return None
    return Parties(
        asker=(state.asker.relation, state.asker.id),
        answerer=(state.answerer.relation, state.answerer.id),
        asker_endpoint=state.asker_endpoint,
        answerer_endpoint=state.answerer_endpoint,
        round=state.round,
        members=[(one.party.relation, one.party.id, one.endpoint) for one in state.participants],
        worker_id=state.worker_id,
        move=state.move,
        about=state.about,
        about_kind=state.about_kind,
    )


async def rung(question: ConversationRung, enquiry: Enquiry) -> Rung | None:
    """Who is rung by whom; None when it rings no more, or never did."""
    state = await _conversation(question.conversation_id, enquiry)
    if state is None or state.phase not in ("asked", "ringing"):
        return None
    return Rung(
        asker=(state.asker.relation, state.asker.id),
        asker_endpoint=state.asker_endpoint,
        round=state.round,
        to=(state.to_relation, state.to_id),
    )


async def about(question: ConversationsAbout, enquiry: Enquiry) -> list[str]:
    """Only the accepted ones: a ring is over in half a minute by itself."""
    going_on = await enquiry.reading.find("conversation", Conversation, is_accepted=True)
    return [state.conversation_id for state in going_on if state.about == question.about]


async def texts(question: ConversationTexts, enquiry: Enquiry) -> list[WrittenText]:
    """For whoever is or was in it, and for the desk unless it is about a consult; a guest reads what was written since
    they came in, while they are in it. Refuses ``not_found`` to others."""
    state = await enquiry.reading.get("conversation", question.conversation_id, Conversation)
    actor = enquiry.actor
    key = party_of(actor).key
    inside = state.participant(key)
    is_guest = actor.role is Role.GUEST
    was_in = inside is not None or (key in state.were and not is_guest)
    desks = actor.role in DESK and state.about_kind != "consult"
    if not (was_in or desks or actor.role is Role.SYSTEM):
        raise Refused(Code.NOT_FOUND, kind="conversation", id=question.conversation_id)
    from_ms = inside.entered_at_ms if is_guest and inside is not None else 0
    return [
        WrittenText(relation=one.party.relation, id=one.party.id, name=one.party.name, text=one.text, at_ms=one.at_ms)
        for one in state.written
        if one.at_ms >= from_ms
    ]


async def workers_now(enquiry: Enquiry, connected: Collection[str]) -> list[WorkerNow]:
    """Each process that is connected with a good key, or has rooms."""
    good = {worker.worker_id for worker in await enquiry.reading.find("worker", Worker, is_good=True)}
    rooms = await enquiry.reading.find("room", Room, is_pinned=True)
    here = {process for process in connected if worker_of(process) in good}
    found = []
    for process in sorted(here | {room.worker_id for room in rooms if room.worker_id}):
        own = [room for room in rooms if room.worker_id == process]
        found.append(
            WorkerNow(
                worker_id=worker_of(process),
                process=process,
                connected=process in here,
                rooms=len(own),
                members=sum(len(room.members) for room in own),
            )
        )
    return found


def answers(turn: TurnSettings, connected: Connected) -> tuple[Answers, ...]:
    """The slice's questions, with the settings that they need."""

    async def answer_ice_servers(question: IceServers, enquiry: Enquiry) -> list[IceServer]:
        return ice_servers(turn, enquiry.actor.id, enquiry.now_ms)

    async def answer_workers(question: WorkersNow, enquiry: Enquiry) -> list[WorkerNow]:
        return await workers_now(enquiry, connected())

    return (
        Answers(IceServers, answer_ice_servers, from_screens=True),
        Answers(ConversationTexts, texts, from_screens=True),
        Answers(WorkersNow, answer_workers, from_screens=True),
        Answers(ConversationParties, parties),
        Answers(ConversationRung, rung),
        Answers(ConversationsAbout, about),
    )

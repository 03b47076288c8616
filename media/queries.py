"""Answers about conversations."""

from media.domain.conversation import Conversation
from media.turn import TurnSettings, ice_servers
from signaling.protocol.media import ConversationParties, ConversationsAbout, IceServer, IceServers, Parties
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Answers, Enquiry


async def parties(question: ConversationParties, enquiry: Enquiry) -> Parties | None:
    """Who is in the accepted conversation; None when there is none, or it is over."""
    try:
        state = await enquiry.reading.get("conversation", question.conversation_id, Conversation)
    except Refused as refused:
        if refused.code is Code.NOT_FOUND:
            return None
        raise
    if not state.goes_on or state.answerer is None:
        return None
    return Parties(
        asker=(state.asker.relation, state.asker.id),
        answerer=(state.answerer.relation, state.answerer.id),
        asker_endpoint=state.asker_endpoint,
        answerer_endpoint=state.answerer_endpoint,
        round=state.round,
    )


async def about(question: ConversationsAbout, enquiry: Enquiry) -> list[str]:
    """Only the accepted ones: a ring is over in half a minute by itself."""
    going_on = await enquiry.reading.find("conversation", Conversation, is_accepted=True)
    return [state.conversation_id for state in going_on if state.about == question.about]


def answers(turn: TurnSettings) -> tuple[Answers, ...]:
    """The slice's questions, with the settings that they need."""

    async def answer_ice_servers(question: IceServers, enquiry: Enquiry) -> list[IceServer]:
        return ice_servers(turn, enquiry.actor.id, enquiry.now_ms)

    return (
        Answers(IceServers, answer_ice_servers, from_screens=True),
        Answers(ConversationParties, parties),
        Answers(ConversationsAbout, about),
    )

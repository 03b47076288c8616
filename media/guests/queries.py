"""Answers about guests' links, and what is told to whoever opens one."""

from media.domain.conversation import Conversation
from media.guests.domain.link import KIND, GuestLink
from signaling.protocol.guests import GuestLinksOf
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Answers, Enquiry, Reading


async def links_of(question: GuestLinksOf, enquiry: Enquiry) -> list[str]:
    conversation_id = question.conversation_id
    found = await enquiry.reading.find(KIND, GuestLink, conversation_id=conversation_id, is_open=True)
    return [link.link_id for link in found]


async def names_inside(reading: Reading, conversation_id: str) -> list[tuple[str | None, str]]:
    """The name and the role of everybody in the conversation now."""
    state = await reading.get("conversation", conversation_id, Conversation)
    return [(one.party.name, one.party.role) for one in state.participants]


async def link_to_hand_out(reading: Reading, link_id: str, actor: Actor) -> GuestLink:
    """A link that nobody has taken yet, for who made it. Refuses ``not_found`` to everybody else, ``link_used``,
    ``link_ended``."""
    link = await reading.get(KIND, link_id, GuestLink)
    if link.invited_by != actor.id:
        raise Refused(Code.NOT_FOUND, kind=KIND, id=link_id)
    if not link.is_open:
        raise Refused(Code.LINK_ENDED, because=link.ended_because)
    if link.phase != "invited":
        raise Refused(Code.LINK_USED)
    return link


ANSWERS = (Answers(GuestLinksOf, links_of),)

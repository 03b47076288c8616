"""Answers about callers' links, and who may look at a picture."""

from media.caller.domain.link import KIND, CallerLink
from signaling.protocol.caller import CallerLinkIncident, CallerLinksOf, CallerPicture
from signaling.protocol.link_messages import CallerLinkNewest, NewestCallerLink
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Answers, Enquiry, Reading, Role

DESK = frozenset({Role.DISPATCHER, Role.CALL_TAKER})


async def links_of(question: CallerLinksOf, enquiry: Enquiry) -> list[str]:
    found = await enquiry.reading.find(KIND, CallerLink, incident_id=question.incident_id, retired=False)
    return [link.link_id for link in found]


async def incident_of(question: CallerLinkIncident, enquiry: Enquiry) -> str:
    return (await enquiry.reading.get(KIND, question.link_id, CallerLink)).incident_id


async def newest_of(question: CallerLinkNewest, enquiry: Enquiry) -> NewestCallerLink | None:
    found = await enquiry.reading.find(KIND, CallerLink, incident_id=question.incident_id)
    if not found:
        return None
    newest = max(found, key=lambda link: link.sent_at_ms)
    return NewestCallerLink(
        link_id=newest.link_id,
        language=newest.language,
        expires_at_ms=newest.expires_at_ms,
        usable=newest.phase not in ("declined", "ended"),
    )


async def picture_for(reading: Reading, link_id: str, picture_id: str, actor: Actor) -> CallerPicture:
    """The picture, if this actor is shown the link now. Refuses ``not_found`` alike for what is not there."""
    link = await reading.get(KIND, link_id, CallerLink)
    picture = link.picture(picture_id)
    of_crew = actor.role is Role.CREW and actor.brigade_id is not None and actor.brigade_id == link.passed_on_to
    if picture is None or link.retired or not (actor.role in DESK or of_crew):
        raise Refused(Code.NOT_FOUND, kind="picture", id=picture_id)
    return picture


ANSWERS = (
    Answers(CallerLinksOf, links_of),
    Answers(CallerLinkIncident, incident_of),
    Answers(CallerLinkNewest, newest_of),
)

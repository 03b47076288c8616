"""Answers about callers' links, and who may look at a picture."""

import msgspec

from media.caller.domain.link import KIND, CallerLink
from signaling.protocol.caller import CallerLinkIncident, CallerLinksOf, CallerPicture
from signaling.protocol.from_incident import CallerPicturesPassedOn, ConsultShowsIncident, PassedPicture
from signaling.protocol.link_messages import CallerLinkNewest, NewestCallerLink
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Answers, Ask, Enquiry, Reading, Role, stands_as

DESK = frozenset({Role.DISPATCHER, Role.CALL_TAKER})
TREATING = frozenset({Role.CREW, Role.PHYSICIAN, Role.SPECIALIST, Role.HOSPITAL})


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


async def passed_pictures(question: CallerPicturesPassedOn, enquiry: Enquiry) -> list[PassedPicture]:
    found = await enquiry.reading.find(KIND, CallerLink, incident_id=question.incident_id, retired=False)
    pictures = [
        PassedPicture(link_id=link.link_id, picture_id=one.picture_id, at_ms=one.at_ms)
        for link in found
        if link.passed_on
        for one in link.pictures
    ]
    return sorted(pictures, key=lambda one: (one.at_ms, one.picture_id))


async def picture_for(reading: Reading, link_id: str, picture_id: str, actor: Actor, ask: Ask) -> CallerPicture:
    """The picture, if this actor is shown the link now, or reads the record of a consult about the incident and it was
    passed on [CH4]. Refuses ``not_found`` alike for what is not there."""
    link = await reading.get(KIND, link_id, CallerLink)
    picture = link.picture(picture_id)
    of_crew = actor.role is Role.CREW and actor.brigade_id is not None and actor.brigade_id == link.passed_on_to
    if picture is None or link.retired:
        raise Refused(Code.NOT_FOUND, kind="picture", id=picture_id)
    if not (actor.role in DESK or of_crew or (link.passed_on and await _treats(link, actor, ask))):
        raise Refused(Code.NOT_FOUND, kind="picture", id=picture_id)
    return picture


async def _treats(link: CallerLink, actor: Actor, ask: Ask) -> bool:
    """Whether the actor treats the patient in a consult about the link's incident; no guest does."""
    if actor.role not in TREATING:
        return False
    own = stands_as(actor)
    wanted = {"incident_id": link.incident_id, "relation": own.relation, "member_id": own.id}
    shown: bool = await ask(msgspec.convert(wanted, ConsultShowsIncident))
    return shown


ANSWERS = (
    Answers(CallerLinksOf, links_of),
    Answers(CallerLinkIncident, incident_of),
    Answers(CallerLinkNewest, newest_of),
    Answers(CallerPicturesPassedOn, passed_pictures),
)

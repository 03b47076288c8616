"""Answers about stills, and who may look at one."""

from typing import Any

import msgspec

from media.domain.conversation import Conversation
from media.domain.decisions import DESK, party_of
from media.freeze.domain.still import STILL, STROKE, Still, Stroke, still_view, stroke_view
from signaling.protocol.consult_views import ConsultParties, ConsultPartiesView
from signaling.protocol.from_incident import ConsultShowsIncident
from signaling.protocol.incident_summaries import IncidentSummary
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.stills import KeptStill, StillsAbout, StillsOf
from signaling.slice import Actor, Answers, Ask, Audience, Enquiry, Reading, Role, stands_as

CREW_SEES_BACK_MS = 12 * 3_600_000
"""As long as a crew sees its incidents and consults."""


async def may_see(state: Still, actor: Actor, ask: Ask, now_ms: int) -> bool:
    """Whoever is in its conversation; of a consult's, who may read its record; of another, who was shown it (a guest no
    longer, a crew twelve hours back) and who may read the incident."""
    key = party_of(actor).key
    if key in state.present:
        return True
    recent = actor.role is not Role.CREW or now_ms - state.asked_at_ms <= CREW_SEES_BACK_MS
    if state.consult_id is not None:  # who treats no more, sees no more of it, whatever they have seen
        return recent and await reads_consult(state.consult_id, actor, ask)
    if key in state.seen_by and actor.role is not Role.GUEST and recent:
        return True
    return state.incident_id is not None and await reads_incident(state.incident_id, actor, ask)


async def reads_incident(incident_id: str, actor: Actor, ask: Ask) -> bool:
    """The desk reads every incident, a crew those that it is shown; whoever treats the patient in a consult, what the
    incident behind it shows [CH4]."""
    if actor.role in DESK:
        return True
    if actor.role in (Role.PHYSICIAN, Role.SPECIALIST, Role.HOSPITAL):
        own = stands_as(actor)
        wanted = {"incident_id": incident_id, "relation": own.relation, "member_id": own.id}
        shown: bool = await ask(msgspec.convert(wanted, ConsultShowsIncident))
        return shown
    if actor.role is not Role.CREW:
        return False
    try:
        await ask(IncidentSummary(incident_id=incident_id, shown_to_brigade=party_of(actor).id))
    except Refused:
        return False
    return True


async def reads_consult(consult_id: str, actor: Actor, ask: Ask) -> bool:
    """Those of its circle who may read it now."""
    try:
        parties: ConsultPartiesView = await ask(ConsultParties(consult_id=consult_id))
    except Refused:
        return False
    return stands_as(actor) in [Audience(one.relation, one.id) for one in parties.readers]


async def strokes_on(reading: Reading, still_id: str) -> list[Stroke]:
    """Those that have not been taken back, in their order."""
    found = await reading.find(STROKE, Stroke, still_id=still_id, is_there=True)
    return sorted(found, key=lambda one: (one.at_ms, one.stroke_id))


async def stills_about(question: StillsAbout, enquiry: Enquiry) -> list[KeptStill]:
    column: dict[str, Any] = {f"{question.kind}_id": question.about}
    found = await enquiry.reading.find(STILL, Still, **column)
    seen = [one for one in found if one.kept and await may_see(one, enquiry.actor, enquiry.ask, enquiry.now_ms)]
    return [await _kept(enquiry.reading, one) for one in sorted(seen, key=lambda one: one.asked_at_ms)]


async def _kept(reading: Reading, state: Still) -> KeptStill:
    strokes = [stroke_view(one) for one in await strokes_on(reading, state.still_id)]
    return KeptStill(still=still_view(state), of_name=await _name_of(reading, state), strokes=strokes)


async def _name_of(reading: Reading, state: Still) -> str | None:
    """What the conversation still knows of whose camera it was. A guest is a patient's relative: their name stays
    there."""
    conversation = await reading.get("conversation", state.conversation_id, Conversation)
    parties = [conversation.asker, *(one.party for one in conversation.participants)]
    if conversation.answerer is not None:
        parties.append(conversation.answerer)
    return next((one.name for one in parties if one.key == state.of_key and one.relation != "guest"), None)


async def stills_of(question: StillsOf, enquiry: Enquiry) -> list[str]:
    found = await enquiry.reading.find(
        STILL, Still, conversation_id=question.conversation_id, is_live=True
    )  # fmt: skip
    return [one.still_id for one in found]


async def still_for(reading: Reading, still_id: str, actor: Actor, ask: Ask, now_ms: int) -> Still:
    """The still, if this actor may see it. Refuses ``not_found`` alike for what is not there."""
    state = await reading.get(STILL, still_id, Still)
    if not await may_see(state, actor, ask, now_ms):
        raise Refused(Code.NOT_FOUND, kind=STILL, id=still_id)
    return state


ANSWERS = (Answers(StillsAbout, stills_about, from_screens=True), Answers(StillsOf, stills_of))

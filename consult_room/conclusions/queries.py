"""What is answered about conclusions."""

from collections.abc import Awaitable, Callable

from consult_room.conclusions.domain import decisions, views
from consult_room.conclusions.domain.conclusion import KIND, Conclusion
from consult_room.conclusions.domain.document import House
from consult_room.conclusions.domain.providers import Providers
from consult_room.domain.circle import part_of
from consult_room.domain.states import Consult
from signaling.protocol.conclusion_views import (
    ConclusionRecord,
    ConclusionRecordView,
    ConclusionSeal,
    ConclusionView,
    SealView,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Enquiry, Reading


async def conclusion_of(reading: Reading, consult_id: str) -> Conclusion:
    """Refuses ``not_found``."""
    return await reading.get(KIND, consult_id, Conclusion)


def outline_for(state: Conclusion, actor: Actor, now_ms: int) -> ConclusionView:
    """As the actor may see it. Refuses ``not_found``: that it exists is not everybody's to know."""
    part = part_of(state.circle, actor)
    if part is not None and part != "patient" and decisions.reads(state, actor):
        return views.outline(state, part)
    own = decisions.signed_by(state, actor)
    if not own:
        raise Refused(Code.NOT_FOUND, kind=KIND, id=state.consult_id)
    return views.of_author(state, own, amends=decisions.may_amend_later(state, actor, now_ms))


def record(providers: Providers) -> Callable[[ConclusionRecord, Enquiry], Awaitable[ConclusionRecordView]]:
    """``providers``: the ways of signing that this service offers."""

    async def answer(question: ConclusionRecord, enquiry: Enquiry) -> ConclusionRecordView:
        reading, actor = enquiry.reading, enquiry.actor
        state = await conclusion_of(reading, question.consult_id)
        consult = await reading.get("consult", question.consult_id, Consult)
        outline = outline_for(state, actor, enquiry.now_ms)
        shown = {one.version for one in outline.versions}
        may = decisions.what_may(state, consult, actor, enquiry.now_ms)
        draft = state.draft if views.reads_draft(state, outline.part, actor) and outline.draft is not None else None
        return ConclusionRecordView(
            outline=outline,
            draft=draft.content if draft is not None else None,
            contents=[views.signed(one) for one in state.versions if one.version in shown],
            may=may,
            providers=[one.view for one in providers.values()] if {"sign", "cosign"} & set(may) else [],
            code=state.code if state.versions else None,
            place=consult.asker_place if "confirm_transfer" in may else "",
        )

    return answer


def seal(house: House) -> Callable[[ConclusionSeal, Enquiry], Awaitable[SealView]]:
    """For anybody who holds a print."""

    async def answer(question: ConclusionSeal, enquiry: Enquiry) -> SealView:
        found = await enquiry.reading.find(KIND, Conclusion, limit=1, code=question.code)
        state = found[0] if found else None
        version = None if state is None else state.version(question.version) if question.version else state.newest
        if state is None or version is None:
            raise Refused(Code.NOT_FOUND, kind="seal")
        consult = await enquiry.reading.get("consult", state.consult_id, Consult)
        return views.seal(state, version, number=consult.number, service=house.service_name)

    return answer

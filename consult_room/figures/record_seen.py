"""What there is of a record, read from all that is kept beside its consult; and how complete that is."""

from collections.abc import Sequence

from consult_room.conclusions.domain.conclusion import KIND as CONCLUSION
from consult_room.conclusions.domain.conclusion import Conclusion
from consult_room.conclusions.domain.document import content_of
from consult_room.conclusions.domain.views import reads_draft
from consult_room.domain.circle import part_of
from consult_room.domain.states import Consult
from consult_room.files.domain.files import KIND as FILES
from consult_room.files.domain.files import ConsultFiles
from consult_room.forms.domain.completeness import RecordSeen, completeness_of
from consult_room.trust.domain.consents import KIND as CONSENTS
from consult_room.trust.domain.consents import Consents, state_of
from consult_room.vitals.domain.vitals import KIND as VITALS
from consult_room.vitals.domain.vitals import Vitals
from signaling.protocol.conclusions import ConclusionContent
from signaling.protocol.forms import AskedOfProblem, Completeness, FormOf, RecordPart, RecordParts
from signaling.slice import Actor, Ask, Reading


async def signed_content(reading: Reading, consult_id: str) -> ConclusionContent | None:
    """Of the newest signed version; None when there is none, or it was erased."""
    newest = (await reading.get(CONCLUSION, consult_id, Conclusion)).newest
    return content_of(newest.document) if newest is not None else None


async def content_for(reading: Reading, consult_id: str, actor: Actor) -> ConclusionContent | None:
    """The draft for whoever reads that, else what was signed."""
    state = await reading.get(CONCLUSION, consult_id, Conclusion)
    part = part_of(state.circle, actor)
    if state.draft is not None and part is not None and part != "patient" and reads_draft(state, part, actor):
        return state.draft.content
    return content_of(state.newest.document) if state.newest is not None else None


async def seen_of(reading: Reading, consult: Consult, content: ConclusionContent | None, now_ms: int) -> RecordSeen:
    """The record as it stands, with that content for its conclusion."""
    vitals = await reading.get(VITALS, consult.id, Vitals)
    consents = await reading.get(CONSENTS, consult.id, Consents)
    files = await reading.get(FILES, consult.id, ConsultFiles)
    there = {
        "age": consult.age_years is not None,
        "sex": consult.sex != "unknown",
        "summary": bool(consult.summary),
        "vitals": any(one.struck is None for one in vitals.entries),
        # In an emergency in which nobody can be asked, that is written down in its place.
        "consent": state_of(consents, "consult", now_ms) in ("given", "emergency"),
        "acknowledged": consult.state == "closed",
        **_concluded(content),
    }
    if content is None and consult.conclusion:
        there["recommendation"] = True  # an answer in short says what to do, and nothing else by itself
    return RecordSeen(
        urgency=consult.urgency,
        parts=frozenset(key for key, present in there.items() if present),
        data=consult.data or {},
        files=frozenset(one.kind for one in files.files if one.state == "kept"),
        age_years=consult.age_years,
        concluded=content is not None or consult.concluded_at_ms is not None,
    )


def _concluded(content: ConclusionContent | None) -> dict[str, bool]:
    if content is None:
        return {}
    return {
        "findings": bool(content.findings.strip()),
        "diagnosis": bool(content.diagnoses),
        "recommendation": bool(content.recommendation.strip()),
        # A structured conclusion always says one of none, planned, emergency.
        "transfer": True,
        "follow_up": bool(content.follow_up.strip() or content.follow_up_on),
    }


async def asked_of(problem: str | None, ask: Ask) -> tuple[AskedOfProblem | None, Sequence[RecordPart]]:
    """The form of the problem, and what every record has."""
    parts: list[RecordPart] = await ask(RecordParts())
    return (None if problem is None else await ask(FormOf(problem=problem))), parts


def weigh(asked: AskedOfProblem | None, parts: Sequence[RecordPart], seen: RecordSeen) -> Completeness:
    return completeness_of(asked.form if asked is not None else None, parts, seen)

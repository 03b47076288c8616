"""What is answered: one's own rating, how complete a record is, and the figures of a period."""

from consult_room.domain.operations import Operation, check_may
from consult_room.domain.states import Consult
from consult_room.figures.domain.figures import HEARS, Figures
from consult_room.figures.domain.quality import KIND, Quality, view_for
from consult_room.figures.record_seen import asked_of, content_for, seen_of, weigh
from consult_room.forms.domain.catalogue import in_language
from signaling.history import happened_between
from signaling.protocol.consult_figures import (
    ConsultCompletenessOf,
    ConsultFigures,
    ConsultFiguresView,
    ConsultRatingOf,
    ConsultRatingView,
)
from signaling.protocol.duty import DutyPeople, DutyPerson
from signaling.protocol.forms import Completeness
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Answers, Enquiry, Role

DAY_MS = 86_400_000
LONGEST_MS = 366 * DAY_MS
HEARD_AFTER_MS = 14 * DAY_MS
"""What was asked on the last day of a period is followed so much longer: taken, concluded, closed, rated."""

ANY_SPECIALTY = "any"
_DOCTORS = (Role.PHYSICIAN, Role.SPECIALIST)


async def rating(question: ConsultRatingOf, enquiry: Enquiry) -> ConsultRatingView:
    consult = await enquiry.reading.get("consult", question.consult_id, Consult)
    quality = await enquiry.reading.get(KIND, question.consult_id, Quality)
    return view_for(quality, consult, enquiry.actor, enquiry.now_ms)


async def completeness(question: ConsultCompletenessOf, enquiry: Enquiry) -> Completeness:
    consult = await enquiry.reading.get("consult", question.consult_id, Consult)
    check_may(consult.circle, enquiry.actor, Operation.READ)
    asked = await asked_of(consult.problem, enquiry.ask)
    content = await content_for(enquiry.reading, consult.id, enquiry.actor)
    seen = await seen_of(enquiry.reading, consult, content, enquiry.now_ms)
    return in_language(weigh(*asked, seen), question.language)


async def figures(question: ConsultFigures, enquiry: Enquiry) -> ConsultFiguresView:
    """Read from the journal: the same period is the same figures whenever it is asked, once two weeks have gone."""
    if not 0 < question.until_ms - question.from_ms <= LONGEST_MS:
        raise Refused(Code.TOO_LONG, days=LONGEST_MS // DAY_MS)
    own = None if await _sees_all(enquiry) else enquiry.actor.id
    heard_until_ms = min(question.until_ms + HEARD_AFTER_MS, enquiry.now_ms + 1)
    counted = Figures(question.from_ms, question.until_ms, heard_until_ms)
    async for happened in happened_between(enquiry.reading, list(HEARS), question.from_ms, heard_until_ms):
        counted.hear(happened.event, happened.stamp)
    return counted.written(question.by, own)


async def _sees_all(enquiry: Enquiry) -> bool:
    """Administrators, and whoever is on duty now as a senior; a doctor else sees what they took themselves."""
    actor = enquiry.actor
    if actor.role in (Role.ADMINISTRATOR, Role.SYSTEM):
        return True
    on_duty: list[DutyPerson] = await enquiry.ask(DutyPeople(specialty=ANY_SPECIALTY, at_ms=enquiry.now_ms))
    if any(one.senior and one.person_id == actor.id for one in on_duty):
        return True
    if actor.role not in _DOCTORS:
        raise Refused(Code.NOT_ALLOWED)
    return False


ANSWERS = (
    Answers(ConsultRatingOf, rating, from_screens=True),
    Answers(ConsultCompletenessOf, completeness, from_screens=True),
    Answers(ConsultFigures, figures, from_screens=True),
)

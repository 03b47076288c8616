"""What is answered: one's own rating, how complete a record is, and the figures of a period."""

from dataclasses import dataclass

import msgspec

from consult_room.domain.operations import Operation, check_may
from consult_room.domain.states import Consult
from consult_room.figures.domain.figures import HEARS, Figures
from consult_room.figures.domain.names import named
from consult_room.figures.domain.quality import KIND, Quality, view_for
from consult_room.figures.record_seen import asked_of, content_for, seen_of, weigh
from consult_room.forms.domain.catalogue import in_language
from signaling.history import happened_between
from signaling.hours import Calendar
from signaling.protocol.consult_figures import (
    ConsultCompletenessOf,
    ConsultFigures,
    ConsultFiguresReach,
    ConsultFiguresView,
    ConsultRatingOf,
    ConsultRatingView,
    FiguresReach,
    KindOfRecord,
    Reach,
)
from signaling.protocol.duty import DutyPeople, DutyPerson
from signaling.protocol.forms import Completeness
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Answers, Ask, Enquiry, Role

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


@dataclass(frozen=True, slots=True)
class FiguresAnswers:
    """``calendar``: of the service's zone, by whose days and weeks a period is parted."""

    calendar: Calendar

    async def figures(self, question: ConsultFigures, enquiry: Enquiry) -> ConsultFiguresView:
        """Read from the journal: the same period is the same figures whenever it is asked, once two weeks have gone."""
        if not 0 < question.until_ms - question.from_ms <= LONGEST_MS:
            raise Refused(Code.TOO_LONG, days=LONGEST_MS // DAY_MS)
        reach = await _reach(enquiry)
        if reach == "none":
            raise Refused(Code.NOT_ALLOWED)
        heard_until_ms = min(question.until_ms + HEARD_AFTER_MS, enquiry.now_ms + 1)
        counted = Figures(question.from_ms, question.until_ms, heard_until_ms)
        async for happened in happened_between(enquiry.reading, list(HEARS), question.from_ms, heard_until_ms):
            counted.hear(happened.event, happened.stamp)
        own = enquiry.actor.id if reach == "own" else None
        view = counted.written(question.by, own, self.calendar)
        kinds = [await _named(kind, enquiry.ask) for kind in view.kinds]
        return msgspec.structs.replace(view, kinds=kinds)

    def all(self) -> tuple[Answers, ...]:
        return (
            Answers(ConsultRatingOf, rating, from_screens=True),
            Answers(ConsultCompletenessOf, completeness, from_screens=True),
            Answers(ConsultFigures, self.figures, from_screens=True),
            Answers(ConsultFiguresReach, reach, from_screens=True),
        )


async def reach(question: ConsultFiguresReach, enquiry: Enquiry) -> FiguresReach:
    return FiguresReach(reach=await _reach(enquiry))


async def _reach(enquiry: Enquiry) -> Reach:
    """Administrators, and whoever is on duty now as a senior, see all; a doctor else what they took themselves."""
    actor = enquiry.actor
    if actor.role in (Role.ADMINISTRATOR, Role.SYSTEM):
        return "all"
    on_duty: list[DutyPerson] = await enquiry.ask(DutyPeople(specialty=ANY_SPECIALTY, at_ms=enquiry.now_ms))
    if any(one.senior and one.person_id == actor.id for one in on_duty):
        return "all"
    return "own" if actor.role in _DOCTORS else "none"


async def _named(kind: KindOfRecord, ask: Ask) -> KindOfRecord:
    """A problem whose form is gone is called by its key: its records were weighed by it all the same."""
    try:
        asked, parts = await asked_of(kind.problem or None, ask)
    except Refused as refused:
        if refused.code is not Code.NOT_FOUND:
            raise
        asked, parts = await asked_of(None, ask)
    return named(kind, asked.form if asked is not None else None, parts)

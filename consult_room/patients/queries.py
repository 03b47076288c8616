"""Answers about patients in consults: the server's own, and what became of their consults."""

from consult_room.patients.domain.link import KIND, PatientLink
from consult_room.patients.domain.safety import HEARS, LATE_MS, Safety
from signaling.history import happened_between
from signaling.protocol.duty import DutyPeople, DutyPerson
from signaling.protocol.patient_links import PatientHelpOf, PatientReach, PatientReachOf
from signaling.protocol.patient_safety import PatientSafety, PatientSafetyView
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Answers, Enquiry, Role

LONGEST_MS = 366 * 24 * 3_600_000
ANY_SPECIALTY = "any"


async def reach_of(question: PatientReachOf, enquiry: Enquiry) -> PatientReach:
    """Refuses ``not_found`` of the consult itself."""
    if not await enquiry.reading.version(KIND, question.consult_id):
        raise Refused(Code.NOT_FOUND, kind="consult", id=question.consult_id)
    link = await enquiry.reading.get(KIND, question.consult_id, PatientLink)
    return PatientReach(telephone=link.telephone, incident_id=link.circle.incident_id)


async def help_of(question: PatientHelpOf, enquiry: Enquiry) -> str | None:
    found = await enquiry.reading.find(KIND, PatientLink, help_incident_id=question.incident_id)
    return found[0].consult_id if found else None


async def safety(question: PatientSafety, enquiry: Enquiry) -> PatientSafetyView:
    """Read from the journal: the counts of the same time are the same whenever they are asked, once 72 hours are
    over."""
    if not 0 < question.until_ms - question.from_ms <= LONGEST_MS:
        raise Refused(Code.TOO_LONG, days=LONGEST_MS // (24 * 3_600_000))
    await _check_may_know(enquiry)
    counted = Safety(question.from_ms, question.until_ms)
    heard_until_ms = min(question.until_ms + LATE_MS, enquiry.now_ms + 1)
    # An emergency may have been made before the period in which its consult ended.
    past = happened_between(enquiry.reading, list(HEARS), question.from_ms - LATE_MS, heard_until_ms)
    async for happened in past:
        counted.hear(happened.event, happened.stamp)
    return counted.written(heard_until_ms)


async def _check_may_know(enquiry: Enquiry) -> None:
    """Administrators, and whoever is on duty now as a senior."""
    actor = enquiry.actor
    if actor.role in (Role.ADMINISTRATOR, Role.SYSTEM):
        return
    on_duty: list[DutyPerson] = await enquiry.ask(DutyPeople(specialty=ANY_SPECIALTY, at_ms=enquiry.now_ms))
    if not any(one.senior and one.person_id == actor.id for one in on_duty):
        raise Refused(Code.NOT_ALLOWED)


ANSWERS = (
    Answers(PatientReachOf, reach_of),
    Answers(PatientHelpOf, help_of),
    Answers(PatientSafety, safety, from_screens=True),
)

"""What the consult room answers: somebody's consults, and one of them."""

from consult_room.domain.operations import Operation, check_may, readers
from consult_room.domain.states import Consult
from consult_room.domain.views import view_for
from signaling.protocol.alert_views import AlertSought
from signaling.protocol.consult_room import Urgency
from signaling.protocol.consult_views import (
    ConsultParties,
    ConsultPartiesView,
    ConsultRecord,
    ConsultsOfIncident,
    ConsultView,
    MyConsults,
)
from signaling.protocol.council import ConsultQueue, ConsultReception, QueueView
from signaling.protocol.duty import DutyPeople, DutyPerson
from signaling.protocol.incident_summaries import IncidentSummary, IncidentSummaryView
from signaling.protocol.people import ReceptionPeople, ReceptionPerson
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Audience, Enquiry, Role, stands_as

URGENCIES: tuple[Urgency, ...] = ("emergency", "urgent", "planned")

MOST_CONSULTS = 20_000  # of one person; they are not found in the order of their time
CREW_SEES_BACK_MS = 12 * 3_600_000


async def my_consults(question: MyConsults, enquiry: Enquiry) -> list[ConsultView]:
    """Newest first. A crew sees what its brigade asked in the last twelve hours."""
    viewer = enquiry.actor
    own_id = stands_as(viewer).id
    roles = ("asker_id", "specialist_id", "slot_specialist_id")
    columns = ("hospital_id",) if viewer.role is Role.HOSPITAL else roles
    found: list[Consult] = []
    for column in columns:
        found += await enquiry.reading.find("consult", Consult, limit=MOST_CONSULTS, **{column: own_id})
    consults = {consult.id: consult for consult in found if _recent(consult, enquiry)}
    newest = sorted(consults.values(), key=lambda consult: (consult.asked_at_ms, consult.number), reverse=True)
    views = (view_for(consult, viewer) for consult in newest[: question.limit])
    return [view for view in views if view is not None]


async def consult_parties(question: ConsultParties, enquiry: Enquiry) -> ConsultPartiesView:
    """Between whom it is."""
    consult = await enquiry.reading.get("consult", question.consult_id, Consult)
    reading = set(readers(consult.circle))
    members = list(consult.circle.members)
    # Who opened it with a reason reads it and takes no other part: nobody is talked with through it.
    treating = [one for one in members if one.part != "broke_glass"]
    return ConsultPartiesView(
        asker_kind=consult.asker_kind,
        asker_id=consult.asker_id,
        specialist_id=consult.specialist_id,
        over=consult.over,
        problem=consult.problem,
        age_years=consult.age_years,
        members=treating,
        readers=[one for one in members if Audience(one.relation, one.id) in reading],
    )


async def consults_of_incident(question: ConsultsOfIncident, enquiry: Enquiry) -> list[str]:
    """Those asked about it, and the one from whose conclusion it comes."""
    found = await enquiry.reading.find("consult", Consult, incident_id=question.incident_id)
    summary: IncidentSummaryView = await enquiry.ask(IncidentSummary(incident_id=question.incident_id))
    if summary.consult_id is not None:
        found.append(await enquiry.reading.get("consult", summary.consult_id, Consult))
    return [consult.id for consult in found if not consult.over]


async def consult_queue(question: ConsultQueue, enquiry: Enquiry) -> QueueView:
    """Of those that wait for the same specialty, the more urgent come first, then the longer waiting."""
    consult = await enquiry.reading.get("consult", question.consult_id, Consult)
    check_may(consult.circle, enquiry.actor, Operation.READ)
    waiting = await enquiry.reading.find("consult", Consult, specialty=consult.specialty, is_sought=True)
    place = _place(consult)
    on_duty: list[DutyPerson] = await enquiry.ask(DutyPeople(specialty=consult.specialty, at_ms=enquiry.now_ms))
    ids = [person.person_id for person in on_duty]
    had = await enquiry.reading.find("consult", Consult, specialist_id=ids, is_talked=True) if ids else []
    return QueueView(
        ahead=sum(1 for other in waiting if other.id != consult.id and _place(other) < place),
        on_duty=len(ids),
        busy=len({other.specialist_id for other in had}),
        sought=await enquiry.ask(AlertSought(about_id=consult.id)) if consult.sought else None,
    )


async def consult_reception(question: ConsultReception, enquiry: Enquiry) -> list[ReceptionPerson]:
    """Those of the hospital that is in the circle now."""
    consult = await enquiry.reading.get("consult", question.consult_id, Consult)
    check_may(consult.circle, enquiry.actor, Operation.SAY)
    hospital = next((one.id for one in consult.circle.members if one.part == "hospital"), None)
    if hospital is None:
        return []
    people: list[ReceptionPerson] = await enquiry.ask(ReceptionPeople(hospital_id=hospital))
    return people


def _place(consult: Consult) -> tuple[int, int, int]:
    return URGENCIES.index(consult.urgency), consult.asked_at_ms, consult.number


async def consult_record(question: ConsultRecord, enquiry: Enquiry) -> ConsultView:
    """Refuses ``not_found`` also for what exists and is not the viewer's: that it exists is not theirs to know."""
    consult = await enquiry.reading.get("consult", question.consult_id, Consult)
    view = view_for(consult, enquiry.actor) if _recent(consult, enquiry) else None
    if view is None:
        raise Refused(Code.NOT_FOUND, kind="consult", id=question.consult_id)
    return view


def _recent(consult: Consult, enquiry: Enquiry) -> bool:
    if enquiry.actor.role is not Role.CREW:
        return True
    return not consult.over or enquiry.now_ms - consult.asked_at_ms <= CREW_SEES_BACK_MS

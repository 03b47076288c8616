"""Answers to questions about incidents, brigades and hospitals."""

from dispatch import approaching
from dispatch.domain import incident_views, windows
from dispatch.domain.assignment import Assignment
from dispatch.domain.assignment import view as assignment_view
from dispatch.domain.brigade import Brigade
from dispatch.domain.brigade import view as brigade_view
from dispatch.domain.incident import Incident, digits
from dispatch.domain.places import Hospital, hospital_view
from dispatch.domain.reasons import Catalogue
from dispatch.domain.recommendation import metres_between
from signaling.breaths import in_breaths
from signaling.protocol.assignments import ActiveAssignment, AssignmentPlaces, AssignmentPlacesView, AssignmentView
from signaling.protocol.brigades import BrigadesKnown, BrigadesKnownView
from signaling.protocol.hospitals import HospitalList, HospitalView
from signaling.protocol.incident_summaries import (
    IncidentCaller,
    IncidentCallerView,
    IncidentFound,
    IncidentsFound,
    IncidentSummary,
    IncidentSummaryView,
    IncidentToCallBack,
    IncidentToCallBackView,
)
from signaling.protocol.reasons import ReasonList, ReasonListView
from signaling.protocol.recommendations import IncidentToWeigh, IncidentWeighed
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Answers, Audience, Enquiry

# A day's number comes again every day: these are ten years of it, and the newest must be among them.
MOST_SAME_NUMBER = 4_000
MOST_BRIGADES = 20_000
MOST_HOSPITALS = 2_000
NUMBER_DIGITS = 7  # a telephone number has more


class Queries:
    """``catalogue`` gives the reasons' labels."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.reason_list_view = catalogue.view()

    def all(self) -> tuple[Answers, ...]:
        return (
            Answers(IncidentSummary, self.incident_summary, from_screens=True),
            Answers(IncidentCaller, incident_caller),
            Answers(IncidentToCallBack, self.incident_to_call_back),
            Answers(ReasonList, self.reason_list, from_screens=True),
            Answers(IncidentsFound, incidents_found, from_screens=True),
            Answers(HospitalList, hospital_list, from_screens=True),
            Answers(BrigadesKnown, brigades_known),
            Answers(IncidentWeighed, incident_weighed),
            Answers(AssignmentPlaces, assignment_places),
            Answers(ActiveAssignment, active_assignment),
            *approaching.ANSWERS,
        )

    async def incident_summary(self, question: IncidentSummary, enquiry: Enquiry) -> IncidentSummaryView:
        incident = await enquiry.reading.get("incident", question.incident_id, Incident)
        brigade_id = question.shown_to_brigade
        if brigade_id is not None and Audience("brigade", brigade_id) not in windows.audiences(incident.seen_by):
            raise Refused(Code.NOT_FOUND, kind="incident", id=question.incident_id)
        return incident_views.summary(incident, self.catalogue.labels(incident.reason))

    async def incident_to_call_back(self, question: IncidentToCallBack, enquiry: Enquiry) -> IncidentToCallBackView:
        incident = await enquiry.reading.get("incident", question.incident_id, Incident)
        return incident_views.to_call_back(incident, self.catalogue.labels(incident.reason))

    async def reason_list(self, question: ReasonList, enquiry: Enquiry) -> ReasonListView:
        return self.reason_list_view


async def incident_caller(question: IncidentCaller, enquiry: Enquiry) -> IncidentCallerView:
    return incident_views.caller(await enquiry.reading.get("incident", question.incident_id, Incident))


async def incidents_found(question: IncidentsFound, enquiry: Enquiry) -> list[IncidentFound]:
    """By the year's or the day's number, or by the last nine digits of the caller's telephone number."""
    asked = digits(question.text)
    if not asked:
        return []
    found: dict[str, Incident] = {}
    if len(asked) <= NUMBER_DIGITS:
        for columns in ({"number": int(asked)}, {"day_number": int(asked)}):
            for one in await enquiry.reading.find("incident", Incident, limit=MOST_SAME_NUMBER, **columns):
                found[one.incident_id] = one
    else:
        for one in await enquiry.reading.find("incident", Incident, limit=MOST_SAME_NUMBER, caller_digits=asked):
            found[one.incident_id] = one
    newest = sorted(found.values(), key=lambda incident: -incident.opened_at_ms)
    return [incident_views.found(one) for one in newest[: max(0, min(question.limit, 100))]]


async def hospital_list(question: HospitalList, enquiry: Enquiry) -> list[HospitalView]:
    hospitals = await enquiry.reading.find("hospital", Hospital, limit=MOST_HOSPITALS)
    near = question.near
    if near is None:
        hospitals.sort(key=lambda hospital: hospital.name)
    else:
        hospitals.sort(key=lambda hospital: metres_between(hospital.point, near))
    return [hospital_view(hospital) for hospital in hospitals]


async def brigades_known(question: BrigadesKnown, enquiry: Enquiry) -> BrigadesKnownView:
    brigades = await enquiry.reading.find("brigade", Brigade, limit=MOST_BRIGADES)
    return BrigadesKnownView(
        as_of_seq=max((brigade.changed_seq for brigade in brigades), default=0),
        brigades=await in_breaths(brigade_view, brigades),
    )


async def incident_weighed(question: IncidentWeighed, enquiry: Enquiry) -> IncidentToWeigh:
    incident = await enquiry.reading.get("incident", question.incident_id, Incident)
    return IncidentToWeigh(
        incident_id=incident.incident_id,
        point=incident.point,
        priority=incident.priority,
        wanted=incident.wanted,
        status=incident.status,
    )


async def assignment_places(question: AssignmentPlaces, enquiry: Enquiry) -> AssignmentPlacesView:
    assignment = await enquiry.reading.get("assignment", question.assignment_id, Assignment)
    incident = await enquiry.reading.get("incident", assignment.incident_id, Incident)
    hospital_id = question.hospital_id or assignment.hospital_id
    hospital = await enquiry.reading.get("hospital", hospital_id, Hospital) if hospital_id else None
    return AssignmentPlacesView(
        brigade_id=assignment.brigade_id,
        incident_id=assignment.incident_id,
        priority=incident.priority,
        incident_point=incident.point,
        hospital_point=hospital.point if hospital else None,
    )


async def active_assignment(question: ActiveAssignment, enquiry: Enquiry) -> AssignmentView | None:
    found = await enquiry.reading.find("assignment", Assignment, limit=1, brigade_id=question.brigade_id, active=True)
    return assignment_view(found[0]) if found else None

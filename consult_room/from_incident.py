"""The room follows the patient: what of the incident behind a consult is shown to whoever reads its record."""

from consult_room.domain.operations import Operation, check_may, readers
from consult_room.domain.states import Consult
from signaling.protocol.from_incident import (
    BrigadeStepsView,
    CallerPicturesPassedOn,
    ConsultFromIncident,
    ConsultShowsIncident,
    FromIncidentView,
    IncidentSteps,
    PassedPicture,
)
from signaling.protocol.incident_summaries import IncidentSummary, IncidentSummaryView
from signaling.slice import Answers, Audience, Enquiry


async def from_incident(question: ConsultFromIncident, enquiry: Enquiry) -> FromIncidentView | None:
    consult = await enquiry.reading.get("consult", question.consult_id, Consult)
    check_may(consult.circle, enquiry.actor, Operation.READ)
    if consult.incident_id is None:
        return None
    # The summary has the address: what goes on is taken out of it by name.
    summary: IncidentSummaryView = await enquiry.ask(IncidentSummary(incident_id=consult.incident_id))
    brigades: list[BrigadeStepsView] = await enquiry.ask(IncidentSteps(incident_id=consult.incident_id))
    pictures: list[PassedPicture] = await enquiry.ask(CallerPicturesPassedOn(incident_id=consult.incident_id))
    return FromIncidentView(
        incident_id=summary.incident_id,
        number=summary.number,
        reason_label=summary.reason_label,
        priority=summary.priority,
        opened_at_ms=summary.opened_at_ms,
        brigades=brigades,
        pictures=pictures,
    )


async def shows_incident(question: ConsultShowsIncident, enquiry: Enquiry) -> bool:
    member = Audience(question.relation, question.member_id)
    found = await enquiry.reading.find("consult", Consult, incident_id=question.incident_id)
    return any(member in readers(one.circle, Operation.READ_FILES) for one in found)


ANSWERS = (
    Answers(ConsultFromIncident, from_incident, from_screens=True),
    Answers(ConsultShowsIncident, shows_incident),
)

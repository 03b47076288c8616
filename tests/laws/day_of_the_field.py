"""A crew's consult of the day on which every command is given: asked from the field, talked in with the reception."""

from typing import Any

from config.trial import fixed_id
from signaling.protocol import assignments, milestones, participants
from signaling.protocol import consult_room as consults
from signaling.protocol import conversations as talks
from tests.laws.day_of_the_service import opened
from tests.laws.watching import CREWS, HOUR, LI, NODIRA, RASULOVA, RECEPTION, Day

CREW = CREWS[0]


async def from_the_field(day: Day) -> None:
    """The brigade asks beside the patient, leaves with them, and the hospital comes into room and conversation."""
    consult_id = fixed_id("from the field")
    assignment_id = await at_the_patient(day, "field")
    await asks(day, "from the field", "field")
    await day.do(consults.ConsultAccept, LI, consult_id=consult_id)
    about = {"about": consult_id}
    await day.refused(participants.ConversationComeIn, RECEPTION, **about)
    await leaves(day, assignment_id, "hospital")
    await day.refused(participants.ConversationComeIn, RASULOVA, **about)
    told = await day.do(participants.ConversationComeIn, RECEPTION, **about)
    (invited,) = [
        one.event
        for one in await day.town.events(participants.ConversationInvited)
        if isinstance(one.event, participants.ConversationInvited)
        and one.event.conversation_id == told["conversation_id"]
    ]
    inside = {"conversation_id": told["conversation_id"]}
    await day.do(participants.ConversationEnter, RECEPTION, **inside, invitation_id=invited.invitation_id)
    await day.do(participants.ConversationComeIn, RECEPTION, **about)
    await day.do(consults.ConsultSay, RECEPTION, consult_id=consult_id, text="The laboratory waits")
    await handed_over(day, assignment_id)
    await day.do(consults.ConsultConclude, LI, consult_id=consult_id, conclusion="To the laboratory")
    await day.do(consults.ConsultAcknowledge, CREW, consult_id=consult_id)
    await day.refused(talks.ConversationAsk, RECEPTION, conversation_id=fixed_id("late"), about_kind="consult", **about,
                      to_relation="brigade", to_id=CREW.id)  # fmt: skip
    await day.wait(HOUR)


async def at_the_patient(day: Day, incident: str) -> str:
    """The assignment of the brigade that is beside them."""
    incident_id = await opened(day, incident)
    wish = {"incident_id": incident_id, "brigade_id": CREW.id}
    assignment_id: str = (await day.do(assignments.AssignBrigade, NODIRA, **wish))["assignment_id"]
    at = {"assignment_id": assignment_id, "at_device_ms": day.town.now_ms}
    for wanted in (assignments.DeliverAssignment, assignments.SeeAssignment, assignments.AcceptAssignment):
        await day.do(wanted, CREW, **at)
    for milestone in ("departed", "arrived", "patient_contact"):
        await day.do(milestones.ReportMilestone, CREW, milestone=milestone, **at)
    return assignment_id


async def asks(day: Day, consult: str, incident: str, **fields: Any) -> str:
    question = {"question": "ST elevation", "age_years": 61, "sex": "male", "incident_id": fixed_id(incident), **fields}
    wish = {"consult_id": fixed_id(consult), "specialty": "neurology", "urgency": "emergency"}
    await day.do(consults.ConsultAsk, CREW, **wish, **question)
    return fixed_id(consult)


async def leaves(day: Day, assignment_id: str, hospital: str) -> None:
    at = {"assignment_id": assignment_id, "at_device_ms": day.town.now_ms, "hospital_id": fixed_id(hospital)}
    await day.do(milestones.ReportMilestone, CREW, milestone="left_scene", **at)


async def handed_over(day: Day, assignment_id: str) -> None:
    at = {"assignment_id": assignment_id, "at_device_ms": day.town.now_ms}
    for milestone in ("at_hospital", "handed_over"):
        await day.do(milestones.ReportMilestone, CREW, milestone=milestone, **at)
    await day.do(milestones.ReportMilestone, CREW, milestone="cleared", result="delivered", **at)
    await day.do(milestones.ReportMilestone, CREW, milestone="returned", **at)

"""A patient's own consult, of the day on which every command is given."""

from typing import Any

from config.trial import fixed_id
from signaling.protocol import consult_room as consults
from signaling.protocol import incidents, link_messages, patient_links
from signaling.protocol.base import Point
from signaling.slice import Actor, Role
from tests.laws.watching import KARIMOV, LI, NODIRA, Day

CENTRE = Point(lon=66.95, lat=39.65)


async def patients_own_consults(day: Day) -> None:
    """The desk closes an incident with "a doctor will call"; they talk; it becomes an emergency, and is ended. A doctor
    brings a patient in and takes the link back; a link is declined, and its time runs out."""
    await own_consult(day)
    await brought_in(day)


async def own_consult(day: Day) -> None:
    incident_id, consult_id = fixed_id("called back"), fixed_id("own consult")
    await day.do(
        incidents.OpenIncident, NODIRA, incident_id=incident_id, reason="fever", point=CENTRE,
        caller=incidents.Caller(number="+998901112277"),
    )  # fmt: skip
    await day.do(
        incidents.CloseIncident, NODIRA, incident_id=incident_id, result=incidents.Result.DOCTOR_WILL_CALL,
        doctor=incidents.DoctorWanted(specialty="neurology", urgency="emergency"),
    )  # fmt: skip
    # What follows from the closing is played by hand: the day gives every command itself.
    own: dict[str, Any] = {"consult_id": consult_id}
    opening: dict[str, Any] = {"specialty": "neurology", "urgency": "emergency", "question": "Fever", "language": "uz"}
    await day.do(
        patient_links.PatientConsultOpen, **own, **opening, telephone="+998901112277", incident_id=incident_id,
        incident_number=1, incident_reason="fever",
    )  # fmt: skip
    await day.refused(patient_links.PatientConsultOpen, **own, **opening, telephone="+998901112277")
    await day.do(patient_links.PatientLinkNoteDelivery, **own, status="sent")
    await day.do(
        link_messages.PatientMessageSend, **own, language="uz", telephone="+998901112277",
        expires_at_ms=day.town.now_ms + 1,
    )  # fmt: skip
    await day.do(link_messages.PatientMessageRecall, **own)
    await day.do(patient_links.PatientDecline, **own)
    await day.do(patient_links.PatientAgree, **own, text_version="1", language="uz")
    patient = Actor(patient_links.patient_guest_id(consult_id), Role.GUEST)
    await day.do(patient_links.PatientSay, patient, **own, text="I am hot")
    await day.do(consults.ConsultAccept, LI, **own)
    await day.do(patient_links.PatientSay, LI, **own, text="Since when?")
    await day.do(patient_links.PatientLookBack, LI, **own)
    await day.do(patient_links.PatientMakeEmergency, LI, **own, note="Stiff neck")
    made: Any = (await day.town.events(patient_links.PatientMadeEmergency))[-1].event
    help_: dict[str, Any] = {"incident_id": made.incident_id, "number": 7}
    await day.do(patient_links.PatientNoteIncident, **own, **help_)
    await day.do(patient_links.PatientNoteIncident, **own, **help_, sent=True)
    await day.do(patient_links.PatientConsultEnd, LI, **own, closing="emergency")
    await day.do(patient_links.PatientLinkEnd, **own)


async def brought_in(day: Day) -> None:
    consult: dict[str, Any] = {"consult_id": fixed_id("patient at home")}
    await day.do(consults.ConsultAsk, KARIMOV, **consult, specialty="neurology", urgency="planned", question="Rash")
    sending: dict[str, Any] = {"telephone": "+998901112278", "language": "ru"}
    await day.do(patient_links.PatientLinkSend, KARIMOV, **consult, **sending)
    await day.do(patient_links.PatientAgree, **consult, text_version="1", language="ru")
    await day.do(patient_links.PatientLinkRevoke, KARIMOV, **consult)
    await day.do(patient_links.PatientLinkSend, KARIMOV, **consult, **sending, lives_ms=60_000)
    await day.wait(120_000)
    await day.do(patient_links.PatientLinkExpire, **consult)
    await day.do(consults.ConsultCancel, KARIMOV, **consult)

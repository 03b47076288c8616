"""A consult into which others come, of the day on which every command is given."""

from config.trial import fixed_id
from signaling.protocol import consult_room as consults
from signaling.protocol import council
from tests.laws.watching import KARIMOV, LI, RASULOVA, Day


async def the_council(day: Day) -> None:
    """Asked back, taken, a colleague called in who comes, goes, is called again; the hospital; passed on."""
    consult_id = fixed_id("council")
    await day.do(
        consults.ConsultAsk, KARIMOV, consult_id=consult_id, specialty="neurology", urgency="urgent",
        question="Seizures", age_years=9, sex="male",
    )  # fmt: skip
    await day.do(council.ConsultAskBack, LI, consult_id=consult_id, text="Glucose?")
    await day.do(consults.ConsultAccept, LI, consult_id=consult_id, mode="written")
    called = {"consult_id": consult_id, "specialty": "paediatrics", "person_id": RASULOVA.id}
    await day.do(council.ConsultCallIn, LI, **called, why="The dose")
    await day.do(consults.ConsultAccept, RASULOVA, consult_id=consult_id)
    await day.do(consults.ConsultSay, RASULOVA, consult_id=consult_id, text="0.2 mg/kg")
    await day.do(council.ConsultSendAway, RASULOVA, consult_id=consult_id, person_id=RASULOVA.id)
    await day.refused(consults.ConsultSay, RASULOVA, consult_id=consult_id, text="and again")
    await day.do(council.ConsultCallIn, KARIMOV, **called)
    await day.do(consults.ConsultDecline, RASULOVA, consult_id=consult_id)
    await day.do(
        council.ConsultNoteTelephone, LI, consult_id=consult_id, at_ms=day.town.now_ms, minutes=4, outcome="talked"
    )
    await day.do(council.ConsultAdmitHospital, consult_id=consult_id, hospital_id=fixed_id("hospital"))
    await day.do(council.ConsultPassOn, LI, consult_id=consult_id, specialty="paediatrics", reason="A child")
    await day.refused(consults.ConsultSay, LI, consult_id=consult_id, text="still here?")

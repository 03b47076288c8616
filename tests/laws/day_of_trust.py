"""Consent, a name, reading and keeping, of the day on which every command is given."""

from typing import Any

from config.trial import fixed_id
from signaling.protocol import consult_room as consults
from signaling.protocol import record_access, trust, trust_review
from tests.laws.watching import ADMIN, KARIMOV, LI, NODIRA, RASULOVA, Day


async def law_and_trust(day: Day) -> None:
    """A consult whose patient agrees and withdraws; opened from outside with a reason; held, let go and erased."""
    consult: dict[str, Any] = {"consult_id": fixed_id("trusted")}
    asked = await day.do(
        consults.ConsultAsk, KARIMOV, **consult, specialty="neurology", urgency="urgent", question="Numb hand",
        age_years=52, sex="female",
    )  # fmt: skip
    spoken: dict[str, Any] = {"answer": "given", "given_by": "patient", "how": "spoken", "text_version": 1}
    await day.do(trust.ConsentNote, KARIMOV, **consult, purposes=["consult", "recording"], **spoken)
    await day.refused(trust.ConsentNote, RASULOVA, **consult, purposes=["consult"], **spoken)
    await day.do(trust.ConsentWithdraw, KARIMOV, **consult, purpose="recording", withdrawn_by="patient")
    await day.do(trust.ConsultNamePatient, KARIMOV, **consult, said_by="patient", name="Dilbar")
    await day.do(consults.ConsultAccept, LI, **consult)
    await day.do(record_access.ConsultOpen, LI, **consult)
    typed: dict[str, Any] = {"consult_number": asked["number"], "age_years": 52, "sex": "female"}
    why: dict[str, Any] = {"reason": "arrived_here", "reason_text": "She is in our admission"}
    await day.do(record_access.RecordBreakGlass, RASULOVA, **{**typed, "age_years": 53}, **why)
    first = await day.do(record_access.RecordBreakGlass, RASULOVA, **typed, **why)
    await day.do(record_access.RecordEndGlass, RASULOVA, glass_id=first["glass_id"])
    await day.do(record_access.RecordBreakGlass, RASULOVA, **typed, **why, hours=1)
    await day.do(consults.ConsultConclude, LI, **consult, conclusion="A nerve")
    await day.do(consults.ConsultAcknowledge, KARIMOV, **consult)
    await day.wait(3_600_000)
    await day.refused(record_access.ConsultOpen, NODIRA, **consult)
    await day.do(trust.RecordHold, ADMIN, **consult, reason="A complaint")
    await day.refused(trust.RecordErase, **consult)
    await day.refused(trust.RecordEndHold, ADMIN, **consult, reason=" ")
    await day.do(trust.RecordEndHold, ADMIN, **consult, reason="It was settled")
    await day.do(trust_review.RecordLookAtGlass, ADMIN, glass_id=first["glass_id"], note="She was there")
    await day.do(trust.RecordErase, **consult)
    await day.do(trust.RecordSayErased, **consult)
